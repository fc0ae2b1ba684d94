"""spaCy without its command line, which its package imports: nobody calls that here.

It would bring httpx, requests, rich and some three hundred modules more, a fifth of a second.
"""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_COMMAND_LINE = ("spacy.cli", "spacy.cli.info")


def _info(*arguments: object, **options: object) -> object:
    """Do what `spacy.info` does, for a program that uses spaCy besides."""
    return importlib.import_module(_COMMAND_LINE[1]).info(*arguments, **options)


@contextmanager
def _without_command_line() -> Iterator[None]:
    """Let `import spacy` find an empty command line; whoever asks later finds the real one."""
    absent = {name: ModuleType(name) for name in _COMMAND_LINE if "spacy" not in sys.modules}
    for module in absent.values():
        vars(module)["info"] = _info
    sys.modules.update(absent)
    try:
        yield
    finally:
        for name in absent:
            sys.modules.pop(name, None)


with _without_command_line():
    import spacy
    from spacy import tokens
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.pipeline import AttributeRuler, Lemmatizer

__all__ = ["AttributeRuler", "Language", "Lemmatizer", "Matcher", "spacy", "tokens"]
