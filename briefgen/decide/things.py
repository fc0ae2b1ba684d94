"""What of the evidence stands at a place: the facts, quotations and titles that cite it."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from briefgen.decide.places import Place
from briefgen.model.citations import Citation
from briefgen.model.evidence import Evidence, Quotation, Title
from briefgen.model.facts import Fact

_T = TypeVar("_T")

Thing = Fact | Quotation | Title
"""What is shown in a source's own words."""


def fact_at(evidence: Evidence, places: Sequence[Place]) -> Fact | None:
    """Return the fact that a source states in just the words at the first such place."""
    held = ((citation, fact) for fact in evidence.facts for citation in fact.citations)
    return _first(places, held)


def quotation_at(evidence: Evidence, places: Sequence[Place]) -> Quotation | None:
    """Return the quotation that has just the words at the first such place, or they as a part."""
    return _first(places, ((part, one) for one in evidence.quotations for part in one.parts))


def title_at(evidence: Evidence, places: Sequence[Place]) -> Title | None:
    """Return the title that is just the words at a place."""
    return _first(places, ((one.citation, one) for one in evidence.titles))


def no_statement(evidence: Evidence, places: Sequence[Place]) -> str:
    """Say that words stand at places, but nothing is found there, and what has them as a part."""
    first = places[0]
    near = (
        citation.text
        for fact in evidence.facts
        for citation in fact.citations
        if citation.source == first.source and citation.span.overlaps(first.span)
    )
    whole = next(near, "")
    part = f"; there stands: “{' '.join(whole.split())}”" if whole else ""
    return f"the words stand in {first.source}, but are no statement any more{part}"


def own_words(thing: Thing) -> tuple[Citation, ...]:
    """Return the citations of the words that a thing is shown in, or that say the same."""
    if isinstance(thing, Quotation):
        return thing.parts
    return thing.citations if isinstance(thing, Fact) else (thing.citation,)


def overlap(citations: Iterable[Citation], others: Sequence[Citation]) -> bool:
    """Tell whether one of some citations has words of one of others."""
    return any(
        one.source == other.source and one.span.overlaps(other.span)
        for one in citations
        for other in others
    )


def _first(places: Sequence[Place], held: Iterable[tuple[Citation, _T]]) -> _T | None:
    """Return what is held at the first place at which anything is."""
    order = {(place.source, place.span): n for n, place in enumerate(places)}
    found = [
        (order[citation.source, citation.span], thing)
        for citation, thing in held
        if (citation.source, citation.span) in order
    ]
    return min(found, key=lambda one: one[0])[1] if found else None
