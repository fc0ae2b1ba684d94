"""Checks that every id in the evidence resolves."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.model.evidence import Evidence


def check_references(evidence: "Evidence") -> None:
    """Raise ValueError for an id of an actor, fact or quotation that is not in the evidence."""
    e = evidence
    actors = {actor.id for actor in e.actors}
    facts = {fact.id for fact in e.facts}
    quotations = {quotation.id for quotation in e.quotations}
    links = (*e.together, *e.said_about)
    _check("actors", actors, (a for fact in e.facts for a in fact.actors))
    _check("actors", actors, (q.speaker.actor for q in e.quotations if q.speaker.actor))
    _check("actors", actors, (a for o in e.actors if o.refers_to for a in o.refers_to.actors))
    _check("actors", actors, (a for one in e.ambiguities for a in one.actors))
    _check("actors", actors, (a for link in links for a in (link.first, link.second)))
    _check("facts", facts, (f for event in e.events for f in event.facts))
    _check("facts", facts, (one.fact for one in e.disagreements if one.fact))
    _check("quotations", quotations, (r for v in e.versions for r in (v.quotation, v.other)))
    told = facts | quotations
    _check("facts or quotations", told, (ref for link in links for ref in link.refs))
    _check("facts or quotations", told, (one.ref for a in e.actors for one in a.involved))


def _check(what: str, known: set[str], used: Iterable[str]) -> None:
    missing = set(used) - known
    if missing:
        raise ValueError(f"unknown {what}: {sorted(missing)}")
