"""What rules out that two statements tell one fact, however well their signals speak for it.

Likeness only proposes: opposite polarity, other dates, other countries, and plan against deed
veto, and so does another statement of the two sources that is nearer. The numbers are those of
data/weights.toml, which says what each means.
"""

from dataclasses import dataclass
from enum import StrEnum

from briefgen.merge.events.sameness.neighbours import Neighbours
from briefgen.merge.events.sameness.profiles import (
    both_done_to,
    is_denied,
    is_of_another_time,
    is_planned,
    large_numbers,
)
from briefgen.merge.events.statements import Unit, dates_differ
from briefgen.merge.tables import Weights
from briefgen.merge.words import Similarity, is_light

_W = Weights(__package__, "grounds")
LEAST_ALIKE, LEAST_ALIKE_BY_DEED = _W.alike, _W.alike_by_deed
"""No two statements less alike than this are one fact by themselves, whatever else they share."""


class Ground(StrEnum):
    """What rules out that two statements tell one fact.

    The first four no agreement with others outweighs, nor the last two: who gives another number
    disagrees, and is no support.
    """

    TIME = "at another time"
    DENIED = "denied"
    PLANNED = "planned"
    ELSEWHERE = "in other countries"
    FEW = "too few words"
    DAY = "another day"
    LITTLE = "too little of it"
    SOURCE = "one source"
    NEARER = "another one is nearer"
    DEED = "no deed in common"
    NUMBER = "other number"
    COUNT = "other count"


Grounds = tuple[Ground | None, Ground | None]
"""What rules out that the second of two states what the first does, and the other way round."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Actors (ids) that most sources name, and the words for them: neither tells facts apart."""

    actors: frozenset[str]
    words: frozenset[str]


def against(a: Unit, b: Unit, similarity: Similarity, topic: Topic, near: Neighbours) -> Grounds:
    """Return what rules out that `b` states what the representative `a` states; None for nothing.

    Then what does the other way round: only how much of it is told may differ.
    """
    if apart := _apart(a, b):
        return apart, apart
    alike = similarity.between(a.order, b.order)
    if alike < _W.alike_surely and (veto := _vetoed(a, b, similarity, topic)):
        return veto, veto
    covered = [similarity.covered(*pair) for pair in ((a.order, b.order), (b.order, a.order))]
    otherwise = None
    if max(covered) >= _W.covered:
        otherwise = _against_told_enough(a, b, alike, similarity, topic, near)
    one, other = (Ground.LITTLE if share < _W.covered else otherwise for share in covered)
    return one, other


def _apart(a: Unit, b: Unit) -> Ground | None:
    """Return what tells that one of two can't be what the other tells."""
    if is_of_another_time(a, b):
        return Ground.TIME
    if is_denied(a, b):
        return Ground.DENIED
    if is_planned(a, b):
        return Ground.PLANNED
    return Ground.ELSEWHERE if act_elsewhere(a, b) else None


def _another_is_nearer(a: int, b: int, alike: float, near: Neighbours) -> bool:
    """Tell whether their two sources have something nearer to one of two statements, or as near."""
    if alike >= _W.alike_firmly:
        return False
    margin = near.margin(a, b)
    return margin < 0 or (alike < _W.alike_clearly and margin < _W.margin)


def _against_told_enough(
    a: Unit, b: Unit, alike: float, similarity: Similarity, topic: Topic, near: Neighbours
) -> Ground | None:
    """Return what rules out one fact for statements that say enough of each other."""
    if a.source == b.source:
        repeats = alike >= _W.alike_surely and not _of_one_list(a, b)
        return None if repeats else Ground.SOURCE
    if _another_is_nearer(a.order, b.order, alike, near):
        return Ground.NEARER
    many = similarity.shared(a.order, b.order) >= _W.many_shared
    if alike >= _W.alike and (alike >= _W.alike_without_deed or many or _tell_deed(a, b)):
        return None
    same = alike >= _W.alike_by_deed and _same_deed(a, b, topic.actors)
    return None if same else Ground.DEED


def answers_enough(a: int, b: int, similarity: Similarity) -> bool:
    """Tell whether `b`, which tells a number of the same, says enough of what `a` says.

    "Nine soldiers lost their lives" says little of a long sentence, and nothing else.
    """
    return similarity.covered(a, b) >= _W.answered or similarity.containment(a, b) >= _W.inside


def act_elsewhere(a: Unit, b: Unit) -> bool:
    """Tell whether one acts in countries of which the other names others only."""
    one, other = a.statement, b.statement
    pairs = ((one.lands, other.lands), (one.acting, other.lands), (one.lands, other.acting))
    return any(x and y and set(x).isdisjoint(y) for x, y in pairs)


def _of_one_list(a: Unit, b: Unit) -> bool:
    """Tell items that one lead-in announces: they are told because they differ."""
    return a.statement.lead_in is not None and a.statement.lead_in == b.statement.lead_in


def _vetoed(a: Unit, b: Unit, similarity: Similarity, topic: Topic) -> Ground | None:
    """Return what speaks against one fact, unless the words are very much alike.

    Two deeds of the same actors are not one for having those in common.
    """
    both = bool(a.days & b.days) + bool(a.numbers & b.numbers)
    few = similarity.shared(a.order, b.order) + both < _W.fewest_shared
    told = len(similarity.common(a.order, b.order) - topic.words) + both
    if told < _W.fewest_told and not a.stated & b.stated:
        return Ground.FEW
    if few:
        return Ground.FEW
    return Ground.DAY if dates_differ(a, b) else None


def _same_deed(a: Unit, b: Unit, topic: frozenset[str]) -> bool:
    """Tell whether both have a large number in common, or a deed with actors, day or object."""
    shared = (a.involved & b.involved) - topic
    common = a.stated & b.stated
    if large_numbers(a) & large_numbers(b):
        return True
    if len(shared) > 1 or a.things & b.things:
        return bool(common)
    free = any(not both_done_to(a, b, deed) for deed in common)
    return bool(a.days & b.days) and free


def _tell_deed(a: Unit, b: Unit) -> bool:
    """Tell whether both have a day, a number or a deed in common, if only by its noun.

    Of pairs that have not, half tell two things of the same persons, places and parties.
    """
    if a.days & b.days or a.things & b.things:
        return True
    one, other = ({d for d in unit.stated if not is_light(d)} for unit in (a, b))
    return bool(one & (other | {*b.terms}) or other & {*a.terms})
