"""Mails and saved web pages (RFC 5322, 2557), by the standard library."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email.errors import MessageError
from email.message import EmailMessage

from briefgen.errors import ReadError
from briefgen.formats.dating.iso import day_of_mail
from briefgen.formats.encoding import decode
from briefgen.formats.letters.forwards import Forwards, cut_forwards
from briefgen.formats.letters.heads import Head, bare_subject
from briefgen.formats.letters.parts import (
    Parts,
    children,
    file_name,
    parse_mail,
    payload,
    sort_parts,
)
from briefgen.formats.letters.senders import sender
from briefgen.formats.sniffing import CALENDAR, HTML, LETTER, MAIL, MHTML, RICH_LETTER
from briefgen.formats.structure import Part, Reading
from briefgen.formats.web.markup import plain_text
from briefgen.model.limits import Limits
from briefgen.model.locators import Locator
from briefgen.model.text import GUESSED, IN_FILE, UNKNOWN, Metadata, Notice

_ALIKE = 0.5
_FEWEST_WORDS = 20
_BETWEEN = "\n\n"
"""What parts the texts of one mail between which files stand."""


def read_mail(content: bytes, limits: Limits) -> Reading:
    """Read a mail: its body is the source itself; attachments and forwarded mails are their own."""
    message = parse_mail(content, limits)
    published = day_of_mail(_header(message, "date"))
    known = Metadata(
        title=_header(message, "subject"),
        author=_sender(message),
        published=published,
        published_from=IN_FILE if published else "",
        language=_header(message, "content-language").split(",")[0].split("-")[0].casefold(),
    )
    held = sort_parts(message, limits)
    texts = list(_texts(held, known))
    files = list(_files(held.files, known))
    if not texts:
        files = [_as_body(files[0], known), *files[1:]] if files else []
    return Reading(MAIL, parts=(*texts, *files))


def read_archive(content: bytes, limits: Limits) -> Reading:
    """Read a saved web page: the page itself; pictures and styles are left alone."""
    message = parse_mail(content, limits)
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


def _header(message: EmailMessage, name: str) -> str:
    """Return a decoded header on one line; "" for one that cannot be decoded."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, TypeError, IndexError, AttributeError, LookupError, MessageError):
        return ""


def _sender(message: EmailMessage) -> str:
    """Return who sent a mail; a name in brackets is lost once a header is parsed."""
    raw = (" ".join(str(v).split()) for k, v in message.raw_items() if k.casefold() == "from")
    written = next(raw, "")
    return sender(written if written.endswith(")") else _header(message, "from"))


def _texts(held: Parts, known: Metadata) -> Iterator[Part]:
    """Yield the body with the mails forwarded in it, then texts of another kind."""
    written = [text for text in held.texts if payload(text).strip()]
    if not written:
        return
    kind = written[0].get_content_type()
    body, notices = _joined([text for text in written if text.get_content_type() == kind])
    if kind == "text/plain" and held.rich:
        notices += _differences(body, _joined(held.rich)[0])
    yield from _letters(body, kind, known, notices)
    for n, text in enumerate((one for one in written if one.get_content_type() != kind), 2):
        other, notices = _text(text)
        place = Locator(part=text.get_content_type())
        yield Part(f"text {n}", other.encode(), _letter(place.part), known, place, notices)


def _letters(text: str, kind: str, known: Metadata, notices: tuple[Notice, ...]) -> Iterator[Part]:
    """Yield what a mail says itself, then each mail it forwards; that one alone is the mail."""
    cut = cut_forwards(text, known.title, rich=kind == "text/html")
    place = Locator(part=kind)
    if cut.own:
        yield Part("", cut.own.encode(), _letter(kind), known, place, notices)
    for n, (head, mail) in enumerate(cut.mails, 1):
        itself = n == 1 and not cut.own
        told = (*notices, *_left_out(cut)) if itself else ()
        name = "" if itself else f"forwarded mail {n}"
        yield Part(name, mail.encode(), _letter(kind), _forwarded(head, known), place, told)


def _letter(kind: str | None) -> str:
    return LETTER if kind == "text/plain" else RICH_LETTER


def _left_out(cut: Forwards) -> tuple[Notice, ...]:
    if not cut.left_out:
        return ()
    return (Notice("set-aside", f"What stands above the forwarded mail: {cut.left_out!r}."),)


def _forwarded(head: Head, around: Metadata) -> Metadata:
    """Return what is known of a forwarded mail; its day is a guess where its head gives none."""
    return Metadata(
        title=head.subject or bare_subject(around.title),
        author=head.author,
        published=head.day or around.published,
        published_from=IN_FILE if head.day else GUESSED if around.published else "",
        language=around.language,
    )


def _joined(texts: Sequence[EmailMessage]) -> tuple[str, tuple[Notice, ...]]:
    decoded = [_text(text) for text in texts]
    notices = tuple(notice for _, told in decoded for notice in told)
    return _BETWEEN.join(text for text, _ in decoded), notices


def _text(part: EmailMessage) -> tuple[str, tuple[Notice, ...]]:
    """Decode a text part; its label counts only when it names a character set."""
    text, _, notices = decode(payload(part), _charset(part))
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


def _files(files: Sequence[EmailMessage], known: Metadata) -> Iterator[Part]:
    """Yield what is attached; pictures shown inside the text are no sources."""
    for n, part in enumerate(files, 1):
        inline = part.get_content_disposition() == "inline" or part.get("content-id")
        if inline and part.get_content_maintype() == "image":
            continue
        place = Locator(part=f"attachment {n}")
        if part.get_content_type() == MAIL:
            inner = children(part)
            title = _header(inner[0], "subject") if inner else ""
            content = inner[0].as_bytes() if inner else b""
            yield Part(f"{title or 'mail'}.eml", content, MAIL, place=place)
        elif part.get_content_type() == CALENDAR:
            name = file_name(part) or "invitation.ics"
            text, notices = _text(part)
            place = Locator(part=CALENDAR)
            yield Part(name, text.encode(), CALENDAR, known, place, notices)
        else:
            yield Part(file_name(part) or f"attachment {n}", payload(part), place=place)


def _as_body(part: Part, known: Metadata) -> Part:
    """Return the first thing in a mail without words: an invitation is what the mail itself says.

    Of anything else the mail's day is a guess.
    """
    if part.media_type == CALENDAR:
        return replace(part, name="")
    guessed = GUESSED if known.published else ""
    guess = replace(UNKNOWN, published=known.published, published_from=guessed)
    return replace(part, metadata=guess)
