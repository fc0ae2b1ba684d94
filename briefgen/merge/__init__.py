"""Annotations of all documents to one body of evidence.

Who is who, which statements say the same, which sources are independent, where they
disagree, and when things happened. Nothing here adds words: evidence cites.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from briefgen.config import KnownActors
from briefgen.merge.claims import cluster, collect_units
from briefgen.merge.disagreement import find_disagreements
from briefgen.merge.facts import state_facts
from briefgen.merge.identity import identify
from briefgen.merge.independence import group_sources
from briefgen.merge.ranking import order_claims, weigh
from briefgen.merge.similarity import Similarity
from briefgen.merge.speech import state_quotations
from briefgen.merge.timeline import date_events
from briefgen.model.annotations import Annotations
from briefgen.model.evidence import Evidence, Generator, SourceRecord
from briefgen.model.text import Corpus, Document, Notice

__all__ = ["merge"]

_UNCLEAR = "Sentences that can't be told without the one before them"


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
    weighed = weigh(units, similarity, identities)
    scores = [score for score, _ in weighed]
    claims = cluster(units, similarity, scores, identities)
    clear = tuple(claim for claim in claims if not claim.leans)
    told = order_claims(clear or claims, scores, similarity)
    untold = Counter(claim.best.source for claim in claims) - Counter(c.best.source for c in told)
    groups = group_sources(corpus)
    facts = state_facts(told, weighed, corpus, groups)
    pairs = zip(corpus.documents, annotations, strict=True)
    return Evidence(
        generator=generator,
        sources=tuple(_record(document, one, groups, untold) for document, one in pairs),
        facts=facts,
        actors=identities.actors,
        quotations=state_quotations(corpus, annotations, identities),
        events=date_events(told, facts, corpus, annotations),
        disagreements=find_disagreements(told, corpus),
        skipped=corpus.skipped,
    )


def _record(
    document: Document, found: Annotations, groups: Mapping[str, str], untold: Mapping[str, int]
) -> SourceRecord:
    source, known = document.source, document.source.metadata
    first = groups[source.key]
    copied = (Notice("counts-as-one", f"It counts as one source with {first}."),)
    passed = tuple(
        Notice("sentences-passed-over", f"Sentences that state nothing ({reason}): {count}.")
        for reason, count in found.passed_over
    )
    leaning = untold.get(source.key, 0)
    unclear = (Notice("sentences-passed-over", f"{_UNCLEAR}: {leaning}."),) if leaning else ()
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
        language=known.language,
        url=known.url,
        via=known.via,
        marking=known.marking,
        grade=known.grade,
        status="ingested with warnings" if document.notices else "ingested",
        warnings=(*document.notices, *(copied if first != source.key else ()), *passed, *unclear),
    )
