"""A composed note against the texts kept beside it, without the files that these were read from."""

from collections.abc import Iterator, Mapping

from briefgen.errors import Finding
from briefgen.model.brief import Brief
from briefgen.model.citations import Paragraph
from briefgen.model.codec import BRIEF_NAME
from briefgen.model.records import SourceRecord
from briefgen.model.spans import OffsetMap, Span
from briefgen.model.text import Block, BlockKind, Corpus, Document, Metadata, Source
from briefgen.verification.evidence.changes import slices
from briefgen.verification.evidence.copies import (
    check_copies,
    check_earlier,
    check_texts,
    copied_texts,
)
from briefgen.verification.evidence.quoted import check_quoted
from briefgen.verification.evidence.statements import check_statements, place
from briefgen.verification.evidence.together import check_items


def check_kept(brief: Brief, files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Find what a note says otherwise than the texts of its sources in `files`."""
    evidence = brief.evidence
    texts = copied_texts(evidence, files)
    shown = [item.ref for item in brief.items()]
    yield from check_texts(_proving(brief), files)
    yield from check_copies(evidence, files)
    yield from check_statements(evidence, Corpus(()))
    yield from check_items(brief)
    yield from check_quoted(evidence, shown, texts, brief.spoken)
    yield from check_earlier(files)
    for citation in brief.citations:
        if not slices(citation, texts.get(citation.source, "")):
            yield Finding(place(citation), "the source's copy says something else")
    ends: dict[str, int] = {}
    for one in brief.paragraphs:
        if not ends.get(one.source, 0) <= one.start < one.end <= len(texts.get(one.source, "")):
            yield Finding(BRIEF_NAME, f"{one.source}: has no such paragraph in its text")
        ends[one.source] = one.end


def kept_corpus(brief: Brief, files: Mapping[str, bytes], originals: Corpus) -> Corpus:
    """Return the sources that a note cites, each with its kept text and the cited paragraphs.

    Those that the `originals` have as they were are from there, and others of the note besides.
    """
    read = {one.source.key: one for one in originals.documents}
    whole = {
        record.key: read[record.key]
        for record in brief.evidence.sources
        if record.key in read and _is(record, read[record.key])
    }
    kept = {record.key for record in _proving(brief)}
    documents = (
        whole.get(record.key) or _document(record, brief, files)
        for record in brief.evidence.sources
        if record.key in kept | whole.keys()
    )
    return Corpus(tuple(documents))


def _is(record: SourceRecord, document: Document) -> bool:
    """Tell whether a document is the source that was read."""
    known = document.source.sha256, document.text_sha256
    return known == (record.sha256, record.text_sha256)


def paragraphs_of(brief: Brief, corpus: Corpus) -> tuple[Paragraph, ...]:
    """Return the paragraphs that the citations of a note begin in, by source and place."""
    found = set()
    for citation in brief.citations:
        document = corpus.document(citation.source)
        block = document.block_at(citation.span) if document else None
        if block:
            found.add((citation.source, block.span.start, block.span.end))
    return tuple(Paragraph(*one) for one in sorted(found, key=lambda one: (len(one[0]), *one)))


def _proving(brief: Brief) -> tuple[SourceRecord, ...]:
    cited = brief.attested
    return tuple(one for one in brief.evidence.sources if one.key in cited)


def _document(record: SourceRecord, brief: Brief, files: Mapping[str, bytes]) -> Document:
    text = files[f"sources/{record.key}.txt"].decode()
    spans = (Span(one.start, one.end) for one in brief.paragraphs if one.source == record.key)
    return Document(
        source=Source(
            *(record.id, record.key, record.path, record.media_type, record.encoding),
            *(record.sha256, record.size, Metadata()),
        ),
        text=text,
        text_sha256=record.text_sha256,
        blocks=tuple(Block(span, BlockKind.PARAGRAPH) for span in spans),
        origin=OffsetMap.identity(len(text)),
        lines=(),
        notices=(),
    )
