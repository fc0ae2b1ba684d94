"""Make the JSON Schemas of evidence.json and brief.json in `briefgen/model/data`.

Needed whenever a class of the model that these files have in them changes:

    python tools/make_schema.py

They are made from those classes, so that they say of every field what those say.
"""

import json
import re
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from briefgen.model.brief import Brief
from briefgen.model.codec import BRIEF_SCHEMA, MAPPINGS, SCHEMA, USUAL
from briefgen.model.evidence import Evidence

FOLDER = Path(__file__).parents[1] / "briefgen" / "model" / "data"
SHA256 = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
PARTS = {"type": "object", "additionalProperties": {"type": "number"}}
"""What is pairs of a name and a number in the model."""


def schemas() -> dict[str, str]:
    """Return the schemas as their files have them, by the names of these."""
    return {
        f"{name.removeprefix('briefgen/').replace('/', '-')}.schema.json": _schema(name, kind, more)
        for name, kind, more in ((SCHEMA, Evidence, {"digest": SHA256}), (BRIEF_SCHEMA, Brief, {}))
    }


def _schema(name: str, kind: type, more: dict[str, Any]) -> str:
    """Return the schema of a file that holds a value of a class, and `more` beside its fields."""
    made = TypeAdapter(kind).json_schema()
    kinds = {name: _closed(kind) for name, kind in made.pop("$defs").items()}
    top = _closed(made)
    top["properties"] |= {"schema": {"type": "string", "enum": [name]}, **more}
    top["required"] = sorted([*top["required"], "schema", *more])
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name}
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
    FOLDER.mkdir(exist_ok=True)
    for file, text in schemas().items():
        (FOLDER / file).write_text(text, "utf-8")
        print(FOLDER / file)
