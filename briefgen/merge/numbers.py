"""Numbers that sources give for the same thing and that cannot all be right.

Looked for in statements of one fact, and also in statements that share too few words to be
one: what is counted, the deed, the place and the day say by themselves that two numbers
answer the same question.
"""

import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from itertools import combinations

from briefgen.merge.claims import Claim, Unit
from briefgen.merge.settings import Setting
from briefgen.merge.similarity import Similarity
from briefgen.merge.subjects import differ
from briefgen.merge.terms import fold_deed, fold_terms, is_light
from briefgen.model.annotations import Count, Precision
from briefgen.model.text import Document

_MEASURED = 0.2
"""Least likeness of statements that count what measures everything: money, weight, shares."""

_CONTAINED = 0.3
"""Least share of the shorter of two statements that tell the same number of the same."""

_ROUNDED = 0.025
"""A round number may stand for one that differs by no more than this share."""

_MOST_HOLDERS = 60
"""A word or day that more numbers of one slot stand with tells none of them apart."""

_UPDATED = 3
"""So many days later a higher toll is a later one, not another one."""

_WORDS = tomllib.loads(files("briefgen.merge").joinpath("data/numbers.toml").read_text("utf-8"))
_MEASURES, _PEOPLE, _TERMS, _HARMS = (
    frozenset(_WORDS[kind]) for kind in ("measures", "people", "terms", "harms")
)
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

    def __init__(
        self,
        units: Sequence[Unit],
        similarity: Similarity,
        places: Sequence[Setting],
        documents: Mapping[str, Document],
    ) -> None:
        """Index all numbers by what they count and by what stands beside them."""
        self._similarity = similarity
        self._documents = documents
        self._settings = places
        self._entries = [tuple(_entries(unit)) for unit in units]
        self._shown: set[frozenset[Entry]] = set()
        self._beside: defaultdict[tuple[_Key, str], list[Entry]] = defaultdict(list)
        for entry in (entry for each in self._entries for entry in each):
            for word in self._told_with(entry):
                self._beside[entry.key, word].append(entry)

    def answering(self) -> tuple[frozenset[int], ...]:
        """Return for each unit those that tell, in other words, how many there are of the same."""
        return tuple(
            frozenset(
                other.unit.order
                for entry in own
                for other in self._counterparts(entry)
                if self._similarity.containment(entry.unit.order, other.unit.order) >= _CONTAINED
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
                yield entry.slot, sorted(found, key=lambda one: one.unit.order)

    def _counterparts(self, entry: Entry) -> list[Entry]:
        """Return what other sources count of the same, in the same deed, place and time."""
        found: dict[Entry, None] = {}
        for word in self._told_with(entry):
            held = self._beside[entry.key, word]
            if len(held) <= _MOST_HOLDERS:
                found.update(dict.fromkeys(other for other in held if self._same(entry, other)))
        return list(found)

    def _told_with(self, entry: Entry) -> Iterator[str]:
        """Yield the places, days and words beside a number: counterparts share one of them."""
        held = self._settings[entry.unit.order]
        yield from sorted(held.places)
        yield from sorted({day.start for day in held.dates})
        yield from self._words(entry)

    def _words(self, entry: Entry) -> list[str]:
        counted = {*fold_terms([entry.count.unit, *entry.count.deed[0].split()]), entry.key[1]}
        return [term for term in entry.unit.terms if term not in counted]

    def _same(self, a: Entry, b: Entry) -> bool:
        """Tell whether two numbers answer one question, though their statements did not merge."""
        one, other = a.unit, b.unit
        if one.source == other.source or not a.key[1] or a.key != b.key:
            return False
        if (
            a.slot[1] not in _TERMS and _stand_apart(a, b)
        ) or one.statement.negated != other.statement.negated:
            return False
        where, there = self._settings[one.order], self._settings[other.order]
        if not where.fits(there) or differ(one, other, self._documents):
            return False
        return self._same_matter(a, b, where, there)

    def _same_matter(self, a: Entry, b: Entry, where: Setting, there: Setting) -> bool:
        """Tell whether enough of what stands beside two numbers is the same."""
        words = len({*self._words(a)} & {*self._words(b)})
        if a.slot[1] in _TERMS:
            return bool(where.persons & there.persons)
        if a.key[0] in _MEASURES:
            alike = self._similarity.between(a.unit.order, b.unit.order)
            return words > 1 and alike >= _MEASURED
        placed, timed = bool(where.places & there.places), where.same_day(there)
        named = a.key[0] != _ANYBODY and a.key[1] in _HARMS
        return words > 1 or (placed and words > 0) or (timed and (placed or named))

    def _clash(self, a: Entry, b: Entry) -> bool:
        """Tell whether two sources count the same and give intervals with no number in common."""
        one, other = a.unit, b.unit
        if one.source == other.source or a.count.per != b.count.per or a.key[3] != b.key[3]:
            return False
        same_deed = a.key == b.key or one.statement.verb == other.statement.verb
        if not same_deed or not self._settings[one.order].fits(self._settings[other.order]):
            return False
        if differ(one, other, self._documents) or self._apart_in_time(a, b):
            return False
        x, y = a.count, b.count
        low = max(n for n in (x.low, y.low, -math.inf) if n is not None)
        high = min(n for n in (x.high, y.high, math.inf) if n is not None)
        return low > high and not _rounds(low, high)

    def _apart_in_time(self, a: Entry, b: Entry) -> bool:
        """Tell numbers of two moments: counted up to other days, foreseen, or updated since."""
        texts = [e.unit.statement.span.of(self._documents[e.unit.source].text) for e in (a, b)]
        until = [found[1] for text in texts if (found := _AS_OF.search(text))]
        if len(until) > 1 and until[0] != until[1]:
            return True
        open_ = [not _OPEN.isdisjoint(fold_terms(_WORD.findall(text))) for text in texts]
        return open_[0] != open_[1] or self._of_one_day(a, b, texts) or self._updated(a, b)

    def _of_one_day(self, a: Entry, b: Entry, texts: Sequence[str]) -> bool:
        """Tell a count that goes on from one of a single day."""
        on = [bool(_SO_FAR.search(text)) for text in texts]
        dated = [any(d.precision is Precision.DAY for d in entry.unit.dates) for entry in (a, b)]
        return on[0] != on[1] and (dated[0] if on[1] else dated[1])

    def _updated(self, a: Entry, b: Entry) -> bool:
        """Tell a toll that a later source gives higher, and a publisher's later number."""
        known = [self._documents[entry.unit.source].source.metadata for entry in (a, b)]
        if known[0].publisher and known[0].publisher == known[1].publisher:
            return known[0].published != known[1].published
        if not (a.slot[1] and known[0].anchor and known[1].anchor):
            return False
        days = date.fromisoformat(known[0].anchor) - date.fromisoformat(known[1].anchor)
        later, earlier = (a, b) if days.days > 0 else (b, a)
        higher = (later.count.low or 0) > (earlier.count.high or math.inf)
        return abs(days.days) >= _UPDATED and higher


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
            harm = count.role or (key[1] if key[1] in _HARMS else "")
            yield Entry(unit, count, (count.unit, harm), key)


def _slot_of(entry: Entry) -> Slot:
    return entry.key[0], entry.slot[1]


def _stand_apart(a: Entry, b: Entry) -> bool:
    """Tell whether one tells as done what the other plans; "pays" may be either."""
    pairs = ((a, b), (b, a))
    return any(_is_planned(one) and other.key[1] in other.unit.done for one, other in pairs)


def _is_planned(entry: Entry) -> bool:
    return entry.unit.planned or entry.key[1] in entry.unit.plans


def _unit_of(count: Count) -> str:
    (folded,) = fold_terms([count.unit])
    return _ANYBODY if count.unit in _PEOPLE else folded


def _key(count: Count) -> _Key:
    deed = count.role or fold_deed(count.deed[0], count.deed[1:])
    told = fold_terms([deed])[0] if deed and not is_light(deed) else ""
    return _unit_of(count), told, count.per, count.part


def _rounds(low: float, high: float) -> bool:
    """Tell whether one of two numbers may be the other one, rounded."""
    if low - high > _ROUNDED * low:
        return False
    return any(
        round(other, digits) == number
        for number, other in ((low, high), (high, low))
        for digits in range(-9, 3)
    )
