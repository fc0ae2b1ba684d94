"""Names that are known beforehand: states, cities, regions and organisations.

A name is found whatever its accents, hyphens and apostrophes. Its capitals must be as in
the data, except in names of countries that cannot be mistaken for a word. Where names
overlap, the longest counts.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from briefgen.extract.lexicon import table
from briefgen.model.annotations import ActorKind
from briefgen.model.spans import Span

LARGE = 1_000_000
"""People in a city whose name needs no further proof."""

_WORD = re.compile(r"[^\W_]+")
_ALIKE = str.maketrans({**dict.fromkeys("‘’ʼ`", "'"), **dict.fromkeys("-‐‑–\u00a0\n", " ")})


@dataclass(frozen=True, slots=True)
class Entry:
    """A known name. `country` is an ISO code; `at` is latitude and longitude in degrees.

    A `sure` name means this entry wherever it stands; any other needs support from its
    context, because people and things bear it as well.
    """

    id: str
    kind: ActorKind
    name: str
    country: str = ""
    at: tuple[float, float] | None = None
    people: int = 0
    sure: bool = True
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name in a text: its place, and what it may stand for, the likeliest first."""

    span: Span
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a name, and whether its capitals matter."""

    text: str
    entry: Entry
    own_case: bool


def find_known(text: str) -> tuple[Hit, ...]:
    """Return the known names in `text`, in text order and without overlaps."""
    return tuple(_hits(text))


def locate(entry: str) -> tuple[float, float] | None:
    """Return latitude and longitude of a place or state by entry id, if they are known."""
    return _places().get(entry)


@cache
def demonyms() -> frozenset[str]:
    """Return the adjectives and names of peoples ("Malian", "Western"), folded."""
    data = _data()
    listed = (word for country in data["countries"] for word in country["demonyms"])
    return frozenset(fold(word) for word in (*listed, *data["peoples"]))


def homeland(word: str) -> str:
    """Return the folded name of the country a demonym belongs to ("malian": "mali"), or "".

    Of names of several words it knows the last: "korean" belongs to "korea".
    """
    return _homelands().get(fold(word), "")


@cache
def _homelands() -> dict[str, str]:
    homes: dict[str, str] = {}
    for country in sorted(_data()["countries"], key=lambda c: not c["state"]):
        names = [fold(name).split() for name in country["names"]]
        for demonym in map(fold, country["demonyms"]):
            *before, last = demonym.split()
            alike = [n[-1] for n in names if len(n) == len(before) + 1 and n[-1][:2] == last[:2]]
            if alike:
                homes.setdefault(last, alike[0])
    return homes


def land_of(entry: str) -> str:
    """Return the ISO code of the country that a place or state lies in or is, or ""."""
    return _lands().get(entry, "")


def land_of_people(word: str) -> str:
    """Return the ISO code of the country that a people belongs to ("Malian": "ML"), or ""."""
    return _peoples().get(fold(word), "")


@cache
def _lands() -> dict[str, str]:
    data = _data()
    entries = (*map(_country, data["countries"]), *map(_city, data["cities"]))
    return {entry.id: entry.country for entry in entries}


@cache
def _peoples() -> dict[str, str]:
    countries = sorted(_data()["countries"], key=lambda c: not c["state"])
    named = ((fold(people), c["id"]) for c in countries for people in c["demonyms"])
    return dict(reversed(list(named)))


@cache
def personal_states() -> frozenset[str]:
    """Return the countries whose name is also a person's name ("Jordan"), folded."""
    return frozenset(fold(word) for word in _data()["personal"])


@lru_cache(maxsize=2**15)
def fold(text: str) -> str:
    """Return `text` without accents and case, with hyphens and blanks made alike."""
    alike = " ".join(text.translate(_ALIKE).split())
    if text.isascii():
        return alike.casefold()
    plain = unicodedata.normalize("NFKD", alike)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def state_of(entry: Entry) -> Entry | None:
    """Return the state that a capital is the capital of; None for any other entry."""
    return _states().get(entry.country) if entry.capital else None


@cache
def _states() -> dict[str, Entry]:
    states = map(_country, _data()["countries"])
    return {state.country: state for state in states if state.kind is ActorKind.STATE}


def _hits(text: str) -> Iterator[Hit]:
    forms, longest = _forms()
    words = [match.span() for match in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        start, end = words[at]
        most = min(longest.get(fold(text[start:end]), 0), len(words) - at)
        for count in range(most, 0, -1):
            stretch = text[start : words[at + count - 1][1]]
            fitting = [form for form in forms.get(fold(stretch), ()) if _fits(form, stretch)]
            if fitting:
                yield Hit(_with_stop(text, start, stretch, fitting[0].text), _entries(fitting))
                at += count
                break
        else:
            at += 1


def _entries(fitting: list[_Form]) -> tuple[Entry, ...]:
    """Return the entries once each; a state or organisation before a city of its name."""
    entries = dict.fromkeys(form.entry for form in fitting)
    by_rank = sorted(entries, key=lambda e: (e.kind is ActorKind.PLACE, -e.people, e.id))
    return tuple(by_rank)


def _with_stop(text: str, start: int, stretch: str, form: str) -> Span:
    """Return the span of a stretch, with the full stop that closes "U.S."."""
    end = start + len(stretch)
    return (
        Span(start, end + 1)
        if form.endswith(".") and text[end : end + 1] == "."
        else Span(start, end)
    )


def _fits(form: _Form, stretch: str) -> bool:
    """Tell whether capitals stand where the form has them."""
    if not form.own_case:
        return True
    pairs = zip(_WORD.findall(form.text), _WORD.findall(stretch), strict=False)
    return all(
        there.isupper() if here.isupper() else there[0].isupper() or not here[0].isupper()
        for here, there in pairs
    )


@cache
def _forms() -> tuple[dict[str, tuple[_Form, ...]], dict[str, int]]:
    """Return the forms by folded text, and the most words of a form by its first word."""
    forms: dict[str, tuple[_Form, ...]] = {}
    longest: dict[str, int] = {}
    for form in _all_forms():
        words = _WORD.findall(form.text)
        key = fold(form.text).rstrip(".")
        forms[key] = (*forms.get(key, ()), form)
        first = fold(words[0])
        longest[first] = max(longest.get(first, 0), len(words))
    return forms, longest


def _all_forms() -> Iterator[_Form]:
    data = _data()
    for country in data["countries"]:
        entry = _country(country)
        for name in country["names"]:
            yield _Form(name, entry, own_case=name in country["own_case"])
    for city in data["cities"]:
        entry = _city(city)
        for name in city[6:]:
            yield _Form(name, entry, own_case=True)
    for usual, *more in data["regions"]:
        entry = Entry(f"region:{fold(usual)}", ActorKind.PLACE, usual)
        for name in (usual, *more):
            yield _Form(name, entry, own_case=True)
    for key, names in table("organisations").items():
        entry = Entry(f"organisation:{key}", ActorKind.ORGANISATION, names[0])
        for name in names:
            yield _Form(name, entry, own_case=True)


def _country(record: dict[str, Any]) -> Entry:
    kind = ActorKind.STATE if record["state"] else ActorKind.PLACE
    at = tuple(record["at"]) if record["at"] else None
    return Entry(f"country:{record['id']}", kind, record["name"], record["id"], at)


def _city(record: list[Any]) -> Entry:
    number, country, north, east, people, capital, name = record[:7]
    sure = bool(capital) or people >= LARGE
    return Entry(
        f"city:{number}", ActorKind.PLACE, name, country, (north, east), people, sure, bool(capital)
    )


@cache
def _places() -> dict[str, tuple[float, float]]:
    data = _data()
    entries = (*map(_country, data["countries"]), *map(_city, data["cities"]))
    return {entry.id: entry.at for entry in entries if entry.at}


@cache
def _data() -> dict[str, Any]:
    text = files("briefgen").joinpath("data/places.json").read_text("utf-8")
    return dict(json.loads(text))
