"""The quoted stretches of a text, and what a quotation leaves out of the speech it is of."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefgen.model.spans import Span
from briefgen.model.speech.limiting import (
    denies,
    is_finished,
    limitation,
    limits,
    sentence_end,
    sentence_start,
    worded,
)
from briefgen.model.speech.marks import find_quoted

_CHUNK = re.compile(r"\S(?:.|\n(?!\s*\n))*")
_LINE = re.compile(r"\S.*")
_LONGEST_WRAP = 100
"""Characters of a line that was broken by its width; a longer one is a paragraph."""

_ATTRIBUTION = re.compile(r"(?:[^.!?…]|[.](?!\s+\S))*[.!?…,;:–—-]\s*")
"""What may stand between two stretches of one speech: one sentence, or a part of it."""

_STOPS = tuple(".!?…,;:—–-")


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation: its parts in one text, and whose it is ("" for nobody known)."""

    parts: tuple[Span, ...]
    voice: str


class Stretches:
    """What stands inside quotation marks in one text, and who says it."""

    def __init__(self, text: str, said: Sequence[Said]) -> None:
        """Read the marks of a text, each paragraph by itself."""
        self.text = text
        self._said = said
        self._paragraphs = tuple(_paragraphs(text))
        rows = enumerate(find_quoted(text, self._paragraphs))
        placed = [(row, quoted) for row, found in rows for quoted in found]
        self.quoted = tuple(quoted for _, quoted in placed)
        self._rows = [row for row, _ in placed]
        self._starts = [quoted.inner.start for quoted in self.quoted]

    def at(self, place: int) -> int | None:
        """Return the number of the stretch that holds a place."""
        number = bisect_right(self._starts, place) - 1
        return number if number >= 0 and place < self.quoted[number].inner.end else None

    def voice(self, words: Span) -> str | None:
        """Return who says these words, None where no quotation has them."""
        return next((s.voice for s in self._said if any(p.overlaps(words) for p in s.parts)), None)

    def left_out(self, parts: Sequence[Span], voice: str) -> Iterator[Span]:
        """Yield the limiting words before, between and behind the parts of somebody's speech.

        A part outside quotation marks leaves nothing out.
        """
        held = [(part, n) for part in parts if (n := self.at(part.start)) is not None]
        if not held:
            return
        yield from self._before(*held[0])
        for (one, first), (other, last) in pairwise(held):
            for number in range(first, last + 1):
                inner = self.quoted[number].inner
                yield from self._denied(max(inner.start, one.end), min(inner.end, other.start))
        yield from self._behind(*held[-1], voice)

    def said_in(self, sentence: Span) -> Said:
        """Return what a sentence quotes, and whose it is at its end; no parts where it is none."""
        first = max(0, bisect_right(self._starts, sentence.start) - 1)
        last = bisect_right(self._starts, sentence.end - 1)
        parts = tuple(
            Span(max(inner.start, sentence.start), min(inner.end, sentence.end))
            for inner in (quoted.inner for quoted in self.quoted[first:last])
            if inner.overlaps(sentence)
        )
        return Said(parts, (self.voice(parts[-1]) or "") if parts else "")

    def limited(self, said: Said) -> Iterator[Span]:
        """Yield the quoted words behind a sentence that limit the speech it has a part of."""
        for part in said.parts[-1:]:
            number = self.at(part.start)
            yield from self._behind(part, number, said.voice) if number is not None else ()

    def _before(self, part: Span, number: int) -> Iterator[Span]:
        start = self.quoted[number].inner.start
        if start < part.start:
            yield from self._denied(sentence_start(self.text, Span(start, part.start)), part.start)

    def _denied(self, start: int, end: int) -> Iterator[Span]:
        words = worded(self.text, start, end) if start < end else None
        if words and denies(words.of(self.text)):
            yield words

    def _behind(self, part: Span, number: int, voice: str) -> Iterator[Span]:
        """Yield what limits a part in its own sentence, in the next one, or in the next stretch."""
        text, inner = self.text, self.quoted[number].inner
        finished = is_finished(text, part.end)
        words = worded(text, part.end, inner.end) if part.end < inner.end else None
        if words is not None and not finished:
            found = limitation(text, Span(words.start, sentence_end(text, words)))
            if found:
                yield found
            return
        words = words or self._next(number, voice)
        if words is None:
            return
        sentence = Span(words.start, sentence_end(text, words))
        if limits(sentence.of(text), anew=finished or text[words.start].isupper()):
            yield sentence

    def _next(self, number: int, voice: str) -> Span | None:
        """Return the stretch in which the same speech goes on.

        Over a paragraph's end, behind "she said.", or as another quotation of the same speaker.
        """
        if number + 1 == len(self.quoted):
            return None
        here, following = self.quoted[number], self.quoted[number + 1]
        between = self.text[here.whole.end : following.whole.start]
        said_by = self.voice(following.inner)
        same_row = self._rows[number] == self._rows[number + 1]
        if said_by is None or (voice and said_by == voice):
            attributed = same_row and _ATTRIBUTION.fullmatch(between) is not None
            apart = self._leads(number + 1) or (same_row and between.rstrip().endswith(_STOPS))
            again = said_by is not None and apart
            goes_on = attributed or again or following.continued
        else:
            goes_on = following.continued
        return worded(self.text, following.inner.start, following.inner.end) if goes_on else None

    def _leads(self, number: int) -> bool:
        """Tell whether a stretch begins the paragraph right behind that of the one before."""
        row = self._rows[number]
        begins = self.quoted[number].whole.start == self._paragraphs[row].start
        return begins and row == self._rows[number - 1] + 1


def _paragraphs(text: str) -> Iterator[Span]:
    """Yield what stands between blank lines, or each line of it where lines are paragraphs."""
    for chunk in _CHUNK.finditer(text):
        lines = list(_LINE.finditer(text, chunk.start(), chunk.end()))
        apart = any(len(line[0]) > _LONGEST_WRAP for line in lines)
        yield from (Span(*one.span()) for one in (lines if apart else [chunk]))
