"""The same fact told by several statements: star clusters round the clearest one.

Every member must match the representative itself; there are no chains. Whether two match is
judged in `same_fact`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.merge.events.proposals import Proposals
from briefgen.merge.events.same_fact import (
    LEAST_ALIKE,
    LEAST_ALIKE_BY_DEED,
    answers_same,
    deeds,
    find_topic,
    states_same,
)
from briefgen.merge.events.units import Unit
from briefgen.merge.who import Identities
from briefgen.merge.words import Similarity


@dataclass(frozen=True, slots=True)
class Claim:
    """One fact: the representative first, then all that state the same, in run order."""

    members: tuple[Unit, ...]

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
    units: Sequence[Unit],
    similarity: Similarity,
    clarity: Sequence[float],
    identities: Identities,
    answering: Sequence[frozenset[int]],
) -> tuple[Claim, ...]:
    """Group units that state the same; `answering` are those that do so by a number.

    `clarity` decides who represents a group; a sentence that leans on the one before it
    does so only among its like. A unit that tells two facts supports both groups.
    """
    topic = find_topic(units, identities)
    deeds_told = [deeds(unit, topic.actors) for unit in units]
    proposals = Proposals(similarity, LEAST_ALIKE, deeds_told, LEAST_ALIKE_BY_DEED)
    told: set[int] = set()
    leads: set[int] = set()
    claims = []
    for unit in sorted(units, key=lambda u: (u.feature("leaning"), -clarity[u.order], u.order)):
        if unit.order in told:
            continue
        leads.add(unit.order)
        others = [
            units[n]
            for n in sorted({*proposals.of(unit.order), *answering[unit.order]} - leads)
            if states_same(unit, units[n], similarity, topic)
            or (n in answering[unit.order] and answers_same(unit.order, n, similarity))
        ]
        told.update(other.order for other in others)
        claims.append(Claim((unit, *others)))
    return tuple(claims)
