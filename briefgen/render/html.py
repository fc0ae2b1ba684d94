"""The note as a page: one self-contained file for the screen, or the text of the PDF."""

import re
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from briefgen.model.brief import Artifact, Brief, VerifiedBrief
from briefgen.render.environment import Templates, open_templates
from briefgen.render.ledger import quote_passages, tabulate
from briefgen.render.pictures import draw_pictures

ACCENT = "#b0452c"
"""The accent colour of a note whose masthead has none."""


NAVY = "#0f2b46"
"""The colour of the bar above a note whose masthead has none."""


PAPER: Mapping[str, object] = MappingProxyType(
    {"paper": True, "tight": False, "front": False, "pages": {}, "remarks": ()}
)
"""The medium of paper, before anything is known of pages."""


class Page:
    """brief.html.j2 about to be filled for the screen or for paper: its pictures are drawn once."""

    def __init__(self, verified: VerifiedBrief, templates: Templates) -> None:
        """Keep the note and its template; nothing is drawn yet."""
        self._verified = verified
        self.templates = templates

    def fill(self, medium: Mapping[str, object]) -> str:
        """Fill the template for a medium.

        That adds `paper` (PDF or screen), `tight` (smaller type), `front` (only what shows
        evidence, to learn its pages), `pages` (the page number of each anchor, once known) and
        `remarks` (on this one file).
        """
        brief = self._verified.brief
        return self.templates.fill("brief.html.j2", brief, {**self._values, **medium})

    @cached_property
    def _values(self) -> Mapping[str, object]:
        """What every medium is filled with beside the brief."""
        brief = self._verified.brief
        return {
            "rows": tabulate(self._verified),
            "passages": quote_passages(self._verified),
            "pictures": draw_pictures(brief),
            "accent": accent(brief),
            "colour": colour(brief),
            "sheet": brief.masthead.page or self.templates.design.page,
        }


def open_page(verified: VerifiedBrief) -> Page:
    """Open the page of a note."""
    return Page(verified, open_templates(verified.brief.template))


def write_html(verified: VerifiedBrief, page: Page | None = None) -> Artifact:
    """Make brief.html, which needs no other file, no script and no network.

    `page` is the note's own, where it is opened already.
    """
    screen = {**PAPER, "paper": False}
    return Artifact("brief.html", (page or open_page(verified)).fill(screen).encode())


def accent(brief: Brief) -> str:
    """Return the note's accent colour, #rrggbb; nothing else can get into a style sheet."""
    return _colour(brief.masthead.accent, ACCENT)


def colour(brief: Brief) -> str:
    """Return the colour of the note's bar, #rrggbb."""
    return _colour(brief.masthead.colour, NAVY)


def _colour(chosen: str, usual: str) -> str:
    return chosen if re.fullmatch(r"#[0-9a-fA-F]{6}", chosen) else usual
