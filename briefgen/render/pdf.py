"""The note as an accessible PDF, the same bytes on every run; all that knows WeasyPrint."""

import base64
import ctypes.util
import io
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import PurePosixPath
from typing import Any, Protocol

from briefgen.errors import RenderError
from briefgen.garbage import seldom_collected
from briefgen.model.brief import Artifact, VerifiedBrief
from briefgen.model.protection import COVER
from briefgen.render.fonts import (
    draw_boxes,
    missing_characters,
    name_character,
    only_our_fonts,
)
from briefgen.render.html import Page, open_page
from briefgen.render.wording import counted

_MISSING_PANGO = (
    "the PDF needs the Pango libraries: apt-get install libpango-1.0-0 libpangoft2-1.0-0"
    " libharfbuzz-subset0 (Debian, Ubuntu) or brew install pango (macOS)"
)

_ATTACHED = "This note as data and the text of every source it cites are attached to this file."

_DESCRIPTIONS = {"Data": "This note as data", "Source": "Text of a source of this note"}

_BLANK_AT_AN_END = re.compile(r"(?<=[^\s>])\s+(?=</?(?:a|b|bdi|mark|q|span)\b)")

_HEAD, _SAVED, _LITTLE = 0.08, 0.09, 0.45
"""Shares of a page: its head; what smaller type saves on each page; little for a last page."""

_SHORT = 12
"""Pages of a note that is worth setting again for the sake of its last page."""

_NAMED = 5
"""The most missing characters that a remark names."""

_DOTS = 300
"""Dots to the inch of a picture that is drawn as points."""

_SIZE = re.compile(rb'<svg[^>]* width="([\d.]+)pt" height="([\d.]+)pt"')
_FRAME = """<style>@page {{ size: {width}pt {height}pt; margin: 0 }} body {{ margin: 0 }}</style>
<img src="data:image/svg+xml;base64,{source}"
  style="display: block; width: {width}pt; height: {height}pt">"""


def write_pdf(
    verified: VerifiedBrief,
    variant: str,
    attachments: tuple[Artifact, ...] = (),
    fonts: str = "",
    page: Page | None = None,
) -> Artifact:
    """Make brief.pdf as PDF/UA-1 ("ua-1") or PDF/A-3 ("a-3u", "a-3a").

    `attachments` are embedded without their folders, dated with the date of issue; `fonts`
    is a folder of further fonts, `page` the note's own, where it is opened already.
    Raises RenderError when the libraries that draw text are not installed.
    """
    issued = datetime.fromisoformat(verified.brief.masthead.issue_date).replace(tzinfo=UTC)
    opened = page or open_page(verified)
    with _set(opened, variant, fonts, attached=bool(attachments)) as setting:
        document = _best(setting)
        return Artifact("brief.pdf", setting.press.run(document, attachments, issued))


@seldom_collected()
def count_pages(page: Page, variant: str, fonts: str = "") -> int:
    """Return how many pages brief.pdf of a note would have, in the type that makes them fewest."""
    with _set(page, variant, fonts, attached=True) as setting:
        return len(setting.lay_out(tight=True).pages)


def inspect_pdf() -> str:
    """Return the versions of what makes PDF: "WeasyPrint 70.0, Pango 1.50.12".

    Raises RenderError, with what to install, when the libraries that draw text are missing.
    """
    with only_our_fonts():
        weasyprint = _import_weasyprint()
    number = weasyprint.text.ffi.pango.pango_version()
    pango = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    return f"WeasyPrint {weasyprint.__version__}, Pango {pango}"


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A picture as PNG, and how wide it is printed, in points."""

    png: bytes
    width: float


def draw_bitmap(svg: bytes) -> Bitmap:
    """Draw a picture as it is printed, for files that take no SVG; `_DOTS` to the inch.

    Raises RenderError when the libraries that draw text are not installed.
    """
    import pypdfium2  # noqa: PLC0415 - only what is drawn needs it

    width, height = map(float, _SIZE.findall(svg)[0])
    source = base64.b64encode(svg).decode()
    page = _FRAME.format(width=width, height=height, source=source)
    with only_our_fonts():
        drawn = _Press("pdf/ua-1").lay_out(page).write_pdf()
    held = io.BytesIO()
    with closing(pypdfium2.PdfDocument(drawn)) as document:
        document[0].render(scale=_DOTS / 72).to_pil().save(held, "PNG")
    return Bitmap(held.getvalue(), width)


def draw_alone(address: str) -> None:
    """Draw the picture of a data address on a page by itself.

    Raises RenderError when the libraries that draw text are not installed.
    """
    with only_our_fonts():
        _Press("pdf/ua-1").lay_out(f'<img src="{escape(address)}">').write_pdf()


class _Sheet(Protocol):
    """What is used of a page of WeasyPrint; an anchor is left, top, right and bottom."""

    height: float
    anchors: Mapping[str, tuple[float, float, float, float]]


class _Document(Protocol):
    """What is used of a document of WeasyPrint."""

    pages: Sequence[_Sheet]
    metadata: Any

    def write_pdf(self, *, finisher: object = None, pdf_variant: str | None = None) -> bytes: ...


class _Objects(Protocol):
    """What is used of the PDF file that WeasyPrint is about to write."""

    objects: Sequence[object]


class _Press:
    """WeasyPrint, which may read nothing but what it is given."""

    def __init__(self, variant: str) -> None:
        self._weasyprint = _import_weasyprint()
        self._variant = variant
        self._fonts = self._weasyprint.text.fonts.FontConfiguration()
        self._drawn: dict[str, object] = {}
        self._fetcher = self._weasyprint.urls.URLFetcher(
            allowed_protocols=("data",), allow_redirects=False
        )

    def lay_out(self, page: str) -> _Document:
        """Break a page of HTML into sheets of paper."""
        source = self._weasyprint.HTML(string=page, url_fetcher=self._fetcher)
        document: _Document = source.render(
            font_config=self._fonts, pdf_variant=self._variant, cache=self._drawn
        )
        return document

    def run(
        self, document: _Document, attachments: tuple[Artifact, ...], issued: datetime
    ) -> bytes:
        """Write a document and its attachments, all dated `issued`, as PDF."""
        document.metadata.attachments = [
            self._weasyprint.Attachment(
                string=artifact.content,
                url_fetcher=self._fetcher,
                name=_attached_name(artifact.path),
                description=_DESCRIPTIONS[_relationship(artifact)],
                created=issued,
                modified=issued,
                relationship=_relationship(artifact),
            )
            for artifact in attachments
        ]
        return document.write_pdf(finisher=_scope_headers, pdf_variant=self._variant)


@dataclass(frozen=True, slots=True)
class _Setting:
    """A note about to be set: its text in HTML, what it may say of this file, and the press.

    `most` is the most pages its template allows, 0 for any number.
    """

    press: _Press
    fill: Callable[[Mapping[str, object]], str]
    remarks: tuple[str, ...]
    most: int

    def lay_out(self, *, tight: bool) -> _Document:
        """Lay the note out twice: the register says on which pages a source is cited."""
        front = self.press.lay_out(self.fill(_medium(tight=tight, front=True)))
        pages = _page_numbers(front)
        return self.press.lay_out(
            self.fill(_medium(tight=tight, pages=pages, remarks=self.remarks))
        )


@contextmanager
def _set(page: Page, variant: str, fonts: str, *, attached: bool) -> Iterator[_Setting]:
    """Fill in a note's template and choose its faces; they are there inside the context."""

    def fill(medium: Mapping[str, object]) -> str:
        return _part_blanks(page.fill(medium))

    with only_our_fonts(fonts) as folder:
        missing = missing_characters(fill(_medium()), folder)
        if missing:
            draw_boxes(missing, folder)
        undrawn = [character for character in missing if character != COVER]
        remarks = (*((_ATTACHED,) if attached else ()), *_unshapely(undrawn))
        yield _Setting(_Press(f"pdf/{variant}"), fill, remarks, page.templates.design.pages)


def _medium(
    *,
    tight: bool = False,
    front: bool = False,
    pages: Mapping[str, int] | None = None,
    remarks: tuple[str, ...] = (),
) -> dict[str, object]:
    return {"paper": True, "tight": tight, "front": front, "pages": pages or {}, "remarks": remarks}


def _best(setting: _Setting) -> _Document:
    """Lay out in normal type, or in tight type where that saves a page that is to be saved.

    That is a last page with so little on it, or one more than the template allows.
    """
    normal = setting.lay_out(tight=False)
    number = len(normal.pages)
    little = min(_LITTLE, _HEAD + _SAVED * (number - 1))
    spare = 1 < number <= _SHORT and _filled(normal.pages[-1]) < little
    if spare or 0 < setting.most < number:
        tighter = setting.lay_out(tight=True)
        if len(tighter.pages) < number:
            return tighter
    return normal


def _import_weasyprint() -> Any:  # noqa: ANN401 - the package has no types
    """Import WeasyPrint, which loads Pango; half a second, so only when a PDF is wanted."""
    try:
        with _libraries_by_file_name():
            import weasyprint.text.fonts  # noqa: PLC0415
            import weasyprint.urls  # noqa: PLC0415
    except OSError as error:
        raise RenderError(_MISSING_PANGO) from error
    return weasyprint


@contextmanager
def _libraries_by_file_name() -> Iterator[None]:
    """Have libraries opened by the names of their files, which WeasyPrint knows, on Linux.

    It tries shorter names first, and for each of those Python asks the linker and the compiler in
    processes of their own, a third of a second in all.
    """
    usual = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005
    try:
        yield
    finally:
        ctypes.util.find_library = usual


def _part_blanks(page: str) -> str:
    """Put each blank that ends a run of text into an element of its own.

    WeasyPrint 70 breaks a run of text after its first word where all of it fits on a line
    but for the blank at its end.
    """
    head, body, rest = page.partition("<body>")
    return head + body + _BLANK_AT_AN_END.sub("<span> </span>", rest)


def _page_numbers(document: _Document) -> dict[str, int]:
    """Return the number of the first page on which each anchor stands."""
    numbers: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for anchor in page.anchors:
            numbers.setdefault(anchor, number)
    return numbers


def _filled(page: _Sheet) -> float:
    """Return how far down a page its lowest anchored box reaches, as a share of its height."""
    return max((bottom / page.height for _, _, _, bottom in page.anchors.values()), default=1.0)


def _unshapely(missing: Sequence[str]) -> Iterator[str]:
    """Name the characters that a box stands for."""
    if missing:
        named = ", ".join(map(name_character, missing[:_NAMED]))
        more = ", …" if len(missing) > _NAMED else ""
        number = counted(len(missing), "character")
        yield f"Boxes stand for {number} without a shape here ({named}{more}); brief.html has them."


def _attached_name(path: str) -> str:
    """Name an attachment: a source's text by its key, one of the last issue "earlier-S1.txt"."""
    name = PurePosixPath(path).name
    return f"earlier-{name}" if path.startswith("earlier/") else name


def _relationship(artifact: Artifact) -> str:
    return "Data" if artifact.path.endswith(".json") else "Source"


def _scope_headers(_document: _Document, pdf: _Objects) -> None:
    """Say that every header cell heads a column, which WeasyPrint leaves out."""
    for thing in pdf.objects:
        if isinstance(thing, dict) and thing.get("S") == "/TH":
            thing["A"]["Scope"] = "/Column"
