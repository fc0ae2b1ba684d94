"""brief.docx: the printed page element by element, its marks as footnotes."""

import base64
import io
import re
from collections.abc import Mapping
from datetime import UTC, datetime

import docx
import lxml.html
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from lxml.html import HtmlElement

from briefgen.model.brief import Artifact, Brief, VerifiedBrief
from briefgen.model.citations import Citation
from briefgen.model.days import long_date
from briefgen.render.html import PAPER, Page, open_page
from briefgen.render.inline import Note, Words, inline_of, is_block
from briefgen.render.pdf import draw_bitmap
from briefgen.render.word.footnotes import Footnotes
from briefgen.render.word.package import sealed
from briefgen.render.word.styles import ASIDE, SMALL, TEXT_WIDTH, set_styles
from briefgen.render.wording import pinpoint, whereabouts

_HEADINGS = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "h4": "Heading 3"}
_QUIET = frozenset(["small", "title", "matter"])
_LEFT_OUT = frozenset(["ledger", "glance"])
"""Classes of what a Word file has in another form: the ledger's rows are its footnotes."""

_NARROWEST, _WIDEST = 9, 60
"""Letters of the longest cell by which the width of a column is measured."""

_UNNAMED = re.compile(r"[^A-Za-z0-9]+")


def write_word(verified: VerifiedBrief, page: Page | None = None) -> Artifact:
    """Make brief.docx: headings as styles, contents, marks as footnotes with their passages.

    The marking stands in head and foot of each page, pictures have their alternative text, and
    the same note gives the same bytes. `page` is the note's own, where it is opened already.
    Raises RenderError when the libraries that draw text are not installed.
    """
    printed = (page or open_page(verified)).fill(PAPER)
    writer = _Writer(verified.brief)
    writer.write(lxml.html.document_fromstring(printed).body)
    held = io.BytesIO()
    writer.document.save(held)
    return Artifact("brief.docx", sealed(held.getvalue()))


class _Writer:
    """Writes a page into a new document; `_into` is what paragraphs are added to just now."""

    def __init__(self, brief: Brief) -> None:
        self.document: Document = docx.Document()
        self._brief = brief
        self._into: Document | _Cell = self.document
        self._notes = Footnotes(self.document)
        self._told: dict[str, int] = {}
        self._places = 0
        self._passages = _quoted(brief)
        set_styles(self.document, brief)
        self._name()

    def _name(self) -> None:
        """Say what the file is, without a word on when and where it was made."""
        masthead, known = self._brief.masthead, self.document.core_properties
        issued = datetime.fromisoformat(masthead.issue_date).replace(tzinfo=UTC)
        known.title, known.author = masthead.title, masthead.brand
        known.last_modified_by, known.comments = "", ""
        known.subject, known.language = masthead.number, masthead.language
        known.created = known.modified = issued

    def write(self, body: HtmlElement) -> None:
        """Write the page; the contents stand behind its masthead."""
        for child in body:
            self._block(child)
            if child.tag == "header":
                self._contents(body)

    def _contents(self, body: HtmlElement) -> None:
        """Write a table of contents that is right at once; Word adds pages when asked to."""
        titles = [one for one in body.iter("h2") if not any(map(_is_left_out, one.iterancestors()))]
        for n, title in enumerate(titles):
            paragraph = self.document.add_paragraph(style="toc 1")
            if n == 0:
                _field(paragraph, r'TOC \o "1-1" \n \h', "begin")
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), _bookmark(title))
            run = paragraph.add_run(_plain(title))
            link.append(run._r)  # noqa: SLF001 - python-docx has no door to it
            paragraph._p.append(link)  # noqa: SLF001
            if n == len(titles) - 1:
                _field(paragraph, "", "end")

    def _block(self, element: HtmlElement) -> None:
        """Write an element that stands for itself."""
        tag = element.tag
        if not isinstance(tag, str) or _is_left_out(element):
            return
        if tag in _HEADINGS:
            self._heading(element)
        elif tag == "table":
            self._table([list(row.iter("td", "th")) for row in element.iter("tr")])
        elif tag == "dl":
            terms = [one for one in element if one.tag in ("dt", "dd")]
            self._table(list(map(list, zip(terms[::2], terms[1::2], strict=True))))
        elif tag == "img":
            self._picture(element)
        elif tag == "ol":
            self._numbered(element)
        else:
            self._flow(element, _style_of(element))

    def _numbered(self, element: HtmlElement) -> None:
        """Write a numbered list: Word would go on counting in the next one."""
        items = (one for one in element if one.tag == "li")
        for number, item in enumerate(items, int(element.get("start", 1))):
            item.text = f"{number}. {item.text or ''}"
            self._flow(item, "List Paragraph")

    def _heading(self, element: HtmlElement) -> None:
        paragraph = self._into.add_paragraph(style=_HEADINGS[element.tag])
        self._fill(paragraph, list(inline_of(element)))
        if element.tag == "h2":
            self._places += 1
            _mark_place(paragraph, _bookmark(element), self._places)

    def _flow(self, element: HtmlElement, style: str) -> None:
        """Write what is in an element: words that stand together, and blocks between them."""
        words: list[Words | Note] = [Words(element.text or "")]
        for child in element:
            if is_block(child):
                self._paragraph(words, style)
                words = []
                self._block(child)
            else:
                words += inline_of(child)
            words.append(Words(child.tail or ""))
        self._paragraph(words, style)

    def _paragraph(self, words: list[Words | Note], style: str) -> None:
        if any(isinstance(one, Note) or one.text.strip() for one in words):
            self._fill(self._into.add_paragraph(style=style), words)

    def _fill(self, paragraph: Paragraph, words: list[Words | Note]) -> None:
        """Write words with single blanks between them, and a footnote for each mark."""
        blank, noted = False, False
        for one in words:
            if isinstance(one, Note):
                if noted:
                    paragraph.add_run(",", style="footnote reference")
                self._note(paragraph, one.number)
                blank, noted = False, True
                continue
            text = " ".join(one.text.split())
            begins, ends = one.text[:1].isspace(), one.text[-1:].isspace()
            if text:
                started = bool(paragraph.runs)
                run = paragraph.add_run((" " if (blank or begins) and started else "") + text)
                run.bold, run.italic = one.bold or None, one.italic or None
                if one.aside:
                    run.style = self.document.styles[ASIDE]
                noted = False
            blank = ends if text else blank or begins

    def _note(self, paragraph: Paragraph, number: int) -> None:
        """Add a footnote: the first one of a place quotes all that is cited there."""
        citation = self._brief.citations[number - 1]
        mark = pinpoint(citation)
        if first := self._told.get(mark):
            self._notes.add(paragraph, f"{mark}: as note {first}")
            return
        record = self._brief.source(citation.source)
        named = (record.title or record.path, record.publisher, long_date(record.published))
        where = (whereabouts(citation), ", ".join(filter(None, named)))
        told = f"{mark}: {self._passages[mark]} ({'; '.join(filter(None, where))})"
        self._told[mark] = self._notes.add(paragraph, told)

    def _table(self, rows: list[list[HtmlElement]]) -> None:
        rows = [row for row in rows if row]
        if not rows:
            return
        width = max(len(row) for row in rows)
        table = self.document.add_table(0, width)
        table.style = self.document.styles["Table Grid"]
        for column, share in zip(table.columns, _shares(rows, width), strict=True):
            column.width = Emu(int(TEXT_WIDTH * share))
        outside = self._into
        for row in rows:
            cells = table.add_row().cells
            for cell, element in zip(cells, row, strict=False):
                self._into = cell
                self._flow(element, SMALL)
                if len(cell.paragraphs) > 1:
                    first = cell.paragraphs[0]._p  # noqa: SLF001 - python-docx makes it unasked
                    first.getparent().remove(first)
            if all(one.tag == "th" for one in row):
                head = OxmlElement("w:tblHeader")
                table.rows[-1]._tr.get_or_add_trPr().append(head)  # noqa: SLF001
        self._into = outside

    def _picture(self, element: HtmlElement) -> None:
        """Draw a picture, as wide as it is printed, with what it tells in words."""
        _, _, data = element.get("src", "").partition(";base64,")
        drawn = draw_bitmap(base64.b64decode(data))
        paragraph = self._into.add_paragraph()
        shape = paragraph.add_run().add_picture(io.BytesIO(drawn.png), Pt(drawn.width))
        if shape.width > TEXT_WIDTH:
            shape.height = Emu(shape.height * TEXT_WIDTH // shape.width)
            shape.width = Emu(TEXT_WIDTH)
        shape._inline.docPr.set("descr", element.get("alt", ""))  # noqa: SLF001


def _quoted(brief: Brief) -> Mapping[str, str]:
    """Return the words that a note cites from each place, those inside others left out."""
    places: dict[str, list[Citation]] = {}
    for citation in sorted(brief.citations, key=lambda one: (one.start, -one.end)):
        held = places.setdefault(pinpoint(citation), [])
        if not any(other.span.contains(citation.span) for other in held):
            held.append(citation)
    return {
        mark: " ".join(f"“{' '.join(one.text.split())}”" for one in held)
        for mark, held in places.items()
    }


def _shares(rows: list[list[HtmlElement]], width: int) -> list[float]:
    """Return how much of the width each column has: by its longest words, within bounds."""
    longest = [0] * width
    for row in rows:
        for n, one in enumerate(row):
            longest[n] = max(longest[n], len(_plain(one)))
    wanted = [min(_WIDEST, max(_NARROWEST, length)) for length in longest]
    return [one / sum(wanted) for one in wanted]


def _is_left_out(element: HtmlElement) -> bool:
    return not _LEFT_OUT.isdisjoint((element.get("class") or "").split())


def _style_of(element: HtmlElement) -> str:
    """Return the style of a paragraph from the element that it is in the page."""
    if element.tag == "li":
        return "List Bullet"
    if "blockquote" in (element.tag, element.getparent().tag):
        return "Quote"
    quiet = element.tag == "figcaption" or not _QUIET.isdisjoint(
        (element.get("class") or "").split()
    )
    return SMALL if quiet else "Normal"


def _plain(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _bookmark(element: HtmlElement) -> str:
    """Return the name of the place of a heading, as Word takes names."""
    return f"_Toc_{_UNNAMED.sub('_', _plain(element))}"[:40]


def _mark_place(paragraph: Paragraph, name: str, number: int) -> None:
    """Put a bookmark round a paragraph."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for one in (start, end):
        one.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.insert(1, start)  # noqa: SLF001 - python-docx has no door to it
    paragraph._p.append(end)  # noqa: SLF001


def _field(paragraph: Paragraph, instruction: str, kind: str) -> None:
    """Begin a field, whose result follows ready made, or end it."""
    for made in ("begin", "text", "separate") if kind == "begin" else ("end",):
        run = paragraph.add_run()._r  # noqa: SLF001 - python-docx has no door to it
        if made == "text":
            text = OxmlElement("w:instrText")
            text.text = instruction
            run.append(text)
        else:
            char = OxmlElement("w:fldChar")
            char.set(qn("w:fldCharType"), made)
            run.append(char)
