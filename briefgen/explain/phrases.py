"""The words in which each reason is told, from data/phrases.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

Phrases = Mapping[str, Mapping[str, str]]


@cache
def all_phrases() -> Phrases:
    """Return the phrases by their table and by the names that the rules give their reasons."""
    text = files(__package__).joinpath("data/phrases.toml").read_text("utf-8")
    return tomllib.loads(text)


def phrase(table: str, name: str) -> str:
    """Return the words for a reason. Raises KeyError for one that has none."""
    return all_phrases()[table][name]
