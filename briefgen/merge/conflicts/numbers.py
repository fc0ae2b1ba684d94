"""Numbers that sources give for the same thing and that cannot all be right.

Looked for in statements of one fact, and also in statements that share too few words to be
one, where the numbers answer the same question.
"""

import math
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from briefgen.merge.conflicts.counts import SameCount
from briefgen.merge.events import Circumstances, Claim, Counted, Entry, Slot
from briefgen.merge.tables import Weights

_W = Weights(__package__, "numbers")


class Numbers:
    """Finds numbers that exclude each other."""

    def __init__(self, counted: Counted, around: Circumstances) -> None:
        """Look among all numbers of a run."""
        self._counted = counted
        self._around = around
        self._same = SameCount(counted, around)
        self._shown: set[Entry] = set()

    def clashing(self, claim: Claim) -> Iterator[tuple[Slot, list[Entry]]]:
        """Yield each slot of a claim with the numbers for it, by day, where two exclude each other.

        A number is set against others once, at the first claim that has it. Beside those that
        exclude each other stand all that answer the same question on those days.
        """
        own = [entry for unit in claim.members for entry in self._counted.of(unit)]
        differing = [entry for unit in claim.differing for entry in self._counted.of(unit)]
        for entry in own:
            found = [other for other in own if other.counted == entry.counted]
            found += [one for one in self._counted.counterparts(entry) if one not in found]
            found += [
                one
                for one in differing
                if one.counted == entry.counted
                and one not in found
                and self._of_one_affair(entry, one)
            ]
            if len({_value(one) for one in found}) == 1:
                continue  # most numbers of a run, which need not be asked what they count
            same = [one for one in found if one is entry or self._same.holds(entry, one)]
            pairs = [
                (a, b)
                for a, b in combinations(same, 2)
                if _value(a) != _value(b)
                and self._clash(a, b)
                and (entry in (a, b) or self._same.holds(a, b))
            ]
            clashing = {one for pair in pairs for one in pair}
            if clashing and self._shown.isdisjoint(clashing):
                days = {self._day(one) for one in clashing}
                told = [one for one in same if one in clashing or self._day(one) in days]
                self._shown.update(told)
                yield entry.slot, sorted(told, key=lambda one: (self._day(one), one.unit.order))

    def _of_one_affair(self, a: Entry, b: Entry) -> bool:
        """Tell whether two that tell the same but for the number are sure to be of one affair."""
        alike = self._around.similarity.between(a.unit.order, b.unit.order)
        where, there = self._around.of(a.unit), self._around.of(b.unit)
        return alike >= _W.alike or where.may_be_one_affair(there)

    def _day(self, entry: Entry) -> str:
        """Return the day that the source of a number was written."""
        return self._around.document(entry.unit).source.metadata.anchor

    def _clash(self, a: Entry, b: Entry) -> bool:
        """Tell whether two intervals have no number in common, and the later one is no news."""
        if self._updated(a, b):
            return False
        x, y = self._interval(a, b), self._interval(b, a)
        low, high = max(x[0], y[0]), min(x[1], y[1])
        return low > high and not _rounds(low, high)

    def _interval(self, own: Entry, other: Entry) -> tuple[float, float]:
        """Return what a number may be; "at least 12" is 12 beside a count of a known day."""
        count = own.count
        if count.floor and own.grows and self._day(own) and self._day(other):
            return (count.low or 0.0, count.low or 0.0)
        low = -math.inf if count.low is None else count.low
        return low, math.inf if count.high is None else count.high

    def _updated(self, a: Entry, b: Entry) -> bool:
        """Tell a count that a later source gives higher, and a publisher's later number.

        A count of days before both were written stays as it was.
        """
        known = [self._around.document(entry.unit).source.metadata for entry in (a, b)]
        if known[0].publisher and known[0].publisher == known[1].publisher:
            return known[0].published != known[1].published
        if not a.grows or not (known[0].anchor and known[1].anchor):
            return False
        days = date.fromisoformat(known[0].anchor) - date.fromisoformat(known[1].anchor)
        later, earlier = (a, b) if days.days > 0 else (b, a)
        higher = (later.count.low or 0) > (earlier.count.high or earlier.count.low or math.inf)
        written = min(one.anchor for one in known)
        fixed = later.unit.dates and all(day.end <= written for day in later.unit.dates)
        return days.days != 0 and higher and not fixed


def _value(entry: Entry) -> tuple[float | None, float | None, bool]:
    """Return what a number says; two that say the same exclude each other never."""
    return entry.count.low, entry.count.high, entry.count.floor


def _rounds(low: float, high: float) -> bool:
    """Tell whether one of two numbers may be the other one, rounded."""
    if low - high > _W.rounded * low:
        return False
    return any(
        round(other, digits) == number
        for number, other in ((low, high), (high, low))
        for digits in range(-9, 3)
    )
