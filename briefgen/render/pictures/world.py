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
_DEGREE = 111.2
"""Kilometres of a degree of latitude."""

_SHARE = 0.12
"""Parts of a country smaller than this share of its largest do not count for its extent."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A part of the globe in degrees; `west` may lie beyond -180."""

    west: float
    south: float
    east: float
    north: float

    def joined(self, other: "Extent") -> "Extent":
        """Return the least extent that holds both."""
        return Extent(
            min(self.west, other.west),
            min(self.south, other.south),
            max(self.east, other.east),
            max(self.north, other.north),
        )


@dataclass(frozen=True, slots=True)
class Country:
    """A country: ISO code ("" where there is none), name, and rings of (longitude, latitude)."""

    code: str
    name: str
    rings: tuple[Ring, ...]

    @property
    def extent(self) -> Extent:
        """Where its main parts lie."""
        boxes = [around(ring) for ring in self.rings]
        sizes = [(b.east - b.west) * (b.north - b.south) for b in boxes]
        kept = [b for b, size in zip(boxes, sizes, strict=True) if size >= _SHARE * max(sizes)]
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
        x = (longitude - self.extent.west) * self.width / (self.extent.east - self.extent.west)
        return x, (self.extent.north - latitude) * self.scale

    def ring(self, ring: Ring) -> Ring:
        """Return what the sheet shows of a ring; () when it lies outside."""
        middle = (self.extent.west + self.extent.east) / 2
        turned = ((_near(x, middle), y) for x, y in ring)
        return _clipped([self(point) for point in turned], self.width, self.height)


def framed(extent: Extent, width: float, height: float, least: float) -> Projection:
    """Return the projection of a map that shows an extent with a margin around it.

    The map shows at least `least` degrees of latitude.
    """
    middle = (extent.south + extent.north) / 2
    squeeze = max(math.cos(math.radians(middle)), 0.2)
    tall = max((extent.north - extent.south) * 1.2, least)
    wide = (extent.east - extent.west) * 1.2 * squeeze
    tall = max(tall, wide * height / width)
    wide = tall * width / height / squeeze
    centre = (extent.west + extent.east) / 2
    return Projection(
        Extent(centre - wide / 2, middle - tall / 2, centre + wide / 2, middle + tall / 2),
        width,
        height,
    )


def _near(longitude: float, middle: float) -> float:
    """Return a longitude as it is counted nearest to the middle of a map."""
    if longitude - middle > _HALF:
        return longitude - _TURN
    return longitude + _TURN if middle - longitude > _HALF else longitude


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
    x = y = 0
    points = []
    for n in range(0, len(steps), 2):
        x, y = x + steps[n], y + steps[n + 1]
        points.append((x / 100, y / 100))
    return tuple(points)


def _size(ring: Ring) -> float:
    box = around(ring)
    return (box.east - box.west) * (box.north - box.south)


def _read(name: str) -> dict[str, Any]:
    return dict(json.loads(files("briefgen").joinpath("data", name).read_text("utf-8")))
