"""The evidence ledger: one row for each cited passage, with every citation inside it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.model.brief import Brief, VerifiedBrief
from briefgen.model.spans import Span
from briefgen.model.text import Document
from briefgen.render.passages import Numbered, Piece, cited, cut

_REACH = 60
"""The most characters of context shown on each side of cited words."""

_SPARE = 24
"""What would be left out is shown if it is no longer than this."""


@dataclass(frozen=True, slots=True)
class Row:
    """A passage; its citations by number, and `first`, the number of the one it begins with."""

    first: int
    numbers: tuple[int, ...]
    pieces: tuple[Piece, ...]


def tabulate(verified: VerifiedBrief) -> tuple[Row, ...]:
    """Return the rows of the ledger, by source and place; every citation is in just one."""
    return tuple(
        row for document in verified.corpus.documents for row in _rows(verified.brief, document)
    )


def quote_passages(verified: VerifiedBrief) -> tuple[tuple[Piece, ...], ...]:
    """Return the passage of each citation, by number, with the words around it."""
    passages = {
        n: tuple(_pieces(document, ((n, span),)))
        for document in verified.corpus.documents
        for n, span in cited(verified.brief, document)
    }
    return tuple(passages[n] for n in sorted(passages))


def _rows(brief: Brief, document: Document) -> Iterator[Row]:
    for citations in _neighbours(document, cited(brief, document)):
        numbers = tuple(sorted(n for n, _ in citations))
        yield Row(citations[0][0], numbers, tuple(_pieces(document, citations)))


def _neighbours(
    document: Document, citations: Sequence[Numbered]
) -> Iterator[tuple[Numbered, ...]]:
    """Group citations that begin in one paragraph, or inside a citation that began there."""
    group: list[Numbered] = []
    end = 0
    for number, span in citations:
        if group and span.start >= end:
            yield tuple(group)
            group = []
        if not group:
            end = _paragraph(document, span).end
        end = max(end, span.end)
        group.append((number, span))
    if group:
        yield tuple(group)


def _pieces(document: Document, citations: Sequence[Numbered]) -> Iterator[Piece]:
    """Cut a passage into pieces; what is left out, of other words, is an ellipsis."""
    paragraph = _paragraph(document, citations[0][1])
    whole = Span(paragraph.start, max(paragraph.end, *(span.end for _, span in citations)))
    shown = _stretches(document.text, whole, citations)
    if shown[0].start > whole.start:
        yield Piece("…\N{NO-BREAK SPACE}")
    yield from cut(document.text, shown[0], citations)
    for stretch in shown[1:]:
        yield Piece("\N{NO-BREAK SPACE}… ")
        yield from cut(document.text, stretch, citations)
    if shown[-1].end < whole.end:
        yield Piece("\N{NO-BREAK SPACE}…")


def _stretches(text: str, whole: Span, citations: Sequence[Numbered]) -> list[Span]:
    """Return what is shown of a passage: cited words and the words around them."""
    shown: list[Span] = []
    for _, span in citations:
        around = _around(text, whole, span)
        if shown and around.start <= shown[-1].end + _SPARE:
            last = shown.pop()
            around = Span(last.start, max(last.end, around.end))
        shown.append(around)
    return shown


def _around(text: str, whole: Span, span: Span) -> Span:
    """Widen a span by up to `_REACH` characters on each side, cut between words."""
    start, end = span.start - _REACH, span.end + _REACH
    if start - whole.start <= _SPARE:
        start = whole.start
    else:
        word = re.compile(r"\s\S").search(text, start, span.start + 1)
        start = word.start() + 1 if word else span.start
    if whole.end - end <= _SPARE:
        end = whole.end
    else:
        words = list(re.compile(r"\S(?=\s)").finditer(text, span.end - 1, end + 1))
        end = words[-1].end() if words else span.end
    return Span(start, end)


def _paragraph(document: Document, span: Span) -> Span:
    """Return the paragraph a span begins in, or the span where it begins in none."""
    block = document.block_at(span)
    return block.span if block else span
