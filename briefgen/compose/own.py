"""The analyst's words among the sections of a note, their citations numbered with all others."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.compose.choice import Chosen
from briefgen.compose.sections import Numbers, number_section
from briefgen.errors import ConfigError, Problem
from briefgen.model.analysis import Analysis
from briefgen.model.brief import Section, SectionName
from briefgen.model.written import Words


def number_sections(
    names: Sequence[SectionName], chosen: Chosen, analysis: Analysis, numbers: Numbers
) -> tuple[Section, ...]:
    """Make the sections with these names, and the analyst's own before and behind them.

    Raises ConfigError for one that stands beside a section that is not among them.
    """
    for view in analysis.views:
        if view.beside not in names:
            listed = ", ".join(names)
            where = f"assessment “{view.title}”: the note has no section {view.beside}"
            message = f"{where} that it could stand beside; it has {listed}"
            raise ConfigError((Problem("briefgen.yaml", 1, 1, message),))
    return _legended(tuple(_sections(names, chosen, analysis, numbers)), analysis.legend)


def _sections(
    names: Sequence[SectionName], chosen: Chosen, analysis: Analysis, numbers: Numbers
) -> Iterator[Section]:
    said = {
        SectionName.HEADLINE: (analysis.headline, analysis.headline_written),
        SectionName.BOTTOM_LINE: (analysis.bottom_line, analysis.bottom_line_written),
    }
    number = 0
    for name in names:
        before = [view for view in analysis.views if view.beside is name and view.before]
        after = [view for view in analysis.views if view.beside is name and not view.before]
        for view in (*before, None, *after):
            if view is None:
                words, written = said.get(name, ((), ()))
                own = _numbered(words, analysis, numbers)
                section = number_section(name, chosen, numbers)
                yield replace(section, analyst=own, written=written)
                continue
            number += 1
            own = _numbered(view.words, analysis, numbers)
            section = Section(SectionName.ASSESSMENT, (), (), own, view.title, number)
            yield replace(section, written=(view.title, view.written))


def _numbered(words: Sequence[Words], analysis: Analysis, numbers: Numbers) -> tuple[Words, ...]:
    """Return words with the numbers that their citations have in the note."""

    def number(n: int) -> int:
        return numbers.of([analysis.citations[n - 1]])[0]

    return tuple(one.renumbered(number) for one in words)


def _legended(sections: tuple[Section, ...], legend: str) -> tuple[Section, ...]:
    """Give the legend to the first section of the analyst's words below the headline."""
    own = [section for section in sections if section.analyst]
    below = [section for section in own if section.name is not SectionName.HEADLINE]
    first = next(iter((*below, *own)), None) if legend else None
    return tuple(replace(one, legend=legend) if one is first else one for one in sections)
