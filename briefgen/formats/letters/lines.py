"""The lines of a mail as its reader sees them, and where each stands in the source."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, groupby
from typing import NamedTuple

from briefgen.formats.web.markup import Visible
from briefgen.formats.web.scan import Piece

_MARKS = re.compile(r"(?:[ \t]?>)*[ \t]?")
_QUOTE = re.compile(r"<(/?)blockquote\b([^>]*)>", re.IGNORECASE)
_CITED = re.compile(r"type\s*=\s*[\"']?cite\b|class\s*=\s*[\"'][^\"']*\b(?:gmail_quote|cite)\b")


class Line(NamedTuple):
    """A line that is not blank, at [start, end) of the source; `begin` is before marks of quoting.

    `depth` is how often it was quoted. `apart` tells that a blank line, or the edge of an
    element, parts it from the line before.
    """

    text: str
    begin: int
    start: int
    end: int
    depth: int
    apart: bool


def text_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of plain text."""
    lines: list[Line] = []
    apart = True
    for match in re.finditer(r"[^\n]+|\n(?=\n)", text):
        marks = _MARKS.match(match[0])
        depth = marks[0].count(">") if marks else 0
        start = match.start() + (marks.end() if marks and depth else 0)
        words = text[start : match.end()].strip()
        if words:
            start = text.index(words, start)
            lines.append(Line(words, match.start(), start, start + len(words), depth, apart))
        apart = not words
    return tuple(lines)


def page_lines(visible: Visible) -> tuple[Line, ...]:
    """Return the lines of HTML, cut where a line break or the edge of an element stands."""
    edges = sorted(_edges(visible.source))
    depths = [0, *accumulate(step for _, step in edges)]
    lines: list[Line] = []
    number = 0
    numbered: list[tuple[int, Piece]] = []
    for piece in visible.pieces:
        number += "\n" in piece.before
        numbered.append((number, piece))
    for _, held in groupby(numbered, key=lambda one: one[0]):
        pieces = [piece for _, piece in held]
        words = "".join(
            (" " if piece.before else "")
            + (visible.source[piece.start : piece.end] if piece.text is None else piece.text)
            for piece in pieces
        )
        start, end = pieces[0].start, pieces[-1].end
        depth = depths[bisect_right(edges, (start, 1))]
        apart = pieces[0].before == "\n\n" or not lines
        lines.append(Line(" ".join(words.split()), start, start, end, depth, apart))
    return tuple(lines)


def _edges(source: str) -> Iterator[tuple[int, int]]:
    """Yield where mails that a mail program quoted begin, with 1, and where they end, with -1."""
    opened: list[tuple[int, bool]] = []
    for tag in _QUOTE.finditer(source):
        if not tag[1]:
            opened.append((tag.start(), bool(_CITED.search(tag[2]))))
        elif opened:
            start, cited = opened.pop()
            if cited:
                yield start, 1
                yield tag.end(), -1
    for start, cited in opened:
        if cited:
            yield start, 1
