"""OpenDocument texts and rich text: what is read, what is left out and said, what is refused."""

import time
import tracemalloc

import pytest
from unit.office_files import ODT, open_text, packed

from briefgen.errors import ReadError
from briefgen.formats.registry import parse
from briefgen.formats.structure import Reading
from briefgen.model.limits import DEFAULT_LIMITS, Limits


def parsed(content: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Reading:
    return parse(content, name, "", limits)


def told(reading: Reading) -> list[tuple[str, str, str]]:
    return [(b.kind.value, b.locator.place, b.span.of(reading.text)) for b in reading.blocks]


def codes(reading: Reading) -> list[str]:
    return [notice.code for notice in reading.notices]


STYLES = (
    '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/>'
    '</style:style><style:style style:name="T2" style:family="text"><style:text-properties'
    ' style:text-line-through-style="solid"/></style:style><style:style style:name="T3"'
    ' style:family="text" style:parent-style-name="T4"/><style:style style:name="T4"'
    ' style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="T5" style:family="text"><style:text-properties fo:color="#FFFFFF"/>'
    "</style:style>"
)


def test_an_open_text_leaves_out_what_is_deleted_hidden_or_struck() -> None:
    deleted = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone.</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    body = (
        '<text:p>It rose <text:span text:style-name="T2">two </text:span>three<text:s text:c="3"/>'
        'm<text:span text:style-name="T3">3</text:span>.<text:span text:style-name="T1"> No.'
        '</text:span><text:span text:style-name="T5"> Nor this.</text:span></text:p>'
        '<text:section text:display="none"><text:p>A draft.</text:p></text:section>'
    )
    reading = parsed(open_text(deleted + body, STYLES), "a.odt")
    assert told(reading) == [("paragraph", "¶1", "It rose three m³.")]
    assert codes(reading) == ["hidden-text", "struck-text"]
    assert "in 3 places" in reading.notices[0].detail


def test_notes_boxes_and_comments_of_an_open_text_stand_behind_their_paragraph() -> None:
    box = "<draw:frame><draw:text-box><text:p>Boxed.</text:p></draw:text-box></draw:frame>"
    comment = (
        "<office:annotation><dc:creator>X</dc:creator><text:p>Sure?</text:p></office:annotation>"
    )
    note = (
        '<text:note text:note-class="endnote"><text:note-citation>i</text:note-citation>'
        "<text:note-body><text:p>See there.</text:p></text:note-body></text:note>"
    )
    contents = (
        "<text:table-of-content><text:table-of-content-source/><text:index-body><text:p>One 1"
        "</text:p></text:index-body></text:table-of-content>"
    )
    reading = parsed(
        open_text(f"{contents}<text:p>The{comment} ferry{note} sank.</text:p>{box}"), "a.odt"
    )
    assert told(reading) == [
        ("boilerplate", "¶1", "One 1"),
        ("paragraph", "¶2", "The ferry sank."),
        ("boilerplate", "comment 1", "Sure?"),
        ("paragraph", "endnote 1", "See there."),
        ("paragraph", "text box 1", "Boxed."),
    ]
    assert [b.reason for b in reading.blocks if b.reason] == [
        "table of contents",
        "a reviewer's comment",
    ]


def rows(*lines: str) -> str:
    cells = (
        "".join(
            f"<table:table-cell><text:p>{one}</text:p></table:table-cell>"
            for one in line.split("|")
        )
        for line in lines
    )
    inner = "".join(f"<table:table-row>{one}</table:table-row>" for one in cells)
    return f"<table:table>{inner}</table:table>"


def test_a_cell_is_told_by_the_head_of_its_column_and_its_row() -> None:
    reading = parsed(open_text(rows("district|Dead|2024", "Kvam|12|7", "Larnham|0|1")), "a.odt")
    heads = {b.span.of(reading.text): b.locator.head for b in reading.blocks}
    assert heads["12"] == "Dead, district Kvam"
    assert heads["1"] == "2024, district Larnham"
    assert heads["Kvam"] == "district"
    assert heads["Dead"] is None


def test_sentences_in_the_first_row_head_nothing_and_are_statements() -> None:
    said = "The ferry sank at the quay.|The council met on Monday."
    reading = parsed(open_text(rows(said, "It rained.|It froze.")), "a.odt")
    assert {(b.kind.value, b.locator.head) for b in reading.blocks} == {("cell", None)}


def test_numbers_without_words_over_them_have_no_heads() -> None:
    reading = parsed(open_text(rows("1|2", "3|4")), "a.odt")
    assert {b.locator.head for b in reading.blocks} == {None}


@pytest.mark.parametrize(
    ("content", "reason", "says"),
    [
        (open_text("<text:p>x</text:p>")[:400], "malformed", "damaged or cut off"),
        (open_text("", manifest="<encryption-data/>"), "encrypted", "save a copy without one"),
        (open_text("", declared="<!DOCTYPE x [<!ENTITY a 'b'>]>"), "xml-entities", "no office"),
        (packed({"mimetype": ODT, "content.xml": "<a><b></a>"}), "malformed", "XML is damaged"),
        (packed({"mimetype": ODT, "meta.xml": "<a/>"}), "malformed", "content.xml is missing"),
        (packed({"mimetype": ODT, "a": b"0" * 3_000_000}), "too-large-unpacked", "limit is 1 MB"),
        (b"{\\rtf1 " + b"{" * 600 + b"x", "malformed", "500 groups"),
        (b"{\\rtf1 {\\fonttbl{\\f0 A;}}}", "empty", "no text"),
    ],
)  # fmt: skip
def test_damaged_texts_are_refused_by_name(content: bytes, reason: str, says: str) -> None:
    with pytest.raises(ReadError) as caught:
        parsed(content, "a.odt", Limits(unpacked_megabytes=1))
    assert caught.value.reason == reason
    assert says in caught.value.detail


def test_rich_text_that_is_cut_off_is_read_as_far_as_it_goes_and_says_so() -> None:
    reading = parsed(b"{\\rtf1\\ansi The ferry sank.\\par The quay\\'", "a.rtf")
    assert [words for *_, words in told(reading)] == ["The ferry sank.", "The quay"]
    assert codes(reading) == ["cut-off"]


def test_lengths_that_rich_text_only_claims_hide_nothing_beyond_them() -> None:
    reading = parsed(b"{\\rtf1 One.\\bin3 abc Two.\\par\\bin999999999 Three.}", "a.rtf")
    assert [words for *_, words in told(reading)] == ["One. Two."]


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        (b"Caf\\'e9 \\u321?\\'f3d\\u378?", "Café Łódź"),
        (b"{\\f1 Ji\\'f8\\'ed}", "Jiří"),
        (b"\\uc2\\u8220\\'93x\\uc1 quoted\\u8221 ?", "“quoted”"),
        (b"\\u-10179?\\u-8704?", "😀"),
        (b"a{\\*\\unknown no}b{\\deleted c}d{\\v e}f", "abdf"),
        (b"10{\\super 6} and CO{\\sub 2}", "10⁶ and CO₂"),
        (b"x\\{y\\}\\\\z", "x{y}\\z"),
        (b"{\\f2\\'83\\'65}", "テ"),
        (b"{\\f2\\'83e\\'83X\\'83g}", "テスト"),
        (b"Kvam{\\*\\htmltag84 &nbsp;}\\htmlrtf \\'a0\\htmlrtf0 twelve", "Kvam\xa0twelve"),
        (b"a{\\mvf b}c{\\deleted gone{\\footnote A note.}}", "ac"),
        (b"a{\\header{\\shp{\\*\\shpinst{\\shptxt Boxed.\\par}}}\\par}b", "ab"),
        (b"one{\\field{\\*\\fldinst{HYPERLINK x}}{\\fldrslt two}}", "onetwo"),
    ],
)
def test_rich_text_is_spelled_as_its_writer_meant(inner: bytes, words: str) -> None:
    fonts = b"{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset238 B;}{\\f2\\fcharset128 C;}}"
    reading = parsed(b"{\\rtf1\\ansi\\ansicpg1252" + fonts + inner + b"\\par}", "a.rtf")
    assert [text for *_, text in told(reading)] == [words]


def test_a_text_under_another_name_is_read_and_said() -> None:
    assert codes(parsed(open_text("<text:p>The ferry sank.</text:p>"), "a.rtf")) == ["misnamed"]
    assert codes(parsed(b"{\\rtf1 The ferry sank.\\par}", "a.doc")) == []


def test_words_behind_the_last_brace_of_rich_text_are_said_to_be_lost() -> None:
    reading = parsed(b"{\\rtf1 The ferry sank.\\par}} The quay is shut.\\par}", "a.rtf")
    assert codes(reading) == ["passages-lost"]


def test_the_default_font_of_rich_text_says_how_it_is_spelled() -> None:
    fonts = b"{\\fonttbl{\\f3\\fcharset238 A;}}"
    reading = parsed(b"{\\rtf1\\ansi\\deff3" + fonts + b"Ji\\'f8\\'ed\\par}", "a.rtf")
    assert reading.text == "Jiří"


def heads_of(content: bytes) -> dict[str, str | None]:
    reading = parsed(b"{\\rtf1 " + content + b"}", "a.rtf")
    return {b.span.of(reading.text): b.locator.head for b in reading.blocks}


def line(*cells: bytes) -> bytes:
    return b"\\trowd\\intbl " + b"".join(one + b"\\cell " for one in cells) + b"\\row\\pard "


TOP = line(b"Town", b"Dead")


def test_a_footnote_in_a_cell_of_rich_text_parts_no_table() -> None:
    noted = line(b"Kvam{\\footnote As of May.}", b"12")
    assert heads_of(TOP + noted + line(b"Voss", b"5"))["5"] == "Dead, Town Voss"


def test_tables_of_rich_text_with_an_empty_line_between_them_are_two() -> None:
    two = line(b"Camp", b"Refugees") + line(b"Azraq", b"4000")
    found = heads_of(TOP + line(b"Kvam", b"12") + b"\\par " + two)
    assert (found["12"], found["4000"]) == ("Dead, Town Kvam", "Refugees, Camp Azraq")


def test_paragraphs_in_a_cell_of_rich_text_head_together() -> None:
    assert heads_of(line(b"Town", b"Dead\\par so far") + line(b"Kvam", b"12"))["12"] == (
        "Dead so far, Town Kvam"
    )


def test_a_table_inside_a_cell_of_rich_text_moves_no_column() -> None:
    inner = b"{\\itap2 Kvam\\nestcell North\\nestcell\\nestrow}"
    assert heads_of(TOP + line(inner, b"12"))["12"] == "Dead, Town Kvam North"


def test_fonts_and_raised_runs_without_number_take_no_time() -> None:
    raised = b"x{\\super 2}" * 3_000
    started = time.process_time()
    parsed(b"{\\rtf1 " + rb"\f0 " * 12_000 + raised + b"\\par}", "a.rtf")
    assert time.process_time() - started < 2


def test_code_and_hidden_paragraphs_of_an_open_text_are_no_text() -> None:
    body = (
        '<text:p>It rained.<text:script script:language="x" xmlns:script="y">run()</text:script>'
        "</text:p><text:p>A draft.<text:hidden-paragraph/></text:p>"
        '<text:p>It froze.<text:hidden-paragraph text:is-hidden="false"/></text:p>'
    )
    reading = parsed(open_text(body), "a.odt")
    assert [words for *_, words in told(reading)] == ["It rained.", "It froze."]
    assert codes(reading) == ["hidden-text"]


def test_a_count_of_five_thousand_digits_costs_no_table() -> None:
    long = f'table:number-columns-repeated="{"9" * 5000}"'
    cell = f"<table:table-cell {long}><text:p>Kvam</text:p></table:table-cell>"
    body = f"<table:table><table:table-row>{cell}</table:table-row></table:table>"
    assert parsed(open_text(body), "a.odt").text == "Kvam"


def test_a_part_that_unpacks_to_more_than_it_says_is_not_unpacked() -> None:
    content = bytearray(packed({"mimetype": ODT, "content.xml": b"0" * 20_000_000}))
    content = content.replace((20_000_000).to_bytes(4, "little"), (20).to_bytes(4, "little"))
    tracemalloc.start()
    with pytest.raises(ReadError, match="damaged"):
        parsed(bytes(content), "a.odt")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000
