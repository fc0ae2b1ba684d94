"""Which actors a brief lists, and in what order: by origins, and by their part in what is told.

Who only reports is listed where he or it has a part of its own, a group where it speaks, and a
place never. A name in doubt is not listed beside those whose it may be. Bodies and states have
their third where as many independent sources name them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefgen.model.annotations import ActorKind
from briefgen.model.evidence import Actor, Evidence
from briefgen.model.links import Doubt, Involvement, Part

_BODIES = (ActorKind.ORGANISATION, ActorKind.STATE)
_OPEN = (Doubt.SEVERAL, Doubt.FIRST)
_ACTING = (Part.AGENT, Part.TARGET, Part.SPEAKER)
_SHARE = 3
"""Of so many actors listed one is a body or a state."""

_MOST_ORIGINS = 8
_BY_ORIGINS, _BY_SOURCES = 0.5, 0.25
_DONE, _NAMED, _BESIDE = 1.0, 0.4, 0.2
"""What it counts to act or speak in something told, to be named there, and as a body or state."""

_SEVERAL = 2


def cast(evidence: Evidence, most: int, told: Iterable[str]) -> tuple[Actor, ...]:
    """Choose the actors to list, the most important first.

    `told` are the ids of the facts and quotations shown.
    """
    shown = frozenset(told)
    actors = _with_first_names(evidence)
    fit = [actor for actor in actors if _belongs(actor, shown)]
    weights = {actor.id: _weight(actor, shown) for actor in fit}
    fit.sort(key=lambda actor: weights[actor.id], reverse=True)
    chosen = {actor.id for actor in _with_their_third(fit, most)}
    by_id = {actor.id: actor for actor in evidence.actors}
    return tuple(by_id[actor.id] for actor in fit if actor.id in chosen)


def _with_first_names(evidence: Evidence) -> list[Actor]:
    """Return the actors without names in doubt; what one does alone counts for whose it may be.

    Of two names that are one letter apart the one that more sources have is left.
    """
    doubts = [one for one in evidence.ambiguities if one.reason in _OPEN]
    open_ = frozenset(citation for one in doubts for citation in one.citations)
    in_doubt = [actor for actor in evidence.actors if open_.issuperset(actor.mentions)]
    borne: dict[str, tuple[Involvement, ...]] = {}
    for actor in in_doubt:
        named = {one.actors for one in doubts if not set(one.citations).isdisjoint(actor.mentions)}
        bearers = {bearer for actors in named for bearer in actors}
        if len(bearers) == 1:
            (bearer,) = bearers
            borne[bearer] = (*borne.get(bearer, ()), *actor.involved)
    left = {actor.id for actor in evidence.actors} - {actor.id for actor in in_doubt}
    rank = {actor.id: place for place, actor in enumerate(evidence.actors)}
    for one in evidence.ambiguities:
        if one.reason is Doubt.ALIKE and left.issuperset(one.actors):
            left.remove(max(one.actors, key=rank.__getitem__))
    return [
        replace(actor, involved=(*actor.involved, *borne.get(actor.id, ())))
        for actor in evidence.actors
        if actor.id in left
    ]


def _belongs(actor: Actor, shown: frozenset[str]) -> bool:
    """Tell whether an actor is one to know of for who reads what is shown."""
    here = {one.part for one in actor.involved if one.ref in shown}
    acts_here = not here.isdisjoint(_ACTING)
    if actor.reports:
        return Part.AGENT in here or Part.TARGET in here
    if actor.kind is ActorKind.PLACE:
        return False
    if actor.kind is ActorKind.GROUP:
        return actor.refers_to is not None and Part.SPEAKER in here
    acts = len({one.ref for one in actor.involved if one.part in _ACTING})
    several = len(actor.sources) >= _SEVERAL
    if actor.kind is ActorKind.PERSON:
        known = bool(actor.roles) or actor.held is not None
        named = bool(here) and (known or several or " " in actor.name)
        return acts_here or named or (several and (known or acts >= _SEVERAL))
    return acts_here or (acts > 0 and bool(here))


def _weight(actor: Actor, shown: frozenset[str]) -> tuple[float, int, int]:
    beside = _NAMED if actor.kind is ActorKind.PERSON else _BESIDE
    parts: dict[str, float] = {}
    for one in actor.involved:
        if one.ref in shown:
            worth = _DONE if one.part in _ACTING else beside
            parts[one.ref] = max(parts.get(one.ref, 0.0), worth)
    widely = _BY_ORIGINS * min(actor.origins, _MOST_ORIGINS)
    often = _BY_SOURCES * min(len(actor.sources) - actor.origins, _MOST_ORIGINS)
    return sum(parts.values()) + widely + often, len(actor.sources), len(actor.mentions)


def _with_their_third(ordered: Sequence[Actor], most: int) -> list[Actor]:
    """Return the first actors, with bodies and states in place of the last persons."""
    first = list(ordered[:most])
    bodies = [actor for actor in ordered[most:] if actor.kind in _BODIES]
    while bodies and sum(actor.kind in _BODIES for actor in first) < most // _SHARE:
        last = next(actor for actor in reversed(first) if actor.kind not in _BODIES)
        body = bodies.pop(0)
        if body.origins < last.origins:
            continue
        first[first.index(last)] = body
    return first
