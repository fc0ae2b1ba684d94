"""PDF: text, reading order and the place of every word by pypdfium2."""

import contextlib
import re
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw as pdfium

from briefgen.errors import ReadError
from briefgen.formats.dating.iso import day_of_pdf, day_of_program
from briefgen.formats.paper.layout import lay_out
from briefgen.formats.paper.pages import Pages, listed
from briefgen.formats.paper.recognition import MISSING, Recogniser, turn_of
from briefgen.formats.paper.runs import Way, rotation_of, runs, way_of
from briefgen.formats.paper.sight import Sight
from briefgen.formats.sniffing import PDF
from briefgen.formats.structure import Reading
from briefgen.model.limits import Limits
from briefgen.model.text import GUESSED, Metadata, Notice

NOTHING = "no text layer, and no text was recognised in its pictures"
_UNMAPPED = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08]")
_FAULTY = 0.3
_PROGRAM = re.compile(r"Microsoft Word - |Microsoft PowerPoint - ")
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|rtf|odt|indd|pptx?|tex|dvi)$", re.IGNORECASE)


def read_pdf(content: bytes, limits: Limits) -> Reading:
    """Read a PDF: paragraphs with their pages, each word with its rectangle."""
    return _read(content, limits, None)


def read_pictures(content: bytes, limits: Limits) -> Reading:
    """Read a PDF, and recognise the words of pages that have none."""
    with Recogniser() as recogniser:
        return _read(content, limits, recogniser)


def _read(content: bytes, limits: Limits, recogniser: Recogniser | None) -> Reading:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise ReadError(
                "encrypted", "a password protects it: save a copy without one"
            ) from error
        raise ReadError("malformed", "it cannot be opened as a PDF") from error
    with document:
        if len(document) > limits.pages:
            detail = f"{len(document):,} pages; the limit is {limits.pages:,}"
            raise ReadError("too-many-pages", detail)
        pages = Pages(limits)
        notices = tuple(_read_pages(document, pages, recogniser))
        metadata = _metadata(document)
        labels = _labels(document)
    layout = lay_out(pages.lines, labels)
    text = layout.text
    if not text.strip():
        raise ReadError("no-text-layer", NOTHING if recogniser else MISSING)
    if len(_UNMAPPED.findall(text)) > _FAULTY * len(text):
        raise ReadError("no-text-layer", "its fonts do not say which letters they draw")
    return Reading(
        media_type=PDF,
        text=text,
        blocks=layout.blocks,
        edits=layout.edits,
        boxes=layout.boxes,
        metadata=metadata,
        notices=(*notices, *layout.notices),
    )


def _read_pages(
    document: pypdfium2.PdfDocument, pages: Pages, recogniser: Recogniser | None
) -> Iterator[Notice]:
    """Take the lines of all pages; yield what a reader of the brief should know of them."""
    bare: list[int] = []
    scanned: list[int] = []
    unseen = 0
    for number in range(1, len(document) + 1):
        before = len(pages.lines)
        with contextlib.suppress(pypdfium2.PdfiumError):  # a broken page holds nothing
            page = document[number - 1]
            rotation = page.get_rotation()
            textpage, way = _text_of(page)
            sight = Sight(page, textpage)
            for size, words, turned in runs(textpage, sight, way):
                pages.add(number, size, words, turned)
            unseen += sight.unseen
            recognised = sight.scanned
            if recogniser and len(pages.lines) == before and pdfium.FPDFPage_CountObjects(page):
                page.set_rotation(rotation)
                shown = turn_of(page)
                for size, words in recogniser.lines(page):
                    pages.add(number, size, words, shown)
                recognised = len(pages.lines) > before
            if recognised:
                scanned.append(number)
            textpage.close()
            page.close()
        if len(pages.lines) == before:
            bare.append(number)
    if bare:
        yield Notice("pages-without-text", f"Pages without a text layer: {listed(bare)}.")
    if scanned:
        detail = f"Words recognised in pictures of pages, which may be wrong: {listed(scanned)}."
        yield Notice("recognised-text", detail)
    if unseen:
        yield Notice("hidden-text", f"Words that its pages do not show were left out: {unseen}.")


def _text_of(page: pypdfium2.PdfPage) -> tuple[pypdfium2.PdfTextPage, Way]:
    """Return a page's text and the way it runs; pdfium orders lines only where it is upright."""
    textpage = page.get_textpage()
    way = way_of(textpage)
    if textpage.count_chars() and rotation_of(way) != page.get_rotation():
        textpage.close()
        page.set_rotation(rotation_of(way))
        textpage = page.get_textpage()
    return textpage, way


def _labels(document: pypdfium2.PdfDocument) -> dict[int, str]:
    """Return the printed numbers of pages whose number in the file is another."""
    labels = ((n, document.get_page_label(n - 1).strip()) for n in range(1, len(document) + 1))
    return {number: label for number, label in labels if label not in ("", str(number))}


def _metadata(document: pypdfium2.PdfDocument) -> Metadata:
    known = document.get_metadata_dict(skip_empty=True)
    title = _PROGRAM.sub("", " ".join(known.get("Title", "").split()))
    made = day_of_program(day_of_pdf(known.get("CreationDate", "")))
    return Metadata(
        title="" if _FILE_NAME.search(title) else title,
        author=" ".join(known.get("Author", "").split()),
        published=made,
        published_from=GUESSED if made else "",
    )
