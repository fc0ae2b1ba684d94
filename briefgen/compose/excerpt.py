"""The part of all evidence that a note tells of: what it shows, and what belongs to that."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from briefgen.compose.desk import decided_on
from briefgen.model.brief import Section
from briefgen.model.citations import Citation
from briefgen.model.cited import all_citations
from briefgen.model.decisions import Act
from briefgen.model.developments import Development
from briefgen.model.evidence import Actor, Disagreement, Evidence
from briefgen.model.spoken import Spoken, speech_of

_Named = TypeVar("_Named")


def excerpt(evidence: Evidence, sections: Sequence[Section]) -> Evidence:
    """Return what the sections show, and what stands beside it, as it is in the evidence.

    Whole are the sources, what was skipped or hidden, and each fact, quotation, event,
    disagreement and title. Of an actor each wording is kept where it first stands, and of actors
    and developments only what ties them to what is kept, of decisions those on what is shown. The
    excerpt of an excerpt is itself.
    """
    shown = _shown(sections)
    events = tuple(one for one in evidence.events if one.id in shown)
    disagreements = tuple(_disagreements(evidence, shown))
    registered = {record.id for record in evidence.sources}
    versions = tuple(one for one in evidence.versions if one.quotation in shown)
    said = shown.union(one.other for one in versions)
    quotations = tuple(one for one in evidence.quotations if one.id in said)
    told = shown.union(*(one.facts for one in events), (one.fact for one in disagreements))
    told |= {one.lead for one in evidence.developments if not told.isdisjoint(one.members)}
    facts = tuple(one for one in evidence.facts if one.id in told)
    refs = frozenset((*(one.id for one in facts), *(one.id for one in quotations)))
    named = {one.id for one in evidence.actors if one.id in shown}
    named |= {actor for one in facts for actor in one.actors}
    named |= {one.speaker.actor for one in quotations if one.speaker.actor}
    return Evidence(
        generator=evidence.generator,
        sources=evidence.sources,
        facts=facts,
        actors=tuple(_tied(one, refs) for one in _with_members(evidence.actors, named)),
        quotations=quotations,
        versions=versions,
        events=events,
        disagreements=disagreements,
        titles=tuple(one for one in evidence.titles if one.id in shown),
        skipped=evidence.skipped,
        hidden=evidence.hidden,
        developments=tuple(_kept(one, refs) for one in evidence.developments if one.lead in refs),
        decided=tuple(one for one in evidence.decided if one.ref in shown | registered),
        stale=evidence.stale,
    )


def speech_beside(
    evidence: Evidence, kept: Evidence, sections: Sequence[Section]
) -> Iterator[Spoken]:
    """Yield the speech in all sources that the evidence kept cites, and that of speakers shown.

    By it a reader sees who is quoted where, and verification whose the words are that stand
    beside those shown. Of speech that the desk hides only verification learns.
    """
    hidden = decided_on(evidence, Act.HIDE)
    shown = _shown(sections)
    cited = {citation.source for _, citation in all_citations(kept)}
    names = {one.speaker.name for one in kept.quotations if one.id in shown and one.speaker.name}
    for quotation in evidence.quotations:
        one = speech_of(quotation)
        if one.source in cited or one.name in names:
            yield one.unnamed if quotation.id in hidden else one


def _shown(sections: Sequence[Section]) -> set[str]:
    return {item.ref for section in sections for one in section.items for item in one.told}


def _disagreements(evidence: Evidence, shown: set[str]) -> Iterator[Disagreement]:
    """Yield those shown, and those about the titles of an actor shown."""
    slots = {f"role of {actor.name}" for actor in evidence.actors if actor.id in shown}
    yield from (one for one in evidence.disagreements if one.id in shown or one.slot in slots)


def _with_members(actors: Sequence[Actor], named: set[str]) -> Iterator[Actor]:
    """Yield the actors named, and those that groups among them refer to, in their order."""
    members = {one.id: set(one.refers_to.actors) for one in actors if one.refers_to}
    added = named
    while added:
        added = set().union(*(members.get(ref, ()) for ref in added)) - named
        named = named | added
    yield from (actor for actor in actors if actor.id in named)


def _tied(actor: Actor, refs: frozenset[str]) -> Actor:
    """Return an actor with each wording once, and its parts in what is kept."""
    return replace(
        actor,
        mentions=_worded(actor.mentions, lambda mention: mention),
        inferred=_worded(actor.inferred, lambda one: one.citation),
        involved=tuple(one for one in actor.involved if one.ref in refs),
    )


def _worded(all_: Sequence[_Named], cited: Callable[[_Named], Citation]) -> tuple[_Named, ...]:
    first = {cited(one).text: one for one in reversed(all_)}
    return tuple(one for one in all_ if first[cited(one).text] is one)


def _kept(one: Development, refs: frozenset[str]) -> Development:
    return replace(
        one,
        details=tuple(ref for ref in one.details if ref in refs),
        members=tuple(ref for ref in one.members if ref in refs),
        links=tuple(link for link in one.links if link.a in refs and link.b in refs),
    )
