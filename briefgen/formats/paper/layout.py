"""Lines on pages to paragraphs, cells and notes: one running text, with edits and boxes."""

import re
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from briefgen.formats.paper.edges import edge_lines
from briefgen.formats.paper.footnotes import length_of_mark, mark_of, part_notes
from briefgen.formats.paper.hyphens import HYPHENS, Hyphens, is_dangling
from briefgen.formats.paper.pages import Line, is_level
from briefgen.formats.paper.tables import part_cells
from briefgen.formats.raised import written
from briefgen.model.locators import Locator
from briefgen.model.spans import Edit, Span
from briefgen.model.text import Block, BlockKind, Box, Notice

_SENTENCE_END = re.compile(r"[.!?:…][”\"’')\]]*$")
_ITEM = re.compile(r"[ \t]*(?:[•–▪◦‣●■\uf0b7]|[-*] |\(?\d{1,3}[.)] |\(?[a-z]\) )[ \t]*(?=\S)")
_DASH = re.compile(r"(?<=\S)[–—/]$")
_LOOSE = 1.35
_LEADING = 1.2
_FAR = 3.0
_WIDE = 30
_OFTEN = 0.33
"""Parts of the most usual size's letters that running text has, where notes are longer than it."""

_LARGER = 1.12
_SHORT_LINE = 3
_INDENT = (0.8, 5.0)
_LONGEST_HEADING = 200


@dataclass(frozen=True, slots=True)
class Layout:
    """Running text with its paragraphs, the edits that made it of lines, and words' places."""

    text: str
    blocks: tuple[Block, ...]
    edits: tuple[Edit, ...]
    boxes: tuple[Box, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class _Passage:
    """Lines that belong together; `note` is the mark of the note that they are."""

    lines: tuple[Line, ...]
    note: str = ""


def lay_out(lines: Sequence[Line], labels: Mapping[int, str]) -> Layout:
    """Group lines, in reading order, into paragraphs, headings, list items, cells and notes.

    Notes at the foot of a page stand behind the paragraph that goes on overleaf. `labels` are
    the printed numbers of pages whose number in the file is another.
    """
    edges = edge_lines(lines)
    kept = [line for line in lines if line not in edges]
    sizes = _sizes(kept)
    body = max(sizes, key=lambda size: (sizes[size], size), default=0.0)
    often = max(sizes.values(), default=0) * _OFTEN
    passages = _passages(kept, max([size for size in sizes if sizes[size] >= often], default=0.0))
    text = "\n".join(line.text for passage in passages for line in passage.lines)
    made = _Maker(Hyphens(text), body, labels)
    for passage in passages:
        made.add(passage)
    detail = f"{len(edges)} lines that stand at the edge of pages again and again were left out."
    notices = (Notice("page-edges", detail),) if edges else ()
    return Layout(text, tuple(made.blocks), tuple(made.edits), tuple(made.boxes), notices)


def _sizes(lines: Sequence[Line]) -> Counter[float]:
    """Count the characters of each font size."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes


def _leadings(lines: Sequence[Line]) -> dict[float, float]:
    """Return the usual distance from line to line of running text, in points, by font size."""
    steps: dict[float, list[float]] = {}
    for a, b in pairwise(lines):
        step = a.bottom - b.bottom
        wide = min(len(a.text), len(b.text)) > _WIDE
        if wide and a.page == b.page and a.size == b.size and 0 < step < _FAR * a.size:
            steps.setdefault(a.size, []).append(step)
    return {size: statistics.median_low(found) for size, found in steps.items()}


def _passages(lines: Sequence[Line], size: float) -> list[_Passage]:
    """Put lines into passages; each page's notes behind the one that its text ends with."""
    running: list[Line] = []
    notes: dict[int, list[_Passage]] = {}
    tables = 0
    for page, found_lines in groupby(lines, key=lambda line: line.page):
        parted, tables = part_cells(list(found_lines), tables)
        text, found = part_notes(parted, size)
        running += text
        if found:
            notes[page] = [_Passage(tuple(note), mark_of(note[0])) for note in found]
    leadings = _leadings(running)
    groups: list[list[Line]] = []
    for line in running:
        if groups and not _begins(groups[-1], line, leadings):
            groups[-1].append(line)
        else:
            groups.append([line])
    passages: list[_Passage] = []
    for n, group in enumerate(groups):
        passages.append(_Passage(tuple(group)))
        until = groups[n + 1][0].page if n + 1 < len(groups) else None
        for page in [page for page in notes if until is None or page < until]:
            passages += notes.pop(page)
    return passages or [note for page in notes.values() for note in page]


def _begins(group: Sequence[Line], line: Line, leadings: Mapping[float, float]) -> bool:
    """Tell whether a line begins a paragraph of its own."""
    last = group[-1]
    size = max(line.size, 1)
    if line.cell or last.cell:
        return line.cell != last.cell
    if _ITEM.match(line.text) or abs(line.size - last.size) > 0.1 * max(last.size, 1):
        return True
    closed = bool(_SENTENCE_END.search(last.text))
    step = last.bottom - line.bottom
    right = max([one.right for one in group if one.page == last.page])
    if line.page != last.page or step < 0 or line.left > last.right or line.turn is not last.turn:
        if closed or (line.page == last.page and is_level(line, last)):
            return True
        full = len(group) > 1 and last.right > right - _SHORT_LINE * size
        return not (full or line.text[0].islower() or is_dangling(last.text))
    if step > _LOOSE * leadings.get(line.size, _LEADING * size):
        return not is_dangling(last.text) or step > _FAR * size
    indented = _INDENT[0] < (line.left - last.left) / size < _INDENT[1]
    short = last.right < max(right, line.right) - _SHORT_LINE * size
    return closed and (indented or short)


class _Maker:
    """Makes blocks, edits and boxes of passages, one after the other."""

    def __init__(self, hyphens: Hyphens, body: float, labels: Mapping[int, str]) -> None:
        self.blocks: list[Block] = []
        self.edits: list[Edit] = []
        self.boxes: list[Box] = []
        self._hyphens = hyphens
        self._body = body
        self._labels = labels
        self._end = 0

    def add(self, passage: _Passage) -> None:
        """Take a passage; its lines stand in the text behind those of the last one."""
        lines = passage.lines
        if self.blocks:
            self.edits.append(Edit(Span(self._end, self._end + 1), "\n\n"))
            self._end += 1
        start = self._end
        said = ""
        for line, after in zip(lines, (*lines[1:], None), strict=True):
            at = self._end
            self._end += len(line.text)
            self._place(line, at, said, noted=bool(passage.note) and line is lines[0])
            if after:
                self._join(line, after)
                self._end += 1
                said = line.text
        self.blocks.append(self._block(passage, Span(start, self._end)))

    def _place(self, line: Line, at: int, said: str, *, noted: bool) -> None:
        """Take the boxes of a line's words, and the edits for what is raised in them."""
        page, turn, boxes, start = line.page, line.turn, self.boxes, at
        for n, (blanks, text, place, raised) in enumerate(line.words):
            at += len(blanks)
            end = at + len(text)
            if place:
                left, bottom, right, top = turn(place) if turn else place
                boxes.append(Box(at, end, page, left, bottom, right, top))
            for one in raised:
                if n or one.start or not noted:
                    figures = text[one.start : one.end]
                    before = line.text[: at - start + one.start] or said
                    new = written(before, figures, lowered=one.lowered)
                    alone = not new and len(figures) == len(text)
                    first = at + one.start - (len(blanks) if alone else 0)
                    if new != figures:
                        self.edits.append(Edit(Span(first, at + one.end), new))
            at = end

    def _join(self, line: Line, after: Line) -> None:
        """Take the edit that makes one text of two lines."""
        cut, blank = 0, " "
        bare = not (self.edits and self.edits[-1].span.end == self._end)
        if bare and line.text[-1] in HYPHENS:
            cut, blank = self._hyphens.between(line.text, after.text)
        elif _DASH.search(line.text) and after.text[0].isalnum():
            blank = ""
        self.edits.append(Edit(Span(self._end - cut, self._end + 1), blank))

    def _block(self, passage: _Passage, span: Span) -> Block:
        first = passage.lines[0]
        words = "\n".join(line.text for line in passage.lines[:2])
        kind, start = BlockKind.PARAGRAPH, span.start
        larger = all(line.size > _LARGER * self._body for line in passage.lines)
        if first.cell:
            kind = BlockKind.CELL
        elif passage.note:
            start += length_of_mark(first)
        elif larger and len(span) < _LONGEST_HEADING:
            kind = BlockKind.HEADING
        elif bullet := _ITEM.match(words):
            kind, start = BlockKind.ITEM, start + bullet.end()
        place = Locator(
            paragraph=len(self.blocks) + 1,
            page=first.page,
            table=first.cell.table if first.cell else None,
            row=first.cell.row if first.cell else None,
            label=self._labels.get(first.page),
            note=f"footnote {passage.note}" if passage.note else None,
        )
        return Block(Span(start, span.end), kind, place)
