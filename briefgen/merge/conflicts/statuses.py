"""One deed that a source states as done and another as planned or denied.

Such statements do not merge. Where they are about the same deed, they are shown side by side,
unless the plan came true: it was written before the day of the deed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Self

from briefgen.merge.events import Circumstances, Claim, Unit, dates_differ, names_in
from briefgen.merge.tables import Weights
from briefgen.merge.words import (
    created,
    denied_by,
    fold_terms,
    has_two_ends,
    stands_for_any,
    told_deed,
    told_with,
)
from briefgen.model.annotations import Precision, Standing, Status

_W = Weights(__package__, "statuses")

_RESOLVED = re.compile(
    r"\b(?:agreed|pledged|vowed|promised|decided|voted|offered|began|started)\s+to\b"
)
"""What is done is only the resolve; the deed itself is still to come."""

_INTENDED = re.compile(
    r"\b(?:plan|intend|intention|hope|want|consider|propos|prepar|talks)\w*\b", re.IGNORECASE
)
"""What is only intended has not been agreed; what will be done may well have been."""

_DENIED, _PLANNED = (Status.DENIED,), (Status.PLANNED,)
_AFFIRMED, _DONE = (Status.DONE, Status.PLANNED), (Status.DONE, Status.AGREED)
"""How a deed is told on the one and on the other side."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Who or what plays a part in a deed, and whether other reports may well name it otherwise."""

    words: frozenset[str] = frozenset()
    may_be_any: bool = False

    @classmethod
    def of(cls, terms: Iterable[str]) -> Self:
        """Return the part that is told in these words."""
        told = tuple(terms)
        return cls(frozenset(fold_terms(told)), stands_for_any(told))

    def __bool__(self) -> bool:
        """Tell whether it is named at all."""
        return bool(self.words)

    def is_other(self, part: Self) -> bool:
        """Tell whether both are named, and not the same."""
        named = bool(self and part) and not (self.may_be_any or part.may_be_any)
        return named and self.words.isdisjoint(part.words)

    def is_same(self, part: Self) -> bool:
        """Tell whether both are named by a word that they share."""
        return not self.words.isdisjoint(part.words)


@dataclass(frozen=True, slots=True)
class _Told:
    """A deed as a unit gives it, with the terms and names that it is told with."""

    unit: Unit
    deed: str
    status: Status
    beside: frozenset[str]
    names: frozenset[str]
    standing: Standing
    agents: _Part
    patients: _Part
    opposite: bool


@dataclass(frozen=True, slots=True)
class Sided:
    """A unit and what it says of a deed: "done", "planned", "stated" or "denied"."""

    status: str
    unit: Unit


class Statuses:
    """Finds, for what is stated as done, statements of other sources that say otherwise."""

    def __init__(self, units: Sequence[Unit], around: Circumstances) -> None:
        """Index the plans and the denials among the units by the words they are told with."""
        self._around = around
        self._shown: set[int] = set()
        self._told = [tuple(self._deeds(unit)) for unit in units]
        self._holders: defaultdict[tuple[Status, str, str], list[_Told]] = defaultdict(list)
        for one in (one for each in self._told for one in each):
            for sign in self._signs(one):
                self._holders[one.status, one.deed, sign].append(one)

    def of(self, claim: Claim) -> tuple[Sided, ...]:
        """Return how the sources stand to a claim, its own first; nothing where all agree.

        An item of a list is left out: whether it is done, its lead-in tells in its own way.
        What is denied or planned is set against what is done once, with all that tell of it.
        """
        if claim.best.statement.lead_in:
            return ()
        sides = (("stated", _AFFIRMED, "denied", _DENIED), ("done", _DONE, "planned", _PLANNED))
        for one, stated, other, turned in sides:
            against = self._opposed(claim.members, stated, turned)
            if other == "planned" and not self._is_done(claim.best):
                return ()
            if against and self._shown.isdisjoint(unit.order for unit in against):
                told = [unit for unit in claim.members if other == "denied" or unit not in against]
                more = [u for u in self._opposed(against, turned, stated) if u not in told]
                found = _differing(one, (*told, *more), other, against)
                self._shown.update(side.unit.order for side in found if side.status == other)
                return found
        return ()

    def _signs(self, told: _Told) -> frozenset[str]:
        """Return what others that tell of the same deed share one of: words or persons."""
        return told.beside | self._around.of(told.unit).persons

    def _deeds(self, unit: Unit) -> Iterator[_Told]:
        names = names_in(unit, self._around.document(unit))
        folded = frozenset(fold_terms(sorted(name.casefold() for name in names)))
        for one in unit.statement.standings if unit.statement.lead_in is None else ():
            deed = told_deed(one.deed[0], one.deed[1:], one.terms)
            own = {deed, *fold_terms([*one.deed[0].split(), *one.deed[:1]])}
            beside = frozenset(fold_terms(one.terms)) - own
            told = [(d, one.status) for d in (deed, created(deed, one.deed[1:])) if d]
            denied: Mapping[str, frozenset[str]] = {}
            if one.status in (Status.DONE, Status.PLANNED):
                denied = denied_by(one.deed[0], deed, one.terms)
                told += [(name, Status.DENIED) for name in sorted(denied.keys() - {deed})]
            for name, status in told:
                part = denied.get(name) or told_with(one.deed[0], name, one.patients)
                yield _Told(
                    unit,
                    name,
                    status,
                    beside - {name},
                    beside & folded,
                    one,
                    _Part.of(one.agents),
                    _Part.of(p for p in one.patients if p not in part),
                    opposite=status is not one.status,
                )

    def _opposed(
        self, units: Sequence[Unit], mine: Sequence[Status], theirs: Sequence[Status]
    ) -> tuple[Unit, ...]:
        """Return the units that give a deed, which these give one way, the other way."""
        found: dict[int, Unit] = {}
        for one in (one for unit in units for one in self._told[unit.order] if one.status in mine):
            for sign, status in product(self._signs(one), theirs):
                held = self._holders.get((status, one.deed, sign), ())
                for other in held if len(held) <= _W.most_holders else ():
                    own, turned = (other, one) if mine in (_DENIED, _PLANNED) else (one, other)
                    if self._is_same_deed(own, turned) and not self._came_true(own, turned):
                        found[other.unit.order] = other.unit
        return tuple(unit for _, unit in sorted(found.items()))

    def _is_same_deed(self, own: _Told, other: _Told) -> bool:
        """Tell whether two units tell of one deed, by who and what stands with it."""
        intended = _INTENDED.search(self._around.text(other.unit))
        if (own.status is Status.AGREED and not intended) or self._are_apart(own, other):
            return False
        return self._alike(own, other) or self._in_common(own, other) >= _W.enough

    def _are_apart(self, own: _Told, other: _Told) -> bool:
        """Tell whether names, persons, places or days say that the deeds are two."""
        if not _may_be_one(own, other):
            return True
        where, there = self._around.of(own.unit), self._around.of(other.unit)
        named = own.names - {*other.unit.terms} and other.names - {*own.unit.terms}
        if not _tells_of(own, other) and (named or self._around.others(own.unit, other.unit)):
            return True
        if where.persons and there.persons and not where.persons & there.persons:
            return True
        told = self._around.words(own.beside & other.beside)
        if not where.same_time(there) or not (where.may_be_one_affair(there) or told >= _W.enough):
            return True
        if other.status is Status.DENIED:
            return not where.about_same(there) or dates_differ(own.unit, other.unit)
        counted = own.unit.numbers and other.unit.numbers
        return bool(counted) and not own.unit.numbers & other.unit.numbers

    def _alike(self, own: _Told, other: _Told) -> bool:
        """Tell whether the words that two deeds are told with are the same for the most part."""
        shared = own.beside & other.beside
        weight = self._weight(shared)
        return (
            len(shared) >= _W.fewest_beside
            and weight >= _W.alike * self._weight(own.beside | other.beside)
            and weight >= _W.covered * self._weight(other.beside)
        )

    def _in_common(self, own: _Told, other: _Told) -> float:
        """Weigh persons and days that two deeds have in common, with the words beside them."""
        where, there = self._around.of(own.unit), self._around.of(other.unit)
        shared = own.beside & other.beside
        beside = self._around.words(shared)
        if self._around.share_person(own.unit, other.unit) or _tells_of(own, other):
            return beside + _W.person
        affair, day = where.same_affair(there), where.same_day(there)
        if beside < _W.rare_word and not (affair and day):
            return 0.0
        beside += _W.affair if affair else 0.0
        likely = _W.likely_day if where.likely_same_day(there) else 0.0
        return beside + (_W.day if day else likely)

    def _came_true(self, done: _Told, other: _Told) -> bool:
        """Tell whether a plan, or that it was not so yet, may be older than the deed's day."""
        written = self._around.document(other.unit).source.metadata.anchor
        if not written:
            return bool(done.unit.dates)
        days = [date.start for date in done.unit.dates if date.precision is Precision.DAY]
        return bool(days) and done.status is Status.DONE and written < min(days)

    def _is_done(self, unit: Unit) -> bool:
        open_ = unit.feature("planned") or unit.statement.hedged or unit.statement.negated
        return bool(unit.done) and not open_ and not _RESOLVED.search(self._around.text(unit))

    def _weight(self, terms: frozenset[str]) -> float:
        return sum(sorted(self._around.similarity.idf(term) for term in terms))


def _may_be_one(own: _Told, other: _Told) -> bool:
    """Tell whether two deeds have the same agent or patient, and no other of either."""
    one, two = own.standing, other.standing
    if not (one.plain and two.plain):
        return False
    if other.status is Status.DENIED and not other.opposite:
        if two.ahead != (own.status is Status.PLANNED):
            return False
    if other.opposite and not (own.patients and other.patients):
        suffering, surviving = own.patients or own.agents, other.patients or other.agents
        return suffering.is_same(surviving) or own.agents.is_same(other.agents)
    agents = not has_two_ends(own.deed) and own.agents.is_other(other.agents)
    if agents or own.patients.is_other(other.patients):
        return False
    parts = product((own.agents, own.patients), (other.agents, other.patients))
    return any(one.is_same(two) for one, two in parts)


def _tells_of(own: _Told, other: _Told) -> bool:
    """Tell whether somebody who takes part in one deed is who tells of the other."""
    one, two = own.unit, other.unit
    return bool((one.actors & two.actors) - (one.involved & two.involved))


def _differing(
    one: str, members: Sequence[Unit], other: str, others: Sequence[Unit]
) -> tuple[Sided, ...]:
    """Return both sides, where sources that are not on the first are on the second."""
    own = {unit.source for unit in members}
    against = [unit for unit in others if unit.source not in own]
    sides = [(one, unit) for unit in members] + [(other, unit) for unit in against]
    return tuple(Sided(status, unit) for status, unit in sides) if own and against else ()
