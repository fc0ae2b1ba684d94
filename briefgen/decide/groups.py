"""Joining and parting groups of things, so that what was decided before stays so."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

_T = TypeVar("_T")

Apart = Callable[[_T, _T], bool]
"""Tells whether two things were parted before."""


def united(
    one: Sequence[_T], other: Sequence[_T], pair: tuple[_T, _T], apart: Apart[_T]
) -> tuple[tuple[_T, ...], tuple[tuple[_T, ...], ...]]:
    """Return the group that two are when a pair of their members is one, and what is left of both.

    All of them belong to it, in order, but what was parted from any that does.
    """
    held = list(pair)
    for each in (*one, *other):
        if each not in held and not any(apart(each, member) for member in held):
            held.append(each)
    both = tuple(dict.fromkeys((*one, *other)))
    left = (tuple(each for each in group if each not in held) for group in (one, other))
    return tuple(each for each in both if each in held), tuple(filter(None, left))


def leaving(
    group: Iterable[_T],
    stays: _T,
    leaves: _T,
    joined: Iterable[tuple[_T, _T]],
    goes_along: Callable[[_T], bool] = lambda _: False,
) -> tuple[_T, ...]:
    """Return who leaves a group with one of its members, where another one stays.

    That is who was joined with it before, and of all others those that `goes_along` names.
    """
    others = [each for each in group if each not in (stays, leaves)]
    pairs = tuple(joined)
    staying, going = _linked(stays, pairs), _linked(leaves, pairs)
    return (
        leaves,
        *(
            each
            for each in others
            if (each in going and each not in staying)
            or (each not in staying and each not in going and goes_along(each))
        ),
    )


def _linked(one: _T, pairs: Sequence[tuple[_T, _T]]) -> list[_T]:
    """Return all that pairs join with one, directly or through others."""
    found = [one]
    for each in found:
        more = (b if a == each else a for a, b in pairs if each in (a, b))
        found += [other for other in dict.fromkeys(more) if other not in found]
    return found
