"""What heads the cells of a table: the words over a column, and those that begin a row."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefgen.model.text import BlockKind

_SIGN = r"[-+−–(~≈<>±]?\s?"
_FIGURE = re.compile(rf"{_SIGN}(?:[A-Z]{{3}}\s|[$€£¥₦₹])?\s?{_SIGN}\d")
_AMOUNT = re.compile(rf"{_SIGN}[$€£]?\s?\d[\d\s.,'’–]*\)?\s?%?")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_LONGEST = 80
_ROW, _COLUMN = 0, 1
_FEW_WORDS, _MOST_WORDS = 1, 8

Cell = tuple[int, int]
"""Row and column, both from 1."""


@dataclass(frozen=True, slots=True)
class Heads:
    """What heads each cell that has heads ("Dead, district Kvam"), and the cells over a column."""

    over: Mapping[Cell, str]
    tops: frozenset[Cell]

    def of(self, cell: Cell) -> str | None:
        """Return what heads a cell, None for nothing."""
        return self.over.get(cell)

    def kind(self, cell: Cell) -> BlockKind:
        """Return what a cell is: one that heads others states nothing itself."""
        return BlockKind.CAPTION if cell in self.tops else BlockKind.CELL


def find_heads(cells: Mapping[Cell, str]) -> Heads:
    """Return what heads the cells of a sheet.

    Rows and columns without a blank one between them are a table. Its heads are its first row of
    two cells or more, where that is clear: none of its cells is a figure or a sentence, and below
    one of them stand figures alone, or sentences where the table is wider than a form. The word
    in its corner says what the rows are.
    """
    tables = [
        _Table({at: cells[at] for at in held})
        for rows in _parts(cells, _ROW)
        for columns in _parts(rows, _COLUMN)
        for held in _parts(columns, _ROW)
    ]
    over = {cell: head for table in tables for cell, head in table.heads()}
    return Heads(over, frozenset(cell for table in tables for cell in table.tops))


def _parts(cells: Iterable[Cell], axis: int) -> Iterable[list[Cell]]:
    """Return cells parted where a whole row, or a whole column, is blank."""
    numbers = sorted({at[axis] for at in cells})
    part = {number: number - n for n, number in enumerate(numbers)}
    parts: dict[int, list[Cell]] = {}
    for at in sorted(cells):
        parts.setdefault(part[at[axis]], []).append(at)
    return parts.values()


class _Table:
    """Cells between blank rows and columns, those above the first row of two cells left out."""

    def __init__(self, cells: Mapping[Cell, str]) -> None:
        wide = Counter(row for row, _ in cells)
        first = min((row for row, times in wide.items() if times > 1), default=max(wide))
        self._cells = {at: words for at, words in cells.items() if at[_ROW] >= first}
        self._left = min(column for _, column in self._cells)
        top = {at: words for at, words in self._cells.items() if at[_ROW] == first}
        self.tops = frozenset(top) if self._is_top(first, top) else frozenset[Cell]()

    def _is_top(self, first: int, top: Mapping[Cell, str]) -> bool:
        """Tell whether a first row heads the others; a year may be a value, two are heads."""
        beside = {column: words for (_, column), words in top.items() if column != self._left}
        is_value = _is_figure if len(beside) == 1 else _is_figure_or_sentence
        below: dict[int, list[str]] = {}
        for (row, column), words in self._cells.items():
            if row > first and column in beside and any(map(str.isalnum, words)):
                below.setdefault(column, []).append(words)
        return (
            all(map(_is_head, top.values()))
            and not _YEAR.fullmatch(top.get((first, self._left), ""))
            and not (len(beside) == 1 and all(map(_YEAR.fullmatch, beside.values())))
            and any(all(map(is_value, words)) for words in below.values())
        )

    def heads(self) -> Iterator[tuple[Cell, str]]:
        """Yield what heads each cell: the word over its column, and the one that begins its row."""
        top = {column: self._cells[row, column] for row, column in self.tops}
        corner = _short(top.get(self._left, ""))
        for row, column in self._cells.keys() - self.tops:
            label = self._cells.get((row, self._left), "") if column != self._left else ""
            is_label = _is_label(label) and not (_YEAR.fullmatch(label) and not top)
            named = f"{corner} {_short(label)}".strip() if is_label else ""
            if head := ", ".join(filter(None, (_short(top.get(column, "")), named))):
                yield (row, column), head


def _is_label(text: str) -> bool:
    """Tell words that can begin a row, a day and an hour too, from an amount and a sentence."""
    return bool(text) and _is_phrase(text) and (bool(_YEAR.fullmatch(text)) or not _is_amount(text))


def _is_head(text: str) -> bool:
    """Tell words that can head a column, a year too, from a figure and from a sentence."""
    worded = any(map(str.isalpha, text)) and not _is_figure(text)
    return _is_phrase(text) and (worded or bool(_YEAR.fullmatch(text)))


def _is_figure(text: str) -> bool:
    """Tell an amount, a day, an hour and whatever else begins with a number."""
    return bool(_FIGURE.match(text))


def _is_figure_or_sentence(text: str) -> bool:
    return _is_figure(text) or not _is_phrase(text)


def _is_amount(text: str) -> bool:
    return bool(_AMOUNT.fullmatch(text))


def _is_phrase(text: str) -> bool:
    words = len(text.split())
    ends = text.rstrip("”\"’')]").endswith((".", "!", "?")) and words > _FEW_WORDS
    return words <= _MOST_WORDS and not ends


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
