"""What heads the cells of a table: the words over a column, and those that begin a row."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from briefgen.model.text import BlockKind

_AMOUNT = re.compile(r"[-+(]?\s?[$€£]?\s?\d[\d\s.,'’]*\)?\s?%?")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_LONGEST = 80
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

    Rows without a blank one between them are a table. Its heads are its first row of two cells
    or more, where none of them is an amount or a sentence; the word in its corner says what the
    rows are.
    """
    rows = {
        row: {column: cells[row, column] for _, column in group}
        for row, group in groupby(sorted(cells), key=lambda one: one[0])
    }
    tables = list(_tables(rows))
    tops = {(row, column) for table in tables for row, top in _top(table) for column in top}
    over = {cell: head for table in tables for cell, head in _heads(table)}
    return Heads(over, frozenset(tops))


def _tables(rows: Mapping[int, Mapping[int, str]]) -> Iterator[dict[int, Mapping[int, str]]]:
    """Yield rows that follow each other, those above the first of two cells left out."""
    for _, group in groupby(enumerate(rows), key=lambda one: one[1] - one[0]):
        held = [row for _, row in group]
        first = next((n for n, row in enumerate(held) if len(rows[row]) > 1), len(held))
        yield {row: rows[row] for row in held[first:]}


def _top(table: Mapping[int, Mapping[int, str]]) -> Iterator[tuple[int, Mapping[int, str]]]:
    """Yield the first row of a table, if it heads the others."""
    row, top = next(iter(table.items()), (0, {}))
    if len(table) > 1 and all(map(_is_head, top.values())):
        yield row, top


def _heads(table: Mapping[int, Mapping[int, str]]) -> Iterator[tuple[Cell, str]]:
    above, top = next(_top(table), (0, dict[int, str]()))
    left = min((column for row in table.values() for column in row), default=0)
    corner = _short(top.get(left, ""))
    for row, held in table.items():
        if row == above:
            continue
        label = held.get(left, "")
        named = f"{corner} {_short(label)}".strip() if label and _is_head(label) else ""
        for column in held:
            head = ", ".join(
                filter(None, (_short(top.get(column, "")), named if column != left else ""))
            )
            if head:
                yield (row, column), head


def _is_head(text: str) -> bool:
    """Tell words that can head a column from an amount and from a sentence."""
    words = len(text.split())
    ends = text.rstrip("”\"’')]").endswith((".", "!", "?")) and words > _FEW_WORDS
    return words <= _MOST_WORDS and not ends and not _is_amount(text)


def _is_amount(text: str) -> bool:
    return bool(_AMOUNT.fullmatch(text)) and not _YEAR.fullmatch(text)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
