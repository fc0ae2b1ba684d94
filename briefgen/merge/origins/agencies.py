"""News agencies by the names that credits have, those of a run's publishers among them.

Initials that several agencies use are decided by a country, that of the dateline or address.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from briefgen.merge.tables import Weights, read_table

_W = Weights(__package__, "agencies")
_KNOWN = read_table(__package__, "agencies")
_SEVERAL = re.compile(r"\s*(?:/|,|&|\band\b|\bet\b)\s*")
_NAMES = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+){0,3}")


def _usual_names(kind: str) -> Mapping[str, str]:
    return {form: name for name, forms in _KNOWN[kind].items() for form in forms}


@dataclass(frozen=True, slots=True)
class Agencies:
    """Known agencies, the `publishers` of a run, and those it is said to be `reprinted` from."""

    publishers: frozenset[str] = frozenset()
    reprinted: frozenset[str] = frozenset()
    _plain: Mapping[str, str] = field(init=False, repr=False)
    _marked: Mapping[str, str] = field(init=False, repr=False)
    _named: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Gather the names once."""
        usual = _usual_names("names")
        others = {n: n for n in self.publishers | self.reprinted if len(n) >= _W.shortest_name}
        initials = {
            letters: name
            for name in sorted(others)
            if len(letters := _initials(name)) >= _W.initials
        }
        object.__setattr__(self, "_plain", {**initials, **others, **usual})
        shared = {letters: letters for letters in _KNOWN["shared"]}
        marked = {**shared, **_usual_names("marked"), **initials, **others, **usual}
        object.__setattr__(self, "_marked", marked)
        agencies = sorted({*usual, *self.reprinted}, key=lambda name: (-len(name), name))
        names = "|".join(map(re.escape, agencies))
        object.__setattr__(self, "_named", re.compile(rf"(?<!\w)(?:{names})(?!\w)"))

    def find(self, name: str, country: str, *, marked: bool) -> str:
        """Return the usual name of the agency that a credit names; "" if it names none.

        Where something marks it as a credit, common words and initials count too.
        """
        found = (self._marked if marked else self._plain).get(name, "")
        return _decided(found, country)

    def of_credit(self, credit: str, country: str, *, marked: bool) -> Iterator[str]:
        """Yield the agencies of a credit such as "AP/Reuters"."""
        for part in _SEVERAL.split(credit):
            bare = part.strip().removesuffix(" news agency")
            if name := self.find(bare, country, marked=marked):
                yield name

    def usual(self, name: str, country: str = "") -> str:
        """Return the usual name of an agency for any of its forms; other names as they are."""
        return self.find(name, country, marked=True) or name

    def named_in(self, text: str) -> tuple[str, ...]:
        """Return the usual names of agencies that stand in an attribution."""
        return tuple(dict.fromkeys(self.usual(found[0]) for found in self._named.finditer(text)))


@cache
def known_agencies() -> frozenset[str]:
    """Return every form of a name that is an agency's beyond doubt."""
    return frozenset(_usual_names("names"))


def country_of(words: str) -> str:
    """Return the country, as ISO 3166 has it, of the first place in some words; "" for none."""
    known = _countries()
    found = (known.get(name[0].casefold(), "") for name in _NAMES.finditer(words))
    return next(filter(None, found), "")


@cache
def _countries() -> Mapping[str, str]:
    """Return the country of each country's name and city's, of cities the largest first."""
    told = json.loads(files("briefgen").joinpath("data/places.json").read_text("utf-8"))
    cities = sorted(told["cities"], key=lambda row: row[4])
    known = {
        name.casefold(): country for _, country, _, _, _, _, *names in cities for name in names
    }
    return known | {n.casefold(): one["id"] for one in told["countries"] for n in one["names"]}


def _decided(name: str, country: str) -> str:
    """Return whose initials these are in a country; the initials where that is not known."""
    owners = _KNOWN["shared"].get(name, {})
    return next((owner for owner, lands in owners.items() if country in lands), name)


def _initials(name: str) -> str:
    """Return "NPA" for "Norland Press Agency"; "" for a name of one word."""
    words = [word for word in re.findall(r"\w+", name) if word[0].isupper()]
    return "".join(word[0] for word in words) if len(words) > 1 else ""
