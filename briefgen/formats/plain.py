"""Plain text: a block is a line, or the lines of a paragraph that was wrapped by hand."""

import re
from collections.abc import Iterator
from itertools import pairwise

from briefgen.formats.encoding import decode
from briefgen.formats.sniffing import TEXT
from briefgen.formats.structure import Reading, Structure
from briefgen.model.limits import Limits
from briefgen.model.locators import Locator
from briefgen.model.spans import Span
from briefgen.model.text import Block, BlockKind

_ITEM = re.compile(r"[ \t]*(?:[-*•–▪◦]|\(?\d{1,3}[.)]|\(?[a-z]\))[ \t]+(?=\S)")
_LONGEST_WRAP = 100
_SHORTEST_WRAP = 45
_CLOSED = tuple(".!?:;\"”»)’'")


def read_text(content: bytes, _: Limits) -> Reading:
    """Read a text file."""
    text, encoding, notices = decode(content)
    blocks = structure_text(text).blocks
    return Reading(TEXT, text, encoding, blocks, notices=notices)


def structure_text(text: str) -> Structure:
    """Find paragraphs and list items in plain text; number them from 1."""
    spans = (span for chunk in _chunks(text) for span in _blocks(text, chunk))
    return Structure(tuple(_block(text, span, n) for n, span in enumerate(spans, 1)))


def _chunks(text: str) -> Iterator[list[Span]]:
    """Yield the lines between blank lines, without blanks at their ends."""
    chunk: list[Span] = []
    for match in re.finditer(r"[^\n]*\n?", text):
        line = match[0]
        if line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            chunk.append(Span(start, match.start() + len(line.rstrip())))
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _blocks(text: str, lines: list[Span]) -> Iterator[Span]:
    """Yield one span a line, or join the lines where they are one wrapped paragraph."""
    start = lines[0].start
    wrapped = _is_wrapped(text, lines)
    for line, after in pairwise(lines):
        if not (wrapped and _continues(text, line, after)):
            yield Span(start, line.end)
            start = after.start
    yield Span(start, lines[-1].end)


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Tell whether lines were broken by width: none is long, most end inside a sentence."""
    inner = lines[:-1]
    if any(len(line) > _LONGEST_WRAP for line in lines):
        return False
    full = [line for line in inner if len(line) >= _SHORTEST_WRAP]
    open_ended = [line for line in full if not line.of(text).endswith(_CLOSED)]
    return len(full) * 2 > len(inner) and len(open_ended) * 2 > len(full)


def _continues(text: str, line: Span, after: Span) -> bool:
    return len(line) >= _SHORTEST_WRAP and not _ITEM.match(text, after.start)


def _block(text: str, span: Span, number: int) -> Block:
    bullet = _ITEM.match(text, span.start, span.end)
    kind = BlockKind.ITEM if bullet else BlockKind.PARAGRAPH
    start = bullet.end() if bullet else span.start
    return Block(Span(start, span.end), kind, Locator(paragraph=number))
