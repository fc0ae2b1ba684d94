"""The parts of a mail (RFC 2046), in whatever order programs nest them: texts and files."""

import email
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default

from briefgen.errors import ReadError
from briefgen.formats.letters.signed import ENCRYPTED, signed_content
from briefgen.formats.sniffing import CALENDAR, MAIL
from briefgen.model.limits import Limits

_MOST_PARTS = 200
_LONGEST_HEADER = 100_000
_SIGNATURES = frozenset([
    "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature",
])  # fmt: skip
_WRAPPED = frozenset(["application/pkcs7-mime", "application/x-pkcs7-mime"])
_TEXTS = ("text/plain", "text/html")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a mail holds: the texts it is read by, those that say the same as HTML, and files."""

    texts: tuple[EmailMessage, ...] = ()
    rich: tuple[EmailMessage, ...] = ()
    files: tuple[EmailMessage, ...] = ()


def parse_mail(content: bytes, limits: Limits) -> EmailMessage:
    """Parse a mail. Raises ReadError for one that nests or branches without end."""
    header = re.split(rb"\r?\n\r?\n", content, maxsplit=1)[0]
    if len(header) > _LONGEST_HEADER:
        raise ReadError("malformed", "its header is over 100 kB")
    message = email.message_from_bytes(content, policy=default)
    if not isinstance(message, EmailMessage):
        raise ReadError("malformed", "it is no mail")
    parts = [message]
    for depth in range(limits.depth + 1):
        inner = [p for one in parts if one.get_content_type() != MAIL for p in children(one)]
        if not inner:
            break
        if len(inner) > _MOST_PARTS:
            raise ReadError("too-many-parts", f"over {_MOST_PARTS} parts in one mail")
        if depth == limits.depth:
            raise ReadError("too-deep", f"over {limits.depth} parts inside each other")
        parts = inner
    return message


def children(message: EmailMessage) -> list[EmailMessage]:
    """Return the parts directly inside a part."""
    payload = message.get_payload() if message.is_multipart() else []
    return [part for part in payload if isinstance(part, EmailMessage)]


def file_name(part: EmailMessage) -> str:
    """Return the name that a part gives itself, "" for none."""
    try:
        return str(part.get_filename() or "")
    except (ValueError, TypeError, LookupError, AttributeError):
        return ""


def payload(part: EmailMessage) -> bytes:
    """Return the decoded bytes of a part."""
    held = part.get_payload(decode=True)
    return held if isinstance(held, bytes) else b""


def sort_parts(part: EmailMessage, limits: Limits) -> Parts:
    """Tell the texts of a mail from its files. Raises ReadError where it is encrypted."""
    kind = part.get_content_type()
    if kind in ("multipart/encrypted", "application/pgp-encrypted"):
        raise ReadError("encrypted", ENCRYPTED)
    if kind in _WRAPPED:
        return _unwrapped(part, limits)
    if kind in _SIGNATURES:
        return Parts()
    if kind == MAIL or _is_file(part):
        return Parts(files=(part,))
    if kind == "multipart/alternative":
        return _chosen([sort_parts(one, limits) for one in children(part)])
    if part.get_content_maintype() == "multipart":
        held = [sort_parts(one, limits) for one in children(part)]
        return Parts(
            tuple(text for one in held for text in one.texts),
            tuple(text for one in held for text in one.rich),
            tuple(file for one in held for file in one.files),
        )
    return Parts(texts=(part,)) if kind in _TEXTS else Parts(files=(part,))


def _is_file(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or bool(file_name(part))


def _chosen(ways: Sequence[Parts]) -> Parts:
    """Choose the plain way to say something; keep the files of all, not their other texts."""
    plain = next((way for way in ways if _says(way, "text/plain")), None)
    rich = next((way for way in ways if _says(way, "text/html")), None)
    chosen = plain or rich or Parts()
    files = (
        file
        for way in ways
        for file in way.files
        if way is chosen or _is_file(file) or file.get_content_maintype() != "text"
        or file.get_content_type() == CALENDAR
    )  # fmt: skip
    shown = rich.texts if rich is not None and rich is not chosen else chosen.rich
    return Parts(chosen.texts, shown, tuple(files))


def _says(way: Parts, kind: str) -> bool:
    return any(text.get_content_type() == kind and payload(text).strip() for text in way.texts)


def _unwrapped(part: EmailMessage, limits: Limits) -> Parts:
    """Look into a mail that its signature is wrapped around (RFC 8551, section 3.5.2)."""
    content = signed_content(payload(part))
    return sort_parts(parse_mail(content, limits), limits) if content else Parts(files=(part,))
