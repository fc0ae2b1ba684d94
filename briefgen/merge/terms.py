"""Words brought down to what they have in common across reports: stems and word families.

"Exploded", "the explosion" and "a blast" tell of one thing, and so do "died" and "lost their
lives". Stems are those of Snowball (Porter, 2001); the families are written by hand in
`data/families.toml`.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("english")


def fold_terms(terms: Iterable[str]) -> tuple[str, ...]:
    """Return what the terms come down to, in their order, each once.

    The words of a phrase that names a deed ("lose" and "life") come down to it together.
    """
    stems = [(_stem(term), term) for term in terms]
    return tuple(dict.fromkeys(_folded(stem, {other for other, _ in stems}) for stem, _ in stems))


def fold_deed(verb: str, nouns: Iterable[str]) -> str:
    """Return what a verb, with a particle if it has one, and the nouns it governs come down to."""
    words = [_stem(word) for word in verb.split()]
    stem = " ".join(words)
    phrase = _phrase(words[0], {*words, *map(_stem, nouns)}) if words else ""
    return phrase or _families("verbs").get(stem) or _families("families").get(stem, stem)


def is_light(deed: str) -> bool:
    """Tell a deed that says nothing without what it is done to: "made", "took"."""
    return deed in _listed("light")


def bodies() -> frozenset[str]:
    """Return what the words for sorts of bodies come down to ("the government")."""
    return frozenset(fold_terms(_table()["bodies"]))


def recurs(deeds: Iterable[str]) -> bool:
    """Tell whether one of the deeds is of those that happen again and again."""
    return not _listed("recurring").isdisjoint(deeds)


def _folded(stem: str, beside: set[str]) -> str:
    return _phrase(stem, beside) or _families("families").get(stem, stem)


def _phrase(stem: str, beside: set[str]) -> str:
    """Return the deed that a stem names together with others beside it, "" for none."""
    phrases = _phrases().get(stem, {})
    return next((deed for words, deed in phrases.items() if words <= beside), "")


@cache
def _stem(term: str) -> str:
    return str(_STEMMER.stemWord(term))


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(_table()[kind])


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files("briefgen.merge").joinpath("data/families.toml").read_text("utf-8"))


@cache
def _families(kind: str) -> Mapping[str, str]:
    """Return the first word of each family by the stems of its members."""
    families = _table()[kind]
    return {" ".join(map(_stem, word.split())): family[0] for family in families for word in family}


@cache
def _phrases() -> Mapping[str, Mapping[frozenset[str], str]]:
    """Return, by each stem of a phrase, all its stems and the deed they name."""
    found: dict[str, dict[frozenset[str], str]] = {}
    for words, deed in _families("families").items():
        for stem in words.split() if " " in words else ():
            found.setdefault(stem, {})[frozenset(words.split())] = deed
    return found
