"""Finds names that mix letters of several scripts, which only look like other names.

The pairs of look-alike letters are those of Unicode Technical Standard 39 that serve for
whole Latin words.
"""

import re
from collections.abc import Iterator

from briefgen.model.spans import Span

_OTHER = "\u0370-\u03ff\u0400-\u052f\u0531-\u0587"
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_WORD = re.compile(r"\w+")
_MIXED = re.compile(rf"[{_LATIN}][{_OTHER}]|[{_OTHER}][{_LATIN}]")
_TWINS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναι",
    "ABESIJKMHOPCTYXaesijopcyxdhqwABEZHIKMNOPTYXovai",
)


def find_mixed(text: str) -> Iterator[Span]:
    """Yield the place of each capitalised word of Latin and Greek, Cyrillic or Armenian letters."""
    at = 0
    while (pair := _MIXED.search(text, at)) is not None:
        word = next(w for w in _WORD.finditer(text, at) if w.end() > pair.start())
        if word.group()[0].isupper():
            yield Span(*word.span())
        at = word.end()


def plain_twin(word: str) -> str:
    """Return the Latin word that a word of mixed scripts looks like."""
    return word.translate(_TWINS)
