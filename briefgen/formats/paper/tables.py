"""Tables among the lines of a page: cells apart, told by the blank strips between columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefgen.formats.paper.pages import Cell, Line, Word, is_level, line_of

_GAP = 1.0
"""Parts of the font size from which a blank may part cells."""

_STRIP = 0.8
_FAR = 4.5
_MANY = 3
_MARK = re.compile(r"[^\w\s]|\(?\w{1,3}[.):]|[A-Z]")
_RUNNING = 22
"""Letters a line from which what stands in columns is running text, not cells."""

_NARROW = 14
_FEWEST_LINES = 6
_GOING_ON = 0.6
_TOGETHER = 0.1
_STOP = re.compile(r"[^\W\d_]{2}[.!?](?:\s|$)")
"""Narrower columns are text if most lines go on with the one above, hardly ever all begin
something new at once, as cells do, and sentences end in each."""

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands on one level, from left to right; its lines as they came."""

    lines: tuple[Line, ...]
    pieces: tuple[Line, ...]


def part_cells(lines: Sequence[Line], tables: int = 0) -> tuple[list[Line], int]:
    """Return a page's lines with those of tables parted into lines of cells, row by row.

    `tables` counts those of the pages before; the new count is returned as well. Columns of
    running text whose lines were taken across come out one after the other.
    """
    if not any(
        _is_parted(line, after) for line, after in zip(lines, [*lines[1:], None], strict=True)
    ):
        return list(lines), tables
    rows = list(_rows(lines))
    out: list[Line] = []
    at = 0
    while at < len(rows):
        until, strips = _extent(rows, at)
        pieces = [piece for row in rows[at:until] for piece in row.pieces]
        parted = [row for row in rows[at:until] if len(row.pieces) > 1]
        if min(len(parted), _MANY) + len(strips) <= _MANY or len(parted) == 1:
            out += rows[at].lines
            at += 1
            continue
        if _is_running(parted, strips):
            out += sorted(pieces, key=lambda one: (_column(one, strips), -one.top))
        else:
            tables += 1
            out += _cells(rows[at:until], strips, tables)
        at = until
    return out, tables


def _is_parted(line: Line, after: Line | None) -> bool:
    """Tell whether a line has a gap as between cells, or the next one stands beside it."""
    limit = _GAP * max(line.size, 1)
    if after is not None and after.left > line.right and is_level(line, after):
        return True
    last = line.right
    for word in line.words:
        place = word.place
        if place:
            if place[0] - last > limit:
                return True
            last = place[2]
    return False


def _rows(lines: Sequence[Line]) -> Iterator[_Row]:
    """Yield lines that stand side by side as one row, cut at wide gaps."""
    beside: list[Line] = []
    for line in lines:
        if beside and not (line.left > beside[-1].right and is_level(beside[-1], line)):
            yield _Row(tuple(beside), tuple(_pieces(beside)))
            beside = []
        beside.append(line)
    if beside:
        yield _Row(tuple(beside), tuple(_pieces(beside)))


def _pieces(beside: Sequence[Line]) -> Iterator[Line]:
    for line in beside:
        limit = _GAP * max(line.size, 1)
        words: list[Word] = []
        right = line.right
        for word in line.words:
            far = word.place is not None and word.place[0] - right > limit
            if far and words and not (len(words) == 1 and _MARK.fullmatch(words[0].text)):
                yield from _piece(line, words)
                words = []
            words.append(word)
            right = word.place[2] if word.place else right
        if len(words) == len(line.words):
            yield line
        else:
            yield from _piece(line, words)


def _piece(line: Line, words: Sequence[Word], cell: Cell | None = None) -> Iterator[Line]:
    made = line_of(line.page, line.size, words, line.turn, cell)
    if made:
        yield made


def _extent(rows: Sequence[_Row], at: int) -> tuple[int, list[Interval]]:
    """Return up to which row strips stay blank from a row on, and these strips."""
    first = rows[at].pieces
    strips = [(a.right, b.left) for a, b in pairwise(first) if b.left > a.right]
    until, kept = at + 1, strips
    for n in range(at + 1, len(rows)):
        row = rows[n].pieces
        step = rows[n - 1].pieces[0].bottom - row[0].top
        least = _STRIP * max(row[0].size, 1)
        strips = [left for strip in strips for left in _left_blank(strip, row, least)]
        near = -3 * _FAR * row[0].size < step < _FAR * max(row[0].size, 1)
        inside = len(row) > 1 or any(row[0].right <= s[0] or row[0].left >= s[1] for s in strips)
        if not strips or not near or not inside or row[0].page != first[0].page:
            break
        if len(row) > 1 or _is_continued(rows, n, strips):
            until, kept = n + 1, strips
    return until, kept


def _is_continued(rows: Sequence[_Row], n: int, strips: Sequence[Interval]) -> bool:
    """Tell whether a lone piece goes on below a cell of the row before."""
    (piece,) = rows[n].pieces
    column = _column(piece, strips)
    above = [one for one in rows[n - 1].pieces if _column(one, strips) == column]
    return bool(above) and (column > 0 or piece.text[0].islower())


def _left_blank(strip: Interval, row: Sequence[Line], least: float) -> Iterator[Interval]:
    """Yield what a row leaves blank of a strip."""
    left = strip[0]
    for piece in sorted(row, key=lambda one: one.left):
        if piece.right <= left or piece.left >= strip[1]:
            continue
        if piece.left - left >= least:
            yield left, piece.left
        left = max(left, piece.right)
    if strip[1] - left >= least:
        yield left, strip[1]


def _column(piece: Line, strips: Sequence[Interval]) -> int:
    return sum(piece.left >= right - 0.1 for _, right in strips)


def _is_running(parted: Sequence[_Row], strips: Sequence[Interval]) -> bool:
    """Tell columns of running text from those of a table."""
    fewest = min(_mean(len(row.pieces[n].text) for row in parted) for n in (0, -1))
    if len(parted) <= _MANY or any(len(row.pieces) > _MANY for row in parted):
        return False
    return fewest > _RUNNING or (fewest > _NARROW and _goes_on(parted, strips))


def _goes_on(parted: Sequence[_Row], strips: Sequence[Interval]) -> bool:
    """Tell columns in which sentences run from line to line."""
    stopped = {
        _column(piece, strips) for row in parted for piece in row.pieces if _STOP.search(piece.text)
    }
    if len(parted) < _FEWEST_LINES or len(stopped) <= len(strips):
        return False
    begun = [[not piece.text[0].islower() for piece in row.pieces] for row in parted[1:]]
    going_on = _mean(not new for row in begun for new in row)
    return going_on >= _GOING_ON and _mean(all(row) for row in begun) <= _TOGETHER


def _mean(numbers: Iterator[int]) -> float:
    known = list(numbers)
    return sum(known) / len(known)


def _cells(rows: Sequence[_Row], strips: Sequence[Interval], table: int) -> Iterator[Line]:
    """Yield the lines of all cells; a lone piece belongs to the row it stands nearest to."""
    heads = [n for n, row in enumerate(rows) if len(row.pieces) > 1]
    held: dict[int, list[Line]] = {n: list(rows[n].pieces) for n in heads}
    for n, row in enumerate(rows):
        if n not in held:
            held[min(heads, key=lambda head: (_distance(rows[head], row), head > n))] += row.pieces
    for number, n in enumerate(heads, 1):
        placed = [(_column(piece, strips), piece) for piece in held[n]]
        for column, piece in sorted(placed, key=lambda one: (one[0], -one[1].top)):
            yield replace(piece, cell=Cell(table, number, column + 1))


def _distance(head: _Row, row: _Row) -> float:
    top, bottom = max(p.top for p in head.pieces), min(p.bottom for p in head.pieces)
    (piece, *_) = row.pieces
    return max(piece.bottom - top, bottom - piece.top, 0.0)
