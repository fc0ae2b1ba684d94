"""How an event is told in short: the best sentence of it, and what others add to that."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

from briefgen.merge.events.sameness import Claim
from briefgen.merge.events.statements import Circumstances, Counted, Entry, Unit, names_in
from briefgen.merge.tables import Weights
from briefgen.merge.words import is_light
from briefgen.model.developments import MOST_DETAILS

_W = Weights(__package__, "lead")


class Flaw(StrEnum):
    """What speaks against telling a claim: by any words, as the lead, or behind those told."""

    LEANS = "cannot stand alone"
    OPINION = "from an opinion"
    OVERTAKEN = "another number counts"
    CARRIED_OUT = "another tells it as done"
    PRONOUN = "begins with a pronoun"
    REPEATS = "told already"
    NOTHING_NEW = "adds nothing"
    FULL = "enough is told"


class Telling:
    """Claims of one event, the best one first, and which of them to tell."""

    def __init__(self, claims: Sequence[Claim], around: Circumstances, counted: Counted) -> None:
        """Keep them; what stands round them is looked up when it is asked for."""
        self._claims, self._around, self._counted = claims, around, counted

    def in_short(self) -> tuple[Claim, tuple[Claim, ...]]:
        """Return the claim to lead with, and at most two that add to it."""
        if len(self._claims) == 1:
            return self._claims[0], ()
        lead = self._lead
        return lead, tuple(claim for claim, why in self._judged() if why is None)

    def left_out(self) -> Iterator[tuple[Claim, Flaw]]:
        """Yield the claims that are not told, and why."""
        yield from ((claim, why) for claim, why in self._judged() if why is not None)

    def against_leading(self, claim: Claim) -> Flaw | None:
        """Return the worst that speaks against leading with a claim."""
        return next((flaw for flaw, has in self._flaws(claim).items() if has), None)

    @property
    def _lead(self) -> Claim:
        return min(self._claims, key=lambda claim: tuple(self._flaws(claim).values()))

    def _judged(self) -> Iterator[tuple[Claim, Flaw | None]]:
        """Yield all claims but the lead, with why each is not told; None where it is."""
        told = [lead := self._lead]
        for claim in self._claims:
            if claim is not lead:
                why = Flaw.FULL if len(told) > MOST_DETAILS else self._against_adding(claim, told)
                told += [] if why else [claim]
                yield claim, why

    def _flaws(self, claim: Claim) -> Mapping[Flaw, bool]:
        """Return what speaks against leading with a claim, the worst first."""
        unit = claim.best
        return {
            Flaw.LEANS: claim.leans,
            Flaw.OPINION: bool(unit.feature("opinion")),
            Flaw.OVERTAKEN: unit.order in self._overtaken,
            Flaw.CARRIED_OUT: unit.order in self._carried_out,
            Flaw.PRONOUN: bool(unit.feature("resolved")),
        }

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

    def _against_adding(self, claim: Claim, told: Sequence[Claim]) -> Flaw | None:
        """Return why a claim can't stand behind those told, or says what they do."""
        unit = claim.best
        flaw = self.against_leading(claim)
        if flaw and flaw is not Flaw.PRONOUN:
            return flaw
        covered = self._around.similarity.covered
        if any(covered(unit.order, one.best.order) > _W.repeated for one in told):
            return Flaw.REPEATS
        new = {*self._matter(unit)} - {m for one in told for m in self._matter(one.best)}
        return None if new else Flaw.NOTHING_NEW

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
