"""Facts of one event to developments, each fact in one of them; most stand alone.

Average-link groups: two groups are one where each fact of one is linked to the facts of the
other, well on average. So no chain of weak links makes one development of a whole story.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations

from briefgen.merge.events.sameness import Claim, Sameness, Verdict
from briefgen.merge.events.statements import Circumstances, Counted
from briefgen.merge.events.telling.lead import Telling
from briefgen.merge.events.worth import Period
from briefgen.merge.origins import Independence
from briefgen.merge.tables import Weights
from briefgen.model.developments import Days, Development, OriginCount, SameEvent
from briefgen.model.evidence import Event
from briefgen.model.facts import Fact
from briefgen.model.ids import content_id

_W = Weights(__package__, "developments")

Pair = tuple[int, int]
ENOUGH_TOGETHER = _W.average
"""The least that links between two groups have on average if the two are one."""

Links = Mapping[Pair, Verdict]
"""Claims by their places in the order of telling, the first one first, and what links them."""


@dataclass(frozen=True, slots=True)
class Told:
    """Claims and the facts made of them, which correspond, with what stands round them."""

    claims: tuple[Claim, ...]
    facts: tuple[Fact, ...]
    timeline: tuple[Event, ...]
    around: Circumstances
    counted: Counted


def develop(
    told: Told, sameness: Sameness, independence: Independence, period: Period
) -> tuple[Development, ...]:
    """Group facts by event, and say what to tell of each; `period` is what the brief is of.

    They stand in the order of their best facts, without a rank.
    """
    links = link_all(told, sameness)
    days = _days(told.timeline)
    return tuple(
        _development(group, links, told, days, independence, period)
        for group in group_linked(len(told.claims), links)
    )


def develop_as(
    grouped: Sequence[Development], told: Told, independence: Independence, period: Period
) -> tuple[Development, ...]:
    """Say of developments, whose members and links are known, what to tell of each."""
    at = {fact.id: n for n, fact in enumerate(told.facts)}
    links = {
        (min(pair), max(pair)): Verdict(enough=True, score=link.score, parts=dict(link.reasons))
        for one in grouped
        for link in one.links
        for pair in [(at[link.a], at[link.b])]
    }
    days = _days(told.timeline)
    groups = sorted(tuple(sorted(at[ref] for ref in one.members)) for one in grouped)
    return tuple(_development(group, links, told, days, independence, period) for group in groups)


def link_all(told: Told, sameness: Sameness) -> Links:
    """Return the pairs of claims that tell of one event, of all that share a word and a deed."""
    return dict(_linked(told, sameness))


def _linked(told: Told, sameness: Sameness) -> Iterator[tuple[Pair, Verdict]]:
    places = {claim.best.order: n for n, claim in enumerate(told.claims)}
    for n, claim in enumerate(told.claims):
        near = (places.get(order, 0) for order in sameness.near(claim.best.order))
        for other in sorted(one for one in near if one > n):
            pair = (claim.best.order, told.claims[other].best.order)
            if not sameness.tied(*pair):
                continue
            judged = sameness.event(*pair)
            if judged.holds:
                yield (n, other), judged


def group_linked(number: int, links: Links) -> list[tuple[int, ...]]:
    """Group what is linked, the surest links first; in order of the first of each group."""
    held: dict[int, tuple[int, ...]] = {n: (n,) for n in range(number)}
    for a, b in sorted(links, key=lambda pair: (-links[pair].score, pair)):
        one, other = held[a], held[b]
        if one != other and average(one, other, links) >= ENOUGH_TOGETHER:
            joined = tuple(sorted((*one, *other)))
            held |= dict.fromkeys(joined, joined)
    return list(dict.fromkeys(held.values()))


def average(one: Sequence[int], other: Sequence[int], links: Links) -> float:
    """Return what the links between two groups score on average, 0 for one that is not there."""
    pairs = ((min(a, b), max(a, b)) for a in one for b in other)
    scores = [links[pair].score for pair in pairs if pair in links]
    return math.fsum(sorted(scores)) / (len(one) * len(other))


def _development(
    group: Sequence[int],
    links: Links,
    told: Told,
    days: Mapping[str, AbstractSet[Days]],
    independence: Independence,
    period: Period,
) -> Development:
    facts = {n: told.facts[n] for n in group}
    claims = [told.claims[n] for n in group]
    lead, details = Telling(claims, told.around, told.counted).in_short()
    refs = {claim.best.order: told.facts[n].id for n, claim in zip(group, claims, strict=True)}
    told_by = ((unit.source, unit.statement) for claim in claims for unit in claim.members)
    origins = independence.of_event(told_by)
    dated = {day for fact in facts.values() for day in days.get(fact.id, ())}
    return Development(
        id=content_id("development", refs[lead.best.order]),
        rank=0,
        lead=refs[lead.best.order],
        details=tuple(refs[claim.best.order] for claim in details),
        members=tuple(fact.id for fact in facts.values()),
        links=tuple(
            SameEvent(facts[a].id, facts[b].id, one.score, tuple(sorted(one.reasons)))
            for a, b in combinations(group, 2)
            if (one := links.get((a, b)))
        ),
        days=tuple(sorted(dated, key=lambda day: (day.start, day.end, day.precision))),
        background=_is_background(lead, claims, period),
        origins=OriginCount(len(origins.told), exact=origins.exact),
    )


def _is_background(lead: Claim, claims: Sequence[Claim], period: Period) -> bool:
    """Tell whether what dates an event lies before the period, and half of its tellings do so.

    One that names a day long past, among many that name none, is no sign of it, unless it is
    the one that leads, and that day its own.
    """
    units = [unit for claim in claims for unit in claim.members]
    dated = [unit.dates for unit in units if any(one.start for one in unit.dates)]
    own = [unit.when for unit in lead.members if unit.when]
    over = all(period.is_over(dates) for dates in dated)
    return bool(dated) and over and (2 * len(dated) >= len(units) or period.is_over(own))


def _days(timeline: Sequence[Event]) -> Mapping[str, AbstractSet[Days]]:
    """Return the days of each fact that has any, by its id."""
    found: defaultdict[str, set[Days]] = defaultdict(set)
    for event in timeline:
        date = event.date
        for fact in event.facts if date.start else ():
            found[fact].add(Days(date.start, date.end, date.precision))
    return found
