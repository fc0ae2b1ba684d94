"""Who says what is quoted, or that nobody is known to say it."""

from collections.abc import Sequence
from dataclasses import replace

from briefgen.decide.actors import actor_at
from briefgen.decide.effects import Effect
from briefgen.decide.places import Place, Places
from briefgen.decide.things import no_statement, quotation_at
from briefgen.model.decisions import Decision
from briefgen.model.evidence import Evidence, Quotation, Speaker
from briefgen.model.rulings import DESK, Rulings

_NOBODY = Speaker("", None, None, "", "", "")

Judged = Effect | str


def speaker(evidence: Evidence, decision: Decision, places: Places) -> Judged:
    """Take somebody for the speaker of quoted words, whose name a source must have."""
    said = _quotation(evidence, decision, places)
    if isinstance(said, str):
        return said
    named = places.stating(decision.value, decision.passage.path)
    if not named:
        return f"no source has the words “{decision.value}”"
    place = min(named, key=lambda one: _distance(one, said))
    actor = actor_at(evidence, (place,))
    roles = (
        [role.text for role in actor.roles if role.citation.source == place.source] if actor else []
    )
    decided = Speaker(
        name=decision.value,
        mention=places.cite(place),
        actor=actor.id if actor else None,
        role=roles[0] if roles else "",
        organisation="",
        resolved_by=DESK,
    )
    return _by(evidence, said, decided)


def no_speaker(evidence: Evidence, decision: Decision, places: Places) -> Judged:
    """Take quoted words for those of nobody who is known."""
    said = _quotation(evidence, decision, places)
    return said if isinstance(said, str) else _by(evidence, said, _NOBODY)


def _by(evidence: Evidence, said: Quotation, decided: Speaker) -> Effect:
    quotations = tuple(
        replace(one, speaker=decided) if one.id == said.id else one for one in evidence.quotations
    )
    rulings = Rulings(speakers={said.id: decided})
    before = said.speaker.name or (said.speaker.mention.text if said.speaker.mention else "")
    told = replace(evidence, quotations=quotations)
    return Effect(told, (said.id,), before, decided.name, rulings=rulings)


def _quotation(evidence: Evidence, decision: Decision, places: Places) -> Quotation | str:
    """Return the quotation that has the words, as a part of it or among others."""
    found = places.find(decision.passage)
    if isinstance(found, str):
        return found
    return (
        quotation_at(evidence, found)
        or _around(evidence, found)
        or no_statement(evidence, found).replace("no statement", "nobody's speech")
    )


def _around(evidence: Evidence, places: Sequence[Place]) -> Quotation | None:
    holding = (
        said
        for place in places
        for said in evidence.quotations
        for part in said.parts
        if part.source == place.source
        and (part.span.contains(place.span) or place.span.contains(part.span))
    )
    return next(holding, None)


def _distance(place: Place, said: Quotation) -> tuple[bool, int]:
    """Return how far a name stands from what is said: in its own source first, then the nearest."""
    first = said.parts[0]
    gap = max(place.span.start - first.end, first.start - place.span.end)
    return place.source != first.source, gap if place.source == first.source else 0
