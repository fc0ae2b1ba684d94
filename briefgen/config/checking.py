"""Plain values to frozen dataclasses, with every mistake named at its line and column."""

import json
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from briefgen.config.strict_yaml import Path, Tree
from briefgen.errors import ConfigError, Problem

T = TypeVar("T")

_PLAIN = {
    "missing": "is missing",
    "string_type": "should be text (put it in quotes)",
    "int_type": "should be a whole number",
    "float_type": "should be a number",
    "bool_type": "should be true or false",
    "tuple_type": "should be a list",
    "dict_type": "should be a mapping of names to values",
    "dataclass_type": "should be a mapping of names to values",
}


def check(kind: type[T], tree: Tree) -> T:
    """Build a `kind` from a parsed file. Raises ConfigError with all mistakes in it."""
    adapter = TypeAdapter(kind)
    value = {} if tree.value is None else tree.value
    try:
        return adapter.validate_json(json.dumps(value))
    except ValidationError as error:
        schema = adapter.json_schema()
        problems = {_problem(schema, tree, detail) for detail in error.errors()}
        raise ConfigError(tuple(sorted(problems))) from error


def _problem(schema: Mapping[str, Any], tree: Tree, detail: ErrorDetails) -> Problem:
    path: Path = detail["loc"]
    name = ".".join(str(part) for part in path) or tree.file
    if detail["type"] == "unexpected_keyword_argument":
        near = get_close_matches(str(path[-1]), _keys(schema, path[:-1]), n=1)
        hint = f"did you mean '{near[0]}'?" if near else "remove it"
        return tree.problem(path, f"unknown key '{name}': {hint}", at_key=True)
    message = _PLAIN.get(detail["type"]) or detail["msg"].removeprefix("Value error, ")
    return tree.problem(path, f"{name}: {message.removeprefix('Input ')}")


def _keys(schema: Mapping[str, Any], path: Path) -> list[str]:
    """Return the keys that may stand at `path`, from the JSON schema of the whole."""
    here: Any = schema
    for part in (None, *path):
        if part is not None:
            here = here.get("properties", {}).get(part) or here.get("additionalProperties") or {}
        choices = [here, *here.get("anyOf", ())]
        named = next((c["$ref"] for c in choices if "$ref" in c), None)
        if named:
            here = schema["$defs"][named.rsplit("/", 1)[-1]]
    return list(here.get("properties", ()))
