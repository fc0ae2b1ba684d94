"""Readable copies of the sources, with every cited passage marked where it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from briefgen.model.brief import Artifact, Brief, VerifiedBrief
from briefgen.model.spans import Span
from briefgen.model.text import Block, Document
from briefgen.render.environment import open_templates


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text inside the same citations; `begun` are those that begin here."""

    text: str
    citations: tuple[int, ...]
    begun: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block as the copy shows it; `anchor` is "" where the number was used before."""

    anchor: str
    number: int | None
    kind: str
    reason: str
    pieces: tuple[Piece, ...]


def write_copies(verified: VerifiedBrief, *, linked: bool) -> tuple[Artifact, ...]:
    """Make sources/<key>.html for every source; `linked` to brief.html beside it or not."""
    templates = open_templates(verified.brief.template)
    return tuple(
        Artifact(
            f"sources/{document.source.key}.html",
            templates.fill(
                "source.html.j2",
                verified.brief,
                {
                    "record": verified.brief.source(document.source.key),
                    "paragraphs": tuple(_paragraphs(verified.brief, document)),
                    "cited": tuple(n for n, _ in _cited(verified.brief, document)),
                    "linked": linked,
                },
            ).encode(),
        )
        for document in verified.corpus.documents
    )


def cut(text: str, within: Span, cited: Iterable[tuple[int, Span]]) -> tuple[Piece, ...]:
    """Cut a block where citations begin and end, so that they may overlap and nest.

    A citation that begins before the block, or in no block, begins with its first piece.
    """
    inside = [(n, span) for n, span in cited if span.overlaps(within)]
    edges = {within.start, within.end}
    for _, span in inside:
        edges |= {max(span.start, within.start), min(span.end, within.end)}
    ordered = sorted(edges)
    pieces = []
    for start, end in pairwise(ordered):
        here = Span(start, end)
        covering = [(n, span) for n, span in inside if span.contains(here)]
        begun = tuple(n for n, span in covering if max(span.start, within.start) == start)
        pieces.append(Piece(here.of(text), tuple(n for n, _ in covering), begun))
    return tuple(pieces)


def _cited(brief: Brief, document: Document) -> tuple[tuple[int, Span], ...]:
    """Return the numbers and places of the document's citations, in text order."""
    mine = (
        (citation.span, n)
        for n, citation in enumerate(brief.citations, 1)
        if citation.source == document.source.key
    )
    return tuple((n, span) for span, n in sorted(mine))


def _paragraphs(brief: Brief, document: Document) -> Iterator[Paragraph]:
    cited = _cited(brief, document)
    anchors: set[str] = set()
    begun: set[int] = set()
    for block in document.blocks:
        anchor = _anchor(block)
        pieces = tuple(
            Piece(p.text, p.citations, tuple(n for n in p.begun if n not in begun))
            for p in cut(document.text, block.span, cited)
        )
        begun.update(n for piece in pieces for n in piece.begun)
        yield Paragraph(
            anchor if anchor not in anchors else "",
            block.locator.paragraph,
            block.kind.value,
            block.reason,
            pieces,
        )
        anchors.add(anchor)


def _anchor(block: Block) -> str:
    number = block.locator.paragraph
    return "" if number is None else f"p{number}"
