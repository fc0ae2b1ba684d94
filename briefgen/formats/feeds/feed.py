"""RSS and Atom by feedparser: each entry is a source of its own."""

import io
import re
from dataclasses import dataclass
from typing import Any

import feedparser

from briefgen.errors import ReadError
from briefgen.formats.dating.stated import stated_day
from briefgen.formats.feeds.publishers import host, is_gatherer, target, title_and_publisher
from briefgen.formats.letters.senders import sender
from briefgen.formats.sniffing import ENTRY, FEED, PLAIN_ENTRY
from briefgen.formats.structure import Part, Reading
from briefgen.formats.web.markup import plain_text
from briefgen.model.limits import Limits
from briefgen.model.locators import Locator
from briefgen.model.text import IN_FILE, Metadata, Notice

_ENTITIES = re.compile(rb"<!ENTITY", re.IGNORECASE)
_MEDIA = re.compile(rb"xmlns:([\w.-]{1,40})\s*=\s*[\"']https?://search\.yahoo\.com/mrss/?[\"']")
_ABOUT_PICTURES = rb"<(/?)(?:%s):(description|text)\b[^<>]*>"


@dataclass(frozen=True, slots=True)
class _Feed:
    """What a feed says of itself, which holds for its entries unless they say otherwise."""

    publisher: str
    language: str
    gathers: bool
    notices: tuple[Notice, ...]


def read_feed(content: bytes, limits: Limits) -> Reading:
    """Read the entries of a feed, in its order, as they stand in it."""
    if _ENTITIES.search(content.replace(b"\0", b"")):
        raise ReadError("xml-entities", "it declares entities, which no feed needs")
    held = io.BytesIO(_without_captions(content))
    feed = feedparser.parse(held, sanitize_html=False, resolve_relative_uris=False)
    if len(feed.entries) > limits.parts:
        detail = f"{len(feed.entries):,} entries; the limit is {limits.parts:,}"
        raise ReadError("too-many-parts", detail)
    if not feed.entries:
        reason = "malformed" if feed.bozo else "empty"
        raise ReadError(reason, "no entry was found in the feed")
    damaged = Notice("feed-damaged", "The feed is not well-formed; it was read as far as it goes.")
    title = plain_text(feed.feed.get("title", ""))
    about = _Feed(
        publisher=title,
        language=str(feed.feed.get("language", "")),
        gathers=is_gatherer(title, (entry.get("link", "") for entry in feed.entries)),
        notices=(damaged,) if feed.bozo and not _is_harmless(feed) else (),
    )
    parts = (_entry(entry, n, about) for n, entry in enumerate(feed.entries, 1))
    return Reading(FEED, parts=tuple(parts))


def _without_captions(content: bytes) -> bytes:
    """Leave out the descriptions of pictures (Media RSS), which feedparser takes for the text."""
    names = {b"media", *_MEDIA.findall(content)}
    pattern = _ABOUT_PICTURES % b"|".join(map(re.escape, sorted(names)))
    pieces: list[bytes] = []
    at, begun = 0, -1
    for tag in re.finditer(pattern, content):
        if not tag[1] and begun < 0:
            pieces.append(content[at : tag.start()])
            at = tag.end() if tag[0].endswith(b"/>") else tag.start()
            begun = -1 if tag[0].endswith(b"/>") else tag.start()
        elif tag[1] and begun >= 0:
            at, begun = tag.end(), -1
    return b"".join((*pieces, content[at:]))


def _is_harmless(feed: Any) -> bool:  # noqa: ANN401 - feedparser's own dictionaries
    return isinstance(feed.get("bozo_exception"), feedparser.CharacterEncodingOverride)


def _entry(entry: Any, number: int, feed: _Feed) -> Part:  # noqa: ANN401
    """Return an entry with the fullest text it has."""
    held = [(d, "content") for d in entry.get("content", ())]
    if "summary" in entry:
        held.append((entry.get("summary_detail") or {"value": entry.summary}, "summary"))
    detail, name = max(held, key=lambda one: len(one[0]["value"]), default=({"value": ""}, ""))
    text = str(detail["value"])
    plain = detail.get("type") == "text/plain" and not re.search(r"<[a-zA-Z/!]|&\w+;", text)
    published = _day(entry, feed)
    link = target(entry.get("link", ""))
    title, publisher = _published_by(entry, link, feed)
    known = Metadata(
        title=title,
        author=sender(plain_text(entry.get("author", ""))),
        publisher=publisher,
        published=published,
        published_from=IN_FILE if published else "",
        language=feed.language.split("-")[0].casefold(),
        url=link,
    )
    place = Locator(part=name or None, entry=number)
    kind = PLAIN_ENTRY if plain else ENTRY
    content = text.encode("utf-8", "replace")
    return Part(f"entry {number}", content, kind, known, place, feed.notices)


def _published_by(entry: Any, link: str, feed: _Feed) -> tuple[str, str]:  # noqa: ANN401
    """Return an entry's title and publisher: its source, the site it leads to, or the feed."""
    title = plain_text(entry.get("title", ""))
    source = entry.get("source") or {}
    named = plain_text(source.get("title", "")) or host(source.get("href", ""))
    if named:
        return title_and_publisher(title, named)
    if not feed.gathers:
        return title, feed.publisher
    led = host(link) if link != entry.get("link", "") else ""
    if led:
        return title, led
    bare, publisher = title_and_publisher(title, "")
    return bare, publisher or host(link) or feed.publisher


def _day(entry: Any, feed: _Feed) -> str:  # noqa: ANN401
    """Return the first day that an entry gives and that can be read."""
    names = (name for name in ("published", "created", "updated") if name in entry)
    told = (str(entry[name] or "") for name in names)
    return next(filter(None, (stated_day(text, feed.language) for text in told)), "")
