"""The shapes of countries and the places of names, in degrees."""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import accumulate
from typing import Any

from briefgen.model.places import Place, Point

Ring = tuple[Point, ...]

TURN = 360
"""Degrees round the globe."""

_HALF = 180
_POLE = -90.0

_NEAR, _SHARE = 3.0, 0.05
"""Parts of a country belong to its extent that lie so many degrees from its largest part, or from
another one that does, and have this share of its area."""

_AWAY, _HALF_AS_LARGE = 15.0, 0.5
"""So do those farther off that are half as large as the largest."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A part of the globe in degrees; `west` may lie beyond -180."""

    west: float
    south: float
    east: float
    north: float

    def joined(self, other: "Extent") -> "Extent":
        """Return the least extent that holds both, the other one turned to where it is nearest."""
        near = other.turned(turns(other.middle, self.middle))
        return Extent(
            min(self.west, near.west),
            min(self.south, near.south),
            max(self.east, near.east),
            max(self.north, near.north),
        )

    @property
    def middle(self) -> float:
        """The longitude half way between its edges."""
        return (self.west + self.east) / 2

    def turned(self, times: int) -> "Extent":
        """Return the same part of the globe, counted so many turns further east."""
        by = TURN * times
        return Extent(self.west + by, self.south, self.east + by, self.north)

    def meets(self, other: "Extent") -> bool:
        """Tell whether both share any ground, as they are counted."""
        return self.gap(other) <= 0

    def gap(self, other: "Extent") -> float:
        """Return the degrees between both, across or up, whichever is more; 0 where they meet."""
        across = max(self.west - other.east, other.west - self.east)
        up = max(self.south - other.north, other.south - self.north)
        return max(across, up, 0.0)


@dataclass(frozen=True, eq=False)
class Country:
    """A country: ISO code ("" where there is none), name, and rings of (longitude, latitude).

    There is one of each, so that none need be told from another by its thousands of points.
    """

    code: str
    name: str
    rings: tuple[Ring, ...]

    @cached_property
    def extent(self) -> Extent:
        """Where its largest part lies, and what lies near it: France without Guiana."""
        ranked = sorted(self.rings, key=lambda ring: -_ground(ring))
        most = _ground(ranked[0])
        kept = [around(ranked[0])]
        left = [(_ground(r) / most, around(r)) for r in ranked if _ground(r) >= _SHARE * most][1:]
        while near := [one for one in left if _belongs(*one, kept)]:
            kept += [box for _, box in near]
            left = [one for one in left if one not in near]
        whole = kept[0]
        for box in kept[1:]:
            whole = whole.joined(box)
        return whole


def around(points: Iterable[Point]) -> Extent:
    """Return the extent of points."""
    across, up = zip(*points, strict=True)
    return Extent(min(across), min(up), max(across), max(up))


@cache
def countries() -> tuple[Country, ...]:
    """Return all countries, the largest first, so that none hides one that it encloses."""
    rows = _read("world.json")["countries"]
    made = [Country(code, name, tuple(map(_ring, rings))) for code, name, *rings in rows]
    return tuple(sorted(made, key=lambda c: -max(map(_size, c.rings))))


@cache
def places() -> dict[str, tuple[Place, ...]]:
    """Return the places of each name, lands before cities, large cities before small."""
    data = _read("places.json")
    known: dict[str, tuple[Place, ...]] = {}
    for record in data["countries"]:
        if record["at"]:
            latitude, longitude = record["at"]
            at = float(longitude), float(latitude)
            land = Place(record["name"], at, record["id"], land=True)
            known[land.name] = (*known.get(land.name, ()), land)
    for _, country, latitude, longitude, _people, _capital, name, *_ in sorted(
        data["cities"], key=lambda row: -row[4]
    ):
        city = Place(name, (float(longitude), float(latitude)), country, land=False)
        known[name] = (*known.get(name, ()), city)
    return known


def turns(longitude: float, middle: float) -> int:
    """Return how often to turn a longitude so that it is counted nearest to a middle."""
    return round((middle - longitude) / TURN)


def _belongs(share: float, box: Extent, kept: Sequence[Extent]) -> bool:
    """Tell whether a part of a country lies near enough to those that show where it is."""
    reach = _AWAY if share >= _HALF_AS_LARGE else _NEAR
    return any(box.turned(turns(box.middle, one.middle)).gap(one) <= reach for one in kept)


def _ground(ring: Ring) -> float:
    """Return the area of a ring, in square degrees of the equator."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    area = abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2
    box = around(ring)
    return area * math.cos(math.radians((box.south + box.north) / 2))


def _ring(steps: Sequence[int]) -> Ring:
    """Return a ring whose longitudes go on beyond 180 where it crosses the date line.

    One that goes round the globe, which only Antarctica does, closes along the pole.
    """
    across, up = tuple(accumulate(steps[::2])), tuple(accumulate(steps[1::2]))
    if max(across) - min(across) <= 100 * _HALF:
        return tuple((x / 100, y / 100) for x, y in zip(across, up, strict=True))
    return _going_round(across, up)


def _going_round(across: Sequence[int], up: Sequence[int]) -> Ring:
    rounds = 0
    points: list[Point] = []
    for x, y in zip(across, up, strict=True):
        longitude = x / 100 + TURN * rounds
        if points and abs(longitude - points[-1][0]) > _HALF:
            step = 1 if longitude < points[-1][0] else -1
            rounds, longitude = rounds + step, longitude + TURN * step
        points.append((longitude, y / 100))
    if points[0][0] != points[-1][0] and rounds:
        points += [(points[-1][0], _POLE), (points[0][0], _POLE)]
    return tuple(points)


def _size(ring: Ring) -> float:
    box = around(ring)
    return (box.east - box.west) * (box.north - box.south)


def _read(name: str) -> dict[str, Any]:
    return dict(json.loads(files("briefgen").joinpath("data", name).read_text("utf-8")))
