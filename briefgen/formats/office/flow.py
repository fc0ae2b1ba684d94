"""Passages of files that have no text of their own, joined to one text with its blocks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.formats.structure import Structure
from briefgen.model.locators import NOWHERE, Locator
from briefgen.model.spans import Span
from briefgen.model.text import Block, BlockKind, Notice

_BETWEEN = "\n\n"
_LEFT_OUT = {
    "hidden-text": "Words that a reader does not see",
    "struck-text": "Words that are struck through",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a paragraph or a cell, where they stand, and why they are set aside."""

    kind: BlockKind
    text: str
    at: Locator = NOWHERE
    reason: str = ""

    def moved(self, **named: object) -> "Passage":
        """Return the same words at a place of which more is known."""
        return replace(self, at=replace(self.at, **named))  # type: ignore[arg-type]


def flowing(passages: Sequence[Passage]) -> tuple[str, Structure]:
    """Return passages as one text, an empty line between them, and its blocks, counted from 1."""
    told = [one for one in passages if one.text]
    return _BETWEEN.join(one.text for one in told), Structure(tuple(_blocks(told)))


def left_out(times: Mapping[str, int]) -> Iterator[Notice]:
    """Say how often words that are hidden or struck through were left out, by code of notice."""
    for code, what in _LEFT_OUT.items():
        if n := times.get(code, 0):
            yield Notice(code, f"{what} were left out, in {n} place{'s' * (n > 1)}.")


def _blocks(passages: Sequence[Passage]) -> Iterator[Block]:
    start = 0
    for number, one in enumerate(passages, 1):
        end = start + len(one.text)
        place = replace(one.at, paragraph=number)
        yield Block(Span(start, end), one.kind, place, one.reason)
        start = end + len(_BETWEEN)
