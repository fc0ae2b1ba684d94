"""What is kept from leaving the desk: words under blocks, and hashes that nobody can try out."""

import hmac
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefgen.model.spans import Span

COVER = "█"
"""Stands for one code point of hidden words."""

_JOINER = "\N{ZERO WIDTH JOINER}"
_TONES = range(0x1F3FB, 0x1F400)
_FEWEST_LETTERS = 4
"""Of words that are sought inside longer ones too."""


@dataclass(frozen=True, slots=True, order=True)
class Hidden:
    """A stretch of a source's canonical text that was hidden before anything was computed.

    `salted` is a hash of the words and their place with the secret of the desk, by which they are
    recognised there. Blank lines between paragraphs stay.
    """

    source: str
    start: int
    end: int
    salted: str

    @property
    def span(self) -> Span:
        """The hidden stretch."""
        return Span(self.start, self.end)


def salted(secret: bytes, *parts: object) -> str:
    """Return a hash of parts that says nothing to whoever lacks the secret: HMAC-SHA256.

    Only the last part may hold any character.
    """
    told = "\x1f".join(str(part) for part in parts)
    return hmac.digest(secret, told.encode(), "sha256").hex()


def cover(text: str, hidden: Iterable[Span], blocks: Sequence[Span]) -> str:
    """Return a text of the same length in which blocks stand for what is hidden.

    Blanks between the `blocks` of the text, which say where paragraphs end, stay as they are.
    """
    covered = list(text)
    for span in hidden:
        for at in range(span.start, span.end):
            if not text[at].isspace() or any(one.start <= at < one.end for one in blocks):
                covered[at] = COVER
    return "".join(covered)


def whole_characters(text: str, span: Span) -> Span:
    """Return a stretch with all code points of the characters that it cuts: accents, joined signs.

    An accent that is left over would tell of the letter below it.
    """
    start, end = span.start, span.end
    while start > 0 and _goes_on(text, start):
        start -= 1
    while end < len(text) and _goes_on(text, end):
        end += 1
    return Span(start, end)


def _goes_on(text: str, at: int) -> bool:
    """Tell a code point that belongs to the one before it."""
    mark = unicodedata.category(text[at]).startswith("M")
    joined = text[at] == _JOINER or text[at - 1] == _JOINER
    return mark or joined or ord(text[at]) in _TONES


def joined_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return stretches in order, those that overlap or touch as one."""
    whole: list[Span] = []
    for span in sorted(spans):
        if whole and span.start <= whole[-1].end:
            whole[-1] = Span(whole[-1].start, max(whole[-1].end, span.end))
        else:
            whole.append(span)
    return tuple(whole)


@dataclass(frozen=True, slots=True)
class Mask:
    """Hidden words as they may stand elsewhere: in other case, with other blanks between them."""

    words: tuple[str, ...]

    def on(self, text: str) -> str:
        """Return a text with a block for each code point of hidden words."""
        for pattern in self._patterns(r"\s+"):
            text = pattern.sub(lambda found: COVER * len(found[0]), text)
        return text

    def spans(self, text: str) -> tuple[Span, ...]:
        """Return where the words stand in a text."""
        found = (one for pattern in self._patterns(r"\s+") for one in pattern.finditer(text))
        return joined_spans(Span(*one.span()) for one in found)

    def names(self, address: str) -> bool:
        """Tell whether an address or a file's name has the words, as those are written there."""
        plain = "".join(
            one for one in unicodedata.normalize("NFKD", address) if not unicodedata.combining(one)
        )
        return any(
            pattern.search(one)
            for pattern in self._patterns(r"(?:[\W_]|%[0-9a-f]{2})+", plainly=True)
            for one in (address, plain)
        )

    def _patterns(self, gap: str, *, plainly: bool = False) -> Iterator[re.Pattern[str]]:
        """Yield what finds the words, the longest first; no mask is made of a single letter."""
        for words in sorted(set(self.words), key=lambda one: (-len(one), one)):
            told = (_plain(words), words) if plainly else (words,)
            for one in told:
                pieces = re.findall(r"\w+", one) if plainly else one.split()
                letters = sum(map(len, pieces))
                found = gap.join(map(re.escape, pieces))
                if letters > 1:
                    alone = letters < _FEWEST_LETTERS
                    yield re.compile(rf"(?<!\w){found}(?!\w)" if alone else found, re.IGNORECASE)


def _plain(words: str) -> str:
    apart = unicodedata.normalize("NFKD", words)
    return "".join(one for one in apart if not unicodedata.combining(one))
