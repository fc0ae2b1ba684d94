"""Tolls that a later one overtakes: of what is counted on, the newest count is the news."""

from collections.abc import Mapping, Sequence

from briefgen.merge.events.statements import GROWING, Circumstances, Unit, dates_differ
from briefgen.merge.tables import Weights
from briefgen.merge.words import fold_deed

_W = Weights(__package__, "tolls")


def overtaken_tolls(units: Sequence[Unit], around: Circumstances) -> frozenset[int]:
    """Return the places of statements whose toll a source of a later day gives as a higher one.

    The other statement must be of the same harm and alike in words; of no other affair, place or
    day.
    """
    tolls = {unit.order: found for unit in units if (found := _tolls(unit))}
    return frozenset(
        n
        for n, own in tolls.items()
        if any(
            _is_higher(own, tolls[other]) and _overtakes(units[other], units[n], around)
            for other in around.similarity.partners(n)
            if other in tolls
        )
    )


def _tolls(unit: Unit) -> Mapping[str, float]:
    """Return the highest number of each harm that a statement counts."""
    found: dict[str, float] = {}
    for count in unit.statement.counts:
        harm = fold_deed(count.role or count.deed[0], () if count.role else count.deed[1:])
        if harm in GROWING:
            found[harm] = max(found.get(harm, 0.0), count.low or 0.0, count.high or 0.0)
    return found


def _is_higher(own: Mapping[str, float], other: Mapping[str, float]) -> bool:
    return any(other.get(harm, 0.0) > number for harm, number in own.items())


def _overtakes(later: Unit, earlier: Unit, around: Circumstances) -> bool:
    here, there = around.of(later), around.of(earlier)
    return (
        0 < there.written < here.written
        and not (later.planned or later.statement.hedged)
        and not dates_differ(later, earlier)
        and here.about_same(there)
        and here.may_be_one_affair(there)
        and around.similarity.between(later.order, earlier.order) >= _W.alike
    )
