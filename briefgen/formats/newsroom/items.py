"""NewsML-G2 of the IPTC: stories in NITF, XHTML or plain, each a source of its own."""

import re
from collections.abc import Mapping
from dataclasses import replace

from briefgen.errors import ReadError
from briefgen.formats.dating.stated import stated_day
from briefgen.formats.newsroom import nitf, story
from briefgen.formats.newsroom.elements import Element, Tree, parse, words
from briefgen.formats.newsroom.release import Hold, embargo, hold
from briefgen.formats.sniffing import FRAGMENT, NEWS_ITEM, NEWS_MESSAGE, PLAIN_ENTRY
from briefgen.formats.structure import Part, Reading
from briefgen.formats.web.authors import author_of
from briefgen.formats.web.page import read_fragment
from briefgen.model.limits import Limits
from briefgen.model.locators import Locator
from briefgen.model.text import IN_FILE, Metadata

_DAYS = (
    ("contentMeta", "contentCreated"), ("itemMeta", "firstCreated"), ("itemMeta", "versionCreated"),
)  # fmt: skip
_NUMBER = re.compile(r"[0-9]{1,9}")
_MARKUP = ("html", "xhtml", "xml")
_STORIES = frozenset(["nitf", "html", "body", "div", "section", "article", "p", "inlineXML"])
"""Roots of texts in inlineXML, which holds results of matches and calendars as well."""

_SHOWN = ("q", "s", "del", "strike")
"""Elements of XHTML that change what its words say."""

_NO_TEXT = "it has no text of its own: a picture, or a list of other items"


def read_item(content: bytes, limits: Limits) -> Reading:
    """Read one story; its offsets are those of the file."""
    tree = parse(content)
    told = hold_of(tree.root)
    if told:
        raise ReadError(*told)
    known = known_of(tree.root)
    held = _story(tree.root)
    if held is not None:
        return _told(tree, held, known, limits)
    data = tree.root.first("contentSet", "inlineData")
    if data is None or not data.words:
        raise ReadError("empty", _NO_TEXT)
    return Reading(NEWS_ITEM, parts=(_plain(data, known, ""),))


def read_message(content: bytes, limits: Limits) -> Reading:
    """Read the stories of a message, in its order, each from its own stretch of the file.

    Of several versions of a story the latest stands.
    """
    tree = parse(content)
    items = list(tree.root.within("newsItem"))
    if not items:
        raise ReadError("empty", _NO_TEXT)
    if len(items) > limits.parts:
        detail = f"{len(items):,} items; the limit is {limits.parts:,}"
        raise ReadError("too-many-parts", detail)
    numbered = list(enumerate(items, 1))
    ordered = sorted(numbered, key=lambda one: _version(one[1]))
    latest = {item.of("guid"): n for n, item in ordered}
    parts = (_part(tree, item, n, latest) for n, item in numbered)
    return Reading(NEWS_MESSAGE, parts=tuple(parts))


def hold_of(item: Element) -> Hold | None:
    """Return why an item must not be used, None where it may."""
    status, until = item.first("itemMeta", "pubStatus"), item.first("itemMeta", "embargoed")
    told = hold(status.of("qcode") or status.of("uri")) if status else None
    inner = _story(item)
    found = told or (embargo(until.words) if until else None)
    return found or (nitf.hold_of(inner) if inner and inner.name == "nitf" else None)


def known_of(item: Element) -> Metadata:
    """Return what an item says of itself, then what its story does."""
    told = item.first("contentMeta")
    publisher = _name(item.first("itemMeta", "provider"))
    publisher = publisher or _name(item.first("rightsInfo", "copyrightHolder"))
    labelled = told.first("language") if told else None
    language = (labelled.of("tag") if labelled else "") or item.of("lang")
    days = (stated_day(words(item.first(*path)), language) for path in _DAYS)
    published = next(filter(None, days), "")
    title = words(told.first("headline") if told else None)
    known = Metadata(
        title=title or words(item.first("itemMeta", "title")),
        author=author_of(_byline(told) if told else "", publisher),
        publisher=publisher,
        published=published,
        published_from=IN_FILE if published else "",
        language=language.split("-")[0].casefold(),
    )
    inner = _story(item)
    return _filled(known, nitf.known_of(inner)) if inner and inner.name == "nitf" else known


def _filled(known: Metadata, other: Metadata) -> Metadata:
    named = {
        name: getattr(known, name) or getattr(other, name)
        for name in ("title", "author", "publisher", "language")
    }
    days = known if known.published else other
    return replace(days, **named)


def _byline(told: Element) -> str:
    """Return the byline of an item, else those who made it, unless by their logins."""
    makers = (_name(one) for kind in ("creator", "contributor") for one in told.inner(kind))
    return words(told.first("by")) or "; ".join(name for name in makers if " " in name)


def _name(party: Element | None) -> str:
    """Return the name of a person or house, else the last part of its code ("nprov:AFP")."""
    if party is None:
        return ""
    code = party.of("qcode").rpartition(":")[2]
    return words(party.first("name")) or party.of("literal") or code


def _story(item: Element) -> Element | None:
    """Return the root of the first story in XML: NITF, or the body of XHTML."""
    held = item.first("contentSet", "inlineXML")
    inner = [one for one in held.held if isinstance(one, Element)] if held else []
    root = inner[0] if len(inner) == 1 else held
    if root is None or root.name not in _STORIES or not root.words:
        return None
    return root.first("body") or root if root.name == "html" else root


def _told(tree: Tree, held: Element, known: Metadata, limits: Limits) -> Reading:
    """Read a story in XML where it stands.

    XHTML with quotations or struck words marked up is read as web pages are, all around it
    blank. All else is not: agencies put elements of their own into its sentences.
    """
    if held.name == "nitf":
        made = nitf.told_of(tree.text, held)
    elif held.prefix or not any(next(held.within(name), None) for name in _SHOWN):
        made = story.tell(tree.text, held)
    else:
        before, after = " " * held.start, " " * (len(tree.text) - held.stop)
        alone = f"{before}{tree.text[held.start : held.stop]}{after}"
        reading = read_fragment(alone.encode(), limits)
        return replace(
            reading, media_type=NEWS_ITEM, text=reading.text and tree.text, encoding=tree.encoding,
            metadata=known, notices=(*tree.notices, *reading.notices),
        )  # fmt: skip
    return Reading(
        NEWS_ITEM, tree.text, tree.encoding, made.blocks, made.edits, (), known, tree.notices
    )


def _part(tree: Tree, item: Element, number: int, latest: Mapping[str, int]) -> Part:
    name, place = f"entry {number}", Locator(entry=number)
    told = _older(item, number, latest) or hold_of(item)
    if told:
        return Part(name, b"", NEWS_ITEM, place=place, held=told)
    data = item.first("contentSet", "inlineData")
    if _story(item) is None and data is not None and data.words:
        place = Locator(part="inlineData", entry=number)
        return replace(_plain(data, known_of(item), name), place=place)
    return Part(name, tree.text[item.start : item.stop].encode(), NEWS_ITEM, place=place)


def _older(item: Element, number: int, latest: Mapping[str, int]) -> Hold | None:
    """Return that a later version of a story is in the same file, as which entry."""
    last = latest[item.of("guid")] if item.of("guid") else number
    if last == number:
        return None
    return "superseded", f"version {_version(item)} of a story whose latest is entry {last}"


def _plain(data: Element, known: Metadata, name: str) -> Part:
    """Return a story that its item holds as characters, plain or HTML."""
    kind = data.of("contenttype").casefold()
    media_type = FRAGMENT if kind.endswith(_MARKUP) else PLAIN_ENTRY
    return Part(name, data.text.encode(), media_type, known, Locator(part="inlineData"))


def _version(item: Element) -> int:
    told = _NUMBER.fullmatch(item.of("version"))
    return int(told[0]) if told else 1
