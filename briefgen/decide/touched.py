"""What shows a decision besides that which it was made on: so that it is marked there, too."""

from collections.abc import Iterator

from briefgen.decide.things import overlap
from briefgen.model.decisions import Act, Decided
from briefgen.model.evidence import Evidence

_OF_EVENTS = (Act.SAME_EVENT, Act.NOT_SAME_EVENT)


def touched(made: Decided, evidence: Evidence, found: Evidence) -> Iterator[str]:
    """Yield the ids of what else of the evidence, once it is counted again, shows a decision.

    `found` is the evidence before. A day stands on the timeline; an event is told by its lead; the
    name or role of an actor stands with what that actor says, and who speaks in facts so worded.
    """
    if made.act is Act.DAY:
        yield from (event.id for event in evidence.events if made.ref in event.facts)
    elif made.act in _OF_EVENTS:
        held = (one.lead for one in evidence.developments if made.ref in one.members)
        yield from (lead for lead in held if lead != made.ref)
    elif made.act in (Act.NAME, Act.ROLE):
        for said in evidence.quotations:
            if said.speaker.actor == made.ref and made.decided in (
                said.speaker.name,
                said.speaker.role,
            ):
                yield said.id
    elif made.act in (Act.SPEAKER, Act.NO_SPEAKER):
        parts = [part for one in evidence.quotations if one.id == made.ref for part in one.parts]
        before = {fact.id: fact.wording for fact in found.facts}
        for fact in evidence.facts:
            told = before.get(fact.id, fact.wording) != fact.wording
            if told and overlap(fact.citations[:1], parts):
                yield fact.id
