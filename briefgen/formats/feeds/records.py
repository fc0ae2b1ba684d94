"""JSON of the kind {title, text, url, published, …}: each object a source of its own."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from briefgen.errors import ReadError
from briefgen.formats.dating.iso import day_of_number
from briefgen.formats.dating.stated import stated_day
from briefgen.formats.encoding import decode
from briefgen.formats.newsroom.release import Hold, embargo, hold
from briefgen.formats.sniffing import ENTRY, JSON, JSON_LINES, PLAIN_ENTRY
from briefgen.formats.structure import Part, Reading
from briefgen.formats.web.markup import plain_text
from briefgen.model.limits import Limits
from briefgen.model.locators import Locator
from briefgen.model.text import GUESSED, IN_FILE, UNKNOWN, Metadata

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text", "content_text", "body_text", "maintext", "article", "body", "content",
        "content_html", "body_html", "body_xhtml", "bodies",
    ),
    "teaser": ("summary", "description", "description_text", "excerpt", "abstract"),
    "title": ("title", "headline", "headlines"),
    "author": ("author", "authors", "byline", "by", "creator"),
    "publisher": ("publisher", "source", "site_name", "sitename", "outlet"),
    "published": (
        "published", "date_published", "datePublished", "published_at", "publishedAt",
        "publication_date", "date_publish", "pubDate", "date", "timestamp", "created_at",
        "contentcreated", "contentCreated", "firstcreated", "firstCreated", "versioncreated",
        "versionCreated",
    ),
    "language": ("language", "lang"),
    "modified": ("date_modified", "dateModified", "modified", "updated", "updated_at"),
    "url": ("url", "link", "uri"),
    "external": ("external_url",),
}  # fmt: skip
"""Names under which a field is found, the first that holds something."""

_LISTS = ("items", "articles", "entries", "documents", "results", "posts", "data")
_MARKUP = re.compile(r"<(?:p|br|div|a|h[1-6]|ul|ol|li|b|i|em|strong|span|table)\b[^<>]*>|&\w{2,8};")
_JSON_FEED = ("https://jsonfeed.org/", "http://jsonfeed.org/")
_STATUS = ("pubstatus", "pubStatus")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def read_json(content: bytes, limits: Limits) -> Reading:
    """Read one object, or a list of them. `Locator.part` is a JSON pointer (RFC 6901)."""
    text, _, _ = decode(content)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadError("malformed", f"it is no JSON: {error}") from error
    objects, pointer = _objects(value)
    around = _around(value) if pointer else UNKNOWN
    if len(objects) > limits.parts:
        detail = f"{len(objects):,} objects; the limit is {limits.parts:,}"
        raise ReadError("too-many-parts", detail)
    if objects == [value]:
        return Reading(JSON, parts=(_part(value, "", Locator(part="")),))
    places = (Locator(part=f"{pointer}/{n}", entry=n + 1) for n in range(len(objects)))
    parts = (
        _part(one, f"entry {place.entry}", place, around)
        for one, place in zip(objects, places, strict=True)
    )
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
        return _part(value, name, Locator(part="", entry=number))
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
        if _field(value, "teaser")[0]:
            return [value], ""
    raise ReadError("no-text-field", "no object in it has a field 'text', 'content' or 'body'")


def _around(value: Mapping[str, Any]) -> Metadata:
    """Return what a feed (JSON Feed 1.1) says that holds for its items, its title as publisher."""
    if not str(value.get("version", "")).startswith(_JSON_FEED):
        return UNKNOWN
    return Metadata(
        author=plain_text(_field(value, "author")[0]),
        publisher=plain_text(_field(value, "title")[0]),
        language=_field(value, "language")[0].split("-")[0].casefold(),
    )


def _part(value: object, name: str, place: Locator, around: Metadata = UNKNOWN) -> Part:
    fields = value if isinstance(value, dict) else {}
    text, key = _field(fields, "text")
    if not text:
        text, key = _field(fields, "teaser")
    published, changed = _day(fields, "published"), _day(fields, "modified")
    addresses = (_field(fields, key)[0] for key in ("url", "external"))
    known = Metadata(
        title=plain_text(_field(fields, "title")[0]),
        author=plain_text(_field(fields, "author")[0]) or around.author,
        publisher=plain_text(_field(fields, "publisher")[0]) or around.publisher,
        published=published or changed,
        published_from=IN_FILE if published else GUESSED if changed else "",
        language=_field(fields, "language")[0].split("-")[0].casefold() or around.language,
        url=next((one for one in addresses if _ADDRESS.fullmatch(one)), ""),
    )
    kind = ENTRY if _MARKUP.search(text) else PLAIN_ENTRY
    place = replace(place, part=f"{place.part}/{key}" if key else None)
    return Part(name, text.encode("utf-8", "replace"), kind, known, place, held=_hold(fields))


def _hold(fields: Mapping[str, Any]) -> Hold | None:
    """Return why an article of ninjs must not be used, None where it may."""
    status = next((fields[name] for name in _STATUS if isinstance(fields.get(name), str)), "")
    until = fields.get("embargoed")
    return hold(status) or (embargo(str(until)) if until else None)


def _field(fields: Mapping[str, Any], name: str) -> tuple[str, str]:
    """Return the text of a field and where in the object it was found."""
    for key in _FIELDS[name]:
        value = fields.get(key)
        if name == "text" and isinstance(value, list):
            held = next(_bodies(value), None)
            if held is not None:
                return held[0], f"{key}/{held[1]}/value"
        text = ", ".join(_texts(value))
        if text.strip():
            return text, key
    return "", ""


def _bodies(value: list[Any]) -> Iterator[tuple[str, int]]:
    """Yield the texts of an article that gives it in several types (ninjs 2, 3), plain first."""
    held = [(n, one) for n, one in enumerate(value) if isinstance(one, dict)]
    for n, one in sorted(held, key=lambda pair: _body_kind(pair[1]) != "text/plain"):
        if isinstance(one.get("value"), str) and one["value"].strip():
            yield one["value"], n


def _body_kind(body: Mapping[str, Any]) -> object:
    """Return the type of a body, in small letters in ninjs 2, camelCase from 3.0 on."""
    return body.get("contentType", body.get("contenttype"))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (text for one in value[:20] for text in _texts(one))
    elif isinstance(value, dict):
        yield from _texts(value.get("name") or value.get("title") or value.get("value"))


def _day(fields: Mapping[str, Any], name: str) -> str:
    language = _field(fields, "language")[0]
    for key in _FIELDS[name]:
        value = fields.get(key)
        if isinstance(value, str) and (day := stated_day(value, language)):
            return day
        if isinstance(value, int | float) and (day := day_of_number(value)):
            return day
    return ""
