"""The styles of a Word note, and what stands at head and foot of each page."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from briefgen.model.brief import Brief
from briefgen.render.html import accent, colour
from briefgen.render.word.footnotes import MARK_STYLE, TEXT_STYLE

SMALL, ASIDE = "Small", "Aside"
_GREY = RGBColor(0x55, 0x62, 0x6E)
_PAPER = {"A4": (Mm(210), Mm(297)), "Letter": (Mm(215.9), Mm(279.4))}
_MARGIN = Mm(22)
TEXT_WIDTH = Mm(210) - 2 * _MARGIN
"""How wide text and pictures are at most, in EMU."""


def set_styles(document: Document, brief: Brief, page: str = "A4") -> None:
    """Give a new document its styles, its paper, and the head and foot of its pages."""
    styles = document.styles
    normal = styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(4)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        heading = styles[name]
        heading.font.color.rgb = RGBColor.from_string(colour(brief)[1:].upper())
        heading.paragraph_format.keep_with_next = True
    styles["Title"].font.size = Pt(22)
    styles["Quote"].font.color.rgb = RGBColor.from_string(accent(brief)[1:].upper())
    for name, kind in (
        (SMALL, WD_STYLE_TYPE.PARAGRAPH),
        (TEXT_STYLE, WD_STYLE_TYPE.PARAGRAPH),
        ("toc 1", WD_STYLE_TYPE.PARAGRAPH),
        (ASIDE, WD_STYLE_TYPE.CHARACTER),
        (MARK_STYLE, WD_STYLE_TYPE.CHARACTER),
    ):
        made = styles.add_style(name, kind)
        made.font.size = None if name in ("toc 1", MARK_STYLE) else Pt(9)
        if name in (SMALL, ASIDE):
            made.font.color.rgb = _GREY
    styles[MARK_STYLE].font.superscript = True
    for name, after in ((TEXT_STYLE, 2), ("toc 1", 0), (SMALL, 3)):
        styles[name].paragraph_format.space_after = Pt(after)
    styles["toc 1"].paragraph_format.left_indent = Mm(4)
    _set_pages(document, brief, page)


def _set_pages(document: Document, brief: Brief, page: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = _PAPER.get(page, _PAPER["A4"])
    section.left_margin = section.right_margin = _MARGIN
    masthead = brief.masthead
    above = " · ".join(filter(None, (masthead.marking, masthead.number, masthead.title)))
    total = len(brief.evidence.sources)
    made = f"Machine-extracted from {total} source{'s' * (total != 1)}, {masthead.review}"
    below = " · ".join(filter(None, (masthead.marking, masthead.footer, made)))
    for part, text in ((section.header, above), (section.footer, below)):
        paragraph = part.paragraphs[0]
        paragraph.style = document.styles[SMALL]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(text)
    _number_pages(section.footer.paragraphs[0])


def _number_pages(paragraph: Paragraph) -> None:
    """Add the number of the page, which Word fills in."""
    paragraph.add_run(" · ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no door to it
