"""Finds pairs of a long form and its short form, "Long Name (LN)" and "LN (Long Name)".

The letters of the short form are looked for in the long form from the end (Schwartz and
Hearst, 2003); the first one must begin a word.
"""

import re
from collections.abc import Iterator

from briefgen.model.annotations import AliasMention
from briefgen.model.spans import Span

_SHORT = re.compile(r"[A-Z][A-Za-z0-9&./-]{1,9}")
_BRACKET = re.compile(r"\(([^()\n]{2,120})\)")
_ARTICLE = re.compile(r"(?:the|or|or the|hereafter|known as|also) ")
_BARE = re.compile(r"[A-Z][A-Za-z0-9&./-]{1,9}(?=\s?$)")
_KNOWN_AS = re.compile(
    r", (?:also |better |commonly )?known (?:as|by its acronym,?) (?:the )?"
    r"([A-Z][A-Za-z0-9&./-]{1,9})\b"
)
_WORD = re.compile(r"\S+")
_QUOTES = "\"'“”‘’«» "
_SPARE = 5
"""Words a long form may have beyond one for each letter of the short form."""


def find_pairs(text: str) -> tuple[AliasMention, ...]:
    """Return the pairs in `text`, in text order."""
    found = (*_pairs(text), *_called(text))
    return tuple(sorted(set(found), key=lambda pair: (pair.long, pair.short)))


def _pairs(text: str) -> Iterator[AliasMention]:
    for match in _BRACKET.finditer(text):
        opening = _ARTICLE.match(text, match.start(1))
        inner = _trimmed(text, opening.end() if opening else match.start(1), match.end(1))
        if inner is None:
            continue
        if _is_short(inner.of(text)):
            long = _long_before(text, match.start(), inner.of(text))
            if long:
                yield AliasMention(long, inner)
        elif bare := _BARE.search(text, max(0, match.start() - 12), match.start()):
            short = Span(*bare.span())
            if _is_short(short.of(text)) and _start(inner.of(text), short.of(text)) == 0:
                yield AliasMention(inner, short)


def _called(text: str) -> Iterator[AliasMention]:
    """Yield the pairs of the form "Long Name, known as LN"."""
    for match in _KNOWN_AS.finditer(text):
        short = Span(*match.span(1))
        if _is_short(short.of(text)):
            long = _long_before(text, match.start(), short.of(text))
            if long:
                yield AliasMention(long, short)


def _is_short(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return bool(_SHORT.fullmatch(text)) and capitals > 1 and 2 * capitals >= len(letters)


def _long_before(text: str, end: int, short: str) -> Span | None:
    """Return the long form that ends right before the bracket at `end`."""
    floor = max(text.rfind(mark, 0, end) + 1 for mark in ("\n", ". ", ";", "("))
    letters = sum(c.isalnum() for c in short)
    words = list(_WORD.finditer(text, floor, end))[-min(letters + _SPARE, 2 * letters + 1) :]
    if not words:
        return None
    window = _trimmed(text, words[0].start(), end)
    if window is None:
        return None
    start = _start(window.of(text), short)
    return None if start is None else _trimmed(text, window.start + start, window.end)


def _start(long: str, short: str) -> int | None:
    """Return where in `long` the form begins that `short` stands for, if it does."""
    at = len(long)
    letters = [c for c in short.casefold() if c.isalnum()]
    for number, letter in reversed(list(enumerate(letters))):
        at -= 1
        while at >= 0 and not (
            long[at].casefold() == letter
            and (number > 0 or at == 0 or not (long[at - 1].isalnum() or long[at - 1] in "'’"))
        ):
            at -= 1
        if at < 0:
            return None
    return at if len(long) - at > len(short) and " " in long[at:].strip() else None


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the stretch without quotation marks and blanks at its ends."""
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip(_QUOTES))
    right = end - len(piece) + len(piece.rstrip(_QUOTES))
    return Span(left, right) if left < right else None
