"""Sheets of a workbook as passages: each cell by its address, with what heads it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.errors import ReadError
from briefgen.formats.heads import Cell, Heads, find_heads
from briefgen.formats.office.flow import Passage, left_out
from briefgen.model.locators import Locator
from briefgen.model.text import BlockKind, Notice

MOST_CELLS = 50_000
_LONGEST_NAME = 80
_COMMENT = "a reviewer's comment"


@dataclass(slots=True)
class Sheet:
    """The words in the cells of a sheet that are seen, and the comments on them."""

    name: str
    cells: dict[Cell, str] = field(default_factory=dict)
    comments: dict[Cell, str] = field(default_factory=dict)
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    """Its hidden rows and columns, which part no table."""


@dataclass(slots=True)
class LeftOut:
    """What of a workbook is not seen, or has no value: names of sheets, and places of cells.

    `boxes` counts the cells in which text boxes lie.
    """

    sheets: list[str] = field(default_factory=list)
    rows: int = 0
    columns: int = 0
    cells: int = 0
    struck: int = 0
    boxes: int = 0
    valueless: list[str] = field(default_factory=list)

    def notices(self) -> Iterator[Notice]:
        """Say it."""
        counts = (
            ("sheet", len(self.sheets)),
            ("row", self.rows),
            ("column", self.columns),
            ("cell", self.cells),
        )
        named = [f"{n} {what}{'s' * (n > 1)}" for what, n in counts if n]
        if named:
            detail = f"What is hidden in it was left out: {', '.join(named)}."
            yield Notice("hidden-text", detail)
        yield from left_out({"struck-text": self.struck})
        if self.boxes:
            detail = f"Besides its cells it holds what was not read: {self.boxes} with text boxes."
            yield Notice("not-read", detail)
        if self.valueless:
            detail = (
                f"Formulas without a stored value were left out: {len(self.valueless)}, first"
                f" {self.valueless[0]}. Open and save it in a spreadsheet program to have them."
            )
            yield Notice("no-value", detail)


def passages_of(sheets: Sequence[Sheet]) -> Iterator[Passage]:
    """Yield the cells of sheets, row by row; comments are set aside behind their cell."""
    for sheet in sheets:
        name = _shown(sheet.name)
        heads = _heads(sheet)
        for cell in sorted({*sheet.cells, *sheet.comments}):
            place = Locator(sheet=name, cell=address(cell), head=heads.of(cell))
            if words := sheet.cells.get(cell):
                yield Passage(heads.kind(cell), words, place)
            if said := sheet.comments.get(cell):
                aside = Passage(BlockKind.BOILERPLATE, said, place, _COMMENT)
                yield aside.moved(note="comment", head=None)


def _heads(sheet: Sheet) -> Heads:
    rows, columns = sorted(sheet.rows), sorted(sheet.columns)
    closed = {
        (row - bisect_left(rows, row), column - bisect_left(columns, column)): (row, column)
        for row, column in sheet.cells
    }
    heads = find_heads({at: sheet.cells[cell] for at, cell in closed.items()})
    over = {closed[at]: head for at, head in heads.over.items()}
    return Heads(over, frozenset(closed[at] for at in heads.tops))


def address(cell: Cell) -> str:
    """Return the address of a cell: "B7"."""
    row, column = cell
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def refuse_large(count: int) -> None:
    """Raise ReadError for more cells than can be told one by one."""
    if count > MOST_CELLS:
        detail = f"over {MOST_CELLS:,} cells: save what matters by itself"
        raise ReadError("too-many-cells", detail)


def seen(
    cells: Mapping[Cell, str], rows: frozenset[int], columns: frozenset[int]
) -> dict[Cell, str]:
    """Return the cells that lie in no hidden row and in no hidden column."""
    return {at: told for at, told in cells.items() if at[0] not in rows and at[1] not in columns}


def _shown(name: str) -> str:
    line = " ".join(re.sub(r"[\[\]]", "", "".join(filter(str.isprintable, name))).split())
    return line[:_LONGEST_NAME] or "without a name"
