"""What a note was asked to show, noted in it, and read from it again to compose it anew."""

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version

from briefgen.config import Config, Pdf, Period, Review
from briefgen.config.settings import Actors, Brand, Facts, Most, Quotations
from briefgen.model.analysis import Analysis, View
from briefgen.model.brief import USUAL_ORDER, Brief, Section, SectionName
from briefgen.model.marking import Marking
from briefgen.model.recipe import Recipe
from briefgen.program import COMPOSING, code_in

_DIGITS = 16


@cache
def composer() -> str:
    """Return a digest of the code that composes notes here, in hex."""
    code = code_in(COMPOSING) + version("rapidfuzz").encode()
    return hashlib.sha256(code).hexdigest()[:_DIGITS]


def recipe_of(config: Config) -> Recipe:
    """Return what a note of this configuration is asked to show."""
    return Recipe(
        facts=config.facts.max,
        details=config.facts.details,
        themes=tuple((name, tuple(words)) for name, words in config.facts.themes.items()),
        quotations=config.quotations.max,
        kinds=tuple(config.quotations.kinds),
        confidence=float(config.quotations.min_confidence),
        actors=config.actors.max,
        changes=config.changes.max,
        timeline=config.timeline.max,
        disagreements=config.disagreements.max,
        sections=tuple(dict.fromkeys(config.sections or USUAL_ORDER)),
        marking=config.marking or "",
    )


def config_of(brief: Brief, recipe: Recipe) -> Config:
    """Return the configuration that a note says it was made by.

    Raises ValueError where no configuration could be so.
    """
    head = brief.masthead
    period = Period(start=head.period_start, end=head.period_end) if head.period_start else None
    return Config(
        title=head.title,
        number=head.number,
        period=period,
        prepared_for=head.prepared_for,
        reviewed_by=Review(head.reviewed_by, head.issue_date) if head.reviewed_by else None,
        marking=Marking(recipe.marking) if recipe.marking else None,
        facts=Facts(recipe.facts, recipe.details, dict(recipe.themes)),
        quotations=Quotations(recipe.quotations, recipe.kinds, recipe.confidence),
        actors=Actors(recipe.actors),
        changes=Most(recipe.changes),
        timeline=Most(recipe.timeline),
        disagreements=Most(recipe.disagreements),
        figures=Most(brief.figures),
        pictures=brief.pictures,
        sections=tuple(map(SectionName, recipe.sections)),
        template=brief.template,
        brand=Brand(head.brand, head.accent, head.colour, head.logo, head.footer),
        pdf=Pdf(brief.variant, head.page or None, brief.fonts),  # type: ignore[arg-type]
    )


def analysis_of(brief: Brief) -> Analysis:
    """Return the analyst's words in a note, their marks with the numbers that they have there."""
    headline, lines = (
        brief.section(name) for name in (SectionName.HEADLINE, SectionName.BOTTOM_LINE)
    )
    return Analysis(
        headline=headline.analyst if headline else (),
        bottom_line=lines.analyst if lines else (),
        headline_written=headline.written if headline else (),
        bottom_line_written=lines.written if lines else (),
        views=tuple(_views(brief.sections)),
        citations=brief.citations,
        legend=next((section.legend for section in brief.sections if section.legend), ""),
    )


def _views(sections: Sequence[Section]) -> Iterator[View]:
    """Yield the analyst's sections: each behind the section before it, the first before one."""
    others = [one.name for one in sections if one.name is not SectionName.ASSESSMENT]
    beside = None
    for section in sections:
        if section.name is not SectionName.ASSESSMENT:
            beside = section.name
        elif others:
            written = section.written[1] if len(section.written) > 1 else ""
            where = beside or others[0]
            yield View(section.title, section.analyst, where, not beside, written)
