"""The same fact told by several statements: star clusters round the clearest one.

Every member must match the representative itself; there are no chains. Similarity only
proposes: opposite polarity, other dates, other actors, and plan against deed veto a merge.
Different numbers don't, since sources that report one event differ in numbers first of all.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from briefgen.merge.identity import Identities
from briefgen.merge.proposals import Proposals
from briefgen.merge.similarity import Similarity
from briefgen.merge.terms import bodies, fold_deed, fold_terms, is_light, recurs
from briefgen.model.annotations import (
    ActorKind,
    Annotations,
    DateMention,
    Precision,
    Statement,
    Status,
)
from briefgen.model.evidence import Actor
from briefgen.model.spans import Span

SAME = 0.24
SAME_DEED = 0.12
_SURE = 0.4
"""Needed inside one source, which repeats its subject in every sentence, and against a veto."""
_COVERED = 0.3
"""Share of what the representative says that a member must say to support it."""

_INSIDE = 0.9
"""From this share on, one statement's words, its actors' names among them, lie in the other."""

_PROMISED = fold_deed("promise", ())
_ANSWERED = 0.25
"""The same of one that tells by a number how many there are of the same."""

_FEWEST_SHARED = 3
_FEWEST_TOLD = 2
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = 0.5
"""An actor in more than this share of the sources is the topic, and tells nothing apart."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A statement with what was found inside it; `order` is its place in the whole run.

    `terms` are the statement's, brought down to what other reports may say as well; `kinds`
    are those of its actors who are `involved`, not of those who only say so. `plans`, `denied`
    and `done` are deeds that it gives as such, and not as done or planned as well; `agreed`
    those that an agreement it tells of is about.
    """

    order: int
    source: str
    statement: Statement
    terms: tuple[str, ...]
    actors: frozenset[str]
    involved: frozenset[str]
    kinds: frozenset[ActorKind]
    dates: tuple[DateMention, ...]
    numbers: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    plans: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    agreed: frozenset[str] = frozenset()

    @property
    def negated(self) -> bool:
        """Whether it tells what is not so, or has yet to be."""
        light = is_light(fold_deed(self.statement.verb, ()))
        return self.statement.negated or (light and bool(self.denied))

    @property
    def things(self) -> frozenset[str]:
        """What it counts, with the number, and what it says is done, with the deed."""
        return self.numbers | self.objects

    @property
    def planned(self) -> bool:
        """Whether it tells what is to come, or wanted."""
        return bool(self.feature("planned")) or fold_deed(self.statement.verb, ()) == _PROMISED

    def feature(self, name: str) -> float:
        """Return one feature of the statement, 0 when it has none of that name."""
        return self.statement.feature(name)


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
    told = ((one, statement) for one in annotations for statement in one.statements)
    return tuple(_unit(n, one, statement, identities) for n, (one, statement) in enumerate(told))


def _unit(order: int, one: Annotations, statement: Statement, identities: Identities) -> Unit:
    told = [statement.span, *(resolved.names for resolved in statement.resolutions)]
    told += [statement.lead_in] if statement.lead_in else []
    actors = [actor for span in told for actor in identities.within(one.source, span)]
    said = statement.attribution
    sayers = identities.within(one.source, said) if said else ()
    involved = [actor for actor in actors if actor not in sayers]
    done, plans, denied, agreed = (_deeds(statement, status) for status in Status)
    return Unit(
        order,
        one.source,
        statement,
        terms=fold_terms(statement.terms),
        actors=frozenset(actor.id for actor in actors),
        involved=frozenset(actor.id for actor in involved),
        kinds=frozenset(actor.kind for actor in involved),
        dates=tuple(d for d in one.dates if _is_stated(d.span, statement)),
        objects=frozenset(
            f"{fold_deed(one.deed[0], ())} {noun}"
            for one in statement.standings
            for noun in fold_terms(one.deed[1:])
        ),
        numbers=frozenset(
            f"{count.low:g} {fold_terms([count.unit])[0]}"
            for count in statement.counts
            if count.low and count.low == count.high
        ),
        plans=plans - done,
        denied=denied - done,
        done=done - plans,
        agreed=agreed,
    )


def _deeds(statement: Statement, status: Status) -> frozenset[str]:
    return frozenset(
        fold_deed(one.deed[0], one.deed[1:]) for one in statement.standings if one.status is status
    )


def _is_stated(span: Span, statement: Statement) -> bool:
    """Tell whether a date belongs to what is stated, not to when it was said."""
    said, lead_in = statement.attribution, statement.lead_in
    inside = statement.span.contains(span) or bool(lead_in and lead_in.contains(span))
    return inside and not (said and said.contains(span))


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
    sources = {unit.source for unit in units}
    ubiquitous = frozenset(
        actor.id for actor in identities.actors if len(actor.sources) > _COMMON * len(sources)
    )
    names = _words_of_names(actor for actor in identities.actors if actor.id in ubiquitous)
    topic = Topic(ubiquitous, names)
    deeds_told = [deeds(unit, ubiquitous) for unit in units]
    proposals = Proposals(similarity, SAME, deeds_told, SAME_DEED)
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
            or (n in answering[unit.order] and similarity.covered(unit.order, n) >= _ANSWERED)
        ]
        told.update(other.order for other in others)
        claims.append(Claim((unit, *others)))
    return tuple(claims)


@dataclass(frozen=True, slots=True)
class Topic:
    """Actors (ids) that most sources name, and the words for them: neither tells facts apart."""

    actors: frozenset[str]
    words: frozenset[str]


def _words_of_names(actors: Iterable[Actor]) -> frozenset[str]:
    """Return the words that name actors, and those for sorts of bodies."""
    names = (name for a in actors for name in (a.name, *(alias.text for alias in a.aliases)))
    words = (word for name in names for word in _WORD.findall(name.casefold()))
    return bodies() | frozenset(fold_terms(words))


def states_same(a: Unit, b: Unit, similarity: Similarity, topic: Topic) -> bool:
    """Tell whether `b` states what the representative `a` states."""
    alike = similarity.between(a.order, b.order)
    if _stand_otherwise(a, b) or (alike < _SURE and _vetoed(a, b, similarity, topic)):
        return False
    if similarity.covered(a.order, b.order) < _COVERED:
        return False
    if a.source == b.source:
        return alike >= _SURE and not _of_one_list(a, b)
    if alike >= SAME:
        return True
    return alike >= SAME_DEED and _same_deed(a, b, topic.actors)


def _stand_otherwise(a: Unit, b: Unit) -> bool:
    """Tell whether one denies or only plans what the other states, or means another time of it."""
    if a.negated != b.negated:
        return True
    if dates_differ(a, b) and (recurs(a.done & b.done) or not _all_deeds(a) & _all_deeds(b)):
        return True
    if (a.plans | a.denied) & b.done or a.done & (b.plans | b.denied):
        return True
    return a.planned != b.planned and not (a.plans & b.plans or a.done & b.done)


def _of_one_list(a: Unit, b: Unit) -> bool:
    """Tell items that one lead-in announces: they are told because they differ."""
    return a.statement.lead_in is not None and a.statement.lead_in == b.statement.lead_in


def _vetoed(a: Unit, b: Unit, similarity: Similarity, topic: Topic) -> bool:
    """Tell whether something speaks against one fact, however alike the words are.

    Two deeds of the same actors are not one for having those in common.
    """
    both = bool(_days(a) & _days(b)) + bool(a.numbers & b.numbers)
    few = similarity.shared(a.order, b.order) + both < _FEWEST_SHARED
    told = len(similarity.common(a.order, b.order) - topic.words) + both
    if told < _FEWEST_TOLD and not _all_deeds(a) & _all_deeds(b):
        return True
    inside = similarity.containment(a.order, b.order) >= _INSIDE
    return few or dates_differ(a, b) or (others_act(a, b) and not inside)


def others_act(a: Unit, b: Unit) -> bool:
    """Tell whether both units name actors of one kind, and have none in common.

    Who only says so does not act.
    """
    return bool(a.kinds & b.kinds) and not a.involved & b.involved


def _same_deed(a: Unit, b: Unit, ubiquitous: frozenset[str]) -> bool:
    """Tell whether both have a deed, and two actors, the day, a number or its object in common."""
    shared = (a.involved & b.involved) - ubiquitous
    common = _all_deeds(a) & _all_deeds(b)
    if len(shared) > 1 or a.things & b.things:
        return bool(common)
    return bool(_days(a) & _days(b)) and any(not _done_to_others(a, b, deed) for deed in common)


def _done_to_others(a: Unit, b: Unit, deed: str) -> bool:
    """Tell whether both name what the deed is done to: "visited the clinic", "the centre"."""
    one, other = ({o for o in unit.objects if o.startswith(f"{deed} ")} for unit in (a, b))
    return bool(one) and bool(other)


def _all_deeds(unit: Unit) -> frozenset[str]:
    return frozenset([fold_deed(unit.statement.verb, ())]) | unit.plans | unit.done


def deeds(unit: Unit, ubiquitous: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Yield what units that tell of the same deed share: it, and two actors, a day or a number."""
    for deed in sorted(_all_deeds(unit)):
        for pair in combinations(sorted(unit.involved - ubiquitous), 2):
            yield deed, *pair
        for what in sorted(_days(unit) | unit.things):
            yield deed, what


def _days(unit: Unit) -> frozenset[str]:
    return frozenset(d.start for d in unit.dates if d.precision is Precision.DAY)


def dates_differ(a: Unit, b: Unit) -> bool:
    """Tell whether both give resolved dates and none of them can be the same."""
    known_a = [d for d in a.dates if d.start]
    known_b = [d for d in b.dates if d.start]
    if not (known_a and known_b):
        return False
    return all(x.end < y.start or y.end < x.start for x in known_a for y in known_b)
