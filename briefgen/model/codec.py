"""Evidence and notes as JSON files: sorted keys, UTF-8, one trailing newline.

The layouts are the contracts `briefgen/evidence/2` and `briefgen/brief/1`, which the JSON Schemas
in data/ have in full; a change of one changes its number. The first schema of evidence, which has
no developments, is still read. A whole number is written without a point, whatever it is in the
model, so that what is read and written again has the same bytes.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from io import SEEK_END, BytesIO
from typing import Any, BinaryIO, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from briefgen.model.brief import Brief
from briefgen.model.evidence import Evidence
from briefgen.model.issues import Changes

EVIDENCE_NAME = "evidence.json"
SCHEMA = "briefgen/evidence/2"
FIRST_SCHEMA = "briefgen/evidence/1"
BRIEF_NAME = "brief.json"
BRIEF_SCHEMA = "briefgen/brief/1"
CHANGES_NAME = "changes.json"
CHANGES_SCHEMA = "briefgen/changes/1"

Read = TypeVar("Read")

_OF_REVIEW = ("reviewed_by", "to_confirm")
_OF_MAKING = ("finder", "composer", "press", "content")

MAPPINGS = ("reasons",)
"""Fields held as pairs in the model and written as mappings."""

USUAL = {
    "label": None,
    "note": None,
    "slide": None,
    "sheet": None,
    "cell": None,
    "head": None,
    "time": None,
    "kind": "report",
    "dated": (),
    "key_numbers": (),
    "reservations": (),
    "to_confirm": (),
    "edited": False,
    "protected": False,
    "recipe": None,
    "record": None,
    "content": "",
}
"""Fields that are left out where they have this value: there is nothing to say."""


def write_evidence(evidence: Evidence, stream: BinaryIO) -> str:
    """Write evidence.json piece by piece, and return its digest.

    The digest is that of the file without its digest, on one line. It stands in the middle of
    the file and is known at the end, so `stream` must be one in which places can be sought.
    """
    digest = hashlib.sha256()
    place = 0
    opened = "{"
    for name in sorted((*(f.name for f in fields(evidence)), "digest", "schema")):
        stream.write(f'{opened}\n "{name}": '.encode())
        if name == "digest":
            place = stream.tell()
            stream.write(f'"{digest.hexdigest()}"'.encode())
            continue
        digest.update(f'{opened}"{name}":'.encode())
        value = SCHEMA if name == "schema" else getattr(evidence, name)
        for canonical, spread in _pieces(value):
            digest.update(canonical.encode())
            stream.write(spread.encode())
        opened = ","
    digest.update(b"}\n")
    stream.write(b"\n}\n")
    stream.seek(place)
    stream.write(f'"{digest.hexdigest()}"'.encode())
    stream.seek(0, SEEK_END)
    return digest.hexdigest()


def encode_evidence(evidence: Evidence) -> bytes:
    """Return evidence.json."""
    stream = BytesIO()
    write_evidence(evidence, stream)
    return stream.getvalue()


def encode_line(evidence: Evidence) -> bytes:
    """Return the same content on one line."""
    top = {"schema": SCHEMA, **_plain(evidence)}
    return _bytes({**top, "digest": _digest(top)}, indent=None)


def parse_object(content: bytes) -> dict[str, Any]:
    """Return a JSON object. Raises ValueError for anything else, and for one nested too deeply."""
    try:
        top = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from error
    if not isinstance(top, dict):
        raise ValueError("not JSON: no object")  # noqa: TRY004 - of the file, not of a call
    return top


def encode_brief(brief: Brief) -> bytes:
    """Return brief.json, which has all that a composed note is."""
    return _bytes({"schema": BRIEF_SCHEMA, **_plain(brief)}, indent=1)


def content_digest(record: bytes) -> str:
    """Return the SHA-256 of what a note says and of all that it is made of, from its brief.json.

    It is that of brief.json on one line, without who has reviewed it, by which code it was made,
    and the digest itself: a review changes nothing, and another printing of the same note neither.
    Raises ValueError for what is no note.
    """
    top = parse_object(record)
    head = top.get("masthead")
    if not isinstance(head, dict):
        raise ValueError("masthead: not as the schema has it")  # noqa: TRY004 - of the file
    bare = {name: held for name, held in top.items() if name not in _OF_MAKING}
    own = {name: held for name, held in head.items() if name not in _OF_REVIEW}
    return _digest({**bare, "masthead": own})


def decode_brief(content: bytes) -> Brief:
    """Read brief.json. Raises ValueError when it is not as the schema has it."""
    top = parse_object(content)
    if top.pop("schema", None) != BRIEF_SCHEMA:
        raise ValueError(f"the schema is not {BRIEF_SCHEMA}")
    return _read(Brief, {**top, "evidence": _paired(top.get("evidence", {}))})


def encode_changes(changes: Changes) -> bytes:
    """Return changes.json, which says how a brief stands to the last issue."""
    return _bytes({"schema": CHANGES_SCHEMA, **_plain(changes)}, indent=1)


def decode_changes(content: bytes) -> Changes:
    """Read changes.json. Raises ValueError when it is not as the schema has it."""
    top = parse_object(content)
    if top.pop("schema", None) != CHANGES_SCHEMA:
        raise ValueError(f"the schema is not {CHANGES_SCHEMA}")
    return _read(Changes, top)


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
    return _read(Evidence, _paired(top))


def _paired(top: dict[str, Any]) -> dict[str, Any]:
    """Return evidence with its mappings as pairs, as the model has them."""
    try:
        links = (link for one in top.get("developments", ()) for link in one["links"])
        for one in (*top.get("facts", ()), *links):
            for name in MAPPINGS:
                one[name] = list(one[name].items())
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError("facts or links: not as the schema has them") from error
    return top


def _read(kind: type[Read], top: dict[str, Any]) -> Read:
    """Return the value that parsed JSON stands for. Raises ValueError with the first fault."""
    try:
        value: Read = _reader(cast("Any", kind)).validate_json(json.dumps(top), strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"{place}: {first['msg']}") from error
    return value


@cache
def _reader(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - a type, which caches take
    """Return what reads a kind of value: made once, as that takes longer than to read with it."""
    return TypeAdapter(kind)


def _parsed(content: bytes) -> dict[str, Any]:
    top = parse_object(content)
    if top.get("schema") not in (SCHEMA, FIRST_SCHEMA):
        raise ValueError(f"the schema is not {SCHEMA} or {FIRST_SCHEMA}")
    return top


def _pieces(value: object) -> Iterator[tuple[str, str]]:
    """Yield a value of the top level piece by piece, each on one line and spread over several."""
    if not isinstance(value, tuple) or not value:
        plain = _plain(value)
        yield _text(plain, None), _spread(plain, 1)
        return
    for n, one in enumerate(value):
        plain = _plain(one)
        yield "[,"[n > 0] + _text(plain, None), "[,"[n > 0] + "\n  " + _spread(plain, 2)
    yield "]", "\n ]"


def _spread(plain: object, depth: int) -> str:
    """Return JSON over several lines that stand `depth` deep; no text in it has a line feed."""
    return _text(plain, 1).replace("\n", "\n" + " " * depth)


def _digest(top: dict[str, Any]) -> str:
    return hashlib.sha256(_bytes(top, indent=None)).hexdigest()


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type
    if is_dataclass(value):
        known = ((f.name, getattr(value, f.name)) for f in fields(value) if f.init)
        told = ((name, v) for name, v in known if name not in USUAL or v != USUAL[name])
        return {name: _field(name, v) for name, v in told}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _field(name: str, value: Any) -> Any:  # noqa: ANN401
    return {key: _plain(held) for key, held in value} if name in MAPPINGS else _plain(value)


def _bytes(top: dict[str, Any], indent: int | None) -> bytes:
    return (_text(top, indent) + "\n").encode()


def _text(plain: object, indent: int | None) -> str:
    separators = (",", ": ") if indent else (",", ":")
    return json.dumps(
        plain, ensure_ascii=False, sort_keys=True, indent=indent, separators=separators
    )
