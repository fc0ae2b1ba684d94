"""Numbers that sources give for the same thing and that cannot all be right.

Looked for in statements of one fact, and also in statements that share too few words to be
one, where the numbers answer the same question.
"""

import math
import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from briefgen.merge.events import Circumstances, Claim, Counted, Entry, Slot
from briefgen.merge.tables import Weights, read_words
from briefgen.merge.words import fold_terms
from briefgen.model.annotations import Precision

_W = Weights(__package__, "numbers")
_WORDS = read_words(__package__, "numbers")
_OPEN = frozenset(fold_terms(_WORDS["open"]))
_SURE = frozenset(fold_terms(_WORDS["sure"]))
_USUAL = frozenset(fold_terms(_WORDS["usual"]))

_WORD = re.compile(r"\b[a-z][a-z-]+\b")
"""A word without a capital: not "May"."""

_POINTING = re.compile(r"(?:It|This|That|These|Those)\s(?!said|says|told)")
"""A sentence that begins so counts for what the one before it tells of."""

_ELSEWHEN = re.compile(
    r"\b(?:previous(?:ly)?|earlier|last\s(?:year|month|week|season|time)|compared\s(?:with|to)|than\sin"
    r"|in\s(?:each|every)|(?:each|every)\s(?:year|season)|(?:a|per)\s(?:year|season)|ago|since\s(?:19|20)\d\d)\b"
)
"""A count of another time, or of many times."""

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
        """Yield each slot of a claim with the numbers for it, by day, where two exclude each other.

        Two numbers are set against each other once, at the first claim that has them. Beside
        those that exclude each other stand all that answer the same question on those days.
        """
        own = [entry for unit in claim.members for entry in self._counted.of(unit)]
        differing = [entry for unit in claim.differing for entry in self._counted.of(unit)]
        for entry in own:
            found = [other for other in own if other.counted == entry.counted]
            found += [one for one in self._counted.counterparts(entry) if one not in found]
            found += [one for one in differing if one.counted == entry.counted and one not in found]
            same = [one for one in found if one is entry or self._is_same(entry, one)]
            pairs = [
                (a, b)
                for a, b in combinations(same, 2)
                if (entry in (a, b) or self._is_same(a, b)) and self._clash(a, b)
            ]
            if pairs and self._shown.isdisjoint(map(frozenset, pairs)):
                self._shown.update(map(frozenset, pairs))
                clashing = {one for pair in pairs for one in pair}
                days = {self._day(one) for one in clashing}
                told = [one for one in same if one in clashing or self._day(one) in days]
                yield entry.slot, sorted(told, key=lambda one: (self._day(one), one.unit.order))

    def _day(self, entry: Entry) -> str:
        """Return the day that the source of a number was written."""
        return self._around.document(entry.unit).source.metadata.anchor

    def _is_same(self, a: Entry, b: Entry) -> bool:
        """Tell whether two sources count the same: the same things of one event, at one time."""
        one, other = a.unit, b.unit
        if one.source == other.source or a.count.per != b.count.per or a.key[3] != b.key[3]:
            return False
        if a.count.part or b.count.part or a.count.measure != b.count.measure:
            return False
        same_deed = a.key == b.key or one.statement.verb == other.statement.verb
        if a.count.measure and a.key != b.key:
            return False
        if not (same_deed or self._counted.answer_one(a, b)):
            return False
        same_time = self._around.of(one).same_time(self._around.of(other))
        if not same_time or self._counted.are_apart(a, b) or self._apart_in_time(a, b):
            return False
        return not self._of_other_kinds(a, b) and self._of_one_size(a, b)

    def _clash(self, a: Entry, b: Entry) -> bool:
        """Tell whether two intervals have no number in common, and the later one is no news."""
        if self._updated(a, b):
            return False
        x, y = self._interval(a, b), self._interval(b, a)
        low, high = max(x[0], y[0]), min(x[1], y[1])
        return low > high and not _rounds(low, high)

    def _interval(self, own: Entry, other: Entry) -> tuple[float, float]:
        """Return what a number may be; "at least 12" is 12 beside a count of the same day."""
        count = own.count
        if count.floor and own.grows and self._day(own) and self._day(own) == self._day(other):
            return (count.low or 0.0, count.low or 0.0)
        low = -math.inf if count.low is None else count.low
        return low, math.inf if count.high is None else count.high

    def _of_other_kinds(self, a: Entry, b: Entry) -> bool:
        """Tell whether one counts a kind that the other does not tell of: confirmed cases."""
        for own, other in ((a, b), (b, a)):
            told = {*other.unit.terms, *fold_terms(other.count.qualities)}
            if not told.issuperset(fold_terms(own.count.qualities)):
                return True
        sure = [_SURE & _words(self._around.text(entry.unit)) for entry in (a, b)]
        return sure[0] != sure[1]

    def _of_one_size(self, a: Entry, b: Entry) -> bool:
        """Tell numbers that are near enough to be of one event."""
        sizes = [max(abs(one.count.low or 0), abs(one.count.high or 0)) for one in (a, b)]
        return max(sizes) <= _W.times * max(min(sizes), 1)

    def _apart_in_time(self, a: Entry, b: Entry) -> bool:
        """Tell numbers of two moments: of another time, counted up to other days, or foreseen."""
        texts = [self._around.text(entry.unit) for entry in (a, b)]
        if any(_POINTING.match(text) or _ELSEWHEN.search(text) for text in texts):
            return True
        if any(not _USUAL.isdisjoint(_words(text)) for text in texts):
            return True
        if self._long_ago(a, b) or self._long_ago(b, a):
            return True
        until = [found[1] for text in texts if (found := _AS_OF.search(text))]
        if len(until) > 1 and until[0] != until[1]:
            return True
        if a.is_age:
            return False
        both_planned = a.unit.planned and b.unit.planned
        open_ = [_is_open(text) for text in texts]
        foreseen = open_[0] != open_[1] and not both_planned
        return foreseen or self._of_one_day(a, b, texts)

    def _long_ago(self, dated: Entry, other: Entry) -> bool:
        """Tell a number whose own days lie well before the other source, which gives none."""
        days = [day for day in dated.unit.dates if day.start]
        written = self._day(other) or self._day(dated)
        if not days or any(day.start for day in other.unit.dates) or not written:
            return False
        last = date.fromisoformat(max(day.end for day in days))
        return (date.fromisoformat(written) - last).days > _W.long_ago

    def _of_one_day(self, a: Entry, b: Entry, texts: Sequence[str]) -> bool:
        """Tell a count that goes on from one of a single day."""
        on = [bool(_SO_FAR.search(text)) for text in texts]
        dated = [any(d.precision is Precision.DAY for d in entry.unit.dates) for entry in (a, b)]
        return on[0] != on[1] and (dated[0] if on[1] else dated[1])

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


def _words(text: str) -> frozenset[str]:
    return frozenset(fold_terms(_WORD.findall(text)))


def _is_open(text: str) -> bool:
    """Tell a statement of what is wanted, feared or foreseen."""
    return not _OPEN.isdisjoint(fold_terms(_WORD.findall(text)))


def _rounds(low: float, high: float) -> bool:
    """Tell whether one of two numbers may be the other one, rounded."""
    if low - high > _W.rounded * low:
        return False
    return any(
        round(other, digits) == number
        for number, other in ((low, high), (high, low))
        for digits in range(-9, 3)
    )
