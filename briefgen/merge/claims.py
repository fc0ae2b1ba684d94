"""The same fact told by several statements: star clusters round the clearest one.

Every member must match the representative itself; there are no chains. Similarity only
proposes: opposite polarity, other dates, other actors, and plan against deed veto a merge.
Different numbers don't, since sources that report one event differ in numbers first of all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.merge.identity import Identities
from briefgen.merge.similarity import Similarity
from briefgen.merge.terms import fold_terms
from briefgen.model.annotations import Annotations, DateMention, Precision, Statement
from briefgen.model.spans import Span

_SAME = 0.25
_SAME_DEED = 0.12
_SURE = 0.4
"""Needed inside one source, which repeats its subject in every sentence, and against a veto."""
_COVERED = 0.4
"""Share of what the representative says that a member must say to support it."""

_FEWEST_SHARED = 3
_COMMON = 0.5
"""An actor in more than this share of the sources is the topic, and tells nothing apart."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A statement with what was found inside it; `order` is its place in the whole run.

    `terms` are the statement's, brought down to what other reports may say as well.
    """

    order: int
    source: str
    statement: Statement
    terms: tuple[str, ...]
    actors: frozenset[str]
    dates: tuple[DateMention, ...]

    def feature(self, name: str) -> float:
        """Return one feature of the statement, 0 when it has none of that name."""
        return dict(self.statement.features).get(name, 0.0)


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


def collect_units(annotations: Sequence[Annotations], identities: Identities) -> tuple[Unit, ...]:
    """Return the statements of all documents, in source and text order."""
    return tuple(Unit(n, *parts) for n, parts in enumerate(_parts(annotations, identities)))


def _parts(
    annotations: Sequence[Annotations], identities: Identities
) -> Iterator[tuple[str, Statement, tuple[str, ...], frozenset[str], tuple[DateMention, ...]]]:
    for one in annotations:
        for statement in one.statements:
            actors = identities.within(one.source, statement.span)
            dates = tuple(d for d in one.dates if _is_stated(d.span, statement))
            terms = fold_terms(statement.terms)
            yield one.source, statement, terms, frozenset(actor.id for actor in actors), dates


def _is_stated(span: Span, statement: Statement) -> bool:
    """Tell whether a date belongs to what is stated, not to when it was said."""
    said = statement.attribution
    return statement.span.contains(span) and not (said and said.contains(span))


def cluster(
    units: Sequence[Unit], similarity: Similarity, clarity: Sequence[float], identities: Identities
) -> tuple[Claim, ...]:
    """Group units that state the same.

    `clarity` decides who represents a group; a sentence that leans on the one before it
    does so only among its like. A unit that tells two facts supports both groups.
    """
    same = _Sameness(units, similarity, identities)
    told: set[int] = set()
    leads: set[int] = set()
    claims = []
    for unit in sorted(units, key=lambda u: (u.feature("leaning"), -clarity[u.order], u.order)):
        if unit.order in told:
            continue
        leads.add(unit.order)
        others = [
            units[n]
            for n in similarity.partners(unit.order)
            if n not in leads and same.holds(unit, units[n])
        ]
        told.update(other.order for other in others)
        claims.append(Claim((unit, *others)))
    return tuple(claims)


class _Sameness:
    """Decides whether a unit states what the representative of a group states."""

    def __init__(
        self, units: Sequence[Unit], similarity: Similarity, identities: Identities
    ) -> None:
        """Learn which actors are the topic itself."""
        sources = {unit.source for unit in units}
        self._similarity = similarity
        self._kinds = {actor.id: actor.kind for actor in identities.actors}
        self._ubiquitous = frozenset(
            actor.id for actor in identities.actors if len(actor.sources) > _COMMON * len(sources)
        )

    def holds(self, a: Unit, b: Unit) -> bool:
        """Tell whether `b` states what the representative `a` states."""
        if a.statement.negated != b.statement.negated:
            return False
        alike = self._similarity.between(a.order, b.order)
        if alike < _SURE and self._vetoed(a, b):
            return False
        if self._similarity.covered(a.order, b.order) < _COVERED:
            return False
        if a.source == b.source:
            return alike >= _SURE
        if alike >= _SAME:
            return True
        return alike >= _SAME_DEED and self._same_deed(a, b)

    def _vetoed(self, a: Unit, b: Unit) -> bool:
        """Tell whether something speaks against one fact, however alike the words are."""
        few = self._similarity.shared(a.order, b.order) < _FEWEST_SHARED
        planned = a.feature("planned") != b.feature("planned")
        return few or planned or self._others_act(a, b) or _dates_differ(a, b)

    def _others_act(self, a: Unit, b: Unit) -> bool:
        """Tell whether both name actors of one kind, and have none in common."""
        kinds_a, kinds_b = ({self._kinds[actor] for actor in unit.actors} for unit in (a, b))
        return bool(kinds_a & kinds_b) and not a.actors & b.actors

    def _same_deed(self, a: Unit, b: Unit) -> bool:
        """Tell whether both have one verb, and two telling actors or the day in common."""
        shared = (a.actors & b.actors) - self._ubiquitous
        same_verb = a.statement.verb == b.statement.verb
        return same_verb and (len(shared) > 1 or bool(_days(a) & _days(b)))


def _days(unit: Unit) -> frozenset[str]:
    return frozenset(d.start for d in unit.dates if d.precision is Precision.DAY)


def _dates_differ(a: Unit, b: Unit) -> bool:
    """Tell whether both give resolved dates and none of them can be the same."""
    known_a = [d for d in a.dates if d.start]
    known_b = [d for d in b.dates if d.start]
    if not (known_a and known_b):
        return False
    return all(x.end < y.start or y.end < x.start for x in known_a for y in known_b)
