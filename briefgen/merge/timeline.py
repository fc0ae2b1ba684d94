"""Facts with a date, in time order; a date that cannot be resolved stays as written."""

from collections.abc import Mapping, Sequence

from briefgen.merge.claims import Claim
from briefgen.merge.facts import main_date
from briefgen.model.evidence import Citation, Event, Fact, When
from briefgen.model.ids import content_id
from briefgen.model.text import Corpus, Document


def date_events(
    claims: Sequence[Claim], facts: Sequence[Fact], corpus: Corpus
) -> tuple[Event, ...]:
    """Return one event for each fact that any of its members dates, undated ones last.

    `claims` and `facts` correspond. An event's rank follows its fact's rank.
    """
    documents = {document.source.key: document for document in corpus.documents}
    dated = [
        (found, fact)
        for claim, fact in zip(claims, facts, strict=True)
        if (found := _claim_date(claim, documents))
    ]
    events = [
        Event(
            content_id("event", date.start, date.expression, fact.id), date, citation, (fact.id,), n
        )
        for n, ((date, citation), fact) in enumerate(dated, 1)
    ]
    return tuple(sorted(events, key=lambda e: (not e.date.start, e.date.start, e.rank)))


def _claim_date(claim: Claim, documents: Mapping[str, Document]) -> tuple[When, Citation] | None:
    """Return the representative's date, or a member's when that one is resolved."""
    found = [date for unit in claim.members if (date := main_date(unit, documents[unit.source]))]
    return next((date for date in found if date[0].start), found[0] if found else None)
