"""The passages of a Word file in the order they are read, with what stands beside the text."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from docx.document import Document
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml.etree import _Element

from briefgen.formats.heads import find_heads
from briefgen.formats.raised import running
from briefgen.formats.word.runs import Looks
from briefgen.model.text import BlockKind

_HEADING = re.compile(r"heading \d|title|subtitle", re.IGNORECASE)
_LIST = re.compile(r"list\b", re.IGNORECASE)
_CONTENTS = re.compile(r"toc \d|table of figures", re.IGNORECASE)

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATIVES = f"{_COMPATIBLE}AlternateContent"
_PARAGRAPH, _TABLE, _RUN, _WORDS = map(qn, ("w:p", "w:tbl", "w:r", "w:t"))
_CONTROL, _BOX = qn("w:sdt"), qn("w:txbxContent")
_TEXT = {
    qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}  # fmt: skip
_UNREAD = frozenset(
    qn(f"w:{name}")
    for name in (
        "del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sectPr", "tblPr", "tblGrid",
        "trPr", "tcPr", "sdtPr", "sdtEndPr", "rt",
    )
)  # fmt: skip
"""Elements whose text is deleted, moved away, or no running text."""

_CARRIERS = frozenset(map(qn, ("w:drawing", "w:pict", "w:object")))
_ROWS_AND_CELLS = frozenset(map(qn, ("w:tr", "w:tc")))
_REFERENCES = {
    qn("w:footnoteReference"): "footnote",
    qn("w:endnoteReference"): "endnote",
    qn("w:commentReference"): "comment",
}
_GONE = tuple(
    f"{qn(look)}/{qn(mark)}"
    for look, mark in (("w:trPr", "w:del"), ("w:tcPr", "w:cellDel"))
)  # fmt: skip
_LOST_MARKS = tuple(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn(n)}" for n in ("w:del", "w:moveFrom"))
_PROMPT = f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}"
_IDENTITY, _VALUE = qn("w:id"), qn("w:val")
_SPAN = f"{qn('w:tcPr')}/{qn('w:gridSpan')}"

_REASONS = {"comment": "a reviewer's comment"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph's words. One in a table knows its place there, one beside the text its note."""

    kind: BlockKind
    text: str
    table: int | None = None
    row: int | None = None
    note: str | None = None
    reason: str = ""
    head: str | None = None


@dataclass(slots=True)
class _Line:
    """What a paragraph says: runs of words with their height, and what hangs on it, in order."""

    words: list[tuple[str, str]] = field(default_factory=list)
    beside: list[tuple[str, _Element | str]] = field(default_factory=list)

    def text(self) -> str:
        """Return the words, raised and lowered ones as they are written in running text."""
        return running(self.words)


class Body:
    """Walks through a file once. `hidden` and `struck` count the runs that were left out."""

    def __init__(self, document: Document) -> None:
        """Take the styles and the notes of a file."""
        self.hidden = self.struck = 0
        self._looks = Looks(document)
        self._styles = {style.style_id: style.name or "" for style in document.styles}
        self._notes = _notes(document)
        self._counts: Counter[str] = Counter()
        self._told: set[tuple[str, str]] = set()

    def passages(self, element: _Element) -> Iterator[Passage]:
        """Yield the paragraphs and cells below an element in order, what hangs on each after it.

        Paragraphs whose mark was deleted are one with the next.
        """
        held: list[_Element] = []
        for part in _content(element):
            if part.tag == _PARAGRAPH:
                held.append(part)
                if any(part.find(mark) is not None for mark in _LOST_MARKS):
                    continue
            yield from self._paragraph(held)
            held = []
            if part.tag == _TABLE:
                yield from self._cells(part)
        yield from self._paragraph(held)

    def _paragraph(self, parts: list[_Element]) -> Iterator[Passage]:
        line = _Line()
        kind: BlockKind | None = None
        reason = ""
        for part in parts:
            before = len(line.words)
            self._walk(part, line, "")
            if kind is None and any(text.strip() for text, _ in line.words[before:]):
                kind, reason = self._kind(part)
        if kind is not None:
            yield Passage(kind, line.text(), reason=reason)
        for name, held in line.beside:
            yield from self._beside(name, held)

    def _walk(self, element: Iterable[_Element], line: _Line, height: str) -> None:
        """Take the words of an element, what was deleted, struck or is not seen left out."""
        own_mark = False
        for child in element:
            tag = child.tag
            if tag == _WORDS:
                text = " ".join(re.split(r"[\r\n]+", child.text or ""))
                line.words += [(text, height)] * (not own_mark)
            elif tag in _TEXT:
                line.words.append((_TEXT[tag], height))
            elif tag in _REFERENCES:
                line.beside.append((_REFERENCES[tag], child.get(_IDENTITY) or ""))
                own_mark = child.get(qn("w:customMarkFollows")) in ("1", "true", "on")
            elif tag in _CARRIERS:
                line.beside += (("text box", box) for box in _boxes(child))
            elif tag == _RUN:
                if self._is_read(child):
                    self._walk(child, line, self._looks.height(child))
            elif tag == _ALTERNATIVES:
                self._walk(_chosen(child), line, height)
            elif tag not in _UNREAD and not _is_prompt(child):
                self._walk(child, line, height)

    def _is_read(self, run: _Element) -> bool:
        """Tell whether a run is seen and not struck through; count the words that are not."""
        seen = self._looks.sees(run)
        if seen and not self._looks.is_struck(run):
            return True
        if "".join(words.text or "" for words in run.iter(_WORDS)).strip():
            self.hidden += not seen
            self.struck += seen
        return False

    def _beside(self, name: str, held: "_Element | str") -> Iterator[Passage]:
        """Yield what hangs on a paragraph under its number; each note and comment once."""
        if isinstance(held, str):
            if (name, held) in self._told or (name, held) not in self._notes:
                return
            self._told.add((name, held))
            held = self._notes[name, held]
        self._counts[name] += 1
        note = f"{name} {self._counts[name]}"
        tables = self._counts["table"]
        reason = _REASONS.get(name, "")
        for one in self.passages(held):
            kind = BlockKind.BOILERPLATE if reason else one.kind
            mine = Passage(kind, one.text, note=note, reason=reason or one.reason)
            yield mine if one.note is None else one
        self._counts["table"] = tables

    def _cells(self, table: _Element) -> Iterator[Passage]:
        """Yield the cells of a table; what hangs on them after their row."""
        self._counts["table"] += 1
        number = self._counts["table"]
        rows = [
            [(at, list(self.passages(cell))) for at, cell in _columns(held)]
            for held in _content(table)
        ]
        heads = find_heads(
            {
                (row, at): words
                for row, cells in enumerate(rows, 1)
                for at, told in cells
                if (words := " ".join(one.text for one in told if _is_own(one)))
            }
        )
        for row, cells in enumerate(rows, 1):
            line = [(at, one) for at, told in cells for one in told]
            for at, one in sorted(line, key=lambda held: held[1].note is not None):
                own = replace(one, kind=BlockKind.CELL, table=number, row=row)
                yield replace(own, head=heads.of((row, at))) if _is_own(one) else one

    def _kind(self, paragraph: _Element) -> tuple[BlockKind, str]:
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = self._styles.get(style.get(_VALUE), "") if style is not None else ""
        if _HEADING.match(name):
            return BlockKind.HEADING, ""
        if _CONTENTS.match(name):
            return BlockKind.BOILERPLATE, "table of contents"
        if name.casefold() == "caption":
            return BlockKind.CAPTION, ""
        numbered = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
        return BlockKind.ITEM if numbered or _LIST.match(name) else BlockKind.PARAGRAPH, ""


def _content(element: Iterable[_Element]) -> Iterator[_Element]:
    """Yield paragraphs, tables, rows or cells, through whatever is wrapped round them."""
    for child in element:
        if child.tag in (_PARAGRAPH, _TABLE):
            yield child
        elif child.tag in _ROWS_AND_CELLS:
            if not any(child.find(mark) is not None for mark in _GONE):
                yield child
        elif child.tag == _ALTERNATIVES:
            yield from _content(_chosen(child))
        elif child.tag not in _UNREAD and not _is_prompt(child):
            yield from _content(child)


def _columns(row: Iterable[_Element]) -> Iterator[tuple[int, _Element]]:
    """Yield the cells of a row, each with the column it begins in."""
    at = 1
    for cell in _content(row):
        yield at, cell
        span = cell.find(_SPAN)
        told = span.get(_VALUE, "") if span is not None else ""
        at += int(told) if told.isascii() and told.isdigit() and len(told) < len("1000") else 1


def _is_own(one: Passage) -> bool:
    """Tell what a cell says itself from what hangs on it, or lies in a table inside it."""
    return one.table is None and one.note is None


def _is_prompt(element: _Element) -> bool:
    """Tell a content control that nobody has filled in: "Click here to enter text"."""
    return element.tag == _CONTROL and element.find(_PROMPT) is not None


def _chosen(alternatives: _Element) -> Iterable[_Element]:
    """Return the first of several ways to show one thing that has words."""
    return next((way for way in alternatives if next(way.iter(_WORDS), None) is not None), ())


def _boxes(carrier: Iterable[_Element]) -> Iterator[_Element]:
    """Yield the text boxes of a drawing, those inside others not by themselves."""
    for child in carrier:
        if child.tag == _BOX:
            yield child
        elif child.tag == _ALTERNATIVES:
            yield from _boxes(_chosen(child))
        else:
            yield from _boxes(child)


def _notes(document: Document) -> Mapping[tuple[str, str], _Element]:
    """Return footnotes, endnotes and comments by what they are and their number in the file."""
    found: dict[tuple[str, str], _Element] = {}
    for relation in document.part.rels.values():
        name = relation.reltype.rpartition("/")[2].removesuffix("s")
        if name not in _REFERENCES.values() or relation.is_external:
            continue
        for note in _root(relation.target_part):
            if note.get(qn("w:type")) in (None, "normal"):
                found[name, note.get(_IDENTITY) or ""] = note
    return found


def _root(part: Part) -> _Element:
    root: _Element = parse_xml(part.blob)
    return root
