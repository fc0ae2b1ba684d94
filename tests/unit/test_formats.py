import io
import json
import zipfile
from email.message import EmailMessage
from pathlib import Path
from time import process_time

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt, RGBColor
from unit.papers import make_pdf
from unit.test_read import outcome
from weasyprint import HTML

from briefgen.clean import clean
from briefgen.config import load_metadata
from briefgen.errors import ReadError
from briefgen.formats import registry
from briefgen.formats.dating.iso import day_of_mail, day_of_number, day_of_pdf, day_of_text
from briefgen.formats.sniffing import sniff
from briefgen.formats.structure import Reading
from briefgen.formats.web.elements import is_unseen
from briefgen.formats.web.markup import Visible, plain_text
from briefgen.model.limits import DEFAULT_LIMITS, Limits
from briefgen.model.spans import apply_edits
from briefgen.model.text import IN_FILE, BlockKind, Metadata, RawDocument, Skipped
from briefgen.read import find_files, read

MAIL = b"From: a@example.org\nTo: b@example.org\nSubject: x\n\nThe ferry sank.\n"


def parsed(content: bytes, name: str = "a", limits: Limits = DEFAULT_LIMITS) -> Reading:
    return registry.parse(content, name, "", limits)


def words(reading: Reading) -> list[str]:
    return [block.span.of(reading.text) for block in reading.blocks]


def edited(reading: Reading) -> str:
    return apply_edits(reading.text, reading.edits)[0]


@pytest.mark.parametrize(
    ("content", "name", "found"),
    [
        (b"Words.", "a.txt", "text/plain"),
        (b"# Words", "a.md", "text/markdown"),
        (b"<p>Inline <b>HTML</b> in Markdown", "a.md", "text/markdown"),
        (b"  <!DOCTYPE html><p>x", "a.txt", "text/html"),
        ("<html><p>Ж".encode("utf-16"), "a.html", "text/html"),
        (b"junk %PDF-1.7", "a.txt", "application/pdf"),
        (MAIL, "a.txt", "message/rfc822"),
        (b"From a@b Mon\n" + MAIL, "a", "application/mbox"),
        (b"From here the road climbs: it is steep.\nTo: nobody", "a.txt", "text/plain"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; x=y\n\n", "a", "multipart/related"),
        (b"<?xml version='1.0'?><feed xmlns='x'>", "a.txt", "application/rss+xml"),
        (b"<rdf:RDF>", "a.xml", "application/rss+xml"),
        (b'{"text": "x"}', "a.txt", "application/json"),
        (b'{"text": "x"}\n{"text": "y"}\n', "a.json", "application/jsonl"),
        (b"[1] A footnote at the beginning of a text.", "a.txt", "text/plain"),
        (b"{curly} words", "a.txt", "text/plain"),
        (b"12:01:22.100 --> server restarted", "log.txt", "text/plain"),
        (b"00:00:12.000 --> 00:00:15.000 we go now", "a.txt", "text/plain"),
        (b"\n\n1 \r\n00:00:12,000 --> 00:00:15,000 X1:9\nIt", "a.txt", "application/x-subrip"),
        (b"WEBVTT is the caption format we use.", "a.txt", "text/plain"),
        (b"WEBVTT has cues (00:01.000 --> 00:02.000).", "a.md", "text/markdown"),
        (b"WEBVTT Council\n\n00:01.000 --> 00:02.000\nIt", "a.txt", "text/vtt"),
        (b"<tt>briefgen</tt> reads files.", "a.txt", "text/plain"),
        (b"<tt xmlns='http://www.w3.org/2006/10/ttaf1'>", "a.xml", "application/ttml+xml"),
        (b"{\\rtfm} said the joke", "a.txt", "text/plain"),
        (b"1\nFrom: A <a@example.org>\nSubject: x\n\nThe ferry sank.", "a.txt", "text/plain"),
        (b"9999\nFrom: A <a@example.org>\nSubject: x\n\nIt sank.", "a.txt", "text/plain"),
        (b"%d\n%s\n<?xml version='1.0'?>" % (len(MAIL), MAIL), "a.txt", "message/x-emlx"),
    ],
)
def test_formats_are_told_by_content(content: bytes, name: str, found: str) -> None:
    assert sniff(content, name) == found


@pytest.mark.parametrize("size", [16, 20, 24, 60_000])
@pytest.mark.parametrize("piece", [" ", "\n", "1\n", "<!---->"])
def test_beginnings_are_told_in_time_linear_in_their_length(piece: str, size: int) -> None:
    started = process_time()
    assert sniff((piece * size + "x").encode(), "a.txt") == "text/plain"
    assert process_time() - started < 0.5


def test_what_an_archive_inside_holds_does_not_tell_what_it_is_in() -> None:
    inside, slides = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inside, "w") as held:
        held.writestr("word/document.xml", "x")
    with zipfile.ZipFile(slides, "w") as holder:
        holder.writestr("ppt/embeddings/a.docx", inside.getvalue())
        holder.writestr("ppt/presentation.xml", "x")
    assert sniff(slides.getvalue(), "a.pptx").endswith("presentationml.presentation")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\x89PNG\r\n", "a.txt"),
        (b"PK\x03\x04 xl/workbook.bin", "a.docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc"),
        (b"<?xml version='1.0'?><svg>", "a.svg"),
        (b"a,b", "a.dat"),
    ],
)
def test_formats_that_are_not_read_are_named(content: bytes, name: str) -> None:
    with pytest.raises(ReadError) as caught:
        sniff(content, name)
    assert caught.value.reason == "unsupported-type"


def test_a_page_gives_its_article_with_references_resolved_and_raw_offsets() -> None:
    article = (
        "<p>The caf&eacute; of Lar<b>nham</b>\n  opened&nbsp;on 3&#160;March.<br>It is small.</p>"
    )
    page = (
        f"<html><body><nav>Menu</nav><article>{article * 1}<p>{'Long words. ' * 30}</p></article>"
    )
    reading = parsed(page.encode(), "a.html")
    assert edited(reading).startswith("The café of Larnham opened on 3 March.\n\nIt is small.")
    assert words(reading)[0].startswith("The caf&eacute; of Lar<b>nham")
    assert reading.encoding == "utf-8"


@pytest.mark.parametrize(
    "style",
    ["display:none", "color:#FFF; background: #fff", "left: -9999px", "opacity:0", "font-size:0px"],
)
def test_styles_that_hide_are_known(style: str) -> None:
    assert is_unseen(style)


@pytest.mark.parametrize(
    "style", ["display:block", "opacity:0.5", "font-size:0.9em", "color:#fff", "left:-5px"]
)
def test_styles_that_show_are_left_alone(style: str) -> None:
    assert not is_unseen(style)


def test_scripts_and_hidden_elements_are_not_seen_however_they_are_nested() -> None:
    source = (
        "One<script>a<b</script> <div hidden>x<div>y</div>z</div>two <!-- no --> "
        "<p style='display:none'>no<p>three &lt;b&gt; &amp; < 4</p>"
    )
    assert plain_text(source) == "One two three <b> & < 4"


def test_markup_is_scanned_in_time_linear_in_its_length() -> None:
    assert len(Visible("<a <a '\"" * 50_000).letters) > 50_000
    assert Visible("<!--" * 100_000).letters == ""


@pytest.mark.parametrize(
    ("most", "over", "code"),
    [
        ("<div>" * 509, "<div>", "too-deep"),
        (
            f"<p {' '.join(f'a{n}' for n in range(1000))}>",
            f"<p {'b ' * 1001}>",
            "too-many-attributes",
        ),
        (f"<table><tr>{'<td>1' * 1000}", "<td>2", "too-many-cells"),
        ("<br>" * 49_000, "<br>" * 1001, "too-many-elements"),
    ],
)
def test_a_page_too_large_for_a_tree_is_read_without_one(most: str, over: str, code: str) -> None:
    head = "<html><head><title>Deep</title><meta name='date' content='2025-03-10'></head>"
    text = f"<p>{'The ferry sank in the harbour. ' * 20}</p>"
    within = parsed(f"{head}<body>{text}{most}<p>The end.".encode(), "a.html")
    beyond = parsed(f"{head}<body>{text}{most}{over}<p>The end.".encode(), "a.html")
    assert code not in [notice.code for notice in within.notices]
    assert [notice.code for notice in beyond.notices] == [code]
    assert edited(beyond).endswith("The end.")
    assert (beyond.metadata.title, beyond.metadata.published) == ("Deep", "2025-03-10")


def test_elements_left_open_inside_a_closed_one_are_closed_with_it() -> None:
    source = "<div><font>x</div>" * 1000
    assert Visible(source).excess is None


def test_a_page_whose_label_lies_is_decoded_by_what_it_is() -> None:
    page = "<html><head><meta charset='iso-8859-1'></head><body><p>Łódź, ÉTÉ.</p></body></html>"
    assert "Łódź, ÉTÉ." in parsed(page.encode(), "a.html").text
    page = page.replace("Łódź", "ete")
    assert "ete, ÉTÉ." in parsed(page.encode("latin-1"), "a.html").text


def test_a_pdf_loses_running_heads_and_page_numbers_and_joins_hyphens() -> None:
    text = edited(parsed(make_pdf(), "a.pdf"))
    assert "Larnham Papers" not in text
    assert " of 3" not in text
    assert "‐" not in text
    assert text.count("Engineers recommended concrete foundations instead of granite.") == 4


def test_lines_told_twice_on_one_page_are_no_running_heads() -> None:
    chorus = "<p>Hold the harbour wall, hold it through the winter storms.</p>"
    style = "<style>@page { size: A4 } p { font: 10pt/1.4 'Source Serif 4', serif }</style>"
    reading = parsed(HTML(string=f"{style}{chorus * 2}").write_pdf(), "a.pdf")
    assert edited(reading).count("Hold the harbour wall") == 2
    assert not reading.notices


def test_a_pdf_knows_headings_items_and_pages() -> None:
    reading = parsed(make_pdf(), "a.pdf")
    kinds = {block.kind for block in reading.blocks}
    assert kinds == {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM}
    assert {block.locator.page for block in reading.blocks} >= {1, 2}
    assert reading.encoding == ""


def test_a_mail_gives_its_body_and_its_attachments_under_safe_names(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Ada <a@example.org>", "b@example.org"
    mail["Subject"], mail["Date"] = "Häfen", "Mon, 23 Sep 2024 23:30:00 -0500"
    mail.set_content("The ferry sank.")
    for name in ("../../etc/x.txt", "a\u202eb.txt", "x.txt", "x.txt"):
        mail.add_attachment(f"Attached as {name!r}, {len(mail.as_bytes())}.", filename=name)
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", cid="<logo>")
    (tmp_path / "m.eml").write_bytes(mail.as_bytes())
    (tmp_path / "sources.yaml").write_text(
        "m.eml: {publisher: Post, marking: 'TLP:AMBER'}\nm.eml/x.txt: {title: Mine}\n", "utf-8"
    )
    found = [raw for raw in read(find_files((tmp_path,))) if isinstance(raw, RawDocument)]
    assert [raw.path for raw in found] == [
        "m.eml", "m.eml/etc_x.txt", "m.eml/a_b.txt", "m.eml/x.txt", "m.eml/x (2).txt",
    ]  # fmt: skip
    assert {raw.metadata.marking for raw in found} == {"TLP:AMBER"}
    assert [raw.metadata.title for raw in found] == ["Häfen", "", "", "Mine", ""]
    dates = {(raw.metadata.published, raw.metadata.published_from) for raw in found}
    assert dates == {("2024-09-23", "file"), ("2024-09-23", "guessed")}
    assert found[1].metadata.anchor == ""


def test_entries_of_sources_yaml_for_parts_need_their_file(tmp_path: Path) -> None:
    (tmp_path / "m.eml").write_bytes(MAIL)
    (tmp_path / "sources.yaml").write_text("m.eml/a.pdf: {title: x}", "utf-8")
    assert load_metadata(tmp_path)["m.eml/a.pdf"].title == "x"


def test_json_lines_cost_only_the_broken_one(tmp_path: Path) -> None:
    lines = [
        json.dumps({"headline": "T", "body": "The ferry sank.", "date": 1727086200}),
        "{x",
        "3",
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    first, *others = read(find_files((tmp_path,)))
    assert isinstance(first, RawDocument)
    assert (first.path, first.metadata.published) == ("a.jsonl/line 1", "2024-09-23")
    assert first.blocks[0].locator.part == "/body"
    assert [(s.path, s.reason) for s in others if isinstance(s, Skipped)] == [
        ("a.jsonl/line 2", "malformed"), ("a.jsonl/line 3", "no-text-field"),
    ]  # fmt: skip


def test_words_that_a_reader_of_a_word_file_does_not_see_are_left_out_and_told() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("The ferry sank.")
    paragraph.add_run(" White on white.").font.color.rgb = RGBColor(255, 255, 255)
    paragraph.add_run(" Tiny.").font.size = Pt(1)
    paragraph.add_run(" Hidden.").font.hidden = True
    out = io.BytesIO()
    made.save(out)
    reading = parsed(out.getvalue(), "a.docx")
    assert words(reading) == ["The ferry sank."]
    (notice,) = reading.notices
    assert (notice.code, "in 3 places" in notice.detail) == ("hidden-text", True)


def test_words_hidden_in_one_place_of_a_word_file_are_told_in_the_singular() -> None:
    made = docx.Document()
    made.add_paragraph("The ferry sank.").add_run(" Hidden.").font.hidden = True
    out = io.BytesIO()
    made.save(out)
    (notice,) = parsed(out.getvalue(), "a.docx").notices
    assert notice.detail.endswith(" in 1 place.")


def test_white_words_on_colour_are_read() -> None:
    made = docx.Document()
    white = RGBColor(255, 255, 255)
    run = made.add_paragraph().add_run("On a marker.")
    run.font.color.rgb, run.font.highlight_color = white, WD_COLOR_INDEX.BLUE
    boxed = made.styles.add_style("Boxed", WD_STYLE_TYPE.PARAGRAPH)
    boxed.element.get_or_add_pPr().append(OxmlElement("w:shd", {qn("w:fill"): "000080"}))
    below = made.styles.add_style("Below", WD_STYLE_TYPE.PARAGRAPH)
    below.base_style = boxed
    made.add_paragraph(style="Below").add_run("On a shade.").font.color.rgb = white
    cell = made.add_table(1, 1).cell(0, 0)
    cell.paragraphs[0].add_run("In a table.").font.color.rgb = white
    out = io.BytesIO()
    made.save(out)
    reading = parsed(out.getvalue(), "a.docx")
    assert words(reading) == ["On a marker.", "On a shade.", "In a table."]
    assert not reading.notices


def test_a_word_file_whose_styles_rest_on_each_other_in_a_circle_is_read() -> None:
    made = docx.Document()
    one, other = (made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) for name in "ab")
    one.base_style, other.base_style = other, one
    made.add_paragraph("The ferry sank.", style="a")
    out = io.BytesIO()
    made.save(out)
    assert words(parsed(out.getvalue(), "a.docx")) == ["The ferry sank."]


FRONT_MATTER = """\
---
title: "Notes: the ferry"
author: Ada Larn
date: 2026-05-04
link: https://example.org/ferry
tags: [a, b]
---
The ferry sank.
"""


def test_markdown_tells_what_stands_in_its_front_matter() -> None:
    reading = parsed(FRONT_MATTER.encode(), "a.md")
    known = reading.metadata
    assert (known.title, known.author, known.url) == (
        "Notes: the ferry", "Ada Larn", "https://example.org/ferry",
    )  # fmt: skip
    assert (known.published, known.published_from) == ("2026-05-04", IN_FILE)
    assert words(reading) == ["The ferry sank."]


@pytest.mark.parametrize(
    "front",
    [
        "date: yesterday", "date: [2026-05-04]", "title: [", "- a", "!!python/object:os.system x",
        "a: &a [x]\nb: &b [*a, *a]\ntitle: *b", "url: javascript:alert(1)", "date: 2026-13-45",
        "[" * 2000,
    ],
)  # fmt: skip
def test_front_matter_that_says_nothing_sound_is_passed_over(front: str) -> None:
    reading = parsed(f"---\n{front}\n---\nThe ferry sank.\n".encode(), "a.md")
    assert reading.metadata == Metadata()
    assert words(reading) == ["The ferry sank."]


def test_a_word_file_says_what_of_it_was_not_read() -> None:
    made = docx.Document()
    made.add_paragraph("The ferry sank.")
    made.element.body.insert(0, OxmlElement("w:altChunk"))
    out = io.BytesIO()
    made.save(out)
    (notice,) = parsed(out.getvalue(), "a.docx").notices
    assert notice.code == "not-read"
    assert "embedded documents" in notice.detail


@pytest.mark.parametrize("over", [0, 1])
def test_limits_hold_at_their_edge(over: int) -> None:
    mailbox = (b"From x\n" + MAIL + b"\n") * (3 + over)
    cases = [
        (b"x" * (50 + over), Limits(characters=50)),
        (mailbox, Limits(parts=3)),
        (make_pdf(), Limits(pages=len(set(pages())) - over)),
    ]
    for content, limits in cases:
        if over:
            with pytest.raises(ReadError):
                parsed(content, "a.txt", limits)
        else:
            assert parsed(content, "a.txt", limits)


def test_limits_on_size_and_nesting_hold_at_their_edge(tmp_path: Path) -> None:
    inner: EmailMessage | None = None
    for n in range(4):
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "a@example.org", "b@example.org", f"x{n}"
        mail.set_content(f"Letter {n} says that the ferry sank.")
        if inner is not None:
            mail.add_attachment(inner)
        inner = mail
    assert inner is not None
    (tmp_path / "deep.eml").write_bytes(inner.as_bytes())
    (tmp_path / "long.txt").write_bytes(b"The ferry sank. " * 62_500)
    (tmp_path / "longer.txt").write_bytes(b"The ferry sank. " * 62_500 + b".")
    for depth, reasons in ((4, {"too-large"}), (3, {"too-large", "too-deep"})):
        limits = Limits(megabytes=1, depth=depth)
        skipped = [o for o in read(find_files((tmp_path,)), limits) if isinstance(o, Skipped)]
        assert {one.reason for one in skipped} == reasons
        assert {one.path for one in skipped if one.reason == "too-large"} == {"longer.txt"}


@pytest.mark.parametrize("over", [0, 1])
def test_the_limit_on_unpacked_size_holds_at_its_edge(over: int) -> None:
    out = io.BytesIO()
    made = docx.Document()
    made.add_paragraph("The ferry sank.")
    made.save(out)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
        archive.writestr("word/media/x.bin", b"0" * (1_000_000 - size + over))
    if over:
        with pytest.raises(ReadError) as caught:
            parsed(out.getvalue(), "a.docx", Limits(unpacked_megabytes=1))
        assert caught.value.reason == "too-large-unpacked"
    else:
        assert parsed(out.getvalue(), "a.docx", Limits(unpacked_megabytes=1)).blocks


def pages() -> list[int | None]:
    return [block.locator.page for block in parsed(make_pdf()).blocks]


@pytest.mark.parametrize(
    ("found", "day"),
    [
        (day_of_pdf("D:20240924101500+02'00'"), "2024-09-24"),
        (day_of_pdf("D:20240230"), ""),
        (day_of_mail("Mon, 23 Sep 2024 23:30:00 -0500"), "2024-09-23"),
        (day_of_mail("soon"), ""),
        (day_of_text("2024-09-23T10:00:00Z"), "2024-09-23"),
        (day_of_text("1727086200"), "2024-09-23"),
        (day_of_number(1727086200000), "2024-09-23"),
        (day_of_number(20240923), "2024-09-23"),
        (day_of_number(7), ""),
    ],
)
def test_days_are_read_as_formats_write_them(found: str, day: str) -> None:
    assert found == day


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le maire de Larnham a signé un contrat après l’été, a déclaré le port.", "fr"),
        ("Der Hafenmeister von Larnham hat am Montag einen Vertrag unterschrieben.", "de"),
        ("The harbour master of Larnham signed a contract with the port on Monday.", "en"),
        ("Larnham, Port Almeda.", ""),
    ],
)
def test_the_language_of_a_source_is_told(tmp_path: Path, text: str, language: str) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    raw = outcome(tmp_path / "a.txt")
    assert isinstance(raw, RawDocument)
    document = clean(raw, "S1")
    assert document.source.metadata.language == language
    told = [n.detail for n in document.notices if n.code == "not-analysed"]
    assert bool(told) == (language in ("fr", "de"))


def test_a_file_that_is_the_same_byte_for_byte_is_named(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("The ferry sank.", "utf-8")
    _, second = read(find_files((tmp_path,)))
    assert second == Skipped("b.txt", "identical", "the same as a.txt, byte for byte")


def test_names_that_hide_something_are_shown_with_escapes(tmp_path: Path) -> None:
    (tmp_path / "a\u202eb\nc.txt").write_text("The ferry sank.", "utf-8")
    assert [one.name for one in find_files((tmp_path,))] == ["a\\u202eb\\nc.txt"]
