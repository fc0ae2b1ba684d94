"""Evidence to a brief: choose, order and number.

No words are made for statements; fixed labels and counted remarks are all that is added.
"""

from dataclasses import replace
from datetime import date

from briefgen.compose.asked import analysis_of, composer, config_of, recipe_of
from briefgen.compose.choice import choose
from briefgen.compose.desk import visible
from briefgen.compose.excerpt import excerpt, speech_beside
from briefgen.compose.own import number_sections
from briefgen.compose.places import told_places
from briefgen.compose.remarks import account_actors, account_inputs, count_more, find_gaps
from briefgen.compose.sections import Numbers
from briefgen.config import Config
from briefgen.errors import ConfigError, Problem
from briefgen.model.analysis import SILENT, Analysis
from briefgen.model.brief import USUAL_ORDER, Brief, Masthead, PictureName, SectionName, Totals
from briefgen.model.evidence import Evidence
from briefgen.model.issues import Changes
from briefgen.model.marking import Marking

__all__ = ["compose", "compose_again", "composer"]

_FACTS = (SectionName.BOTTOM_LINE, SectionName.KEY_FACTS)


def compose(
    evidence: Evidence,
    config: Config,
    issue: date,
    changes: Changes | None = None,
    analysis: Analysis = SILENT,
) -> Brief:
    """Make the brief that `config` asks for, as of the issue date.

    It holds the part of the evidence that it tells of. `changes` say how the evidence stands to
    the last issue, where there was one; `analysis` is what the analyst says in this one.

    Raises ConfigError when its marking is lower than a source's, or when a section of the
    analyst's stands beside one that the brief does not have.
    """
    all_of_it, evidence = evidence, visible(evidence)
    chosen = choose(evidence, config, changes, analysis)
    names = tuple(dict.fromkeys(config.sections or USUAL_ORDER))
    numbers = Numbers()
    sections = number_sections(names, chosen, analysis, numbers)
    remarks = {
        SectionName.ACTORS: tuple(account_actors(evidence, len(chosen.actors))),
        SectionName.GAPS: tuple(find_gaps(evidence, chosen, sections)),
        SectionName.DISAGREEMENTS: tuple(count_more(evidence, chosen)),
        SectionName.INPUTS: tuple(account_inputs(evidence)),
    }
    kept = excerpt(evidence, sections)
    items = {s.name: [item for one in s.items for item in one.told] for s in sections}
    told = [chosen.by_id[item.ref] for name in _FACTS for item in items.get(name, ())]
    return Brief(
        masthead=_masthead(evidence, config, issue),
        template=config.template,
        sections=tuple(replace(s, notes=remarks.get(s.name, ())) for s in sections),
        citations=tuple(numbers.order),
        evidence=kept,
        totals=Totals.of(all_of_it),
        places=told_places(evidence, told),
        spoken=tuple(speech_beside(all_of_it, kept, sections)),
        changes=changes if SectionName.CHANGES in names else None,
        pictures=tuple(PictureName) if config.pictures is None else config.pictures,
        figures=config.figures.max,
        variant=config.pdf.variant,
        fonts=config.pdf.fonts,
        composer=composer(),
        recipe=recipe_of(config),
    )


def compose_again(brief: Brief, evidence: Evidence) -> Brief:
    """Compose a note anew of all evidence, by what it says it was asked to show.

    Taken from it are its settings, the analyst's words, and what it says of the last issue; all
    that was chosen, ordered, numbered, counted and remarked is made. Raises ValueError or
    ConfigError where no note could be made so.
    """
    recipe, head = brief.recipe, brief.masthead
    if recipe is None:
        raise ValueError("it does not say what it was asked to show")
    config = config_of(brief, recipe)
    issue = date.fromisoformat(head.issue_date)
    made = compose(evidence, config, issue, brief.changes, analysis_of(brief))
    return replace(
        made,
        masthead=replace(made.masthead, language=head.language, to_confirm=head.to_confirm),
        paragraphs=brief.paragraphs,
        finder=brief.finder,
        record=brief.record,
        content=brief.content,
        press=brief.press,
    )


def _masthead(evidence: Evidence, config: Config, issue: date) -> Masthead:
    start, end = config.period.days() if config.period else ("", "")
    return Masthead(
        title=config.title,
        number=config.numbered(issue),
        issue_date=issue.isoformat(),
        period_start=start,
        period_end=end,
        prepared_for=config.prepared_for,
        marking=_marking(evidence, config),
        language=config.language,
        brand=config.brand.name,
        accent=config.brand.accent,
        colour=config.brand.colour,
        logo=config.brand.logo,
        footer=config.brand.footer,
        page=config.pdf.page or "",
        reviewed_by=config.reviewed_by.name if config.reviewed_by else "",
    )


def _marking(evidence: Evidence, config: Config) -> str:
    """Return the brief's marking: as configured, or the highest of its sources."""
    marked = [(Marking(s.marking), s) for s in evidence.sources if s.marking]
    highest = max((mark for mark, _ in marked), key=lambda m: m.level, default=None)
    if config.marking is None:
        return highest or ""
    above = [s for mark, s in marked if mark.level > config.marking.level]
    if above:
        listed = ", ".join(f"{s.path} ({s.marking})" for s in above)
        message = (
            f"marking: {config.marking} is lower than that of {listed}: raise it or take them out"
        )
        raise ConfigError((Problem("briefgen.yaml", 1, 1, message),))
    return config.marking
