"""The same fact told by several statements: star clusters round the clearest one.

Every member must match the representative itself, or two others that do; there are no chains of
one link. Whether two match is judged in `judgement`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefgen.merge.events.sameness.judgement import Sameness, Verdict
from briefgen.merge.events.statements import Unit


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
    judged = [{n: sameness.fact(a, n) for n in sameness.proposed(a)} for a in range(len(units))]
    agreeing = _agreeing(judged)
    told: set[int] = set()
    claims = []
    for unit in sorted(units, key=lambda u: (u.feature("leaning"), -clarity[u.order], u.order)):
        if unit.order in told:
            continue
        own = judged[unit.order]
        same = {n for n, verdict in own.items() if verdict.holds}
        seconded = _agreed_twice(unit.order, agreeing) - same
        same |= {n for n in seconded if sameness.may_be_one(unit.order, n)}
        differing = tuple(units[n] for n, v in own.items() if v.differs and n not in same)
        told |= same
        claims.append(Claim((unit, *(units[n] for n in sorted(same))), differing))
    return tuple(claims)


def _agreeing(judged: Sequence[Mapping[int, Verdict]]) -> Sequence[set[int]]:
    """Return for each unit those that state the same, seen from either of them."""
    found: list[set[int]] = [set() for _ in judged]
    for a, verdicts in enumerate(judged):
        for b, verdict in verdicts.items():
            if verdict.holds:
                found[a].add(b)
                found[b].add(a)
    return found


def _agreed_twice(a: int, agreeing: Sequence[set[int]]) -> set[int]:
    """Return what states the same as two units do that state what `a` states."""
    seconded = Counter(n for b in agreeing[a] for n in agreeing[b])
    return {n for n, times in seconded.items() if times > 1 and n != a}
