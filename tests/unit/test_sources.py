"""Where a stretch of a source stands: its block, line, page and frame, and how a place is named."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from unit.briefs import document

from briefgen.model.annotations import nothing_in
from briefgen.model.citations import CONTEXT, Citation, cite
from briefgen.model.languages import is_analysed, language_name
from briefgen.model.limits import DEFAULT_LIMITS, PROVING_LIMITS, Limits
from briefgen.model.locators import Locator
from briefgen.model.marking import Marking
from briefgen.model.spans import OffsetMap, Span
from briefgen.model.text import (
    GUESSED,
    UNKNOWN,
    Block,
    BlockKind,
    Box,
    Corpus,
    Document,
    Genre,
    Metadata,
    Skipped,
)

TEXT = "Heading\n\nOne line.\nTwo lines.\n\nThe end."
HELD = document("S1", "a.txt", TEXT)


def test_a_block_holds_what_begins_in_it_and_nothing_between() -> None:
    first, second, last = HELD.blocks
    assert HELD.block_at(Span(0, 1)) is first
    assert HELD.block_at(Span(6, 12)) is first
    assert HELD.block_at(Span(7, 9)) is None
    assert HELD.block_at(Span(9, 10)) is second
    assert HELD.block_at(Span(len(TEXT) - 1, len(TEXT))) is last
    assert replace(HELD, blocks=HELD.blocks[1:]).block_at(Span(0, 1)) is None


@pytest.mark.parametrize(
    "spans", [[(0, 3), (2, 5)], [(4, 6), (0, 2)], [(0, len(TEXT) + 1)]], ids=str
)
def test_blocks_out_of_order_or_of_the_text_are_refused(spans: list[tuple[int, int]]) -> None:
    blocks = tuple(Block(Span(*one), BlockKind.PARAGRAPH) for one in spans)
    with pytest.raises(ValueError, match=r"block out of order in a\.txt"):
        replace(HELD, blocks=blocks)


def test_blocks_may_touch_and_reach_to_the_end() -> None:
    spans = (Span(0, 3), Span(3, len(TEXT)))
    blocks = tuple(Block(one, BlockKind.PARAGRAPH) for one in spans)
    assert replace(HELD, blocks=blocks).blocks == blocks


def test_a_place_in_lines_has_its_line_and_column_counted_from_one() -> None:
    def place(words: str) -> tuple[int | None, int | None, int | None]:
        at = TEXT.index(words)
        found = HELD.locate(Span(at, at + 1), Span(at, at + 1))
        return found.line, found.column, found.paragraph

    assert place("Heading") == (1, 1, 1)
    assert place("One") == (3, 1, 2)
    assert place("line.") == (3, 5, 2)
    assert place("Two") == (4, 1, 2)
    assert place("The") == (6, 1, 3)


def test_a_place_without_lines_has_its_column_in_its_paragraph() -> None:
    held = replace(HELD, lines=())
    at = TEXT.index("line.")
    found = held.locate(Span(at, at + 4), Span(at, at + 4))
    assert (found.line, found.column, found.paragraph) == (3, 5, 2)
    assert held.locate(Span(at + 1, at + 4), Span(at + 1, at + 4)).column == 6
    nowhere = held.locate(Span(7, 9), Span(7, 9))
    assert nowhere == Locator(column=1)


def paged(*boxes: Box) -> Document:
    return replace(HELD, lines=(), boxes=boxes)


def box(start: int, end: int, left: float, bottom: float, page: int = 1) -> Box:
    return Box(start, end, page, left, bottom, left + 10, bottom + 10)


def test_words_of_one_line_have_one_frame_and_those_of_the_next_another() -> None:
    held = paged(box(0, 3, 50, 700), box(4, 7, 62, 702), box(9, 12, 50, 685), box(13, 17, 62, 685))
    assert held.boxes_of(Span(0, 17)) == (
        (1, 50, 700, 72, 712),
        (1, 50, 685, 72, 695),
    )
    assert held.boxes_of(Span(4, 12)) == ((1, 62, 702, 72, 712), (1, 50, 685, 60, 695))
    assert held.boxes_of(Span(3, 4)) == ()
    assert held.boxes_of(Span(0, 4)) == ((1, 50, 700, 60, 710),)
    assert held.boxes_of(Span(2, 5)) == ((1, 50, 700, 72, 712),)


def test_a_line_joins_what_is_lower_as_well_as_what_is_higher() -> None:
    held = paged(box(0, 3, 50, 700), box(4, 7, 62, 697))
    assert held.boxes_of(Span(0, 7)) == ((1, 50, 697, 72, 710),)


@pytest.mark.parametrize(
    "second",
    [box(4, 7, 62, 700, page=2), box(4, 7, 40, 700), box(4, 7, 62, 705), box(4, 7, 62, 695)],
    ids=["another page", "to the left", "half a line up", "half a line down"],
)
def test_words_that_do_not_go_on_beside_each_other_have_frames_of_their_own(second: Box) -> None:
    assert len(paged(box(0, 3, 50, 700), second).boxes_of(Span(0, 7))) == 2


@pytest.mark.parametrize("second", [box(4, 7, 50, 700), box(4, 7, 62, 704), box(4, 7, 62, 696)])
def test_words_that_share_more_than_half_their_height_are_one_line(second: Box) -> None:
    assert len(paged(box(0, 3, 50, 700), second).boxes_of(Span(0, 7))) == 1


def test_height_is_shared_as_the_lower_of_two_words_has_it() -> None:
    low = Box(4, 7, 1, 62, 700, 72, 704)
    assert len(paged(box(0, 3, 50, 696), low).boxes_of(Span(0, 7))) == 1
    assert len(paged(Box(0, 3, 1, 50, 700, 60, 704), box(4, 7, 62, 696)).boxes_of(Span(0, 7))) == 1


def test_a_place_on_pages_has_its_page_and_frames() -> None:
    held = paged(box(0, 3, 50, 700, page=4), box(4, 7, 50, 700, page=5))
    found = held.locate(Span(0, 7), Span(0, 7))
    assert (found.page, found.line, found.column) == (4, 1, None)
    assert [one[0] for one in found.boxes] == [4, 5]


def test_a_page_without_frames_is_told_without_them() -> None:
    held = paged(Box(0, 3, 6, 0, 0, 0, 0))
    found = held.locate(Span(0, 3), Span(0, 3))
    assert (found.page, found.boxes) == (6, ())
    beside = held.locate(Span(9, 12), Span(9, 12))
    assert (beside.page, beside.boxes) == (None, ())


@pytest.mark.parametrize(
    ("locator", "name"),
    [
        (Locator(), ""),
        (Locator(line=3), "line 3"),
        (Locator(line=3, paragraph=0), "¶0"),
        (Locator(line=3, paragraph=2), "¶2"),
        (Locator(paragraph=2, table=1, row=4), "table 1, row 4"),
        (Locator(table=1, row=4, page=7), "p. 7"),
        (Locator(page=7, label="iv"), "p. iv (7 in file)"),
        (Locator(note="footnote 3", paragraph=2), "footnote 3"),
        (Locator(note="footnote 3", page=7), "footnote 3, p. 7"),
    ],
)
def test_a_place_is_named_as_people_name_it(locator: Locator, name: str) -> None:
    assert locator.place == name


def test_only_paragraphs_items_and_cells_state_anything() -> None:
    stating = {kind for kind in BlockKind if kind.states}
    assert stating == {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL}


def test_days_are_not_counted_from_a_guess() -> None:
    assert Metadata(published="2026-11-18").anchor == "2026-11-18"
    assert Metadata(published="2026-11-18", published_from=GUESSED).anchor == ""
    assert UNKNOWN.anchor == ""


def test_a_copy_names_its_twin_and_nothing_else_does() -> None:
    copy = Skipped.identical("b.txt", "a.txt")
    assert (copy.path, copy.reason, copy.twin) == ("b.txt", "identical", "a.txt")
    assert copy.detail == "the same as a.txt, byte for byte"
    for reason in ("empty", "unknown"):
        assert Skipped("b.txt", reason, copy.detail).twin == ""


def test_two_sources_have_no_key_together() -> None:
    other = document("S2", "b.txt", TEXT)
    corpus = Corpus((HELD, other))
    assert corpus.document("S2") is other
    assert [corpus.document(key) for key in ("S0", "S3")] == [None, None]
    with pytest.raises(ValueError, match="share a key"):
        Corpus((HELD, other, HELD))


def test_what_is_not_said_of_a_source_is_nothing_special() -> None:
    assert HELD.genre is Genre.REPORT
    assert not HELD.source.protected
    assert nothing_in(HELD).source == "S1"
    assert nothing_in(HELD).statements == ()


def test_a_citation_has_up_to_32_characters_on_both_sides() -> None:
    held = document("S1", "a.txt", "a" * 40 + "words" + "b" * 40)
    found = cite(held, Span(40, 45))
    assert (found.text, found.before, found.after) == ("words", "a" * CONTEXT, "b" * CONTEXT)
    assert CONTEXT == 32
    assert (found.raw_start, found.raw_end) == (40, 45)
    edge = cite(held, Span(3, 85))
    assert (edge.before, edge.after) == ("aaa", "")
    with pytest.raises(ValueError, match=r"leaves the text of a\.txt"):
        cite(held, Span(3, 86))


def test_a_citation_of_what_has_no_text_of_its_own_has_no_place_in_one() -> None:
    found = cite(replace(HELD, lines=()), Span(0, 7))
    assert (found.raw_start, found.raw_end) == (None, None)


def cited(before: str, text: str = "words", start: int = 5, key: str = "S1") -> Citation:
    return Citation(key, start, start + 5, text, before, "", None, None, Locator())


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 2)])
def test_a_citation_of_no_place_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"not a place in a text: {start}..{end}"):
        replace(cited(""), start=start, end=end)
    assert replace(cited(""), start=0, end=0).end == 0


@pytest.mark.parametrize(
    ("before", "text", "inside"),
    [
        ("", "words", False),
        ("   ", "words", False),
        ("He said that ", "words", True),
        ("He said that ", "Words", False),
        ("It rained. ", "words", False),
        ("He asked: ", "words", False),
        ("It rained.” ", "words", False),
        ("Heading\n\n", "words", False),
        ("one\ntwo ", "words", True),
        ("(see ", "words", True),
        ("what it said", "words", True),
    ],
)
def test_a_clause_begins_inside_a_sentence(*, before: str, text: str, inside: bool) -> None:
    assert cited(before, text).begins_inside is inside


def test_citations_are_ordered_by_source_and_place_and_marked_with_both() -> None:
    told = [cited("", start=n, key=key) for key, n in (("S10", 0), ("S2", 9), ("S2", 4))]
    assert [one.start for one in sorted(told, key=lambda one: one.order)] == [4, 9, 0]
    assert told[1].mark == "S2 at 9"
    assert replace(told[1], locator=Locator(paragraph=3)).mark == "S2 ¶3"
    assert told[1].span == Span(9, 14)


@pytest.mark.parametrize("name", Limits.__slots__)
def test_a_limit_under_which_nothing_can_be_read_is_refused(name: str) -> None:
    for wrong in (0, -1):
        with pytest.raises(ValueError, match=f"{name}: should be 1 or more"):
            replace(DEFAULT_LIMITS, **{name: wrong})
    assert getattr(replace(DEFAULT_LIMITS, **{name: 1}), name) == 1


def test_a_finished_brief_is_proved_under_limits_some_whole_times_as_wide() -> None:
    for name in Limits.__slots__:
        times, rest = divmod(getattr(PROVING_LIMITS, name), getattr(DEFAULT_LIMITS, name))
        assert (times >= 2, rest) == (True, 0), name


def test_more_time_is_given_for_what_takes_more() -> None:
    told = Limits(seconds=3, cpu_seconds=2)
    assert told.patient() == replace(told, seconds=12, cpu_seconds=8)
    assert told.for_pictures() == replace(told, seconds=30, cpu_seconds=20)


def test_the_limits_are_those_that_the_guide_tells() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text("utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \| ([\d,]+) \|", guide, re.MULTILINE))
    for name in Limits.__slots__:
        assert getattr(DEFAULT_LIMITS, name) == int(told[name].replace(",", "")), name


def test_markings_are_narrower_one_after_the_other() -> None:
    assert [Marking(f"TLP:{name}").level for name in ("CLEAR", "GREEN", "AMBER")] == [0, 1, 2]
    assert [Marking(f"TLP:{name}").level for name in ("AMBER+STRICT", "RED")] == [3, 4]


def test_english_and_what_may_be_it_is_analysed() -> None:
    assert [is_analysed(code) for code in ("", "en", "en-GB-x", "fr")] == [True, True, True, False]
    assert [language_name(code) for code in ("fr", "xx1")] == ["French", "xx1"]


def test_a_map_of_nothing_edited_is_one_piece() -> None:
    assert OffsetMap.identity(3).raw(Span(1, 3)) == Span(1, 3)
    assert len(OffsetMap.identity(1).segments) == 1
