"""Days, months or years that sources give for one deed and that cannot both be right.

Looked for in statements of one fact, and also in statements that share too few words to be
one: the deed, who and what stands with it, and how near the days lie say that it is the same.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from briefgen.merge.conflicts.deeds import Part
from briefgen.merge.events import Circumstances, Claim, Unit, dates_differ
from briefgen.merge.tables import Weights
from briefgen.merge.words import comes_once, fold_terms, names_deeds, noun_deed, recurs, told_deed
from briefgen.model.annotations import DateMention, Precision
from briefgen.model.text import Document

_W = Weights(__package__, "days")

_SERIES = re.compile(
    r"\b(?:(round|phase|part|stage|day|match|game|season|leg|issue|category|group|wave)\s+(\d+|[IVX]+)"
    r"|(first|second|third|fourth|fifth|last|next)\s+(\w+))\b",
    re.IGNORECASE,
)
"""What stands in a row of its like."""

_LAST = re.compile(r"\blast\b")
_LATEST = re.compile(
    r"\b(?:last|most\srecent(?:ly)?|latest)\b"
    r"(?!\s(?:\w+day|week|weekend|month|year|night|evening|spring|summer|autumn|fall|winter|[A-Z]))"
)
"""What is told so was done no more since, by that source."""

_FIRST = re.compile(r"\bfirst\s\w+ed\b|\bfor\sthe\sfirst\stime\b")
"""What is told so was not done before."""

_EXACT = (Precision.DAY, Precision.MONTH, Precision.YEAR)


@dataclass(frozen=True, slots=True)
class Dated:
    """A unit that names one day, month or year: its deeds and what stands beside them.

    It is `ahead` where what it tells is to come.

    `named` are words that may name its deed: those of "came for an inspection"; `parts` are the
    agents and patients by deed, `about` all words that tell of them.
    """

    unit: Unit
    day: DateMention
    deeds: frozenset[str]
    named: frozenset[str]
    beside: frozenset[str]
    ahead: bool
    parts: Mapping[str, tuple[Part, Part]]
    about: frozenset[str]


class Days:
    """Finds days that exclude each other."""

    def __init__(self, units: Sequence[Unit], around: Circumstances) -> None:
        """Index the dated units by deed and by the words they are told with."""
        self._around = around
        self._dated = [_dated(unit, around.document(unit)) for unit in units]
        self._shown: set[frozenset[int]] = set()
        self._holders: defaultdict[tuple[str, str], list[Dated]] = defaultdict(list)
        for one in filter(None, self._dated):
            for sign in self._signs(one):
                self._holders[sign].append(one)

    def clashing(self, claim: Claim) -> tuple[Dated, ...]:
        """Return what a claim and those that tell of its deed give as the day, if they differ.

        Two days are set against each other once, at the first claim that has them.
        """
        own = {unit.order: one for unit in claim.members if (one := self._dated[unit.order])}
        found = dict(own)
        for one in own.values():
            found |= {other.unit.order: other for other in self._counterparts(one)}
        pairs = [
            frozenset((a, b))
            for a, b in combinations(found, 2)
            if self._clash(found[a], found[b])
            and ((a in own and b in own) or self._is_same(found[a], found[b]))
        ]
        if not pairs or not self._shown.isdisjoint(pairs):
            return ()
        self._shown.update(pairs)
        told = [found[order] for order in frozenset().union(*pairs)]
        return tuple(sorted(told, key=lambda one: (one.day.start, one.unit.order)))

    def _signs(self, one: Dated) -> Iterator[tuple[str, str]]:
        setting = self._around.of(one.unit)
        for deed in sorted(one.deeds | one.named):
            for word in sorted(one.beside | setting.places | setting.persons):
                yield deed, word

    def _counterparts(self, own: Dated) -> list[Dated]:
        """Return the dated units of other sources that tell of the same deed."""
        held = (self._holders[sign] for sign in self._signs(own))
        few = (others for others in held if len(others) <= _W.most_holders)
        candidates = {one.unit.order: one for others in few for one in others}
        return [
            other
            for _, other in sorted(candidates.items())
            if other.unit.source != own.unit.source and self._is_same(own, other)
        ]

    def _is_same(self, a: Dated, b: Dated) -> bool:
        """Tell whether two dated units tell of one deed, though they did not merge."""
        where, there = self._around.of(a.unit), self._around.of(b.unit)
        if not where.about_same(there):
            return False
        deeds = _common(a, b)
        if all(_by_others(a, b, deed) for deed in deeds):
            return False
        if not where.may_be_one_affair(there) or self._around.others(a.unit, b.unit):
            return False
        if a.unit.statement.negated != b.unit.statement.negated:
            return False
        if recurs(deeds) and _apart(a.day, b.day) > _W.near_event and not self._are_beyond(a, b):
            return False
        return self._in_common(a, b) >= _W.enough

    def _in_common(self, a: Dated, b: Dated) -> float:
        where, there = self._around.of(a.unit), self._around.of(b.unit)
        deed, *further = sorted(_common(a, b)) or [""]
        shared = (a.beside & b.beside) - {deed} | {*further}
        if not shared and not where.persons & there.persons:
            return 0.0
        beside = self._around.words(shared)
        beside += _W.place if where.places & there.places else 0.0
        beside += _W.person if self._around.share_person(a.unit, b.unit) else 0.0
        return beside + (_W.near if _apart(a.day, b.day) <= _W.near_event else 0.0)

    def _clash(self, a: Dated, b: Dated) -> bool:
        """Tell whether two sources give the same deed another day."""
        one, other = a.unit, b.unit
        if one.source == other.source or not dates_differ(one, other):
            return False
        counted = bool(one.numbers and other.numbers) and not one.numbers & other.numbers
        if counted or not _common(a, b) or a.ahead != b.ahead:
            return False
        if self._around.contrast(one, other) or self._in_series(one, other):
            return False
        if self._are_beyond(a, b):
            return True
        if a.day.precision is not Precision.DAY or b.day.precision is not Precision.DAY:
            once = a.day.precision is b.day.precision and comes_once(_common(a, b))
            return once and self._is_of_one(a, b)
        last = all(_LAST.search(self._around.text(unit)) for unit in (one, other))
        return last or _apart(a.day, b.day) <= (_W.same_plan if a.ahead else _W.same_event)

    def _are_beyond(self, a: Dated, b: Dated) -> bool:
        beyond = self._is_beyond(a, b) or self._is_beyond(b, a)
        return beyond and self._is_of_one(a, b)

    def _is_of_one(self, a: Dated, b: Dated) -> bool:
        """Tell whether both have a rare word, and not each one of its own for it: two shafts."""
        own = a.about - {*b.unit.terms}, b.about - {*a.unit.terms}
        return self._around.words(a.beside & b.beside) >= _W.rare_word and not all(own)

    def _is_beyond(self, bound: Dated, other: Dated) -> bool:
        """Tell what was done after the last time, or before the first one, of another source."""
        document, text = self._around.document(bound.unit), self._around.text(bound.unit)
        if other.day.end < bound.day.start:
            return bool(_FIRST.search(text))
        known = bound.day.end < other.day.start and other.day.end <= document.source.metadata.anchor
        return known and bool(_LATEST.search(text))

    def _in_series(self, a: Unit, b: Unit) -> bool:
        """Tell whether both tell of one of a row, and not of the same: "round 3", "round 4"."""
        one, other = (set(_SERIES.findall(self._around.text(unit).casefold())) for unit in (a, b))
        return bool(one) and bool(other) and not one & other


def _common(a: Dated, b: Dated) -> frozenset[str]:
    """Return the deeds that both tell of, by a verb at least one of them."""
    return a.deeds & (b.deeds | b.named) | b.deeds & a.named


def _by_others(a: Dated, b: Dated, deed: str) -> bool:
    """Tell whether others do the deed, or it is done to others."""
    one, other = a.parts.get(deed, ()), b.parts.get(deed, ())
    return any(part.is_other(its) for part, its in zip(one, other, strict=False))


def _apart(a: DateMention, b: DateMention) -> int:
    return abs((date.fromisoformat(a.start) - date.fromisoformat(b.start)).days)


def _dated(unit: Unit, document: Document) -> Dated | None:
    """Return a unit that names exactly one day, month or year, with its deeds."""
    days = [one for one in unit.dates if one.precision in _EXACT and one.start]
    if len(days) != 1 or len(unit.dates) != 1:
        return None
    statement = unit.statement
    main = told_deed(statement.verb, statement.terms, ())
    written = document.source.metadata.anchor
    ahead = days[0].start > written or (bool(unit.plans) and days[0].start == written)
    dated = [one for one in statement.standings if one.dated]
    told_then = {told_deed(one.deed[0], one.deed[1:], one.terms) for one in dated}
    deeds = frozenset(filter(None, told_then or {main}))
    told = {word for one in statement.standings for word in fold_terms(one.deed[0].split())}
    beside = frozenset(unit.terms) - told
    nouns = frozenset(word for word in beside if noun_deed([word]))
    named = nouns if names_deeds(statement.verb) else frozenset[str]()
    parts = {
        told_deed(one.deed[0], one.deed[1:], one.terms): (
            Part.of(one.agents),
            Part.of(one.patients),
        )
        for one in statement.standings
    }
    stated = {term for one in dated for term in fold_terms(one.terms)}
    about = frozenset(stated) - told - deeds
    return Dated(unit, days[0], deeds, named, beside, ahead, parts, about)
