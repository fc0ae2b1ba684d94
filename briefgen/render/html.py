"""The note as a page: one self-contained file for the screen, or the text of the PDF."""

import re
from collections.abc import Mapping

from briefgen.model.brief import Artifact, Brief, VerifiedBrief
from briefgen.render.environment import Templates, open_templates
from briefgen.render.ledger import quote_passages, tabulate
from briefgen.render.pictures import draw_pictures

ACCENT = "#b0452c"
"""The accent colour of a note whose masthead has none."""


NAVY = "#0f2b46"
"""The colour of the bar above a note whose masthead has none."""


def write_html(verified: VerifiedBrief) -> Artifact:
    """Make brief.html, which needs no other file, no script and no network."""
    templates = open_templates(verified.brief.template)
    values = page_values(templates, verified)
    medium = {"paper": False, "tight": False, "front": False, "pages": {}, "remarks": ()}
    page = templates.fill("brief.html.j2", verified.brief, {**values, **medium})
    return Artifact("brief.html", page.encode())


def page_values(templates: Templates, verified: VerifiedBrief) -> Mapping[str, object]:
    """Return what every medium of brief.html.j2 is filled with beside the brief.

    A medium adds `paper` (PDF or screen), `tight` (smaller type), `front` (only what shows
    evidence, to learn its pages), `pages` (the page number of each anchor, once known) and
    `remarks` (on this one file).
    """
    brief = verified.brief
    return {
        "rows": tabulate(verified),
        "passages": quote_passages(verified),
        "pictures": draw_pictures(brief),
        "accent": accent(brief),
        "colour": colour(brief),
        "sheet": brief.masthead.page or templates.design.page,
    }


def accent(brief: Brief) -> str:
    """Return the note's accent colour, #rrggbb; nothing else can get into a style sheet."""
    return _colour(brief.masthead.accent, ACCENT)


def colour(brief: Brief) -> str:
    """Return the colour of the note's bar, #rrggbb."""
    return _colour(brief.masthead.colour, NAVY)


def _colour(chosen: str, usual: str) -> str:
    return chosen if re.fullmatch(r"#[0-9a-fA-F]{6}", chosen) else usual
