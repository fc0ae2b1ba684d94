"""What all sources tell: statements to claims, ranked, to facts, their dates and developments."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.merge.events.sameness import Claim, Sameness, cluster
from briefgen.merge.events.statements import Circumstances, Counted, Unit, collect_units
from briefgen.merge.events.telling import Told, date_events, develop, state_facts
from briefgen.merge.events.worth import Period, clarity, order_claims, order_developments, weigh
from briefgen.merge.origins import Independence
from briefgen.merge.who import Identities
from briefgen.merge.words import Similarity
from briefgen.model.annotations import Annotations
from briefgen.model.developments import Development
from briefgen.model.evidence import Event
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
    documents = {document.source.key: document for document in corpus.documents}
    units = collect_units(annotations, identities)
    similarity = Similarity([unit.terms for unit in units])
    days = Period.of(corpus, period)
    around = Circumstances(units, identities, documents, similarity)
    weighed = weigh(units, identities, independence, days, around)
    scores = [score for score, _ in weighed]
    counted = Counted(units, around)
    sameness = Sameness(units, around, counted, identities)
    claims = cluster(units, clarity(weighed), sameness)
    told = order_claims(claims, scores, similarity)
    facts = state_facts(told, weighed, corpus, independence)
    timeline = date_events(told, facts, corpus, annotations)
    found = develop(Told(told, facts, timeline, around, counted), sameness, independence, days)
    developments = order_developments(found, told, facts, similarity)
    return Account(told, facts, timeline, developments, units, around, counted)
