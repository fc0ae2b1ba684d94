"""Facts with a date, in time order; a date that cannot be resolved stays as written.

A day matters as much as is told of it, above all afterwards: the sources that tell what happened
on it, twice what is told from later days, less what only mentions it, and the reports of the day.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from briefgen.merge.events.sameness import Claim
from briefgen.merge.events.statements import Unit
from briefgen.merge.events.telling.facts import when
from briefgen.merge.tables import Weights
from briefgen.model.annotations import Annotations, DateMention, Precision
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
    exact: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in (unit for claim in claims for unit in claim.members if _is_exact(unit)):
        exact[unit.deed].append(unit)
    dated = [
        (found, fact)
        for claim, fact in zip(claims, facts, strict=True)
        if (found := _claim_date(claim, exact, documents))
    ]
    dated.sort(key=lambda pair: (-weight[_period(pair[0][0])], pair[1].rank))
    events = [
        Event(content_id("event", day.start, day.expression, fact.id), day, citation, (fact.id,), n)
        for n, ((day, citation), fact) in enumerate(dated, 1)
    ]
    return tuple(sorted(events, key=lambda e: (not e.date.start, e.date.start, e.rank)))


def _date_weights(
    annotations: Sequence[Annotations], documents: Mapping[str, Document]
) -> Counter[tuple[str, str]]:
    """Return how much is written about each day or period."""
    weight: Counter[tuple[str, str]] = Counter()
    for found in annotations:
        published = documents[found.source].source.metadata.published
        days = {statement.when for statement in found.statements}
        once: Counter[tuple[str, str]] = Counter()
        for one in filter(lambda date: date.start, found.dates):
            period = one.start, one.end
            worth = int(_W.told if one.span in days else _W.mentioned)
            once[period] = max(once[period], worth)
            weight[period] += worth * int(_W.looking_back) * (one.end < published)
        weight += once
        weight[published, published] += int(_W.published)
    return weight


def _period(when: When) -> tuple[str, str]:
    return when.start, when.end


def _is_exact(unit: Unit) -> bool:
    return unit.when is not None and unit.when.precision is Precision.DAY


def _claim_date(
    claim: Claim, exact: Mapping[str, Sequence[Unit]], documents: Mapping[str, Document]
) -> tuple[When, Citation] | None:
    """Return the day of the representative, or else the one that another statement lends it.

    `exact` are the statements that have a day, by their main deed.
    """
    best = claim.best
    lent = None if _is_exact(best) else _lent(claim, documents) or _borrowed(best, exact, documents)
    day, unit = lent or (best.when, best)
    return when(day, documents[unit.source]) if day else None


def _lent(claim: Claim, documents: Mapping[str, Document]) -> tuple[DateMention, Unit] | None:
    """Return the day that most members give, and the first of them.

    It must be one that the representative gives less exactly, or that of a deed it tells.
    """
    best = claim.best
    own = _said(best, documents)
    given = [
        (unit.when, unit)
        for unit in claim.members[1:]
        if unit.when and _is_exact(unit)
        if _agree(best.when, own, unit.when) and (best.when or best.tells_deed_of(unit))
    ]
    days = Counter(lent.start for lent, _ in given)
    return min(given, key=lambda one: (-days[one[0].start], one[1].order), default=None)


def _borrowed(
    best: Unit, exact: Mapping[str, Sequence[Unit]], documents: Mapping[str, Document]
) -> tuple[DateMention, Unit] | None:
    """Return the day of a weekday in a text that nobody dated, from another telling of the deed.

    That must have the same main deed, somebody in common who takes part, and that weekday; and
    all such tellings must be of one day.
    """
    if best.when is None or best.when.start:
        return None
    own = _said(best, documents)
    given = [
        (unit.when, unit)
        for unit in exact.get(best.deed, ())
        if unit.when and unit.involved & best.involved
        if _agree(best.when, own, unit.when)
    ]
    return given[0] if len({day.start for day, _ in given}) == 1 else None


def _said(unit: Unit, documents: Mapping[str, Document]) -> str:
    """Return the words of a statement's date."""
    return unit.when.span.of(documents[unit.source].text) if unit.when else ""


def _agree(own: DateMention | None, words: str, day: DateMention) -> bool:
    """Tell whether a day may be the one that a date, in these words, gives less exactly."""
    if own is None:
        return True
    if own.start:
        return own.start <= day.start <= own.end
    weekday = date.fromisoformat(day.start).strftime("%A")
    return weekday.casefold() in words.casefold()
