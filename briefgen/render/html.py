"""The note as a page: one self-contained file for the screen, or the text of the PDF."""

import re
from collections.abc import Mapping

from briefgen.model.brief import Artifact, Brief, VerifiedBrief
from briefgen.render.environment import Templates, open_templates
from briefgen.render.ledger import tabulate

ACCENT = "#b0452c"
"""The accent colour of a note whose masthead has none."""


def write_html(verified: VerifiedBrief) -> Artifact:
    """Make brief.html, which needs no other file, no script and no network."""
    templates = open_templates(verified.brief.template)
    page = fill_page(
        templates, verified, {"paper": False, "tight": False, "pages": {}, "remarks": ()}
    )
    return Artifact("brief.html", page.encode())


def fill_page(templates: Templates, verified: VerifiedBrief, medium: Mapping[str, object]) -> str:
    """Fill brief.html.j2 for a medium.

    `medium` holds `paper` (screen or PDF), `tight` (smaller type), `pages` (the page
    number of each anchor, once known) and `remarks` (on this one file).
    """
    values = {
        "rows": tabulate(verified),
        "accent": accent(verified.brief),
        **medium,
    }
    return templates.fill("brief.html.j2", verified.brief, values)


def accent(brief: Brief) -> str:
    """Return the note's accent colour, #rrggbb; nothing else can get into a style sheet."""
    chosen = brief.masthead.accent
    return chosen if re.fullmatch(r"#[0-9a-fA-F]{6}", chosen) else ACCENT
