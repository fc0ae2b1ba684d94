"""What rules out that two statements tell one fact, however well their signals speak for it.

Likeness only proposes: opposite polarity, other dates, other actors, and plan against deed
veto. The numbers are those of data/weights.toml, which says what each means.
"""

from dataclasses import dataclass

from briefgen.merge.events.sameness.profiles import all_deeds
from briefgen.merge.events.statements import Unit, dates_differ, others_act
from briefgen.merge.tables import Weights
from briefgen.merge.words import Similarity, is_light, recurs
from briefgen.model.annotations import Precision

_W = Weights(__package__, "grounds")
LEAST_ALIKE, LEAST_ALIKE_BY_DEED = _W.alike, _W.alike_by_deed
"""No two statements less alike than this are one fact, whatever else they share."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Actors (ids) that most sources name, and the words for them: neither tells facts apart."""

    actors: frozenset[str]
    words: frozenset[str]


def against(a: Unit, b: Unit, similarity: Similarity, topic: Topic) -> str:
    """Return what rules out that `b` states what the representative `a` states; "" for nothing."""
    alike = similarity.between(a.order, b.order)
    if _stand_otherwise(a, b):
        return "denied, planned or at another time"
    if alike < _W.alike_surely and _vetoed(a, b, similarity, topic):
        return "others, another day or too few words"
    if similarity.covered(a.order, b.order) < _W.covered:
        return "too little of it"
    if a.source == b.source:
        repeats = alike >= _W.alike_surely and not _of_one_list(a, b)
        return "" if repeats else "one source"
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


def _stand_otherwise(a: Unit, b: Unit) -> bool:
    """Tell whether one denies or only plans what the other states, or means another time of it."""
    if a.negated != b.negated:
        return True
    if dates_differ(a, b) and (recurs(a.done & b.done) or not all_deeds(a) & all_deeds(b)):
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
    """Tell whether something speaks against one fact, unless the words are very much alike.

    Two deeds of the same actors are not one for having those in common.
    """
    both = bool(_days(a) & _days(b)) + bool(a.numbers & b.numbers)
    few = similarity.shared(a.order, b.order) + both < _W.fewest_shared
    told = len(similarity.common(a.order, b.order) - topic.words) + both
    if told < _W.fewest_told and not all_deeds(a) & all_deeds(b):
        return True
    inside = similarity.containment(a.order, b.order) >= _W.inside
    return few or dates_differ(a, b) or (others_act(a, b) and not inside)


def _same_deed(a: Unit, b: Unit, topic: frozenset[str]) -> bool:
    """Tell whether both have a large number in common, or a deed with actors, day or object.

    Large numbers tell the same in 9 of 10 pairs of statements that share one, small ones (two
    dams, three bodies) in 8 (on the texts of tests/eval/facts that rules may be made for).
    """
    shared = (a.involved & b.involved) - topic
    common = all_deeds(a) & all_deeds(b)
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
    one, other = ({d for d in all_deeds(unit) if not is_light(d)} for unit in (a, b))
    return bool(one & (other | {*b.terms}) or other & {*a.terms})


def _done_to_others(a: Unit, b: Unit, deed: str) -> bool:
    """Tell whether both name what the deed is done to: "visited the clinic", "the centre"."""
    one, other = ({o for o in unit.objects if o.startswith(f"{deed} ")} for unit in (a, b))
    return bool(one) and bool(other)


def _days(unit: Unit) -> frozenset[str]:
    return frozenset(d.start for d in unit.dates if d.precision is Precision.DAY)
