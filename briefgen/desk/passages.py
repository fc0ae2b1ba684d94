"""The words that prove something, as they stand in their source: in a paragraph, with more."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefgen.model.citations import Citation
from briefgen.model.spans import Span
from briefgen.model.text import Block, Corpus, Document

_NEIGHBOUR = 320
"""The most characters of a neighbour: as much as is read in passing."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage: the words themselves, words that tell who speaks, or the rest."""

    text: str
    shown: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a source with the words marked, and what stands right before and after.

    `anchor` is where these words begin in the readable copy of the source.
    """

    source: str
    title: str
    told: str
    place: str
    anchor: str
    ahead: str
    pieces: tuple[Piece, ...]
    behind: str

    @property
    def words(self) -> str:
        """The paragraph as it stands."""
        return "".join(piece.text for piece in self.pieces)


def passages(
    corpus: Corpus, shown: Sequence[Citation], beside: Iterable[Citation] = ()
) -> tuple[Passage, ...]:
    """Return the paragraphs that hold the words `shown`, in that order, each once.

    Words `beside` are marked in them too, and shown by themselves only where nothing else is.
    """
    told = tuple(beside)
    held: dict[tuple[str, int, int], list[Citation]] = {}
    for citation in (*shown, *told):
        document = corpus.document(citation.source)
        if document:
            first, last = _around(document, citation)
            held.setdefault((citation.source, first, last), []).append(citation)
    marked = set(shown)
    return tuple(
        _passage(corpus, key, [c for c in found if c in marked], [c for c in found if c in told])
        for key, found in held.items()
        if marked.intersection(found) or not marked
    )


def _around(document: Document, citation: Citation) -> tuple[int, int]:
    """Return the numbers of the first and the last block that a citation lies in."""
    overlapping = [
        n for n, block in enumerate(document.blocks) if block.span.overlaps(citation.span)
    ]
    return (overlapping[0], overlapping[-1]) if overlapping else (0, 0)


def _passage(
    corpus: Corpus,
    place: tuple[str, int, int],
    shown: Sequence[Citation],
    beside: Sequence[Citation],
) -> Passage:
    key, first, last = place
    document = corpus.document(key)
    assert document is not None  # noqa: S101 - its citation was found in it
    blocks = document.blocks
    whole = Span(blocks[first].span.start, blocks[last].span.end)
    about = document.source.metadata
    return Passage(
        source=key,
        title=about.title or document.source.path,
        told=" · ".join(filter(None, (about.publisher or about.author, about.published))),
        place=(shown or beside)[0].locator.place,
        anchor=_anchor(blocks[first]),
        ahead=_end(blocks[first - 1].span.of(document.text)) if first else "",
        pieces=tuple(_pieces(document.text, whole, shown, beside)),
        behind=_beginning(blocks[last + 1].span.of(document.text))
        if last + 1 < len(blocks)
        else "",
    )


def _pieces(
    text: str, whole: Span, shown: Sequence[Citation], beside: Sequence[Citation]
) -> Iterator[Piece]:
    edges = {whole.start, whole.end}
    for citation in (*shown, *beside):
        edges |= {max(whole.start, citation.start), min(whole.end, citation.end)}
    for start, end in pairwise(sorted(edges)):
        here = Span(start, end)
        yield Piece(
            here.of(text),
            any(citation.span.contains(here) for citation in shown),
            any(citation.span.contains(here) for citation in beside),
        )


def _anchor(block: Block) -> str:
    number = block.locator.paragraph
    return "" if number is None else f"p{number}"


def _beginning(text: str) -> str:
    """Return the beginning of a neighbour, cut between words."""
    if len(text) <= _NEIGHBOUR:
        return text
    return f"{text[:_NEIGHBOUR].rpartition(' ')[0]} …"


def _end(text: str) -> str:
    """Return the end of a neighbour, cut between words."""
    if len(text) <= _NEIGHBOUR:
        return text
    return f"… {text[-_NEIGHBOUR:].partition(' ')[2]}"
