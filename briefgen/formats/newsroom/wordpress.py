"""Exports of WordPress (WXR): each published post and page a source of its own."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefgen.errors import ReadError
from briefgen.formats.dating.stated import stated_day
from briefgen.formats.newsroom.elements import Element, parse, words
from briefgen.formats.sniffing import EXPORT, POST
from briefgen.formats.structure import Part, Reading
from briefgen.formats.web.authors import author_of
from briefgen.formats.web.page import read_fragment
from briefgen.model.limits import Limits
from briefgen.model.locators import Locator
from briefgen.model.spans import Edit, Span
from briefgen.model.text import IN_FILE, Block, Metadata

_TEXTS = ("post", "page")
_PUBLISHED = "publish"
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_CODE = re.compile(r"\[(/?)([A-Za-z][\w-]{0,40})\b[^\[\]]{0,2000}\]")
_ALONE = frozenset(["gallery", "embed", "audio", "video", "playlist", "contact-form"])
"""Codes that WordPress itself knows, or nearly all sites do, without an end."""

_CAPTION = re.compile(r"\[caption\b[^\[\]]{0,2000}\](?:[^\[]++|\[(?!/?caption\b))*+\[/caption\]")
_PLAIN = re.compile(r"[\w -]{1,30}")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def read_export(content: bytes, limits: Limits) -> Reading:
    """Read the published posts and pages, in the order of the export; the rest is counted."""
    tree = parse(content)
    channel = tree.root.first("channel")
    items = list(channel.inner("item")) if channel else []
    if channel is None or not items:
        raise ReadError("empty", "the export holds no posts")
    if len(items) > limits.parts:
        detail = f"{len(items):,} posts; the limit is {limits.parts:,}"
        raise ReadError("too-many-parts", detail)
    around = Metadata(
        publisher=words(channel.first("title")),
        language=words(channel.first("language")).split("-")[0].casefold(),
    )
    names = dict(_authors(channel))
    told = [(n, item) for n, item in enumerate(items, 1) if not _left_out(item)]
    parts = [_post(item, n, around, names) for n, item in told]
    left = Counter(filter(None, map(_left_out, items)))
    left["comment"] = sum(len(list(item.inner("comment"))) for item in items)
    return Reading(EXPORT, parts=(*parts, *_rest(+left)))


def read_post(content: bytes, limits: Limits) -> Reading:
    """Read the HTML of a post, in which an empty line parts paragraphs too."""
    reading = read_fragment(content, limits)
    parted = [
        edit
        for edit in reading.edits
        if edit.replacement == " " and _BLANK_LINE.search(edit.span.of(reading.text))
    ]
    blocks = [part for block in reading.blocks for part in _parted(block, parted)]
    numbered = (
        replace(block, locator=replace(block.locator, paragraph=n))
        for n, block in enumerate(blocks, 1)
    )
    wide = frozenset(parted)
    edits = (Edit(e.span, "\n\n") if e in wide else e for e in reading.edits)
    return replace(reading, blocks=tuple(numbered), edits=tuple(edits))


def _parted(block: Block, edits: list[Edit]) -> Iterator[Block]:
    """Yield the paragraphs of a block, which end where empty lines begin."""
    start = block.span.start
    first = bisect_left(edits, start, key=lambda edit: edit.span.start)
    last = bisect_left(edits, block.span.end, key=lambda edit: edit.span.start)
    for edit in edits[first:last]:
        yield replace(block, span=Span(start, edit.span.start))
        start = edit.span.end
    yield replace(block, span=Span(start, block.span.end))


def _left_out(item: Element) -> str:
    """Return what an item is that is no published post or page, "" for one."""
    kind, status = _of(item, "post_type") or "post", _of(item, "status") or _PUBLISHED
    if _of(item, "post_password"):
        return "behind a password"
    told = kind if kind not in _TEXTS else "" if status == _PUBLISHED else status
    return told if not told or _PLAIN.fullmatch(told) else "of another kind"


def _rest(left: Mapping[str, int]) -> Iterator[Part]:
    """Yield what says how much of an export is not read."""
    if left:
        counts = ", ".join(f"{kind} {count}" for kind, count in sorted(left.items()))
        detail = f"no published posts or pages: {counts}"
        yield Part("the rest", b"", POST, held=("unpublished", detail))


def _authors(channel: Element) -> Iterator[tuple[str, str]]:
    for author in channel.inner("author"):
        yield _of(author, "author_login"), _of(author, "author_display_name")


def _post(item: Element, number: int, around: Metadata, names: Mapping[str, str]) -> Part:
    login = words(item.first("creator"))
    printed = _of(item, "post_date") or words(item.first("pubDate"))
    published = stated_day(printed, around.language)
    link = words(item.first("link"))
    known = replace(
        around,
        title=words(item.first("title")),
        author=author_of(names.get(login) or login * (" " in login), around.publisher),
        published=published,
        published_from=IN_FILE if published else "",
        url=link if _ADDRESS.fullmatch(link) else "",
    )
    text = next((one.text for one in item.inner("encoded") if one.prefix == "content"), "")
    place = Locator(part="content:encoded", entry=number)
    return Part(f"entry {number}", _bare(text).encode(), POST, known, place)


def _bare(text: str) -> str:
    """Return a post without its codes and what captions they hold, all else where it was.

    A word in brackets is a code where it also has an end: "[sic]" is none.
    """
    closed = {code[2] for code in _CODE.finditer(text) if code[1]}
    text = _CAPTION.sub(_blank, text)
    return _CODE.sub(
        lambda code: _blank(code) if code[2] in _ALONE or code[2] in closed else code[0], text
    )


def _blank(code: re.Match[str]) -> str:
    return re.sub(r"\S", " ", code[0])


def _of(element: Element, name: str) -> str:
    return words(element.first(name))
