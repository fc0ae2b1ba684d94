"""Word files: paragraphs, tables, lists and headings in body order, by python-docx."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.styles.style import BaseStyle
from lxml.etree import _Element

from briefgen.errors import ReadError
from briefgen.formats.days import day_of, day_of_program
from briefgen.formats.sniffing import DOCX
from briefgen.formats.structure import Reading
from briefgen.model.limits import Limits
from briefgen.model.spans import Span
from briefgen.model.text import GUESSED, Block, BlockKind, Locator, Metadata, Notice

_MEGABYTE = 1_000_000
_MOST_ENTRIES = 5000
_HEADING = re.compile(r"heading \d|title|subtitle", re.IGNORECASE)
_LIST = re.compile(r"list\b", re.IGNORECASE)
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_TEXT = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_UNREAD = frozenset(
    qn(f"w:{name}")
    for name in (
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "pict",
        "object",
        "drawing",
        "rPr",
        "pPr",
    )
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"}
"""Elements whose text is deleted, hidden, or no running text."""

_WHITE = "FFFFFF"
_TINY = frozenset("012")
"""Half points: at most the height of a hair."""

_DEEPEST_STYLE = 20
_BACKED = frozenset(map(qn, ("w:tbl", "w:txbxContent", "w:pict")))
_SHADES = tuple(map(qn, ("w:shd", "w:highlight")))

_BESIDE = {
    "comments": "comments", "footnotes": "footnotes", "endnotes": "endnotes",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Passage:
    """A paragraph's words; one in a table knows its place there."""

    kind: BlockKind
    text: str
    table: int | None = None
    row: int | None = None


def read_docx(content: bytes, limits: Limits) -> Reading:
    """Read a Word file: tracked insertions are text, deletions and hidden words are not."""
    _check_container(content, limits)
    document = docx.Document(io.BytesIO(content))
    body = document.element.body
    sight = _Sight(document)
    passages = [one for one in _Body(document, sight).passages(body) if one.text]
    text = "\n\n".join(passage.text for passage in passages)
    return Reading(
        media_type=DOCX,
        text=text,
        blocks=tuple(_blocks(passages)),
        metadata=_metadata(document),
        notices=(*_unread(document), *_hidden(body, sight)),
    )


def _check_container(content: bytes, limits: Limits) -> None:
    """Refuse an archive that is broken, unpacks to too much, or declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            size = sum(entry.file_size for entry in entries)
            if size > limits.unpacked_megabytes * _MEGABYTE or len(entries) > _MOST_ENTRIES:
                detail = f"{size / _MEGABYTE:.0f} MB; the limit is {limits.unpacked_megabytes} MB"
                raise ReadError("too-large-unpacked", detail)
            ordered = sorted(entries, key=lambda entry: entry.header_offset)
            if any(
                a.header_offset + a.compress_size > b.header_offset for a, b in pairwise(ordered)
            ):
                raise ReadError("malformed", "its parts overlap each other")
            if any(entry.flag_bits & 1 for entry in entries):
                raise ReadError("encrypted", "a password protects it: save a copy without one")
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    _check_entities(archive, entry)
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise ReadError("malformed", "its container is damaged or cut off") from error


def _check_entities(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    if _ENTITIES.search(archive.read(entry).replace(b"\0", b"")):
        raise ReadError("xml-entities", "it declares entities, which no Word file does")


class _Body:
    """Walks through a body once, counting its tables."""

    def __init__(self, document: Document, sight: "_Sight") -> None:
        self._sight = sight
        self._styles = {style.style_id: style.name or "" for style in document.styles}
        self._tables = 0

    def passages(self, element: _Element) -> Iterator[_Passage]:
        """Yield the paragraphs and cells below an element in order."""
        for child in element:
            if child.tag == qn("w:p"):
                yield _Passage(self._kind(child), _words(child, self._sight).strip())
            elif child.tag == qn("w:tbl"):
                yield from self._cells(child)
            elif child.tag not in _UNREAD:
                yield from self.passages(child)

    def _cells(self, table: _Element) -> Iterator[_Passage]:
        self._tables += 1
        number = self._tables
        for row, held in enumerate(table.iterchildren(qn("w:tr")), 1):
            for cell in held.iterchildren(qn("w:tc"), qn("w:sdt")):
                for passage in self.passages(cell):
                    inner = passage.table is not None
                    yield passage if inner else _Passage(BlockKind.CELL, passage.text, number, row)

    def _kind(self, paragraph: _Element) -> BlockKind:
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = self._styles.get(style.get(qn("w:val")), "") if style is not None else ""
        if _HEADING.match(name):
            return BlockKind.HEADING
        if name.casefold() == "caption":
            return BlockKind.CAPTION
        numbered = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
        return BlockKind.ITEM if numbered or _LIST.match(name) else BlockKind.PARAGRAPH


class _Sight:
    """Which runs a reader does not see: hidden ones, those too small, white ones on white paper."""

    def __init__(self, document: Document) -> None:
        self._shaded = frozenset(style.style_id for style in document.styles if _has_shade(style))
        self._white_paper = document.element.find(qn("w:background")) is None

    def sees(self, run: _Element) -> bool:
        look = run.find(qn("w:rPr"))
        if look is None:
            return True
        mark = look.find(qn("w:vanish"))
        if mark is not None and mark.get(qn("w:val")) not in ("0", "false", "off"):
            return False
        if _value(look, "w:sz") in _TINY:
            return False
        return _value(look, "w:color").upper() != _WHITE or self._is_on_colour(run)

    def _is_on_colour(self, run: _Element) -> bool:
        """Tell whether a run stands on what may be coloured: a shade, a table, a box, the page."""
        return not self._white_paper or any(
            part.tag in _BACKED or self._is_shaded(part) for part in (run, *run.iterancestors())
        )

    def _is_shaded(self, part: _Element) -> bool:
        for look in part.iterchildren(qn("w:rPr"), qn("w:pPr")):
            styles = {_value(look, "w:rStyle"), _value(look, "w:pStyle")}
            if next(look.iterchildren(*_SHADES), None) is not None or styles & self._shaded:
                return True
        return False


def _has_shade(style: BaseStyle | None) -> bool:
    """Tell whether a style, or one that it is based on, gives words a colour behind them."""
    for _ in range(_DEEPEST_STYLE):
        if style is None:
            break
        if next(style.element.iter(*_SHADES), None) is not None:
            return True
        style = getattr(style, "base_style", None)
    return False


def _value(look: _Element, name: str) -> str:
    found = look.find(qn(name))
    return (found.get(qn("w:val")) or "") if found is not None else ""


def _words(element: _Element, sight: _Sight) -> str:
    """Return the text of a paragraph, what was deleted or is not seen left out."""
    pieces = []
    for child in element:
        if child.tag == qn("w:t"):
            pieces.append(" ".join(re.split(r"[\r\n]+", child.text or "")))
        elif child.tag in _TEXT:
            pieces.append(_TEXT[child.tag])
        elif child.tag not in _UNREAD and sight.sees(child):
            pieces.append(_words(child, sight))
    return "".join(pieces)


def _hidden(body: _Element, sight: _Sight) -> tuple[Notice, ...]:
    runs = sum(
        1
        for run in body.iter(qn("w:r"))
        if not sight.sees(run)
        and "".join(words.text or "" for words in run.iter(qn("w:t"))).strip()
    )
    detail = f"Words that a reader does not see were left out, in {runs} place{'s' * (runs > 1)}."
    return (Notice("hidden-text", detail),) if runs else ()


def _blocks(passages: list[_Passage]) -> Iterator[Block]:
    at = 0
    for number, one in enumerate(passages, 1):
        locator = Locator(paragraph=number, table=one.table, row=one.row)
        yield Block(Span(at, at + len(one.text)), one.kind, locator)
        at += len(one.text) + len("\n\n")


def _metadata(document: Document) -> Metadata:
    known = document.core_properties
    when = known.modified or known.created
    saved = day_of_program(day_of(when.year, when.month, when.day)) if when else ""
    author = " ".join(known.author.split())
    return Metadata(
        title=" ".join(known.title.split()),
        author="" if author == "python-docx" else author,
        published=saved,
        published_from=GUESSED if saved else "",
        language=known.language.split("-")[0].casefold(),
    )


def _unread(document: Document) -> tuple[Notice, ...]:
    """Say what the file holds besides its body."""
    found = [
        name
        for part in document.part.package.iter_parts()
        for mark, name in _BESIDE.items()
        if part.partname.endswith(f"/{mark}.xml") and b"<w:t" in part.blob
    ]
    body = document.element.body
    if next(body.iter(qn("w:txbxContent")), None) is not None:
        found.append("text boxes")
    if next(body.iter(qn("w:altChunk")), None) is not None:
        found.append("embedded documents")
    if not found:
        return ()
    listed = ", ".join(sorted(set(found)))
    return (Notice("not-read", f"Besides its text it holds what was not read: {listed}."),)
