"""What sources do not disagree about: values that stand for different things."""

from collections.abc import Sequence

from briefgen.decide.effects import Effect
from briefgen.decide.places import Place, Places
from briefgen.model.citations import Citation
from briefgen.model.decisions import Decision
from briefgen.model.evidence import Disagreement, Evidence


def not_a_disagreement(evidence: Evidence, decision: Decision, places: Places) -> Effect | str:
    """Take two values, by words that have them, for no disagreement: it is shown nowhere."""
    one, other = places.find(decision.passage), places.find(decision.other)
    if isinstance(one, str):
        return one
    if isinstance(other, str):
        return f"of “{decision.other.words}”: {other}"
    refs = tuple(each.id for each in evidence.disagreements if _between(each, one, other))
    if not refs:
        return "no disagreement is found between these words any more"
    return Effect(evidence, refs, "disagreement", "none")


def _between(held: Disagreement, one: Sequence[Place], other: Sequence[Place]) -> bool:
    """Tell whether two of the values stand in these words, one in each."""
    sides = [
        {n for n, value in enumerate(held.values) if _stands(value.citations, places)}
        for places in (one, other)
    ]
    return any(a != b for a in sides[0] for b in sides[1])


def _stands(citations: Sequence[Citation], places: Sequence[Place]) -> bool:
    """Tell whether a place has a value's words, or is inside them."""
    return any(
        place.source == citation.source and place.span.overlaps(citation.span)
        for place in places
        for citation in citations
    )
