"""Make `briefgen/model/data/evidence-2.schema.json`, the JSON Schema of evidence.json.

Needed whenever a class of the model that evidence.json has in it changes:

    python tools/make_schema.py

It is made from those classes, so that it says of every field what they say.
"""

import json
import re
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from briefgen.model.codec import MAPPINGS, SCHEMA, USUAL
from briefgen.model.evidence import Evidence

NAME = f"{SCHEMA.removeprefix('briefgen/').replace('/', '-')}.schema.json"
TARGET = Path(__file__).parents[1] / "briefgen" / "model" / "data" / NAME
SHA256 = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
PARTS = {"type": "object", "additionalProperties": {"type": "number"}}
"""What is pairs of a name and a number in the model."""


def schema() -> str:
    """Return the schema as the file has it."""
    made = TypeAdapter(Evidence).json_schema()
    kinds = {name: _closed(kind) for name, kind in made.pop("$defs").items()}
    top = _closed(made)
    top["properties"] |= {"schema": {"type": "string", "enum": [SCHEMA]}, "digest": SHA256}
    top["required"] = sorted([*top["required"], "schema", "digest"])
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": SCHEMA}
    return json.dumps({**head, **top, "$defs": kinds}, indent=1, ensure_ascii=False) + "\n"


def _closed(kind: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a class as it is written: all fields, no others."""
    told = {"description": re.sub(r"(?<!\n)\n(?!\n)", " ", kind.get("description", ""))}
    told = told if told["description"] else {}
    if "properties" not in kind:
        return {"type": "string", "enum": kind["enum"], **told}
    fields = kind["properties"]
    return {
        "type": "object",
        **told,
        "properties": {n: PARTS if n in MAPPINGS else _bare(f) for n, f in fields.items()},
        "required": sorted(n for n, f in fields.items() if n not in USUAL or "default" not in f),
        "additionalProperties": False,
    }


def _bare(field: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Leave out titles, which repeat the names, and defaults, which are written too."""
    if isinstance(field, dict):
        return {k: _bare(v) for k, v in field.items() if k not in ("title", "default")}
    return [_bare(one) for one in field] if isinstance(field, list) else field


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(schema(), "utf-8")
    print(TARGET)
