"""A verified brief to finished files; nothing else can be rendered."""

from briefgen.config import Pdf
from briefgen.model.brief import Artifact, VerifiedBrief
from briefgen.render.copies import write_copies
from briefgen.render.email import write_email, write_text
from briefgen.render.html import write_html
from briefgen.render.pdf import count_pages, inspect_pdf, write_pdf

__all__ = ["count_pages", "inspect_pdf", "render"]


_USUAL = Pdf()


def render(
    verified: VerifiedBrief,
    formats: tuple[str, ...],
    pdf_settings: Pdf = _USUAL,
    attachments: tuple[Artifact, ...] = (),
) -> tuple[Artifact, ...]:
    """Make the files of `formats` ("html", "pdf", "email"), brief.txt and the source copies.

    `attachments` go into the PDF. The e-mail carries the PDF if there is one. Raises
    TemplateError for a broken template, RenderError for a library that is missing.
    """
    html = (write_html(verified),) if "html" in formats else ()
    pdf = None
    if "pdf" in formats:
        pdf = write_pdf(verified, pdf_settings.variant, attachments, pdf_settings.fonts)
    email = (write_email(verified, pdf),) if "email" in formats else ()
    return (
        *html,
        *((pdf,) if pdf else ()),
        *email,
        write_text(verified),
        *write_copies(verified, linked=bool(html)),
    )
