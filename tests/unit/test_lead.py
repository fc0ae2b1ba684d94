"""What leads a note: headline, bottom line, themes, open questions."""

from dataclasses import replace
from datetime import date

import pytest
from conftest import Merge

from briefgen.compose import compose
from briefgen.config import Config
from briefgen.config.settings import Facts
from briefgen.model.analysis import Analysis
from briefgen.model.brief import Brief, SectionName
from briefgen.model.evidence import Evidence, Title
from briefgen.model.facts import Fact
from briefgen.model.written import plain

ISSUE = date(2026, 11, 23)
REPORT = """Larnham signs for a new harbour wall

The port authority of Larnham signed a contract for a new harbour wall on Monday.

Storms killed four sailors in the old harbour in October.

The council of Norhaven elected Ada Brandt as mayor on Friday.

Fishermen of Norhaven repaired forty nets with new tools last week.

The coast guard closed the eastern basin after the last storm.

Doctors treated nine sailors in the hospital of Norhaven."""
ECHO = """Weather of the coast

A contract for a new harbour wall was signed by the port authority of Larnham."""


@pytest.fixture
def evidence(merged: Merge) -> Evidence:
    return merged(REPORT, ECHO)


def shown(brief: Brief, name: SectionName) -> list[object]:
    section = brief.section(name)
    return [brief.shown(item) for item in section.items] if section else []


def test_the_headline_is_the_title_that_says_what_the_first_fact_states(evidence: Evidence) -> None:
    (title,) = shown(compose(evidence, Config(), ISSUE), SectionName.HEADLINE)
    assert isinstance(title, Title)
    assert title.text == title.citation.text == "Larnham signs for a new harbour wall"


def test_the_headline_is_the_first_fact_where_no_title_fits(merged: Merge) -> None:
    evidence = merged(ECHO, REPORT.partition("\n\n")[2])
    brief = compose(evidence, Config(sections=(SectionName.HEADLINE,)), ISSUE)
    (fact,) = shown(brief, SectionName.HEADLINE)
    assert isinstance(fact, Fact)
    assert fact.rank == 1
    assert not shown(compose(evidence, Config(), ISSUE), SectionName.HEADLINE)


def test_the_analysts_words_replace_headline_and_bottom_line_and_cite_nothing(
    evidence: Evidence,
) -> None:
    analysis = Analysis(
        headline=(plain("A wall at last"),),
        bottom_line=(plain("Watch the price."), plain("And the storms.")),
    )
    brief = compose(evidence, Config(), ISSUE, analysis=analysis)
    assert brief.analyst == ("A wall at last", "Watch the price.", "And the storms.")
    assert not shown(brief, SectionName.HEADLINE)
    assert not shown(brief, SectionName.BOTTOM_LINE)
    assert evidence.facts[0] in shown(brief, SectionName.KEY_FACTS)


def test_facts_stand_under_the_themes_that_the_configuration_names(evidence: Evidence) -> None:
    themes = {"Sea": ("storm", "sailor", "harbour"), "Politics": ("elect", "mayor")}
    config = Config(facts=Facts(themes=themes), sections=(SectionName.KEY_FACTS,))
    section = compose(evidence, config, ISSUE).section(SectionName.KEY_FACTS)
    assert section is not None
    named = [item.theme for item in section.items]
    assert list(dict.fromkeys(named)) == ["Sea", "Politics", "Other facts"]
    assert named == sorted(named, key=["Sea", "Politics", "Other facts"].index)
    assert [item.label for item in section.items] == [f"Fact {n + 1}" for n in range(len(named))]


@pytest.mark.parametrize("themes", [{}, {"Sea": ("submarine",)}], ids=["none", "no fact fits"])
def test_facts_have_no_themes_where_these_tell_nothing(
    evidence: Evidence, themes: dict[str, tuple[str, ...]]
) -> None:
    brief = compose(evidence, Config(facts=Facts(themes=themes)), ISSUE)
    section = brief.section(SectionName.KEY_FACTS)
    assert section is not None
    assert {item.theme for item in section.items} == {""}


def test_gaps_name_the_open_questions_of_the_first_harms(evidence: Evidence) -> None:
    brief = compose(evidence, Config(), ISSUE)
    section = brief.section(SectionName.GAPS)
    assert section is not None
    storm = next(fact for fact in evidence.facts if fact.text.startswith("Storms killed"))
    item = brief.item(storm.id)
    assert item is not None
    assert f"No place is named for {item.label}." in section.notes


def test_gaps_are_left_out_where_nothing_is_open(evidence: Evidence) -> None:
    complete = replace(
        evidence,
        facts=(),
        developments=(),
        actors=(),
        together=(),
        said_about=(),
        events=(),
        quotations=(),
        versions=(),
        disagreements=(),
    )
    section = compose(complete, Config(), ISSUE).section(SectionName.GAPS)
    assert section is not None
    assert section.notes == ()
