"""Whether two statements tell the same fact, or of one event: the one place where it is judged.

Each is the sum of what speaks for and against it, weighed as data/sameness.toml says; a fact
must also pass what `grounds` ask, and give no other number. *Same fact* is support, and cited;
*same event* only groups what belongs together.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Self

from briefgen.merge.events.sameness.grounds import (
    LEAST_ALIKE,
    LEAST_ALIKE_BY_DEED,
    Ground,
    Grounds,
    Topic,
    act_elsewhere,
    against,
    answers_enough,
)
from briefgen.merge.events.sameness.neighbours import Neighbours
from briefgen.merge.events.sameness.proposals import Key, Proposals
from briefgen.merge.events.sameness.signals import Given, Signals
from briefgen.merge.events.statements import Circumstances, Counted, Unit
from briefgen.merge.tables import Weights, read_table
from briefgen.merge.who import Identities

_W = Weights(__package__, "judgement")
_DATA = read_table(__package__, "sameness")
_TIES = frozenset(_DATA["event"]["ties"])
_BIAS = "without any sign"
_NUMBERS = (Ground.NUMBER, Ground.COUNT)
"""Grounds that are signals by these names."""

_CONTRARY = frozenset([*_NUMBERS, Ground.TIME, Ground.DENIED, Ground.PLANNED, Ground.ELSEWHERE])

Reasons = tuple[tuple[str, float], ...]
"""Signals with what each adds to a score, the weightiest first."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two statements are one, by a score from 0 to 1, and the parts it is made of.

    `enough` says whether the score is; `parts` are what each signal adds to it; `against` names
    what rules it out whatever the score, None for nothing.
    """

    enough: bool
    score: float
    parts: Mapping[str, float]
    against: Ground | None = None

    @property
    def reasons(self) -> Reasons:
        """The signals with what they add, the weightiest first; none that adds next to nothing."""
        told = {name: round(part, 3) for name, part in self.parts.items() if round(part, 3)}
        return tuple(sorted(told.items(), key=lambda one: (-abs(one[1]), one[0])))

    @property
    def holds(self) -> bool:
        """Whether they are one."""
        return self.enough and not self.against

    @property
    def differs(self) -> bool:
        """Whether they would be one, but for the number."""
        return self.enough and self.against is Ground.NUMBER

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

    def judge(self, given: Given, against: Ground | None = None) -> Verdict:
        """Weigh signals."""
        signs = {**given, _BIAS: 1.0}
        parts = {n: self.weights[n] * value for n, value in signs.items() if n in self.weights}
        total = math.fsum(sorted(parts.values()))
        return Verdict(total >= self.enough, _score(total), parts, against)

    @property
    def least(self) -> float:
        """The score from which two statements are one."""
        return _score(self.enough)


def _score(total: float) -> float:
    return round(1 / (1 + math.exp(-total)), 3)


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

    def proposed_after(self, a: int) -> list[int]:
        """Return the statements behind `a` that may tell what it tells, in order."""
        return sorted(self._proposals.after(a).union(n for n in self._answering[a] if n > a))

    def comparable(self, a: int) -> list[int]:
        """Return the statements before and behind `a` that are near enough to compare, in order."""
        answering = (n for n, found in enumerate(self._answering) if a in found)
        return sorted({*self.near(a), *self._answering[a], *answering} - {a})

    @property
    def enough_for_fact(self) -> float:
        """The score from which two statements are one fact."""
        return self._fact.least

    @property
    def enough_for_event(self) -> float:
        """The score from which two statements tell of one event."""
        return self._event.least

    def near(self, a: int) -> list[int]:
        """Return the statements that may tell of the event `a` tells of, in order."""
        return sorted(self.signals.plain.alike(a, _W.alike_of_one_event))

    def given(self, a: int, b: int) -> Given:
        """Return all signals of two statements."""
        return {**self._alone(a, b), **self.signals.beside_others(a, b)}

    def fact(self, a: int, b: int) -> Verdict:
        """Judge whether `b` states what `a` states; nothing is weighed where it is ruled out."""
        return _ruled_out(self._against(a, b)[0]) or self.weighed(a, b)

    def facts(self, a: int, b: int) -> tuple[Verdict, Verdict]:
        """Judge whether `b` states what `a` states, and the other way round."""
        one, other = map(_ruled_out, self._against(a, b))
        if one and other:
            return one, other
        weighed = self.weighed(a, b)
        return one or weighed, other or weighed

    def weighed(self, a: int, b: int) -> Verdict:
        """Weigh what speaks for one fact; from either side it is the same."""
        given = self._alone(a, b)
        numbers = next((number for number in _NUMBERS if number in given), None)
        return self._fact.judge(given, numbers)

    def may_be_one(self, a: int, b: int) -> bool:
        """Tell whether two may state the same if others do that both agree with.

        Something that happened must be in common, and nothing tell them apart.
        """
        return self.tied(a, b) and not self.fact(a, b).contrary

    def event(self, a: int, b: int) -> Verdict:
        """Judge whether two statements tell of one event, be it from two sides."""
        apart = act_elsewhere(self._units[a], self._units[b])
        return self._event.judge(self.given(a, b), Ground.ELSEWHERE if apart else None)

    def _alone(self, a: int, b: int) -> Given:
        """Return the signals of two alone, and whether their numbers answer one question."""
        answers = {"answers": 1.0} if self._answer_one(a, b) else {}
        return {**self.signals.of(a, b), **answers}

    def tied(self, a: int, b: int) -> bool:
        """Tell whether what happened is in common: a deed, a number, or the words of it."""
        return self._answer_one(a, b) or not _TIES.isdisjoint(self.signals.of_deed(a, b))

    def _answer_one(self, a: int, b: int) -> bool:
        return b in self._answering[a] or a in self._answering[b]

    def _against(self, a: int, b: int) -> Grounds:
        """Return what rules out one fact from either side.

        Equal quoted words do not, nor does a number that answers from that side.
        """
        plain = self.signals.plain
        if self.signals.quote_same(a, b):
            return None, None
        pairs = ((a, b), (b, a))
        answered = [y in self._answering[x] and answers_enough(x, y, plain) for x, y in pairs]
        if all(answered):
            return None, None
        ruled = against(self._units[a], self._units[b], plain, self._topic, self._neighbours)
        one, other = (None if free else why for free, why in zip(answered, ruled, strict=True))
        return one, other


@cache
def _ruled_out(against: Ground | None) -> Verdict | None:
    return Verdict(enough=False, score=0.0, parts={}, against=against) if against else None


def keys_of(unit: Unit, topic: frozenset[str]) -> Iterator[Key]:
    """Yield what units of one fact share: a number, or a deed and two actors, a day or a thing."""
    for deed in sorted(unit.stated):
        for pair in combinations(sorted(unit.involved - topic), 2):
            yield deed, *pair
        for what in sorted(unit.days | unit.things):
            yield deed, what
    yield from ((number,) for number in sorted(unit.numbers))
