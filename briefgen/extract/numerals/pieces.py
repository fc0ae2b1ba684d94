"""A text cut to words, digits, marks and signs of money."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from briefgen.extract.lexicon import table

_MOST_WORDS = 4
_PIECE = re.compile(
    r"(?P<digits>(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!,?\d)|\d+(?:\.\d+)?)[¼½¾]?|[¼½¾])"
    r"|(?P<word>[^\W\d_]+)|(?P<mark>[^\s\w]|_)"
)
DASHES = frozenset("-–—‐‑")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, a number in digits, a sign of money or a mark, in small letters."""

    kind: str
    text: str
    start: int
    end: int


class Pieces:
    """The pieces of a text, which may be asked for beyond its ends."""

    def __init__(self, text: str) -> None:
        """Cut a text."""
        self.pieces = tuple(_cut(text))

    def kind(self, at: int) -> str:
        """Return the kind of a piece, "" beyond the ends."""
        return self.pieces[at].kind if 0 <= at < len(self.pieces) else ""

    def word(self, at: int) -> str:
        """Return the text of a piece, "" beyond the ends."""
        return self.pieces[at].text if 0 <= at < len(self.pieces) else ""

    def is_glued(self, at: int) -> bool:
        """Tell a piece that stands right behind the one before it."""
        inside = 0 < at < len(self.pieces)
        return inside and self.pieces[at].start == self.pieces[at - 1].end

    def phrase(self, at: int, known: Mapping[str, Any]) -> tuple[str, int] | None:
        """Return the longest known phrase that begins at a piece, and the piece behind it."""
        for length in range(_MOST_WORDS, 0, -1):
            said = " ".join(piece.text for piece in self.pieces[at : at + length])
            if said in known and at + length <= len(self.pieces):
                return said, at + length
        return None

    def phrase_before(self, at: int, known: Mapping[str, Any]) -> tuple[str, int] | None:
        """Return the longest known phrase that ends before a piece, and where it begins."""
        for length in range(_MOST_WORDS, 0, -1):
            said = " ".join(piece.text for piece in self.pieces[max(at - length, 0) : at])
            if said in known and at >= length:
                return said, at - length
        return None


def _cut(text: str) -> Iterator[Piece]:
    at = 0
    while at < len(text):
        sign = _signs().match(text, at)
        match = sign or _PIECE.match(text, at)
        if match is None:
            at += 1
            continue
        kind = "sign" if sign else match.lastgroup or "mark"
        said = match[0] if sign else match[0].casefold()
        yield Piece(kind, said, at, match.end())
        at = match.end()


@cache
def _signs() -> re.Pattern[str]:
    """Return what finds signs of money, the longest first, and codes beside digits."""
    signs = sorted(known("signs"), key=lambda sign: (-len(sign), sign))
    codes = "|".join(map(re.escape, sorted(known("codes"))))
    written = "|".join(map(re.escape, signs))
    beside = rf"\b(?:{codes})\b\.?(?=\s?\d)|(?<=[\dnm]\s)(?:{codes})\b"
    return re.compile(rf"(?<![A-Za-z])(?:{written})|{beside}")


def known(name: str) -> Mapping[str, Any]:
    """Return a table of how numbers are written."""
    found: Mapping[str, Any] = table("numerals")[name]
    return found
