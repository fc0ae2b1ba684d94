"""Scans, made by drawing pages and keeping nothing but the picture."""

import os
import re
from pathlib import Path

import pypdfium2
import pytest
from unit.papers import make_pdf, scan
from unit.test_read import outcome

from briefgen.clean import clean
from briefgen.formats.paper import recognition
from briefgen.model.citations import cite
from briefgen.model.spans import Span
from briefgen.model.text import BlockKind, RawDocument, Skipped

pytestmark = pytest.mark.skipif(
    not recognition.is_installed() and not os.environ.get("CI"),
    reason="tesseract-ocr-eng is not installed",
)


def read_scan(folder: Path, content: bytes) -> RawDocument:
    (folder / "scan.pdf").write_bytes(content)
    raw = outcome(folder / "scan.pdf")
    assert isinstance(raw, RawDocument), raw
    return raw


def test_a_scan_is_read_and_cited_by_page_and_place(tmp_path: Path) -> None:
    raw = read_scan(tmp_path, scan(make_pdf()))
    assert [n.code for n in raw.notices] == ["recognised-text", "page-edges"]
    document = clean(raw, "S1")
    words = "The port authority of Larnham will rebuild the eastern harbour wall, which the storms"
    at = document.text.index(words)
    citation = cite(document, Span(at, at + len(words)))
    assert (citation.locator.page, citation.raw_start) == (1, None)
    kinds = {block.kind for block in document.blocks}
    assert {BlockKind.HEADING, BlockKind.PARAGRAPH} <= kinds
    assert "recommended concrete foundations instead of granite." in document.text
    assert "Larnham Papers" not in document.text
    # No word of a line is left out because the engine is less sure of it.
    assert document.text.count("association, after the consultation") == 4
    # The same words stand there in the paper that was scanned.
    page = pypdfium2.PdfDocument(make_pdf())[0].get_textpage()
    found = ""
    for _, left, bottom, right, top in citation.locator.boxes:
        found += page.get_text_bounded(left - 2, bottom, right + 2, top)
    letters = re.sub(r"[\W_]+", "", words)
    assert letters in re.sub(r"[\W_]+", "", found)


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_scan_is_cited_where_it_stands_on_its_page(tmp_path: Path, turned: int) -> None:
    raw = read_scan(tmp_path, scan(make_pdf(), turned))
    document = clean(raw, "S1")
    at = document.text.index("authority of Larnham")
    ((_, left, bottom, right, top),) = cite(document, Span(at, at + 9)).locator.boxes
    content = pypdfium2.PdfDocument((tmp_path / "scan.pdf").read_bytes())
    width, height = content[0].get_mediabox()[2:]
    assert 0 <= left < right <= width
    assert 0 <= bottom < top <= height
    shades = content[0].render(scale=1, grayscale=True, rotation=360 - turned)
    pixels = bytes(shades.buffer)
    rows = range(round(shades.height - top), round(shades.height - bottom))
    inside = [pixels[row * shades.stride :][round(left) : round(right)] for row in rows]
    dark = sum(shade < 160 for line in inside for shade in line)
    assert dark > 0.1 * sum(map(len, inside))


def test_pages_without_words_among_others_are_recognised(tmp_path: Path) -> None:
    raw = read_scan(tmp_path, scan(make_pdf(), keep=(1,)))
    assert "recognised-text" in [n.code for n in raw.notices]
    assert "pages-without-text" not in [n.code for n in raw.notices]
    assert {block.locator.page for block in raw.blocks} >= {1, 2}


def test_a_picture_without_words_stays_skipped(tmp_path: Path) -> None:
    made = pypdfium2.PdfDocument.new()
    made.new_page(300, 300)
    made.save(tmp_path / "blank.pdf")
    skipped = outcome(tmp_path / "blank.pdf")
    assert isinstance(skipped, Skipped)
    assert (skipped.reason, skipped.detail) == (
        "no-text-layer", "no text layer, and no text was recognised in its pictures",
    )  # fmt: skip


def test_without_the_extra_the_line_to_install_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefgen.read.sources.is_installed", lambda: False)
    (tmp_path / "scan.pdf").write_bytes(scan(make_pdf()))
    skipped = outcome(tmp_path / "scan.pdf")
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "no-text-layer"
    assert "pip install 'briefgen[ocr]'" in skipped.detail
