"""Numbers that sources give for the same thing and that cannot all be right.

Looked for in statements of one fact, and also in statements that share too few words to be
one: what is counted, the deed, the place and the day say by themselves that two numbers
answer the same question.
"""

import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from itertools import combinations

from briefgen.merge.circumstances import Circumstances
from briefgen.merge.claims import Claim
from briefgen.merge.terms import fold_deed, fold_terms, is_light, noun_deed
from briefgen.merge.units import Unit, dates_differ
from briefgen.model.annotations import Count, Precision

_DEED, _DEED_BESIDE, _DAY, _LIKELY_DAY = 2.0, 1.0, 1.5, 1.0
_PLACE, _AFFAIR, _PERSON = 1.0, 1.0, 1.0
_ENOUGH, _WORDS_ALONE = 3.0, 1.0
"""What two numbers may have in common counts so much, and so much must come together."""

_CONTAINED = 0.3
"""Least share of the shorter of two statements that tell the same number of the same."""

_ROUNDED = 0.025
"""A round number may stand for one that differs by no more than this share."""

_MOST_HOLDERS = 60
"""A word or day that more numbers of one slot stand with tells none of them apart."""

_UPDATED = 3
"""So many days later a higher toll is a later one, not another one."""

_WORDS = tomllib.loads(files("briefgen.merge").joinpath("data/numbers.toml").read_text("utf-8"))
_PEOPLE, _TERMS, _HARMS, _GROWING = (
    frozenset(_WORDS[kind]) for kind in ("people", "terms", "harms", "growing")
)
_SPEEDS = frozenset(_WORDS["speeds"])
_SPEED, _LIMIT, _PAID, _POST, _DISMISSED = "speed", "limit", "pay", "post", "dismiss"
_TOLD_OF = _HARMS | {_SPEED}
"""What one affair has one number of, most often."""

_POSTS, _CUTS, _PAYMENTS = (frozenset(fold_terms(_WORDS[k])) for k in ("posts", "cuts", "payments"))
_MEASURES = frozenset(fold_terms(_WORDS["measures"]))
_OPEN = frozenset(fold_terms(_WORDS["open"]))

_WORD = re.compile(r"\b[a-z][a-z-]+\b")
"""A word without a capital: not "May"."""

_SO_FAR = re.compile(r"\b(?:since|so far|in total|in all|altogether|to date|overall|as of)\b")
"""Words of a count that goes on: the number of one day is no other value of it."""

_AS_OF = re.compile(
    r"\b(?:by|as of|until|up to|through)\s+((?:\d{1,2}\s)?[A-Z][a-z]+day|\d{1,2}\s[A-Z][a-z]+"
    r"|[A-Z][a-z]+\s\d{1,2}\b|(?:last|this)\s\w+)"
)
"""The day up to which a number was counted."""

_ANYBODY = "people"

Slot = tuple[str, str]
"""What is counted, and the harm it suffers ("" for none)."""

_Key = tuple[str, str, str, bool]
"""What is counted, the deed, per what, and whether beside others."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A number with the statement it stands in; `slot` is how it is named, `key` compared.

    Each is equal to itself alone.
    """

    unit: Unit
    count: Count
    slot: Slot
    key: _Key


class Numbers:
    """Finds numbers that exclude each other."""

    def __init__(self, units: Sequence[Unit], around: Circumstances) -> None:
        """Index all numbers by what they count and by what stands beside them."""
        self._around = around
        self._entries = [tuple(_entries(unit)) for unit in units]
        self._open = [bool(e) and _is_open(around.text(e[0].unit)) for e in self._entries]
        self._shown: set[frozenset[Entry]] = set()
        self._beside: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in (entry for each in self._entries for entry in each):
            for word in self._told_with(entry):
                self._beside[entry.key[0], word].append(entry)

    def answering(self) -> tuple[frozenset[int], ...]:
        """Return for each unit those that tell, in other words, how many there are of the same."""
        return tuple(
            frozenset(
                other.unit.order
                for entry in own
                for other in self._counterparts(entry)
                if self._around.similarity.containment(entry.unit.order, other.unit.order)
                >= _CONTAINED
            )
            for own in self._entries
        )

    def clashing(self, claim: Claim) -> Iterator[tuple[Slot, list[Entry]]]:
        """Yield each slot of a claim with all numbers for it, where two exclude each other.

        Two numbers are set against each other once, at the first claim that has them.
        """
        own = [entry for unit in claim.members for entry in self._entries[unit.order]]
        for entry in own:
            found = [other for other in own if _slot_of(other) == _slot_of(entry)]
            found += [one for one in self._counterparts(entry) if one not in found]
            pairs = [pair for pair in combinations(found, 2) if self._clash(*pair)]
            if pairs and self._shown.isdisjoint(map(frozenset, pairs)):
                self._shown.update(map(frozenset, pairs))
                told = dict.fromkeys(one for pair in pairs for one in pair)
                yield entry.slot, sorted(told, key=lambda one: one.unit.order)

    def _counterparts(self, entry: Entry) -> list[Entry]:
        """Return what other sources count of the same, in the same deed, place and time."""
        held = (self._beside[entry.key[0], word] for word in self._told_with(entry))
        few = (others for others in held if len(others) <= _MOST_HOLDERS)
        candidates = dict.fromkeys(other for others in few for other in others)
        return [other for other in candidates if self._same(entry, other)]

    def _told_with(self, entry: Entry) -> Iterator[str]:
        """Yield places, days and words beside a number, and the harm: counterparts share one."""
        held = self._around.of(entry.unit)
        yield from sorted(held.places)
        yield from sorted({day.start for day in held.dates})
        yield from [entry.key[1]] if entry.key[1] in _TOLD_OF else ()
        yield from self._words(entry)

    def _words(self, entry: Entry) -> list[str]:
        counted = {*fold_terms([entry.count.unit, *entry.count.deed[0].split()]), entry.key[1]}
        return [term for term in entry.unit.terms if term not in counted]

    def _same(self, a: Entry, b: Entry) -> bool:
        """Tell whether two numbers answer one question, though their statements did not merge."""
        one, other = a.unit, b.unit
        if one.source == other.source or not self._comparable(a, b):
            return False
        if not self._around.of(one).may_be_one_affair(self._around.of(other)):
            return False
        if one.statement.negated != other.statement.negated:
            return False
        if a.slot[1] in _TERMS:
            persons = self._around.of(one).persons & self._around.of(other).persons
            return a.key == b.key and bool(persons) and not self._elsewhere(a, b)
        return (
            not _stand_apart(a, b)
            and not self._elsewhere(a, b)
            and self._in_common(a, b) >= _ENOUGH
        )

    def _comparable(self, a: Entry, b: Entry) -> bool:
        """Tell whether two numbers count the same, for the same, and suffer the same."""
        if (a.key[0], *a.key[2:]) != (b.key[0], *b.key[2:]):
            return False
        return a.key[1] == b.key[1] or _HARMS.isdisjoint((a.key[1], b.key[1]))

    def _elsewhere(self, a: Entry, b: Entry) -> bool:
        """Tell whether places, persons, days or names tell the statements apart.

        Who counts the victims of one day may be another one each time.
        """
        where, there = self._around.of(a.unit), self._around.of(b.unit)
        if not where.fits(there) or where.placed_apart(there) or dates_differ(a.unit, b.unit):
            return True
        if a.key == b.key and a.key[1] in _TOLD_OF:
            if where.same_day(there):
                return self._around.contrast(a.unit, b.unit, of_bodies=False)
            return self._around.others(a.unit, b.unit)
        return self._around.contrast(a.unit, b.unit) or self._around.others(a.unit, b.unit)

    def _in_common(self, a: Entry, b: Entry) -> float:
        """Weigh what two numbers have in common: deed, words beside, day, places and persons."""
        where, there = self._around.of(a.unit), self._around.of(b.unit)
        shared = {*self._words(a)} & {*self._words(b)}
        beside = self._around.words(shared)
        deed = _told_deed(a, b)
        told_of = a.key[1] in _TOLD_OF
        if (not beside and a.key[0] in _MEASURES) or not (deed or beside > _WORDS_ALONE):
            return 0.0
        if a.key[1] == _SPEED and not where.likely_same_day(there):
            return 0.0
        day = _DAY if where.same_day(there) else 0.0
        placed = _PLACE if where.places & there.places else 0.0
        if told_of and (placed or not (where.places and there.places)):
            day = day or (_LIKELY_DAY if where.likely_same_day(there) else 0.0)
            placed = placed or (_AFFAIR if where.same_affair(there) else 0.0)
        return deed + beside + day + placed + (_PERSON if where.persons & there.persons else 0.0)

    def _clash(self, a: Entry, b: Entry) -> bool:
        """Tell whether two sources count the same and give intervals with no number in common."""
        one, other = a.unit, b.unit
        if one.source == other.source or a.count.per != b.count.per or a.key[3] != b.key[3]:
            return False
        same_deed = a.key == b.key or one.statement.verb == other.statement.verb
        if not (same_deed or self._same(a, b)):
            return False
        same_time = self._around.of(one).same_time(self._around.of(other))
        if not same_time or self._elsewhere(a, b) or self._apart_in_time(a, b):
            return False
        x, y = a.count, b.count
        low = max(n for n in (x.low, y.low, -math.inf) if n is not None)
        high = min(n for n in (x.high, y.high, math.inf) if n is not None)
        return low > high and not _rounds(low, high)

    def _apart_in_time(self, a: Entry, b: Entry) -> bool:
        """Tell numbers of two moments: counted up to other days, foreseen, or updated since."""
        texts = [self._around.text(entry.unit) for entry in (a, b)]
        until = [found[1] for text in texts if (found := _AS_OF.search(text))]
        if len(until) > 1 and until[0] != until[1]:
            return True
        both_planned = a.unit.planned and b.unit.planned
        open_ = [self._open[entry.unit.order] for entry in (a, b)]
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
        if a.key[1] not in _GROWING or not (known[0].anchor and known[1].anchor):
            return False
        days = date.fromisoformat(known[0].anchor) - date.fromisoformat(known[1].anchor)
        later, earlier = (a, b) if days.days > 0 else (b, a)
        higher = (later.count.low or 0) > (earlier.count.high or math.inf)
        written = min(one.anchor for one in known)
        fixed = later.unit.dates and all(day.end <= written for day in later.unit.dates)
        return abs(days.days) >= _UPDATED and higher and not fixed


def _entries(unit: Unit) -> Iterator[Entry]:
    """Yield the numbers of a statement.

    One that counts the same thing twice ("five of the nine ships") says too little of which
    number is meant, and is left out; "one ship" rather names a ship than counts it.
    """
    counts = unit.statement.counts
    slots = [(_unit_of(count), count.role) for count in counts]
    for count, slot in zip(counts, slots, strict=True):
        if slots.count(slot) == 1 and not count.low == count.high == 1:
            key = _key(count)
            harm = count.role or (key[1] if key[1] in _GROWING else "")
            counted = _ANYBODY if key[0] == _ANYBODY else count.unit
            yield Entry(unit, count, (counted, harm), key)


def _told_deed(a: Entry, b: Entry) -> float:
    """Weigh whether the deeds of two numbers are one, or one of them is told beside the other."""
    if a.key[1] and a.key[1] == b.key[1]:
        return _DEED
    beside = a.key[1] in b.unit.done or b.key[1] in a.unit.done
    return _DEED_BESIDE if beside else 0.0


def _slot_of(entry: Entry) -> Slot:
    return entry.key[0], entry.slot[1]


def _stand_apart(a: Entry, b: Entry) -> bool:
    """Tell whether one tells as done what the other plans; "pays" may be either."""
    pairs = ((a, b), (b, a))
    return bool(a.key[1] and b.key[1]) and any(
        _is_planned(one) and _is_done(other) for one, other in pairs
    )


def _is_open(text: str) -> bool:
    """Tell a statement of what is wanted, feared or foreseen."""
    return not _OPEN.isdisjoint(fold_terms(_WORD.findall(text)))


def _is_done(entry: Entry) -> bool:
    own = fold_deed(entry.count.deed[0], ())
    return not entry.unit.done.isdisjoint((own, entry.key[1]))


def _is_planned(entry: Entry) -> bool:
    return entry.unit.planned or entry.key[1] in entry.unit.plans


def _unit_of(count: Count) -> str:
    (folded,) = fold_terms([count.unit])
    return _ANYBODY if count.unit in _PEOPLE else folded


def _key(count: Count) -> _Key:
    deed = count.role or fold_deed(count.deed[0], count.deed[1:])
    told = fold_terms([deed])[0] if deed and not is_light(deed) else noun_deed(count.deed[1:])
    unit = _unit_of(count)
    if count.per and count.unit in _SPEEDS:
        allowed = is_light(deed) and _LIMIT in fold_terms(count.deed)
        told = _LIMIT if allowed else _SPEED
    elif unit in _MEASURES and told in _PAYMENTS:
        told = _PAID
    elif unit in _POSTS and told in _CUTS:
        told = _DISMISSED
    return _POST if told == _DISMISSED else unit, told, count.per, count.part


def _rounds(low: float, high: float) -> bool:
    """Tell whether one of two numbers may be the other one, rounded."""
    if low - high > _ROUNDED * low:
        return False
    return any(
        round(other, digits) == number
        for number, other in ((low, high), (high, low))
        for digits in range(-9, 3)
    )
