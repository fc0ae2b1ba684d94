"""What actors do: their part in facts and quotations, and the pairs they form there."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from briefgen.merge.who.identity import Identities
from briefgen.merge.who.press import Press
from briefgen.model.annotations import Annotations, Deed
from briefgen.model.citations import Citation
from briefgen.model.evidence import Actor, Quotation
from briefgen.model.facts import Fact
from briefgen.model.links import Involvement, Link, Part

Parts = dict[str, dict[Part, None]]
"""By actor id: the parts of an actor in one fact or quotation, each once."""


@dataclass(frozen=True, slots=True)
class Ties:
    """The actors with what they are involved in; who stands together, and who speaks of whom."""

    actors: tuple[Actor, ...]
    together: tuple[Link, ...]
    said_about: tuple[Link, ...]


def tie(
    facts: Sequence[Fact],
    quotations: Sequence[Quotation],
    annotations: Iterable[Annotations],
    identities: Identities,
    press: Press,
    count: Callable[[Iterable[str]], int],
) -> Ties:
    """Tie actors to the facts and quotations that have them in them, in that order.

    What media do as media is no part in a fact; `count` tells how many sources are independent.
    """
    tellers = frozenset(actor.id for actor in identities.actors if press.has(actor))
    deeds = {
        found.source: tuple(
            _without(deed, found.source, tellers, identities, press) for deed in found.deeds
        )
        for found in annotations
    }
    involved: dict[str, list[Involvement]] = {}
    together: dict[tuple[str, str], list[str]] = {}
    about: dict[tuple[str, str], list[str]] = {}
    for fact in facts:
        parts = _in_fact(fact, deeds, identities)
        for pair in combinations(sorted(parts), 2):
            together.setdefault(pair, []).append(fact.id)
        _add(involved, fact.id, parts)
    for quotation in quotations:
        inside = _inside(quotation.parts, deeds, identities)
        speaker = quotation.speaker.actor
        for actor in inside:
            if speaker and actor != speaker:
                about.setdefault((speaker, actor), []).append(quotation.id)
        _add(involved, quotation.id, _in_quotation(quotation, inside, identities))
    actors = tuple(
        replace(
            actor,
            involved=tuple(involved.get(actor.id, ())),
            origins=count(actor.sources),
            reports=actor.id in tellers,
        )
        for actor in identities.actors
    )
    return Ties(actors, _links(together), _links(about))


def _without(
    deed: Deed, source: str, tellers: frozenset[str], identities: Identities, press: Press
) -> Deed:
    """Return a deed without those of its agents who only report."""
    if not tellers or not press.only_tells(source, deed.verb):
        return deed
    agents = ((span, identities.at(source, span)) for span in deed.agents)
    return replace(
        deed, agents=tuple(span for span, who in agents if who is None or who.id not in tellers)
    )


def _add(involved: dict[str, list[Involvement]], ref: str, parts: Parts) -> None:
    for actor, held in parts.items():
        involved.setdefault(actor, []).extend(Involvement(ref, part) for part in held)


def _links(pairs: Mapping[tuple[str, str], list[str]]) -> tuple[Link, ...]:
    return tuple(
        Link(*pair, tuple(dict.fromkeys(refs)))
        for pair, refs in sorted(pairs.items(), key=lambda item: (-len(item[1]), item[0]))
    )


def _in_fact(fact: Fact, deeds: Mapping[str, Sequence[Deed]], identities: Identities) -> Parts:
    parts = _inside(fact.citations, deeds, identities)
    said = fact.attribution
    speaker = identities.at(said.source, said.span) if said else None
    if speaker:
        parts[speaker.id] = {Part.SPEAKER: None}
    return parts


def _in_quotation(quotation: Quotation, inside: Parts, identities: Identities) -> Parts:
    parts: Parts = {}
    if quotation.speaker.actor:
        parts[quotation.speaker.actor] = {Part.SPEAKER: None}
    told = quotation.addressee
    addressee = identities.at(told.source, told.span) if told else None
    if addressee:
        parts.setdefault(addressee.id, {})[Part.ADDRESSEE] = None
    for actor, held in inside.items():
        parts.setdefault(actor, {}).update(held)
    return parts


def _inside(
    citations: Iterable[Citation], deeds: Mapping[str, Sequence[Deed]], identities: Identities
) -> Parts:
    """Return who is named in some stretches: as agent or target of a verb, else mentioned."""
    parts: Parts = {}
    for citation in citations:
        for deed in _deeds_within(citation, deeds.get(citation.source, ())):
            for spans, part in ((deed.agents, Part.AGENT), (deed.targets, Part.TARGET)):
                for span in spans:
                    actor = identities.at(citation.source, span)
                    if actor and citation.span.contains(span):
                        parts.setdefault(actor.id, {})[part] = None
    for citation in citations:
        for actor in identities.within(citation.source, citation.span):
            parts.setdefault(actor.id, {Part.MENTIONED: None})
    return parts


def _deeds_within(citation: Citation, deeds: Sequence[Deed]) -> Iterator[Deed]:
    first = bisect_left(deeds, citation.start, key=lambda deed: deed.verb.start)
    for deed in deeds[first:]:
        if deed.verb.start >= citation.end:
            return
        yield deed
