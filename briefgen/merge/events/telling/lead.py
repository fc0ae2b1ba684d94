"""How an event is told in short: the best sentence of it, and what others add to that."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from briefgen.merge.events.sameness import Claim
from briefgen.merge.events.statements import Circumstances, Counted, Entry, Unit, names_in
from briefgen.merge.tables import Weights
from briefgen.merge.words import is_light
from briefgen.model.developments import MOST_DETAILS

_W = Weights(__package__, "lead")


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
            unit.order in self._carried_out,
            bool(unit.feature("resolved")),
        )

    @cached_property
    def _overtaken(self) -> frozenset[int]:
        """The statements of which another one gives a number of the same that counts for more."""
        entries = [
            (entry, len({unit.source for unit in claim.members}))
            for claim in self._claims
            for entry in self._counted.of(claim.best)
        ]
        return frozenset(
            one.unit.order
            for one, tellers in entries
            for other, others in entries
            if one.key == other.key and self._is_overtaken(one, other, tellers - others)
        )

    def _is_overtaken(self, one: Entry, other: Entry, more: int) -> bool:
        """Tell whether the second number is a later, higher one of a toll, or has more tellers.

        What does not grow is no truer for being told later: of equally many tellers the later
        one counts. `more` are the tellers that the first number has more than the second.
        """
        before, after = (self._around.document(e.unit).source.metadata.anchor for e in (one, other))
        if one.grows:
            return before <= after and _written(one) < _written(other)
        apart = _exceeds(one, other) or _exceeds(other, one)
        return apart and (more < 0 or (more == 0 and before < after))

    @cached_property
    def _carried_out(self) -> frozenset[int]:
        """The statements that only plan what another one tells as done."""
        done = {deed for claim in self._claims for deed in claim.best.done}
        plans = (claim.best for claim in self._claims)
        return frozenset(unit.order for unit in plans if unit.plans & done)

    def _adds(self, claim: Claim, told: Sequence[Claim]) -> bool:
        """Tell whether a claim can stand behind those told, and says what they do not."""
        unit = claim.best
        if claim in told or claim.leans or unit.feature("opinion"):
            return False
        if unit.order in self._overtaken | self._carried_out:
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


def _written(entry: Entry) -> float:
    """Return the number that is written: 100 of "more than 100", 159 of "up to 159"."""
    low, high = entry.count.low, entry.count.high
    return low if low is not None else high or 0.0


def _exceeds(one: Entry, other: Entry) -> bool:
    """Tell whether a number is surely higher than another one."""
    low, high = one.count.low, other.count.high
    return low is not None and high is not None and low > high
