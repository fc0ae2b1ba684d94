"""Words brought down to what they have in common across reports: stems and word families.

"Exploded", "the explosion" and "a blast" tell of one thing. Stems are those of Snowball
(Porter, 2001); the families are written by hand in `data/families.toml`.
"""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("english")


def fold_terms(terms: Iterable[str]) -> tuple[str, ...]:
    """Return what the terms come down to, in their order, each once."""
    return tuple(dict.fromkeys(_folded(term) for term in terms))


@cache
def _folded(term: str) -> str:
    stem = _stem(term)
    return _families().get(stem, stem)


@cache
def _stem(term: str) -> str:
    return str(_STEMMER.stemWord(term))


@cache
def _families() -> dict[str, str]:
    """Return the first word of each family by the stems of its members."""
    text = files("briefgen.merge").joinpath("data/families.toml").read_text("utf-8")
    families = tomllib.loads(text)["families"]
    return {_stem(word): family[0] for family in families for word in family}
