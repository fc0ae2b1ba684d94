"""What a brief shows, and in which order: hide, show, pin, above.

Facts, quotations and titles stay in the evidence; developments are told as decided.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from briefgen.decide.effects import Effect
from briefgen.decide.places import Place, Places
from briefgen.decide.things import (
    Thing,
    fact_at,
    no_statement,
    overlap,
    own_words,
    quotation_at,
    title_at,
)
from briefgen.model.decisions import Decision, Passage
from briefgen.model.developments import MOST_DETAILS, Development
from briefgen.model.evidence import Evidence
from briefgen.model.facts import Fact, leading

FIRST = "first"
"""What is decided of a thing that is pinned."""


def hide(evidence: Evidence, decision: Decision, places: Places) -> Effect | str:
    """Show the words nowhere: neither what they state nor what is said in them.

    A development that they lead is told by the best that is left of it.
    """
    found = places.find(decision.passage)
    if isinstance(found, str):
        return found
    thing = _thing(evidence, found) or title_at(evidence, found)
    if thing is None:
        return no_statement(evidence, found)
    refs = tuple(dict.fromkeys(_with_these_words(evidence, thing)))
    hidden = frozenset(refs)
    by_id = {fact.id: fact for fact in evidence.facts}
    told = tuple(_without(one, hidden, by_id.__getitem__) for one in evidence.developments)
    return Effect(replace(evidence, developments=told), refs, _standing(evidence, thing), "hidden")


def show(evidence: Evidence, decision: Decision, places: Places) -> Effect | str:
    """Show the words, however little they count: by themselves, or behind their development."""
    thing = _find(evidence, decision, decision.passage, places)
    if isinstance(thing, str):
        return thing
    told = tuple(
        replace(one, details=(*one.details, thing.id))
        if thing.id in one.members and thing.id not in (one.lead, *one.details)
        else one
        for one in evidence.developments
    )
    decided = replace(evidence, developments=told)
    return Effect(decided, (thing.id,), _standing(evidence, thing), "shown")


def pin(evidence: Evidence, decision: Decision, places: Places) -> Effect | str:
    """Put a fact before all others, with its development, or a quotation before all others.

    Words that are both are the fact's, unless the decision says that they are what is quoted.
    """
    thing = _find(evidence, decision, decision.passage, places)
    if isinstance(thing, str):
        return thing
    told = evidence.developments
    if isinstance(thing, Fact):
        own = _of(evidence, thing)
        first = _led_by(own, (thing.id, own.lead, *own.details))
        told = _ranked((first, *(one for one in told if one is not own)))
    decided = replace(evidence, developments=told)
    return Effect(decided, (thing.id,), _standing(evidence, thing), FIRST)


def above(evidence: Evidence, decision: Decision, places: Places) -> Effect | str:
    """Put a fact directly above another one, or a quotation above another quotation.

    Where they are told together, the order of these is meant; else that of their developments.
    """
    thing = _find(evidence, decision, decision.passage, places)
    other = _find(evidence, decision, decision.other, places)
    if isinstance(thing, str):
        return thing
    if isinstance(other, str):
        return f"of “{decision.other.words}”, which it stands above: {other}"
    if isinstance(thing, Fact) != isinstance(other, Fact):
        thing, other = _both_said(evidence, decision, places) or (thing, other)
    if thing.id == other.id:
        return "both state the same, told once"
    if isinstance(thing, Fact) != isinstance(other, Fact):
        return "a fact and a quotation stand in no one order"
    told = evidence.developments
    if isinstance(thing, Fact) and isinstance(other, Fact):
        own, its = _of(evidence, thing), _of(evidence, other)
        if own is its and other.id not in (own.lead, *own.details):
            return f"“{decision.other.words}” is told nowhere by itself"
        told = _together(told, own, thing.id, other.id) if own is its else _apart(told, own, its)
    decided = replace(evidence, developments=told)
    return Effect(decided, (thing.id,), _standing(evidence, thing), other.id)


def _find(evidence: Evidence, decision: Decision, passage: Passage, places: Places) -> Thing | str:
    """Return what a decision means by words of it: a fact before a quotation, unless it says so."""
    found = places.find(passage)
    if isinstance(found, str):
        return found
    thing = _FINDS[decision.told_as](evidence, found)
    if thing is None and _thing(evidence, found):
        return f"the words stand in {found[0].source}, but not as a {decision.told_as}"
    return thing or no_statement(evidence, found)


def _both_said(
    evidence: Evidence, decision: Decision, places: Places
) -> tuple[Thing, Thing] | None:
    """Return two quotations, of which one is in words that are told as a fact as well."""
    found = (places.find(passage) for passage in (decision.passage, decision.other))
    one, other = (None if isinstance(at, str) else quotation_at(evidence, at) for at in found)
    return (one, other) if one and other else None


def _thing(evidence: Evidence, places: Sequence[Place]) -> Thing | None:
    return fact_at(evidence, places) or quotation_at(evidence, places)


_FINDS: Mapping[str, Callable[[Evidence, Sequence[Place]], Thing | None]] = {
    "": _thing,
    "fact": fact_at,
    "quotation": quotation_at,
}


def _with_these_words(evidence: Evidence, thing: Thing) -> Iterator[str]:
    """Yield the ids of all that is shown in the words of a thing, its own first."""
    words = own_words(thing)
    yield thing.id
    hidden = {thing.id}
    for fact in evidence.facts:
        own = fact.citations[0]
        if any(one.source == own.source and one.span.contains(own.span) for one in words):
            hidden.add(fact.id)
            yield fact.id
    yield from (one.id for one in evidence.quotations if overlap(one.parts, words))
    yield from (one.id for one in evidence.titles if overlap((one.citation,), words))
    yield from (one.id for one in evidence.events if not hidden.isdisjoint(one.facts))
    for one in evidence.disagreements:
        given = [citation for value in one.values for citation in value.citations]
        if one.fact in hidden or overlap(given, words):
            yield one.id


def _standing(evidence: Evidence, thing: Thing) -> str:
    """Say how a thing was found to stand: "rank 14", or where in its development."""
    if not isinstance(thing, Fact):
        return ""
    own = _of(evidence, thing)
    place = "" if thing.id == own.lead else ", detail" if thing.id in own.details else ", not told"
    return f"rank {own.rank}{place}"


def _of(evidence: Evidence, fact: Fact) -> Development:
    return next(one for one in evidence.developments if fact.id in one.members)


def _without(
    development: Development, hidden: frozenset[str], fact: Callable[[str], Fact]
) -> Development:
    """Return a development as it is told without some facts; as it is, where nothing is left."""
    left = [fact(ref) for ref in development.members if ref not in hidden]
    if hidden.isdisjoint((development.lead, *development.details)) or not left:
        return development
    lead = leading(left).id if development.lead in hidden else development.lead
    details = (ref for ref in development.details if ref not in hidden and ref != lead)
    return replace(development, lead=lead, details=tuple(details))


def _led_by(development: Development, told: Sequence[str]) -> Development:
    """Return a development with these facts told, in this order; no more details than before."""
    lead, *details = dict.fromkeys(told)
    most = max(MOST_DETAILS, len(development.details))
    return replace(development, lead=lead, details=tuple(details[:most]))


def _together(
    told: Sequence[Development], own: Development, ref: str, other: str
) -> tuple[Development, ...]:
    order = [one for one in (own.lead, *own.details) if one != ref]
    order.insert(order.index(other), ref)
    return tuple(_led_by(one, order) if one is own else one for one in told)


def _apart(
    told: Sequence[Development], own: Development, other: Development
) -> tuple[Development, ...]:
    order = [one for one in told if one is not own]
    order.insert(order.index(other), own)
    return _ranked(order)


def _ranked(developments: Sequence[Development]) -> tuple[Development, ...]:
    return tuple(replace(one, rank=n) for n, one in enumerate(developments, 1))
