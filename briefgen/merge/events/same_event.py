"""Whether two claims tell of one event, from two sides or in other words.

Looser than `same_fact`: what tells of one event belongs together and is no support.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.merge.events.claims import Claim
from briefgen.merge.events.same_fact import Topic
from briefgen.merge.events.units import Unit, dates_differ
from briefgen.merge.tables import Weights
from briefgen.merge.words import Similarity, is_light

_W = Weights(__package__, "same_event")


@dataclass(frozen=True, slots=True)
class Judged:
    """How sure it is that two claims tell of one event, from 0 to 1, and the parts of that."""

    score: float
    reasons: Mapping[str, float]


def same_event(a: Claim, b: Claim, similarity: Similarity, topic: Topic) -> Judged | None:
    """Return what speaks for one event, or None where too little does, or something against it."""
    one, other = a.best, b.best
    if one.negated != other.negated or dates_differ(one, other):
        return None
    alike = similarity.between(one.order, other.order)
    values = {
        "deed": bool(_deeds(one) & _deeds(other)),
        "actor": bool((one.involved & other.involved) - topic.actors),
        "day": bool(_days(one) & _days(other)),
        "thing": bool(one.things & other.things),
    }
    weights = {"deed": _W.deed, "actor": _W.actor, "day": _W.day, "thing": _W.thing}
    parts = {name: weights[name] for name, met in values.items() if met}
    parts["likeness"] = round(min(1.0, alike / _W.surely) * _W.likeness, 3)
    score = round(math.fsum(sorted(parts.values())), 3)
    told = values["deed"] or values["thing"] or alike >= _W.surely
    if not told or alike < _W.least or score < _W.enough:
        return None
    return Judged(min(score, 1.0), parts)


def _deeds(unit: Unit) -> frozenset[str]:
    return frozenset(deed for deed in unit.done | unit.plans if not is_light(deed))


def _days(unit: Unit) -> frozenset[str]:
    return frozenset(day.start for day in unit.dates if day.start == day.end and day.start)
