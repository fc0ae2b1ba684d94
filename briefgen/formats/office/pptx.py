"""PowerPoint files, by python-pptx: slides in order, titles, bullets, tables, groups, notes."""

import io
from collections.abc import Iterable, Iterator
from itertools import count

from lxml.etree import _Element
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.package import Package as Opened
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide

from briefgen.formats.dating.iso import day_of, day_of_program
from briefgen.formats.heads import Cell, find_heads
from briefgen.formats.office.flow import Passage, flowing, left_out
from briefgen.formats.package import Package
from briefgen.formats.raised import running
from briefgen.formats.sniffing import PPTX
from briefgen.formats.structure import Reading
from briefgen.model.limits import Limits
from briefgen.model.locators import Locator
from briefgen.model.text import GUESSED, BlockKind, Metadata, Notice

_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHOWN = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_PARAGRAPH, _RUN, _FIELD, _BREAK = (f"{_DRAWN}{name}" for name in ("p", "r", "fld", "br"))
_LOOK, _WORDS, _BODY = f"{_DRAWN}rPr", f"{_DRAWN}t", f"{_SHOWN}txBody"
_UNREAD = {
    f"{_SHOWN}pic": "pictures",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "charts",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "diagrams",
    f"{_SHOWN}oleObj": "embedded objects",
}
_TITLES = frozenset([PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.SUBTITLE])
_BULLETS = frozenset([PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT])
_EDGES = frozenset(
    [PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER, PP_PLACEHOLDER.SLIDE_NUMBER]
)
_Kinds = dict[_Element, BlockKind | None]
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NAMED = f"*/{_SHOWN}cNvPr"
_NOTES = "speaker notes"


def read_pptx(content: bytes, limits: Limits) -> Reading:
    """Read the slides that are shown; what is said to them in notes follows each, under that name.

    Heads, feet and numbers of slides are no text; pictures, charts and diagrams are said.
    """
    Package(content, limits).refuse_entities()
    slides = Opened.open(io.BytesIO(content)).main_document_part.presentation
    passages: list[Passage] = []
    hidden = struck = 0
    for number, slide in enumerate(slides.slides, 1):
        if slide.element.get("show") in ("0", "false"):
            hidden += 1
            continue
        struck += sum(map(_is_struck, slide.element.iter(_RUN)))
        passages += _slide(slide, number)
    text, found = flowing(passages)
    return Reading(
        PPTX,
        text,
        blocks=found.blocks,
        metadata=_metadata(slides),
        notices=tuple(_left_out(slides, hidden, struck)),
    )


def _slide(slide: Slide, number: int) -> Iterator[Passage]:
    tables = count(1)
    for passage in _shapes(slide.shapes.element, _kinds(slide), tables):
        yield passage.moved(slide=number)
    notes = slide.notes_slide.notes_placeholder if slide.has_notes_slide else None
    body = notes.element.find(_BODY) if notes is not None else None
    for words in _paragraphs(body) if body is not None else ():
        yield Passage(BlockKind.PARAGRAPH, words, Locator(slide=number, note=_NOTES))


def _kinds(slide: Slide) -> _Kinds:
    """Return what the words of a placeholder are; None for no text."""
    kinds: _Kinds = {}
    for one in slide.placeholders:
        kind = one.placeholder_format.type
        if kind in _EDGES:
            kinds[one.element] = None
        elif kind in _TITLES:
            kinds[one.element] = BlockKind.HEADING
        elif kind in _BULLETS:
            kinds[one.element] = BlockKind.ITEM
    return kinds


def _shapes(tree: Iterable[_Element], kinds: _Kinds, tables: Iterator[int]) -> Iterator[Passage]:
    """Yield the words of shapes in the order of the file, through groups."""
    for shape in tree:
        named = shape.find(_NAMED)
        if named is not None and named.get("hidden") in ("1", "true"):
            continue
        if shape.tag == f"{_COMPATIBLE}AlternateContent":
            yield from _shapes(next(iter(shape), ()), kinds, tables)
        elif shape.tag == f"{_SHOWN}grpSp":
            yield from _shapes(shape, kinds, tables)
        elif shape.tag == f"{_SHOWN}sp":
            body = shape.find(_BODY)
            kind = kinds.get(shape, BlockKind.PARAGRAPH)
            if body is not None and kind is not None:
                yield from (Passage(kind, words) for words in _paragraphs(body))
        elif shape.tag == f"{_SHOWN}graphicFrame":
            for table in shape.iter(f"{_DRAWN}tbl"):
                yield from _cells(table, next(tables))


def _cells(table: _Element, number: int) -> Iterator[Passage]:
    """Yield the cells of a table with what heads them."""
    held: dict[Cell, str] = {}
    for row, line in enumerate(table.iterchildren(f"{_DRAWN}tr"), 1):
        for column, cell in enumerate(line.iterchildren(f"{_DRAWN}tc"), 1):
            body = cell.find(f"{_DRAWN}txBody")
            words = "\n".join(_paragraphs(body)) if body is not None else ""
            if words:
                held[row, column] = words
    heads = find_heads(held)
    for at, words in held.items():
        place = Locator(table=number, row=at[0], head=heads.of(at))
        yield Passage(heads.kind(at), words, place)


def _paragraphs(body: _Element) -> Iterator[str]:
    """Yield the paragraphs of a text body that have words."""
    for paragraph in body.iterchildren(_PARAGRAPH):
        told = running([run for child in paragraph for run in _run(child)])
        if told:
            yield told


def _run(child: _Element) -> Iterator[tuple[str, str]]:
    if child.tag == _BREAK:
        yield "\n", ""
    elif child.tag in (_RUN, _FIELD) and not _is_struck(child):
        look = child.find(_LOOK)
        raised = look.get("baseline", "").strip("0.%") if look is not None else ""
        height = raised and ("subscript" if raised.startswith("-") else "superscript")
        yield " ".join((child.findtext(_WORDS) or "").splitlines()), height


def _is_struck(run: _Element) -> bool:
    look = run.find(_LOOK)
    return look is not None and look.get("strike", "noStrike") != "noStrike"


def _left_out(slides: Slides, hidden: int, struck: int) -> Iterator[Notice]:
    """Say what a reader of the slides does not see, and what is not read of them."""
    if hidden:
        detail = f"Slides that are not shown were left out: {hidden}."
        yield Notice("hidden-text", detail)
    yield from left_out({"struck-text": struck})
    trees = [slide.element for slide in slides.slides]
    found = [
        name
        for tag, name in _UNREAD.items()
        if any(next(tree.iter(tag), None) is not None for tree in trees)
    ]
    if found:
        detail = f"Besides its text it holds what was not read: {', '.join(found)}."
        yield Notice("not-read", detail)


def _metadata(slides: Slides) -> Metadata:
    known = slides.core_properties
    when = known.modified or known.created
    saved = day_of_program(day_of(when.year, when.month, when.day)) if when else ""
    title = " ".join(known.title.split())
    return Metadata(
        title="" if title == "PowerPoint Presentation" else title,
        published=saved,
        published_from=GUESSED if saved else "",
        language=known.language.split("-")[0].casefold(),
    )
