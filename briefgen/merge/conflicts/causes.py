"""Different causes that parties give for one thing, or whom they blame for it.

Somebody is set against somebody, and something against something: the driver and his speed may
both be right. Only where both sides lay blame does it not matter. At least one side must be a
party that is named: what two reports tell by themselves may be two parts of one story.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.merge.events import Circumstances, Claim, Unit
from briefgen.merge.tables import Weights
from briefgen.merge.words import fold_terms, noun_deed
from briefgen.model.annotations import Cause

_W = Weights(__package__, "causes")


@dataclass(frozen=True, slots=True)
class Given:
    """A cause as a unit gives it; `effect`, `around` and `cause` are folded."""

    unit: Unit
    cause: Cause
    effect: str
    around: frozenset[str]
    words: frozenset[str]


class Causes:
    """Finds causes that exclude each other."""

    def __init__(self, units: Sequence[Unit], around: Circumstances) -> None:
        """Index the causes by what came of them."""
        self._around = around
        self._shown: set[frozenset[int]] = set()
        self._given = [tuple(_given(unit)) for unit in units]
        self._by_effect: defaultdict[str, list[Given]] = defaultdict(list)
        for one in (one for each in self._given for one in each):
            self._by_effect[one.effect].append(one)

    def clashing(self, claim: Claim) -> tuple[Given, ...]:
        """Return the causes of one thing that a claim and others give, if they differ.

        Two are set against each other once, at the first claim that has them.
        """
        for one in (one for unit in claim.members for one in self._given[unit.order]):
            others = [other for other in self._by_effect[one.effect] if self._clash(one, other)]
            pairs = {frozenset((one.unit.order, other.unit.order)) for other in others}
            if others and self._shown.isdisjoint(pairs):
                same = [g for g in self._by_effect[one.effect] if self._clash(g, others[0])]
                told = {g.unit.order: g for g in (*same, *others, one)}
                self._shown.update(
                    frozenset((a.unit.order, b.unit.order)) for a in same for b in others
                )
                return tuple(told[order] for order in sorted(told))
        return ()

    def _clash(self, a: Given, b: Given) -> bool:
        """Tell whether two parties give other causes of the same thing."""
        one, other = a.cause, b.cause
        if not a.words.isdisjoint(b.words) or not (one.teller or other.teller):
            return False
        if one.acts != other.acts and not (one.blames and other.blames):
            return False
        if a.unit.source == b.unit.source and not self._two_parties(a, b):
            return False
        return self._is_one_effect(a, b)

    def _two_parties(self, a: Given, b: Given) -> bool:
        if a.cause.teller is None or b.cause.teller is None:
            return False
        text = self._around.document(a.unit).text
        one, other = (
            frozenset(fold_terms(span.of(text).casefold().split()))
            for span in (a.cause.teller, b.cause.teller)
        )
        return one != other

    def _is_one_effect(self, a: Given, b: Given) -> bool:
        """Tell whether it is one fire or death: by its names, or in one affair and place."""
        where, there = self._around.of(a.unit), self._around.of(b.unit)
        if where.placed_apart(there) or not where.same_time(there):
            return False
        if a.around and b.around:
            shared = self._around.words(a.around & b.around)
            return bool(shared) and (where.may_be_one_affair(there) or shared >= _W.rare_word)
        return where.same_affair(there) and where.about_same(there)


def _given(unit: Unit) -> Iterator[Given]:
    for cause in unit.statement.causes:
        effect = noun_deed([cause.effect]) or fold_terms([cause.effect])[0]
        around = frozenset(fold_terms(cause.around)) - {effect}
        words = frozenset(fold_terms(cause.terms)) - {effect}
        if words:
            yield Given(unit, cause, effect, around, words)
