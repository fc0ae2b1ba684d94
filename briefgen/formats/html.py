"""HTML: main text and metadata by trafilatura, each passage found again in the source."""

import contextlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import lxml.html
import trafilatura
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
from trafilatura.settings import Document

from briefgen.errors import ReadError
from briefgen.formats.elements import Excess
from briefgen.formats.encoding import decode
from briefgen.formats.markup import Run, Visible
from briefgen.formats.page_days import date_page
from briefgen.formats.sniffing import HTML
from briefgen.formats.structure import Reading
from briefgen.model.limits import Limits
from briefgen.model.spans import Edit, Span
from briefgen.model.text import Block, BlockKind, Locator, Metadata, Notice

_LABEL = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_LABEL_WITHIN = 4096

_KINDS = {"head": BlockKind.HEADING, "item": BlockKind.ITEM, "cell": BlockKind.CELL}
_BLOCKS = frozenset(["p", "quote", "code", "list", "table", "row", "div", *_KINDS])
_SHORT = 200
_NEAR = 2000
"""Letters within which words that stand in a page often are taken for the next ones."""

_BEGINNING = 100_000
"""Characters of a page too large for a tree in which its metadata are looked for."""

_TAG = re.compile(r"<(?i:(script|style)\b)(?:[^<]++|<(?!/\1))*+|<[^>]*+>?")
_FEWEST_WORDS = 7
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class _Passage:
    """A stretch of visible letters; a cell knows its table and row."""

    run: Run
    kind: BlockKind
    table: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class _Sought:
    """Words without their blanks, to be found in the source."""

    letters: str
    kind: BlockKind
    table: int | None = None
    row: int | None = None


def read_page(content: bytes, _: Limits) -> Reading:
    """Read a web page: its main text, or all that is seen where no main text is found."""
    label = _LABEL.search(content[:_LABEL_WITHIN])
    source, encoding, notices = decode(content, label[1].decode("ascii") if label else "")
    visible = Visible(source)
    notices += _hidden_sentences(visible)
    if visible.excess:
        return _unwieldy(visible, visible.excess, encoding, notices)
    tree = _parsed(visible.seen())
    metadata = _metadata(tree)
    found = trafilatura.bare_extraction(tree, favor_precision=True, include_comments=False)
    sought = tuple(_sought(found.body)) if isinstance(found, Document) else ()
    passages = tuple(_found(sought, visible))
    lost = len(sought) - len(passages)
    letters = sum(p.run.length for p in passages)
    if letters < _SHORT and 2 * letters < len(visible.letters):
        passages = tuple(_all(visible))
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
    return _reading(visible, tuple(_all(visible)), encoding, metadata, (*notices, notice))


def read_fragment(content: bytes, _: Limits) -> Reading:
    """Read all visible text of HTML that is no page: a mail, a feed's entry."""
    source, encoding, notices = decode(content)
    visible = Visible(source)
    notices += _hidden_sentences(visible)
    return _reading(visible, tuple(_all(visible)), encoding, Metadata(), notices)


def _hidden_sentences(visible: Visible) -> tuple[Notice, ...]:
    """Say that running text was hidden, which menus and buttons are every day."""
    hidden = (one.span.of(visible.source) for one in visible.hidden if one.styled)
    count = sum(_sentences(_TAG.sub(" ", source)) for source in hidden)
    detail = f"Text that the page keeps from being seen was left out; sentences in it: {count}."
    notice = Notice("hidden-text", detail)
    return (notice,) if count else ()


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
    """Read what a page says of itself: its tags and JSON-LD first, then what it shows."""
    known = examine_meta(tree)
    if " " not in (known.author or ""):
        known.author = None  # a name of the site's software, more often than a person's
    with contextlib.suppress(Exception):  # whatever JSON-LD of others may do to its reader
        known = extract_meta_json(tree, known)
    url = _line(known.url or extract_url(tree))
    published, published_from = date_page(tree, url)
    return Metadata(
        title=_line(known.title or extract_title(tree)),
        author=_line(known.author or extract_author(tree)),
        publisher=_line(known.sitename or extract_sitename(tree)).lstrip("@") or _host(url),
        published=published,
        published_from=published_from,
        language=_language(tree.get("lang") or ""),
        url=url if _ADDRESS.fullmatch(url) else "",
    )


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _line(text: str | None) -> str:
    return " ".join(html.unescape(text or "").split())


def _language(label: str) -> str:
    known = re.fullmatch(r"([A-Za-z]{2,3})(-.{1,20})?", label)
    return known[1].casefold() if known else ""


def _sought(body: HtmlElement) -> Iterator[_Sought]:
    """Yield the paragraphs, headings, items and cells of an extracted body in order."""
    cells = {
        part: (table, row)
        for table, rows in enumerate(body.iter("table"), 1)
        for row, held in enumerate(rows.iter("row"), 1)
        for cell in held.iter("cell")
        for part in cell.iter()
    }
    for element, text in _texts(body):
        letters = "".join(text.split())
        if letters and element in cells:
            yield _Sought(letters, BlockKind.CELL, *cells[element])
        elif letters:
            yield _Sought(letters, _KINDS.get(element.tag, BlockKind.PARAGRAPH))


def _texts(element: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield each block with its own text, cut where blocks inside it stand."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag in _BLOCKS:
            yield element, "".join(pieces)
            pieces = []
            yield from _texts(child)
        else:
            pieces.append("".join(child.itertext()))
        pieces.append(child.tail or "")
    yield element, "".join(pieces)


def _found(sought: tuple[_Sought, ...], visible: Visible) -> Iterator[_Passage]:
    """Find passages in the source; one that is not there by itself is left out."""
    at = 0
    placed = zip(_places(sought, visible.letters), range(len(sought)), strict=True)
    for place, n in sorted((place, n) for place, n in placed if place is not None):
        one = sought[n]
        if place >= at:
            at = place + len(one.letters)
            yield _Passage(Run(place, len(one.letters), one.kind), one.kind, one.table, one.row)


def _places(sought: tuple[_Sought, ...], letters: str) -> list[int | None]:
    """Return where each passage begins; words that stand there often come after the last."""
    places: list[int | None] = []
    at = 0
    for one in sought:
        first = letters.find(one.letters)
        again = letters.find(one.letters, max(at, first + 1)) if 0 <= first < at else -1
        place = again if again >= 0 else first
        often = first >= 0 and letters.find(one.letters, first + 1) >= 0
        places.append(place if place >= 0 else None)
        if place >= at and (not often or place - at < _NEAR):
            at = place + len(one.letters)
    return places


def _all(visible: Visible) -> Iterator[_Passage]:
    if visible.letters:
        for run in visible.runs(0, len(visible.letters)):
            yield _Passage(run, run.kind)


def _reading(
    visible: Visible,
    passages: tuple[_Passage, ...],
    encoding: str,
    metadata: Metadata,
    notices: tuple[Notice, ...],
) -> Reading:
    """Turn passages into blocks, and everything between them into edits."""
    blocks: list[Block] = []
    edits: list[Edit] = []
    for passage in passages:
        for run in visible.runs(passage.run.at, passage.run.length):
            locator = Locator(paragraph=len(blocks) + 1, table=passage.table, row=passage.row)
            blocks.append(Block(visible.raw(run.at, run.length), passage.kind, locator))
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
        edits=tuple(sorted(edits)),
        metadata=metadata,
        notices=notices,
    )
