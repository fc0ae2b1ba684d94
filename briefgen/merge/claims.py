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
from briefgen.merge.units import Unit, dates_differ, others_act
from briefgen.model.annotations import Precision
from briefgen.model.evidence import Actor

SAME = 0.24
SAME_DEED = 0.12
_SURE_WITHOUT_DEED, _MANY_SHARED = 0.36, 5
_SURE = 0.4
"""Needed inside one source, which repeats its subject in every sentence, and against a veto."""
_COVERED = 0.3
"""Share of what the representative says that a member must say to support it."""

_INSIDE = 0.9
"""From this share on, one statement's words, its actors' names among them, lie in the other."""

_ANSWERED = 0.25
"""The same of one that tells by a number how many there are of the same."""

_LARGE = 10
_FEWEST_SHARED = 3
_FEWEST_TOLD = 2
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = 0.5
"""An actor in more than this share of the sources is the topic, and tells nothing apart."""


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
            or (n in answering[unit.order] and _answers(unit.order, n, similarity))
        ]
        told.update(other.order for other in others)
        claims.append(Claim((unit, *others)))
    return tuple(claims)


def _answers(a: int, b: int, similarity: Similarity) -> bool:
    """Tell whether `b`, which tells a number of the same, says enough of what `a` says.

    "Nine soldiers lost their lives" says little of a long sentence, and nothing else.
    """
    return similarity.covered(a, b) >= _ANSWERED or similarity.containment(a, b) >= _INSIDE


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
    many = similarity.shared(a.order, b.order) >= _MANY_SHARED
    if alike >= SAME and (alike >= _SURE_WITHOUT_DEED or many or _tell_deed(a, b)):
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
    if a.plans & b.denied or a.denied & b.plans:
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


def _same_deed(a: Unit, b: Unit, ubiquitous: frozenset[str]) -> bool:
    """Tell whether both have a large number in common, or a deed with actors, day or object.

    Large numbers tell the same in 9 of 10 pairs of statements that share one, small ones (two
    dams, three bodies) in 8 (on the texts of tests/eval/facts that rules may be made for).
    """
    shared = (a.involved & b.involved) - ubiquitous
    common = _all_deeds(a) & _all_deeds(b)
    if _large(a) & _large(b):
        return True
    if len(shared) > 1 or a.things & b.things:
        return bool(common)
    return bool(_days(a) & _days(b)) and any(not _done_to_others(a, b, deed) for deed in common)


def _large(unit: Unit) -> frozenset[str]:
    return frozenset(one for one in unit.numbers if float(one.split()[0]) >= _LARGE)


def _tell_deed(a: Unit, b: Unit) -> bool:
    """Tell whether both have a day, a number or a deed in common, if only by its noun.

    Of pairs that have not, half tell two things of the same persons, places and parties.
    """
    if _days(a) & _days(b) or a.things & b.things:
        return True
    one, other = ({d for d in _all_deeds(unit) if not is_light(d)} for unit in (a, b))
    return bool(one & (other | {*b.terms}) or other & {*a.terms})


def _done_to_others(a: Unit, b: Unit, deed: str) -> bool:
    """Tell whether both name what the deed is done to: "visited the clinic", "the centre"."""
    one, other = ({o for o in unit.objects if o.startswith(f"{deed} ")} for unit in (a, b))
    return bool(one) and bool(other)


def _all_deeds(unit: Unit) -> frozenset[str]:
    return frozenset([fold_deed(unit.statement.verb, ())]) | unit.plans | unit.done


def deeds(unit: Unit, ubiquitous: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Yield what units share that tell the same: a number, or a deed and two actors or a day."""
    for deed in sorted(_all_deeds(unit)):
        for pair in combinations(sorted(unit.involved - ubiquitous), 2):
            yield deed, *pair
        for what in sorted(_days(unit) | unit.things):
            yield deed, what
    for number in sorted(_large(unit)):
        yield (number,)


def _days(unit: Unit) -> frozenset[str]:
    return frozenset(d.start for d in unit.dates if d.precision is Precision.DAY)
