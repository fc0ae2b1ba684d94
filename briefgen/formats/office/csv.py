"""Tables as text (RFC 4180): each cell is a stretch of the file, with what heads it."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from briefgen.formats.encoding import decode
from briefgen.formats.heads import find_heads
from briefgen.formats.office.sheets import MOST_CELLS, address, refuse_large
from briefgen.formats.sniffing import CSV
from briefgen.formats.structure import Reading
from briefgen.model.limits import Limits
from briefgen.model.locators import Locator
from briefgen.model.spans import Edit, Span
from briefgen.model.text import Block, Notice

_MARKS = "\t|;,"
"""What parts cells, the commonest in words last: of equals the first one does."""

_TRIED = 50
_OPENING = re.compile(r"\ufeff?(?:sep=([\t|;,])\n)?", re.IGNORECASE)
"""A mark of the order of bytes, and the line in which Excel says what parts the cells."""


class _Field(NamedTuple):
    """A cell: row and column, where its words stand, and whether these are in quotation marks."""

    row: int
    column: int
    span: Span
    quoted: bool


def read_csv(content: bytes, _: Limits) -> Reading:
    """Read a table; commas, semicolons, tabs or bars part cells, whichever does so most alike."""
    text, encoding, notices = decode(content)
    opening = _OPENING.match(text)
    told, start = (opening[1], opening.end()) if opening else (None, 0)
    fields = list(islice(_fields(text, start, told or _mark(text)), MOST_CELLS + 1))
    refuse_large(len(fields))
    heads = find_heads({(one.row, one.column): one.span.of(text) for one in fields})
    blocks = tuple(
        Block(
            one.span,
            heads.kind((one.row, one.column)),
            Locator(
                paragraph=n,
                cell=address((one.row, one.column)),
                head=heads.of((one.row, one.column)),
            ),
        )
        for n, one in enumerate(fields, 1)
    )
    uneven = tuple(_uneven(fields))
    edits = tuple(_edits(text, fields))
    return Reading(CSV, text, encoding, blocks, edits, notices=(*notices, *uneven))


def _mark(text: str) -> str:
    """Return what parts the cells: the mark of which most lines have the same number."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in text.split("\n")[:_TRIED] if line.strip()]

    def agreeing(mark: str) -> tuple[int, int]:
        counts = Counter(n for line in lines if (n := line.count(mark)))
        number, times = counts.most_common(1)[0] if counts else (0, 0)
        return times, number

    mark = max(_MARKS, key=agreeing)
    is_prose = 2 * agreeing(mark)[0] <= len(lines) and _is_spaced(lines, mark)
    return _MARKS[0] if is_prose else mark


def _is_spaced(lines: list[str], mark: str) -> bool:
    """Tell marks of sentences, behind most of which is a blank, from those that part cells."""
    spaced = sum(line.count(f"{mark} ") for line in lines)
    return 2 * spaced > sum(line.count(mark) for line in lines)


def _fields(text: str, at: int, mark: str) -> Iterator[_Field]:
    """Yield the cells that hold words; quotation marks are a cell's own where they hold part."""
    ends = rf"{re.escape(mark)}\n"
    cell = re.compile(rf' *+"((?:[^"]|"")*+)" *(?=[{ends}]|\Z)|([^{ends}]*+)')
    row, column = 1, 1
    while at < len(text) and (found := cell.match(text, at)):
        quoted = found[1] is not None
        span, end = found.span(1 if quoted else 2), found.end()
        words = text[slice(*span)]
        if words.strip():
            lead = len(words) - len(words.lstrip())
            first = span[0] + lead
            yield _Field(row, column, Span(first, first + len(words.strip())), quoted)
        at = end + 1
        row, column = (row, column + 1) if text[end : end + 1] == mark else (row + 1, 1)


def _edits(text: str, fields: list[_Field]) -> Iterator[Edit]:
    """Yield the edits that leave cells alone, an empty line between them."""
    at = 0
    for one in fields:
        if at < one.span.start:
            yield Edit(Span(at, one.span.start), "\n\n" if at else "")
        if one.quoted:
            for found in re.finditer('""', one.span.of(text)):
                yield Edit(Span(one.span.start + found.start(), one.span.start + found.end()), '"')
        at = one.span.end
    if fields and at < len(text):
        yield Edit(Span(at, len(text)))


def _uneven(fields: list[_Field]) -> Iterator[Notice]:
    """Say that rows reach further than the first, so that a cell may stand under a wrong head."""
    widths: dict[int, int] = {}
    for one in fields:
        widths[one.row] = max(widths.get(one.row, 0), one.column)
    first = next(iter(widths.values()), 0)
    longer = [row for row, width in widths.items() if width > first > 1]
    if longer:
        detail = f"Rows with more cells than the first: {len(longer)}, first row {longer[0]}."
        yield Notice("uneven-rows", f"{detail} What heads their cells may be wrong.")
