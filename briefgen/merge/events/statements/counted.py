"""What statements count, and whether two numbers answer one question.

What is counted, the deed, the place and the day say so by themselves, also where statements
share too few words to be one.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from briefgen.merge.events.statements.circumstances import Circumstances
from briefgen.merge.events.statements.units import Unit, dates_differ
from briefgen.merge.tables import Weights, read_words
from briefgen.merge.words import fold_deed, fold_terms, is_light, noun_deed
from briefgen.model.annotations import Count

_W = Weights(__package__, "counted")

_WORDS = read_words(__package__, "counted")
_PEOPLE, _TERMS, _HARMS = (_WORDS[kind] for kind in ("people", "terms", "harms"))
GROWING = _WORDS["growing"]
"""Harms that are counted on, as long as the search goes on."""

_SPEEDS = _WORDS["speeds"]
_SEXES = {**dict.fromkeys(_WORDS["male"], "male"), **dict.fromkeys(_WORDS["female"], "female")}
_AGE = "age"
_OF_DEEDS = frozenset(["duration", "temperature"])
"""Measures of what is done or goes on; all others are of a thing."""

_SPEED, _LIMIT, _PAID, _POST, _DISMISSED = "speed", "limit", "pay", "post", "dismiss"
_TOLD_OF = _HARMS | {_SPEED}
"""What one affair has one number of, most often."""

_POSTS, _CUTS, _PAYMENTS = (frozenset(fold_terms(_WORDS[k])) for k in ("posts", "cuts", "payments"))
_PERSONS = frozenset(fold_terms(_WORDS["persons"]))
_MEASURES = frozenset(fold_terms(_WORDS["measures"]))
_ANYBODY = "people"
_LIST = 3

Slot = tuple[str, str]
"""What is counted, and the harm it suffers ("" for none)."""

_Key = tuple[str, str, str, bool]
"""What is counted, the deed, per what, and whether beside others."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A number with the statement it stands in; `slot` is how it is named, `key` compared.

    `beside` are the words of the statement that do not say what is counted, in their order. Each
    is equal to itself alone.
    """

    unit: Unit
    count: Count
    slot: Slot
    key: _Key
    beside: tuple[str, ...]

    @property
    def counted(self) -> Slot:
        """What is counted, folded, and the harm it suffers."""
        return self.key[0], self.slot[1]

    @property
    def is_age(self) -> bool:
        """Whether it is the age of somebody told of: who gives another one tells the same."""
        return self.count.measure == _AGE

    def is_of_another_thing(self, other: "Entry") -> bool:
        """Tell measures said with "be" of two things: "the wall is 30 metres high", the tower."""
        told = [one.count.deed for one in (self, other) if one.count.measure]
        things = [{*fold_terms(deed[1:])} for deed in told if deed[0] == "be" and deed[1:]]
        return len(things) > 1 and things[0].isdisjoint(things[1])

    @property
    def grows(self) -> bool:
        """Whether it is counted on as long as the search goes on: the dead, the arrested."""
        return self.key[1] in GROWING


class Counted:
    """The numbers of a run, by what they count and by what stands beside them."""

    def __init__(self, units: Sequence[Unit], around: Circumstances) -> None:
        """Index all numbers; units stand in source and text order."""
        self._around = around
        self._entries = [tuple(_entries(unit)) for unit in units]
        self._beside: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in (entry for each in self._entries for entry in each):
            for word, kind in product(self._told_with(entry), _kinds(entry)):
                self._beside[kind, word].append(entry)
        self._counterparts = {
            one: self._find_counterparts(one) for own in self._entries for one in own
        }

    def of(self, unit: Unit) -> tuple[Entry, ...]:
        """Return the numbers of a statement."""
        return self._entries[unit.order]

    def answering(self) -> tuple[frozenset[int], ...]:
        """Return for each unit those that tell, in other words, how many there are of the same."""
        return tuple(
            frozenset(
                other.unit.order
                for entry in own
                for other in self.counterparts(entry)
                if self._around.similarity.containment(entry.unit.order, other.unit.order)
                >= _W.contained
            )
            for own in self._entries
        )

    def counterparts(self, entry: Entry) -> tuple[Entry, ...]:
        """Return what other sources count of the same, in the same deed, place and time."""
        return self._counterparts[entry]

    def _find_counterparts(self, entry: Entry) -> tuple[Entry, ...]:
        signs = product(_kinds(entry), self._told_with(entry))
        held = (self._beside[sign] for sign in signs)
        few = (others for others in held if len(others) <= _W.most_holders)
        candidates = dict.fromkeys(other for others in few for other in others)
        return tuple(other for other in candidates if self.answer_one(entry, other))

    def answer_one(self, a: Entry, b: Entry) -> bool:
        """Tell whether two numbers answer one question, though their statements did not merge."""
        one, other = a.unit, b.unit
        if one.source == other.source or one.statement.negated != other.statement.negated:
            return False
        if dates_differ(one, other):
            return False
        if not _comparable(a, b) or self.are_apart(a, b):
            return False
        where, there = self._around.of(one), self._around.of(other)
        if not where.may_be_one_affair(there):
            return False
        if a.slot[1] in _TERMS:
            return a.key == b.key and bool(where.persons & there.persons)
        return not _stand_apart(a, b) and self._in_common(a, b) >= _W.enough

    def are_apart(self, a: Entry, b: Entry) -> bool:
        """Tell whether places, persons, days or names tell the statements apart.

        Who counts the victims of one day may be another one each time.
        """
        where, there = self._around.of(a.unit), self._around.of(b.unit)
        if dates_differ(a.unit, b.unit) or not where.fits(there) or where.placed_apart(there):
            return True
        if a.key == b.key and a.key[1] in _TOLD_OF:
            if where.same_day(there):
                return self._around.contrast(a.unit, b.unit, of_bodies=False)
            return self._around.others(a.unit, b.unit, of_bodies=False)
        return self._around.contrast(a.unit, b.unit) or self._around.others(a.unit, b.unit)

    def _told_with(self, entry: Entry) -> Iterator[str]:
        """Yield places, days and words beside a number, and the harm: counterparts share one."""
        held = self._around.of(entry.unit)
        yield from sorted(held.places)
        yield from sorted({day.start for day in held.dates})
        yield from [entry.key[1]] if entry.key[1] in _TOLD_OF else ()
        yield from entry.beside

    def _of_one_person(self, a: Entry, b: Entry) -> bool:
        """Tell ages that may be of one: of somebody whom the same befell there."""
        where, there = self._around.of(a.unit), self._around.of(b.unit)
        befell = a.unit.deeds & b.unit.deeds & _HARMS
        sexes = [_SEXES.get(word, "") for one in (a, b) for word in one.count.deed]
        mixed = len(frozenset(filter(None, sexes))) > 1
        placed = bool(where.near & there.near)
        return bool(befell) and placed and not mixed

    def _in_common(self, a: Entry, b: Entry) -> float:
        """Weigh what two numbers have in common: deed, words beside, day, places and persons."""
        where, there = self._around.of(a.unit), self._around.of(b.unit)
        beside = self._around.words({*a.beside} & {*b.beside})
        deed = _told_deed(a, b)
        told_of = a.key[1] in _TOLD_OF or bool(a.count.measure)
        if not beside and (a.key[0] in _MEASURES or a.count.measure):
            return 0.0
        if not (deed or beside > _W.words_alone) or a.is_of_another_thing(b):
            return 0.0
        if a.key[1] == _AGE and not self._of_one_person(a, b):
            return 0.0
        if a.key[1] == _SPEED and not where.likely_same_day(there):
            return 0.0
        day = _W.day if where.same_day(there) else 0.0
        placed = _W.place if where.places & there.places else 0.0
        if told_of and (placed or not (where.places and there.places)):
            day = day or (_W.likely_day if where.likely_same_day(there) else 0.0)
            placed = placed or (_W.affair if where.same_affair(there) else 0.0)
        return deed + beside + day + placed + (_W.person if where.persons & there.persons else 0.0)


def _entries(unit: Unit) -> Iterator[Entry]:
    """Yield the numbers of a statement.

    One that counts the same thing twice ("five of the nine ships"), or thrice in a list, says too
    little of which number is meant, and is left out; "one ship" rather names a ship than counts
    it.
    """
    counts = unit.statement.counts
    keys = [_key(count) for count in counts]
    slots = [
        (key[0], key[1] if count.measure else count.role)
        for count, key in zip(counts, keys, strict=True)
    ]
    for count, key, slot in zip(counts, keys, slots, strict=True):
        listed = [one[0] for one in keys].count(key[0]) >= _LIST and not count.per
        if slots.count(slot) == 1 and not listed and not count.low == count.high == 1:
            told = key[1] if key[1] in GROWING else ""
            harm = count.measure or count.role or told
            counted = _ANYBODY if key[0] == _ANYBODY else count.unit
            yield Entry(unit, count, (counted, harm), key, tuple(_beside(unit, count, key)))


def _beside(unit: Unit, count: Count, key: _Key) -> Iterator[str]:
    counted = {*fold_terms([count.unit, *count.deed[0].split()]), key[1]}
    return (term for term in unit.terms if term not in counted)


def _comparable(a: Entry, b: Entry) -> bool:
    """Tell whether two numbers count the same, for the same, and suffer the same."""
    if a.key == b.key or _is_more_than_all(a, b) or _is_more_than_all(b, a):
        return True
    same = (a.key[0], *a.key[2:]) == (b.key[0], *b.key[2:])
    return same and (a.key[1] == b.key[1] or _HARMS.isdisjoint((a.key[1], b.key[1])))


def _kinds(entry: Entry) -> Iterator[str]:
    """Yield what an entry counts, and people where it counts some of them by their harm."""
    yield entry.key[0]
    if entry.key[0] in _PERSONS and entry.key[1] in _HARMS:
        yield _ANYBODY


def _is_more_than_all(some: Entry, all_: Entry) -> bool:
    """Tell more of one kind than of people altogether: "30 miners died" beside "24 people"."""
    same_harm = some.key[1:] == all_.key[1:] and some.key[1] in _HARMS
    kind = some.key[0] in _PERSONS and all_.key[0] == _ANYBODY
    return same_harm and kind and (some.count.low or 0) > (all_.count.high or math.inf)


def _told_deed(a: Entry, b: Entry) -> float:
    """Weigh whether the deeds of two numbers are one, or one of them is told beside the other."""
    if a.key[1] and a.key[1] == b.key[1]:
        return _W.deed
    beside = a.key[1] in b.unit.done or b.key[1] in a.unit.done
    return _W.deed_beside if beside else 0.0


def _stand_apart(a: Entry, b: Entry) -> bool:
    """Tell whether one tells as done what the other plans; "pays" may be either."""
    pairs = ((a, b), (b, a))
    return bool(a.key[1] and b.key[1]) and any(
        _is_planned(one) and _is_done(other) for one, other in pairs
    )


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
    if not told and unit in _MEASURES and count.deed[0] == "be":
        told = next(iter(fold_terms(count.deed[1:])), "")
    if count.measure:
        told = f"{count.measure} {told}" if count.measure in _OF_DEEDS else count.measure
    elif count.per and count.unit in _SPEEDS:
        allowed = is_light(deed) and _LIMIT in fold_terms(count.deed)
        told = _LIMIT if allowed else _SPEED
    elif unit in _MEASURES and told in _PAYMENTS:
        told = _PAID
    elif unit in _POSTS and told in _CUTS:
        told = _DISMISSED
    return _POST if told == _DISMISSED else unit, told, count.per, count.part
