from dataclasses import replace

import pytest
from unit.briefs import dam_brief

from briefgen.model.text import Notice
from briefgen.render.inputs import Remark, account


def remarks(*notices: Notice) -> tuple[Remark, ...]:
    evidence = dam_brief().brief.evidence
    source = replace(evidence.sources[0], warnings=notices)
    return account(replace(evidence, sources=(source, evidence.sources[1]), skipped=()))


@pytest.mark.parametrize(
    ("code", "detail", "words"),
    [
        ("set-aside", "page widget: ¶ 4", "Paragraph 4 was set aside (page widget)."),
        (
            "set-aside",
            "left-over markup: ¶ 22, 23, 24, 26",
            "Paragraphs 22–24 and 26 were set aside (left-over markup).",
        ),
        (
            "set-aside",
            "page widget: ¶ 1, 7, 7, 12",
            "Paragraphs 1, 7 and 12 were set aside (page widget).",
        ),
        ("set-aside", "page widget: ¶ None", "Passages were set aside (page widget)."),
        ("counts-as-one", "counts as one source with S1", "Counts as one source with S1."),
        ("mojibake-repaired", "3 places: Wrong letters.", "Repaired in 3 places: Wrong letters."),
    ],
)
def test_inputs_are_accounted_for_in_sentences(code: str, detail: str, words: str) -> None:
    assert remarks(Notice(code, detail)) == (Remark("S1", "statements/orvel.txt", words),)


def test_inputs_have_one_remark_a_source() -> None:
    (remark,) = remarks(Notice("set-aside", "page widget: ¶ 4"), Notice("language", "mostly Czech"))

    assert remark.text == "Paragraph 4 was set aside (page widget). Mostly Czech."


def test_inputs_need_no_remark_on_what_is_routine() -> None:
    routine = (Notice("sentences-passed-over", "question: 2"), Notice("set-aside", "heading: ¶ 1"))

    assert remarks(*routine) == ()


def test_inputs_that_were_skipped_come_first_with_their_reason() -> None:
    first = account(dam_brief().brief.evidence)[0]

    assert first == Remark("", "photo.heic", "Skipped (unknown): no reader knows it.")
