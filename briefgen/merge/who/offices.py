"""Tells which wordings of a role are one office, and which say that it is over."""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from briefgen.merge.tables import read_table
from briefgen.merge.words import fold

_TABLE = read_table(__package__, "offices")
_OVER = frozenset(_TABLE["tenures"]["over"])
_TENURES = frozenset(_TABLE["tenures"]["any"])
_SHORT: dict[str, str] = _TABLE["short"]
_WORD = re.compile(r"[^\W_]+")
_OWN = re.compile(r"(?<=\w)['’]s?\b|\.")


def office_of(role: str) -> str:
    """Return what wordings of one office have in common.

    Left out are case, hyphens, tenure and the nation; short forms are written out.
    """
    words = " ".join(_SHORT.get(word, word) for word in _WORD.findall(_OWN.sub("", fold(role))))
    words = _nation_first().sub("", _nation_last().sub("", _without_tenure(words)))
    return words or fold(role)


def is_over(role: str) -> bool:
    """Tell whether a role is stated as one that somebody no longer has."""
    return any(word in _OVER for word in _WORD.findall(fold(role)))


def _without_tenure(words: str) -> str:
    return " ".join(word for word in words.split() if word not in _TENURES)


@cache
def _nation_first() -> re.Pattern[str]:
    return re.compile(rf"^(?:the )?(?:{'|'.join(_nations())}) (?=\w)")


@cache
def _nation_last() -> re.Pattern[str]:
    return re.compile(rf"(?<=\w) (?:of|for) (?:the )?(?:{'|'.join(_nations())})$")


def _nations() -> list[str]:
    """Return the names and adjectives of states, the longest first, as patterns."""
    told = json.loads(files("briefgen").joinpath("data/places.json").read_text("utf-8"))
    names = {" ".join(_WORD.findall(_OWN.sub("", fold(name)))) for name in _names(told)}
    return sorted(map(re.escape, filter(None, names)), key=lambda name: (-len(name), name))


def _names(told: dict[str, list[dict[str, list[str]]]]) -> Iterator[str]:
    for country in told["countries"]:
        yield from country["names"]
        yield from country["demonyms"]
