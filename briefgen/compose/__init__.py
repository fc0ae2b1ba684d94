"""Evidence to a brief: choose, order and number.

No words are made for statements; fixed labels and counted remarks are all that is added.
"""

from dataclasses import replace
from datetime import date

from briefgen.compose.choice import choose
from briefgen.compose.remarks import account_actors, account_inputs, count_more, find_gaps
from briefgen.compose.sections import Numbers, number_section
from briefgen.config import Config
from briefgen.errors import ConfigError, Problem
from briefgen.model.brief import Brief, Masthead, PictureName, SectionName
from briefgen.model.codec import evidence_digest
from briefgen.model.evidence import Evidence
from briefgen.model.issues import Changes
from briefgen.model.marking import Marking

__all__ = ["compose"]


def compose(
    evidence: Evidence, config: Config, issue: date, changes: Changes | None = None
) -> Brief:
    """Make the brief that `config` asks for, as of the issue date.

    `changes` say how the evidence stands to the last issue, where there was one.

    Raises ConfigError when its marking is lower than a source's.
    """
    chosen = choose(evidence, config, changes)
    numbers = Numbers()
    names = tuple(dict.fromkeys(config.sections or SectionName))
    sections = tuple(number_section(name, chosen, numbers) for name in names)
    remarks = {
        SectionName.ACTORS: tuple(account_actors(evidence, len(chosen.actors))),
        SectionName.GAPS: tuple(find_gaps(evidence, chosen, sections)),
        SectionName.DISAGREEMENTS: tuple(count_more(evidence, chosen)),
        SectionName.INPUTS: tuple(account_inputs(evidence)),
    }
    analyst = {
        SectionName.HEADLINE: (config.headline,) if config.headline else (),
        SectionName.BOTTOM_LINE: config.bottom_line,
    }
    return Brief(
        masthead=_masthead(evidence, config, issue),
        template=config.template,
        sections=tuple(
            replace(s, notes=remarks.get(s.name, ()), analyst=analyst.get(s.name, ()))
            for s in sections
        ),
        citations=tuple(numbers.order),
        evidence=evidence,
        digest=evidence_digest(evidence),
        changes=changes if SectionName.CHANGES in names else None,
        pictures=tuple(PictureName) if config.pictures is None else config.pictures,
        figures=config.figures.max,
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
        reviewed_by=config.reviewed_by,
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
