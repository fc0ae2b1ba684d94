"""Tells which full names are one person's although one has more, or other, first names.

"Ed Moss" is "Edward Moss", "Ana Lia Prado" is "Ana Prado", "Tom Hale Jr." is "Tom Hale", where
nobody else can be meant: no source writes both, and all names so alike are one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from briefgen.merge.tables import Weights, read_table
from briefgen.model.links import JoinReason

_W = Weights(__package__, "full_names")
_GENERATIONS = frozenset(read_table(__package__, "names")["generations"]["endings"])


@dataclass(frozen=True, slots=True)
class _Name:
    """A full name in its parts; `generation` is "jr" and its like, or ""."""

    whole: str
    first: str
    middle: tuple[str, ...]
    last: str
    generation: str


def without_generation(name: str) -> str:
    """Return a folded name without what tells father from son."""
    *first, last = name.replace(",", "").split(" ")
    return " ".join(first) if first and last in _GENERATIONS else name


def same_persons(
    names: Mapping[str, frozenset[str]],
) -> Mapping[str, tuple[str, JoinReason]]:
    """Return, for each name that is a fuller one's, that name and why.

    `names` gives the sources of each folded full name.
    """
    blocks: dict[str, list[_Name]] = {}
    for name in names:
        if parts := _parts(name):
            blocks.setdefault(parts.last, []).append(parts)
    found: dict[str, tuple[str, JoinReason]] = {}
    for block in blocks.values():
        if 1 < len(block) <= _W.block:
            for group in _groups(block):
                found |= _joined(group, names)
    return found


def _parts(name: str) -> _Name | None:
    bare = without_generation(name)
    words = bare.split(" ")
    if len(words) < 2:  # noqa: PLR2004
        return None
    generation = name.replace(",", "").split(" ")[-1] if bare != name else ""
    return _Name(name, words[0], tuple(words[1:-1]), words[-1], generation)


def _groups(block: Sequence[_Name]) -> Iterator[list[_Name]]:
    """Yield those that are alike, directly or through others."""
    left = list(block)
    while left:
        group = [left.pop(0)]
        for one in group:
            near = [other for other in left if _why(one, other)]
            group += near
            left = [other for other in left if other not in near]
        if len(group) > 1:
            yield group


def _joined(
    group: Sequence[_Name], names: Mapping[str, frozenset[str]]
) -> Iterable[tuple[str, tuple[str, JoinReason]]]:
    """Yield each shorter name with the fullest, where all of a group can be one person."""
    fullest = max(group, key=lambda one: (len(one.middle), bool(one.generation), len(one.whole)))
    reasons = {pair: _why(*pair) for pair in combinations(group, 2)}
    for (one, other), why in reasons.items():
        both = names[one.whole] & names[other.whole]
        if why is None or (both and why is not JoinReason.GENERATION):
            return ()
    return tuple(
        (one.whole, (fullest.whole, why))
        for one in group
        if one is not fullest and (why := _why(one, fullest))
    )


def _why(one: _Name, other: _Name) -> JoinReason | None:
    """Return what tells two names apart, if it is nothing that tells persons apart."""
    if one.generation and other.generation and one.generation != other.generation:
        return None
    if one.middle and other.middle and one.middle != other.middle:
        return None
    if one.first != other.first:
        return JoinReason.NICKNAME if _are_one_name(one.first, other.first) else None
    return JoinReason.MIDDLE if one.middle != other.middle else JoinReason.GENERATION


def _are_one_name(one: str, other: str) -> bool:
    return bool(_full(one) & _full(other))


@cache
def _full(first: str) -> frozenset[str]:
    """Return the first names that a first name may be short for, itself among them."""
    table: Mapping[str, Sequence[str]] = read_table(__package__, "names")["nicknames"]
    return frozenset({first, *(name for name, short in table.items() if first in short)})
