"""Annotations of all documents to one body of evidence.

Who is who, which statements say the same, which sources are independent, where they
disagree, and when things happened. Nothing here adds words: evidence cites.
"""

from collections.abc import Sequence
from types import MappingProxyType

from briefgen.config import KnownActors
from briefgen.merge.changes import compare
from briefgen.merge.circumstances import Circumstances
from briefgen.merge.claims import cluster
from briefgen.merge.days import Days
from briefgen.merge.disagreement import Disagreements
from briefgen.merge.facts import state_facts
from briefgen.merge.headings import find_titles
from briefgen.merge.identity import identify
from briefgen.merge.independence import Independence
from briefgen.merge.numbers import Numbers
from briefgen.merge.ranking import order_claims, weigh
from briefgen.merge.similarity import Similarity
from briefgen.merge.speech import state_quotations
from briefgen.merge.statuses import Statuses
from briefgen.merge.ties import tie
from briefgen.merge.timeline import date_events
from briefgen.merge.titles import find_title_conflicts
from briefgen.merge.units import collect_units
from briefgen.merge.versions import find_versions
from briefgen.model.annotations import Annotations
from briefgen.model.evidence import Evidence, Generator
from briefgen.model.languages import is_analysed, language_name
from briefgen.model.records import SourceRecord
from briefgen.model.text import Corpus, Document, Notice

__all__ = ["compare", "merge"]


def merge(
    corpus: Corpus,
    annotations: Sequence[Annotations],
    generator: Generator,
    known: KnownActors = MappingProxyType({}),
) -> Evidence:
    """Merge what was found in each document; `annotations` correspond to the documents.

    What the user says in `known` of who is who always counts.
    """
    identities = identify(corpus, tuple(annotations), known)
    units = collect_units(annotations, identities)
    similarity = Similarity([unit.terms for unit in units])
    newest = max((one.source.metadata.anchor for one in corpus.documents), default="")
    weighed = weigh(units, similarity, identities, newest)
    scores = [score for score, _ in weighed]
    documents = {document.source.key: document for document in corpus.documents}
    around = Circumstances(units, identities, documents, similarity)
    numbers = Numbers(units, around)
    claims = cluster(units, similarity, scores, identities, numbers.answering())
    told = order_claims(claims, scores, similarity)
    independence = Independence(corpus)
    facts = state_facts(told, weighed, corpus, independence)
    quotations = state_quotations(corpus, annotations, identities)
    differences = Disagreements(
        numbers, Days(units, around), Statuses(units, around), identities, documents
    )
    pairs = zip(corpus.documents, annotations, strict=True)
    disagreements = (*differences.of(told, facts), *find_title_conflicts(identities.actors))
    ties = tie(facts, quotations, annotations, identities)
    return Evidence(
        generator=generator,
        sources=tuple(_record(document, one, independence) for document, one in pairs),
        facts=facts,
        actors=ties.actors,
        quotations=quotations,
        versions=find_versions(quotations, annotations),
        events=date_events(told, facts, corpus, annotations),
        disagreements=disagreements,
        titles=tuple(find_titles(corpus)),
        skipped=corpus.skipped,
        ambiguities=identities.ambiguities,
        together=ties.together,
        said_about=ties.said_about,
    )


def _status(document: Document) -> str:
    language = document.source.metadata.language
    if not is_analysed(language):
        return f"not analysed: {language_name(language)}"
    return "ingested with warnings" if document.notices else "ingested"


def _record(document: Document, found: Annotations, independence: Independence) -> SourceRecord:
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
    )
