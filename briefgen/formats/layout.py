"""Lines on pages to paragraphs: repeated heads and feet dropped, hyphenation joined."""

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from briefgen.model.spans import Edit, Span
from briefgen.model.text import Block, BlockKind, Locator, Notice

_HYPHENS = "-\N{HYPHEN}\N{SOFT HYPHEN}\N{NON-BREAKING HYPHEN}\x02\ufffe"
_SURE_HYPHENS = "\N{SOFT HYPHEN}\x02\ufffe"
_SENTENCE_END = re.compile(r"[.!?:…][”\"’')\]]*$")
_ITEM = re.compile(r"[ \t]*(?:[•–▪◦‣●■\uf0b7]|[-*] |\(?\d{1,3}[.)] |\(?[a-z]\) )[ \t]*(?=\S)")
_PAGE_NUMBER = re.compile(r"(?:page |p\. ?|[-–—] ?)?#+(?: ?(?:of|/|\||[-–—]) ?#*)?", re.IGNORECASE)
_EDGE_LINES = 2
_FEWEST_PAGES = 2
_LOOSE = 1.35
_LARGER = 1.12
_SHORT_LINE = 3
_INDENT = (0.8, 5.0)
_LONGEST_HEADING = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a page: where it is in the text, where on the page, its font size."""

    start: int
    end: int
    page: int
    left: float
    bottom: float
    right: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The paragraphs found in lines, and the edits that make them running text."""

    blocks: tuple[Block, ...]
    edits: tuple[Edit, ...]
    notices: tuple[Notice, ...]


def lay_out(text: str, lines: Sequence[Line]) -> Layout:
    """Group lines, in reading order, into paragraphs, headings and list items."""
    repeated = _repeated(text, lines)
    kept = [line for line in lines if line not in repeated]
    body = _body_size(kept)
    leading = _leading(kept)
    groups: list[list[Line]] = []
    for line in kept:
        if groups and not _begins(text, groups[-1], line, leading):
            groups[-1].append(line)
        else:
            groups.append([line])
    words = Counter(re.findall(r"\w+(?:-\w+)+", text))
    edits = [edit for group in groups for edit in _joins(text, group, words)]
    edits += _parts(text, groups)
    blocks = tuple(_block(text, group, n, body) for n, group in enumerate(groups, 1))
    detail = f"{len(repeated)} lines that stand at the edge of pages again and again were left out."
    notices = (Notice("page-edges", detail),) if repeated else ()
    return Layout(blocks, tuple(sorted(edits)), notices)


def _words(text: str, line: Line) -> str:
    return text[line.start : line.end]


def _repeated(text: str, lines: Sequence[Line]) -> frozenset[Line]:
    """Return running heads and feet, and page numbers."""
    edges: list[tuple[str, Line]] = []
    pages = 0
    for _, group in groupby(lines, key=lambda line: line.page):
        pages += 1
        ordered = sorted(group, key=lambda line: -line.top)
        rim = {*ordered[:_EDGE_LINES], *ordered[-_EDGE_LINES:]}
        edges += ((re.sub(r"\d", "#", _words(text, line)), line) for line in rim)
    counts = Counter(words for words, _ in {(words, line.page) for words, line in edges})
    often = max(_FEWEST_PAGES, pages / 2)
    return frozenset(
        line
        for words, line in edges
        if counts[words] >= often or (pages > 1 and _PAGE_NUMBER.fullmatch(words))
    )


def _body_size(lines: Sequence[Line]) -> float:
    """Return the font size of most characters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += line.end - line.start
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def _leading(lines: Sequence[Line]) -> float:
    """Return the usual distance from line to line, in parts of the font size."""
    steps = [
        (a.bottom - b.bottom) / a.size
        for a, b in pairwise(lines)
        if a.page == b.page and a.size > 0 and 0 < a.bottom - b.bottom < 3 * a.size
    ]
    return statistics.median(steps) if steps else 1.2


def _begins(text: str, group: Sequence[Line], line: Line, leading: float) -> bool:
    """Tell whether a line begins a paragraph of its own."""
    last = group[-1]
    if _ITEM.match(text, line.start) or abs(line.size - last.size) > 0.1 * max(last.size, 1):
        return True
    closed = bool(_SENTENCE_END.search(_words(text, last)))
    step = last.bottom - line.bottom
    if line.page != last.page or step < 0 or line.left > last.right:
        goes_on = not closed and (text[line.start].islower() or text[last.end - 1] in _HYPHENS)
        return not goes_on
    if step > _LOOSE * leading * max(line.size, 1):
        return True
    indent = (line.left - last.left) / max(line.size, 1)
    if closed and _INDENT[0] < indent < _INDENT[1]:
        return True
    right = max(one.right for one in (*group, line) if one.page == line.page)
    return closed and last.right < right - _SHORT_LINE * line.size


def _joins(text: str, group: Sequence[Line], hyphened: Counter[str]) -> Iterator[Edit]:
    """Yield the edits that make one running text of the lines of a paragraph."""
    for line, after in pairwise(group):
        end = text[line.end - 1]
        goes_on = text[after.start].islower()
        if end not in _HYPHENS or not goes_on or line.end - line.start < _EDGE_LINES:
            yield Edit(Span(line.end, after.start), " ")
            continue
        head = re.search(r"[\w-]*$", text[line.start : line.end - 1])
        tail = re.match(r"\w+", text[after.start : after.end])
        whole = f"{head[0] if head else ''}-{tail[0] if tail else ''}"
        kept = end not in _SURE_HYPHENS and hyphened[whole] > 0
        yield Edit(Span(line.end if kept else line.end - 1, after.start))


def _parts(text: str, groups: Sequence[Sequence[Line]]) -> Iterator[Edit]:
    """Yield the edits that part paragraphs and drop what lies between."""
    start = 0
    for n, group in enumerate(groups):
        if start < group[0].start:
            yield Edit(Span(start, group[0].start), "\n\n" if n else "")
        start = group[-1].end
    if start < len(text):
        yield Edit(Span(start, len(text)))


def _block(text: str, group: Sequence[Line], number: int, body: float) -> Block:
    span = Span(group[0].start, group[-1].end)
    bullet = _ITEM.match(text, span.start, span.end)
    kind = BlockKind.ITEM if bullet else BlockKind.PARAGRAPH
    larger = all(line.size > _LARGER * body for line in group)
    if larger and len(span) < _LONGEST_HEADING:
        kind = BlockKind.HEADING
    start = bullet.end() if bullet and kind is BlockKind.ITEM else span.start
    locator = Locator(paragraph=number, page=group[0].page)
    return Block(Span(start, span.end), kind, locator)
