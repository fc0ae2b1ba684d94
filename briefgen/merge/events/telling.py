"""How an event is told in short: the best sentence of it, and what others add to that."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from briefgen.merge.events.circumstances import Circumstances
from briefgen.merge.events.claims import Claim
from briefgen.merge.events.counted import Counted, Entry
from briefgen.merge.events.subjects import names_in
from briefgen.merge.events.units import Unit
from briefgen.merge.tables import Weights
from briefgen.merge.words import is_light
from briefgen.model.developments import MOST_DETAILS

_W = Weights(__package__, "telling")


class Telling:
    """Claims of one event, the best one first, and which of them to tell."""

    def __init__(self, claims: Sequence[Claim], around: Circumstances, counted: Counted) -> None:
        """Keep them; what stands round them is looked up when it is asked for."""
        self._claims, self._around, self._counted = claims, around, counted

    def in_short(self) -> tuple[Claim, tuple[Claim, ...]]:
        """Return the claim to lead with, and at most two that add to it."""
        if len(self._claims) == 1:
            return self._claims[0], ()
        lead = min(self._claims, key=self._flaws)
        told = [lead]
        for claim in self._claims:
            if len(told) <= MOST_DETAILS and self._adds(claim, told):
                told.append(claim)
        return lead, tuple(told[1:])

    def _flaws(self, claim: Claim) -> tuple[bool, ...]:
        """Return what speaks against leading with a claim, the worst first."""
        unit = claim.best
        return (
            claim.leans,
            bool(unit.feature("opinion")),
            unit.order in self._overtaken,
            unit.planned,
            bool(unit.feature("resolved")),
        )

    @cached_property
    def _overtaken(self) -> frozenset[int]:
        """The statements of which another one gives a later number of the same."""
        entries = [entry for claim in self._claims for entry in self._counted.of(claim.best)]
        return frozenset(
            one.unit.order
            for one in entries
            for other in entries
            if one.key == other.key
            and one.count.low != other.count.low
            and self._time(one) < self._time(other)
        )

    def _time(self, entry: Entry) -> tuple[str, float]:
        """Return the day of a number; of one day, what is counted on is later where it is more."""
        day = self._around.document(entry.unit).source.metadata.anchor
        return day, (entry.count.low or 0.0) * entry.grows

    def _adds(self, claim: Claim, told: Sequence[Claim]) -> bool:
        """Tell whether a claim can stand behind those told, and says what they do not."""
        unit = claim.best
        if claim in told or claim.leans or unit.feature("opinion") or unit.planned:
            return False
        if unit.order in self._overtaken:
            return False
        covered = self._around.similarity.covered
        if any(covered(unit.order, one.best.order) > _W.repeated for one in told):
            return False
        return bool({*self._matter(unit)} - {m for one in told for m in self._matter(one.best)})

    def _matter(self, unit: Unit) -> Iterator[str]:
        """Yield the numbers, names, days and deeds that a statement gives."""
        yield from unit.numbers
        yield from names_in(unit, self._around.document(unit))
        yield from (day.start for day in unit.dates if day.start)
        yield from (deed for deed in unit.done if not is_light(deed))
