"""The text that a reader sees in a finished file, brought to a comparable form."""

import email
import email.policy
import io
import re
import unicodedata
import zipfile
from html import unescape
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


def word_text(content: bytes) -> str:
    """Return the text of a Word file, the mark of each footnote in brackets where it stands.

    Raises ValueError when it cannot be opened, or unpacks to more than a note can be.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            body, notes = (_unpacked(packed, name) for name in _WORD_PARTS)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, OSError) as error:
        raise ValueError(f"no readable Word file: {error}") from error
    marks = {n: _told(note).strip().split(":")[0] for n, note in _WORD_NOTE.findall(notes)}
    return _told(_WORD_MARK.sub(lambda m: f"<w:t>[{marks.get(m[1], '')}]</w:t>", body))


def word_notes(content: bytes) -> str:
    """Return the text of all footnotes of a Word file; raises ValueError as `word_text` does."""
    word_text(content)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return _told(_unpacked(packed, _WORD_PARTS[1]))


_WORD_PARTS = ("word/document.xml", "word/footnotes.xml")
_WORD_WORDS = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|</w:p>")
_WORD_MARK = re.compile(r'<w:footnoteReference [^>]*?w:id="(\d+)"[^>]*>')
_WORD_NOTE = re.compile(r'<w:footnote [^>]*?w:id="(\d+)"[^>]*>(.*?)</w:footnote>', re.DOTALL)
_MOST_BYTES = 100_000_000
"""Bytes of a part of a Word file, unpacked: many times those of a note of thousands of sources."""


def _unpacked(packed: zipfile.ZipFile, name: str) -> str:
    if packed.getinfo(name).file_size > _MOST_BYTES:
        raise ValueError(f"no readable Word file: {name} is too large")
    return packed.read(name).decode("utf-8", errors="replace")


def _told(markup: str) -> str:
    return "".join(unescape(found[1] or "\n") for found in _WORD_WORDS.finditer(markup))


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
