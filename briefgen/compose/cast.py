"""Which actors a brief lists, and in what order: by origins, and by their part in what is told.

Who only reports is listed where he or it has a part of its own; so is a group, and a place
never. A name in doubt is not listed beside those whose it may be. Bodies and states have their third where as many independent sources name them.
"""

from collections.abc import Iterable, Sequence

from briefgen.model.annotations import ActorKind
from briefgen.model.evidence import Actor, Evidence
from briefgen.model.links import Doubt, Part

_BODIES = (ActorKind.ORGANISATION, ActorKind.STATE)
_OPEN = (Doubt.SEVERAL, Doubt.FIRST)
_ACTING = (Part.AGENT, Part.TARGET, Part.SPEAKER)
_SHARE = 3
"""Of so many actors listed one is a body or a state."""

_MOST_ORIGINS = 8
_BY_ORIGINS = 0.5
_DONE, _NAMED, _BESIDE = 1.0, 0.4, 0.2
"""What it counts to act or speak in something told, to be named there, and as a body or state."""

_SEVERAL = 2


def cast(evidence: Evidence, most: int, told: Iterable[str]) -> tuple[Actor, ...]:
    """Choose the actors to list, the most important first.

    `told` are the ids of the facts and quotations shown.
    """
    shown = frozenset(told)
    doubts = [one for one in evidence.ambiguities if one.reason in _OPEN]
    open_ = frozenset(citation for one in doubts for citation in one.citations)
    fit = [a for a in evidence.actors if _belongs(a, shown) and not open_.issuperset(a.mentions)]
    weights = {actor.id: _weight(actor, shown) for actor in fit}
    fit.sort(key=lambda actor: weights[actor.id], reverse=True)
    chosen = _with_their_third(fit, most)
    return tuple(actor for actor in fit if actor in chosen)


def _belongs(actor: Actor, shown: frozenset[str]) -> bool:
    """Tell whether an actor is one to know of for who reads what is shown."""
    here = {one.part for one in actor.involved if one.ref in shown}
    if actor.reports:
        return Part.AGENT in here or Part.TARGET in here
    if actor.kind is ActorKind.PLACE:
        return False
    if actor.kind is ActorKind.GROUP:
        return actor.refers_to is not None and not here.isdisjoint(_ACTING)
    acts = any(one.part in _ACTING for one in actor.involved)
    several = len(actor.sources) >= _SEVERAL
    if actor.kind is ActorKind.PERSON:
        known = acts or bool(actor.roles) or actor.held is not None
        return known and (bool(here) or several)
    return acts and (bool(here) or several)


def _weight(actor: Actor, shown: frozenset[str]) -> tuple[float, int, int]:
    beside = _NAMED if actor.kind is ActorKind.PERSON else _BESIDE
    parts: dict[str, float] = {}
    for one in actor.involved:
        if one.ref in shown:
            worth = _DONE if one.part in _ACTING else beside
            parts[one.ref] = max(parts.get(one.ref, 0.0), worth)
    widely = _BY_ORIGINS * min(len(actor.sources), _MOST_ORIGINS)
    return sum(parts.values()) + widely, len(actor.sources), len(actor.mentions)


def _with_their_third(ordered: Sequence[Actor], most: int) -> frozenset[Actor]:
    """Return the first actors, with bodies and states in place of the last persons."""
    first = list(ordered[:most])
    bodies = [actor for actor in ordered[most:] if actor.kind in _BODIES]
    while bodies and sum(actor.kind in _BODIES for actor in first) < most // _SHARE:
        last = next(actor for actor in reversed(first) if actor.kind not in _BODIES)
        body = bodies.pop(0)
        if body.origins < last.origins:
            continue
        first[first.index(last)] = body
    return frozenset(first)
