"""Text cut where citations begin and end, so that each can be marked and linked to."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from briefgen.model.brief import Brief
from briefgen.model.spans import Span
from briefgen.model.text import Document

Numbered = tuple[int, Span]
"""A citation as number and place."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text inside the same citations; `begun` are those that begin here."""

    text: str
    citations: tuple[int, ...] = ()
    begun: tuple[int, ...] = ()


def cited(brief: Brief, document: Document) -> tuple[Numbered, ...]:
    """Return the note's citations of a document in text order, the longer one first."""
    mine = (
        (n, citation.span)
        for n, citation in enumerate(brief.citations, 1)
        if citation.source == document.source.key
    )
    return tuple(sorted(mine, key=lambda one: (one[1].start, -one[1].end)))


def cut(text: str, within: Span, citations: Iterable[Numbered]) -> tuple[Piece, ...]:
    """Cut a stretch where citations begin and end, so that they may overlap and nest.

    A citation that begins before the stretch begins with its first piece.
    """
    inside = [(n, span) for n, span in citations if span.overlaps(within)]
    edges = {within.start, within.end}
    for _, span in inside:
        edges |= {max(span.start, within.start), min(span.end, within.end)}
    pieces = []
    for start, end in pairwise(sorted(edges)):
        here = Span(start, end)
        covering = [(n, span) for n, span in inside if span.contains(here)]
        begun = tuple(n for n, span in covering if max(span.start, within.start) == start)
        pieces.append(Piece(here.of(text), tuple(n for n, _ in covering), begun))
    return tuple(pieces)
