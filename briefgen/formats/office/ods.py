"""OpenDocument sheets: cells as they are shown, hidden ones left out."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from lxml.etree import _Element

from briefgen.errors import ReadError
from briefgen.formats.office.flow import flowing
from briefgen.formats.office.odt import COMMENT, Body
from briefgen.formats.office.opendocument import Styles, metadata_of, name, opened, times_of
from briefgen.formats.office.sheets import LeftOut, Sheet, address, passages_of, refuse_large, seen
from briefgen.formats.sniffing import ODS
from briefgen.formats.structure import Reading
from briefgen.model.limits import Limits

_ROW, _CELL, _COLUMN = (name(f"table:table-{what}") for what in ("row", "cell", "column"))
_STYLE, _VISIBILITY = name("table:style-name"), name("table:visibility")
_ROWS, _COLUMNS = (name(f"table:number-{what}-repeated") for what in ("rows", "columns"))
_VALUES = tuple(
    name(f"office:{what}")
    for what in ("string-value", "date-value", "time-value", "boolean-value", "value")
)
"""What a cell holds whose words are not written beside it."""

_MOST_ROWS = 2_000_000


class _Row(NamedTuple):
    """A row, the number of its first, how often it stands there, and whether it is seen."""

    element: _Element
    first: int
    times: int
    hidden: bool


def read_ods(content: bytes, limits: Limits) -> Reading:
    """Read the cells that are seen. Of a formula without a stored value only that is said."""
    package = opened(content, limits)
    body = package.tree("content.xml").find(f"{name('office:body')}/{name('office:spreadsheet')}")
    if body is None:
        raise ReadError("malformed", "it has no sheets")
    styles, left = Styles(package), LeftOut()
    sheets = []
    for table in body.iterchildren(name("table:table")):
        title = table.get(name("table:name"), "")
        if styles.look("table", table.get(_STYLE)).get(name("table:display")) == "false":
            left.sheets.append(title)
        else:
            sheets.append(_sheet(table, title, styles, left))
            refuse_large(sum(len(one.cells) for one in sheets))
    text, found = flowing(list(passages_of(sheets)))
    known = replace(metadata_of(package), language="")  # that of a program, not of a few heads
    notices = tuple(left.notices())
    return Reading(ODS, text, blocks=found.blocks, metadata=known, notices=notices)


def _sheet(table: _Element, title: str, styles: Styles, left: LeftOut) -> Sheet:
    sheet = Sheet(title)
    hidden: set[int] = set()
    columns = frozenset(_hidden_columns(table))
    walk = Body(styles)
    for row in _rows(table):
        column = 0
        for cell in row.element.iterchildren(_CELL, name("table:covered-table-cell")):
            times = times_of(cell, _COLUMNS, _MOST_ROWS)
            told = list(walk.passages(cell)) if cell.tag == _CELL else []
            words = "\n".join(one.text for one in told if one.at.note is None)
            said = " ".join(one.text for one in told if one.reason == COMMENT)
            left.boxes += any(one.at.note and one.reason != COMMENT for one in told)
            words = words or next(filter(None, map(cell.get, _VALUES)), "")
            bare = not words and cell.get(name("table:formula")) is not None
            if bare and not any("value" in str(key) for key in cell.attrib):
                left.valueless.append(f"{address((row.first, column + 1))} of sheet {title}")
            if words or said:
                refuse_large(len(sheet.cells) + len(sheet.comments) + row.times * times)
                for at in ((r, c) for r in range(row.times) for c in range(times)):
                    place = row.first + at[0], column + 1 + at[1]
                    sheet.cells.update({place: words} if words else {})
                    sheet.comments.update({place: said} if said else {})
                hidden |= set(range(row.first, row.first + row.times)) if row.hidden else set()
            column += times
    left.rows += len(hidden)
    left.columns += len(columns & {column for _, column in sheet.cells})
    rows = frozenset(hidden)
    comments = seen(sheet.comments, rows, columns)
    return Sheet(title, seen(sheet.cells, rows, columns), comments, rows, columns)


def _rows(table: _Element) -> Iterator[_Row]:
    """Yield the rows of a table, through groups; those of a closed group are hidden."""
    at = 1

    def inside(element: _Element, *, hidden: bool) -> Iterator[tuple[_Element, bool]]:
        for child in element:
            if child.tag == _ROW:
                yield child, hidden or child.get(_VISIBILITY, "visible") != "visible"
            elif child.tag != name("table:table"):
                closed = child.get(name("table:display")) == "false"
                yield from inside(child, hidden=hidden or closed)

    for element, hidden in inside(table, hidden=False):
        times = times_of(element, _ROWS, _MOST_ROWS)
        yield _Row(element, at, times, hidden)
        at += times


def _hidden_columns(table: _Element) -> Iterator[int]:
    at = 1
    for column in table.iter(_COLUMN):
        times = times_of(column, _COLUMNS, _MOST_ROWS)
        if column.get(_VISIBILITY, "visible") != "visible":
            yield from range(at, at + min(times, 20_000))
        at += times
