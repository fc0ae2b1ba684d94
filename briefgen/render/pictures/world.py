"""How the globe comes onto paper: countries and places on a sheet."""

import math
from dataclasses import dataclass

from briefgen.geography import TURN, Extent, Ring, around, turns
from briefgen.model.places import Point

_DEGREE = 111.2
"""Kilometres of a degree of latitude."""


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
        return self._drawn(longitude + TURN * turns(longitude, self.extent.middle), latitude)

    def rings(self, ring: Ring) -> tuple[Ring, ...]:
        """Return what the sheet shows of a ring, which is turned round the globe as a whole."""
        box = around(ring)
        first = turns(box.middle, self.extent.middle)
        drawn = (
            _clipped([self._drawn(x + TURN * times, y) for x, y in ring], self.width, self.height)
            for times in (first - 1, first, first + 1)
            if box.turned(times).meets(self.extent)
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
    tall = min(max(tall, wide * height / width), TURN * squeeze * height / width)
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
