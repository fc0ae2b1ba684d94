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
from lxml.etree import _Element

from briefgen.errors import ReadError
from briefgen.formats.days import day_of
from briefgen.formats.sniffing import DOCX
from briefgen.formats.structure import Reading
from briefgen.model.limits import Limits
from briefgen.model.spans import Span
from briefgen.model.text import IN_FILE, Block, BlockKind, Locator, Metadata, Notice

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
    passages = [one for one in _Body(document).passages(body) if one.text]
    text = "\n\n".join(passage.text for passage in passages)
    return Reading(
        media_type=DOCX,
        text=text,
        blocks=tuple(_blocks(passages)),
        metadata=_metadata(document),
        notices=(*_unread(document), *_hidden(body)),
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

    def __init__(self, document: Document) -> None:
        self._styles = {style.style_id: style.name or "" for style in document.styles}
        self._tables = 0

    def passages(self, element: _Element) -> Iterator[_Passage]:
        """Yield the paragraphs and cells below an element in order."""
        for child in element:
            if child.tag == qn("w:p"):
                yield _Passage(self._kind(child), _words(child).strip())
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


def _words(element: _Element) -> str:
    """Return the text of a paragraph, what was deleted or hidden left out."""
    pieces = []
    for child in element:
        if child.tag == qn("w:t"):
            pieces.append(" ".join(re.split(r"[\r\n]+", child.text or "")))
        elif child.tag in _TEXT:
            pieces.append(_TEXT[child.tag])
        elif child.tag not in _UNREAD and not _is_hidden(child):
            pieces.append(_words(child))
    return "".join(pieces)


def _is_hidden(run: _Element) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return mark is not None and mark.get(qn("w:val")) not in ("0", "false", "off")


def _hidden(body: _Element) -> tuple[Notice, ...]:
    runs = sum(
        1 for run in body.iter(qn("w:r")) if _is_hidden(run) and run.find(qn("w:t")) is not None
    )
    detail = f"Words formatted as hidden were left out, in {runs} places."
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
    published = day_of(when.year, when.month, when.day) if when else ""
    author = " ".join(known.author.split())
    return Metadata(
        title=" ".join(known.title.split()),
        author="" if author == "python-docx" else author,
        published=published,
        published_from=IN_FILE if published else "",
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
