"""The analyst's words as a note shows them: blocks of text, and the marks of what they rest on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Form(StrEnum):
    """What a block of the analyst's words is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    LIST = "list"
    NUMBERED = "numbered list"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words set in one way, or the mark of the citation with a number (0: none).

    The text of a mark is the mark as it is printed, in brackets.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    citation: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """A block of the analyst's words: pieces of its own, then the blocks inside it.

    A list holds items, a numbered one from `first` on; a quote holds blocks, and an item may.
    """

    form: Form
    pieces: tuple[Piece, ...] = ()
    parts: tuple["Words", ...] = ()
    first: int = 1

    def __str__(self) -> str:
        """Return all words as plain text, a line for each block that has any."""
        return "\n".join(line.text for line in self.lines())

    @property
    def text(self) -> str:
        """Its own words as plain text, a blank before each mark."""
        told = (f" {one.text}" if one.citation else one.text for one in self.pieces)
        return "".join(told).strip()

    def lines(self) -> Iterator["Words"]:
        """Yield each block in it that has words of its own, in the order they are read."""
        if self.pieces:
            yield self
        for part in self.parts:
            yield from part.lines()

    @property
    def citations(self) -> tuple[int, ...]:
        """The numbers of all marks in it, in order, each once."""
        told = (piece.citation for line in self.lines() for piece in line.pieces)
        return tuple(dict.fromkeys(filter(None, told)))

    def renumbered(self, number: Callable[[int], int]) -> "Words":
        """Return the same words with other numbers of the citations that are marked."""
        pieces = (
            replace(one, citation=number(one.citation)) if one.citation else one
            for one in self.pieces
        )
        parts = (one.renumbered(number) for one in self.parts)
        return replace(self, pieces=tuple(pieces), parts=tuple(parts))


def plain(text: str) -> Words:
    """Return a paragraph of plain words, without any mark."""
    return Words(Form.PARAGRAPH, (Piece(text),))


def marked_together(blocks: Sequence[Words]) -> Iterator[str]:
    """Yield as plain text what is marked at a time: a heading with what is below it."""
    held: list[str] = []
    for number, words in enumerate(blocks, 1):
        held.append(str(words))
        if words.form is not Form.HEADING or number == len(blocks):
            yield "\n".join(held)
            held = []
