"""The shapes of countries and the places of names, and how they come onto paper."""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Point = tuple[float, float]
Ring = tuple[Point, ...]

_HALF = 180
_TURN = 360
_POLE = -90.0
_DEGREE = 111.2
"""Kilometres of a degree of latitude."""

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
        near = other.turned(_turns(other.middle, self.middle))
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
        by = _TURN * times
        return Extent(self.west + by, self.south, self.east + by, self.north)

    def meets(self, other: "Extent") -> bool:
        """Tell whether both share any ground, as they are counted."""
        return self.gap(other) <= 0

    def gap(self, other: "Extent") -> float:
        """Return the degrees between both, across or up, whichever is more; 0 where they meet."""
        across = max(self.west - other.east, other.west - self.east)
        up = max(self.south - other.north, other.south - self.north)
        return max(across, up, 0.0)


@dataclass(frozen=True, slots=True)
class Country:
    """A country: ISO code ("" where there is none), name, and rings of (longitude, latitude)."""

    code: str
    name: str
    rings: tuple[Ring, ...]

    @property
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


@dataclass(frozen=True, slots=True)
class Place:
    """A named place; `country` is an ISO code, and a whole `land` is one itself."""

    name: str
    at: Point
    country: str
    land: bool


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
            land = Place(record["name"], (longitude, latitude), record["id"], land=True)
            known[land.name] = (*known.get(land.name, ()), land)
    for _, country, latitude, longitude, _people, _capital, name, *_ in sorted(
        data["cities"], key=lambda row: -row[4]
    ):
        city = Place(name, (longitude, latitude), country, land=False)
        known[name] = (*known.get(name, ()), city)
    return known


@dataclass(frozen=True, slots=True)
class Projection:
    """Degrees to points on a sheet: equirectangular, true to scale at its middle latitude."""

    extent: Extent
    width: float
    height: float

    @property
    def scale(self) -> float:
        """Points of a degree of latitude."""
        return self.height / (self.extent.north - self.extent.south)

    @property
    def kilometre(self) -> float:
        """Points of a kilometre at the middle of the map."""
        return self.scale / _DEGREE

    def __call__(self, point: Point) -> Point:
        """Return where a place lies on the sheet."""
        longitude, latitude = point
        return self._drawn(longitude + _TURN * _turns(longitude, self.extent.middle), latitude)

    def rings(self, ring: Ring) -> tuple[Ring, ...]:
        """Return what the sheet shows of a ring, which is turned round the globe as a whole."""
        box = around(ring)
        first = _turns(box.middle, self.extent.middle)
        drawn = (
            _clipped([self._drawn(x + _TURN * turns, y) for x, y in ring], self.width, self.height)
            for turns in (first - 1, first, first + 1)
            if box.turned(turns).meets(self.extent)
        )
        return tuple(filter(None, drawn))

    def _drawn(self, longitude: float, latitude: float) -> Point:
        x = (longitude - self.extent.west) * self.width / (self.extent.east - self.extent.west)
        return x, (self.extent.north - latitude) * self.scale


def framed(extent: Extent, width: float, height: float, least: float) -> Projection:
    """Return the projection of a map that shows an extent with a margin around it.

    The map shows at least `least` degrees of latitude.
    """
    middle = (extent.south + extent.north) / 2
    squeeze = max(math.cos(math.radians(middle)), 0.2)
    tall = max((extent.north - extent.south) * 1.2, least)
    wide = (extent.east - extent.west) * 1.2 * squeeze
    tall = min(max(tall, wide * height / width), _TURN * squeeze * height / width)
    wide = tall * width / height / squeeze
    centre = (extent.west + extent.east) / 2
    return Projection(
        Extent(centre - wide / 2, middle - tall / 2, centre + wide / 2, middle + tall / 2),
        width,
        height,
    )


def holds(ring: Ring, point: Point) -> bool:
    """Tell whether a point lies inside a ring."""
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside


def _turns(longitude: float, middle: float) -> int:
    """Return how often to turn a longitude so that it is counted nearest to a middle."""
    return round((middle - longitude) / _TURN)


def _belongs(share: float, box: Extent, kept: Sequence[Extent]) -> bool:
    """Tell whether a part of a country lies near enough to those that show where it is."""
    reach = _AWAY if share >= _HALF_AS_LARGE else _NEAR
    return any(box.turned(_turns(box.middle, one.middle)).gap(one) <= reach for one in kept)


def _ground(ring: Ring) -> float:
    """Return the area of a ring, in square degrees of the equator."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    area = abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2
    box = around(ring)
    return area * math.cos(math.radians((box.south + box.north) / 2))


def _clipped(points: list[Point], width: float, height: float) -> Ring:
    """Cut a ring at the edges of the sheet (Sutherland and Hodgman 1974)."""
    for axis, limit, sign in ((0, 0.0, 1), (0, width, -1), (1, 0.0, 1), (1, height, -1)):
        kept: list[Point] = []
        for n, here in enumerate(points):
            before = points[n - 1]
            inside = (here[axis] - limit) * sign >= 0
            if inside != ((before[axis] - limit) * sign >= 0):
                share = (limit - before[axis]) / (here[axis] - before[axis])
                kept.append(
                    (
                        before[0] + share * (here[0] - before[0]),
                        before[1] + share * (here[1] - before[1]),
                    )
                )
            if inside:
                kept.append(here)
        points = kept
    return tuple(points)


def _ring(steps: Sequence[int]) -> Ring:
    """Return a ring whose longitudes go on beyond 180 where it crosses the date line.

    One that goes round the globe, which only Antarctica does, closes along the pole.
    """
    x = y = turns = 0
    points: list[Point] = []
    for n in range(0, len(steps), 2):
        x, y = x + steps[n], y + steps[n + 1]
        longitude = x / 100 + _TURN * turns
        if points and abs(longitude - points[-1][0]) > _HALF:
            step = 1 if longitude < points[-1][0] else -1
            turns, longitude = turns + step, longitude + _TURN * step
        points.append((longitude, y / 100))
    if points[0][0] != points[-1][0] and turns:
        points += [(points[-1][0], _POLE), (points[0][0], _POLE)]
    return tuple(points)


def _size(ring: Ring) -> float:
    box = around(ring)
    return (box.east - box.west) * (box.north - box.south)


def _read(name: str) -> dict[str, Any]:
    return dict(json.loads(files("briefgen").joinpath("data", name).read_text("utf-8")))
