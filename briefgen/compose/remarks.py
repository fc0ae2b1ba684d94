"""What the record leaves open, and what became of every input: counted, never guessed."""

import re
from collections.abc import Iterator, Mapping, Sequence

from briefgen.compose.choice import Chosen
from briefgen.model.annotations import ActorKind
from briefgen.model.brief import Section
from briefgen.model.evidence import Ambiguity, Evidence
from briefgen.model.facts import Fact
from briefgen.model.links import Doubt
from briefgen.model.spans import Span
from briefgen.model.text import GUESSED

_ROUTINE = ("heading", "sentences-passed-over", "counts-as-one", "genre")
"""Warnings that every source has, or that the register shows; evidence.json lists them."""

_MOST_DOUBTS = 5
"""Names left apart that a note tells of; evidence.json has them all."""


_DOUBTS = {
    Doubt.SEVERAL: "may be ",
    Doubt.ALIKE: "is but one letter apart: ",
    Doubt.MIXED: "has letters of several scripts and looks like ",
}


_EVENTS = 5
_MOST_LISTED = 12
_WHO = (ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.STATE, ActorKind.GROUP)
_WHERE = (ActorKind.PLACE, ActorKind.STATE)
_DAYS = (
    "(?!Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)"
)
_NAME = re.compile(rf"(?<=[\w,”’)] ){_DAYS}[A-Z]\w+")
_VAGUE = re.compile(
    r"\b(?:dozens|hundreds|many|millions|numerous|scores|several|thousands|(?:a|the) number of)\b",
    re.IGNORECASE,
)
"""What may be a name, and a number that is not told."""


def find_gaps(evidence: Evidence, chosen: Chosen, sections: Sequence[Section]) -> Iterator[str]:
    """Say what the record leaves open, counted and never guessed."""
    labels = {item.ref: item.label for section in sections for item in section.items}
    facts = [fact for fact in (*chosen.bottom_line, *chosen.facts) if fact.id in labels]
    alone = [labels[f.id] for f in facts if f.independent_sources == 1]
    if alone and len(evidence.sources) > 1:
        share = f"{len(alone)} of {len(facts)} facts rest on one independent source"
        yield f"{share}: {_listed(alone)}."
    yield from _open_questions(evidence, facts, chosen.details, labels)
    undated = [
        source.key
        for source in evidence.sources
        if not source.published or source.published_from == GUESSED
    ]
    if undated:
        which = "any source" if len(undated) == len(evidence.sources) else _listed(undated)
        yield f"No publication date is known for {which}: relative dates there are not resolved."
    unnamed = [q for q in chosen.quotations if q.speaker.actor is None]
    if unnamed:
        listed = _listed([labels[q.id] for q in unnamed if q.id in labels])
        yield f"{len(unnamed)} of {len(chosen.quotations)} quotations name no person: {listed}."


def account_actors(evidence: Evidence, shown: int) -> Iterator[str]:
    """Say how many actors are not shown, and which names stay apart without being sure.

    Nothing is said beside no actors at all.
    """
    if not shown:
        return
    more = len(evidence.actors) - shown
    if more > 0:
        yield f"And {more} more in evidence.json."
    names = {actor.id: actor.name for actor in evidence.actors}
    for one in evidence.ambiguities[:_MOST_DOUBTS]:
        whom = " or ".join(names[actor] for actor in one.actors)
        yield f"{_where(one)} {_DOUBTS[one.reason]}{whom or 'another name'}; it stays apart."
    left = len(evidence.ambiguities) - _MOST_DOUBTS
    if left > 0:
        yield f"{left} more names stay apart for such reasons; evidence.json lists them."


def _where(one: Ambiguity) -> str:
    sources = ", ".join(dict.fromkeys(citation.source for citation in one.citations))
    return f"“{one.name}” in {sources}"


def _open_questions(
    evidence: Evidence,
    facts: Sequence[Fact],
    details: Mapping[str, Sequence[Fact]],
    labels: Mapping[str, str],
) -> Iterator[str]:
    """Say which of the first events are told without who, when, where or how many.

    A slot is open when none of the sentences cited for the fact or a detail of it fills it, nor
    has a word that might: an unknown name. How many is asked only where it is said in no
    number: "several".
    """
    events = sorted((f for f in facts if dict(f.reasons).get("event", 0) > 0), key=_rank)[:_EVENTS]
    dated = {fact for event in evidence.events for fact in event.facts}
    told = {fact.id: (fact, *details[fact.id]) for fact in events}
    named = {
        ref: frozenset(kind for one in group for kind in _kinds(one, evidence))
        for ref, group in told.items()
    }
    known = [f for f in events if not any(_names_unknown(one, evidence) for one in told[f.id])]
    slots = {
        "Who: nobody is named": [f for f in known if not named[f.id].intersection(_WHO)],
        "When: no date is given": [
            f for f in events if dated.isdisjoint(one.id for one in told[f.id])
        ],
        "Where: no place is named": [f for f in known if not named[f.id].intersection(_WHERE)],
        "How many: no number is given": [
            f for f in events if _is_vague(f) and not any(map(_counts, told[f.id]))
        ],
    }
    for words, missing in slots.items():
        if missing:
            yield f"{words} for {_listed([labels[fact.id] for fact in missing])}."


def _rank(fact: Fact) -> int:
    return fact.rank


def _kinds(fact: Fact, evidence: Evidence) -> frozenset[ActorKind]:
    """Return what sorts of actors stand in the sentences cited for a fact."""
    return frozenset(
        actor.kind
        for actor in evidence.actors
        for mention in actor.mentions
        for citation in fact.citations
        if mention.source == citation.source and citation.span.contains(mention.span)
    )


def _names_unknown(fact: Fact, evidence: Evidence) -> bool:
    """Tell whether the sentences cited have a name of which it is not known whose it is."""
    for citation in fact.citations:
        told = [
            mention.span
            for actor in evidence.actors
            for mention in actor.mentions
            if mention.source == citation.source and citation.span.overlaps(mention.span)
        ]
        for name in _NAME.finditer(citation.text):
            span = Span(*name.span()).shifted(citation.start)
            if not any(span.overlaps(known) for known in told):
                return True
    return False


def _is_vague(fact: Fact) -> bool:
    return any(_VAGUE.search(citation.text) for citation in fact.citations)


def _counts(fact: Fact) -> bool:
    return bool(fact.figures) or any(c.isdigit() for cited in fact.citations for c in cited.text)


def _listed(names: Sequence[str]) -> str:
    """Write names with commas; of many the first ones, and how many more."""
    more = len(names) - _MOST_LISTED
    return ", ".join(names[:_MOST_LISTED]) + (f" and {more} more" if more > 0 else "")


def count_more(evidence: Evidence, chosen: Chosen) -> Iterator[str]:
    """Say how many disagreements of lesser facts the note leaves out."""
    more = len(evidence.disagreements) - len(chosen.disagreements)
    if more:
        yield f"{more} more in evidence.json."


def account_inputs(evidence: Evidence) -> Iterator[str]:
    """Say of every input what was not used, and why."""
    for skipped in evidence.skipped:
        yield f"{skipped.path} was skipped ({skipped.reason}): {skipped.detail}."
    for source in evidence.sources:
        told = [notice.detail for notice in source.warnings if notice.code not in _ROUTINE]
        if told:
            yield f"{source.key} {source.path}: {' '.join(told)}"
