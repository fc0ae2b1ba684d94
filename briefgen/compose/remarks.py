"""What the record leaves open, and what became of every input: counted, never guessed."""

from collections.abc import Iterator, Sequence

from briefgen.compose.choice import Chosen
from briefgen.compose.questions import open_questions
from briefgen.model.brief import Section
from briefgen.model.evidence import Ambiguity, Evidence
from briefgen.model.links import Doubt
from briefgen.model.text import GUESSED

_ROUTINE = ("heading", "sentences-passed-over", "counts-as-one", "genre")
"""Warnings that every source has, or that the register shows; evidence.json lists them."""

_MOST_DOUBTS = 5
"""Names left apart that a note tells of; evidence.json has them all."""


_DOUBTS = {
    Doubt.SEVERAL: "may be ",
    Doubt.FIRST: "may be the first name of ",
    Doubt.ALIKE: "is but one letter apart: ",
    Doubt.MIXED: "has letters of several scripts and looks like ",
}


_MOST_LISTED = 12


def find_gaps(evidence: Evidence, chosen: Chosen, sections: Sequence[Section]) -> Iterator[str]:
    """Say what the record leaves open, counted and never guessed."""
    labels = {item.ref: item.label for section in sections for item in section.items}
    facts = [fact for fact in (*chosen.bottom_line, *chosen.facts) if fact.id in labels]
    alone = [labels[f.id] for f in facts if f.independent_sources == 1]
    if alone and len(evidence.sources) > 1:
        share = f"{len(alone)} of {len(facts)} facts rest on one independent source"
        yield f"{share}: {_listed(alone)}."
    yield from open_questions(evidence, facts, chosen.details, labels)
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
        name = "names" if len(unnamed) == 1 else "name"
        yield f"{len(unnamed)} of {len(chosen.quotations)} quotations {name} no person: {listed}."


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
    """Say of every input what was not used, and why, and of decisions which find nothing."""
    for skipped in evidence.skipped:
        yield f"{skipped.path} was skipped ({skipped.reason}): {skipped.detail}."
    for source in evidence.sources:
        told = [notice.detail for notice in source.warnings if notice.code not in _ROUTINE]
        if told:
            yield f"{source.key} {source.path}: {' '.join(told)}"
    yield from (f"Not applied: {stale.told}." for stale in evidence.stale)
