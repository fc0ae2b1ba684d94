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
    LEAST_ALIKE,
    LEAST_ALIKE_BY_DEED,
    Topic,
    against,
    answers_enough,
)
from briefgen.merge.events.sameness.profiles import all_deeds
from briefgen.merge.events.sameness.proposals import Key, Proposals
from briefgen.merge.events.sameness.signals import Given, Signals
from briefgen.merge.events.statements import Circumstances, Counted, Unit
from briefgen.merge.tables import Weights, read_table
from briefgen.merge.who import Identities
from briefgen.model.annotations import Precision

_W = Weights(__package__, "judgement")
_DATA = read_table(__package__, "sameness")
_TIES = frozenset(_DATA["event"]["ties"])
_BIAS = "without any sign"
_NUMBER = "other number"
"""Who gives another number disagrees, and is no support."""

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
        parts = {
            name: weight * given.get(name, float(name == _BIAS))
            for name, weight in self.weights.items()
        }
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
        """Return the signals of two statements, and whether their numbers answer one question."""
        answers = b in self._answering[a] or a in self._answering[b]
        return {**self.signals.of(a, b), **({"answers": 1.0} if answers else {})}

    def fact(self, a: int, b: int) -> Verdict:
        """Judge whether `b` states what `a` states; nothing is weighed where it is ruled out."""
        ruled_out = self._against(a, b)
        if ruled_out:
            return Verdict(enough=False, score=0.0, reasons=(), against=ruled_out)
        given = self.given(a, b)
        return self._fact.judge(given, _NUMBER if _NUMBER in given else "")

    def event(self, a: int, b: int) -> Verdict:
        """Judge whether two statements tell of one event, be it from two sides."""
        given = self.given(a, b)
        ties = not _TIES.isdisjoint(given)
        return self._event.judge(given, "" if ties else "no deed in common")

    def _against(self, a: int, b: int) -> str:
        """Return what rules out one fact; equal quoted words and an answering number do not."""
        plain = self.signals.plain
        if self.signals.quote_same(a, b):
            return ""
        if b in self._answering[a] and answers_enough(a, b, plain):
            return ""
        return against(self._units[a], self._units[b], plain, self._topic)


def keys_of(unit: Unit, topic: frozenset[str]) -> Iterator[Key]:
    """Yield what units of one fact share: a number, or a deed and two actors, a day or a thing."""
    days = {day.start for day in unit.dates if day.precision is Precision.DAY}
    for deed in sorted(all_deeds(unit)):
        for pair in combinations(sorted(unit.involved - topic), 2):
            yield deed, *pair
        for what in sorted(days | unit.things):
            yield deed, what
    yield from ((number,) for number in sorted(unit.numbers))
