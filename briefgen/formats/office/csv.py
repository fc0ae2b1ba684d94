"""Tables as text (RFC 4180): each cell is a stretch of the file, with what heads it."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from briefgen.errors import ReadError
from briefgen.formats.encoding import decode
from briefgen.formats.heads import find_heads
from briefgen.formats.office.sheets import address, refuse_large
from briefgen.formats.sniffing import CSV
from briefgen.formats.structure import Reading
from briefgen.model.limits import Limits
from briefgen.model.locators import Locator
from briefgen.model.spans import Edit, Span
from briefgen.model.text import Block, Notice

_MARKS = ",;\t|"
_TRIED = 50
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"[ \t]*')


class _Field(NamedTuple):
    """A cell: row and column, where its words stand, and whether these are in quotation marks."""

    row: int
    column: int
    span: Span
    quoted: bool


def read_csv(content: bytes, _: Limits) -> Reading:
    """Read a table; commas, semicolons, tabs or bars part cells, whichever does so most alike."""
    text, encoding, notices = decode(content)
    fields = list(_fields(text, _mark(text)))
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

    return max(_MARKS, key=agreeing)


def _fields(text: str, mark: str) -> Iterator[_Field]:
    """Yield the cells that hold words. Raises ReadError where a quotation mark is never closed."""
    plain = re.compile(rf"[^{re.escape(mark)}\n]*+")
    at, row, column = 0, 1, 1
    while at < len(text):
        blanks = re.compile(r" *").match(text, at)
        start = blanks.end() if blanks else at
        if text[start : start + 1] == '"':
            found = _QUOTED.match(text, start)
            if found is None:
                detail = (
                    f"the quotation mark that begins row {row} is not closed: mend or remove it"
                )
                raise ReadError("malformed", detail)
            span, end, quoted = found.span(1), found.end(), True
            rest = plain.match(text, end)
            end = rest.end() if rest else end
        else:
            rest = plain.match(text, at)
            end = rest.end() if rest else at
            span, quoted = (at, end), False
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
