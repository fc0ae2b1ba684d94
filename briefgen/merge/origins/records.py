"""What evidence says of each source: what is known of it, how it went, and what to mind."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from briefgen.merge.origins.independence import Independence
from briefgen.model.annotations import Annotations
from briefgen.model.evidence import Evidence
from briefgen.model.languages import is_analysed, language_name
from briefgen.model.records import SourceRecord
from briefgen.model.text import GUESSED, Document, Notice
from briefgen.model.unsaid import Why

_INGESTED, _WARNED = "ingested", "ingested with warnings"
_MOST_DAYS = 5


def record_source(
    document: Document, found: Annotations, independence: Independence
) -> SourceRecord:
    """Return the record of a source, with the first one that it counts as one with."""
    source, known = document.source, document.source.metadata
    first, why = independence.of_source(source.key)
    tied = (Notice("counts-as-one", f"It counts as one source with {first}: {why}."),)
    passed = tuple(
        Notice("sentences-passed-over", f"Sentences that state nothing ({why}): {count}.")
        for why, count in sorted(_counted(found).items(), key=lambda one: _as_listed(one[0]))
    )
    later = tuple(_later(found))
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
        status=_status(document, warned=bool(document.notices or later)),
        warnings=(*document.notices, *later, *(tied if first else ()), *passed),
        kind=document.genre,
        protected=source.protected,
    )


def _counted(found: Annotations) -> Counter[Why]:
    return Counter(one.why for one in found.passed_over)


def _as_listed(why: Why) -> tuple[bool, str]:
    """Return by what reasons are sorted: what other pages have comes last."""
    return why is Why.FURNITURE, why


def flag_later(evidence: Evidence, issue: str) -> Evidence:
    """Return evidence that warns of sources dated after the day of issue, an ISO 8601 day."""
    return replace(evidence, sources=tuple(_flagged(one, issue) for one in evidence.sources))


def _flagged(record: SourceRecord, issue: str) -> SourceRecord:
    if record.published_from == GUESSED or record.published <= issue:
        return record
    notice = Notice("dated-later", f"Its date, {record.published}, is after the day of issue.")
    status = _WARNED if record.status == _INGESTED else record.status
    return replace(record, status=status, warnings=(notice, *record.warnings))


def _later(found: Annotations) -> Iterator[Notice]:
    """Warn of a text that was changed or saved after the day it gives as its own."""
    if found.later_days:
        days = ", ".join(found.later_days[:_MOST_DAYS])
        detail = f"It tells of days after its own date as past ({days}): was it changed later?"
        yield Notice("tells-of-later-days", detail)


def _status(document: Document, *, warned: bool) -> str:
    language = document.source.metadata.language
    if not is_analysed(language):
        return f"not analysed: {language_name(language)}"
    return _WARNED if warned else _INGESTED
