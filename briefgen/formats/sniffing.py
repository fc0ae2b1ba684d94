"""Which format bytes are in: told by what they hold; a file's name only helps with text."""

import codecs
import json
import re
from pathlib import PurePosixPath

from briefgen.errors import ReadError

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
RTF = "application/rtf"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
CSV = "text/csv"
MSG, EMLX = "application/vnd.ms-outlook", "message/x-emlx"
EPUB = "application/epub+zip"
HTML, MHTML = "text/html", "multipart/related"
MAIL, MBOX = "message/rfc822", "application/mbox"
FEED = "application/rss+xml"
JSON, JSON_LINES = "application/json", "application/jsonl"
TEXT, MARKDOWN = "text/plain", "text/markdown"
CALENDAR = "text/calendar"
VTT, SRT, TTML = "text/vtt", "application/x-subrip", "application/ttml+xml"
NITF = "application/nitf+xml"
NEWS_ITEM = "application/vnd.iptc.g2.newsitem+xml"
NEWS_MESSAGE = "application/vnd.iptc.g2.newsmessage+xml"
"""A story in NewsML-G2, and several of them, or a list of others."""

TICKER = "text/plain; iptc7901"
"""A story as wires send it (IPTC 7901)."""

EXPORT, POST = "application/rss+xml; wordpress", "text/html; post"
"""An export of WordPress, and the text of a post in it."""

PICTURES = "application/pdf; pictures"
"""A PDF whose pages without words are to be recognised."""

FRAGMENT = "text/html; fragment"
"""HTML that is no page of its own: all of it is text."""

ENTRY, PLAIN_ENTRY = "text/html; entry", "text/plain; entry"
"""The text of a feed's entry or of a JSON object, HTML and plain."""

LETTER, RICH_LETTER = "text/plain; letter", "text/html; letter"
"""The text of a mail, plain and HTML."""

NAMES = {
    PDF: "a PDF", DOCX: "a Word file", HTML: "a web page", MHTML: "a saved web page",
    MAIL: "a mail", MBOX: "a mailbox", FEED: "a feed", JSON: "JSON", JSON_LINES: "JSON lines",
    ODT: "an OpenDocument text", RTF: "rich text",
    PPTX: "a PowerPoint file", EPUB: "an e-book",
    XLSX: "an Excel workbook", ODS: "an OpenDocument sheet", CSV: "a table",
    MSG: "a mail of Outlook", EMLX: "a mail of Apple Mail",
    TEXT: "plain text", MARKDOWN: "Markdown", CALENDAR: "an invitation",
    VTT: "a WebVTT file", SRT: "a SubRip file", TTML: "a TTML file",
    NITF: "a story in NITF", NEWS_ITEM: "a story in NewsML-G2", NEWS_MESSAGE: "NewsML-G2",
    EXPORT: "an export of WordPress", TICKER: "a story of a wire",
}  # fmt: skip
RELATED = (
    frozenset([TEXT, MAIL, MBOX, MARKDOWN, CSV, VTT, SRT, TICKER]),
    frozenset([FEED, EXPORT, TTML, NITF, NEWS_ITEM, NEWS_MESSAGE]),
)
"""Types that one suffix may stand for without surprise."""

SUFFIXES = {
    ".txt": TEXT, ".text": TEXT, "": TEXT, ".md": MARKDOWN, ".markdown": MARKDOWN,
    ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".mhtml": MHTML, ".mht": MHTML,
    ".pdf": PDF, ".docx": DOCX, ".ics": CALENDAR,
    ".eml": MAIL, ".msg": MSG, ".emlx": EMLX, ".mbox": MBOX,
    ".odt": ODT, ".ott": ODT, ".rtf": RTF,
    ".pptx": PPTX, ".pptm": PPTX, ".ppsx": PPTX, ".epub": EPUB,
    ".xlsx": XLSX, ".xlsm": XLSX, ".xltx": XLSX, ".ods": ODS, ".ots": ODS,
    ".csv": CSV, ".tsv": CSV, ".tab": CSV,
    ".rss": FEED, ".atom": FEED, ".xml": FEED,
    ".json": JSON, ".jsonl": JSON_LINES, ".ndjson": JSON_LINES,
    ".vtt": VTT, ".srt": SRT, ".ttml": TTML, ".dfxp": TTML,
    ".nitf": NITF,
}  # fmt: skip
"""Suffixes of the formats that are read."""

_ARCHIVES = frozenset([DOCX, PPTX, XLSX, ODT, ODS, EPUB])
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "an old Office file: save it as .docx, .xlsx or .pptx"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a sound"),
    (b"\x1f\x8b", "a compressed file: unpack it"),
    (b"BZh", "a compressed file: unpack it"),
    (b"\xfd7zXZ", "a compressed file: unpack it"),
    (b"7z\xbc\xaf", "an archive: unpack it"),
    (b"Rar!", "an archive: unpack it"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (
        b"\x78\x9f\x3e\x22",
        "a winmail.dat, in which Outlook wraps attachments: save them from Outlook",
    ),
)
_HEAD = 65_536
_MARK_WITHIN = 1024
_OUTLOOK = "__properties_version1.0".encode("utf-16-le")
COUNTED = re.compile(rb"\s*(\d{1,12})\s*\n")
"""The count of bytes that a mail of Apple Mail begins with."""

_PROPERTY_LIST = (b"<?xml", b"<!DOCTYPE plist")
_RTF_START = re.compile(rb"\{\\rtf[\d\\ ]")
_DIRECTORY_END, _DIRECTORY_SIZE = b"PK\x05\x06", slice(12, 16)
_MIME_WITHIN = 200
"""Bytes in which an OpenDocument file and a book name their type, the first part uncompressed."""

_COMMENT = r"<!--(?:(?!-->).)*+-->"
_DOCTYPE = r"<!DOCTYPE[^>\[]*+(?:\[.*?\])?\s*>"
_HTML_START = re.compile(
    rf"(?:<\?xml[^>]*>|{_COMMENT}|\s)*+<(?:!doctype\s+html|html|head|body|title|meta|div|p|h1"
    r"|article|table|script|style|span|a|br)\b",
    re.IGNORECASE | re.DOTALL,
)
_PROLOGUE = rf"(?:<\?[^>]*>|{_COMMENT}|{_DOCTYPE}|\s)*+"
_FEED_START = re.compile(rf"{_PROLOGUE}<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE | re.DOTALL)
_EXPORT_START = re.compile(
    rf"{_PROLOGUE}<rss\b[^<>]{{0,2000}}https?://wordpress\.org/export/", re.DOTALL
)
_TIMED_START = re.compile(rf"{_PROLOGUE}<(?:[\w-]+:)?tt[\s>]", re.DOTALL)
_NITF_START = re.compile(rf"{_PROLOGUE}<(?:[\w-]+:)?nitf[\s/>]", re.DOTALL)
_ITEM_START = re.compile(rf"{_PROLOGUE}<(?:[\w-]+:)?newsItem[\s/>]", re.DOTALL)
_MESSAGE_START = re.compile(
    rf"{_PROLOGUE}<(?:[\w-]+:)?(?:newsMessage|packageItem)[\s/>]", re.DOTALL
)
_VTT_START = re.compile(r"WEBVTT(?:[ \t\r\n]|\Z)")
_SRT_START = re.compile(
    r"\s*+(?:\d{1,7}[ \t\r]*+\n\s*+)?\d{1,4}:\d\d:\d\d[,.]\d{1,3}[ \t]*-->"
    r"[ \t]*\d{1,4}:\d\d:\d\d(?:[,.]\d{1,3})?(?:[ \t]+[A-Za-z]\w*:\S+)*[ \t\r]*(?:\n|\Z)"
)
_TICKER_START = re.compile(rb"[\x00\x16\s]{0,40}\x01[A-Za-z]{2,5}\d{2,5} \d [a-z]{1,3} \d{1,5}\s")
_CUE = re.compile(r"^[ \t]*(?:\d{1,4}:)?\d\d:\d\d\.\d{3}[ \t]*-->", re.MULTILINE)
_TIMED_NAMESPACE = re.compile(r"ns/ttml|ttaf1")
_ANYTHING = re.compile("")
_CALENDAR_START = re.compile(r"\s*BEGIN:VCALENDAR\s", re.IGNORECASE)
_XML_START = re.compile(r"\s*<\?xml\b|\s*<!DOCTYPE\b", re.IGNORECASE)
_FIELD = re.compile(r"([!-9;-~]+):")
MAIL_FIELDS = frozenset([
    "from", "to", "cc", "bcc", "subject", "date", "message-id", "received", "return-path",
    "reply-to", "mime-version", "content-type", "content-transfer-encoding", "delivered-to",
    "x-mailer", "sender",
])  # fmt: skip
_TELLING_FIELDS = 2
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def sniff(content: bytes, name: str) -> str:
    """Return the media type of a file. Raises ReadError for formats that are not read."""
    suffix = PurePosixPath(name).suffix.casefold()
    if b"%PDF-" in content[:_MARK_WITHIN]:
        return PDF
    if content.startswith(b"PK\x03\x04"):
        return _container(content, suffix)
    if _RTF_START.match(content):
        return RTF
    if content.startswith(_REFUSED[0][0]) and (_OUTLOOK in content or suffix == ".msg"):
        return MSG
    for magic, kind in _REFUSED:
        if content.startswith(magic):
            if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in content:
                raise ReadError("encrypted", "a password protects it: save a copy without one")
            raise ReadError("unsupported-type", kind)
    if _TICKER_START.match(content):
        return TICKER
    return _text_type(_head(content), suffix, content)


def _container(content: bytes, suffix: str) -> str:
    names = _names(content)
    if b"word/document" in names:
        return DOCX
    if b"ppt/presentation" in names:
        return PPTX
    if b"xl/workbook.xml" in names:
        return XLSX
    for kind in (ODT, ODS, EPUB):
        if kind.encode() in content[:_MIME_WITHIN]:
            return kind
    kinds = (
        (b"xl/workbook", "a binary Excel workbook: save it as .xlsx"),
        (
            b"application/vnd.oasis",
            "an OpenDocument file that is no text and no sheet: save it as PDF",
        ),
    )
    kind = next((kind for mark, kind in kinds if mark in content[:_MIME_WITHIN] + names), "")
    if not kind and _DIRECTORY_END not in content and SUFFIXES.get(suffix) in _ARCHIVES:
        raise ReadError("malformed", "its container is damaged or cut off: have it sent again")
    raise ReadError("unsupported-type", kind or "an archive: unpack it")


def _names(content: bytes) -> bytes:
    """Return the list at the end of an archive, and all of one that has none.

    What an archive inside has for names stands elsewhere.
    """
    end = content.rfind(_DIRECTORY_END)
    size = int.from_bytes(content[end:][_DIRECTORY_SIZE], "little")
    return content[end - size : end] if 0 < size <= end else content


def _head(content: bytes) -> str:
    """Return the beginning as far as ASCII letters go, which is all that marks a format."""
    for mark, encoding in _UTF_16.items():
        if content.startswith(mark):
            return content[: 2 * _HEAD].decode(encoding, errors="replace")
    return content[:_HEAD].removeprefix(codecs.BOM_UTF8).decode("latin-1")


_STARTS = (
    (_EXPORT_START, EXPORT, _ANYTHING), (_CALENDAR_START, CALENDAR, _ANYTHING),
    (_FEED_START, FEED, _ANYTHING), (_VTT_START, VTT, _CUE), (_SRT_START, SRT, _ANYTHING),
    (_TIMED_START, TTML, _TIMED_NAMESPACE), (_NITF_START, NITF, _ANYTHING),
    (_ITEM_START, NEWS_ITEM, _ANYTHING), (_MESSAGE_START, NEWS_MESSAGE, _ANYTHING),
)  # fmt: skip
"""How text of a kind begins, and what else it has near its beginning whatever its name."""


def _text_type(head: str, suffix: str, content: bytes) -> str:
    named = SUFFIXES.get(suffix)
    if kind := _mail_type(head, named, content):
        return kind
    for start, kind, mark in _STARTS:
        if start.match(head) and (kind == named or mark.search(head)):
            return kind
    if _HTML_START.match(head) and named is not MARKDOWN:
        return HTML
    if head.lstrip()[:1] in ("{", "["):
        kind = _json_type(content, named)
        if kind:
            return kind
    if _XML_START.match(head):
        raise ReadError("unsupported-type", "XML, but no feed and no web page")
    if named is None:
        raise ReadError("unsupported-type", f"'{suffix}' files")
    return _named_type(named, head)


def _mail_type(head: str, named: str | None, content: bytes) -> str:
    """Return which kind of mail text is, "" for none."""
    counted = COUNTED.match(content)
    if counted and _is_mail(head[counted.end() :]) and (named == EMLX or _ends(content, counted)):
        return EMLX
    if head.startswith("From ") and _is_mail(head.partition("\n")[2]):
        return MBOX
    if named is not MARKDOWN and _is_mail(head):
        return MHTML if _is_archive(head) else MAIL
    return ""


def _ends(content: bytes, counted: re.Match[bytes]) -> bool:
    """Tell whether a mail ends where the number before it says, as no other text does."""
    end = counted.end() + int(counted[1])
    rest = content[end:].lstrip()
    return end <= len(content) and (not rest or rest.startswith(_PROPERTY_LIST))


def _named_type(named: str, head: str) -> str:
    """Return the type of text that shows none: its name's, if it is one of those."""
    if named in (MARKDOWN, CSV):
        return named
    return HTML if _is_page(named, head) else TEXT


def _is_page(named: str, head: str) -> bool:
    return named is HTML and bool(re.search(r"<[a-zA-Z!/]", head))


def _is_mail(head: str) -> bool:
    """Tell whether text begins with the header of a mail (RFC 5322)."""
    found = set()
    lines = head.splitlines()
    whole = lines[:-1] if len(head) >= _HEAD else lines
    for line in whole:
        if not line.strip():
            break
        field = _FIELD.match(line)
        if field:
            found.add(field[1].casefold())
        elif not line.startswith((" ", "\t")):
            return False
    return len(found & MAIL_FIELDS) >= _TELLING_FIELDS


def _is_archive(head: str) -> bool:
    """Tell a saved web page (MHTML, RFC 2557) from a mail."""
    fields = re.split(r"\r?\n\r?\n", head, maxsplit=1)[0].casefold()
    saved = "\nsnapshot-content-location:" in fields or "<saved by " in fields
    related = re.search(r"^content-type:\s*multipart/related", fields, re.MULTILINE)
    return saved or (related is not None and "\nto:" not in fields)


def _json_type(content: bytes, named: str | None) -> str:
    if named in (JSON, JSON_LINES):
        first, _, rest = content.strip().partition(b"\n")
        return JSON_LINES if rest.strip() and _is_object(first) else JSON
    if named is TEXT and not _is_object(content.strip().partition(b"\n")[0]):
        try:
            json.loads(content)
        except (ValueError, RecursionError):
            return ""
        return JSON
    first, _, rest = content.strip().partition(b"\n")
    if not _is_object(first):
        return ""
    return JSON_LINES if rest.strip() else JSON


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
