"""The same fact told by several statements: star clusters round the clearest one.

Every member must match the representative itself; there are no chains. Whether two match is
judged in `sameness`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.merge.events.sameness.judgement import Sameness
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
    told: set[int] = set()
    claims = []
    for unit in sorted(units, key=lambda u: (u.feature("leaning"), -clarity[u.order], u.order)):
        if unit.order in told:
            continue
        judged = [(n, sameness.fact(unit.order, n)) for n in sameness.proposed(unit.order)]
        others = tuple(units[n] for n, verdict in judged if verdict.holds)
        differing = tuple(units[n] for n, verdict in judged if verdict.differs)
        told.update(other.order for other in others)
        claims.append(Claim((unit, *others), differing))
    return tuple(claims)
