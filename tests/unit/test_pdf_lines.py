"""What the lines of a PDF say: sizes, cut words, raised figures, cells, notes, turned pages."""

import io
import textwrap

import pypdfium2
import pytest
from hostile.corpus import one_page
from unit.papers import drawn
from weasyprint import HTML

from briefgen.clean import clean
from briefgen.formats import registry
from briefgen.formats.paper.hyphens import Hyphens
from briefgen.formats.structure import Reading
from briefgen.model.limits import DEFAULT_LIMITS
from briefgen.model.text import Block, BlockKind, Document, RawDocument

SHEET = "@page { size: A5; margin: 18mm } body { font: 10pt/1.3 'Source Serif 4', serif }"


def read(content: bytes) -> Document:
    reading: Reading = registry.parse(content, "a.pdf", "", DEFAULT_LIMITS)
    raw = RawDocument(
        "a.pdf", reading.media_type, "0" * 64, len(content), "", reading.text, reading.blocks,
        reading.edits, reading.metadata, reading.notices, reading.boxes,
    )  # fmt: skip
    return clean(raw, "S1")


def printed(body: str, style: str = "") -> bytes:
    paper: bytes = HTML(string=f"<style>{SHEET}{style}</style>{body}").write_pdf()
    return paper


def said(held: Document, *kinds: BlockKind) -> list[str]:
    return [b.span.of(held.text) for b in held.blocks if not kinds or b.kind in kinds]


def of(held: Document, words: str) -> Block:
    (block,) = [block for block in held.blocks if words in block.span.of(held.text)]
    return block


LINES = [
    "The mill by the weir was sold on Friday to a baker from Upper Tansley, and",
    "the price was 210,000 pounds, the agent said. The new owner wants to grind",
    "rye there from the spring.",
]


@pytest.mark.parametrize("size", [1, 4, 11])
def test_sizes_that_a_matrix_gives_are_those_of_the_letters(size: int) -> None:
    held = read(drawn([("The mill", 18), *((line, 11) for line in LINES)], size=size))
    assert said(held) == ["The mill", " ".join(LINES)]
    assert held.blocks[0].kind is BlockKind.HEADING


@pytest.mark.parametrize("hyphen", ["-", "\u00ad"])
@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ("The administ", "ration of the mill", "The administration of the mill"),
        ("The long", "term lease of the mill", "The long-term lease of the mill"),
        ("The owner Anne", "Marie Holt of the mill", "The owner Anne-Marie Holt of the mill"),
        ("In the years 2021", "22 at the mill", "In the years 2021-22 at the mill"),
        ("The ware", "house of the mill", "The warehouse of the mill"),
        ("ADMINIS", "TRATION OF THE MILL", "ADMINISTRATION OF THE MILL"),
    ],
)
def test_cut_words_are_joined_and_compounds_keep_their_hyphen(
    hyphen: str, first: str, then: str, expected: str
) -> None:
    held = read(drawn([(first + hyphen, 11), (then, 11)]))
    if hyphen == "-" or "-" not in expected:
        assert said(held) == [expected]
    assert not {"\x02", "\ufffe", "\u00ad"} & set(held.text)


def test_what_the_document_writes_elsewhere_decides_about_a_hyphen() -> None:
    apart = Hyphens("We co-own it.\nThey co-own a mill and co-\nown a weir.")
    assert apart.between("and co-", "own a weir.") == (0, "")
    joined = Hyphens("The longterm plan.\nA longterm lease, long-\nterm.")
    assert joined.between("long-", "term.") == (1, "")
    assert Hyphens("").between("first-", "and second-class") == (0, " ")
    assert Hyphens("").between("see www.mill.example/old-", "weir") == (0, "")
    assert Hyphens("").between("a pause -", "then") == (0, " ")


def test_marks_of_notes_are_no_figures_and_exponents_are_raised() -> None:
    held = read(
        printed(
            "<p>The weir holds 42<sup>1</sup> percent of the 1,300<sup>12</sup> m<sup>3</sup> that"
            " the mill<sup>2</sup> needs, 5 km<sup>2</sup> of CO<sub>2</sub> in the 1<sup>st</sup>"
            " year.<sup>3</sup> It is full.</p>"
        )
    )
    (words,) = said(held)
    assert words == (
        "The weir holds 42 percent of the 1,300 m³ that the mill needs, 5 km² of CO₂ in the 1st"
        " year. It is full."
    )


def test_cells_of_a_table_stand_apart() -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>{count}</td><td>{words}</td></tr>"
        for name, count, words in [
            ("Place", "Mills", "Remarks"),
            ("Tansley", "4", "Two of them have stood empty since the river was moved to the west."),
            ("Hollin", "1", "It grinds rye."),
            ("Brook End", "2", "One was sold to a baker, and the other one is let to a carpenter."),
        ]
    )
    style = "td { padding: 2mm 5mm; vertical-align: middle } td + td + td { width: 45mm }"
    held = read(printed(f"<p>There are seven mills.</p><table>{rows}</table><p>So far.</p>", style))
    cells = [b for b in held.blocks if b.kind is BlockKind.CELL]
    assert len(cells) == 12
    assert [(b.locator.table, b.locator.row) for b in cells[3:6]] == [(1, 2)] * 3
    assert cells[5].span.of(held.text).endswith("since the river was moved to the west.")
    assert said(held, BlockKind.PARAGRAPH) == ["There are seven mills.", "So far."]


def test_a_sentence_goes_on_overleaf_without_the_note_between() -> None:
    body = (
        "<p>The mill was let to a carpenter<span>The lease is in the county office.</span> and the"
        " yard behind it <br>was given to the school, which</p>"
    )
    style = (
        "@page { size: 100mm 60mm; @top-left { content: 'Weir Notes ' counter(page) } }"
        "span { float: footnote; font-size: 7pt } .on { break-before: page }"
    )
    held = read(printed(f"{body}<p class='on'>keeps bees there. It is small.</p>", style))
    running = of(held, "keeps bees")
    assert running.span.of(held.text).startswith("The mill was let to a carpenter and the yard")
    assert "the school, which keeps bees there." in running.span.of(held.text)
    note = of(held, "county office")
    assert note.span.of(held.text) == "The lease is in the county office."
    assert note.locator.note == "footnote 1"
    assert note.locator.place == "footnote 1, p. 1"
    assert note.span.start > running.span.end
    assert "Weir Notes" not in held.text


def test_heads_that_change_with_the_chapter_count_the_pages() -> None:
    chapters = "".join(
        f"<section style='string-set: name \"{name}\"'><p>The {name.lower()} is old.</p></section>"
        for name in ("Mill", "Weir", "Lock", "Ford", "Quay")
    )
    style = (
        "@page { @top-left { content: string(name) ' ' counter(page) } }"
        " section { break-before: page }"
    )
    held = read(printed(chapters, style))
    assert " ".join(said(held)) == " ".join(
        f"The {name} is old." for name in ("mill", "weir", "lock", "ford", "quay")
    )


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_upright_text_on_a_turned_page_is_read_from_its_top(rotation: int) -> None:
    paper = printed("<p>The mill was sold.</p><p>The weir was not, said the agent.</p>")
    turned = pypdfium2.PdfDocument(paper)
    turned[0].set_rotation(rotation)
    out = io.BytesIO()
    turned.save(out)
    held, plain = read(out.getvalue()), read(paper)
    assert said(held) == said(plain)
    assert held.boxes == plain.boxes


def test_text_that_runs_up_a_page_has_its_boxes_on_the_page_itself() -> None:
    stream = b"BT /F 11 Tf 0 1 -1 0 100 100 Tm (The mill was sold.) Tj 0 -14 Td (The weir) Tj ET"
    held = read(one_page(stream))
    assert " ".join(said(held)) == "The mill was sold. The weir"
    first = held.boxes[0]
    assert 88 < first.left < first.right < 105
    assert 99 < first.bottom < first.top < 125


def test_the_printed_number_of_a_page_stands_beside_the_one_in_the_file() -> None:
    labels = b"/PageLabels << /Nums [0 << /S /r /St 4 >>] >> "
    held = read(one_page(b"BT /F 11 Tf 72 700 Td (The mill was sold on Friday.) Tj ET", labels))
    assert held.blocks[0].locator.label == "iv"
    assert held.blocks[0].locator.place == "p. iv (1 in file)"


def test_raised_letters_are_marks_of_notes() -> None:
    body = (
        "<p>Output shows strong growth<sup>a</sup> in the north, and exports<sup>b,c</sup>, too. A"
        " weir and a mill<sup>ii</sup> stay; the 5<sup>e</sup> and x<sup>i</sup> are none.</p>"
        "<p>The second paragraph has so many words that its letters are those of the text.</p>"
    )
    notes = (
        "<p><sup>a</sup> See the note on growth.</p><p><sup>b</sup>Includes re-exports.</p>"
        "<p>a mill is no mark</p>"
    )
    held = read(printed(f"{body}<div style='font-size: 8pt'>{notes}</div>"))
    assert said(held)[0] == (
        "Output shows strong growth in the north, and exports, too. A weir and a mill stay; the"
        " 5e and xi are none."
    )
    assert of(held, "See the note").locator.note == "footnote a"
    assert of(held, "re-exports").locator.note == "footnote b"


COLUMNS = (
    (
        "The harbour board of Larnham met on Monday and voted to rebuild the old wall, which two"
        " storms had undermined. The work will cost 14 million pounds, the clerk said."
    ),
    (
        "A boat ran aground near Orvel on Tuesday with 62 on board. No one was hurt. Its crew"
        " and a lifeboat took all of them to the shore, and the ship was towed to the yard."
    ),
    (
        "The mill by the weir was sold on Friday to a baker from Upper Tansley. The price was"
        " 210,000 pounds. The owner wants to grind rye there from the spring, and a shop opens."
    ),
)


@pytest.mark.parametrize("width", [22, 30])
@pytest.mark.parametrize("lower", [(0, 0, 0), (0, 2, 5), (0, 3, 6)])
def test_columns_drawn_across_are_read_one_after_the_other(
    width: int, lower: tuple[int, ...]
) -> None:
    columns = [textwrap.wrap(words, width) for words in COLUMNS]
    stream = "BT "
    for row in range(max(map(len, columns))):
        for n, column in enumerate(columns):
            left, top = 60 + n * 5.2 * width, 760 - 10.8 * row - lower[n]
            shown = column[row] if row < len(column) else ""
            stream += f"/F 9 Tf 1 0 0 1 {left} {top} Tm ({shown}) Tj "
    assert said(read(one_page(f"{stream}ET".encode()))) == list(COLUMNS)
