"""What a fact is worth to a reader.

Scores are made inside each document first and compared afterwards: scored in one pool,
the longest and most general text would win. The weights are in data/weights.toml.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean, pstdev

from briefgen.merge.events.statements import Circumstances, Unit
from briefgen.merge.events.worth import news
from briefgen.merge.events.worth.plans import carried_out
from briefgen.merge.events.worth.tolls import overtaken_tolls
from briefgen.merge.origins import Independence
from briefgen.merge.tables import Weights, read_table
from briefgen.merge.who import Identities
from briefgen.merge.words import Similarity

_W = Weights(__package__, "ranking")
WEIGHTS = {name: one["value"] for name, one in read_table(__package__, "weights")["worth"].items()}
"""What each part of a score weighs; the parts are named in evidence.json as they are here."""

_OF_TIME = ("background", "in period")

Reasons = Mapping[str, float]


def weigh(
    units: Sequence[Unit],
    identities: Identities,
    independence: Independence,
    period: news.Period,
    around: Circumstances,
) -> tuple[tuple[float, Reasons], ...]:
    """Return for each unit its score and the weighted parts the score is the sum of.

    A plan for a day that was past when the newest source was written is overtaken by what
    others can tell of it, and so is one whose deed they tell.
    """
    similarity = around.similarity
    earlier = overtaken_tolls(units, around)
    done = carried_out(units, around)
    support, leads = map(_scaled, _matches(units, similarity, _origins(units, independence)))
    central = _centrality(units, similarity)
    actors = _actor_spread(units, identities)
    weighed = []
    for unit in units:
        n = unit.order
        values = {
            "support": support[n] * (1 - _W.topic_only * unit.feature("general")),
            "centrality": central[n],
            "shared actors": actors[n],
            "likeness to leads": leads[n],
            "hedged": float(unit.statement.hedged),
            "attributed": float(unit.statement.attribution is not None),
            "overtaken": float(n in done or (unit.planned and _is_past(unit, period.newest))),
            "consequence": (change := news.consequence(unit)),
            "power": change * news.is_by_power(unit),
            "colour": news.colour(unit) * (1 - change),
            "earlier toll": float(n in earlier),
            "background": float(period.is_over(unit.dates)),
            "in period": float(period.holds(unit.dates)),
        }
        parts = {
            name: round(weight * values.get(name, unit.feature(name)), 3)
            for name, weight in WEIGHTS.items()
        }
        reasons = {name: part for name, part in parts.items() if part}
        weighed.append((round(math.fsum(sorted(reasons.values())), 3), reasons))
    return tuple(weighed)


def clarity(weighed: Sequence[tuple[float, Reasons]]) -> list[float]:
    """Return how well each unit tells what it tells, whenever that was.

    Of two that tell one event the one with its day is no worse because the day is past.
    """
    return [
        score - math.fsum(reasons.get(part, 0.0) for part in _OF_TIME) for score, reasons in weighed
    ]


def _is_past(unit: Unit, newest: str) -> bool:
    return bool(unit.dates) and all(one.start and one.end < newest for one in unit.dates)


def _origins(units: Sequence[Unit], independence: Independence) -> Mapping[str, int]:
    """Return for each source that states something the number of its origin: copies are one."""
    stating = {unit.source for unit in units}
    origins = enumerate(independence.of_all())
    return {source: n for n, one in origins for source in one.sources if source in stating}


def _matches(
    units: Sequence[Unit], similarity: Similarity, origins: Mapping[str, int]
) -> tuple[list[float], list[float]]:
    """Return how much each unit is supported, and its best match with how another source begins."""
    leads = _leads(units)
    total = len(set(origins.values()))
    support, likeness = [], []
    for unit in units:
        elsewhere = [
            (n, alike)
            for n, alike in similarity.likenesses(unit.order).items()
            if units[n].source != unit.source
        ]
        told = ((origins[units[n].source], alike) for n, alike in elsewhere)
        support.append(_support(origins[unit.source], told, total))
        likeness.append(max((alike for n, alike in elsewhere if n in leads), default=0.0))
    return support, likeness


def _support(own: int, told: Iterable[tuple[int, float]], total: int) -> float:
    """Return the mean, over the other origins, of the best match there.

    `told` gives the origin of each statement, and how alike it is. The same words elsewhere are
    copied, and support nothing.
    """
    best: dict[int, float] = {}
    for origin, alike in told:
        if origin != own and alike < _W.same_words:
            best[origin] = max(best.get(origin, 0.0), alike)
    return math.fsum(sorted(best.values())) / (total - 1) if total > 1 else 0.0


def _leads(units: Sequence[Unit]) -> frozenset[int]:
    """Return the places of the statements that a source begins with."""
    seen: Counter[str] = Counter()
    leads = set()
    for unit in units:
        if seen[unit.source] < _W.lead:
            leads.add(unit.order)
        seen[unit.source] += 1
    return frozenset(leads)


def _centrality(units: Sequence[Unit], similarity: Similarity) -> list[float]:
    """Return how typical a statement is of its own document, from -1 to 1."""
    by_source: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        by_source[unit.source].append(unit)
    values = [0.0] * len(units)
    for members in by_source.values():
        counts = Counter(term for unit in members for term in unit.terms)
        raw = [_typical(unit, counts, similarity) for unit in members]
        spread = pstdev(raw)
        for unit, value in zip(members, raw, strict=True):
            z = (value - fmean(raw)) / spread if spread else 0.0
            values[unit.order] = max(-2.0, min(2.0, z)) / 2
    return values


def _typical(unit: Unit, counts: Counter[str], similarity: Similarity) -> float:
    terms = unit.terms
    weights = [similarity.idf(t) * math.log1p(counts[t]) for t in terms]
    return math.fsum(weights) / math.sqrt(len(terms)) if terms else 0.0


def _actor_spread(units: Sequence[Unit], identities: Identities) -> list[float]:
    """Return the mean share of sources that mention the actors of a statement."""
    total = len({unit.source for unit in units})
    share = {actor.id: len(actor.sources) / total for actor in identities.actors} if total else {}
    return [
        fmean(sorted(share[actor] for actor in unit.actors)) if unit.actors else 0.0
        for unit in units
    ]


def _scaled(values: list[float]) -> list[float]:
    top = max(values, default=0.0)
    return [value / top for value in values] if top else values
