"""The numbers and words a wing decides by, read from the files beside it that say where from."""

import tomllib
from collections.abc import Mapping
from dataclasses import Field, fields
from functools import cache
from importlib.resources import files
from typing import Any, ClassVar, Protocol, TypeVar


class _Table(Protocol):
    """A dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Kind = TypeVar("Kind", bound=_Table)


def read_weights(package: str, table: str, kind: type[Kind]) -> Kind:
    """Return a table of `data/weights.toml` in a wing's package as the dataclass `kind`.

    Each number stands there as `name = {value, from, means}`; the names are the fields of
    `kind`. Raises ValueError for a name that only one of the two has.
    """
    given = read_table(package, "weights")[table]
    odd = {field.name for field in fields(kind)} ^ given.keys()
    if odd:
        raise ValueError(f"{package}/data/weights.toml: [{table}] and its code differ in {odd}")
    return kind(**{name: one["value"] for name, one in given.items()})


def read_words(package: str, name: str) -> Mapping[str, frozenset[str]]:
    """Return the word lists of the file `data/<name>.toml` in a wing's package, by their names."""
    return {kind: frozenset(words) for kind, words in read_table(package, name).items()}


@cache
def read_table(package: str, name: str) -> Mapping[str, Any]:
    """Return the file `data/<name>.toml` in a wing's package as it stands."""
    return tomllib.loads(files(package).joinpath(f"data/{name}.toml").read_text("utf-8"))
