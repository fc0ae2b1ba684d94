"""The formats that are read, each a function from bytes to a reading, and what all share."""

import importlib
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath

from briefgen.errors import ReadError
from briefgen.formats import sniffing
from briefgen.formats.structure import Reading
from briefgen.model.limits import Limits
from briefgen.model.text import Notice

Reader = Callable[[bytes, Limits], Reading]
"""Raises ReadError with a named reason; any other exception counts as `malformed`."""

READERS = {
    sniffing.TEXT: "briefgen.formats.plain:read_text",
    sniffing.LETTER: "briefgen.formats.letters.letter:read_letter",
    sniffing.RICH_LETTER: "briefgen.formats.letters.letter:read_rich_letter",
    sniffing.CALENDAR: "briefgen.formats.letters.invitation:read_invitation",
    sniffing.MARKDOWN: "briefgen.formats.markdown:read_markdown",
    sniffing.HTML: "briefgen.formats.web.page:read_page",
    sniffing.FRAGMENT: "briefgen.formats.web.page:read_fragment",
    sniffing.ENTRY: "briefgen.formats.feeds.entry:read_entry",
    sniffing.PLAIN_ENTRY: "briefgen.formats.feeds.entry:read_plain_entry",
    sniffing.MHTML: "briefgen.formats.letters.mail:read_archive",
    sniffing.PDF: "briefgen.formats.paper.pdf:read_pdf",
    sniffing.PICTURES: "briefgen.formats.paper.pdf:read_pictures",
    sniffing.DOCX: "briefgen.formats.word.docx:read_docx",
    sniffing.ODT: "briefgen.formats.office.odt:read_odt",
    sniffing.RTF: "briefgen.formats.office.rtf:read_rtf",
    sniffing.PPTX: "briefgen.formats.office.pptx:read_pptx",
    sniffing.XLSX: "briefgen.formats.office.xlsx:read_xlsx",
    sniffing.ODS: "briefgen.formats.office.ods:read_ods",
    sniffing.CSV: "briefgen.formats.office.csv:read_csv",
    sniffing.EPUB: "briefgen.formats.book:read_epub",
    sniffing.MAIL: "briefgen.formats.letters.mail:read_mail",
    sniffing.MSG: "briefgen.formats.letters.outlook:read_msg",
    sniffing.EMLX: "briefgen.formats.letters.outlook:read_emlx",
    sniffing.MBOX: "briefgen.formats.letters.mailbox:read_mailbox",
    sniffing.FEED: "briefgen.formats.feeds.feed:read_feed",
    sniffing.VTT: "briefgen.formats.spoken.captions:read_vtt",
    sniffing.SRT: "briefgen.formats.spoken.captions:read_srt",
    sniffing.TTML: "briefgen.formats.spoken.timed:read_ttml",
    sniffing.NITF: "briefgen.formats.newsroom.nitf:read_nitf",
    sniffing.NEWS_ITEM: "briefgen.formats.newsroom.items:read_item",
    sniffing.NEWS_MESSAGE: "briefgen.formats.newsroom.items:read_message",
    sniffing.TICKER: "briefgen.formats.newsroom.ticker:read_ticker",
    sniffing.EXPORT: "briefgen.formats.newsroom.wordpress:read_export",
    sniffing.POST: "briefgen.formats.newsroom.wordpress:read_post",
    sniffing.JSON: "briefgen.formats.feeds.records:read_json",
    sniffing.JSON_LINES: "briefgen.formats.feeds.records:read_json_lines",
}
"""Media type to module and function: a format's libraries are loaded when it occurs."""

_SURROGATE = re.compile(r"[\ud800-\udfff]")


def parse(content: bytes, name: str, media_type: str, limits: Limits) -> Reading:
    """Read bytes; `media_type` is "" where they must tell it themselves.

    Raises ReadError with a reason from the closed list of the docs.
    """
    found = media_type or sniffing.sniff(content, name)
    reading = _reader(found)(content, limits)
    if len(reading.text) > limits.characters:
        detail = f"{len(reading.text):,} characters; the limit is {limits.characters:,}"
        raise ReadError("too-long", detail)
    if len(reading.parts) > limits.parts:
        detail = f"{len(reading.parts):,} sources in one file; the limit is {limits.parts:,}"
        raise ReadError("too-many-parts", detail)
    if not reading.parts and not (reading.text.strip() and reading.blocks):
        raise ReadError("empty", "the file holds no text")
    told = media_type in ("", sniffing.PICTURES)
    notices = (*_misnamed(name, reading.media_type), *reading.notices) if told else reading.notices
    text = _writable(reading.text)
    _check_edits(reading)
    return replace(reading, text=text, notices=notices)


def _check_edits(reading: Reading) -> None:
    """Refuse a reading that no document can be made of: it costs its own file, not the build."""
    spans = sorted(edit.span for edit in reading.edits)
    until = (*(span.start for span in spans[1:]), len(reading.text))
    if any(span.end > end for span, end in zip(spans, until, strict=False)):
        raise ReadError("malformed", "its parser edited the same words twice, or beyond its end")


def _writable(text: str) -> str:
    """Return text without halves of characters, which no encoding can write."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    return text


def _reader(media_type: str) -> Reader:
    module, _, function = READERS[media_type].partition(":")
    reader: Reader = getattr(importlib.import_module(module), function)
    return reader


def _misnamed(name: str, found: str) -> tuple[Notice, ...]:
    suffix = PurePosixPath(name).suffix
    named = sniffing.SUFFIXES.get(suffix.casefold())
    if (
        named is None
        or named == found
        or any({named, found} <= kinds for kinds in sniffing.RELATED)
    ):
        return ()
    kind = sniffing.NAMES[found]
    return (Notice("misnamed", f"Its name ends in '{suffix}', but it is {kind}, and was read so."),)
