"""What heads the cells of a table: the words over a column, and those that begin a row."""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

_AMOUNT = re.compile(r"[-+(]?\s?[$€£]?\s?\d[\d\s.,'’]*\)?\s?%?")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_LONGEST = 80

Cell = tuple[int, int]
"""Row and column, both from 1."""


def head_cells(cells: Mapping[Cell, str]) -> Mapping[Cell, str]:
    """Return what heads each cell that has heads: "Dead, district Kvam".

    Rows without a blank one between them are a table. Its heads are its first row of two cells
    or more, where none of them is an amount; the word in its corner says what the rows are.
    """
    rows = {
        row: {column: cells[row, column] for _, column in group}
        for row, group in groupby(sorted(cells), key=lambda one: one[0])
    }
    return {cell: head for table in _tables(rows) for cell, head in _heads(table)}


def _tables(rows: Mapping[int, Mapping[int, str]]) -> Iterator[dict[int, Mapping[int, str]]]:
    """Yield rows that follow each other, those above the first of two cells left out."""
    for _, group in groupby(enumerate(rows), key=lambda one: one[1] - one[0]):
        held = [row for _, row in group]
        first = next((n for n, row in enumerate(held) if len(rows[row]) > 1), len(held))
        yield {row: rows[row] for row in held[first:]}


def _heads(table: Mapping[int, Mapping[int, str]]) -> Iterator[tuple[Cell, str]]:
    rows = iter(table.items())
    top = next(rows, (0, {}))[1]
    if not top or any(_is_amount(text) for text in top.values()):
        top = {}
    left = min((column for row in table.values() for column in row), default=0)
    corner = _short(top.get(left, ""))
    for row, held in rows if top else table.items():
        label = held.get(left, "")
        named = "" if _is_amount(label) else f"{corner} {_short(label)}".strip() if label else ""
        for column in held:
            above = _short(top.get(column, ""))
            head = ", ".join(filter(None, (above, named if column != left else "")))
            if head:
                yield (row, column), head


def _is_amount(text: str) -> bool:
    return bool(_AMOUNT.fullmatch(text)) and not _YEAR.fullmatch(text)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
