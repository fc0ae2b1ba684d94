"""Tells which names of bodies are one body's although one says more of its kind.

"Nordair Ltd" is "Nordair", "Larnham Police Department" is "Larnham Police", "Larnham General
Hospital for Children" is "Larnham General Hospital", where there is but one such longer name.
"""

import re
from collections.abc import Iterable, Mapping

from briefgen.merge.tables import Weights, read_table
from briefgen.merge.who.spelling import usual_spelling

_W = Weights(__package__, "bodies")
_TABLE = read_table(__package__, "names")
_POLICE = frozenset(_TABLE["police"]["endings"])
_OF_KIND = frozenset([*_TABLE["companies"]["endings"], *_TABLE["media"]["endings"]])
_TELLING = int(_W.telling)
_PARTY = "party"
"""Last word of names that tell one such body from another by all of their words."""


def one_body(names: Iterable[str]) -> Mapping[str, str]:
    """Return, for each folded name that has a shorter form among them, that form.

    Where several would have one, each stays by itself; endings of companies alone are no name.
    """
    known = {usual_spelling(name): name for name in names}
    longer: dict[str, list[str]] = {}
    for spelled, name in known.items():
        for short in _shorter(spelled):
            if short in known:
                longer.setdefault(known[short], []).append(name)
                break
    return {found[0]: short for short, found in longer.items() if len(found) == 1}


def shorter_bodies(namings: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
    """Return, by source and folded name, the longer name that stood before it there.

    "Larnham Harbour Board" may go on as "Harbour Board", where no source has another longer name;
    "Democratic Party" is another one than any "Social Democratic Party".
    """
    longer: dict[str, dict[str, None]] = {}
    first: dict[tuple[str, str], str] = {}
    told = list(dict.fromkeys(namings))
    for source, name in told:
        words = name.split(" ")
        for n in range(1, len(words) - 1):
            end = " ".join(words[n:])
            if words[-1] == _PARTY:
                break
            longer.setdefault(end, {}).setdefault(name)
            first.setdefault((source, end), name)
    at = {one: place for place, one in enumerate(told)}
    return {
        (source, end): name
        for (source, end), name in first.items()
        if len(longer[end]) == 1 and at.get((source, end), -1) > at[source, name]
    }


def initials(words: str) -> str:
    """Return "LGH" for "Larnham General Hospital"; "" for fewer than three words of weight."""
    letters = [word[0] for word in re.findall(r"[^\W\d_][\w'’]*", words) if word[0].isupper()]
    return "".join(letters) if len(letters) >= _TELLING else ""


def _shorter(name: str) -> Iterable[str]:
    words = name.replace(",", "").split(" ")
    *beginning, last = words
    police = beginning[-1:] == ["police"] and last in _POLICE
    if beginning and (last in _OF_KIND or police):
        yield " ".join(beginning)
    if "for" in words[_TELLING:]:
        yield " ".join(words[: words.index("for", _TELLING)])
