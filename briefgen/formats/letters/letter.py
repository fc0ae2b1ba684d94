"""The text of a mail, plain or HTML: what it says itself, and what it only carries along."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from briefgen.formats.encoding import decode
from briefgen.formats.letters.lines import Line, page_lines, text_lines
from briefgen.formats.letters.notices import own_depth, set_aside
from briefgen.formats.plain import structure_text
from briefgen.formats.sniffing import TEXT
from briefgen.formats.structure import Reading
from briefgen.formats.web.markup import Visible
from briefgen.formats.web.page import read_fragment
from briefgen.model.limits import Limits
from briefgen.model.spans import Edit, Span
from briefgen.model.text import Block, BlockKind

_BLANKED = re.compile(r"\A\s{3,}|\s{3,}\Z")
"""What stands in place of other mails before and after one that was cut out."""


def read_letter(content: bytes, _: Limits) -> Reading:
    """Read the plain text of a mail: quoted mails, signatures and notices are set aside."""
    text, encoding, notices = decode(content)
    lines = text_lines(text)
    depth = own_depth(lines)
    reasons = set_aside(lines, depth)
    own = _only(text, [line.start for line in lines], lines, [not reason for reason in reasons])
    aside = _only(text, [line.begin for line in lines], lines, list(map(bool, reasons)))
    blocks = [*structure_text(own).blocks, *_judged(structure_text(aside).blocks, lines, reasons)]
    marks = (
        Edit(Span(line.begin, line.start))
        for line, reason in zip(lines, reasons, strict=True)
        if not reason and line.depth and line.begin < line.start
    )
    blanks = (Edit(Span(*found.span())) for found in _BLANKED.finditer(text) if lines)
    edits = tuple(sorted([*marks, *_apart(blanks, lines)]))
    return Reading(TEXT, text, encoding, _numbered(blocks), edits, notices=notices)


def read_rich_letter(content: bytes, limits: Limits) -> Reading:
    """Read the HTML of a mail: quoted mails, signatures and notices are set aside."""
    reading = read_fragment(content, limits)
    lines = page_lines(Visible(reading.text))
    reasons = set_aside(lines, own_depth(lines))
    blocks = (part for block in reading.blocks for part in _cut(block, lines, reasons))
    return replace(reading, blocks=_numbered(blocks))


def _only(text: str, starts: Sequence[int], lines: Sequence[Line], kept: Sequence[bool]) -> str:
    """Return a text of the same length in which all but some lines are blank."""
    pieces: list[str] = []
    at = 0
    for start, line, stays in zip(starts, lines, kept, strict=True):
        if stays:
            pieces += (_blank(text[at:start]), text[start : line.end])
            at = line.end
    return "".join((*pieces, _blank(text[at:])))


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _apart(edits: Iterator[Edit], lines: Sequence[Line]) -> Iterator[Edit]:
    """Keep what takes away blanks at the ends off the marks of quoting, which others take away."""
    for edit in edits:
        start, end = edit.span.start, min(edit.span.end, lines[0].begin)
        if start >= lines[-1].end:
            yield edit
        elif start < end:
            yield Edit(Span(start, end))


def _judged(
    blocks: Sequence[Block], lines: Sequence[Line], reasons: Sequence[str]
) -> Iterator[Block]:
    begins = [line.begin for line in lines]
    for block in blocks:
        reason = reasons[bisect_right(begins, block.span.start) - 1]
        yield replace(block, kind=BlockKind.BOILERPLATE, reason=reason)


def _cut(block: Block, lines: Sequence[Line], reasons: Sequence[str]) -> Iterator[Block]:
    """Cut a block where lines begin or end that are set aside."""
    starts = [line.start for line in lines]
    first = max(bisect_right(starts, block.span.start) - 1, 0)
    last = bisect_right(starts, block.span.end - 1)
    held = zip(lines[first:last], reasons[first:last], strict=True)
    for reason, group in groupby(held, key=lambda one: one[1]):
        inner = [line for line, _ in group]
        start, end = max(inner[0].start, block.span.start), min(inner[-1].end, block.span.end)
        part = replace(block, span=Span(start, end))
        yield replace(part, kind=BlockKind.BOILERPLATE, reason=reason) if reason else part


def _numbered(blocks: Iterator[Block] | Sequence[Block]) -> tuple[Block, ...]:
    ordered = sorted(blocks, key=lambda block: block.span.start)
    return tuple(
        replace(block, locator=replace(block.locator, paragraph=n))
        for n, block in enumerate(ordered, 1)
    )
