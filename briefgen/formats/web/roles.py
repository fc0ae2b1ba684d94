"""What the names of elements say of the text in them: furniture, captions, standfirsts, credits."""

import html
import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from briefgen.formats.web.elements import Element

_DATA = tomllib.loads(files(__package__).joinpath("data/roles.toml").read_text("utf-8"))
_NAMES = re.compile(
    r"\b(class|id|role|aria-label|itemprop)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_MOST = 4096

COMMENTS, PULL_QUOTE, CAPTION = "comments", "pull quote", "caption or credit"
"""Reasons that mean more than that a text is set aside."""


def _pattern(entries: list[str]) -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(map(re.escape, entries))}) ")


_ASIDE = {reason: _pattern(entries) for reason, entries in _DATA["aside"].items()}
_WITH_LINK = {reason: _pattern(entries) for reason, entries in _DATA["aside_with_link"].items()}
_ANY = _pattern(
    [e for held in ("aside", "aside_with_link") for es in _DATA[held].values() for e in es]
)
_ELEMENTS: dict[str, str] = _DATA["elements"]
_OTHER = {role: _pattern(entries) for role, entries in _DATA["other"].items()}


def reason_of(element: Element, *, has_link: bool = False) -> str:
    """Return why the text of an element is no text of the article, "" when its names don't say."""
    words = _words(element.rest) if element.rest else ""
    if not words or not _ANY.search(words):
        return _ELEMENTS.get(element.name, "")
    known = {**_ASIDE, **_WITH_LINK} if has_link else _ASIDE
    reason = next((reason for reason, entries in known.items() if entries.search(words)), "")
    return reason or _ELEMENTS.get(element.name, "")


def has_role(element: Element, role: str) -> bool:
    """Tell whether the names of an element give it a role: standfirst, credit, live."""
    return bool(_OTHER[role].search(_words(element.rest)))


@lru_cache(_MOST)
def _words(rest: str) -> str:
    """Return the words of an element's names, each name between two bars."""
    names = (
        name
        for kind, *values in _NAMES.findall(rest)
        for value in [html.unescape("".join(values))]
        for name in ([value] if kind.casefold() == "aria-label" else value.split())
    )
    return "|".join(f" {' '.join(_WORD.findall(name)).casefold()} " for name in names)
