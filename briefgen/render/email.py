"""The note as a message: plain text and HTML side by side, the PDF attached."""

import hashlib
import re
from datetime import UTC, datetime, time
from email.utils import format_datetime

from briefgen.errors import RenderError
from briefgen.model.brief import Artifact, Brief, SectionName, VerifiedBrief
from briefgen.model.facts import Fact
from briefgen.model.mail import Headers, assemble, safe_header
from briefgen.render.environment import Templates, open_templates
from briefgen.render.html import accent
from briefgen.render.wording import clipped

MOST_BYTES = 80_000
"""The most bytes of HTML: some mail programs cut a message off not far above."""

_SUMMARY = (8, 5, 3, 1)
"""How many items of a section are shown beside the attached note, from the most to the fewest."""

_WHOLE = (40, 20, 12, *_SUMMARY)
"""The same where nothing is attached, and the message has to tell it all."""

_MOST_SOURCES = 60
"""How many sources are named; the note in full has them all."""

_PREHEADER = 110


def write_text(verified: VerifiedBrief, opened: Templates | None = None) -> Artifact:
    """Make brief.txt: the note as plain text of 76 columns.

    `opened` are the note's templates, where they are open already.
    """
    templates = opened or open_templates(verified.brief.template)
    return Artifact("brief.txt", _plain_text(templates, verified.brief).encode())


def write_email(
    verified: VerifiedBrief, pdf: Artifact | None = None, opened: Templates | None = None
) -> Artifact:
    """Make brief.eml, a draft without From and To that a mail program can open and send.

    `opened` are the note's templates, where they are open already. Raises RenderError when
    the finished bytes do not have exactly the headers that were meant.
    """
    brief = verified.brief
    templates = opened or open_templates(brief.template)
    text = _plain_text(templates, brief)
    html = _html(templates, brief, attached=pdf is not None)
    digest = hashlib.sha256(text.encode() + html.encode() + (pdf.content if pdf else b""))
    name = f"{safe_header(brief.masthead.number, 60) or 'brief'}.pdf"
    try:
        content = assemble(
            _headers(brief, digest.hexdigest()), text, html, (name, pdf.content) if pdf else None
        )
    except ValueError as error:
        raise RenderError(
            f"brief.eml: {error}; look for unusual characters in title and number"
        ) from error
    return Artifact("brief.eml", content)


def _headers(brief: Brief, digest: str) -> Headers:
    masthead = brief.masthead
    issued = datetime.combine(datetime.fromisoformat(masthead.issue_date), time(6), UTC)
    marking = f"[{masthead.marking}]" if masthead.marking else ""
    number = f"{masthead.number}:" if masthead.number else ""
    return (
        ("Subject", safe_header(" ".join(filter(None, (marking, number, masthead.title))))),
        ("Date", format_datetime(issued)),
        ("Message-ID", f"<{digest[:40]}@briefgen.invalid>"),
        ("Content-Language", safe_header(masthead.language or "en")),
        ("Auto-Submitted", "auto-generated"),
        ("X-Unsent", "1"),
    )


def _plain_text(templates: Templates, brief: Brief) -> str:
    return re.sub(r"\n{3,}", "\n\n", templates.fill("brief.txt.j2", brief))


def _html(templates: Templates, brief: Brief, *, attached: bool) -> str:
    """Fill email.html.j2 with as many items as fit, every style written at its element."""
    import css_inline  # noqa: PLC0415

    inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
    values = {"attached": attached, "accent": accent(brief), "preheader": _preheader(brief)}
    for limit in _SUMMARY if attached else _WHOLE:
        fewer = {"limit": limit, "most_sources": min(_MOST_SOURCES, 5 * limit)}
        page = inliner.inline(templates.fill("email.html.j2", brief, {**values, **fewer}))
        if len(page.encode()) <= MOST_BYTES:
            return page
    raise RenderError(
        f"the e-mail is longer than {MOST_BYTES} bytes even with one fact; use shorter sources,"
        " or fewer words of your own"
    )


def _preheader(brief: Brief) -> str:
    section = brief.section(SectionName.BOTTOM_LINE)
    if section and section.analyst:
        return clipped(f"Analyst’s words: {section.analyst[0]}", _PREHEADER)
    first = brief.shown(section.items[0]) if section and section.items else None
    return clipped(first.wording if isinstance(first, Fact) else brief.masthead.title, _PREHEADER)
