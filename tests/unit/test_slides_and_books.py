"""Slides and e-books: what is read, where it is cited, what is left out or refused, and said."""

import io
import zipfile

import pptx
import pytest
from lxml import etree
from pptx.oxml.ns import qn
from pptx.shapes.autoshape import Shape
from pptx.util import Inches
from unit.office_files import book, packed

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


def saved(made: pptx.presentation.Presentation) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def slides() -> bytes:
    made = pptx.Presentation()
    first = made.slides.add_slide(made.slide_layouts[1])
    first.shapes.title.text = "Ferries"
    frame = first.placeholders[1].text_frame
    frame.text = "The ferry sank."
    frame.add_paragraph().add_run().text = "Nobody drowned."
    *_, run = first.placeholders[1].element.iter(qn("a:r"))
    run.get_or_add_rPr().set("strike", "sngStrike")
    group = first.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, 9, 9).text_frame.text = "Grouped."
    first.notes_slide.notes_text_frame.text = "Say it slowly."
    second = made.slides.add_slide(made.slide_layouts[6])
    table = second.shapes.add_table(2, 2, 0, 0, Inches(2), Inches(1)).table
    for n, words in enumerate(("district", "Dead", "Kvam", "12")):
        table.cell(n // 2, n % 2).text = words
    hidden = made.slides.add_slide(made.slide_layouts[5])
    hidden.shapes.title.text = "A draft"
    hidden.element.set("show", "0")
    return saved(made)


def test_slides_are_read_in_order_with_notes_said_to_be_notes() -> None:
    reading = parsed(slides(), "a.pptx")
    assert told(reading) == [
        ("heading", "slide 1", "Ferries"),
        ("item", "slide 1", "The ferry sank."),
        ("paragraph", "slide 1", "Grouped."),
        ("paragraph", "speaker notes, slide 1", "Say it slowly."),
        ("caption", "slide 2", "district"),
        ("caption", "slide 2", "Dead"),
        ("cell", "slide 2", "Kvam"),
        ("cell", "slide 2", "12"),
    ]
    assert codes(reading) == ["hidden-text", "struck-text"]
    last = reading.blocks[-1].locator
    assert (last.table, last.row, last.head) == (1, 2, "Dead, district Kvam")


def test_a_book_is_one_source_its_chapters_in_reading_order() -> None:
    chapters = "<h1>One</h1><p>The ferry sank.</p>", "<p>It rained.</p>"
    reading = parsed(book(*chapters, spine='<itemref idref="gone"/>'), "a.epub")
    assert [(place, words) for _, place, words in told(reading)] == [
        ("¶1", "One"),
        ("¶2", "The ferry sank."),
        ("¶3", "It rained."),
    ]
    last = reading.blocks[-1].locator
    assert (last.entry, last.part) == (2, "E/c2.xhtml")
    assert codes(reading) == ["passages-lost"]


ENCRYPTED = b'<encryption><EncryptionMethod Algorithm="%b"/></encryption>'
BODY = "<p>The ferry sank.</p>"


def test_a_book_whose_fonts_alone_are_hidden_is_read() -> None:
    fonts = {"META-INF/encryption.xml": ENCRYPTED % b"http://www.idpf.org/2008/embedding"}
    assert parsed(book(BODY, entries=fonts), "a.epub").blocks


@pytest.mark.parametrize(
    ("content", "reason", "says"),
    [
        (slides()[:3000], "malformed", "damaged or cut off"),
        (book(BODY)[:300], "malformed", "damaged or cut off"),
        (packed({"mimetype": "application/epub+zip", "a": "b"}), "malformed", "which of its parts"),
        (
            book(BODY, entries={"META-INF/encryption.xml": ENCRYPTED % b"aes256-cbc"}),
            "encrypted",
            "save a copy without protection",
        ),
        (book(BODY, entries={"META-INF/rights.xml": b"<r/>"}), "encrypted", "without protection"),
        (book(BODY, entries={"a.svg": b"0" * 3_000_000}), "too-large-unpacked", "limit is 1 MB"),
        (book(), "empty", "no text"),
    ],
)  # fmt: skip
def test_damaged_slides_and_books_are_refused_by_name(
    content: bytes, reason: str, says: str
) -> None:
    with pytest.raises(ReadError) as caught:
        parsed(content, "a.epub", Limits(unpacked_megabytes=1))
    assert caught.value.reason == reason
    assert says in caught.value.detail


def test_slides_under_another_name_are_read_and_said() -> None:
    assert "misnamed" in codes(parsed(slides(), "a.docx"))
    assert "misnamed" in codes(parsed(book(BODY), "a.zip.txt"))


@pytest.mark.parametrize(
    "empty",
    ['<script src="a.js"/>', "<style/>", '<iframe title="a > b"/>', '<div hidden="hidden"/>',
     "<svg><title/></svg>", "<br/>", "<IMG/>"],
)  # fmt: skip
def test_what_a_book_closes_where_it_opens_hides_nothing_behind_it(empty: str) -> None:
    reading = parsed(book(f"<p>It rained.</p>{empty}<p>It froze.</p>"), "a.epub")
    assert [words for *_, words in told(reading)] == ["It rained.", "It froze."]


def boxes(*names: str) -> tuple[pptx.presentation.Presentation, list[Shape]]:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[6])
    held = [slide.shapes.add_textbox(0, 0, 9, 9) for _ in names]
    for one, words in zip(held, names, strict=True):
        one.text_frame.text = words
    return made, held


def words_of(made: pptx.presentation.Presentation) -> list[str]:
    return [words for *_, words in told(parsed(saved(made), "a.pptx"))]


def test_of_shapes_that_stand_in_two_forms_the_first_is_read() -> None:
    made, (one, other) = boxes("Formula.", "Picture of it.")
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    both = etree.SubElement(one.element.getparent(), f"{{{space}}}AlternateContent")
    for name, shape in (("Choice", one), ("Fallback", other)):
        etree.SubElement(both, f"{{{space}}}{name}").append(shape.element)
    assert words_of(made) == ["Formula."]


def test_a_hidden_group_of_shapes_is_not_read() -> None:
    made, _ = boxes("Shown.")
    group = made.slides[0].shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, 9, 9).text_frame.text = "Hidden."
    group.element.find(f"*/{qn('p:cNvPr')}").set("hidden", "1")
    assert words_of(made) == ["Shown."]


def test_a_box_with_the_number_of_a_footer_is_read() -> None:
    made, (foot, box) = boxes("Page foot.", "Boxed.")
    etree.SubElement(foot.element.find(f"*/{qn('p:nvPr')}"), qn("p:ph"), type="ftr")
    for one in (foot, box):
        one.element.find(f"*/{qn('p:cNvPr')}").set("id", "7")
    assert words_of(made) == ["Boxed."]


def test_words_raised_by_a_broken_share_cost_no_file() -> None:
    made, (box,) = boxes("m2")
    first = box.text_frame.paragraphs[0]
    first.runs[0].text = "3 m"
    first.add_run().text = "2"
    *_, raised = box.element.iter(qn("a:r"))
    raised.get_or_add_rPr().set("baseline", "30.5")
    assert words_of(made) == ["3 m²"]


def test_a_slide_show_is_read_as_slides() -> None:
    with zipfile.ZipFile(io.BytesIO(slides())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(b"presentation.main", b"slideshow.main")
    assert parsed(packed(dict(parts)), "a.ppsx").text == parsed(slides(), "a.pptx").text
