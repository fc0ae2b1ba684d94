"""What rules out that two statements tell one fact, however well their signals speak for it.

Likeness only proposes: opposite polarity, other dates, other countries, and plan against deed
veto, and so does another statement of the two sources that is nearer. The numbers are those of
data/weights.toml, which says what each means.
"""

from dataclasses import dataclass

from briefgen.merge.events.sameness.neighbours import Neighbours
from briefgen.merge.events.sameness.profiles import (
    all_deeds,
    both_done_to,
    days_of,
    large_numbers,
    standing_apart,
)
from briefgen.merge.events.statements import Unit, dates_differ
from briefgen.merge.tables import Weights
from briefgen.merge.words import Similarity, is_light

_W = Weights(__package__, "grounds")
LEAST_ALIKE, LEAST_ALIKE_BY_DEED = _W.alike, _W.alike_by_deed
"""No two statements less alike than this are one fact by themselves, whatever else they share."""

OTHERWISE = "denied, planned or at another time"
ELSEWHERE = "in other countries"
NEARER = "another one is nearer"
"""The first two no agreement with others outweighs."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Actors (ids) that most sources name, and the words for them: neither tells facts apart."""

    actors: frozenset[str]
    words: frozenset[str]


def against(a: Unit, b: Unit, similarity: Similarity, topic: Topic, near: Neighbours) -> str:
    """Return what rules out that `b` states what the representative `a` states; "" for nothing."""
    if any(standing_apart(a, b).values()):
        return OTHERWISE
    if act_elsewhere(a, b):
        return ELSEWHERE
    alike = similarity.between(a.order, b.order)
    if alike < _W.alike_surely and _vetoed(a, b, similarity, topic):
        return "another day or too few words"
    if similarity.covered(a.order, b.order) < _W.covered:
        return "too little of it"
    if a.source == b.source:
        repeats = alike >= _W.alike_surely and not _of_one_list(a, b)
        return "" if repeats else "one source"
    return _against_of_two(a, b, alike, similarity, topic, near)


def another_is_nearer(a: int, b: int, alike: float, near: Neighbours) -> bool:
    """Tell whether their two sources have something nearer to one of two statements, or as near."""
    if alike >= _W.alike_firmly:
        return False
    margin = near.margin(a, b)
    return margin < 0 or (alike < _W.alike_clearly and margin < _W.margin)


def _against_of_two(
    a: Unit, b: Unit, alike: float, similarity: Similarity, topic: Topic, near: Neighbours
) -> str:
    """Return what rules out one fact for statements of two sources; "" for nothing."""
    if another_is_nearer(a.order, b.order, alike, near):
        return NEARER
    many = similarity.shared(a.order, b.order) >= _W.many_shared
    if alike >= _W.alike and (alike >= _W.alike_without_deed or many or _tell_deed(a, b)):
        return ""
    same = alike >= _W.alike_by_deed and _same_deed(a, b, topic.actors)
    return "" if same else "no deed in common"


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


def _vetoed(a: Unit, b: Unit, similarity: Similarity, topic: Topic) -> bool:
    """Tell whether something speaks against one fact, unless the words are very much alike.

    Two deeds of the same actors are not one for having those in common.
    """
    both = bool(days_of(a) & days_of(b)) + bool(a.numbers & b.numbers)
    few = similarity.shared(a.order, b.order) + both < _W.fewest_shared
    told = len(similarity.common(a.order, b.order) - topic.words) + both
    if told < _W.fewest_told and not all_deeds(a) & all_deeds(b):
        return True
    return few or dates_differ(a, b)


def _same_deed(a: Unit, b: Unit, topic: frozenset[str]) -> bool:
    """Tell whether both have a large number in common, or a deed with actors, day or object."""
    shared = (a.involved & b.involved) - topic
    common = all_deeds(a) & all_deeds(b)
    if large_numbers(a) & large_numbers(b):
        return True
    if len(shared) > 1 or a.things & b.things:
        return bool(common)
    free = any(not both_done_to(a, b, deed) for deed in common)
    return bool(days_of(a) & days_of(b)) and free


def _tell_deed(a: Unit, b: Unit) -> bool:
    """Tell whether both have a day, a number or a deed in common, if only by its noun.

    Of pairs that have not, half tell two things of the same persons, places and parties.
    """
    if days_of(a) & days_of(b) or a.things & b.things:
        return True
    one, other = ({d for d in all_deeds(unit) if not is_light(d)} for unit in (a, b))
    return bool(one & (other | {*b.terms}) or other & {*a.terms})
