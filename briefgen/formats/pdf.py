"""PDF: text, reading order and the place of every word by pypdfium2."""

import contextlib
import ctypes
import re
from collections.abc import Iterator
from functools import partial

import pypdfium2
from pypdfium2 import raw as pdfium

from briefgen.errors import ReadError
from briefgen.formats.days import day_of_pdf, day_of_program
from briefgen.formats.layout import lay_out
from briefgen.formats.pages import Pages, Rectangle, Word, listed
from briefgen.formats.recognition import MISSING, Recogniser, turn
from briefgen.formats.sight import Sight
from briefgen.formats.sniffing import PDF
from briefgen.formats.structure import Reading
from briefgen.model.limits import Limits
from briefgen.model.text import GUESSED, Metadata, Notice

NOTHING = "no text layer, and no text was recognised in its pictures"
_UNMAPPED = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08]")
_FAULTY = 0.3
_PROGRAM = re.compile(r"Microsoft Word - |Microsoft PowerPoint - ")
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|rtf|odt|indd|pptx?|tex|dvi)$", re.IGNORECASE)
_WORDS = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"(\s*)(\S+)")


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
    text = pages.text
    if not text.strip():
        raise ReadError("no-text-layer", NOTHING if recogniser else MISSING)
    if len(_UNMAPPED.findall(text)) > _FAULTY * len(text):
        raise ReadError("no-text-layer", "its fonts do not say which letters they draw")
    layout = lay_out(text, pages.lines)
    return Reading(
        media_type=PDF,
        text=text,
        blocks=layout.blocks,
        edits=layout.edits,
        boxes=tuple(pages.boxes),
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
            textpage = page.get_textpage()
            sight = Sight(page, textpage)
            for size, words in _lines(textpage, sight):
                pages.add(number, size, words)
            unseen += sight.unseen
            recognised = sight.scanned
            if recogniser and len(pages.lines) == before and pdfium.FPDFPage_CountObjects(page):
                for size, words in recogniser.lines(page):
                    pages.add(number, size, words, partial(turn, page))
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


def _lines(textpage: pypdfium2.PdfTextPage, sight: Sight) -> Iterator[tuple[float, list[Word]]]:
    """Yield the font size and the words of each line of a page, as far as they are seen."""
    text = textpage.get_text_range()
    handle = textpage.raw
    plain = len(text) == textpage.count_chars()
    edges = (ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double())
    for found in _WORDS.finditer(text):
        words: list[Word] = []
        size = 0.0
        for word in _WORD.finditer(text, *found.span()):
            at = word.start(2)
            first = at if plain else pdfium.FPDFText_GetCharIndexFromTextIndex(handle, at)
            place = _rectangle(handle, first, word.end() - at, edges)
            if place is None or sight.sees(first, word[2], place):
                words.append(Word(word[1], word[2], place))
            if place:
                size = size or pdfium.FPDFText_GetFontSize(handle, first)
        yield size, words


def _rectangle(
    handle: object, first: int, count: int, edges: tuple[ctypes.c_double, ...]
) -> Rectangle | None:
    """Return left, bottom, right and top of characters, which may lie in several runs."""
    left, top, right, bottom = edges
    runs = pdfium.FPDFText_CountRects(handle, first, count)
    if runs < 1 or not pdfium.FPDFText_GetRect(handle, 0, left, top, right, bottom):
        return None
    west, south, east, north = left.value, bottom.value, right.value, top.value
    for n in range(1, runs):
        if pdfium.FPDFText_GetRect(handle, n, left, top, right, bottom):
            west, south = min(west, left.value), min(south, bottom.value)
            east, north = max(east, right.value), max(north, top.value)
    return round(west, 1), round(south, 1), round(east, 1), round(north, 1)


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
