"""Word files: what stands beside the text, what was changed in it, and what is struck or raised."""

import io

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.word import box, paragraph, reference, run, word_file

from briefgen.formats import registry
from briefgen.formats.structure import Reading
from briefgen.model.limits import DEFAULT_LIMITS
from briefgen.model.text import BlockKind

STRIKE, DOUBLE = "<w:strike/>", "<w:dstrike w:val='1'/>"
RAISED, LOWERED = (f"<w:vertAlign w:val='{n}'/>" for n in ("superscript", "subscript"))
LOST = "<w:rPr><w:del w:id='1' w:author='x'/></w:rPr>"


def parsed(content: bytes) -> Reading:
    return registry.parse(content, "a.docx", "", DEFAULT_LIMITS)


def words(reading: Reading) -> list[str]:
    return [block.span.of(reading.text) for block in reading.blocks]


def told(reading: Reading) -> list[tuple[str | None, str]]:
    return [(block.locator.note, block.span.of(reading.text)) for block in reading.blocks]


def test_a_text_box_is_read_once_after_the_paragraph_on_which_it_hangs() -> None:
    reading = parsed(
        word_file(
            paragraph(run("The quarry reopens."), box("It employs 90 masons.")),
            paragraph(box("A second box.")),
            paragraph(run("The road is mended.")),
        )
    )
    assert told(reading) == [
        (None, "The quarry reopens."), ("text box 1", "It employs 90 masons."),
        ("text box 2", "A second box."), (None, "The road is mended."),
    ]  # fmt: skip
    assert reading.blocks[1].locator.place == "text box 1"
    assert reading.blocks[1].kind.states
    assert not reading.notices


def test_notes_stand_after_their_paragraph_and_never_inside_its_sentence() -> None:
    reading = parsed(
        word_file(
            paragraph(
                run("The mill"), reference("endnote", 1), run(" closed"), reference("footnote", 2),
                run(" in May."), reference("footnote", 1),
            ),
            paragraph(run("It had 70 looms.")),
            footnotes=("Board, minutes of 3 May.", "It had been for sale since March."),
            endnotes=("Built in 1911.",),
        )
    )  # fmt: skip
    assert told(reading) == [
        (None, "The mill closed in May."),
        ("endnote 1", "Built in 1911."),
        ("footnote 1", "It had been for sale since March."),
        ("footnote 2", "Board, minutes of 3 May."),
        (None, "It had 70 looms."),
    ]


def test_a_mark_of_its_own_before_a_note_is_dropped() -> None:
    mark = "<w:r><w:footnoteReference w:customMarkFollows='1' w:id='1'/><w:t>**</w:t></w:r>"
    content = word_file(
        paragraph(run("Wages rose"), mark, run(" by a tenth.")), footnotes=("In real terms.",)
    )
    assert words(parsed(content)) == ["Wages rose by a tenth.", "In real terms."]


def test_comments_are_set_aside_with_a_reason() -> None:
    made = docx.Document()
    made.add_paragraph("The ferry sank.")
    made.add_comment(made.paragraphs[0].runs, "Is that so?")
    out = io.BytesIO()
    made.save(out)
    reading = parsed(out.getvalue())
    assert told(reading) == [(None, "The ferry sank."), ("comment 1", "Is that so?")]
    assert reading.blocks[1].kind is BlockKind.BOILERPLATE
    assert "comment" in reading.blocks[1].reason


def test_a_note_whose_reference_was_deleted_is_not_read() -> None:
    gone = f"<w:del w:id='3' w:author='x'>{reference('footnote', 1)}</w:del>"
    reading = parsed(word_file(paragraph(run("It rained."), gone), footnotes=("Hardly.",)))
    assert words(reading) == ["It rained."]


def test_a_note_that_refers_to_itself_is_read_once() -> None:
    note = f"See here</w:t></w:r>{reference('footnote', 1)}<w:r><w:t>."
    reading = parsed(
        word_file(paragraph(run("It rained."), reference("footnote", 1)), footnotes=(note,))
    )
    assert told(reading) == [(None, "It rained."), ("footnote 1", "See here.")]


def test_notes_in_a_table_follow_the_row() -> None:
    cells = "".join(
        f"<w:tc>{paragraph(run(text), inner)}</w:tc>"
        for text, inner in (("Wheat", reference("footnote", 1)), ("90 tons", ""))
    )
    reading = parsed(word_file(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", footnotes=("Dry weight.",)))
    assert told(reading) == [(None, "Wheat"), (None, "90 tons"), ("footnote 1", "Dry weight.")]
    assert [block.locator.table for block in reading.blocks] == [1, 1, None]


@pytest.mark.parametrize("look", [STRIKE, DOUBLE, "<w:rStyle w:val='Gone'/>"])
def test_struck_words_are_not_read_and_told(look: str) -> None:
    style = (
        "<w:style w:type='character' w:styleId='Base'><w:name w:val='Base'/><w:rPr><w:strike/>"
        "</w:rPr></w:style><w:style w:type='character' w:styleId='Gone'><w:name w:val='Gone'/>"
        "<w:basedOn w:val='Base'/></w:style>"
    )
    reading = parsed(word_file(paragraph(run("Nine", look), run("Ten boats left.")), styles=style))
    assert words(reading) == ["Ten boats left."]
    (notice,) = reading.notices
    assert (notice.code, "1 place." in notice.detail) == ("struck-text", True)


def test_words_whose_style_is_struck_but_they_are_not_are_read() -> None:
    style = (
        "<w:style w:type='paragraph' w:styleId='Old'><w:name w:val='Old'/><w:rPr><w:strike/>"
        "<w:vanish w:val='0'/></w:rPr></w:style>"
    )
    inner = run("Old. "), run("New.", "<w:strike w:val='false'/>")
    content = word_file(paragraph(*inner, look="<w:pStyle w:val='Old'/>"), styles=style)
    assert words(parsed(content)) == ["New."]


def test_words_hidden_by_their_style_are_not_read() -> None:
    style = (
        "<w:style w:type='character' w:styleId='Unseen'><w:name w:val='Unseen'/><w:rPr><w:vanish/>"
        "</w:rPr></w:style>"
    )
    content = word_file(
        paragraph(run("Seen."), run(" Unseen.", "<w:rStyle w:val='Unseen'/>")), styles=style
    )
    reading = parsed(content)
    assert words(reading) == ["Seen."]
    assert [notice.code for notice in reading.notices] == ["hidden-text"]


def test_raised_and_lowered_figures_are_written_as_they_are_meant() -> None:
    reading = parsed(
        word_file(
            paragraph(run("It covers 40 km"), run("2", RAISED), run(".")),
            paragraph(run("Exports fell by 15"), run("2", RAISED), run(" percent.")),
            paragraph(run("On the 4"), run("t", RAISED), run("h", RAISED), run(" it rained.")),
            paragraph(run("CO"), run("2", LOWERED), run(" rose.")),
        )
    )
    assert words(reading) == [
        "It covers 40 km².", "Exports fell by 15 percent.", "On the 4th it rained.", "CO₂ rose.",
    ]  # fmt: skip


def test_a_deleted_paragraph_mark_joins_what_it_parted() -> None:
    reading = parsed(
        word_file(
            paragraph(run("The council "), look=LOST),
            paragraph(run("met "), look=LOST),
            paragraph(run("on Friday.")),
            paragraph(run("Nobody spoke."), look=LOST),
        )
    )
    assert words(reading) == ["The council met on Friday.", "Nobody spoke."]


def test_moved_text_is_read_where_it_went() -> None:
    reading = parsed(
        word_file(
            paragraph(f"<w:moveFrom w:id='1' w:author='x'>{run('Away.')}</w:moveFrom>"),
            paragraph(run("Here. "), f"<w:moveTo w:id='1' w:author='x'>{run('Away.')}</w:moveTo>"),
        )
    )
    assert words(reading) == ["Here. Away."]


def test_content_controls_and_tags_are_seen_through_and_prompts_are_not_read() -> None:
    def control(inner: str, look: str = "") -> str:
        return f"<w:sdt><w:sdtPr>{look}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    tagged = f"<w:smartTag w:element='x'>{run('Osterby')}</w:smartTag>"
    prompt = control(run("Click to enter text."), "<w:showingPlcHdr/>")
    cell = f"<w:tc>{paragraph(run('In a cell.'))}</w:tc>"
    row = control(f"<w:tr>{control(cell)}</w:tr>")
    reading = parsed(
        word_file(
            control(paragraph(run("In a control."))),
            control(paragraph(run("Choose a date.")), "<w:showingPlcHdr/>"),
            f"<w:customXml w:element='x'>{paragraph(run('In XML.'))}</w:customXml>",
            paragraph(control(run("A man of ")), tagged, prompt, run(" left.")),
            f"<w:tbl>{row}</w:tbl>",
        )
    )
    assert words(reading) == ["In a control.", "In XML.", "A man of Osterby left.", "In a cell."]
    assert reading.blocks[-1].locator.place == "table 1, row 1"


def test_deleted_rows_are_not_read() -> None:
    def row(text: str, look: str = "") -> str:
        return f"<w:tr><w:trPr>{look}</w:trPr><w:tc>{paragraph(run(text))}</w:tc></w:tr>"

    gone = row("Gone.", "<w:del w:id='1' w:author='x'/>")
    assert words(parsed(word_file(f"<w:tbl>{row('Kept.')}{gone}</w:tbl>"))) == ["Kept."]


def test_a_table_of_contents_is_set_aside() -> None:
    style = "<w:style w:type='paragraph' w:styleId='T1'><w:name w:val='toc 1'/></w:style>"
    entry = paragraph(run("The harbour falls silent"), look="<w:pStyle w:val='T1'/>")
    reading = parsed(word_file(entry, paragraph(run("It rained.")), styles=style))
    assert [block.kind.states for block in reading.blocks] == [False, True]
    assert reading.blocks[0].reason == "table of contents"


RUNS = st.lists(
    st.tuples(
        st.text(st.sampled_from("ab 12.“é"), min_size=1, max_size=6),
        st.sampled_from(["", STRIKE, DOUBLE]),
    ),
    min_size=1,
    max_size=8,
)


@settings(deadline=None, max_examples=40)
@given(st.lists(RUNS, min_size=1, max_size=4))
def test_what_is_not_struck_is_read_to_the_letter(paragraphs: list[list[tuple[str, str]]]) -> None:
    left = ["".join(text for text, look in runs if not look).strip() for runs in paragraphs]
    body = [paragraph(*(run(text, look) for text, look in runs)) for runs in paragraphs]
    body.append(paragraph(run("The end.")))
    assert words(parsed(word_file(*body))) == [*filter(None, left), "The end."]
