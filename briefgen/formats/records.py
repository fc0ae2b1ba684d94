"""JSON of the kind {title, text, url, published, …}: each object a source of its own."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from briefgen.errors import ReadError
from briefgen.formats.days import day_of_number, day_of_text
from briefgen.formats.encoding import decode
from briefgen.formats.markup import plain_text
from briefgen.formats.sniffing import FRAGMENT, JSON, JSON_LINES, TEXT
from briefgen.formats.structure import Part, Reading
from briefgen.model.limits import Limits
from briefgen.model.text import IN_FILE, Locator, Metadata

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "content_text", "maintext", "article", "body", "content", "content_html"),
    "title": ("title", "headline"),
    "author": ("author", "authors", "byline", "creator"),
    "publisher": ("publisher", "source", "site_name", "sitename", "outlet"),
    "published": (
        "published", "date_published", "datePublished", "published_at", "publishedAt",
        "publication_date", "date_publish", "pubDate", "date", "timestamp", "created_at",
    ),
    "language": ("language", "lang"),
    "url": ("url", "link", "uri"),
}  # fmt: skip
"""Names under which a field is found, the first that holds something."""

_LISTS = ("items", "articles", "entries", "documents", "results", "posts", "data")
_MARKUP = re.compile(r"<(?:p|br|div|a|h[1-6]|ul|ol|li|b|i|em|strong|span|table)\b[^<>]*>|&\w{2,8};")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def read_json(content: bytes, limits: Limits) -> Reading:
    """Read one object, or a list of them. `Locator.part` is a JSON pointer (RFC 6901)."""
    text, _, _ = decode(content)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadError("malformed", f"it is no JSON: {error}") from error
    objects, pointer = _objects(value)
    if len(objects) > limits.parts:
        detail = f"{len(objects):,} objects; the limit is {limits.parts:,}"
        raise ReadError("too-many-parts", detail)
    if objects == [value]:
        return Reading(JSON, parts=(_part(value, "", "", None),))
    parts = (_part(one, f"entry {n}", f"{pointer}/{n - 1}", n) for n, one in enumerate(objects, 1))
    return Reading(JSON, parts=tuple(parts))


def read_json_lines(content: bytes, limits: Limits) -> Reading:
    """Read one object a line; a broken line costs only itself."""
    text, _, _ = decode(content)
    lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    if len(lines) > limits.parts:
        detail = f"{len(lines):,} lines; the limit is {limits.parts:,}"
        raise ReadError("too-many-parts", detail)
    return Reading(JSON_LINES, parts=tuple(_line(n, line) for n, line in lines))


def _line(number: int, line: str) -> Part:
    name = f"line {number}"
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        value = None
    if isinstance(value, dict):
        return _part(value, name, "", number)
    return Part(name, line.encode("utf-8", "replace"), JSON, place=Locator(entry=number))


def _objects(value: object) -> tuple[list[Any], str]:
    """Return the objects that are sources, and the pointer to their list."""
    if isinstance(value, list):
        return value, ""
    if isinstance(value, dict):
        if _field(value, "text")[0]:
            return [value], ""
        for name in _LISTS:
            held = value.get(name)
            if isinstance(held, list) and any(isinstance(one, dict) for one in held):
                return held, f"/{name}"
    raise ReadError("no-text-field", "no object in it has a field 'text', 'content' or 'body'")


def _part(value: object, name: str, pointer: str, entry: int | None) -> Part:
    fields = value if isinstance(value, dict) else {}
    text, key = _field(fields, "text")
    published = _day(fields)
    address = _field(fields, "url")[0]
    known = Metadata(
        title=plain_text(_field(fields, "title")[0]),
        author=plain_text(_field(fields, "author")[0]),
        publisher=plain_text(_field(fields, "publisher")[0]),
        published=published,
        published_from=IN_FILE if published else "",
        language=_field(fields, "language")[0].split("-")[0].casefold(),
        url=address if _ADDRESS.fullmatch(address) else "",
    )
    kind = FRAGMENT if _MARKUP.search(text) else TEXT
    place = Locator(part=f"{pointer}/{key}" if key else None, entry=entry)
    return Part(name, text.encode("utf-8", "replace"), kind, known, place)


def _field(fields: Mapping[str, Any], name: str) -> tuple[str, str]:
    """Return the text of a field and the key it was found under."""
    for key in _FIELDS[name]:
        text = ", ".join(_texts(fields.get(key)))
        if text.strip():
            return text, key
    return "", ""


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (text for one in value[:20] for text in _texts(one))
    elif isinstance(value, dict):
        yield from _texts(value.get("name") or value.get("title"))


def _day(fields: Mapping[str, Any]) -> str:
    for key in _FIELDS["published"]:
        value = fields.get(key)
        if isinstance(value, str) and (day := day_of_text(value)):
            return day
        if isinstance(value, int | float) and (day := day_of_number(value)):
            return day
    return ""
