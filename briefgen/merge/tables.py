"""The numbers and words a wing decides by, read from the files beside it that say where from."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


class Weights:
    """The numbers of one table of `data/weights.toml` in a wing's package, as attributes.

    There each stands as `name = {value, from, means}`.
    """

    def __init__(self, package: str, table: str) -> None:
        """Read the table."""
        self._table = f"{package}/data/weights.toml [{table}]"
        given = read_table(package, "weights")[table]
        self.__dict__ |= {name: one["value"] for name, one in given.items()}

    def __getattr__(self, name: str) -> float:
        """Refuse a name that the table does not have."""
        raise AttributeError(f"{self._table}: there is no {name}")


def read_words(package: str, name: str) -> Mapping[str, frozenset[str]]:
    """Return the word lists of the file `data/<name>.toml` in a wing's package, by their names."""
    return {kind: frozenset(words) for kind, words in read_table(package, name).items()}


@cache
def read_table(package: str, name: str) -> Mapping[str, Any]:
    """Return the file `data/<name>.toml` in a wing's package as it stands."""
    return tomllib.loads(files(package).joinpath(f"data/{name}.toml").read_text("utf-8"))
