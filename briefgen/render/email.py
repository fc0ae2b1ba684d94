"""The note as a message: plain text and HTML side by side, the PDF attached."""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime, time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from briefgen.errors import RenderError
from briefgen.model.brief import Artifact, Brief, SectionName, VerifiedBrief
from briefgen.model.evidence import Fact
from briefgen.render.environment import Templates, open_templates
from briefgen.render.html import accent
from briefgen.render.wording import clipped

MOST_BYTES = 80_000
"""The most bytes of HTML: some mail programs cut a message off not far above."""

_LIMITS = (40, 20, 12, 8, 5, 3, 1)
"""How many items of a section are shown, from the most to the fewest."""

_MOST_SOURCES = 60
"""How many sources are named; the note in full has them all."""

_SUBJECT = 150
_PREHEADER = 110

_POLICY = SMTP.clone(max_line_length=998)
"""Longer lines than the default, because folding loses blanks of non-ASCII subjects."""

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}\u200e\u200f\u202a-\u202e"
    "\u2066-\u2069\ud800-\udfff]"
)


def write_text(verified: VerifiedBrief) -> Artifact:
    """Make brief.txt: the note as plain text of 76 columns."""
    templates = open_templates(verified.brief.template)
    return Artifact("brief.txt", _plain_text(templates, verified.brief).encode())


def write_email(
    verified: VerifiedBrief,
    pdf: Artifact | None = None,
    sender: str = "",
    recipients: tuple[str, ...] = (),
) -> Artifact:
    """Make brief.eml, a draft that a mail program can open and send.

    Without `sender` and `recipients` it has no From and To. Raises RenderError when the
    finished bytes do not have exactly the headers that were meant.
    """
    brief = verified.brief
    templates = open_templates(brief.template)
    text = _plain_text(templates, brief)
    html = _html(templates, brief, attached=pdf is not None)
    fingerprint = hashlib.sha256()
    for content in (text.encode(), html.encode(), pdf.content if pdf else b""):
        fingerprint.update(hashlib.sha256(content).digest())
    mark = fingerprint.hexdigest()

    message = EmailMessage(policy=_POLICY)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"alternative-{mark[:32]}")
    if pdf:
        name = f"{safe_header(brief.masthead.number, 60) or 'brief'}.pdf".replace("/", "-")
        message.add_attachment(pdf.content, maintype="application", subtype="pdf", filename=name)
        message.set_boundary(f"mixed-{mark[:32]}")
    headers = _headers(brief, mark, sender, recipients)
    for key, value in headers.items():
        message[key] = value
    content = message.as_bytes()
    _check(content, headers)
    return Artifact("brief.eml", content)


def safe_header(text: str, length: int = _SUBJECT) -> str:
    """Return text that can only be the one line of one header.

    Control characters, line separators and characters that reorder text become blanks,
    the beginning of an encoded word is broken, and what is too long is cut.
    """
    return clipped(_UNSAFE.sub(" ", text).replace("=?", "= ?"), length)


def _headers(
    brief: Brief, mark: str, sender: str, recipients: tuple[str, ...]
) -> Mapping[str, str]:
    masthead = brief.masthead
    issued = datetime.combine(datetime.fromisoformat(masthead.issue_date), time(6), UTC)
    marking = f"[{masthead.marking}]" if masthead.marking else ""
    number = f"{masthead.number}:" if masthead.number else ""
    domain = parseaddr(sender)[1].rpartition("@")[2] or "briefgen.invalid"
    headers = {
        "Subject": safe_header(" ".join(filter(None, (marking, number, masthead.title)))),
        "From": safe_header(sender),
        "To": ", ".join(safe_header(recipient) for recipient in recipients),
        "Date": format_datetime(issued),
        "Message-ID": f"<{mark[:40]}@{safe_header(domain)}>",
        "Content-Language": safe_header(masthead.language or "en"),
        "Auto-Submitted": "auto-generated",
        "X-Unsent": "1",
    }
    return {key: value for key, value in headers.items() if value}


def _check(content: bytes, headers: Mapping[str, str]) -> None:
    """Read the finished message again: a header too many would be an injection."""
    found = message_from_bytes(content, policy=_POLICY)
    made = {"MIME-Version", "Content-Type"}
    if sorted(found.keys()) != sorted({*headers, *made}) or found["Subject"] != headers["Subject"]:
        raise RenderError(
            f"brief.eml would have the headers {', '.join(found.keys())}; look for"
            " unusual characters in title, number, sender and recipients"
        )


def _plain_text(templates: Templates, brief: Brief) -> str:
    return re.sub(r"\n{3,}", "\n\n", templates.fill("brief.txt.j2", brief))


def _html(templates: Templates, brief: Brief, *, attached: bool) -> str:
    """Fill email.html.j2 with as many items as fit, every style written at its element."""
    import css_inline  # noqa: PLC0415

    inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
    values = {"attached": attached, "accent": accent(brief), "preheader": _preheader(brief)}
    for limit in _LIMITS:
        fewer = {"limit": limit, "most_sources": min(_MOST_SOURCES, 5 * limit)}
        page = inliner.inline(templates.fill("email.html.j2", brief, {**values, **fewer}))
        if len(page.encode()) <= MOST_BYTES:
            return page
    raise RenderError(
        f"the e-mail is longer than {MOST_BYTES} bytes even with one fact; use shorter sources"
    )


def _preheader(brief: Brief) -> str:
    section = brief.section(SectionName.BOTTOM_LINE)
    if section and section.analyst:
        return clipped(section.analyst[0], _PREHEADER)
    first = brief.shown(section.items[0]) if section and section.items else None
    return clipped(first.text if isinstance(first, Fact) else brief.masthead.title, _PREHEADER)
