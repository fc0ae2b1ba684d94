"""Whether two statements of a run tell the same fact: the one place where that is judged.

Likeness only proposes: opposite polarity, other dates, other actors, and plan against deed
veto. Different numbers don't, since sources that report one event differ in numbers first of
all. The numbers are those of data/weights.toml, which says what each means.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from briefgen.merge.events.units import Unit, dates_differ, others_act
from briefgen.merge.tables import Weights
from briefgen.merge.who import Identities
from briefgen.merge.words import Similarity, bodies, fold_deed, fold_terms, is_light, recurs
from briefgen.model.annotations import Precision
from briefgen.model.evidence import Actor

_WORD = re.compile(r"[^\W\d_]+")


_W = Weights(__package__, "same_fact")
LEAST_ALIKE, LEAST_ALIKE_BY_DEED = _W.alike, _W.alike_by_deed
"""No two statements less alike than this are one fact, whatever else they share."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Actors (ids) that most sources name, and the words for them: neither tells facts apart."""

    actors: frozenset[str]
    words: frozenset[str]


def find_topic(units: Sequence[Unit], identities: Identities) -> Topic:
    """Return whom most of the sources name."""
    sources = {unit.source for unit in units}
    common = [one for one in identities.actors if len(one.sources) > _W.common * len(sources)]
    return Topic(frozenset(actor.id for actor in common), _words_of_names(common))


def _words_of_names(actors: Iterable[Actor]) -> frozenset[str]:
    """Return the words that name actors, and those for sorts of bodies."""
    names = (name for a in actors for name in (a.name, *(alias.text for alias in a.aliases)))
    words = (word for name in names for word in _WORD.findall(name.casefold()))
    return bodies() | frozenset(fold_terms(words))


def states_same(a: Unit, b: Unit, similarity: Similarity, topic: Topic) -> bool:
    """Tell whether `b` states what the representative `a` states."""
    alike = similarity.between(a.order, b.order)
    if _stand_otherwise(a, b) or (alike < _W.alike_surely and _vetoed(a, b, similarity, topic)):
        return False
    if similarity.covered(a.order, b.order) < _W.covered:
        return False
    if a.source == b.source:
        return alike >= _W.alike_surely and not _of_one_list(a, b)
    many = similarity.shared(a.order, b.order) >= _W.many_shared
    if alike >= _W.alike and (alike >= _W.alike_without_deed or many or _tell_deed(a, b)):
        return True
    return alike >= _W.alike_by_deed and _same_deed(a, b, topic.actors)


def answers_same(a: int, b: int, similarity: Similarity) -> bool:
    """Tell whether `b`, which tells a number of the same, says enough of what `a` says.

    "Nine soldiers lost their lives" says little of a long sentence, and nothing else.
    """
    return similarity.covered(a, b) >= _W.answered or similarity.containment(a, b) >= _W.inside


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
    few = similarity.shared(a.order, b.order) + both < _W.fewest_shared
    told = len(similarity.common(a.order, b.order) - topic.words) + both
    if told < _W.fewest_told and not _all_deeds(a) & _all_deeds(b):
        return True
    inside = similarity.containment(a.order, b.order) >= _W.inside
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
    return frozenset(one for one in unit.numbers if float(one.split()[0]) >= _W.large)


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
