"""The same fact told by several statements: star clusters round the clearest one.

Every member must match the representative itself, or two others that do; there are no chains of
one link. Whether two match is judged in `judgement`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefgen.merge.events.sameness.judgement import Sameness
from briefgen.merge.events.statements import Unit
from briefgen.model.citations import Citation
from briefgen.model.evidence import Evidence
from briefgen.model.facts import Fact
from briefgen.model.spans import Span


@dataclass(frozen=True, slots=True)
class Claim:
    """One fact: the representative first, then all that state the same, in run order.

    `differing` tell the same, but give another number of it: they disagree, and are no support.
    """

    members: tuple[Unit, ...]
    differing: tuple[Unit, ...] = ()

    @property
    def best(self) -> Unit:
        """The representative, whose words the brief shows."""
        return self.members[0]

    @property
    def leans(self) -> bool:
        """Whether even its clearest sentence can't be understood without the one before."""
        return bool(self.best.feature("leaning"))

    @property
    def shared(self) -> bool:
        """Whether several sources state it."""
        return len({unit.source for unit in self.members}) > 1


def cluster(
    units: Sequence[Unit], clarity: Sequence[float], sameness: Sameness
) -> tuple[Claim, ...]:
    """Group units that state the same.

    `clarity` decides who represents a group; a sentence that leans on the one before it does
    so only among its like. A unit that tells two facts supports both groups, also where it
    represents one of them.
    """
    holding, differing = _judged(len(units), sameness)
    agreeing = _agreeing(holding)
    told: set[int] = set()
    claims = []
    for unit in sorted(units, key=lambda u: (u.feature("leaning"), -clarity[u.order], u.order)):
        if unit.order in told:
            continue
        same = holding[unit.order]
        seconded = _agreed_twice(unit.order, agreeing) - same
        same = same | {n for n in seconded if sameness.may_be_one(unit.order, n)}
        told |= same
        others = tuple(units[n] for n in sorted(differing[unit.order] - same))
        claims.append(Claim((unit, *(units[n] for n in sorted(same))), others))
    return tuple(claims)


def claims_of(evidence: Evidence, units: Sequence[Unit]) -> tuple[Claim, ...]:
    """Return the claims that the facts of evidence are made of, to which they correspond.

    What tells the same but for a number is known by its disagreement with the fact.
    """
    at = {(unit.source, unit.statement.span): unit for unit in units}
    against: dict[str, list[Citation]] = {}
    for one in evidence.disagreements:
        given = (citation for value in one.values for citation in value.citations)
        against.setdefault(one.fact, []).extend(given)
    return tuple(_claim(fact, against.get(fact.id, ()), at) for fact in evidence.facts)


def _claim(fact: Fact, against: Sequence[Citation], at: Mapping[tuple[str, Span], Unit]) -> Claim:
    members = {(one.source, one.span): at[one.source, one.span] for one in fact.citations}
    best, *others = members.values()
    differing = [
        unit
        for place, unit in (at.items() if against else ())
        if place not in members
        if any(one.source == unit.source and place[1].contains(one.span) for one in against)
    ]
    return Claim((best, *_in_order(others)), tuple(_in_order(differing)))


def _in_order(units: Sequence[Unit]) -> list[Unit]:
    return sorted(units, key=lambda unit: unit.order)


def _judged(number: int, sameness: Sameness) -> tuple[list[set[int]], list[set[int]]]:
    """Return for each unit those that state the same, and those that do but for a number."""
    holding: list[set[int]] = [set() for _ in range(number)]
    differing: list[set[int]] = [set() for _ in range(number)]
    for a in range(number):
        for b in sameness.proposed_after(a):
            for (one, other), verdict in zip(((a, b), (b, a)), sameness.facts(a, b), strict=True):
                if verdict.holds:
                    holding[one].add(other)
                elif verdict.differs:
                    differing[one].add(other)
    return holding, differing


def _agreeing(holding: Sequence[set[int]]) -> Sequence[set[int]]:
    """Return for each unit those that state the same, seen from either of them."""
    found = [set(one) for one in holding]
    for a, others in enumerate(holding):
        for b in others:
            found[b].add(a)
    return found


def _agreed_twice(a: int, agreeing: Sequence[set[int]]) -> set[int]:
    """Return what states the same as two units do that state what `a` states."""
    seconded = Counter(n for b in agreeing[a] for n in agreeing[b])
    return {n for n, times in seconded.items() if times > 1 and n != a}
