"""The analyst's words line by line, for formats in which a list is signs and blanks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefgen.model.written import Form, Words

_DEEPER = "    "


@dataclass(frozen=True, slots=True)
class Row:
    """A block that has words of its own: what stands before them, and if it ends the whole.

    `bullet` is "–" or "2." for an item, "" for other blocks; `indent` are the blanks before it.
    """

    words: Words
    indent: str
    bullet: str
    depth: int
    closed: bool = False

    @property
    def text(self) -> str:
        """Its words as plain text."""
        return self.words.text

    @property
    def first(self) -> str:
        """What begins its first line of plain text."""
        return f"{self.indent}{self.bullet} " if self.bullet else self.indent

    @property
    def rest(self) -> str:
        """What begins all other lines."""
        return " " * len(self.first)


def rows(words: Words) -> tuple[Row, ...]:
    """Return the lines of a block of the analyst's words; the last one is closed."""
    told = list(_rows(words, "", "", 0))
    return (*told[:-1], *(replace(row, closed=True) for row in told[-1:]))


def _rows(words: Words, indent: str, bullet: str, depth: int) -> Iterator[Row]:
    row = Row(words, indent, bullet, depth)
    if words.pieces:
        yield row
    inside = row.rest + (_DEEPER if words.form is Form.QUOTE else "")
    deeper = depth + (words.form is Form.QUOTE or bool(bullet))
    for number, part in enumerate(words.parts, words.first):
        item = {Form.LIST: "–", Form.NUMBERED: f"{number}."}.get(words.form, "")
        yield from _rows(part, inside, item, deeper)
