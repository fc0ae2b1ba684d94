"""Footnotes of a Word document, which python-docx leaves out: the part, its notes, the marks.

Their form follows ECMA-376, part 1, 17.11. Readers pair notes and marks by the order of their
ids, so these rise from 1 in the order of the marks.
"""

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

TEXT_STYLE, MARK_STYLE = "footnote text", "footnote reference"

_LINES = (("-1", "separator"), ("0", "continuationSeparator"))
"""The two notes that every document begins with: the lines above notes, and above their rest."""

_EMPTY = "".join(
    (
        f"<w:footnotes {nsdecls('w')}>",
        *(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p>'
            "</w:footnote>"
            for number, kind in _LINES
        ),
        "</w:footnotes>",
    )
)


class Footnotes:
    """The footnotes of one document, in the order in which they are added."""

    def __init__(self, document: Document) -> None:
        """Give the document a part for footnotes, which it must not have yet."""
        self._notes = parse_xml(_EMPTY)
        self._styles = document.styles
        self._number = 0
        part = XmlPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            self._notes,
            document.part.package,
        )
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        settings = document.settings.element
        declared = OxmlElement("w:footnotePr")
        for number, _ in _LINES:
            one = OxmlElement("w:footnote")
            one.set(qn("w:id"), number)
            declared.append(one)
        compat = settings.find(qn("w:compat"))
        if compat is None:
            settings.append(declared)
        else:
            compat.addprevious(declared)

    def add(self, paragraph: Paragraph, text: str) -> int:
        """Put a mark at the end of a paragraph and its note below; return the note's number."""
        self._number += 1
        mark = paragraph.add_run(style=self._styles[MARK_STYLE])
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self._number))
        mark._r.append(reference)  # noqa: SLF001 - python-docx has no door to it
        self._notes.append(self._note(text))
        return self._number

    def _note(self, text: str) -> object:
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(self._number))
        paragraph = Paragraph(OxmlElement("w:p"), None)  # type: ignore[arg-type]
        element = paragraph._p  # noqa: SLF001
        element.get_or_add_pPr().style = self._styles[TEXT_STYLE].style_id
        run = paragraph.add_run()._r  # noqa: SLF001
        run.style = self._styles[MARK_STYLE].style_id
        run.append(OxmlElement("w:footnoteRef"))
        paragraph.add_run(f" {text}")
        note.append(element)
        return note
