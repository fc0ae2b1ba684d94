"""Facts with a date, in time order; a date that cannot be resolved stays as written.

A day matters as much as it is written about, above all afterwards: the number of sources
that mention it and twice the number of mentions from later days.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from briefgen.merge.events.claims import Claim
from briefgen.merge.events.facts import main_date
from briefgen.merge.tables import Weights
from briefgen.model.annotations import Annotations
from briefgen.model.citations import Citation
from briefgen.model.evidence import Event
from briefgen.model.facts import Fact, When
from briefgen.model.ids import content_id
from briefgen.model.text import Corpus, Document

_W = Weights(__package__, "timeline")


def date_events(
    claims: Sequence[Claim],
    facts: Sequence[Fact],
    corpus: Corpus,
    annotations: Sequence[Annotations],
) -> tuple[Event, ...]:
    """Return one event for each fact that any of its members dates, undated ones last.

    `claims` and `facts` correspond. Events rank by how much their date is written about,
    then as their facts do.
    """
    documents = {document.source.key: document for document in corpus.documents}
    weight = _date_weights(annotations, documents)
    dated = [
        (found, fact)
        for claim, fact in zip(claims, facts, strict=True)
        if (found := _claim_date(claim, documents))
    ]
    dated.sort(key=lambda pair: (-weight[_period(pair[0][0])], pair[1].rank))
    events = [
        Event(
            content_id("event", date.start, date.expression, fact.id), date, citation, (fact.id,), n
        )
        for n, ((date, citation), fact) in enumerate(dated, 1)
    ]
    return tuple(sorted(events, key=lambda e: (not e.date.start, e.date.start, e.rank)))


def _date_weights(
    annotations: Sequence[Annotations], documents: Mapping[str, Document]
) -> Counter[tuple[str, str]]:
    """Return how much is written about each day or period."""
    weight: Counter[tuple[str, str]] = Counter()
    for one in annotations:
        published = documents[one.source].source.metadata.published
        known = [(date.start, date.end) for date in one.dates if date.start]
        weight.update(set(known))
        weight.update([period for period in known if period[1] < published] * int(_W.looking_back))
    return weight


def _period(when: When) -> tuple[str, str]:
    return when.start, when.end


def _claim_date(claim: Claim, documents: Mapping[str, Document]) -> tuple[When, Citation] | None:
    """Return the representative's date, or a member's when that one is resolved."""
    found = [date for unit in claim.members if (date := main_date(unit, documents[unit.source]))]
    return next((date for date in found if date[0].start), found[0] if found else None)
