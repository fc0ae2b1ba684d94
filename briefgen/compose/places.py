"""Which known places the facts shown name, and how many of these facts name each."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from briefgen.geography import Extent, countries, places
from briefgen.model.annotations import ActorKind
from briefgen.model.citations import Citation
from briefgen.model.evidence import Actor, Evidence
from briefgen.model.facts import Fact
from briefgen.model.places import Place, ToldPlace

_NAMED = (ActorKind.STATE, ActorKind.PLACE)
_NEIGHBOUR = 3.0
"""Degrees: lands no farther apart are neighbours."""


def told_places(evidence: Evidence, told: Sequence[Fact]) -> tuple[ToldPlace, ...]:
    """Return the known places that the facts told name, with how many do.

    A place inside another name ("University of Lagos"), a role, or the words that say whose
    statement it is, is not where anything happens.
    """
    aside = [*_other_names(evidence), *filter(None, (fact.attribution for fact in told))]
    times = {
        actor: sum(_names(fact, actor, aside) for fact in told)
        for actor in evidence.actors
        if actor.kind in _NAMED
    }
    named = {actor: n for actor, n in times.items() if n and places().get(actor.name)}
    named = {actor: n for actor, n in named.items() if not _is_namesake(actor, evidence)}
    lands = {places()[a.name][0].country for a in named if places()[a.name][0].land}
    found: Counter[Place] = Counter()
    for actor, number in named.items():
        known = places()[actor.name]
        near = [one for one in known if one.country in lands]
        found[(near or list(known))[0]] += number
    return tuple(ToldPlace(place, number) for place, number in found.items())


def _other_names(evidence: Evidence) -> Iterator[Citation]:
    for actor in evidence.actors:
        yield from (role.citation for role in actor.roles)
        if actor.kind not in _NAMED:
            yield from actor.mentions


def _names(fact: Fact, actor: Actor, aside: Sequence[Citation]) -> bool:
    """Tell whether the words of a fact, names in brackets among them, name a place as such."""
    return any(
        any(_within(mention, one) for one in fact.proof)
        and not any(_within(mention, one) for one in aside)
        for mention in actor.mentions
    )


def _within(mention: Citation, other: Citation) -> bool:
    return mention.source == other.source and other.span.contains(mention.span)


def _is_namesake(actor: Actor, evidence: Evidence) -> bool:
    """Tell whether a country's name is here that of a state inside another country.

    Its sources then name more of that other country than of the first one and its neighbours.
    """
    land = places()[actor.name][0]
    held = _namesakes().get(land.country) if land.land else None
    if held is None:
        return False
    near, away = 0, 0
    around_it = _extent(land.country)
    for other in evidence.actors:
        number = sum(mention.source in actor.sources for mention in other.mentions)
        if other == actor or other.kind not in _NAMED or not number:
            continue
        known = places().get(other.name, ())
        if other.name in held["beside"] or any(one.country == held["of"] for one in known[:1]):
            away += number
        elif known and (own := _extent(known[0].country)) and around_it:
            near += number * (around_it.gap(own) <= _NEIGHBOUR)
    return away > near


def _extent(code: str) -> Extent | None:
    shape = next((one for one in countries() if one.code == code), None)
    return shape.extent if shape else None


@cache
def _namesakes() -> Mapping[str, Any]:
    data = files(__package__).joinpath("data/namesakes.toml").read_text("utf-8")
    return tomllib.loads(data)
