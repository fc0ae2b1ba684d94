"""What is compared of a statement, of its text, and of all that is near it in a run."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefgen.merge.events.statements import Unit, dates_differ
from briefgen.merge.tables import Weights
from briefgen.merge.words import Similarity, fold_deed, fold_terms, is_light, recurs

_W = Weights(__package__, "profiles")


@dataclass(frozen=True, slots=True)
class Profile:
    """What of a statement is compared.

    `deeds` are what it tells as done, planned or denied; `own` that of its main verb, "" for a
    light one. `parts` are the words of agents and patients by deed, `objects` those it is done
    to alone, `things` what is counted, with the number, or done to, with the deed. `actors` leave
    out whom most sources name; `place` counts the statements before it.
    """

    deeds: frozenset[str]
    own: str
    parts: Mapping[str, frozenset[str]]
    objects: Mapping[str, frozenset[str]]
    actors: frozenset[str]
    days: frozenset[str]
    large: frozenset[str]
    small: frozenset[str]
    things: frozenset[str]
    quoted: frozenset[str]
    place: int


def profile_of(
    unit: Unit, topic: frozenset[str], plain: frozenset[str], quoted: frozenset[str], place: int
) -> Profile:
    """Return what of a statement is compared; `topic` are actors, `plain` words of no weight."""
    own = fold_deed(unit.statement.verb, ())
    deeds = {own} | unit.plans | unit.done | unit.denied
    parts: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    objects: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for one in unit.statement.standings:
        deed = fold_deed(one.deed[0], ())
        parts[deed] |= frozenset(fold_terms(one.terms)) - {deed} - plain
        objects[deed] |= frozenset(fold_terms(one.deed[1:])) - plain
    large = large_numbers(unit)
    return Profile(
        deeds=frozenset(deed for deed in deeds if deed and not is_light(deed)),
        own="" if is_light(own) else own,
        parts=dict(parts),
        objects=dict(objects),
        actors=unit.involved - topic,
        days=unit.days,
        large=large,
        small=unit.numbers - large,
        things=unit.numbers | {one for one in unit.objects if one.split()[-1] not in plain},
        quoted=quoted,
        place=place,
    )


def large_numbers(unit: Unit) -> frozenset[str]:
    """Return what a statement counts many of.

    Large numbers tell the same in 9 of 10 pairs of statements that share one, small ones (two
    dams, three bodies) in 8 (on the texts of tests/eval/facts that rules may be made for).
    """
    return frozenset(n for n in unit.numbers if float(n.split()[0]) >= _W.large)


def both_done_to(a: Unit, b: Unit, deed: str) -> bool:
    """Tell whether both name what a deed is done to: "visited the clinic", "the centre"."""
    return all(any(one.startswith(f"{deed} ") for one in unit.objects) for unit in (a, b))


def standing_apart(a: Unit, b: Unit) -> Mapping[str, bool]:
    """Tell, by name, whether one denies or only plans what the other states, or at another time."""
    return {
        "denied": is_denied(a, b),
        "planned": is_planned(a, b),
        "another time": is_of_another_time(a, b),
    }


def is_denied(a: Unit, b: Unit) -> bool:
    """Tell whether one of two denies what the other states, or lacks what it has."""
    opposed = a.denied & (b.done | b.plans) or b.denied & (a.done | a.plans)
    return a.negated != b.negated or bool(opposed) or _one_lacks(a, b)


def is_planned(a: Unit, b: Unit) -> bool:
    """Tell whether one of two only plans what the other states."""
    if a.plans & b.done or b.plans & a.done:
        return True
    return a.planned != b.planned and not (a.plans & b.plans or a.done & b.done)


def is_of_another_time(a: Unit, b: Unit) -> bool:
    """Tell whether two give other days, of two deeds or of one that recurs."""
    if not dates_differ(a, b):
        return False
    return not a.stated & b.stated or recurs(a.done & b.done)


def _one_lacks(a: Unit, b: Unit) -> bool:
    """Tell whether one names as not so what the other has: "found guilty", "pleaded not guilty"."""
    lacking = ((one.absent - other.absent, other.terms) for one, other in ((a, b), (b, a)))
    return any(absent and not absent.isdisjoint(terms) for absent, terms in lacking)


class Affairs:
    """How much two documents tell of one affair, by the words of all their statements."""

    def __init__(self, units: Sequence[Unit], told: Similarity) -> None:
        """Gather the words of each document."""
        terms: defaultdict[str, set[str]] = defaultdict(set)
        for unit in units:
            terms[unit.source] |= told.terms(unit.order)
        self._sizes = Counter(unit.source for unit in units)
        self._order = {source: n for n, source in enumerate(terms)}
        self._alike = Similarity([tuple(sorted(each)) for each in terms.values()])
        self._kept: dict[tuple[str, str], float | None] = {}

    def alike(self, a: str, b: str) -> float | None:
        """Return the share of the lighter document that lies in the other; None for mere posts."""
        pair = (a, b) if a < b else (b, a)
        if pair not in self._kept:
            short = min(self._sizes[a], self._sizes[b]) < _W.fewest_statements
            orders = (self._order[a], self._order[b])
            self._kept[pair] = None if short else self._alike.containment(*orders)
        return self._kept[pair]


class Nearest:
    """How near two statements are, beside the nearest that other sources have for one of them."""

    def __init__(self, units: Sequence[Unit], told: Similarity) -> None:
        """Look up nothing yet: only what is asked for is compared."""
        self._units = units
        self._told = told
        self._kept: dict[int, float] = {}

    def share(self, a: int, b: int) -> float:
        """Return how alike `b` is to `a`, where the nearest of all has 1."""
        if a not in self._kept:
            source = self._units[a].source
            self._kept[a] = max(
                (
                    alike
                    for n, alike in self._told.likenesses(a).items()
                    if self._units[n].source != source
                ),
                default=0.0,
            )
        most = self._kept[a]
        return min(1.0, self._told.between(a, b) / most) if most else 0.0
