# /// script
# requires-python = ">=3.11"
# ///
"""Make `briefgen/data/world.json`, the shapes of countries, from Natural Earth.

Needed only when the shapes change; `world-atlas` is a package of the npm registry:

    npm install world-atlas@2.0.2
    python tools/make_world.py node_modules/world-atlas/countries-50m.json

Each country keeps the ISO code, name and place of its capital that `places.json` has.
Coordinates are hundredths of a degree, written as steps from point to point.
"""

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "briefgen" / "data"
TARGET = DATA / "world.json"
CREDIT = "Made with Natural Earth (public domain), by way of world-atlas 2.0.2."
HUNDREDTHS = 100
FEWEST = 3
Point = tuple[int, int]


def decoded(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the arcs in hundredths of a degree, without points that fall together."""
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points: list[Point] = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            point = (round((x * kx + tx) * HUNDREDTHS), round((y * ky + ty) * HUNDREDTHS))
            if not points or points[-1] != point:
                points.append(point)
        arcs.append(points)
    return arcs


def ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    """Join arcs to a ring; a negative number is an arc the other way round."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def steps(points: list[Point]) -> list[int]:
    """Write a ring as its first point and then steps."""
    flat = list(points[0])
    for (x, y), (to_x, to_y) in pairwise(points):
        flat += [to_x - x, to_y - y]
    return flat


def main() -> None:
    """Write the shapes, one country a line."""
    topology = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    places = json.loads((DATA / "places.json").read_text("utf-8"))
    codes = {country["id"]: country for country in places["countries"]}
    numbers = json.loads((Path(__file__).parent / "iso3166.json").read_text("utf-8"))
    arcs = decoded(topology)
    rows = []
    for shape in topology["objects"]["countries"]["geometries"]:
        code = numbers.get(shape.get("id", ""), "") or numbers.get(shape["properties"]["name"], "")
        many = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [steps(r) for polygon in many if len(r := ring(polygon[0], arcs)) > FEWEST]
        name = codes[code]["name"] if code in codes else shape["properties"]["name"]
        if rings:
            rows.append([code, name, *sorted(rings, key=len, reverse=True)])
    lines = ",\n".join(
        json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in sorted(rows)
    )
    TARGET.write_text(f'{{"credit": {json.dumps(CREDIT)},\n"countries": [\n{lines}\n]}}\n', "utf-8")


if __name__ == "__main__":
    main()
