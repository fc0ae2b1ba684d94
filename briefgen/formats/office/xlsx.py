"""Excel workbooks, by openpyxl: values as they are stored, formulas by their last value."""

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.utils import column_index_from_string
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from briefgen.errors import ReadError
from briefgen.formats.dating.iso import day_of, day_of_program
from briefgen.formats.office.flow import flowing
from briefgen.formats.office.sheets import LeftOut, Sheet, address, passages_of, refuse_large, seen
from briefgen.formats.package import Package
from briefgen.formats.sniffing import XLSX
from briefgen.formats.structure import Reading
from briefgen.model.limits import Limits
from briefgen.model.text import GUESSED, Metadata, Notice

_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
_UNREAD = {"xl/charts/": "charts", "xl/media/": "pictures", "xl/pivotTables/": "pivot tables"}
_LAST_COLUMN = 16_384
_WHITE, _PAPER = "FFFFFF", 0
"""White, as its number and as the first colour of a theme, which paper has."""

_PERCENT = re.compile(r"0(?:\.(0+))?\s?%")


def read_xlsx(content: bytes, limits: Limits) -> Reading:
    """Read the cells that are seen. Of a formula without a stored value only that is said.

    Numbers are as they are stored, shares and days as they are shown; macros are not run.
    """
    package = Package(content, limits)
    package.refuse_entities()
    parts = [package.part(name) for name in package.names if _SHEETS.fullmatch(name)]
    refuse_large(sum(part.count(b"<v>") + part.count(b"<is>") for part in parts))
    values = _opened(content, formulas=False)
    formulas = _opened(content, formulas=True) if any(b"<f" in part for part in parts) else None
    left = LeftOut()
    sheets = [
        _sheet(sheet, formulas[sheet.title] if formulas else None, left)
        for sheet in values.worksheets
        if _is_shown(sheet, left)
    ]
    text, found = flowing(list(passages_of(sheets)))
    if not text and left.valueless:
        raise ReadError("empty", "its formulas have no values: open and save it in Excel first")
    return Reading(
        XLSX,
        text,
        blocks=found.blocks,
        metadata=_metadata(values),
        notices=(*left.notices(), *_unread(package)),
    )


def _opened(content: bytes, *, formulas: bool) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl would lose if it saved the file
        return load_workbook(io.BytesIO(content), data_only=not formulas, keep_links=False)


def _is_shown(sheet: Worksheet, left: LeftOut) -> bool:
    shown = str(sheet.sheet_state) == "visible"
    if not shown:
        left.sheets.append(sheet.title)
    return shown


def _sheet(values: Worksheet, formulas: Worksheet | None, left: LeftOut) -> Sheet:
    rows = frozenset(n for n, row in values.row_dimensions.items() if row.hidden)
    columns = frozenset(
        n
        for letter, one in values.column_dimensions.items()
        if one.hidden
        for n in range(
            one.min or column_index_from_string(letter), min(one.max or 0, _LAST_COLUMN) + 1
        )
    )
    cells: dict[tuple[int, int], str] = {}
    comments: dict[tuple[int, int], str] = {}
    written = formulas._cells if formulas else {}  # noqa: SLF001
    for at, cell in sorted(values._cells.items()):  # noqa: SLF001 - all else makes cells
        if not isinstance(cell, ExcelCell):
            continue
        if cell.comment:
            comments[at] = " ".join(cell.comment.text.split())
        words = shown(cell.value, cell.number_format) if cell.value is not None else ""
        if words and cell.font.strike:
            left.struck += 1
        elif words and _is_unseen(cell):
            left.cells += 1
        elif words:
            cells[at] = words
        elif cell.data_type == "n" and at in written and written[at].data_type == "f":
            left.valueless.append(f"{address(at)} of sheet {values.title}")
    left.rows += len(rows & {row for row, _ in cells})
    left.columns += len(columns & {column for _, column in cells})
    comments = seen(comments, rows, columns)
    return Sheet(values.title, seen(cells, rows, columns), comments, rows, columns)


def _is_unseen(cell: ExcelCell) -> bool:
    """Tell what a format shows as nothing, and white words on no colour."""
    colour = cell.font.color
    is_white = colour is not None and (
        str(colour.rgb).endswith(_WHITE) or (colour.theme == _PAPER and not colour.tint)
    )
    return cell.number_format == ";;;" or (is_white and cell.fill.fill_type is None)


def shown(value: object, number_format: str) -> str:
    """Return a value in words: a share as the format shows it, a day as ISO 8601."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return (
            value.isoformat(" ", "minutes") if value.time() != time() else value.date().isoformat()
        )
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float):
        if percent := _PERCENT.search(number_format):
            return f"{100 * value:.{len(percent[1] or '')}f}%"
        return str(value) if isinstance(value, int) else f"{value:.15g}"
    return str(value).strip()


def _unread(package: Package) -> Iterator[Notice]:
    found = [
        what for start, what in _UNREAD.items() if any(n.startswith(start) for n in package.names)
    ]
    if found:
        detail = f"Besides its cells it holds what was not read: {', '.join(found)}."
        yield Notice("not-read", detail)


def _metadata(book: Workbook) -> Metadata:
    known = book.properties
    when = known.modified or known.created
    saved = day_of_program(day_of(when.year, when.month, when.day)) if when else ""
    return Metadata(
        title=" ".join((known.title or "").split()),
        published=saved,
        published_from=GUESSED if saved else "",
    )
