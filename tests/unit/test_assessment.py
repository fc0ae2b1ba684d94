"""The analyst's words: what Markdown may do, which marks are resolved, and which are refused."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import document_of
from unit.papers import make_pdf

from briefgen.assess import assess
from briefgen.assess.markdown import read_blocks
from briefgen.assess.marks import Passages, find_marks
from briefgen.assess.places import places_of
from briefgen.config import Assessment, Config, Probability, load_config
from briefgen.config.settings import Period
from briefgen.errors import ConfigError
from briefgen.intake import ingest
from briefgen.model.analysis import Analysis
from briefgen.model.brief import SectionName
from briefgen.model.citations import cite
from briefgen.model.spans import Span
from briefgen.model.text import Corpus
from briefgen.model.written import Form, Words
from briefgen.read import find_files

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 22)
FERRY = """Ferry to Sarn stops for the winter

The ferry between Larnham and Sarn stops on 1 December, the operator said.

Its crew of nine moves to the harbour.

Forty islanders signed a letter against it."""
PRICES = """Fuel prices

Fuel cost a third more in October than a year before.

Nobody expects lower prices before spring."""
CORPUS = Corpus((document_of(FERRY, key="S1"), document_of(PRICES, key="S2")))


def view(text: str, **more: object) -> Assessment:
    given = {"title": "Our view", "issue": "2026-11-22", "after": SectionName.BOTTOM_LINE, **more}
    return Assessment(text=text, **given)  # type: ignore[arg-type]


def assessed(text: str, **settings: object) -> Analysis:
    return assess(replace(Config(assessment=(view(text),)), **settings), DAY, CORPUS)  # type: ignore[arg-type]


def lines(text: str) -> list[str]:
    return [line.text for words in assessed(text).views[0].words for line in words.lines()]


def refused(text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        assessed(text)
    return [str(problem) for problem in caught.value.problems]


def test_a_mark_cites_the_whole_paragraph_that_it_names() -> None:
    analysis = assessed("The islanders will object [S1 ¶4].")
    (citation,) = analysis.citations
    assert citation.text == "Forty islanders signed a letter against it."
    assert citation == cite(CORPUS.documents[0], citation.span)
    (piece,) = [one for one in analysis.views[0].words[0].pieces if one.citation]
    assert (piece.text, piece.citation) == ("[S1 ¶4]", 1)


def test_several_marks_in_one_bracket_are_as_many_marks_in_their_order() -> None:
    assert lines("Both [S2 ¶2, S1 ¶2; S2 ¶3] matter.") == ["Both [S2 ¶2] [S1 ¶2] [S2 ¶3] matter."]
    marked = assessed("One [S2 ¶2] and again [S1 ¶2, S2 ¶2].").views[0].words[0]
    assert [one.citation for one in marked.pieces if one.citation] == [1, 2, 1]


@pytest.mark.parametrize(
    "written", ["[S1 ¶4]", "[ s1  ¶ 4 ]", "[S1\n¶4]", "[S1 &para;4]", r"\[S1 ¶4\]", "[S1 **¶4**]"]
)
def test_whatever_a_reader_takes_for_a_mark_is_one(written: str) -> None:
    assert lines(f"They object {written}.") == ["They object [S1 ¶4]."]


@pytest.mark.parametrize("written", ["[S77 ¶3]", r"\[S77 ¶3\]", "[S77 *¶3*]", "[S77&nbsp;¶3]"])
def test_no_way_of_writing_it_gets_an_invented_mark_through(written: str) -> None:
    (problem,) = refused(f"We judge so {written}.")
    assert "there is no source S77" in problem


@pytest.mark.parametrize("written", ["[see S1 ¶2]", "[cf. S1, p. 2]", "[as in S9 table 1, row 2]"])
def test_a_mark_behind_other_words_in_its_bracket_is_refused(written: str) -> None:
    (problem,) = refused(f"It is so {written}.")
    assert f"{written}: a mark stands alone in its brackets" in problem


def test_a_mark_in_a_title_is_refused() -> None:
    config = Config(assessment=(view("It is so.", title="View [S1 ¶2]"),))
    with pytest.raises(ConfigError, match="a title cites nothing; mark the text"):
        assess(config, DAY, CORPUS)


@pytest.mark.parametrize("written", ["---", "- ", ">", "&nbsp;", "#"])
def test_a_text_without_words_is_refused(written: str) -> None:
    (problem,) = refused(written)
    assert "has no words" in problem


def test_blocks_without_words_are_left_out() -> None:
    assert [str(words) for words in read_blocks("- a\n-\n\n>\n\n#\n\nb")] == ["a", "b"]
    assert str(read_blocks("a\x07b")[0]) == "a\N{REPLACEMENT CHARACTER}b"


def test_a_line_of_the_text_gives_no_mark_an_address() -> None:
    told = lines("They object [S1 ¶4].\n\n[S1 ¶4]: http://elsewhere.example")
    assert told == ["They object [S1 ¶4].", "[S1 ¶4]: http://elsewhere.example"]
    assert lines("[S1 ¶4](http://elsewhere.example)") == ["[S1 ¶4](http://elsewhere.example)"]


def test_what_would_act_stays_words() -> None:
    written = "<b>a</b> ![b](c.png) <http://d.example> `e` [f](g)\n\n<script>h</script>\n\n    i"
    assert lines(written) == [
        "<b>a</b> ![b](c.png) <http://d.example> `e` [f](g)",
        "<script>h</script>",
        "i",
    ]


def test_headings_lists_quotes_and_emphasis_are_told_apart() -> None:
    blocks = read_blocks("# A\n\nb *c* **d**\n\n- e\n- f\n\n  3. g\n\n> h\n\n---\n\n4. i")
    assert [one.form for one in blocks] == [
        Form.HEADING, Form.PARAGRAPH, Form.LIST, Form.QUOTE, Form.NUMBERED,
    ]  # fmt: skip
    assert [(p.text, p.emphasis, p.strong) for p in blocks[1].pieces] == [
        ("b ", False, False), ("c", True, False), (" ", False, False), ("d", False, True),
    ]  # fmt: skip
    assert str(blocks[2]) == "e\nf\ng"
    assert blocks[2].parts[1].parts[0].first == 3
    assert blocks[4].first == 4


def test_an_unknown_place_is_refused_with_its_line_and_what_stands_nearby(tmp_path: Path) -> None:
    (tmp_path / "view.md").write_text("# Fuel\n\nIt will rise [S2 ¶2].\nMuch [S2 ¶9].\n", "utf-8")
    (tmp_path / "briefgen.yaml").write_text(
        "headline: {text: 'Up [S3 ¶1]', for: 2026-W47}\n"
        "bottom_line:\n  for: 2026-W47\n  text:\n"
        "    - Prices rise [S2 ¶2].\n    - 'They won''t fall [S2].'\n"
        "assessment:\n"
        "  - {after: key_facts, title: Fuel, text: view.md, for: 2026-11-22}\n"
        "  - before: gaps\n    title: More\n    for: 2026-W47\n    text: |\n"
        "      First [S1 ¶2].\n\n      Then [S1 ¶2] and [S1 ¶12, S1 ¶2].\n",
        "utf-8",
    )
    config = replace(load_config(tmp_path / "briefgen.yaml"), period=Period(week="2026-W47"))
    with pytest.raises(ConfigError) as caught:
        assess(config, DAY, CORPUS)
    told = [str(problem) for problem in caught.value.problems]
    assert [one.partition("; nearest are ")[0] for one in told] == [
        "briefgen.yaml:1:22: [S3 ¶1]: there is no source S3",
        "briefgen.yaml:6:25: [S2]: S2 has many places, and none is named",
        "view.md:4:6: [S2 ¶9]: S2 has no ¶9",
        "briefgen.yaml:15:24: [S1 ¶12, S1 ¶2]: S1 has no ¶12",
    ]
    assert told[0].endswith("S1 (Ferry to Sarn stops for the winter), S2 (Fuel prices)")
    assert told[3].endswith(
        "¶2 “The ferry between Larnham and Sarn stops on …”, ¶3 “Its crew of nine moves to the"
        " harbour.”, ¶4 “Forty islanders signed a letter against it.”"
    )


def test_the_second_of_two_like_marks_is_named_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "briefgen.yaml").write_text(
        "title: A [S1 ¶9]\n"
        "bottom_line: {text: [One., 'Two [S1 ¶9].', 'Three [S1 ¶9], [S1 ¶9].'], for: 2026-11-22}\n",
        "utf-8",
    )
    with pytest.raises(ConfigError) as caught:
        assess(load_config(tmp_path / "briefgen.yaml"), DAY, CORPUS)
    assert [(one.line, one.column) for one in caught.value.problems] == [(2, 33), (2, 51), (2, 60)]


def test_a_section_for_another_issue_is_neither_used_nor_checked() -> None:
    old = view("It was so [S9 ¶9].", issue="2026-W46")
    week = view("It is so [S1 ¶2].", issue="2026-W47")
    config = Config(assessment=(old, week), period=Period(week="2026-W47"))
    assert [one.words[0].text for one in assess(config, date(2026, 11, 23), CORPUS).views] == [
        "It is so [S1 ¶2]."
    ]
    assert assess(replace(config, period=None), date(2026, 11, 30), CORPUS).views == ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{title: A, text: b, for: 2026-W47}", "1:15: assessment.0: say where it stands: give"),
        ("{title: A, text: b, after: gaps}", "for"),
        ("{title: A, text: b, after: gaps, for: soon}", "'soon' is no issue"),
        ("{title: A, text: b, after: gaps, for: 2026-W60}", "'2026-W60' is no week of that year"),
        ("{title: A, text: b, after: assessment, for: 2026-W47}", "name one of those"),
        ("{title: A, text: ' ', after: gaps, for: 2026-W47}", "is empty"),
        ("{title: A, text: no.md, after: gaps, for: 2026-W47}", "no.md: cannot be read: No such"),
        ("{title: A, text: latin.md, after: gaps, for: 2026-W47}", "not UTF-8 at byte 3"),
        ("{title: A, text: empty.md, after: gaps, for: 2026-W47}", "empty.md: is empty"),
        ("{title: A, text: long.md, after: gaps, for: 2026-W47}", "is longer than 20000"),
        ("{title: A, words: b, after: gaps, for: 2026-W47}", "unknown key 'assessment.0.words'"),
    ],
)
def test_mistakes_in_a_section_are_named(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "latin.md").write_bytes(b"Caf\xe9")
    (tmp_path / "empty.md").write_text("\n \n", "utf-8")
    (tmp_path / "long.md").write_text("word " * 5000, "utf-8")
    (tmp_path / "briefgen.yaml").write_text(f"assessment: [ {line} ]\n", "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path / "briefgen.yaml")
    assert message in str(caught.value)
    assert all(problem.line == 1 and problem.column > 1 for problem in caught.value.problems)


def test_an_assessment_is_no_section_to_choose(tmp_path: Path) -> None:
    (tmp_path / "briefgen.yaml").write_text("sections: [key_facts, assessment]\n", "utf-8")
    with pytest.raises(ConfigError, match="stands beside a section"):
        load_config(tmp_path / "briefgen.yaml")


@pytest.fixture(scope="module")
def formats(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Documents of all formats, a paper of several pages among them."""
    folder = tmp_path_factory.mktemp("paper")
    (folder / "paper.pdf").write_bytes(make_pdf())
    samples = ROOT / "tests" / "golden" / "formats" / "files"
    return ingest(find_files((folder, samples, ROOT / "inputs")))


def test_every_mark_that_a_note_can_print_names_a_passage_of_that_mark(formats: Corpus) -> None:
    passages = Passages.of(formats)
    printed = 0
    for document in formats.documents:
        for block in document.blocks:
            starts = range(block.span.start, block.span.end, 40)
            for cited in (cite(document, Span(n, min(n + 9, block.span.end))) for n in starts):
                (mark,) = find_marks(f"[{cited.mark}]")
                found = passages.find(*mark.names[0])
                assert found.mark == cited.mark
                assert found.span.overlaps(block.span), cited.mark
                printed += 1
    assert printed > 500


def test_a_page_is_all_that_stands_on_it_and_one_paragraph_of_it_can_be_named(
    formats: Corpus,
) -> None:
    paper = next(one for one in formats.documents if one.source.path.endswith("paper.pdf"))
    places = places_of(paper)
    pages = [name for name in places if "¶" not in name]
    assert pages == ["p. 1", "p. 2", "p. 3"]
    assert {int(cite(paper, places[name]).locator.boxes[0][0]) for name in pages} == {1, 2, 3}
    key = paper.source.key
    for written in (f"[{key} p. 1, ¶2]", f"[{key} p.1 ¶2]"):
        (mark,) = find_marks(written)
        assert Passages.of(formats).find(*mark.names[0]).span == paper.blocks[1].span


def test_a_row_of_a_table_is_all_its_cells(formats: Corpus) -> None:
    memo = next(one for one in formats.documents if one.source.path.endswith("desk-memo.docx"))
    row = [block for block in memo.blocks if block.locator.place == "table 1, row 2"]
    assert len(row) == 3
    assert places_of(memo)["table 1, row 2"] == Span(row[0].span.start, row[-1].span.end)


def doubts(text: str, chosen: Probability | None) -> list[str]:
    analysis = assessed(text, probability=chosen)
    return [problem.message for problem in analysis.doubts]


def test_words_of_the_other_list_are_doubted_and_shared_ones_are_not() -> None:
    shared = "It is unlikely, likely, almost certain; there is a remote chance. Almost certainly."
    assert doubts(shared, Probability.ICD_203) == doubts(shared, Probability.PHIA) == []
    (phia,) = doubts("It is Highly\nlikely.", Probability.ICD_203)
    assert phia.startswith("“highly likely” is of the PHIA yardstick (about 80–90%)")
    assert phia.endswith("ICD 203 says “very likely” or “highly probable” (80–95%)")
    (other,) = doubts("It has a roughly even chance.", Probability.PHIA)
    assert "PHIA yardstick says “realistic possibility”" in other
    assert doubts("It is highly likely and very likely.", None) == []


def test_rows_that_a_list_asks_not_to_mix_are_doubted() -> None:
    (mixed,) = doubts("It is very unlikely. It is highly probable.", Probability.ICD_203)
    assert "“very likely” is of theirs" in mixed
    assert doubts("Improbable. It is highly probable.", Probability.ICD_203) == []
    assert doubts("Very likely, or merely probable.", Probability.ICD_203) == []
    assert doubts("It is likely, probably.", Probability.PHIA) == []


def test_words_that_mean_something_else_are_not_doubted() -> None:
    assert (
        doubts("Remote villages; unlikelihood; the likelihood of a probe.", Probability.PHIA) == []
    )


def test_a_legend_is_told_only_where_a_word_of_the_list_is_used() -> None:
    assert not assessed("It will rain.", probability=Probability.PHIA).legend
    legend = assessed("It will likely rain.", probability=Probability.PHIA).legend
    assert legend.startswith("Words of probability, PHIA yardstick: remote chance (up")
    assert "likely, probable (about 55–75%)" in legend


def test_a_doubt_names_the_line_and_column(tmp_path: Path) -> None:
    (tmp_path / "view.md").write_text("Unlikely, likely,\nhighly likely, likely, highly\nlikely.\n")
    (tmp_path / "briefgen.yaml").write_text(
        "probability: icd-203\n"
        "assessment: [{after: gaps, title: A, text: view.md, for: 2026-11-22}]\n",
        "utf-8",
    )
    analysis = assess(load_config(tmp_path / "briefgen.yaml"), DAY, CORPUS)
    assert [(one.file, one.line, one.column) for one in analysis.doubts] == [
        ("view.md", 2, 1), ("view.md", 2, 24),
    ]  # fmt: skip


def test_words_are_plain_text_to_whoever_prints_them() -> None:
    (words,) = assessed("They *object* [S1 ¶4], and\nwill.").views[0].words
    assert str(words) == "They object [S1 ¶4], and will."
    assert isinstance(words, Words)
