"""Readable copies of the sources, with every cited passage marked where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.model.brief import Artifact, Brief, VerifiedBrief
from briefgen.model.text import Block, Document
from briefgen.render.environment import Templates, open_templates
from briefgen.render.passages import Piece, cited, cut


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block as the copy shows it; `anchor` is "" where the number was used before."""

    anchor: str
    place: str
    kind: str
    reason: str
    pieces: tuple[Piece, ...]


def write_copies(
    verified: VerifiedBrief, *, linked: bool, opened: Templates | None = None
) -> tuple[Artifact, ...]:
    """Make sources/<key>.html for every source; `linked` to brief.html beside it or not.

    `opened` are the note's templates, where they are open already.
    """
    templates = opened or open_templates(verified.brief.template)
    return tuple(
        Artifact(
            copy_path(document),
            templates.fill(
                "source.html.j2",
                verified.brief,
                {
                    "record": verified.brief.source(document.source.key),
                    "paragraphs": tuple(_paragraphs(verified.brief, document)),
                    "cited": tuple(n for n, _ in cited(verified.brief, document)),
                    "linked": linked,
                },
            ).encode(),
        )
        for document in verified.corpus.documents
    )


def copy_path(document: Document) -> str:
    """Return where the copy of a source lies in the output folder."""
    return f"sources/{document.source.key}.html"


def _paragraphs(brief: Brief, document: Document) -> Iterator[Paragraph]:
    citations = cited(brief, document)
    anchors: set[str] = set()
    begun: set[int] = set()
    for block in document.blocks:
        anchor = _anchor(block)
        pieces = tuple(
            Piece(p.text, p.citations, tuple(n for n in p.begun if n not in begun))
            for p in cut(document.text, block.span, citations)
        )
        begun.update(n for piece in pieces for n in piece.begun)
        yield Paragraph(
            anchor if anchor not in anchors else "",
            _place(block),
            block.kind.value,
            block.reason,
            pieces,
        )
        anchors.add(anchor)


def _anchor(block: Block) -> str:
    number = block.locator.paragraph
    return "" if number is None else f"p{number}"


def _place(block: Block) -> str:
    """Name a block's place as a reader of the original would look for it."""
    number = block.locator.paragraph
    counted = f"¶{number}" if number is not None else ""
    page = f", p.\N{NO-BREAK SPACE}{block.locator.page}" if block.locator.page else ""
    place = block.locator
    named = place.table is not None or place.slide is not None or place.cell is not None
    return place.place if named else f"{counted}{page}"
