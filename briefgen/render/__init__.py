"""A verified brief to finished files; nothing else can be rendered."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

from briefgen.config import Pdf
from briefgen.garbage import seldom_collected
from briefgen.model.brief import Artifact, VerifiedBrief
from briefgen.model.keeping import KEPT_NOWHERE, Shelf
from briefgen.render.copies import copy_path, write_copies
from briefgen.render.email import write_email, write_text
from briefgen.render.html import PAPER, Page, open_page, write_html
from briefgen.render.pdf import count_pages, inspect_pdf, write_pdf
from briefgen.render.press import press_of
from briefgen.render.reprints import Reprints, printing
from briefgen.render.trial import try_logo

__all__ = [
    "inspect_pdf",
    "page_count",
    "paper_page",
    "press_of",
    "print_beside",
    "render",
    "try_logo",
    "write_copies",
]


_USUAL = Pdf()
_NOTHING: tuple[Artifact, ...] = ()

_PAGE, _TEXT, _MAIL, _COPY = "brief.html.j2", "brief.txt.j2", "email.html.j2", "source.html.j2"


@seldom_collected()
def render(
    verified: VerifiedBrief,
    formats: tuple[str, ...],
    pdf_settings: Pdf = _USUAL,
    attachments: tuple[Artifact, ...] = (),
    shelf: Shelf = KEPT_NOWHERE,
    *,
    copies: bool = True,
) -> tuple[Artifact, ...]:
    """Make the files of `formats` (html, pdf, email, docx, md), brief.txt, and the source copies.

    `attachments` go into the PDF. The e-mail carries the PDF if there is one. Files that are
    on the `shelf`, made of the very same, are taken from there. Raises TemplateError for a broken
    template, RenderError for a library that is missing.
    """
    note = Reprints(verified, shelf)
    page = cache(partial(open_page, verified))
    variant, fonts = pdf_settings.variant, pdf_settings.fonts
    html: tuple[Artifact, ...] = ()
    pdf: tuple[Artifact, ...] = ()
    email: tuple[Artifact, ...] = ()
    if "html" in formats:
        html = note.files(["brief.html"], [_PAGE], lambda: [write_html(verified, page())])
    if "pdf" in formats:
        pdf = note.files(
            ["brief.pdf"],
            [_PAGE],
            lambda: [write_pdf(verified, variant, attachments, fonts, page())],
            printing(pdf_settings, attachments),
        )
    if "email" in formats:
        email = note.files(
            ["brief.eml"],
            [_MAIL, _TEXT],
            lambda: [write_email(verified, pdf[0] if pdf else None, page().templates)],
            tuple(one.content for one in pdf),
        )
    further = tuple(_further(verified, formats, note, page))
    text = note.files(["brief.txt"], [_TEXT], lambda: [write_text(verified, page().templates)])
    if not copies:
        return (*html, *pdf, *email, *further, *text)
    copied = note.files(
        [copy_path(document) for document in verified.corpus.documents],
        [_COPY],
        lambda: write_copies(verified, linked=bool(html), opened=page().templates),
        (b"linked" if html else b"",),
    )
    return (*html, *pdf, *email, *further, *text, *copied)


def paper_page(verified: VerifiedBrief) -> str:
    """Return the HTML that the PDF is set of, before anything is known of its pages."""
    return open_page(verified).fill(PAPER)


def print_beside(verified: VerifiedBrief, files: Sequence[Artifact]) -> Iterator[Artifact]:
    """Print a note as it would stand beside a PDF that is there: page, text, mail and copies.

    Of `files`, which another template printed, those of the same names are made.
    """
    there = {one.path: one for one in files}
    makers: dict[str, Callable[[], Artifact]] = {
        "brief.html": partial(write_html, verified),
        "brief.txt": partial(write_text, verified),
        "brief.eml": partial(write_email, verified, there.get("brief.pdf")),
    }
    yield from (make() for path, make in makers.items() if path in there)
    if there.keys() & set(map(copy_path, verified.corpus.documents)):
        yield from write_copies(verified, linked="brief.html" in there)


def _further(
    verified: VerifiedBrief, formats: tuple[str, ...], note: Reprints, page: Callable[[], Page]
) -> Iterator[Artifact]:
    """Yield the files that are made of the printed page, element by element."""
    if "docx" in formats:
        from briefgen.render.word import write_word  # noqa: PLC0415 - what knows of Word

        yield from note.files(["brief.docx"], [_PAGE], lambda: [write_word(verified, page())])
    if "md" in formats:
        from briefgen.render.markdown import write_markdown  # noqa: PLC0415 - what knows lxml

        yield from note.files(["brief.md"], [_PAGE], lambda: [write_markdown(verified, page())])


def page_count(
    verified: VerifiedBrief, pdf_settings: Pdf = _USUAL, shelf: Shelf = KEPT_NOWHERE
) -> int:
    """Return how many pages brief.pdf would have, in the type that makes them fewest."""

    def counted() -> list[Artifact]:
        number = count_pages(open_page(verified), pdf_settings.variant, pdf_settings.fonts)
        return [Artifact("pages", str(number).encode())]

    note = Reprints(verified, shelf)
    return int(note.files(["pages"], [_PAGE], counted, printing(pdf_settings))[0].content)
