"""Where it happens: a map of the states and places that the note's citations name."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, reduce

from briefgen.geography import Country, Extent, Ring, around, countries
from briefgen.model.brief import Brief
from briefgen.model.places import Place, Point
from briefgen.render.pictures.drawing import RAIL, SMALLEST, Picture, circle, path, rectangle, text
from briefgen.render.pictures.labels import Box, Label, Placed, place
from briefgen.render.pictures.outlines import outline, simplified
from briefgen.render.pictures.world import Projection, framed, holds

_HEIGHT = 118.0
_WIDEST, _TALLEST = 64.0, 42.0
"""The most degrees that a map shows across and up, unless one land alone is larger."""

_LEAST = 5.0
"""The fewest degrees of latitude on a map: nearer, one town would be a dot on nothing."""

_DOT = 1.9
_FIRST_TOWNS = 1
_NEIGHBOURS = 8
"""The most lands that are named without being shaded."""

_SPECK = 30.0
"""Square points: of a smaller land that is not told, a name would stand in the sea."""

_FINEST = 0.1
"""Points, less than half a dot at 300 dpi: what lies so near to a coast or border is left out. Two
lands part by at most twice as much, which the line between them covers."""

_FEWEST_POINTS = 4
"""A ring that shows fewer is a speck at the edge."""


def draw_locator(brief: Brief) -> Picture | None:
    """Draw the map; None when the facts shown name no place that is known."""
    weights = {told.place: told.facts for told in brief.places}
    shown = _theatre(weights)
    if not shown:
        return None
    whole = _shown_extent(shown)
    sheet = framed(whole, RAIL, _HEIGHT, _LEAST)
    lands = {one.country for one in shown if one.land}
    visible = {c: rings for c in countries() if (rings := _visible(c, sheet))}
    body = [rectangle(0, 0, RAIL, _HEIGHT, "sea")]
    body += [
        outline(visible[c], "told" if c.code in lands else "land") for c in _layers(visible, lands)
    ]
    towns = [one for one in shown if not one.land]
    bar, ground = _scale_bar(sheet)
    frame = Box(0, 0, RAIL, _HEIGHT)
    ranked = sorted(towns, key=lambda town: -weights[town])
    placed = place(_labels(visible, lands, ranked, sheet), frame, [ground])
    body += [_behind(p) for p in placed]
    body += [circle(p.label.at, _DOT, "dot") for p in placed if p.label.reach]
    body += [text(p.baseline, p.label.words, p.label.size, p.label.kind) for p in placed]
    body += [bar, path([((0, 0), (RAIL, 0), (RAIL, _HEIGHT), (0, _HEIGHT))], "hair")]
    return Picture("locator", RAIL, _HEIGHT, "".join(body), _alt(shown), _caption(shown, weights))


def _layers(visible: Iterable[Country], lands: set[str]) -> Iterator[Country]:
    """Yield lands as they are drawn: those told last, but for what lies inside one of them."""
    told = [one for one in visible if one.code in lands]
    others = [one for one in visible if one.code not in lands]
    enclosed = [one for one in others if any(_lies_in(_middle(one.rings), land) for land in told)]
    yield from (one for one in others if one not in enclosed)
    yield from told
    yield from enclosed


def _lies_in(point: Point, land: Country) -> bool:
    return any(holds(ring, point) for ring in land.rings)


def _theatre(weights: Mapping[Place, int]) -> tuple[Place, ...]:
    """Return the places that fit onto one map, and are named most often together."""
    ranked = sorted(weights, key=lambda p: (-weights[p], p.name))
    groups = [_grown(first, ranked) for first in ranked]
    return max(groups, key=lambda g: sum(weights[one] for one in g), default=())


def _grown(first: Place, ranked: Sequence[Place]) -> tuple[Place, ...]:
    group, whole = [first], _extent(first)
    for one in ranked:
        wider = whole.joined(_extent(one))
        small = wider.east - wider.west <= _WIDEST and wider.north - wider.south <= _TALLEST
        if one != first and (small or wider == whole):
            group.append(one)
            whole = wider
    return tuple(group)


def _shown_extent(shown: Sequence[Place]) -> Extent:
    """Return what a map shows: its places, and the whole land round a town that stands alone."""
    lands = any(one.land for one in shown)
    around_them = () if lands else (replace(one, land=True) for one in shown)
    first, *others = (_extent(one) for one in (*shown, *around_them))
    return reduce(Extent.joined, others, first)


@cache
def _extent(one: Place) -> Extent:
    if one.land:
        shape = next((c for c in countries() if c.code == one.country), None)
        if shape:
            return shape.extent
    return around([one.at])


def _visible(country: Country, sheet: Projection) -> tuple[Ring, ...]:
    rings = (drawn for ring in country.rings for drawn in sheet.rings(ring))
    return tuple(simplified(ring, _FINEST) for ring in rings if len(ring) >= _FEWEST_POINTS)


def _labels(
    visible: Mapping[Country, tuple[Ring, ...]],
    lands: set[str],
    towns: Sequence[Place],
    sheet: Projection,
) -> Iterator[Label]:
    """Yield labels in the order of their weight: the first towns, lands, towns, neighbours.

    A land has room to give: its label goes where those of its towns leave it.
    """
    named = [Label(town.name, sheet(town.at), 6.8, _DOT, "") for town in towns]
    yield from named[:_FIRST_TOWNS]
    for country, rings in visible.items():
        if country.code in lands:
            yield Label(country.name, _middle(rings), 7.6, 0, "strong")
    yield from named[_FIRST_TOWNS:]
    sizes = {c: max(abs(_area(ring)) for ring in rings) for c, rings in visible.items()}
    others = [c for c, size in sizes.items() if c.code not in lands and size >= _SPECK]
    for country in sorted(others, key=lambda one: -sizes[one])[:_NEIGHBOURS]:
        rings = visible[country]
        yield Label(country.name, _middle(rings), SMALLEST, 0, "faint")


def _middle(rings: Sequence[Ring]) -> Point:
    """Return the centroid of the largest ring (its signed area decides, as in any polygon)."""
    area, ring = max((abs(_area(ring)), ring) for ring in rings)
    if area < 1:
        return ring[0]
    total = _area(ring)
    x = y = 0.0
    for (x0, y0), (x1, y1) in zip(ring, (*ring[1:], ring[0]), strict=True):
        cross = x0 * y1 - x1 * y0
        x, y = x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return x / (6 * total), y / (6 * total)


def _area(ring: Ring) -> float:
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs) / 2


def _behind(placed: Placed) -> str:
    """Draw a plate that keeps borders out of a label, in the colour it mostly stands on."""
    box = placed.box
    ground = "plate" if placed.label.kind == "strong" else "behind"
    return rectangle(box.left - 1, box.top, box.right - box.left + 2, box.bottom - box.top, ground)


def _scale_bar(sheet: Projection) -> tuple[str, Box]:
    """Draw a scale bar on a ground of its own in the lower right corner."""
    most = RAIL / 4 / sheet.kilometre
    power = 10 ** math.floor(math.log10(most))
    length = max(step * power for step in (1, 2, 5) if step * power <= most)
    right, bottom, run = RAIL - 6, _HEIGHT - 5, length * sheet.kilometre
    left = right - run
    ground = Box(left - 5, bottom - 12, RAIL, _HEIGHT)
    parts = (
        rectangle(ground.left, ground.top, RAIL - ground.left, _HEIGHT - ground.top, "behind"),
        path([((left, bottom - 2), (left, bottom), (right, bottom), (right, bottom - 2))], "line",
             closed=False),
        text(((left + right) / 2, bottom - 3.5), f"{length:g} km", SMALLEST, "faint", "middle"),
    )  # fmt: skip
    return "".join(parts), ground


def _alt(shown: Sequence[Place]) -> str:
    lands = [one.name for one in shown if one.land]
    towns = [one.name for one in shown if not one.land]
    parts = [f"shaded: {', '.join(lands)}" if lands else "", *([", ".join(towns)] if towns else [])]
    return f"Map of places that the facts shown name. {'; marked: '.join(filter(None, parts))}."


def _caption(shown: Sequence[Place], weights: Mapping[Place, int]) -> str:
    beyond = [one.name for one in sorted(weights, key=lambda p: -weights[p]) if one not in shown]
    outside = f" Beyond its edges: {', '.join(beyond[:4])}." if beyond else ""
    return f"Places named in the facts shown.{outside} Natural Earth; no position implied."
