"""HTML: main text and metadata by trafilatura, each passage found again in the source."""

import contextlib
import html
import re
from operator import attrgetter
from urllib.parse import urlsplit

import lxml.html
from lxml.etree import ElementDefaultClassLookup, ParserError
from lxml.html import HtmlElement
from trafilatura.metadata import (
    examine_meta,
    extract_author,
    extract_meta_json,
    extract_sitename,
    extract_title,
    extract_url,
)

from briefgen.errors import ReadError
from briefgen.formats.encoding import decode
from briefgen.formats.sniffing import HTML
from briefgen.formats.structure import Reading
from briefgen.formats.web.arrangement import arrange
from briefgen.formats.web.authors import author_of
from briefgen.formats.web.days import date_page
from briefgen.formats.web.elements import Excess
from briefgen.formats.web.markup import Visible
from briefgen.formats.web.passages import Passage, all_text, main_text, take_out_wordless
from briefgen.model.limits import Limits
from briefgen.model.locators import Locator
from briefgen.model.spans import Edit, Span
from briefgen.model.text import Block, Metadata, Notice

_LABEL = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_LABEL_WITHIN = 4096

_BEGINNING = 100_000
"""Characters of a page too large for a tree in which its metadata are looked for."""

_TAG = re.compile(r"<(?i:(script|style)\b)(?:[^<]++|<(?!/\1))*+|<[^>]*+>?")
_FEWEST_WORDS = 7
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def read_page(content: bytes, _: Limits) -> Reading:
    """Read a web page: its main text, or all that is seen where no main text is found."""
    label = _LABEL.search(content[:_LABEL_WITHIN])
    source, encoding, notices = decode(content, label[1].decode("ascii") if label else "")
    visible = Visible(source)
    notices += _left_out(visible)
    if visible.excess:
        return _unwieldy(visible, visible.excess, encoding, notices)
    tree = _parsed(visible.seen())
    metadata = _metadata(tree)
    passages, lost = main_text(tree, visible)
    if not passages:
        passages = all_text(visible)
        notices += (Notice("whole-page", "No main text was found: all visible text was read."),)
    elif lost:
        detail = f"{lost} passages of the main text were not found in the source and left out."
        notices += (Notice("passages-lost", detail),)
    return _reading(visible, passages, encoding, metadata, notices)


def _unwieldy(
    visible: Visible, excess: Excess, encoding: str, notices: tuple[Notice, ...]
) -> Reading:
    """Read all visible text of a page too large for a tree; metadata from its sound beginning."""
    metadata = _metadata(_parsed(f"{visible.source[: min(excess.at, _BEGINNING)]}<p>"))
    notice = Notice(excess.code, f"{excess.detail}: all visible text was read.")
    return _reading(visible, all_text(visible), encoding, metadata, (*notices, notice))


def read_fragment(content: bytes, _: Limits) -> Reading:
    """Read all visible text of HTML that is no page: a mail, a feed's entry."""
    source, encoding, notices = decode(content)
    visible = Visible(source)
    notices += _left_out(visible)
    return _reading(visible, all_text(visible), encoding, Metadata(), notices)


def _left_out(visible: Visible) -> tuple[Notice, ...]:
    """Say that running text was hidden, which menus and buttons are every day, or struck out."""
    hidden = (one.span.of(visible.source) for one in visible.hidden if one.styled)
    count = sum(_sentences(_TAG.sub(" ", source)) for source in hidden)
    struck = sum(one.struck for one in visible.hidden)
    kept = f"Text that the page keeps from being seen was left out; sentences in it: {count}."
    taken = f"Struck-out text was left out; places: {struck}."
    return (
        *((Notice("hidden-text", kept),) if count else ()),
        *((Notice("struck-text", taken),) if struck else ()),
    )


def _sentences(text: str) -> int:
    """Count what looks like sentences of some words."""
    count = length = 0
    for word in text.split():
        length += 1
        if word.endswith((".", "!", "?")):
            count += length >= _FEWEST_WORDS
            length = 0
    return count


def _parsed(source: str) -> HtmlElement:
    """Return the tree of a page; all its elements are of one class, which is looked up fast."""
    parser = lxml.html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    parser.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))
    try:
        tree = lxml.html.document_fromstring(source.replace("\0", " ").encode(), parser=parser)
    except ParserError as error:
        raise ReadError("empty", "the page holds no text") from error
    return tree


def _metadata(tree: HtmlElement) -> Metadata:
    """Read what a page says of itself: its tags and JSON-LD first, then what it shows.

    The tree loses what holds no words.
    """
    known = examine_meta(tree)
    if " " not in (known.author or ""):
        known.author = None  # a name of the site's software, more often than a person's
    with contextlib.suppress(Exception):  # whatever JSON-LD of others may do to its reader
        known = extract_meta_json(tree, known)
    url = _line(known.url or extract_url(tree))
    publisher = _line(known.sitename or extract_sitename(tree)).lstrip("@") or _host(url)
    author = author_of(_line(known.author), publisher)
    published, published_from = date_page(tree, url)
    title = _title(tree, _line(known.title))
    take_out_wordless(tree)
    return Metadata(
        title=title,
        author=author or author_of(_line(extract_author(tree)), publisher),
        publisher=publisher,
        published=published,
        published_from=published_from,
        language=_language(tree.get("lang") or ""),
        url=url if _ADDRESS.fullmatch(url) else "",
    )


def _title(tree: HtmlElement, named: str) -> str:
    """Return the title that the metadata name; what heads a part of the page, a post, is none."""
    parts = tree.iter("h2", "h3", "h4", "h5", "h6") if named else ()
    if named and all(_line(part.text_content()) != named for part in parts):
        return named
    return _line(extract_title(tree)) or named


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _line(text: str | None) -> str:
    return " ".join(html.unescape(text or "").split())


def _language(label: str) -> str:
    known = re.fullmatch(r"([A-Za-z]{2,3})(-.{1,20})?", label)
    return known[1].casefold() if known else ""


def _reading(
    visible: Visible,
    passages: tuple[Passage, ...],
    encoding: str,
    metadata: Metadata,
    notices: tuple[Notice, ...],
) -> Reading:
    """Turn passages into blocks, and everything between them into edits."""
    blocks: list[Block] = []
    edits: list[Edit] = []
    for one in arrange(passages, visible, metadata.published):
        run, speaker = one.run, one.speaker
        locator = Locator(paragraph=len(blocks) + 1, table=one.table, row=one.row)
        named = visible.raw(speaker.start, len(speaker)) if speaker else None
        span = visible.raw(run.at, run.length)
        blocks.append(Block(span, one.kind, locator, one.reason, named, one.day, one.genre))
        edits.extend(visible.edits(run.at, run.length))
    edges = [0, *(edge for b in blocks for edge in (b.span.start, b.span.end))]
    between = [*zip(edges[::2], edges[1::2], strict=False), (edges[-1], len(visible.source))]
    for n, (start, end) in enumerate(between):
        if start < end:
            inner = 0 < n < len(between) - 1
            edits.append(Edit(Span(start, end), "\n\n" if inner else ""))
    return Reading(
        media_type=HTML,
        text=visible.source if blocks else "",
        encoding=encoding,
        blocks=tuple(blocks),
        edits=tuple(sorted(edits, key=attrgetter("span.start"))),
        metadata=metadata,
        notices=notices,
    )
