"""Evidence to and from evidence.json: sorted keys, UTF-8, one trailing newline.

The layout is the contract `briefgen/evidence/2`, which data/evidence-2.schema.json has in full; a
change of it changes the number. The first schema, which has no developments, is still read.
"""

import hashlib
import json
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from briefgen.model.evidence import Evidence
from briefgen.model.issues import Changes

SCHEMA = "briefgen/evidence/2"
FIRST_SCHEMA = "briefgen/evidence/1"
CHANGES_NAME = "changes.json"
CHANGES_SCHEMA = "briefgen/changes/1"

MAPPINGS = ("reasons",)
"""Fields held as pairs in the model and written as mappings."""

USUAL = {
    "label": None,
    "note": None,
    "kind": "report",
    "dated": (),
    "key_numbers": (),
    "reservations": (),
}
"""Fields that are left out where they have this value: there is nothing to say."""


def encode_evidence(evidence: Evidence) -> bytes:
    """Return evidence.json. The digest is that of the file without its digest."""
    return _bytes(_with_digest(evidence), indent=1)


def encode_line(evidence: Evidence) -> bytes:
    """Return the same content on one line."""
    return _bytes(_with_digest(evidence), indent=None)


def evidence_digest(evidence: Evidence) -> str:
    """Return the SHA-256 of the evidence in its canonical form, in hex."""
    return _digest(_top(evidence))


def encode_changes(changes: Changes) -> bytes:
    """Return changes.json, which says how a brief stands to the last issue."""
    return _bytes({"schema": CHANGES_SCHEMA, **_plain(changes)}, indent=1)


def decode_changes(content: bytes) -> Changes:
    """Read changes.json. Raises ValueError when it is not as the schema has it."""
    top = json.loads(content)
    if not isinstance(top, dict) or top.pop("schema", None) != CHANGES_SCHEMA:
        raise ValueError(f"the schema is not {CHANGES_SCHEMA}")
    try:
        return TypeAdapter(Changes).validate_json(json.dumps(top), strict=True)
    except ValidationError as error:
        raise ValueError(error.errors()[0]["msg"]) from error


def decode_evidence(content: bytes) -> Evidence:
    """Read evidence.json.

    Raises ValueError when it is no JSON, follows another schema, is incomplete, or its
    digest is not that of its content.
    """
    top = _parsed(content)
    if top.pop("digest", None) != _digest(top):
        raise ValueError("the digest is not that of the content")
    return parse_evidence(content)


def parse_evidence(content: bytes) -> Evidence:
    """Read evidence.json without regard to its digest, to say what was changed in it.

    Raises ValueError when it is no JSON, follows another schema or is incomplete.
    """
    top = _parsed(content)
    top.pop("digest", None)
    if (top.pop("schema") == FIRST_SCHEMA) == ("developments" in top):
        raise ValueError("developments: not as the schema has them")
    try:
        links = (link for one in top.get("developments", ()) for link in one["links"])
        for one in (*top.get("facts", ()), *links):
            for name in MAPPINGS:
                one[name] = list(one[name].items())
        return TypeAdapter(Evidence).validate_json(json.dumps(top), strict=True)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("facts or links: not as the schema has them") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"{place}: {first['msg']}") from error


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        top = json.loads(content)
    except ValueError as error:
        raise ValueError(f"not JSON: {error}") from error
    if not isinstance(top, dict) or top.get("schema") not in (SCHEMA, FIRST_SCHEMA):
        raise ValueError(f"the schema is not {SCHEMA} or {FIRST_SCHEMA}")
    return top


def _top(evidence: Evidence) -> dict[str, Any]:
    return {"schema": SCHEMA, **_plain(evidence)}


def _with_digest(evidence: Evidence) -> dict[str, Any]:
    top = _top(evidence)
    return {**top, "digest": _digest(top)}


def _digest(top: dict[str, Any]) -> str:
    return hashlib.sha256(_bytes(top, indent=None)).hexdigest()


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type
    if is_dataclass(value):
        known = ((f.name, getattr(value, f.name)) for f in fields(value) if f.init)
        told = ((name, v) for name, v in known if name not in USUAL or v != USUAL[name])
        return {name: _field(name, v) for name, v in told}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def _field(name: str, value: Any) -> Any:  # noqa: ANN401
    return dict(value) if name in MAPPINGS else _plain(value)


def _bytes(top: dict[str, Any], indent: int | None) -> bytes:
    separators = (",", ": ") if indent else (",", ":")
    text = json.dumps(top, ensure_ascii=False, sort_keys=True, indent=indent, separators=separators)
    return (text + "\n").encode()
