"""Numbers that sources give for the same thing and that cannot all be right.

Looked for in statements of one fact, and also in statements that share too few words to be
one, where the numbers answer the same question.
"""

import math
import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, combinations

from briefgen.merge.events import Circumstances, Claim, Counted, Entry, Slot
from briefgen.merge.tables import Weights, read_words
from briefgen.merge.words import fold_terms
from briefgen.model.annotations import Count, Precision

_W = Weights(__package__, "numbers")
_OPEN = frozenset(fold_terms(read_words(__package__, "numbers")["open"]))

_WORD = re.compile(r"\b[a-z][a-z-]+\b")
"""A word without a capital: not "May"."""

_SO_FAR = re.compile(r"\b(?:since|so far|in total|in all|altogether|to date|overall|as of)\b")
"""Words of a count that goes on: the number of one day is no other value of it."""

_AS_OF = re.compile(
    r"\b(?:by|as of|until|up to|through)\s+((?:\d{1,2}\s)?[A-Z][a-z]+day|\d{1,2}\s[A-Z][a-z]+"
    r"|[A-Z][a-z]+\s\d{1,2}\b|(?:last|this)\s\w+)"
)
"""The day up to which a number was counted."""


class Numbers:
    """Finds numbers that exclude each other."""

    def __init__(self, counted: Counted, around: Circumstances) -> None:
        """Look among all numbers of a run."""
        self._counted = counted
        self._around = around
        self._shown: set[frozenset[Entry]] = set()

    def clashing(self, claim: Claim) -> Iterator[tuple[Slot, list[Entry]]]:
        """Yield each slot of a claim with all numbers for it, where two exclude each other.

        Two numbers are set against each other once, at the first claim that has them. Those who
        differ from a claim are not compared with each other: each has a claim of its own.
        """
        own = [entry for unit in claim.members for entry in self._counted.of(unit)]
        differing = [entry for unit in claim.differing for entry in self._counted.of(unit)]
        for entry in own:
            found = [other for other in own if other.counted == entry.counted]
            found += [one for one in self._counted.counterparts(entry) if one not in found]
            others = (one for one in differing if one.counted == entry.counted)
            compared = chain(combinations(found, 2), ((entry, one) for one in others))
            pairs = [pair for pair in compared if self._clash(*pair)]
            if pairs and self._shown.isdisjoint(map(frozenset, pairs)):
                self._shown.update(map(frozenset, pairs))
                told = dict.fromkeys(one for pair in pairs for one in pair)
                yield entry.slot, sorted(told, key=lambda one: one.unit.order)

    def _clash(self, a: Entry, b: Entry) -> bool:
        """Tell whether two sources count the same and give intervals with no number in common."""
        one, other = a.unit, b.unit
        if one.source == other.source or not _exclude(a.count, b.count):
            return False
        if a.count.per != b.count.per or a.key[3] != b.key[3]:
            return False
        same_deed = a.key == b.key or one.statement.verb == other.statement.verb
        if not (same_deed or self._counted.answer_one(a, b)):
            return False
        same_time = self._around.of(one).same_time(self._around.of(other))
        return same_time and not self._counted.are_apart(a, b) and not self._apart_in_time(a, b)

    def _apart_in_time(self, a: Entry, b: Entry) -> bool:
        """Tell numbers of two moments: counted up to other days, foreseen, or updated since."""
        texts = [self._around.text(entry.unit) for entry in (a, b)]
        until = [found[1] for text in texts if (found := _AS_OF.search(text))]
        if len(until) > 1 and until[0] != until[1]:
            return True
        both_planned = a.unit.planned and b.unit.planned
        open_ = [_is_open(text) for text in texts]
        foreseen = open_[0] != open_[1] and not both_planned
        return foreseen or self._of_one_day(a, b, texts) or self._updated(a, b)

    def _of_one_day(self, a: Entry, b: Entry, texts: Sequence[str]) -> bool:
        """Tell a count that goes on from one of a single day."""
        on = [bool(_SO_FAR.search(text)) for text in texts]
        dated = [any(d.precision is Precision.DAY for d in entry.unit.dates) for entry in (a, b)]
        return on[0] != on[1] and (dated[0] if on[1] else dated[1])

    def _updated(self, a: Entry, b: Entry) -> bool:
        """Tell a toll that a later source gives higher, and a publisher's later number.

        A count of days before both were written stays as it was.
        """
        known = [self._around.document(entry.unit).source.metadata for entry in (a, b)]
        if known[0].publisher and known[0].publisher == known[1].publisher:
            return known[0].published != known[1].published
        if not a.grows or not (known[0].anchor and known[1].anchor):
            return False
        days = date.fromisoformat(known[0].anchor) - date.fromisoformat(known[1].anchor)
        later, earlier = (a, b) if days.days > 0 else (b, a)
        higher = (later.count.low or 0) > (earlier.count.high or math.inf)
        written = min(one.anchor for one in known)
        fixed = later.unit.dates and all(day.end <= written for day in later.unit.dates)
        return abs(days.days) >= _W.updated and higher and not fixed


def _is_open(text: str) -> bool:
    """Tell a statement of what is wanted, feared or foreseen."""
    return not _OPEN.isdisjoint(fold_terms(_WORD.findall(text)))


def _exclude(a: Count, b: Count) -> bool:
    """Tell whether no number lies in both intervals, even rounded."""
    low = max(n for n in (a.low, b.low, -math.inf) if n is not None)
    high = min(n for n in (a.high, b.high, math.inf) if n is not None)
    return low > high and not _rounds(low, high)


def _rounds(low: float, high: float) -> bool:
    """Tell whether one of two numbers may be the other one, rounded."""
    if low - high > _W.rounded * low:
        return False
    return any(
        round(other, digits) == number
        for number, other in ((low, high), (high, low))
        for digits in range(-9, 3)
    )
