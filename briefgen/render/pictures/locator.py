"""Where it happens: a map of the states and places that the note's citations name."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from briefgen.model.annotations import ActorKind
from briefgen.model.brief import Brief
from briefgen.model.evidence import Actor
from briefgen.render.pictures.drawing import RAIL, SMALLEST, Picture, circle, path, rectangle, text
from briefgen.render.pictures.labels import Box, Label, Placed, place
from briefgen.render.pictures.world import (
    Country,
    Extent,
    Place,
    Projection,
    Ring,
    around,
    countries,
    framed,
    places,
)

_HEIGHT = 118.0
_WIDEST, _TALLEST = 48.0, 32.0
"""The most degrees that a map shows across and up, unless one land alone is larger."""

_LEAST = 5.0
"""The fewest degrees of latitude on a map: nearer, one town would be a dot on nothing."""

_DOT = 1.9
_FIRST_TOWNS = 1
_NEIGHBOURS = 8
"""The most lands that are named without being shaded."""

_PARTS_OF_A_MAP = 4


def draw_locator(brief: Brief) -> Picture | None:
    """Draw the map; None when no cited place is known."""
    weights = _cited_places(brief)
    shown = _theatre(weights)
    if not shown:
        return None
    whole = _extent(shown[0])
    for one in shown[1:]:
        whole = whole.joined(_extent(one))
    sheet = framed(whole, RAIL, _HEIGHT, _LEAST)
    lands = {one.country for one in shown if one.land}
    visible = {c: rings for c in countries() if (rings := _visible(c, sheet))}
    body = [rectangle(0, 0, RAIL, _HEIGHT, "sea")]
    body += [path(rings, "told" if c.code in lands else "land") for c, rings in visible.items()]
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


def _cited_places(brief: Brief) -> Mapping[Place, int]:
    """Return the known places that stand inside shown citations, with how often they do."""
    found: Counter[Place] = Counter()
    named = [a for a in brief.evidence.actors if a.kind in (ActorKind.STATE, ActorKind.PLACE)]
    times = {actor: _mentions(brief, actor) for actor in named}
    lands = {
        known[0].country
        for actor, number in times.items()
        if number and (known := places().get(actor.name)) and known[0].land
    }
    for actor, number in times.items():
        known = places().get(actor.name)
        if number and known:
            near = [one for one in known if one.country in lands]
            found[near[0] if near else known[0]] += number
    return found


def _mentions(brief: Brief, actor: Actor) -> int:
    return sum(
        any(c.source == shown.source and shown.span.contains(c.span) for shown in brief.citations)
        for c in actor.mentions
    )


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


def _extent(one: Place) -> Extent:
    if one.land:
        shape = next((c for c in countries() if c.code == one.country), None)
        if shape:
            return shape.extent
    return around([one.at])


def _visible(country: Country, sheet: Projection) -> tuple[Ring, ...]:
    rings = (sheet.ring(ring) for ring in country.rings)
    return tuple(ring for ring in rings if len(ring) >= _PARTS_OF_A_MAP)


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
    around_them = [(c, rings) for c, rings in visible.items() if c.code not in lands]
    largest = sorted(around_them, key=lambda one: -max(abs(_area(r)) for r in one[1]))
    for country, rings in largest[:_NEIGHBOURS]:
        yield Label(country.name, _middle(rings), SMALLEST, 0, "faint")


def _middle(rings: Sequence[Ring]) -> tuple[float, float]:
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
    return f"Map of places that the cited passages name. {'; marked: '.join(filter(None, parts))}."


def _caption(shown: Sequence[Place], weights: Mapping[Place, int]) -> str:
    beyond = [one.name for one in sorted(weights, key=lambda p: -weights[p]) if one not in shown]
    outside = f" Beyond its edges: {', '.join(beyond[:4])}." if beyond else ""
    return f"Places named in cited passages.{outside} Natural Earth; no position implied."
