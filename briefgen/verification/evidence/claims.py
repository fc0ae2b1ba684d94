"""What evidence says of itself follows from itself: counts, figures, and days from their words."""

import re
from collections.abc import Iterable, Iterator

from briefgen.errors import Finding
from briefgen.model.annotations import Precision
from briefgen.model.brief import Brief
from briefgen.model.citations import Citation
from briefgen.model.codec import BRIEF_NAME
from briefgen.model.days import MONTHS, counting_rule, is_counted
from briefgen.model.evidence import Actor, Evidence
from briefgen.model.facts import Fact, Figure, When
from briefgen.model.marking import Marking
from briefgen.verification.evidence.statements import place

_NAMED = "|".join(MONTHS)
_WRITTEN = re.compile(
    rf"(?:(?P<day>\d{{1,2}})\s(?P<month>{_NAMED})|(?P<named>{_NAMED})\s(?P<at>\d{{1,2}}),)"
    r"\s(?P<year>\d{4})"
)
"""A whole day as sources write it: "16 November 2026", "November 16, 2026"."""


def check_claims(evidence: Evidence, *, whole: bool = True) -> Iterator[Finding]:
    """Find counts, figures and days that do not follow from the citations they rest on.

    A part of the evidence has not all mentions of an actor: these are counted in the `whole`. A day
    that the desk decided on follows from nothing.
    """
    for fact in evidence.facts:
        yield from _fact(fact)
        if fact.date and not evidence.is_edited(fact.id) and not _is_meant(fact.date):
            told = f"fact {fact.id}: '{fact.date.expression}' is another day"
            yield Finding(place(fact.citations[0]), told)
    for event in evidence.events:
        edited = any(map(evidence.is_edited, (event.id, *event.facts)))
        if not edited and not _is_meant(event.date):
            told = f"event {event.id}: '{event.date.expression}' is another day"
            yield Finding(place(event.citation), told)
    for actor in evidence.actors if whole else ():
        yield from _actor(actor)


def check_marking(brief: Brief) -> Iterator[Finding]:
    """Find a note that is marked lower than one of its sources."""
    known = {mark.value: mark.level for mark in Marking}
    own = known.get(brief.masthead.marking, -1)
    for record in brief.evidence.sources:
        if known.get(record.marking, -1) > own:
            yield Finding(BRIEF_NAME, f"is marked lower than {record.key} {record.path}")


def _fact(fact: Fact) -> Iterator[Finding]:
    cited = {citation.source for citation in fact.citations}
    counted = [source for origin in fact.origins for source in origin.sources]
    if sorted(counted) != sorted(cited):
        told = f"fact {fact.id}: its origins are not those of its citations"
        yield Finding(place(fact.citations[0]), told)
    for figure in fact.figures:
        if not _stands(figure, fact.citations):
            yield Finding(place(figure.citation), f"fact {fact.id}: no figure of what it says")


def _stands(figure: Figure, citations: Iterable[Citation]) -> bool:
    inside = any(
        one.source == figure.citation.source and one.span.contains(figure.citation.span)
        for one in citations
    )
    return inside and figure.text == figure.citation.text


def _actor(actor: Actor) -> Iterator[Finding]:
    mentions = (*actor.mentions, *(one.citation for one in actor.inferred))
    if {citation.source for citation in mentions} != set(actor.sources):
        told = f"actor {actor.name}: its sources are not those that name it"
        yield Finding(place(mentions[0]), told)
    if not 0 <= actor.origins <= len(actor.sources):
        told = f"actor {actor.name}: has more origins than sources"
        yield Finding(place(mentions[0]), told)


def _is_meant(date: When) -> bool:
    """Tell whether words can mean the day that they are said to mean.

    Those that name a whole day mean that; those that are counted from the day of publication, and
    mean one day, month or year by it, are counted again. Of others it cannot be told without the
    sentence.
    """
    found = list(_WRITTEN.finditer(date.expression))
    if len(found) == 1 and date.start and date.precision is Precision.DAY:
        month = MONTHS.index(found[0]["month"] or found[0]["named"]) + 1
        day = int(found[0]["day"] or found[0]["at"])
        named = f"{found[0]['year']}-{month:02}-{day:02}"
        return named in (date.start, date.end)
    rule = counting_rule(date.expression, date.precision) if date.start and date.anchor else ""
    return not rule or is_counted(date.expression, rule, date.start, date.end, date.anchor)
