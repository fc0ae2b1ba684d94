"""Deeds as statements give them, with the parts that others play in them.

Two of them are one deed only where the same does it or suffers it, and no other is named for
either part.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Self

from briefgen.merge.events import Unit
from briefgen.merge.words import (
    comes_about,
    created,
    denied_by,
    fold_terms,
    has_two_ends,
    knows_or_uses,
    noun_deed,
    opposite_states,
    stands_for_any,
    state_of,
    told_deed,
    told_with,
)
from briefgen.model.annotations import Standing, Status


@dataclass(frozen=True, slots=True)
class Part:
    """Who or what plays a part in a deed, and whether other reports may well name it otherwise.

    `names` are those of its words that are names.
    """

    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    may_be_any: bool = False

    @classmethod
    def of(cls, terms: Iterable[str], named: frozenset[str] = frozenset()) -> Self:
        """Return the part that is told in these words; `named` are words of names."""
        told = tuple(terms)
        words = frozenset(fold_terms(told))
        return cls(words, words & named, stands_for_any(told))

    def __bool__(self) -> bool:
        """Tell whether it is named at all."""
        return bool(self.words)

    def is_other(self, part: Self) -> bool:
        """Tell whether both are told, and are not the same: by their names if both have one."""
        if self.names and part.names:
            return self.names.isdisjoint(part.names)
        named = bool(self and part) and not (self.may_be_any or part.may_be_any)
        return named and self.words.isdisjoint(part.words)

    def is_same(self, part: Self) -> bool:
        """Tell whether both are told by a word that they share, and not by other names."""
        return not self.is_other(part) and not self.words.isdisjoint(part.words)


@dataclass(frozen=True, slots=True)
class Told:
    """A deed as a unit gives it, with the terms and names that it is told with.

    It is an `opposite` where the unit tells another deed by which this one is not so.
    """

    unit: Unit
    deed: str
    status: Status
    beside: frozenset[str]
    names: frozenset[str]
    standing: Standing
    agents: Part
    patients: Part
    opposite: bool

    def may_be(self, other: Self) -> bool:
        """Tell whether another telling may be of this deed: the same agent or patient."""
        if not (self.standing.plain and other.standing.plain) or self._apart_in_time(other):
            return False
        if other.opposite and not (self.patients and other.patients):
            suffering = self.patients or self.agents
            surviving = other.patients or other.agents
            return suffering.is_same(surviving) or self.agents.is_same(other.agents)
        by_others = not has_two_ends(self.deed) and self.agents.is_other(other.agents)
        if by_others or self.patients.is_other(other.patients):
            return False
        if knows_or_uses(self.deed):
            return self.is_surely(other)
        parts = product((self.agents, self.patients), (other.agents, other.patients))
        return any(one.is_same(two) for one, two in parts)

    def is_surely(self, other: Self) -> bool:
        """Tell whether the same does the same to the same, whoever else is named beside it."""
        return self.agents.is_same(other.agents) and self.patients.is_same(other.patients)

    def _apart_in_time(self, other: Self) -> bool:
        """Tell "did not" beside "will", and "will not" beside "did"."""
        if other.status is not Status.DENIED or other.opposite:
            return False
        return other.standing.ahead != (self.status is Status.PLANNED)


def deeds_of(unit: Unit, named: frozenset[str], subject: Sequence[str] = ()) -> Iterator[Told]:
    """Yield the deeds that a unit tells as so, planned or not so; `named` are words of names.

    `subject` are those of whom the pronoun stands for that is its subject, if one is. Whether an
    item of a list is done, its lead-in tells in its own way.
    """
    statement = unit.statement
    if statement.lead_in is not None:
        return
    turned_down = {one.deed for one in statement.holding if one.status is Status.DENIED}
    for one in (*statement.standings, *statement.holding):
        if one.status is Status.DENIED or one.deed not in turned_down:
            pronoun = not one.agents and one.deed[0].split()[0] == statement.verb
            told = replace(one, agents=tuple(subject)) if subject and pronoun else one
            yield from _deeds(unit, told, named.union(subject))


def _deeds(unit: Unit, one: Standing, named: frozenset[str]) -> Iterator[Told]:
    verb, objects = one.deed[0], one.deed[1:]
    state = state_of(verb, objects)
    deed = told_deed(verb, objects, one.terms) or state
    deed = deed or (verb if knows_or_uses(verb) and one.patients else "")
    if one in unit.statement.holding and one.status is Status.DENIED:
        deed = noun_deed(one.deed[:1]) or deed
    beside = frozenset(fold_terms(one.terms)) - {deed, *fold_terms([*verb.split(), verb])}
    denied: Mapping[str, frozenset[str]] = {}
    if one.status in (Status.DONE, Status.PLANNED, Status.HOLDS):
        denied = {**denied_by(verb, deed, one.terms), **opposite_states(state)}
    names = dict.fromkeys((deed, state, created(deed, objects)))
    told = [(d, one.status) for d in names if d]
    told += [(d, Status.DENIED) for d in sorted(denied.keys() - {deed})]
    event = comes_about(verb) and bool(noun_deed(objects))
    concerned = [t for t in one.terms if t not in objects] if event else one.patients
    for name, status in told:
        part = denied.get(name) or told_with(verb, name, one.patients)
        yield Told(
            unit,
            name,
            status,
            beside - {name},
            beside & named,
            one,
            Part() if event else Part.of(one.agents, named),
            Part.of((p for p in concerned if p not in part), named),
            opposite=status is not one.status,
        )
