"""Mail, mailboxes and saved web pages (RFC 5322, 2046, 2557, 4155), by the standard library."""

import email
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default

from briefgen.errors import ReadError
from briefgen.formats.days import day_of_mail
from briefgen.formats.encoding import decode
from briefgen.formats.markup import plain_text
from briefgen.formats.sniffing import FRAGMENT, HTML, LETTER, MAIL, MBOX, MHTML
from briefgen.formats.structure import Part, Reading
from briefgen.model.limits import Limits
from briefgen.model.text import IN_FILE, Locator, Metadata, Notice

_MOST_PARTS = 200
_LONGEST_HEADER = 100_000
_START = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*\n")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_ALIKE = 0.5
_FEWEST_WORDS = 20


def read_mail(content: bytes, limits: Limits) -> Reading:
    """Read a mail: its body is the source itself, its attachments are sources of their own."""
    message = _message(content, limits)
    known = Metadata(
        title=_header(message, "subject"),
        author=_sender(message),
        published=day_of_mail(_header(message, "date")),
        language=_header(message, "content-language").split(",")[0].split("-")[0].casefold(),
    )
    known = _dated(known)
    return Reading(MAIL, parts=(*_body(message, known), *_attachments(message)))


def read_mailbox(content: bytes, limits: Limits) -> Reading:
    """Cut a mailbox into its mails."""
    marks = list(_START.finditer(content))
    if len(marks) > limits.parts:
        detail = f"{len(marks):,} mails; the limit is {limits.parts:,}"
        raise ReadError("too-many-parts", detail)
    ends = [*(mark.start() for mark in marks[1:]), len(content)]
    parts = (
        Part(
            f"mail {n}",
            _ESCAPED.sub(rb"\1", content[mark.end() : end]).rstrip(b"\r\n") + b"\n",
            MAIL,
        )
        for n, (mark, end) in enumerate(zip(marks, ends, strict=True), 1)
    )
    return Reading(MBOX, parts=tuple(parts))


def read_archive(content: bytes, limits: Limits) -> Reading:
    """Read a saved web page: the page itself; pictures and styles are left alone."""
    message = _message(content, limits)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            address = _header(message, "snapshot-content-location") or _header(
                part, "content-location"
            )
            text, notices = _text(part)
            known = Metadata(url=address if re.match(r"https?://\S+$", address) else "")
            place = Locator(part="text/html")
            page = Part("", text.encode(), HTML, known, place, notices)
            return Reading(MHTML, parts=(page,))
    raise ReadError("empty", "it holds no page")


def _message(content: bytes, limits: Limits) -> EmailMessage:
    """Parse a mail. Raises ReadError for one that nests or branches without end."""
    header = re.split(rb"\r?\n\r?\n", content, maxsplit=1)[0]
    if len(header) > _LONGEST_HEADER:
        raise ReadError("malformed", "its header is over 100 kB")
    message = email.message_from_bytes(content, policy=default)
    if not isinstance(message, EmailMessage):
        raise ReadError("malformed", "it is no mail")
    parts = [message]
    for depth in range(limits.depth + 1):
        inner = [p for one in parts if one.get_content_type() != MAIL for p in _children(one)]
        if not inner:
            break
        if len(inner) > _MOST_PARTS:
            raise ReadError("too-many-parts", f"over {_MOST_PARTS} parts in one mail")
        if depth == limits.depth:
            raise ReadError("too-deep", f"over {limits.depth} parts inside each other")
        parts = inner
    return message


def _children(message: EmailMessage) -> list[EmailMessage]:
    payload = message.get_payload() if message.is_multipart() else []
    return [part for part in payload if isinstance(part, EmailMessage)]


def _header(message: EmailMessage, name: str) -> str:
    """Return a decoded header on one line; "" for one that cannot be decoded."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, TypeError, IndexError, AttributeError, LookupError, MessageError):
        return ""


def _sender(message: EmailMessage) -> str:
    sender = _header(message, "from")
    name = re.sub(r"\s*<[^<>]*>\s*$", "", sender).strip(" \"'")
    return name or sender.strip("<> ")


def _dated(known: Metadata) -> Metadata:
    return Metadata(
        title=known.title,
        author=known.author,
        published=known.published,
        published_from=IN_FILE if known.published else "",
        language=known.language,
    )


def _body(message: EmailMessage, known: Metadata) -> Iterator[Part]:
    """Yield the body: the plain one, else the HTML one."""
    plain = message.get_body(("plain",))
    rich = message.get_body(("html",))
    chosen = plain if isinstance(plain, EmailMessage) else rich
    if not isinstance(chosen, EmailMessage):
        return
    text, notices = _text(chosen)
    if isinstance(rich, EmailMessage) and chosen is not rich:
        notices += _differences(text, _text(rich)[0])
    kind = LETTER if chosen is plain else FRAGMENT
    place = Locator(part=chosen.get_content_type())
    yield Part("", text.encode(), kind, known, place, notices)


def _text(part: EmailMessage) -> tuple[str, tuple[Notice, ...]]:
    """Decode a text part; its label counts only when it names a character set."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    text, _, notices = decode(content, _charset(part))
    return text, notices


def _charset(part: EmailMessage) -> str:
    try:
        return str(part.get_content_charset() or "")
    except (ValueError, LookupError, UnicodeError):
        return ""


def _differences(plain: str, rich: str) -> tuple[Notice, ...]:
    """Warn when a mail says one thing in plain text and another in HTML."""
    words = set(re.findall(r"\w+", plain.casefold()))
    shown = set(re.findall(r"\w+", plain_text(rich).casefold()))
    if len(words) < _FEWEST_WORDS or len(words & shown) >= _ALIKE * len(words):
        return ()
    detail = "Its plain text and its HTML say different things; the plain text was read."
    return (Notice("alternatives-differ", detail),)


def _attachments(message: EmailMessage) -> Iterator[Part]:
    """Yield what is attached; pictures shown inside the text are no sources."""
    for n, part in enumerate(message.iter_attachments(), 1):
        inline = part.get_content_disposition() == "inline" or part.get("content-id")
        if inline and part.get_content_maintype() == "image":
            continue
        place = Locator(part=f"attachment {n}")
        if part.get_content_type() == MAIL:
            inner = _children(part)
            title = _header(inner[0], "subject") if inner else ""
            content = inner[0].as_bytes() if inner else b""
            yield Part(f"{title or 'mail'}.eml", content, MAIL, place=place)
        else:
            payload = part.get_payload(decode=True)
            content = payload if isinstance(payload, bytes) else b""
            yield Part(_file_name(part) or f"attachment {n}", content, place=place)


def _file_name(part: EmailMessage) -> str:
    try:
        return str(part.get_filename() or "")
    except (ValueError, TypeError, LookupError, AttributeError):
        return ""
