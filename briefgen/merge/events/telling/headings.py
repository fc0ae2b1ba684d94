"""The headings that sources open with."""

from collections.abc import Iterator

from briefgen.merge.tables import Weights
from briefgen.model.citations import cite
from briefgen.model.evidence import Title
from briefgen.model.ids import content_id
from briefgen.model.text import BlockKind, Corpus

_W = Weights(__package__, "headings")


def find_titles(corpus: Corpus) -> Iterator[Title]:
    """Yield the title of each source whose first block, widgets apart, is a heading."""
    for document in corpus.documents:
        blocks = (b for b in document.blocks if b.kind.states or b.kind is BlockKind.HEADING)
        first = next(blocks, None)
        if first is None or first.kind is not BlockKind.HEADING:
            continue
        citation = cite(document, first.span)
        words = len(citation.text.split())
        if _W.fewest_words <= words <= _W.most_words and not citation.text.rstrip().endswith(":"):
            place = (document.source.id, first.span.start)
            yield Title(content_id("title", place), citation.text, citation)
