"""What evidence says of each source: what is known of it, how it went, and what to mind."""

from briefgen.merge.origins.independence import Independence
from briefgen.model.annotations import Annotations
from briefgen.model.languages import is_analysed, language_name
from briefgen.model.records import SourceRecord
from briefgen.model.text import Document, Notice


def record_source(
    document: Document, found: Annotations, independence: Independence
) -> SourceRecord:
    """Return the record of a source, with the first one that it counts as one with."""
    source, known = document.source, document.source.metadata
    first, why = independence.of_source(source.key)
    tied = (Notice("counts-as-one", f"It counts as one source with {first}: {why}."),)
    passed = tuple(
        Notice("sentences-passed-over", f"Sentences that state nothing ({reason}): {count}.")
        for reason, count in found.passed_over
    )
    return SourceRecord(
        id=source.id,
        key=source.key,
        path=source.path,
        media_type=source.media_type,
        encoding=source.encoding,
        size=source.size,
        sha256=source.sha256,
        text_sha256=document.text_sha256,
        title=known.title,
        author=known.author,
        publisher=known.publisher,
        published=known.published,
        published_from=known.published_from,
        language=known.language,
        url=known.url,
        via=known.via,
        marking=known.marking,
        grade=known.grade,
        status=_status(document),
        warnings=(*document.notices, *(tied if first else ()), *passed),
        kind=document.genre,
    )


def _status(document: Document) -> str:
    language = document.source.metadata.language
    if not is_analysed(language):
        return f"not analysed: {language_name(language)}"
    return "ingested with warnings" if document.notices else "ingested"
