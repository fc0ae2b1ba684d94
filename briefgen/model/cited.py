"""All citations of evidence, with what each of them proves."""

from collections.abc import Iterator

from briefgen.model.citations import Citation
from briefgen.model.evidence import Actor, Evidence
from briefgen.model.facts import Fact


def all_citations(evidence: Evidence) -> Iterator[tuple[str, Citation]]:
    """Yield every citation of the evidence with the name of what it proves."""
    for fact in evidence.facts:
        yield from ((f"fact {fact.id}", citation) for citation in _of_fact(fact))
    for actor in evidence.actors:
        yield from ((f"actor {actor.name}", citation) for citation in _of_actor(actor))
    for said in evidence.quotations:
        more = (said.cue, said.speaker.mention, said.addressee, said.relay, *said.reservations)
        yield from ((f"quotation {said.id}", c) for c in (*said.parts, *more) if c)
    yield from ((f"event {event.id}", event.citation) for event in evidence.events)
    yield from ((f"title {title.id}", title.citation) for title in evidence.titles)
    for one in evidence.disagreements:
        told = (citation for value in one.values for citation in value.citations)
        yield from ((f"disagreement {one.id}", citation) for citation in told)
    for doubt in evidence.ambiguities:
        yield from ((f"ambiguity {doubt.name}", citation) for citation in doubt.citations)


def _of_fact(fact: Fact) -> Iterator[Citation]:
    yield from fact.citations
    yield from (figure.citation for figure in fact.figures)
    yield from fact.reservations
    yield from filter(None, (fact.attribution, fact.lead_in))
    for one in fact.resolved:
        yield from (one.words, one.names)
    yield from (one.words for one in fact.dated)
    for number in fact.key_numbers:
        yield from (number.number, number.words)


def _of_actor(actor: Actor) -> Iterator[Citation]:
    yield from actor.mentions
    yield from (alias.citation for alias in actor.aliases)
    yield from (role.citation for role in actor.roles)
    yield from (one.citation for one in actor.inferred)
    if actor.refers_to:
        yield actor.refers_to.citation
