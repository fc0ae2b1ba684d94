"""RSS and Atom by feedparser: each entry is a source of its own."""

import io
import re
from typing import Any

import feedparser

from briefgen.errors import ReadError
from briefgen.formats.days import day_of_text
from briefgen.formats.markup import plain_text
from briefgen.formats.sniffing import FEED, FRAGMENT, TEXT
from briefgen.formats.structure import Part, Reading
from briefgen.model.limits import Limits
from briefgen.model.text import IN_FILE, Locator, Metadata, Notice

_ENTITIES = re.compile(rb"<!ENTITY", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def read_feed(content: bytes, limits: Limits) -> Reading:
    """Read the entries of a feed, in its order, as they stand in it."""
    if _ENTITIES.search(content.replace(b"\0", b"")):
        raise ReadError("xml-entities", "it declares entities, which no feed needs")
    feed = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    if len(feed.entries) > limits.parts:
        detail = f"{len(feed.entries):,} entries; the limit is {limits.parts:,}"
        raise ReadError("too-many-parts", detail)
    if not feed.entries:
        reason = "malformed" if feed.bozo else "empty"
        raise ReadError(reason, "no entry was found in the feed")
    damaged = Notice("feed-damaged", "The feed is not well-formed; it was read as far as it goes.")
    notices = (damaged,) if feed.bozo and not _is_harmless(feed) else ()
    parts = (_entry(entry, n, feed.feed, notices) for n, entry in enumerate(feed.entries, 1))
    return Reading(FEED, parts=tuple(parts))


def _is_harmless(feed: Any) -> bool:  # noqa: ANN401 - feedparser's own dictionaries
    return isinstance(feed.get("bozo_exception"), feedparser.CharacterEncodingOverride)


def _entry(entry: Any, number: int, feed: Any, notices: tuple[Notice, ...]) -> Part:  # noqa: ANN401
    """Return an entry with the fullest text it has."""
    held = [(d, "content") for d in entry.get("content", ())]
    if "summary" in entry:
        held.append((entry.get("summary_detail") or {"value": entry.summary}, "summary"))
    detail, name = max(held, key=lambda one: len(one[0]["value"]), default=({"value": ""}, ""))
    text = str(detail["value"])
    plain = detail.get("type") == "text/plain" and not re.search(r"<[a-zA-Z/!]|&\w+;", text)
    published = day_of_text(entry.get("published") or entry.get("updated") or "")
    link = entry.get("link", "")
    known = Metadata(
        title=plain_text(entry.get("title", "")),
        author=plain_text(entry.get("author", "")),
        publisher=plain_text(feed.get("title", "")),
        published=published,
        published_from=IN_FILE if published else "",
        language=str(feed.get("language", "")).split("-")[0].casefold(),
        url=link if _ADDRESS.fullmatch(link) else "",
    )
    place = Locator(part=name or None, entry=number)
    kind = TEXT if plain else FRAGMENT
    return Part(f"entry {number}", text.encode("utf-8", "replace"), kind, known, place, notices)
