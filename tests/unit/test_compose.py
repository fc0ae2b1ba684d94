from dataclasses import replace
from datetime import date

import pytest
from conftest import merge_texts as merged

from briefgen.compose import compose
from briefgen.config import Config
from briefgen.config.settings import Actors, Facts, Quotations
from briefgen.errors import ConfigError
from briefgen.model.annotations import QuotationKind
from briefgen.model.brief import Brief, SectionName
from briefgen.model.evidence import Ambiguity, Evidence
from briefgen.model.facts import Fact
from briefgen.model.links import Doubt
from briefgen.model.marking import Marking
from briefgen.model.text import Corpus

ISSUE = date(2026, 11, 23)
Harbour = tuple[Evidence, Corpus]


def refs(brief: Brief, name: SectionName) -> list[str]:
    section = brief.section(name)
    return [item.ref for item in section.items] if section else []


def test_compose_numbers_citations_in_order_of_appearance(harbour: Harbour) -> None:
    brief = compose(harbour[0], Config(), ISSUE)
    numbers = [n for section in brief.sections for item in section.items for n in item.citations]
    first_seen = list(dict.fromkeys(numbers))
    assert first_seen == list(range(1, len(brief.citations) + 1))
    assert len(set(brief.citations)) == len(brief.citations)


def test_compose_tells_each_event_once(harbour: Harbour) -> None:
    brief = compose(harbour[0], Config(), ISSUE)
    bottom, key = refs(brief, SectionName.BOTTOM_LINE), refs(brief, SectionName.KEY_FACTS)
    assert bottom + key == [one.lead for one in harbour[0].developments]


def test_compose_without_a_bottom_line_tells_all_events_as_key_facts(harbour: Harbour) -> None:
    config = Config(sections=(SectionName.KEY_FACTS,))
    brief = compose(harbour[0], config, ISSUE)
    assert refs(brief, SectionName.KEY_FACTS) == [one.lead for one in harbour[0].developments]
    assert [section.name for section in brief.sections] == [SectionName.KEY_FACTS]


def test_compose_keeps_to_the_limits_of_the_configuration(harbour: Harbour) -> None:
    config = Config(
        facts=Facts(max=3),
        actors=Actors(max=1),
        quotations=Quotations(max=2, kinds=(QuotationKind.INDIRECT,)),
    )
    brief = compose(harbour[0], config, ISSUE)
    told = refs(brief, SectionName.BOTTOM_LINE) + refs(brief, SectionName.KEY_FACTS)
    assert len(told) == 3
    assert len(refs(brief, SectionName.ACTORS)) == 1
    kinds = {q.kind for q in harbour[0].quotations if q.id in refs(brief, SectionName.QUOTATIONS)}
    assert kinds == {QuotationKind.INDIRECT}


def test_compose_shows_only_quotations_that_are_sure_enough(harbour: Harbour) -> None:
    def shown(least: float) -> set[str]:
        config = Config(quotations=Quotations(min_confidence=least, max=99))
        return set(refs(compose(harbour[0], config, ISSUE), SectionName.QUOTATIONS))

    sure = {q.id for q in harbour[0].quotations if q.confidence >= 0.95}
    assert shown(0.95) == shown(0) & sure
    assert shown(0) - sure


def test_compose_shows_the_same_words_of_a_speaker_once(harbour: Harbour) -> None:
    evidence = harbour[0]
    first = evidence.quotations[0]
    copies = tuple(replace(first, id=f"copy{n}") for n in range(3))
    actors = tuple(replace(actor, involved=()) for actor in evidence.actors)
    said = replace(evidence, actors=actors, quotations=(first, *copies), said_about=())
    brief = compose(said, Config(), ISSUE)
    assert len(refs(brief, SectionName.QUOTATIONS)) == 1


def test_compose_counts_the_actors_it_does_not_show(harbour: Harbour) -> None:
    brief = compose(harbour[0], Config(actors=Actors(max=1)), ISSUE)
    section = brief.section(SectionName.ACTORS)
    assert section is not None
    assert section.notes[0] == f"And {len(harbour[0].actors) - 1} more in evidence.json."


def test_compose_tells_of_names_that_stay_apart(harbour: Harbour) -> None:
    evidence = harbour[0]
    first, second, *_ = evidence.actors
    doubt = Ambiguity("Kowal", Doubt.SEVERAL, first.mentions[:1], (first.id, second.id))
    brief = compose(replace(evidence, ambiguities=(doubt,)), Config(), ISSUE)
    section = brief.section(SectionName.ACTORS)
    assert section is not None
    source = first.mentions[0].source
    told = f"“Kowal” in {source} may be {first.name} or {second.name}; it stays apart."
    assert told in section.notes


def test_compose_takes_the_highest_marking_of_the_sources(harbour: Harbour) -> None:
    assert compose(harbour[0], Config(), ISSUE).masthead.marking == "TLP:GREEN"
    higher = Config(marking=Marking.AMBER)
    assert compose(harbour[0], higher, ISSUE).masthead.marking == "TLP:AMBER"


def test_compose_refuses_a_marking_below_that_of_a_source(harbour: Harbour) -> None:
    with pytest.raises(ConfigError, match=r"lower than that of gazette\.md \(TLP:GREEN\)"):
        compose(harbour[0], Config(marking=Marking.CLEAR), ISSUE)


def test_compose_says_what_the_record_leaves_open(harbour: Harbour) -> None:
    brief = compose(harbour[0], Config(), ISSUE)
    gaps = brief.section(SectionName.GAPS)
    assert gaps is not None
    assert (
        "No publication date is known for S3: relative dates there are not resolved." in gaps.notes
    )
    assert any("rest on one independent source" in note for note in gaps.notes)


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("Several sailors were injured in a storm.", ["No day", "No place", "How many"]),
        ("Storms damaged 40 boats in France on 3 May 2026.", []),
        ("The court dismissed the appeal of the owners.", []),
        ("Nine sailors were reportedly injured in a storm.", []),
        ("No sailor was injured in a storm.", []),
        ("A storm damaged the old quay at Ubuyo on 3 May 2026.", []),
    ],
)
def test_compose_says_which_questions_the_first_harms_leave_open(
    text: str, gaps: list[str]
) -> None:
    brief = compose(merged(f"{text}\n"), Config(), ISSUE)
    section = brief.section(SectionName.GAPS)
    told = section.notes if section else ()
    asked = [" ".join(note.split()[:2]) for note in told]
    assert [one for one in asked if one in ("Who did", "No day", "No place", "How many")] == gaps


def test_compose_accounts_for_every_input(harbour: Harbour) -> None:
    brief = compose(harbour[0], Config(), ISSUE)
    inputs = brief.section(SectionName.INPUTS)
    assert inputs is not None
    listed = "\n".join(inputs.notes)
    assert "plan.txt was skipped (malformed)" in listed
    assert "Paragraph 2 was set aside (caption or credit)." in listed
    assert "(page widget)" in listed


def test_compose_of_no_facts_makes_an_empty_brief(harbour: Harbour) -> None:
    nothing: tuple[Fact, ...] = ()
    bare = replace(
        harbour[0],
        facts=nothing,
        developments=(),
        actors=(),
        quotations=(),
        events=(),
        disagreements=(),
    )
    brief = compose(bare, Config(), ISSUE)
    assert brief.citations == ()
    assert brief.masthead.issue_date == "2026-11-23"


def test_compose_shows_a_statement_once_with_its_other_versions() -> None:
    vowed = "“We will not open the quay before every pile is tested,” Ada Brandt said on Monday."
    told = "Ada Brandt said the quay would not open before every pile was tested."
    brief = compose(merged(vowed, told), Config(), ISSUE)
    section = brief.section(SectionName.QUOTATIONS)
    assert section is not None
    (item,) = section.items
    assert [brief.citations[n - 1].source for n in item.citations] == ["S1", "S1", "S2"]


def test_compose_shows_no_question_as_a_statement() -> None:
    evidence = merged(
        "Ann Moss, the mayor of Larnham, stressed how the new wall could save the harbour.\n\n"
        "Ann Moss said that the new wall would save the harbour.\n"
    )
    brief = compose(evidence, Config(), ISSUE)
    shown = set(refs(brief, SectionName.QUOTATIONS))
    texts = {quotation.text: quotation.id in shown for quotation in evidence.quotations}
    assert texts == {
        "how the new wall could save the harbour": False,
        "that the new wall would save the harbour": True,
    }
