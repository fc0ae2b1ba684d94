"""The text that a reader sees in a finished file, brought to a comparable form."""

import email
import email.policy
import re
import unicodedata
from html.parser import HTMLParser

_SILENT = frozenset(["style", "script", "title", "head"])
_LOOSE = re.compile(r"[\s\u00ad\u200b\ufffe\u0002‐‑-]+")


def comparable(text: str) -> str:
    """Return text without blanks and hyphens, which layout adds and takes away."""
    return _LOOSE.sub("", unicodedata.normalize("NFKC", text))


def html_text(content: bytes) -> str:
    """Return the visible text of an HTML file."""
    reader = _Reader()
    reader.feed(content.decode("utf-8", errors="replace"))
    reader.close()
    return "".join(reader.pieces)


def plain_text(content: bytes) -> str:
    """Return the text of a text file."""
    return content.decode("utf-8", errors="replace")


def mail_text(content: bytes) -> str:
    """Return what a reader of a mail sees: its plain text, then its HTML."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    read = {"text/plain": plain_text, "text/html": html_text}
    shown = [part for part in message.walk() if part.get_content_type() in read]
    texts = (
        read[part.get_content_type()](str(part.get_content()).encode())
        for part in shown
        if not part.is_attachment()
    )
    return "\n".join(texts)


def pdf_text(content: bytes) -> str:
    """Return the text of all pages of a PDF, without running heads and page footers.

    Raises ValueError when it cannot be opened.
    """
    import pypdfium2  # noqa: PLC0415 - only needed to check a PDF

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"no readable PDF: {error}") from error
    with document:
        pages = [page.get_textpage() for page in document]
        inner = [
            page.get_textpage().get_text_bounded(bottom=_FRAME, top=page.get_height() - _FRAME)
            for page in document
        ]
        whole = [page.get_text_bounded() for page in pages]
        return "".join((*inner, "\n", *whole))


_FRAME = 54
"""Points at the top and bottom of a page that may hold running heads and footers.

A statement that runs over a page break is found without them, one that a template sets
into this frame is found in the whole text.
"""


class _Reader(HTMLParser):
    """Collects the text outside elements that are not shown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self._silent += tag in _SILENT

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)
