"""Mails as Outlook ([MS-OXMSG]) and Apple Mail keep them, read as the mails they hold."""

import io
import re
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import HeaderParser
from email.utils import format_datetime

from olefile import OleFileIO
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from briefgen.errors import ReadError
from briefgen.formats.letters.mail import read_mail
from briefgen.formats.letters.packed import unpacked
from briefgen.formats.office.rtf import read_rtf
from briefgen.formats.sniffing import COUNTED, EMLX, MSG
from briefgen.formats.structure import Reading
from briefgen.model.limits import Limits
from briefgen.model.text import Notice

_SUBJECT, _HEADERS, _SENDER, _SENDER_ADDRESS, _SENDER_SMTP = 0x0037, 0x007D, 0x0C1A, 0x0C1F, 0x5D01
_SENT, _DELIVERED, _BODY, _HTML, _RICH = 0x0039, 0x0E06, 0x1000, 0x1013, 0x1009
_DATA, _LONG_NAME, _SHORT_NAME, _KIND, _CONTENT_ID = 0x3701, 0x3707, 0x3704, 0x370E, 0x3712
"""Properties by their numbers ([MS-OXPROPS])."""

_TOP, _INSIDE, _ATTACHED = 32, 24, 8
"""Bytes before the properties of a mail, of one inside another, and of an attachment."""

_INNER = "__substg1.0_3701000D"
_IMAGE = re.compile(r"image/([\w.+-]{1,60})")
_CALENDAR = "text/calendar"
_DAMAGED = "it is damaged or cut off: save it anew from Outlook"
_PROPERTY_LIST = b"<?xml version="


def read_msg(content: bytes, limits: Limits) -> Reading:
    """Read a mail that Outlook saved; a body that is only rich text is read as such."""
    try:
        with OleFileIO(io.BytesIO(content)) as ole:
            mail = _mail(Storage.from_ole(ole), _TOP, limits, 0)
    except (OSError, LookupError, struct.error) as error:
        raise ReadError("malformed", _DAMAGED) from error
    return replace(read_mail(mail.as_bytes(), limits), media_type=MSG)


def read_emlx(content: bytes, limits: Limits) -> Reading:
    """Read a mail of Apple Mail: a count of bytes, the mail, and what the program notes of it."""
    count = COUNTED.match(content)
    if count is None:
        raise ReadError("malformed", "it does not begin with the length of its mail")
    mail = content[count.end() : count.end() + int(count[1])]
    if len(mail) == int(count[1]):
        return replace(read_mail(mail, limits), media_type=EMLX)
    reading = read_mail(mail.partition(_PROPERTY_LIST)[0], limits)
    cut = Notice("cut-off", "It is shorter than it says: have it sent again to read the rest.")
    parts = (replace(one, notices=(*one.notices, cut)) for one in reading.parts[:1])
    return replace(reading, media_type=EMLX, parts=(*parts, *reading.parts[1:]))


def _mail(storage: Storage, offset: int, limits: Limits, depth: int) -> EmailMessage:
    """Return a mail as one of RFC 5322, with what is attached to it."""
    if depth > limits.depth:
        raise ReadError("too-deep", f"over {limits.depth} mails inside each other")
    known = Properties(storage, offset)
    headers = HeaderParser().parsestr(_text(known, _HEADERS))
    mail = EmailMessage()
    for name, value in (
        ("Subject", _text(known, _SUBJECT)),
        ("From", str(headers["From"] or "") or _sender(known)),
        ("Date", str(headers["Date"] or "") or _day(known)),
        ("Content-Language", str(headers["Content-Language"] or "")),
    ):
        _set(mail, name, " ".join(value.split()))
    _write(mail, known, limits)
    for number, attached in enumerate(storage.iter_attachment_storages(), 1):
        if number > limits.parts:
            raise ReadError("too-many-parts", f"over {limits.parts} attachments")
        _attach(mail, attached, limits, depth)
    return mail


def _set(mail: EmailMessage, name: str, value: str) -> None:
    """Set a field, unless the value can be none."""
    try:
        if value:
            mail[name] = value
    except (ValueError, IndexError, AttributeError, MessageError):
        del mail[name]


def _text(known: Properties, number: int) -> str:
    """Return a text; letters of it that are none are replaced, and cost no others."""
    try:
        return known.str_prop_value(number) or ""
    except UnicodeDecodeError as error:
        page = known.body_encoding if error.encoding == "charmap" else error.encoding
        return error.object.decode(page, errors="replace")
    except (KeyError, ValueError, LookupError):
        return ""


def _bytes(known: Properties, number: int) -> bytes:
    try:
        return known.binary_prop_value(number) or b""
    except (KeyError, ValueError):
        return b""


def _sender(known: Properties) -> str:
    """Return who sent a mail; inside one house Outlook gives a directory's path for an address."""
    addresses = (_text(known, number) for number in (_SENDER_SMTP, _SENDER_ADDRESS))
    address = next((one for one in addresses if "@" in one), "")
    name = _text(known, _SENDER).replace('"', "")
    return f'"{name}" <{address}>' if name and address else name or address


def _day(known: Properties) -> str:
    """Return when a mail was sent, or else delivered, unless that is no time of a calendar."""
    for number in (_SENT, _DELIVERED):
        with suppress(OverflowError):
            day = known.date_prop_value(number)
            if isinstance(day, datetime):
                return format_datetime(day)
    return ""


def _write(mail: EmailMessage, known: Properties, limits: Limits) -> None:
    """Write the text of a mail, plain and as HTML where there are both."""
    plain = _text(known, _BODY).replace("\0", "")
    rich = _html(known)
    if not plain.strip() and not rich and (packed := _bytes(known, _RICH)):
        plain = read_rtf(unpacked(packed, limits), limits).text
    if plain.strip():
        mail.set_content(plain)
    if rich and plain.strip():
        mail.add_alternative(rich, subtype="html")
    elif rich:
        mail.set_content(rich, subtype="html")


def _html(known: Properties) -> str:
    try:
        return _bytes(known, _HTML).decode(known.body_encoding, errors="replace") or _text(
            known, _HTML
        )
    except LookupError:
        return _bytes(known, _HTML).decode("utf-8", errors="replace")


def _attach(mail: EmailMessage, storage: Storage, limits: Limits, depth: int) -> None:
    inner = next((one for one in storage.storages if one.name == _INNER), None)
    if inner is not None:
        mail.add_attachment(_mail(inner, _INSIDE, limits, depth + 1))
        return
    known = Properties(storage, _ATTACHED)
    content, kind = _bytes(known, _DATA), _text(known, _KIND).casefold()
    name = " ".join((_text(known, _LONG_NAME) or _text(known, _SHORT_NAME)).split())
    shown = _text(known, _CONTENT_ID)
    main, sub = next(_kinds(kind))
    if content:
        disposition = "inline" if shown and main == "image" else "attachment"
        mail.add_attachment(
            content, main, sub, disposition=disposition, filename=name or f"attachment.{sub}"
        )


def _kinds(kind: str) -> Iterator[tuple[str, str]]:
    """Yield the kind of an attachment; its content tells of all but pictures and invitations."""
    if image := _IMAGE.fullmatch(kind):
        yield "image", image[1]
    if kind == _CALENDAR:
        yield "text", "calendar"
    yield "application", "octet-stream"
