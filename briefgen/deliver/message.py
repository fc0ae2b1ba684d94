"""The draft in an output folder to one message for each recipient.

Text, HTML and PDF are those of brief.eml, which `verify` has checked; only headers are new.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from urllib.parse import quote

from briefgen.config import Deliver, Recipient
from briefgen.errors import NotSendable
from briefgen.model.mail import POLICY, Headers, assemble, safe_header

MOST_BYTES = 10_000_000
"""Attachments above this are refused: base64 adds 37 %."""

_NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Draft:
    """What every recipient gets: `brief` is the hash that names the brief in the ledger."""

    brief: str
    title: str
    subject: str
    language: str
    text: str
    html: str
    pdf: tuple[str, bytes] | None


@dataclass(frozen=True, slots=True)
class Message:
    """Finished bytes for one address; `message_id` is the same on every attempt."""

    recipient: str
    message_id: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to be written when its turn comes: all of a list at once may be gigabytes."""

    recipient: str
    message_id: str
    write: Callable[[], Message]


def open_draft(content: bytes, brief: str, title: str) -> Draft:
    """Take brief.eml apart. Raises NotSendable when it is no such message."""
    found = message_from_bytes(content, policy=POLICY)
    assert isinstance(found, EmailMessage)  # noqa: S101 - for the type: our policy makes such
    parts = (found.get_body(("plain",)), found.get_body(("html",)))
    if None in parts or not found["Subject"]:
        raise NotSendable("brief.eml is no message with text and HTML: build the brief again")
    text, html = (_text(part) for part in parts)
    attached = [
        (str(part.get_filename() or "brief.pdf"), bytes(part.get_payload(decode=True)))
        for part in found.iter_attachments()
    ]
    return Draft(
        brief=brief,
        title=title,
        subject=str(found["Subject"]),
        language=str(found["Content-Language"] or "en"),
        text=text,
        html=html,
        pdf=attached[0] if attached else None,
    )


def draft_notice(title: str, marking: str, period: str, language: str) -> Draft:
    """Make the short message that says that there is nothing new in a period."""
    mark = f"[{marking}] " if marking else ""
    text = f"{mark}{title}\n\nNothing new was received for {period}. There is no brief.\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    subject = safe_header(f"{mark}{title}: nothing new, {period}")
    return Draft(digest, title, subject, language, text, "", None)


def _text(part: object) -> str:
    content = part.get_content() if isinstance(part, EmailMessage) else ""
    return str(content).replace("\r\n", "\n")


def address(
    draft: Draft,
    recipient: Recipient,
    settings: Deliver,
    now: datetime,
    signed: Callable[[bytes], bytes] = bytes,
) -> Letter:
    """Address a draft to one recipient, dated `now`, with headers of its own.

    `signed` puts a signature to the finished bytes. Raises NotSendable when an attachment is
    too large or a header would not read back as it is meant.
    """
    if draft.pdf and len(draft.pdf[1]) > MOST_BYTES:
        size = len(draft.pdf[1]) / 1e6
        raise NotSendable(
            f"the PDF has {size:.1f} MB, and the most that is sent is {MOST_BYTES / 1e6:.0f} MB:"
            " show less in the brief, or build without pdf"
        )
    headers = _headers(draft, recipient, settings, now)
    try:
        assemble(headers, "")
    except ValueError as error:
        raise NotSendable(f"message to {recipient.address}: {error}") from error
    message_id = dict(headers)["Message-ID"]

    def write() -> Message:
        content = signed(assemble(headers, draft.text, draft.html, draft.pdf))
        return Message(recipient.address, message_id, content)

    return Letter(recipient.address, message_id, write)


def _headers(draft: Draft, recipient: Recipient, settings: Deliver, now: datetime) -> Headers:
    domain = parseaddr(settings.sender)[1].rpartition("@")[2]
    digest = hashlib.sha256(f"{draft.brief}\n{recipient.address.casefold()}".encode()).hexdigest()
    return (
        ("Subject", draft.subject),
        ("From", _mailbox(*parseaddr(settings.sender))),
        ("To", _mailbox(recipient.name, recipient.address)),
        ("Date", format_datetime(now)),
        ("Message-ID", f"<{digest[:40]}@{domain}>"),
        *((("Reply-To", settings.reply_to),) if settings.reply_to else ()),
        ("Content-Language", draft.language),
        ("Auto-Submitted", "auto-generated"),
        ("List-ID", f"<{settings.list_id or _list_id(draft.title, domain)}>"),
        *_unsubscribe(settings, recipient),
    )


def _mailbox(name: str, addr_spec: str) -> str:
    """Write an address with its name, without what could end the name or begin another."""
    clean = safe_header(re.sub(r"[\"\\<>()\[\],;:@]", " ", name), _NAME_LENGTH)
    return str(Address(display_name=clean, addr_spec=addr_spec))


def _list_id(title: str, domain: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")
    return f"{plain[:40].strip('-') or 'brief'}.{domain}"


def _unsubscribe(settings: Deliver, recipient: Recipient) -> Iterator[tuple[str, str]]:
    """Yield the headers that let a recipient leave the list (RFC 2369, RFC 8058)."""
    ways = settings.unsubscribe
    url = ways.url.replace("{address}", quote(recipient.address, safe=""))
    targets = (url, f"mailto:{ways.mailto}?subject=unsubscribe" if ways.mailto else "")
    listed = ", ".join(f"<{target}>" for target in targets if target)
    if listed:
        yield "List-Unsubscribe", listed
    if url:
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"
