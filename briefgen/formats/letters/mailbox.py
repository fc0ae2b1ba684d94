"""Mailboxes (RFC 4155) and the archives of mailing lists, cut into their mails."""

import re
from collections.abc import Iterator

from briefgen.errors import ReadError
from briefgen.formats.sniffing import MAIL, MAIL_FIELDS, MBOX
from briefgen.formats.structure import Part, Reading
from briefgen.model.limits import Limits

_START = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From ([^\n]*)\n")
_POSTMARK = re.compile(
    rb"\S+(?:\s+at\s+\S+)?\s+(?:[A-Z][a-z]{2},?\s+)?(?:[A-Z][a-z]{2}\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2})"
    rb"\s.*\b[12]\d{3}\b"
)
"""An address and a day, as programs write them: "a@b Mon Sep 23 10:00:00 2024"."""

_FIELD = re.compile(rb"([!-9;-~]+):")
_TELLING_FIELDS = 2
_HEADER_WITHIN = 8192
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read_mailbox(content: bytes, limits: Limits) -> Reading:
    """Cut a mailbox into its mails; a line of text that begins with "From" parts nothing."""
    marks = [mark for mark in _START.finditer(content) if _is_real(content, mark)]
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


def _is_real(content: bytes, mark: re.Match[bytes]) -> bool:
    """Tell a separator: a postmark above a header, or anything above a plain header of a mail."""
    names = list(_fields(content[mark.end() : mark.end() + _HEADER_WITHIN]))
    if names and _POSTMARK.match(mark[1]):
        return True
    return len(set(names) & MAIL_FIELDS) >= _TELLING_FIELDS or not mark.start()


def _fields(header: bytes) -> Iterator[str]:
    """Yield the names of the fields with which some text begins, in small letters."""
    for line in header.splitlines():
        field = _FIELD.match(line)
        if field:
            yield field[1].decode("ascii").casefold()
        elif not line.startswith((b" ", b"\t", b">")) or not line.strip():
            break
