"""The note as Word: everything shown, footnotes for marks, pictures, head and foot, equal bytes."""

import io
import re
import zipfile
from collections.abc import Callable
from html import unescape

import docx
import pytest
from unit.briefs import dam_brief

from briefgen.model.brief import VerifiedBrief
from briefgen.model.facts import Fact
from briefgen.render.html import PAPER, open_page
from briefgen.render.word import write_word
from briefgen.verification.rendered import comparable, word_notes, word_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def brief() -> VerifiedBrief:
    return dam_brief()


@pytest.fixture(scope="module")
def content(brief: VerifiedBrief) -> bytes:
    return write_word(brief).content


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read(name).decode()


def test_word_twice_from_one_note_is_the_same_bytes(brief: VerifiedBrief, content: bytes) -> None:
    assert write_word(brief).content == content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.namelist()[0] == "[Content_Types].xml"
        assert {info.date_time[0] for info in packed.infolist()} == {1980}


def test_word_has_a_footnote_for_each_mark_of_the_printed_page(
    brief: VerifiedBrief, content: bytes
) -> None:
    page = open_page(brief).fill(PAPER)
    before, _, ledger = page.partition('<section id="ledger"')
    shown = before + ledger.partition("</section>")[2]
    marks = [unescape(mark) for mark in re.findall(r'href="#c\d+">(\[.*?\])</a>', shown)]
    ids = re.findall(r'<w:footnoteReference w:id="(\d+)"', part(content, "word/document.xml"))
    assert ids == [str(n) for n in range(1, len(marks) + 1)]
    told = re.findall(r"\[S\d+ [^\]]*\]", word_text(content))
    assert [mark for mark in told if mark in marks] == marks


def test_word_shows_every_statement_and_quotes_every_passage(
    brief: VerifiedBrief, content: bytes
) -> None:
    text, notes = comparable(word_text(content)), comparable(word_notes(content))
    for item in brief.brief.items():
        shown = brief.brief.shown(item)
        if isinstance(shown, Fact):
            assert comparable(shown.wording) in text
            assert comparable(shown.citations[0].text) in notes


def test_word_names_marking_and_review_at_head_and_foot(content: bytes) -> None:
    section = docx.Document(io.BytesIO(content)).sections[0]
    assert section.header.paragraphs[0].text.startswith("TLP:GREEN · BN-2026-047")
    assert "Machine-extracted from 4 sources, not reviewed" in section.footer.paragraphs[0].text
    assert 'w:instr="PAGE"' in part(content, "word/footer1.xml")


def test_word_has_contents_that_lead_to_its_headings(content: bytes) -> None:
    document = docx.Document(io.BytesIO(content))
    headings = [
        one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"
    ]
    body = part(content, "word/document.xml")
    anchors = re.findall(r'<w:hyperlink w:anchor="([^"]+)"', body)
    places = re.findall(r'<w:bookmarkStart w:id="(\d+)" w:name="([^"]+)"', body)
    assert anchors == [name for _, name in places]
    assert len(anchors) == len(headings) == len({number for number, _ in places})
    assert "Key facts" in headings
    assert "Evidence ledger" not in headings


def test_word_tells_its_pictures_in_words(content: bytes) -> None:
    told = re.findall(r'<wp:docPr [^>]*descr="([^"]+)"', part(content, "word/document.xml"))
    assert unescape(told[0]).startswith("How many")
    assert len(told) == len(docx.Document(io.BytesIO(content)).inline_shapes)


def test_word_says_nothing_of_when_and_where_it_was_made(content: bytes) -> None:
    known = docx.Document(io.BytesIO(content)).core_properties
    assert known.created
    assert known.created == known.modified
    assert known.created.isoformat().startswith("2026-11-22")
    assert (known.author, known.comments) == ("Example Institute", "")


def changed(content: bytes, name: str, change: Callable[[str], str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w") as new:
        for one in old.namelist():
            told = old.read(one)
            new.writestr(one, change(told.decode()) if one == name else told)
    return held.getvalue()


def test_word_is_read_with_what_was_changed_in_it(content: bytes) -> None:
    more = changed(content, "word/document.xml", lambda xml: xml.replace("4,200", "9,900"))
    assert "9,900 people in eleven villages" in " ".join(word_text(more).split())
    assert "4,200 people in eleven villages" in " ".join(word_notes(more).split())


@pytest.mark.parametrize("damaged", [b"", b"PK\x03\x04 no zip", b"<html></html>"])
def test_word_that_is_none_is_told(damaged: bytes) -> None:
    with pytest.raises(ValueError, match="no readable Word file"):
        word_text(damaged)
