"""Developments as a note shows them: each lead with its own details behind it, each proved."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from briefgen.errors import Finding
from briefgen.model.brief import Brief, Item
from briefgen.model.evidence import Evidence
from briefgen.model.facts import Fact
from briefgen.verification.evidence.statements import place
from briefgen.verification.rendered import comparable


def check_items(brief: Brief) -> Iterator[Finding]:
    """Find facts shown without the citations of their words, and details of another event."""
    details = {one.lead: one.details for one in brief.evidence.developments}
    for item in brief.items():
        yield from _unproved(brief, item)
        behind = tuple(one.ref for one in item.details)
        if behind != tuple(ref for ref in details.get(item.ref, ()) if ref in behind):
            yield Finding(item.label, "has details of another development, or in another order")


def _unproved(brief: Brief, item: Item) -> Iterator[Finding]:
    fact = brief.shown(item)
    if isinstance(fact, Fact):
        cited = {brief.citations[n - 1] for n in item.citations}
        for citation in fact.proof:
            if citation not in cited:
                yield Finding(place(citation), f"fact {fact.id}: shown without this citation")


def misplaced(evidence: Evidence, shown: Sequence[str], text: str, path: str) -> Iterator[Finding]:
    """Find details that do not stand behind their lead in the comparable text of a file.

    `shown` has the details of a development right behind its lead.
    """
    facts = {fact.id: fact for fact in evidence.facts}
    details = {one.lead: one.details for one in evidence.developments}
    for n, lead in enumerate(shown):
        own = details.get(lead, ())
        behind = tuple(takewhile(own.__contains__, shown[n + 1 :]))
        if lead in facts and behind != tuple(ref for ref in own if ref in behind):
            yield Finding(place(facts[lead].citations[0]), f"fact {lead}: details in another order")
        at = 0
        for ref in (lead, *behind):
            words = comparable(facts[ref].wording) if ref in facts else ""
            found = text.find(words, at)
            if found < 0 <= text.find(words):
                fault = f"fact {ref}: not behind fact {lead} in {path}"
                yield Finding(place(facts[ref].citations[0]), fault)
            at = found + len(words) if found >= 0 else at
