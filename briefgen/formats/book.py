"""E-books (EPUB 3.3): their chapters in reading order, as one source."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from lxml.etree import _Element

from briefgen.errors import ReadError
from briefgen.formats.dating.iso import day_of_text
from briefgen.formats.package import Package, parsed
from briefgen.formats.sniffing import EPUB
from briefgen.formats.structure import Reading
from briefgen.formats.web.page import read_fragment
from briefgen.model.limits import Limits
from briefgen.model.spans import Edit, Span
from briefgen.model.text import IN_FILE, Block, Metadata, Notice

_PACKAGE = "{http://www.idpf.org/2007/opf}"
_TERMS = "{http://purl.org/dc/elements/1.1/}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_PAGES = ("application/xhtml+xml", "text/html")
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""What only makes fonts unreadable, no text."""

_BETWEEN = "\n\n"
_LOCKED = "its shop protects it: save a copy without protection"
_EMPTY = re.compile(
    r"<(?!(?i:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)"
    r"([A-Za-z][\w:.-]*+)((?:[^<>\"'/]|/(?!>)|\"[^\"<]*\"|'[^'<]*')*+)/>"
)
"""Elements that XHTML closes where they open, which a reader of HTML takes for open."""

_HEAD, _HEAD_END = re.compile(r"<head\b", re.IGNORECASE), re.compile(r"</head\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A page in reading order: its name in the archive, and its place in that order."""

    name: str
    number: int


def read_epub(content: bytes, limits: Limits) -> Reading:
    """Read a book; paragraphs are counted through all of it.

    `entry` and `part` name the chapter.
    """
    package = Package(content, limits)
    _refuse_locked(package)
    name = _package_name(package)
    book = parsed(package.part(name))
    text, blocks, edits, notices = "", list[Block](), list[Edit](), list[Notice]()
    for chapter in _chapters(book, name):
        page = package.part(chapter.name)
        if not page:
            detail = f"A chapter that the book names is not in it: {chapter.name}."
            notices.append(Notice("passages-lost", detail))
            continue
        reading = read_fragment(_bare(page), limits)
        if not reading.blocks:
            continue
        start = len(text) + (len(_BETWEEN) if text else 0)
        text = f"{text}{_BETWEEN}{reading.text}" if text else reading.text
        edits += (replace(one, span=one.span.shifted(start)) for one in reading.edits)
        blocks += _placed(reading, chapter, start, len(blocks))
        notices += reading.notices
    return Reading(
        EPUB,
        text,
        blocks=tuple(blocks),
        edits=tuple(edits),
        metadata=_metadata(book),
        notices=tuple(dict.fromkeys(notices)),
    )


def _refuse_locked(package: Package) -> None:
    """Raise ReadError for a book whose text is encrypted, as shops do; hidden fonts are none."""
    told = package.part("META-INF/encryption.xml")
    methods = parsed(told).iter("{*}EncryptionMethod") if told else ()
    locked = any(one.get("Algorithm") not in _FONTS for one in methods)
    if locked or "META-INF/rights.xml" in package.names:
        raise ReadError("encrypted", _LOCKED)


def _package_name(package: Package) -> str:
    container = package.part("META-INF/container.xml")
    if not container:
        raise ReadError("malformed", "it does not say which of its parts is the book")
    root = next(parsed(container).iter(f"{_CONTAINER}rootfile"), None)
    name = root.get("full-path", "") if root is not None else ""
    if not package.part(name):
        raise ReadError("malformed", "the part that holds its contents is missing")
    return name


def _chapters(book: _Element, package: str) -> Iterator[_Chapter]:
    """Yield the pages of a book in reading order, its table of contents left out."""
    items = {one.get("id"): one for one in book.iter(f"{_PACKAGE}item")}
    named = dict.fromkeys(one.get("idref") for one in book.iter(f"{_PACKAGE}itemref"))
    for number, identity in enumerate(named, 1):
        item = items.get(identity)
        if item is None or item.get("media-type") not in _PAGES:
            continue
        if "nav" not in (item.get("properties") or "").split():
            path = unquote((item.get("href") or "").partition("#")[0])
            joined = posixpath.normpath(posixpath.join(posixpath.dirname(package), path))
            yield _Chapter(joined, number)


def _bare(page: bytes) -> bytes:
    """Return a page in UTF-8, without its head, each of its elements closed as in HTML."""
    encoding = "utf-16" if page[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = page.decode(encoding, errors="replace").removeprefix("\ufeff")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    start, end = _HEAD.search(text), _HEAD_END.search(text)
    if start and end and start.start() < end.start():
        text = text[: start.start()] + text[end.end() :]
    return _EMPTY.sub(r"<\1\2></\1>", text).encode()


def _placed(reading: Reading, chapter: _Chapter, start: int, before: int) -> Iterator[Block]:
    for number, one in enumerate(reading.blocks, before + 1):
        place = replace(one.locator, paragraph=number, part=chapter.name, entry=chapter.number)
        speaker = one.speaker.shifted(start) if one.speaker else None
        span = Span(one.span.start + start, one.span.end + start)
        yield replace(one, span=span, locator=place, speaker=speaker)


def _metadata(book: _Element) -> Metadata:
    """Return title, author, publisher, day and language as a book gives them."""

    def first(name: str) -> str:
        return next((line for line in map(_line, book.iter(f"{_TERMS}{name}")) if line), "")

    day = day_of_text(first("date"))
    address = first("source")
    return Metadata(
        title=first("title"),
        author=", ".join(filter(None, map(_line, book.iter(f"{_TERMS}creator")))),
        publisher=first("publisher"),
        published=day,
        published_from=IN_FILE if day else "",
        language=first("language").split("-")[0].casefold(),
        url=address if re.fullmatch(r"https?://[^\s<>\"]+", address) else "",
    )


def _line(element: _Element) -> str:
    return " ".join((element.text or "").split())
