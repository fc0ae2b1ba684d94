"""Which language a text is in: by its function words, else by py3langid's model."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_LANGUAGES = tomllib.loads(
    files("briefgen.clean").joinpath("data/languages.toml").read_text("utf-8")
)
_FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    code: frozenset(words) for code, words in _LANGUAGES["function_words"].items()
}
_SHARE = 0.15
"""Of running text, a quarter to a third are such words; of other languages', a few percent."""

_FEWEST_LETTERS = 40
_SURE = 0.8
_COMPOUNDING = frozenset(_LANGUAGES["compounding"])
_LIKELY = 0.7
"""Of 20,000 runs of 25 and more letters, glued from English news, one is taken for German so."""

_ENOUGH = 5000
"""Characters of a text that are looked at."""


def identify(text: str) -> str:
    """Return the ISO 639 code of a text's language, "" where it is too short or too mixed."""
    sample = text[:_ENOUGH].casefold()
    words = re.findall(r"[^\W\d_]+", sample)
    if sum(map(len, words)) < _FEWEST_LETTERS:
        return ""
    for code, known in _FUNCTION_WORDS.items():
        if sum(map(known.__contains__, words)) >= _SHARE * len(words):
            return code
    likeliest, confidence = _identifier().classify(sample)
    return str(likeliest) if confidence >= _SURE else ""


def is_compound(word: str) -> bool:
    """Tell a long word as it stands in a language that writes several nouns as one."""
    likeliest, confidence = _identifier().classify(word.casefold())
    return likeliest in _COMPOUNDING and bool(confidence >= _LIKELY)


@cache
def _identifier() -> "LanguageIdentifier":
    """Load the model, which takes a second: the usual text does without."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - for few texts

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
