"""PDF: text, reading order and the place of every word by pypdfium2."""

import ctypes
import re
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw as pdfium

from briefgen.errors import ReadError
from briefgen.formats.days import day_of_pdf
from briefgen.formats.layout import Line, lay_out
from briefgen.formats.sniffing import PDF
from briefgen.formats.structure import Reading
from briefgen.model.limits import Limits
from briefgen.model.text import IN_FILE, Box, Metadata, Notice

NO_TEXT = (
    "no text layer, only pictures of pages: add one with 'ocrmypdf FILE FILE'"
    " (Debian: apt install ocrmypdf)"
)
_UNMAPPED = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08]")
_FAULTY = 0.3
_PROGRAM = re.compile(r"Microsoft Word - |Microsoft PowerPoint - ")
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|rtf|odt|indd|pptx?|tex|dvi)$", re.IGNORECASE)
_MOST_PLACES = 12

_Word = tuple[int, int, tuple[float, float, float, float]]
"""Where a word begins and ends in its line, and its rectangle on the page."""


def read_pdf(content: bytes, limits: Limits) -> Reading:
    """Read a PDF: paragraphs with their pages, each word with its rectangle."""
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
        text, lines, boxes, bare = _pages(document, limits)
        metadata = _metadata(document)
    if not text.strip():
        raise ReadError("no-text-layer", NO_TEXT)
    if len(_UNMAPPED.findall(text)) > _FAULTY * len(text):
        raise ReadError("no-text-layer", "its fonts do not say which letters they draw")
    layout = lay_out(text, lines)
    return Reading(
        media_type=PDF,
        text=text,
        blocks=layout.blocks,
        edits=layout.edits,
        boxes=boxes,
        metadata=metadata,
        notices=(*_bare_pages(bare), *layout.notices),
    )


def _bare_pages(bare: list[int]) -> tuple[Notice, ...]:
    if not bare:
        return ()
    listed = ", ".join(map(str, bare[:_MOST_PLACES])) + (" …" if len(bare) > _MOST_PLACES else "")
    return (Notice("pages-without-text", f"Pages without a text layer: {listed}."),)


def _pages(
    document: pypdfium2.PdfDocument, limits: Limits
) -> tuple[str, tuple[Line, ...], tuple[Box, ...], list[int]]:
    """Return the text of all pages, its lines, its words, and the pages without any."""
    pieces: list[str] = []
    lines: list[Line] = []
    boxes: list[Box] = []
    bare: list[int] = []
    length = 0
    for number in range(1, len(document) + 1):
        before = len(pieces)
        for words, size, text in _lines(document, number):
            found = [
                Box(start + length, end + length, number, *rectangle)
                for start, end, rectangle in words
            ]
            lines.append(_line(found, length, len(text), size))
            boxes += found
            pieces.append(text)
            length += len(text) + 1
        if len(pieces) == before:
            bare.append(number)
        if length > limits.characters:
            raise ReadError("too-long", f"over {limits.characters:,} characters")
    return "\n".join(pieces), tuple(lines), tuple(boxes), bare


def _line(words: list[Box], start: int, length: int, size: float) -> Line:
    return Line(
        start=start,
        end=start + length,
        page=words[0].page,
        left=min(b.left for b in words),
        bottom=min(b.bottom for b in words),
        right=max(b.right for b in words),
        top=max(b.top for b in words),
        size=size,
    )


def _lines(
    document: pypdfium2.PdfDocument, number: int
) -> Iterator[tuple[list[_Word], float, str]]:
    """Yield each line of a page: its words, its font size, its text; nothing for a broken page."""
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    handle = textpage.raw
    plain = len(text) == textpage.count_chars()
    edges = (ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double())
    for found in re.finditer(r"[^\r\n]+", text):
        line = found[0].rstrip()
        words: list[_Word] = []
        size = 0.0
        for word in re.finditer(r"\S+", line):
            at = found.start() + word.start()
            first = at if plain else pdfium.FPDFText_GetCharIndexFromTextIndex(handle, at)
            rectangle = _rectangle(handle, first, word.end() - word.start(), edges)
            if rectangle:
                size = size or pdfium.FPDFText_GetFontSize(handle, first)
                words.append((word.start(), word.end(), rectangle))
        if words:
            yield words, size, line
    textpage.close()
    page.close()


def _rectangle(
    handle: object, first: int, count: int, edges: tuple[ctypes.c_double, ...]
) -> tuple[float, float, float, float] | None:
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
    published = day_of_pdf(known.get("CreationDate", ""))
    return Metadata(
        title="" if _FILE_NAME.search(title) else title,
        author=" ".join(known.get("Author", "").split()),
        published=published,
        published_from=IN_FILE if published else "",
    )
