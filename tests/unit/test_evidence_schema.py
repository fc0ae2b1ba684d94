"""The JSON Schema that ships with the package is that of the model, and of what is written."""

import copy
import json
import re
import runpy
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from unit.briefs import one_event

from briefgen.compose import compose
from briefgen.config import Config
from briefgen.model.codec import BRIEF_SCHEMA, SCHEMA, encode_brief, encode_evidence
from briefgen.model.evidence import Evidence
from briefgen.model.text import Corpus

ROOT = Path(__file__).parents[2]
DATA = files("briefgen.model").joinpath("data")
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "null": (type(None),),
}


def faults(value: object, schema: dict[str, Any], top: dict[str, Any], at: str = "") -> list[str]:
    """Return where a value is not as a schema has it; of JSON Schema what ours makes use of."""
    if "$ref" in schema:
        schema = top["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    if "anyOf" in schema:
        return [] if any(not faults(value, one, top) for one in schema["anyOf"]) else [at]
    wanted = TYPES[schema["type"]]
    named = value in schema.get("enum", [value])
    if not named or not isinstance(value, wanted) or isinstance(value, bool) > (bool in wanted):
        return [at]
    if isinstance(value, dict):
        return missing(value, schema, top, at)
    held = enumerate(value) if isinstance(value, list) else ()
    found = [fault for n, one in held for fault in faults(one, schema["items"], top, f"{at}/{n}")]
    matches = re.search(schema.get("pattern", ""), value) if isinstance(value, str) else True
    return found if matches else [at]


def missing(
    value: dict[str, object], schema: dict[str, Any], top: dict[str, Any], at: str
) -> list[str]:
    """Return which fields of an object are not there, not known, or not as they should be."""
    known, others = schema.get("properties", {}), schema["additionalProperties"]
    found = [f"{at}/{name}" for name in schema.get("required", ()) if name not in value]
    for name, one in value.items():
        kind = known.get(name, others)
        found += faults(one, kind, top, f"{at}/{name}") if kind else [f"{at}/{name}"]
    return found


def shipped(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(DATA.joinpath(name).read_text("utf-8"))
    return loaded


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return shipped("evidence-2.schema.json")


def test_the_shipped_schemas_are_those_of_the_model() -> None:
    made = runpy.run_path(str(ROOT / "tools" / "make_schema.py"))["schemas"]()
    assert set(made) == {"evidence-2.schema.json", "brief-1.schema.json"}
    for name, text in made.items():
        assert text == DATA.joinpath(name).read_text("utf-8"), "run 'python tools/make_schema.py'"


def test_the_shipped_schema_is_named_by_its_number(schema: dict[str, Any]) -> None:
    assert schema["properties"]["schema"]["enum"] == [SCHEMA] == ["briefgen/evidence/2"]


def test_evidence_is_as_the_schema_says(
    harbour: tuple[Evidence, Corpus], schema: dict[str, Any]
) -> None:
    for evidence in (harbour[0], one_event(harbour[0], *harbour[0].facts[:3])):
        assert faults(json.loads(encode_evidence(evidence)), schema, schema) == []


def test_a_note_is_as_its_schema_says(harbour: tuple[Evidence, Corpus]) -> None:
    schema = shipped("brief-1.schema.json")
    brief = compose(harbour[0], Config(), date(2026, 11, 23))
    written = json.loads(encode_brief(brief))
    assert schema["properties"]["schema"]["enum"] == [BRIEF_SCHEMA] == ["briefgen/brief/1"]
    assert faults(written, schema, schema) == []
    assert faults({**written, "figures": "4"}, schema, schema) == ["/figures"]


@pytest.mark.parametrize(
    ("place", "value", "fault"),
    [
        (("facts", 0, "rank"), "1", "/facts/0/rank"),
        (("facts", 0, "hedged"), None, "/facts/0/hedged"),
        (("facts", 0, "reasons"), {"support": "much"}, "/facts/0/reasons/support"),
        (("developments", 0, "more"), [], "/developments/0/more"),
        (("developments", 0, "origins"), {"count": 1}, "/developments/0/origins/exact"),
        (("actors", 0, "kind"), "robot", "/actors/0/kind"),
        (("digest",), "0", "/digest"),
        (("schema",), "briefgen/evidence/1", "/schema"),
    ],
)
def test_what_is_not_as_the_schema_says_is_found(
    harbour: tuple[Evidence, Corpus],
    schema: dict[str, Any],
    place: tuple[str | int, ...],
    value: object,
    fault: str,
) -> None:
    written = copy.deepcopy(json.loads(encode_evidence(harbour[0])))
    held = written
    for step in place[:-1]:
        held = held[step]
    held[place[-1]] = value
    assert faults(written, schema, schema) == [fault]
