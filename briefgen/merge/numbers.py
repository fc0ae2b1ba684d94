"""Numbers that sources give for the same thing and that cannot all be right."""

import math
from collections.abc import Iterator, Mapping
from itertools import combinations

from briefgen.merge.claims import Claim, Unit
from briefgen.merge.similarity import Similarity
from briefgen.merge.subjects import differ
from briefgen.model.annotations import Count
from briefgen.model.text import Document

_SURE = 0.4
"""Least likeness of statements whose numbers count the same under different verbs."""

_ROUNDED = 0.025
"""A round number may stand for one that differs by no more than this share."""

Entry = tuple[Unit, Count]
Slot = tuple[str, str]
"""What is counted, and the harm it suffers ("" for none)."""


def clashing(
    claim: Claim, similarity: Similarity, documents: Mapping[str, Document]
) -> Iterator[tuple[Slot, list[Entry]]]:
    """Yield each slot with all its numbers, where two of them exclude each other.

    A statement that counts the same thing twice ("five of the nine ships") says too little
    of which number is meant, and is left out.
    """
    slots: dict[Slot, list[Entry]] = {}
    for unit in claim.members:
        for slot, counts in _slots(unit).items():
            if len(counts) == 1:
                slots.setdefault(slot, []).append((unit, counts[0]))
    for slot, entries in slots.items():
        pairs = ((a, b) for a, b in combinations(entries, 2) if _clash(a, b, slot, similarity))
        if any(not differ(a[0], b[0], documents) for a, b in pairs):
            yield slot, entries


def _slots(unit: Unit) -> dict[Slot, list[Count]]:
    slots: dict[Slot, list[Count]] = {}
    for count in unit.statement.counts:
        slots.setdefault((count.unit, count.role), []).append(count)
    return slots


def _clash(a: Entry, b: Entry, slot: Slot, similarity: Similarity) -> bool:
    """Tell whether two sources count the same and give intervals with no number in common."""
    (one, x), (other, y) = a, b
    if one.source == other.source:
        return False
    same_deed = bool(slot[1]) or one.statement.verb == other.statement.verb
    if not same_deed and similarity.between(one.order, other.order) < _SURE:
        return False
    low = max(n for n in (x.low, y.low, -math.inf) if n is not None)
    high = min(n for n in (x.high, y.high, math.inf) if n is not None)
    return low > high and not _rounds(low, high)


def _rounds(low: float, high: float) -> bool:
    """Tell whether one of two numbers may be the other one, rounded."""
    if low - high > _ROUNDED * low:
        return False
    return any(
        round(other, digits) == number
        for number, other in ((low, high), (high, low))
        for digits in range(-9, 3)
    )
