"""Whether two statements tell the same fact, or of one event: the one place where it is judged.

Each is the sum of what speaks for and against it, weighed as data/sameness.toml says; a fact
must also pass what `grounds` ask, and give no other number. *Same fact* is support, and cited;
*same event* only groups what belongs together.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Self

from briefgen.merge.events.sameness.grounds import (
    ELSEWHERE,
    LEAST_ALIKE,
    LEAST_ALIKE_BY_DEED,
    NEARER,
    OTHERWISE,
    Topic,
    act_elsewhere,
    against,
    another_is_nearer,
    answers_enough,
)
from briefgen.merge.events.sameness.neighbours import Neighbours
from briefgen.merge.events.sameness.profiles import all_deeds, days_of
from briefgen.merge.events.sameness.proposals import Key, Proposals
from briefgen.merge.events.sameness.signals import Given, Signals
from briefgen.merge.events.statements import Circumstances, Counted, Unit
from briefgen.merge.tables import Weights, read_table
from briefgen.merge.who import Identities

_W = Weights(__package__, "judgement")
_DATA = read_table(__package__, "sameness")
_TIES = frozenset(_DATA["event"]["ties"])
_BIAS = "without any sign"
_COUNT = "other count"
_NUMBER = "other number"
"""Who gives another number disagrees, and is no support."""

_CONTRARY = frozenset([_COUNT, _NUMBER, ELSEWHERE, OTHERWISE])

Reasons = tuple[tuple[str, float], ...]
"""Signals with what each adds to a score, the weightiest first."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two statements are one, by a score from 0 to 1, and the parts it is made of.

    `enough` says whether the score is; `against` names what rules it out whatever the score, ""
    for nothing.
    """

    enough: bool
    score: float
    reasons: Reasons
    against: str = ""

    @property
    def holds(self) -> bool:
        """Whether they are one."""
        return self.enough and not self.against

    @property
    def differs(self) -> bool:
        """Whether they would be one, but for the number."""
        return self.enough and self.against == _NUMBER

    @property
    def contrary(self) -> bool:
        """Whether what one tells cannot be what the other tells, whoever agrees with both."""
        return self.against in _CONTRARY

    def __str__(self) -> str:
        """Return the verdict in a line: "0.91 = deed 1.2, day 0.8 ..."."""
        told = ", ".join(f"{name} {part:+.2f}" for name, part in self.reasons)
        ruled_out = f"; ruled out: {self.against}" if self.against else ""
        return f"{self.score:.2f} = {told}{ruled_out}"


@dataclass(frozen=True, slots=True)
class Model:
    """What each signal weighs, and the sum from which two statements are one."""

    weights: Mapping[str, float]
    enough: float

    @classmethod
    def of(cls, kind: str) -> Self:
        """Return the one of data/sameness.toml."""
        table = _DATA[kind]
        return cls(table["weights"], table["enough"])

    def judge(self, given: Given, against: str = "") -> Verdict:
        """Weigh signals."""
        signs = {**given, _BIAS: 1.0}
        parts = {n: self.weights[n] * value for n, value in signs.items() if n in self.weights}
        total = math.fsum(sorted(parts.values()))
        told = {name: round(part, 3) for name, part in parts.items() if round(part, 3)}
        reasons = sorted(told.items(), key=lambda one: (-abs(one[1]), one[0]))
        enough = total >= self.enough
        return Verdict(enough, round(1 / (1 + math.exp(-total)), 3), tuple(reasons), against)


class Sameness:
    """Judges the statements of a run in pairs, and proposes which to judge."""

    def __init__(
        self, units: Sequence[Unit], around: Circumstances, counted: Counted, identities: Identities
    ) -> None:
        """Prepare what is compared; units stand in source and text order."""
        self.signals = Signals(units, around, counted, identities)
        self._topic = Topic(self.signals.topic, self.signals.words_of_topic)
        self._units = units
        self._neighbours = Neighbours(units, self.signals.plain)
        self._answering = counted.answering()
        self._fact, self._event = Model.of("fact"), Model.of("event")
        keys = [tuple(keys_of(unit, self.signals.topic)) for unit in units]
        self._proposals = Proposals(around.similarity, LEAST_ALIKE, keys, LEAST_ALIKE_BY_DEED)

    def proposed(self, a: int) -> list[int]:
        """Return the statements that may tell what `a` tells, in order."""
        return sorted({*self._proposals.of(a), *self._answering[a]})

    def near(self, a: int) -> list[int]:
        """Return the statements that may tell of the event `a` tells of, in order."""
        plain = self.signals.plain
        return [n for n in plain.partners(a) if plain.between(a, n) >= _W.alike_of_one_event]

    def given(self, a: int, b: int) -> Given:
        """Return all signals of two statements."""
        return {**self._alone(a, b), **self.signals.beside_others(a, b)}

    def fact(self, a: int, b: int) -> Verdict:
        """Judge whether `b` states what `a` states; nothing is weighed where it is ruled out."""
        return _ruled_out(self._against(a, b)) or self._weighed(a, b)

    def facts(self, a: int, b: int) -> tuple[Verdict, Verdict]:
        """Judge whether `b` states what `a` states, and the other way round."""
        if self._is_hopeless(a, b):
            hopeless = Verdict(enough=False, score=0.0, reasons=(), against=NEARER)
            return hopeless, hopeless
        one, other = _ruled_out(self._against(a, b)), _ruled_out(self._against(b, a))
        if one and other:
            return one, other
        weighed = self._weighed(a, b)
        return one or weighed, other or weighed

    def _is_hopeless(self, a: int, b: int) -> bool:
        """Tell at little cost what most pairs of two sources are: something else is nearer."""
        if self._units[a].source == self._units[b].source or self._answer_one(a, b):
            return False
        alike = self.signals.plain.between(a, b)
        nearer = another_is_nearer(a, b, alike, self._neighbours)
        return nearer and not self.signals.quote_same(a, b)

    def _weighed(self, a: int, b: int) -> Verdict:
        """Weigh what speaks for one fact; from either side it is the same."""
        given = self._alone(a, b)
        numbers = _NUMBER if _NUMBER in given else _COUNT if _COUNT in given else ""
        return self._fact.judge(given, numbers)

    def may_be_one(self, a: int, b: int) -> bool:
        """Tell whether two may state the same if others do that both agree with.

        Something that happened must be in common, and nothing tell them apart.
        """
        return self.tied(a, b) and not self.fact(a, b).contrary

    def event(self, a: int, b: int) -> Verdict:
        """Judge whether two statements tell of one event, be it from two sides."""
        apart = act_elsewhere(self._units[a], self._units[b])
        return self._event.judge(self.given(a, b), ELSEWHERE if apart else "")

    def _alone(self, a: int, b: int) -> Given:
        """Return the signals of two alone, and whether their numbers answer one question."""
        answers = {"answers": 1.0} if self._answer_one(a, b) else {}
        return {**self.signals.of(a, b), **answers}

    def tied(self, a: int, b: int) -> bool:
        """Tell whether what happened is in common: a deed, a number, or the words of it."""
        return self._answer_one(a, b) or not _TIES.isdisjoint(self.signals.of_deed(a, b))

    def _answer_one(self, a: int, b: int) -> bool:
        return b in self._answering[a] or a in self._answering[b]

    def _against(self, a: int, b: int) -> str:
        """Return what rules out one fact; equal quoted words and an answering number do not."""
        plain = self.signals.plain
        if self.signals.quote_same(a, b):
            return ""
        if b in self._answering[a] and answers_enough(a, b, plain):
            return ""
        return against(self._units[a], self._units[b], plain, self._topic, self._neighbours)


def _ruled_out(against: str) -> Verdict | None:
    return Verdict(enough=False, score=0.0, reasons=(), against=against) if against else None


def keys_of(unit: Unit, topic: frozenset[str]) -> Iterator[Key]:
    """Yield what units of one fact share: a number, or a deed and two actors, a day or a thing."""
    for deed in sorted(all_deeds(unit)):
        for pair in combinations(sorted(unit.involved - topic), 2):
            yield deed, *pair
        for what in sorted(days_of(unit) | unit.things):
            yield deed, what
    yield from ((number,) for number in sorted(unit.numbers))
