"""OpenDocument texts, as they are once changes are accepted; notes follow their paragraph."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from briefgen.errors import ReadError
from briefgen.formats.heads import Cell, find_heads
from briefgen.formats.office.flow import Passage, flowing, left_out
from briefgen.formats.office.opendocument import (
    Look,
    Styles,
    height,
    is_struck,
    is_unseen,
    metadata_of,
    name,
    opened,
    times_of,
)
from briefgen.formats.raised import running
from briefgen.formats.sniffing import ODT
from briefgen.formats.structure import Reading
from briefgen.model.limits import Limits
from briefgen.model.text import BlockKind, Notice

_UNREAD = frozenset(map(name, (
    "text:tracked-changes", "text:note-citation", "text:ruby-text", "text:hidden-text",
    "text:script", "text:placeholder", "text:sequence-decls", "text:variable-decls",
    "text:user-field-decls", "svg:title", "svg:desc", "office:forms", "office:annotation-end",
    "text:table-of-content-source", "text:illustration-index-source", "text:table-index-source",
    "text:object-index-source", "text:user-index-source", "text:alphabetical-index-source",
    "text:bibliography-source", "dc:creator", "dc:date", "meta:date-string",
)))  # fmt: skip
"""Elements whose text was deleted, is a mark or a prompt, or is no running text."""

_CONTENTS = frozenset(map(name, (
    "text:table-of-content", "text:illustration-index", "text:table-index", "text:object-index",
    "text:user-index", "text:alphabetical-index",
)))  # fmt: skip
_WORDS = (name("text:p"), name("text:h"))
_BLANKS = {name("text:s"): " ", name("text:tab"): "\t", name("text:line-break"): "\n"}
_COMMENTED = name("office:annotation")
_HIDING, _HIDES = name("text:hidden-paragraph"), name("text:is-hidden")
_SHAPES, _BOX = name("draw:"), name("draw:text-box")
_STYLE = name("text:style-name")
_REPEATED = name("table:number-rows-repeated")
_ACROSS = name("table:number-columns-repeated")
_TITLES, _CAPTION = ("title", "subtitle"), "caption"
_MOST_REPEATED = 1000
COMMENT = "a reviewer's comment"


def read_odt(content: bytes, limits: Limits) -> Reading:
    """Read a text; what is hidden or struck through is no text, comments are set aside."""
    package = opened(content, limits)
    body = package.tree("content.xml").find(f"{name('office:body')}/{name('office:text')}")
    if body is None:
        raise ReadError("malformed", "it has no text body")
    walk = Body(Styles(package))
    text, found = flowing(list(walk.passages(body)))
    return Reading(
        ODT, text, blocks=found.blocks, metadata=metadata_of(package), notices=tuple(walk.notices())
    )


@dataclass(slots=True)
class _Line:
    """What a paragraph says: runs of words with their height, and what hangs on it."""

    words: list[tuple[str, str]] = field(default_factory=list)
    beside: list[tuple[str, _Element]] = field(default_factory=list)


class Body:
    """Walks through a body once, and counts what is left out."""

    def __init__(self, styles: Styles) -> None:
        """Take the styles of a file."""
        self._styles = styles
        self._counts: Counter[str] = Counter()
        self._left: Counter[str] = Counter()

    def notices(self) -> Iterator[Notice]:
        """Say how often words that are hidden or struck through were left out."""
        yield from left_out(self._left)
        if self._left["object"]:
            detail = "Besides its text it holds what was not read: embedded objects."
            yield Notice("not-read", detail)

    def passages(
        self, element: Iterable[_Element], kind: BlockKind = BlockKind.PARAGRAPH, reason: str = ""
    ) -> Iterator[Passage]:
        """Yield the paragraphs and cells below an element, what hangs on each after it."""
        for child in element:
            tag = child.tag
            if tag in _UNREAD:
                continue
            if tag in _WORDS:
                yield from self._paragraph(child, kind, reason)
            elif tag == name("table:table"):
                yield from self._cells(child)
            elif tag in _CONTENTS:
                yield from self.passages(child, BlockKind.BOILERPLATE, "table of contents")
            elif tag == name("text:section") and child.get(name("text:display")) == "none":
                self._left["hidden-text"] += bool("".join(child.itertext()).strip())
            elif tag == _COMMENTED or (str(tag).startswith(_SHAPES) and tag != _BOX):
                for one in _boxes(child):
                    yield from self._beside("comment" if tag == _COMMENTED else "text box", one)
            elif tag in (name("text:list"), name("text:numbered-paragraph")):
                listed = BlockKind.ITEM if kind is BlockKind.PARAGRAPH else kind
                yield from self.passages(child, listed, reason)
            else:
                yield from self.passages(child, kind, reason)

    def _paragraph(self, element: _Element, kind: BlockKind, reason: str) -> Iterator[Passage]:
        if any(one.get(_HIDES, "true") == "true" for one in element.iter(_HIDING)):
            self._left["hidden-text"] += 1
            return
        line = _Line()
        style = element.get(_STYLE)
        self._walk(element, line, self._styles.look("paragraph", style))
        text = re.sub(" +", " ", running(line.words))
        if text:
            yield Passage(self._kind(element, style, kind), text, reason=reason)
        for what, held in line.beside:
            yield from self._beside(what, held)

    def _kind(self, element: _Element, style: str | None, kind: BlockKind) -> BlockKind:
        if kind is BlockKind.BOILERPLATE:
            return kind
        names = [one.casefold() for one in self._styles.names("paragraph", style) or (style or "",)]
        if element.tag == name("text:h") or any(one in _TITLES for one in names):
            return BlockKind.HEADING
        return BlockKind.CAPTION if _CAPTION in names else kind

    def _walk(self, element: _Element, line: _Line, look: Look) -> None:
        """Take the words of an element, what is not read or not seen left out."""
        self._take(element.text, line, look, element)
        for child in element:
            tag = child.tag
            if tag in _BLANKS:
                line.words.append((_BLANKS[tag], height(look)))
            elif tag == name("text:note"):
                kind = child.get(name("text:note-class")) or "footnote"
                line.beside += ((kind, one) for one in child.iter(name("text:note-body")))
            elif tag == _COMMENTED:
                line.beside.append(("comment", child))
            elif str(tag).startswith(_SHAPES) and tag != name("draw:a"):
                line.beside += (("text box", box) for box in _boxes(child))
            elif tag == name("text:span"):
                own = self._styles.look("text", child.get(_STYLE))
                self._walk(child, line, {**look, **own})
            elif tag not in _UNREAD:
                self._walk(child, line, look)
            self._take(child.tail, line, look, element)

    def _take(self, text: str | None, line: _Line, look: Look, inside: _Element) -> None:
        if not text:
            return
        code = "struck-text" if is_struck(look) else ""
        if is_unseen(look, backed=_is_backed(inside)):
            code = "hidden-text"
        if code and text.strip():
            self._left[code] += 1
        elif not code:
            line.words.append((re.sub(r"\s+", " ", text), height(look)))

    def _beside(self, what: str, held: _Element) -> Iterator[Passage]:
        """Yield what hangs on a paragraph under its number."""
        objects = any(True for _ in held.iter(name("draw:object")))
        self._left["object"] += objects and what == "text box"
        if what == "text box" and next(held.iter(*_WORDS), None) is None:
            return
        self._counts[what] += 1
        note = f"{what} {self._counts[what]}"
        tables = self._counts["table"]
        for one in self.passages(held):
            if what == "comment":
                one = Passage(BlockKind.BOILERPLATE, one.text, one.at, COMMENT)  # noqa: PLW2901
            yield one.moved(note=note, table=None, row=None) if one.at.note is None else one
        self._counts["table"] = tables

    def _cells(self, table: _Element) -> Iterator[Passage]:
        """Yield the cells of a table with what heads them; what hangs on one follows its words."""
        self._counts["table"] += 1
        number = self._counts["table"]
        held: list[tuple[Cell, list[Passage]]] = []
        row = 0
        for line in _rows(table):
            column = 0
            for cell in line:
                if cell.tag == name("table:table-cell"):
                    held.append(((row + 1, column + 1), list(self.passages(cell))))
                column += times_of(cell, _ACROSS, _MOST_REPEATED)
            row += times_of(line, _REPEATED, _MOST_REPEATED)
        heads = find_heads({at: " ".join(_own(told)) for at, told in held if any(_own(told))})
        for (at, column), told in held:
            head = heads.of((at, column))
            for one in sorted(told, key=lambda one: one.at.note is not None):
                inner = one.at.table is not None or one.at.note is not None
                cell = Passage(heads.kind((at, column)), one.text, one.at, one.reason)
                yield one if inner else cell.moved(table=number, row=at, head=head)


def _own(passages: Iterable[Passage]) -> Iterator[str]:
    return (one.text for one in passages if one.at.note is None and one.at.table is None)


def _boxes(shape: _Element) -> Iterator[_Element]:
    """Yield the shapes of a group, or the shape itself."""
    if shape.tag in (name("draw:g"), name("draw:a")):
        for one in shape:
            yield from _boxes(one)
    else:
        yield shape


def _rows(element: _Element) -> Iterator[_Element]:
    """Yield the rows of a table, through the groups they lie in."""
    for child in element:
        if child.tag == name("table:table-row"):
            yield child
        elif child.tag != name("table:table"):
            yield from _rows(child)


def _is_backed(element: _Element) -> bool:
    """Tell what stands in a table or a shape, which may be coloured."""
    return any(
        one.tag == name("table:table-cell") or str(one.tag).startswith(_SHAPES)
        for one in element.iterancestors()
    )
