"""Coasts and borders in no more points than can be seen, written short."""

import math
from collections.abc import Iterable

from briefgen.geography import Ring
from briefgen.model.places import Point

_SPECK = 3
"""The fewest points of a ring that encloses ground."""


def outline(rings: Iterable[Ring], kind: str) -> str:
    """Fill rings of many points, written short: each step from the last, in tenths of a point.

    Points that fall together are one; a ring of one point is still a dot, which its line draws.
    A tenth of a point is less than half a dot at 300 dpi.
    """
    drawn = []
    for ring in rings:
        first, *others = ((round(10 * x), round(10 * y)) for x, y in ring)
        drawn.append(f"M{_tenths(first[0])} {_tenths(first[1])}l")
        x, y = first
        steps = []
        for across, down in others:
            if (across, down) != (x, y):
                steps.append(f"{_tenths(across - x)} {_tenths(down - y)}")
                x, y = across, down
        drawn.append(f"{' '.join(steps) or '.1 0'}z")
    return f'<path d="{"".join(drawn).replace(" -", "-")}" class="{kind}"/>'


def _tenths(value: int) -> str:
    """Write tenths as a number, without the zero before its point."""
    whole, rest = divmod(abs(value), 10)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole or ''}.{rest}" if rest else f"{sign}{whole}"


def simplified(ring: Ring, tolerance: float) -> Ring:
    """Return a ring without the points that lie this near to the line through those kept.

    Between the first point and the farthest from it, that farthest off the line is kept, and so
    on, on each side (Douglas and Peucker 1973). A speck keeps three, so that it stays in sight.
    """
    first = ring[0]
    apart = max(range(len(ring)), key=lambda n: _square(ring[n], first))
    closed = (*ring, first)
    kept = {0, apart}
    open_runs = [(0, apart), (apart, len(ring))]
    while open_runs:
        start, end = open_runs.pop()
        far, off = _farthest(closed, start, end)
        if off > tolerance or (far and len(kept) < _SPECK):
            kept.add(far)
            open_runs += [(start, far), (far, end)]
    return tuple(ring[n] for n in sorted(kept))


def _farthest(points: Ring, start: int, end: int) -> tuple[int, float]:
    """Return which point between two others lies farthest off the line from one to the other."""
    (x0, y0), (x1, y1) = points[start], points[end]
    across, up = x1 - x0, y1 - y0
    length = across * across + up * up
    far, most = 0, -1.0
    for n in range(start + 1, end):
        x, y = points[n][0] - x0, points[n][1] - y0
        along = min(max((x * across + y * up) / length, 0.0), 1.0) if length else 0.0
        off = (x - along * across) ** 2 + (y - along * up) ** 2
        if off > most:
            far, most = n, off
    return far, math.sqrt(most) if far else 0.0


def _square(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
