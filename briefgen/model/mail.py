"""Messages that are the same bytes every time, with the headers that were meant and no other."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from email import message_from_bytes
from email.header import Header, decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage, Message
from email.policy import SMTP, EmailPolicy
from email.utils import parseaddr

_LONGEST_WORD = 75
"""RFC 2047, 2: of an encoded word, and of the first line, the header's name included."""


_MAILBOXES = ("From", "To")
"""Headers of one name with its address."""


class _Encoded(EmailPolicy):
    """Writes a subject or a name beyond ASCII as encoded words, each of the length allowed.

    The usual folding loses blanks between such words, and without folding they become too long.
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return the header as it is written, its name and its line ends with it."""
        if value.isascii() or name not in ("Subject", *_MAILBOXES):
            return super().fold_binary(name, value)
        one: tuple[Address, ...] = getattr(value, "addresses", ())
        words = Header(
            one[0].display_name if one else value, "utf-8", _LONGEST_WORD, header_name=name
        ).encode(linesep=self.linesep)
        behind = f"{self.linesep} <{one[0].addr_spec}>" if one else ""
        return f"{name}: {words}{behind}{self.linesep}".encode("ascii")


POLICY = _Encoded(linesep=SMTP.linesep, max_line_length=998)
"""For headers: lines as long as is allowed, so that nothing but encoded words is folded.

Bodies keep to the usual 78 characters, which spam filters expect.
"""

LONGEST_VALUE = 150

_LONGEST_ADDRESS = 254
"""RFC 5321, 4.5.3.1.3, without the angle brackets."""

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}\u200e\u200f\u202a-\u202e"
    "\u2066-\u2069\ud800-\udfff]"
)
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)(?:\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*")


Headers = tuple[tuple[str, str], ...]
"""Names and values, in the order in which they are written."""


def assemble(
    headers: Headers, text: str, html: str = "", attachment: tuple[str, bytes] | None = None
) -> bytes:
    """Return a message: plain text, HTML beside it, and a PDF behind both.

    `attachment` is a file name and its content. Raises ValueError, naming the headers that
    are not as meant, when the finished bytes read back differently.
    """
    parts = (text.encode(), html.encode(), attachment[1] if attachment else b"")
    mark = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
    message = EmailMessage(policy=SMTP)
    message.set_content(text, cte="quoted-printable")
    if html:
        message.add_alternative(html, subtype="html", cte="quoted-printable")
        message.set_boundary(f"alternative-{mark[:32]}")
    if attachment:
        name = re.sub(r"[/\\]", "-", safe_header(attachment[0], 80))
        message.add_attachment(attachment[1], maintype="application", subtype="pdf", filename=name)
        message.set_boundary(f"mixed-{mark[:32]}")
    for key, value in headers:
        message[key] = value
    content = message.as_bytes(policy=POLICY)
    wrong = unintended_headers(content, headers)
    if wrong:
        raise ValueError(f"headers would not be as meant: {', '.join(wrong)}")
    return content


def safe_header(text: str, length: int = LONGEST_VALUE) -> str:
    """Return text that can only be the one line of one header.

    Control characters, line separators and characters that reorder text become blanks,
    the beginning of an encoded word is broken, and what is too long is cut.
    """
    line = " ".join(_UNSAFE.sub(" ", text).replace("=?", "= ?").split())
    if len(line) <= length:
        return line
    whole, _, _ = line[: length - 1].rpartition(" ")
    return f"{whole} …" if whole else f"{line[: length - 1]}…"


def address_of(text: str) -> str:
    """Return one address, `local@domain`, the domain in small ASCII letters (IDNA).

    Raises ValueError, with what is wrong, for anything that is not exactly one address.
    """
    local, at, domain = text.rpartition("@")
    if not at:
        raise ValueError(f"'{_shown(text)}' is no address: it has no @")
    if not _LOCAL.fullmatch(local):
        wrong = "letters before the @ must be ASCII" if local and _plain(local) else "no address"
        raise ValueError(f"'{_shown(text)}': {wrong}: write it like name@example.org")
    try:
        ascii_domain = domain.encode("idna").decode().lower()
    except UnicodeError as error:
        raise ValueError(f"'{_shown(text)}': '{_shown(domain)}' is no domain") from error
    if not _DOMAIN.fullmatch(ascii_domain) or len(local) + len(ascii_domain) >= _LONGEST_ADDRESS:
        raise ValueError(f"'{_shown(text)}': '{_shown(domain)}' is no domain")
    return f"{local}@{ascii_domain}"


def _plain(text: str) -> bool:
    return all(unicodedata.category(character)[0] in "LMNP" for character in text)


def _shown(text: str) -> str:
    return safe_header(text, 60)


def unintended_headers(content: bytes, intended: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Read a finished message again; name each header that is not as intended.

    `intended` are names and values without MIME-Version and the Content- headers of the
    body. Values are compared after unfolding. An empty result means the message is right.
    """
    found = message_from_bytes(content, policy=POLICY)
    made = ("MIME-Version", "Content-Type", "Content-Transfer-Encoding")
    names = [name for name in found.keys() if name not in made]  # noqa: SIM118 - with repeats
    wrong = set(names) ^ {name for name, _ in intended}
    wrong |= {name for name in names if names.count(name) > 1}
    wrong |= {name for name, value in intended if _meant(found, name) != _parted(name, value)}
    return tuple(sorted(wrong))


def _meant(message: Message, name: str) -> tuple[str, str]:
    """Return what a header says to a reader: a name and an address, or its text.

    A name of several encoded words is put together here: the usual reading leaves a blank
    between two of them where there is none (RFC 2047, 6.2).
    """
    if name not in _MAILBOXES:
        return str(message[name]), ""
    raw = next(value for key, value in message.raw_items() if key == name)
    shown, address = parseaddr(" ".join(str(raw).split()))
    return str(make_header(decode_header(shown))), address


def _parted(name: str, value: str) -> tuple[str, str]:
    return parseaddr(value) if name in _MAILBOXES else (value, "")
