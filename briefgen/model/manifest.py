"""manifest.json: what an output folder holds, made from what, with a hash of each file."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from pydantic import TypeAdapter, ValidationError

from briefgen.model.brief import Masthead
from briefgen.model.codec import parse_object
from briefgen.model.limits import Limits

MANIFEST_NAME = "manifest.json"
SCHEMA = "briefgen/manifest/1"
SIGNATURE_NAME = f"{MANIFEST_NAME}.sig"
SIGNED_NAME = "brief.signed.pdf"
"""Signatures are made last: they stand beside the manifest, which lists neither."""

_LITTER = frozenset([".DS_Store", "Thumbs.db", "desktop.ini"])


@dataclass(frozen=True, slots=True)
class InputFile:
    """A source the brief was made from; `path` as the brief names it."""

    key: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file of the output folder, by its path inside it."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The contents of an output folder.

    `origins` are the inputs as paths relative to the folder, `limits` those they were read
    under, `shown` the ids of all evidence the brief shows, `analyst` the words in it that
    no source states. There is no time stamp: same inputs, same manifest.
    """

    digest: str
    generator: str
    masthead: Masthead
    origins: tuple[str, ...]
    inputs: tuple[InputFile, ...]
    limits: Limits
    shown: tuple[str, ...]
    analyst: tuple[str, ...]
    files: tuple[OutputFile, ...]


def encode_manifest(manifest: Manifest) -> bytes:
    """Return manifest.json: sorted keys, UTF-8, sealed with the hash of its own content."""
    content = {"schema": SCHEMA, **asdict(manifest)}
    return _bytes({**content, "seal": _seal(content)})


def is_litter(path: str) -> bool:
    """Tell what the desktops of macOS and Windows leave in a folder that they show."""
    name = PurePosixPath(path).name
    return name in _LITTER or name.startswith("._")


def is_signature(path: str) -> bool:
    """Tell what says who made a folder, and is proved by itself."""
    return path in (SIGNATURE_NAME, SIGNED_NAME)


def with_contents(manifest: Manifest, files: Mapping[str, bytes]) -> Manifest:
    """Return a manifest that lists these files, by their paths inside the folder."""
    listed = (
        OutputFile(path, hashlib.sha256(files[path]).hexdigest(), len(files[path]))
        for path in sorted(files)
    )
    return replace(manifest, files=tuple(listed))


def decode_manifest(content: bytes) -> Manifest:
    """Read manifest.json. Raises ValueError when it was changed or is of another schema."""
    top = parse_object(content)
    if top.get("schema") != SCHEMA:
        raise ValueError(f"the schema is not {SCHEMA}")
    if top.pop("seal", None) != _seal(top):
        raise ValueError("its seal is not that of its content")
    del top["schema"]
    try:
        return TypeAdapter(Manifest).validate_json(json.dumps(top), strict=True)
    except ValidationError as error:
        raise ValueError(str(error.errors()[0]["msg"])) from error


def _seal(content: dict[str, Any]) -> str:
    return hashlib.sha256(_bytes(content)).hexdigest()


def _bytes(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
