"""Facts of one event to developments, each fact in one of them; most stand alone.

Average-link groups: two groups are one where each fact of one is linked to the facts of the
other, well on average. So no chain of weak links makes one development of a whole story.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.merge.events.circumstances import Circumstances
from briefgen.merge.events.claims import Claim
from briefgen.merge.events.counted import Counted
from briefgen.merge.events.sameness import Sameness, Verdict
from briefgen.merge.events.telling import Telling
from briefgen.merge.origins import Independence
from briefgen.merge.tables import Weights
from briefgen.model.developments import Days, Development, OriginCount, SameEvent
from briefgen.model.evidence import Event
from briefgen.model.facts import Fact
from briefgen.model.ids import content_id

_W = Weights(__package__, "developments")

_Pair = tuple[int, int]
_Links = Mapping[_Pair, Verdict]
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
    told: Told, sameness: Sameness, independence: Independence, period: tuple[str, str]
) -> tuple[Development, ...]:
    """Group facts by event, and say what to tell of each; `period` is what the brief is of."""
    links = dict(_linked(told, sameness))
    found = [
        _development(group, links, told, independence, period)
        for group in _grouped(len(told.claims), links)
    ]
    return order_developments(found, told.facts)


def order_developments(
    found: Sequence[Development], facts: Sequence[Fact]
) -> tuple[Development, ...]:
    """Rank developments as their leads rank."""
    rank = {fact.id: fact.rank for fact in facts}
    ranked = sorted(found, key=lambda one: rank[one.lead])
    return tuple(replace(one, rank=n) for n, one in enumerate(ranked, 1))


def _linked(told: Told, sameness: Sameness) -> Iterator[tuple[_Pair, Verdict]]:
    """Yield the pairs of claims that tell of one event, of all that share a rare word."""
    places = {claim.best.order: n for n, claim in enumerate(told.claims)}
    for n, claim in enumerate(told.claims):
        near = (places.get(order, 0) for order in sameness.near(claim.best.order))
        for other in sorted(one for one in near if one > n):
            judged = sameness.event(claim.best.order, told.claims[other].best.order)
            if judged.holds:
                yield (n, other), judged


def _grouped(number: int, links: _Links) -> list[tuple[int, ...]]:
    """Group what is linked, the surest links first; in order of the first of each group."""
    held: dict[int, tuple[int, ...]] = {n: (n,) for n in range(number)}
    for a, b in sorted(links, key=lambda pair: (-links[pair].score, pair)):
        one, other = held[a], held[b]
        if one != other and _average(one, other, links) >= _W.average:
            joined = tuple(sorted((*one, *other)))
            held |= dict.fromkeys(joined, joined)
    return list(dict.fromkeys(held.values()))


def _average(one: Sequence[int], other: Sequence[int], links: _Links) -> float:
    pairs = ((min(a, b), max(a, b)) for a in one for b in other)
    scores = [links[pair].score for pair in pairs if pair in links]
    return math.fsum(sorted(scores)) / (len(one) * len(other))


def _development(
    group: Sequence[int],
    links: _Links,
    told: Told,
    independence: Independence,
    period: tuple[str, str],
) -> Development:
    facts = {n: told.facts[n] for n in group}
    claims = [told.claims[n] for n in group]
    lead, details = Telling(claims, told.around, told.counted).in_short()
    refs = {claim.best.order: told.facts[n].id for n, claim in zip(group, claims, strict=True)}
    told_by = ((unit.source, unit.statement.attribution) for c in claims for unit in c.members)
    days = _days(told.timeline, frozenset(refs.values()))
    return Development(
        id=content_id("development", refs[lead.best.order]),
        rank=0,
        lead=refs[lead.best.order],
        details=tuple(refs[claim.best.order] for claim in details),
        members=tuple(fact.id for fact in facts.values()),
        links=tuple(
            SameEvent(facts[a].id, facts[b].id, one.score, tuple(sorted(one.reasons)))
            for (a, b), one in sorted(links.items())
            if a in facts and b in facts
        ),
        days=days,
        background=bool(days) and all(day.end < period[0] for day in days),
        origins=OriginCount(len(independence.of_statements(told_by)), exact=True),
    )


def _days(timeline: Sequence[Event], refs: frozenset[str]) -> tuple[Days, ...]:
    dated = (event.date for event in timeline if refs.intersection(event.facts))
    found = {Days(date.start, date.end, date.precision) for date in dated if date.start}
    return tuple(sorted(found, key=lambda day: (day.start, day.end, day.precision)))
