"""Words on pages, whoever found them, to lines with the place of each word."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from briefgen.errors import ReadError
from briefgen.model.limits import Limits

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top in points from the page's lower left corner."""

Turn = Callable[[Rectangle], Rectangle]
_MOST_LISTED = 12
_NEAR = 1.0
_BLANK = 0.2
_OVERLAP = 0.3
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Letters of scripts that are written from right to left."""


class Raised(NamedTuple):
    """Letters of a word that stand higher, or lower, than running text."""

    start: int
    end: int
    lowered: bool


class Word(NamedTuple):
    """A word with the blanks before it; its place is None where that is not known."""

    blanks: str
    text: str
    place: Rectangle | None
    raised: tuple[Raised, ...] = ()


class Cell(NamedTuple):
    """A table's cell; all counts begin at 1, tables are counted over all pages."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line of words on a page, and where it stands on the page turned upright.

    `size` is that of its font in points, `turn` tells which places of the page itself those of
    its words are (None: the same). Lines are equal only to themselves.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float
    size: float
    text: str
    words: tuple[Word, ...]
    turn: Turn | None = None
    cell: Cell | None = None


class Pages:
    """Collects lines of words in reading order."""

    def __init__(self, limits: Limits) -> None:
        """Begin with no page."""
        self.lines: list[Line] = []
        self._length = 0
        self._most = limits.characters

    def add(self, page: int, size: float, words: Sequence[Word], turn: Turn | None = None) -> None:
        """Add a run of words; one without any place is left out. Raises ReadError `too-long`.

        What goes on right behind the last run, as behind a raised figure, is put to its line.
        Where pages are shown turned, words have their places as shown, and `turn` tells which
        places of the page itself these are.
        """
        for part in _cut(words, size):
            self._add(page, size, part, turn)

    def _add(self, page: int, size: float, words: Sequence[Word], turn: Turn | None) -> None:
        line = line_of(page, size, words, turn)
        if line is None:
            return
        last = self.lines[-1] if self.lines else None
        self._length += len(line.text) + 1
        if last and last.page == page and last.turn is turn and _goes_on(last, line):
            self.lines[-1] = _joined(last, line, words)
        else:
            self.lines.append(line)
        if self._length > self._most:
            raise ReadError("too-long", f"over {self._most:,} characters")


def _cut(words: Sequence[Word], size: float) -> Iterator[Sequence[Word]]:
    """Yield the parts of a run, which may go on from one column to another further left.

    A column begins where the run does, and after a wide gap.
    """
    begun, column, right = 0, 0.0, 0.0
    for n, word in enumerate(words):
        if word.place is None:
            continue
        left = word.place[0]
        if word.place[2] < column and not any(_LEFTWARD.search(one.text) for one in words):
            yield words[begun:n]
            begun, column = n, left
        elif left - right > _NEAR * size:
            column = left
        right = word.place[2]
    yield words[begun:]


def line_of(
    page: int, size: float, words: Sequence[Word], turn: Turn | None, cell: Cell | None = None
) -> Line | None:
    """Make a line of words; None where none of them has a place."""
    places = [word.place for word in words if word.place]
    if not places:
        return None
    lefts, bottoms, rights, tops = zip(*places, strict=True)
    text = "".join([f"{word.blanks}{word.text}" for word in words])
    first = words[0]
    if first.blanks:
        text = text[len(first.blanks) :]
        words = (first._replace(blanks=""), *words[1:])
    return Line(
        page, min(lefts), min(bottoms), max(rights), max(tops), size, text, tuple(words), turn, cell
    )


def is_level(line: Line, other: Line) -> bool:
    """Tell whether two lines stand side by side on one level."""
    shared = min(line.top, other.top) - max(line.bottom, other.bottom)
    return shared > _OVERLAP * min(line.top - line.bottom, other.top - other.bottom)


def _goes_on(last: Line, line: Line) -> bool:
    size = max(last.size, line.size, 1)
    return -_BLANK * size < line.left - last.right < _NEAR * size and is_level(last, line)


def _joined(last: Line, line: Line, words: Sequence[Word]) -> Line:
    size = max(last.size, line.size, 1)
    blank = " " if words[0].blanks or line.left - last.right > _BLANK * size else ""
    longer = max(last, line, key=lambda one: len(one.text))
    return replace(
        last,
        bottom=min(last.bottom, line.bottom),
        right=line.right,
        top=max(last.top, line.top),
        size=longer.size,
        text=f"{last.text}{blank}{line.text}",
        words=(*last.words, line.words[0]._replace(blanks=blank), *line.words[1:]),
    )


def listed(pages: list[int]) -> str:
    """Name pages for people; of many the first ones."""
    more = " …" if len(pages) > _MOST_LISTED else ""
    return f"p. {', '.join(map(str, pages[:_MOST_LISTED]))}{more}"
