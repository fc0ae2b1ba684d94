"""sources.yaml completed: what reading found out of files is added, and nothing is changed."""

import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

from briefgen.config.sources import FILE_NAME, load_metadata
from briefgen.errors import ConfigError, OutputError, Problem
from briefgen.model.text import (
    DECIDED,
    GIVEN,
    GUESSED,
    IN_ADDRESS,
    IN_FILE,
    IN_PAGE,
    PRINTED,
    Metadata,
)

_HEAD = (
    "# What is known of each source. Lines behind a # are doubtful: check them, then take it away."
)
_WHENCE = {
    DECIDED: "decided by the desk",
    IN_FILE: "from the file",
    IN_PAGE: "from the page",
    PRINTED: "as printed in the text",
    IN_ADDRESS: "from the address",
    GUESSED: "a guess",
}
_ASKED = ("publisher", "published")
"""Fields by which sources are told apart and days are counted: asked for where nobody knows."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9._/-]*[A-Za-z0-9]")
_OTHERWISE = frozenset(["true", "false", "null", "yes", "no", "on", "off"])
"""Words that some reader of YAML takes for something else than text."""


class _Line(NamedTuple):
    """A field as it is written; `sure` ones stand, others are comments."""

    text: str
    sure: bool


def complete_metadata(folder: Path, known: Mapping[str, Metadata]) -> Path | None:
    """Add to the sources.yaml of a folder what is `known`, by name, and does not stand there.

    Entries are added at the end, fields at the end of their entry; no value, comment or order
    of what is there changes. Returns the file, or None when it says all already. Raises
    ConfigError for one with mistakes or in braces, OutputError when it can't be written or was
    changed meanwhile.
    """
    file = folder / FILE_NAME
    given = load_metadata(folder)
    before = file.read_bytes() if file.is_file() else b""
    text = before.decode()
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += end
    for at, fields in sorted(_within(text.removeprefix("\ufeff"), known), reverse=True):
        lines[at:at] = [f"{one}{end}" for one in fields]
    added = [line for name in known if name not in given for line in _entry(name, known, text)]
    if added and not text.strip():
        added = [_HEAD, *added]
    after = "".join([*lines, *(f"{line}{end}" for line in added)]).encode()
    if after == before:
        return None
    _replace(file, before, after)
    return file


def _entry(name: str, known: Mapping[str, Metadata], text: str) -> list[str]:
    """Write an entry of its own; one of doubtful fields alone is a comment as a whole."""
    head = f"{_quoted(name)}:"
    fields = list(_fields(known[name]))
    if any(one.sure for one in fields):
        return [head, *(f"  {'' if one.sure else '# '}{one.text}" for one in fields)]
    if not fields or f"\n# {head}" in f"\n{text}":
        return []
    return [f"# {head}", *(f"#   {one.text}" for one in fields)]


def _within(text: str, known: Mapping[str, Metadata]) -> Iterator[tuple[int, list[str]]]:
    """Yield what entries that are there do not say yet, and before which line it belongs."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        return
    if root.flow_style:
        place = (root.start_mark.line + 1, root.start_mark.column + 1)
        advice = "is written in braces: give each source lines of its own"
        raise ConfigError((Problem(FILE_NAME, *place, advice),))
    lines = text.splitlines()
    for key, value in root.value:
        if key.value in known and not value.flow_style:
            end = _line_after(value)
            said = "\n".join(lines[key.start_mark.line : _next_entry(lines, end)])
            indent = " " * value.start_mark.column
            fields = [one for one in _fields(known[key.value]) if not _is_said(one, said)]
            if fields:
                yield end, [f"{indent}{'' if one.sure else '# '}{one.text}" for one in fields]


def _is_said(field: _Line, said: str) -> bool:
    name = field.text.partition(":")[0]
    return bool(re.search(rf"^\s*(#\s*)?[\"']?{name}[\"']?\s*:", said, re.MULTILINE))


def _line_after(node: yaml.Node) -> int:
    """Return the number of the line behind a value, lines counted from 0."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        return _line_after(node.value[-1][1])
    mark = node.end_mark
    return int(mark.line if mark.column == 0 else mark.line + 1)


def _next_entry(lines: list[str], at: int) -> int:
    """Return the line at which something stands again that is no comment."""
    while at < len(lines) and (not lines[at].strip() or lines[at].lstrip().startswith("#")):
        at += 1
    return at


def _fields(known: Metadata) -> Iterator[_Line]:
    """Write what is known of a source, and where its day is from."""
    day, whence = known.published, known.published_from
    dated = "" if whence == GIVEN else f"  # {_WHENCE[whence]}" if whence else ""
    told = (
        ("title", known.title, True, ""),
        ("author", known.author, True, ""),
        ("publisher", known.publisher, True, ""),
        ("published", day, whence != GUESSED and bool(_DAY.fullmatch(day)), dated),
        ("url", known.url, bool(_ADDRESS.fullmatch(known.url)), ""),
        ("via", known.via, True, ""),
    )
    for name, value, sure, why in told:
        if value:
            yield _Line(f"{name}: {_quoted(value)}{why}", sure)
        elif name in _ASKED:
            yield _Line(f'{name}: ""  # not found', sure=False)


def _quoted(value: str) -> str:
    """Write a value or a name so that every reader of YAML reads it as the same text."""
    if _PLAIN.fullmatch(value) and value.casefold() not in _OTHERWISE:
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in quoted)


def _replace(file: Path, before: bytes, after: bytes) -> None:
    """Put new bytes in place of the old in one step, unless somebody wrote meanwhile."""
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{FILE_NAME}-")
        made = Path(name)
        try:
            with os.fdopen(handle, "wb") as new:
                new.write(after)
                new.flush()
                os.fsync(new.fileno())
            there = file.is_file()
            made.chmod(file.stat().st_mode & 0o777 if there else 0o644)
            if (file.read_bytes() if there else b"") != before:
                raise OutputError(f"{file}: was changed meanwhile; nothing was written: try again")
            made.replace(file)
        finally:
            made.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{file}: {error.strerror}") from error
