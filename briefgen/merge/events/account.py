"""What all sources tell: statements to claims, ranked, to facts, their dates and developments."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefgen.merge.events.sameness import Claim, Sameness, claims_of, cluster
from briefgen.merge.events.statements import Circumstances, Counted, Unit, collect_units
from briefgen.merge.events.telling import Told, date_events, develop, develop_as, state_facts
from briefgen.merge.events.worth import (
    Period,
    Reasons,
    clarity,
    order_claims,
    order_developments,
    weigh,
)
from briefgen.merge.origins import Independence
from briefgen.merge.who import Identities
from briefgen.merge.words import Similarity
from briefgen.model.annotations import Annotations
from briefgen.model.developments import Development
from briefgen.model.evidence import Event, Evidence
from briefgen.model.facts import Fact
from briefgen.model.text import Corpus


@dataclass(frozen=True, slots=True)
class Account:
    """Claims and the facts made of them, which correspond, the most useful first.

    `units` are the statements of all sources, `around` what stands round each of them and
    `counted` their numbers.
    """

    claims: tuple[Claim, ...]
    facts: tuple[Fact, ...]
    timeline: tuple[Event, ...]
    developments: tuple[Development, ...]
    units: tuple[Unit, ...]
    around: Circumstances
    counted: Counted


@dataclass(frozen=True, slots=True)
class _Stated:
    """The statements of all sources with what stands round them, and what each is worth."""

    units: tuple[Unit, ...]
    around: Circumstances
    counted: Counted
    weighed: Sequence[tuple[float, Reasons]]
    days: Period

    @property
    def scores(self) -> list[float]:
        """The score of each statement."""
        return [score for score, _ in self.weighed]


def tell(
    corpus: Corpus,
    annotations: Sequence[Annotations],
    identities: Identities,
    independence: Independence,
    period: tuple[str, str],
) -> Account:
    """Return what the sources tell, each fact once; `annotations` correspond to the documents.

    `period` is the first and the last day of what the brief is of; where none is given, it is
    the time in which the sources were written.
    """
    stated = _state(corpus, annotations, identities, independence, period)
    sameness = Sameness(stated.units, stated.around, stated.counted, identities)
    claims = cluster(stated.units, clarity(stated.weighed), sameness)
    told = order_claims(claims, stated.scores, stated.around.similarity)
    facts = state_facts(told, stated.weighed, corpus, independence)
    timeline = date_events(told, facts, corpus, annotations)
    given = Told(told, facts, timeline, stated.around, stated.counted)
    found = develop(given, sameness, independence, stated.days)
    return _account(given, found, stated)


def retell(
    evidence: Evidence,
    corpus: Corpus,
    annotations: Sequence[Annotations],
    identities: Identities,
    independence: Independence,
    period: tuple[str, str],
) -> Account:
    """Return what the sources tell where it is decided what is one fact and what is one event.

    The facts and developments of the evidence say so, and keep their ids and links; all else is
    told as `tell` does.
    """
    stated = _state(corpus, annotations, identities, independence, period)
    claims = claims_of(evidence, stated.units)
    ids = {one.best.order: fact.id for one, fact in zip(claims, evidence.facts, strict=True)}
    told = order_claims(claims, stated.scores, stated.around.similarity)
    facts = tuple(
        replace(fact, id=ids[claim.best.order])
        for claim, fact in zip(
            told, state_facts(told, stated.weighed, corpus, independence), strict=True
        )
    )
    timeline = date_events(told, facts, corpus, annotations)
    given = Told(told, facts, timeline, stated.around, stated.counted)
    found = develop_as(evidence.developments, given, independence, stated.days)
    return _account(given, found, stated)


def _state(
    corpus: Corpus,
    annotations: Sequence[Annotations],
    identities: Identities,
    independence: Independence,
    period: tuple[str, str],
) -> _Stated:
    documents = {document.source.key: document for document in corpus.documents}
    units = collect_units(annotations, identities)
    days = Period.of(corpus, period)
    around = Circumstances(units, identities, documents, Similarity([unit.terms for unit in units]))
    weighed = weigh(units, identities, independence, days, around)
    return _Stated(units, around, Counted(units, around), weighed, days)


def _account(given: Told, found: Sequence[Development], stated: _Stated) -> Account:
    claims, facts = given.claims, given.facts
    developments = order_developments(found, claims, facts, stated.around.similarity)
    return Account(
        claims, facts, given.timeline, developments, stated.units, stated.around, stated.counted
    )
