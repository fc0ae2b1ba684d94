"""Typed access to the word lists and rules in `extract/data/*.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> Mapping[str, Any]:
    """Return the table `data/<name>.toml`, read once."""
    return tomllib.loads(files("briefgen.extract").joinpath(f"data/{name}.toml").read_text("utf-8"))


@cache
def words(name: str, key: str) -> frozenset[str]:
    """Return the list `key` of a table as a set of lower-case entries."""
    entries = table(name)[key]
    return frozenset(entry.casefold() for entry in entries)
