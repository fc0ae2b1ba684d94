"""Every citation leads back to the original, read there without briefgen's own readers."""

import csv
import email
import html
import io
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from itertools import product

import docx
import feedparser
import openpyxl
import pptx
import pypdfium2
import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from lxml import etree
from olefile import OleFileIO
from unit.office_files import book, open_sheet, open_text
from unit.outlook_files import outlook_mail
from unit.papers import make_pdf, scan
from weasyprint import HTML

from briefgen.clean import clean
from briefgen.formats import registry
from briefgen.formats.paper import recognition
from briefgen.formats.sniffing import PICTURES
from briefgen.formats.structure import Part
from briefgen.formats.wire import decode_reading, encode_reading
from briefgen.model.citations import Citation, cite
from briefgen.model.limits import Limits
from briefgen.model.locators import NOWHERE
from briefgen.model.spans import Span
from briefgen.model.text import UNKNOWN, Document, RawDocument

WORDS = (
    st.text(alphabet=st.sampled_from("abcdeéñøЖ日“”’–&<>'\"0123 "), min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)
SENTENCES = st.lists(WORDS, min_size=6, max_size=14).map(lambda words: f"The {' '.join(words)}.")
TEXTS = st.lists(SENTENCES, min_size=1, max_size=5)


def document(content: bytes, name: str, media_type: str = "") -> Document:
    """Read and clean the one source in a file, in this process."""
    part = Part(name, content, media_type)
    while True:
        reading = registry.parse(part.content, name, part.media_type, Limits())
        reading = decode_reading(json.loads(encode_reading(reading)))
        if reading.text:
            break
        part = next(one for one in reading.parts if not one.held)
    place = part.place
    blocks = tuple(
        replace(block, locator=replace(block.locator, part=place.part, entry=place.entry))
        if part.place != NOWHERE
        else block
        for block in reading.blocks
    )
    raw = RawDocument(
        name, reading.media_type, "0" * 64, len(content), reading.encoding, reading.text,
        blocks, reading.edits, UNKNOWN, (), reading.boxes,
    )  # fmt: skip
    return clean(raw, "S1")


def plain(text: str) -> str:
    """Return text as it is compared: no blanks, and nothing that cleaning repairs."""
    return re.sub(r"\s+", "", text)


class Shown(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(source: str) -> str:
    reader = Shown()
    reader.feed(source)
    reader.close()
    return reader.text


def from_text(content: bytes, citation: Citation) -> str:
    return content.decode()[citation.raw_start : citation.raw_end]


def from_page(content: bytes, citation: Citation) -> str:
    return shown(content.decode()[citation.raw_start : citation.raw_end])


def from_word(content: bytes, citation: Citation) -> str:
    document_ = docx.Document(io.BytesIO(content))
    place = citation.locator
    if place.table is not None and place.row is not None:
        row = document_.tables[place.table - 1].rows[place.row - 1]
        texts = [cell.text for cell in row.cells]
    else:
        texts = [paragraph.text for paragraph in document_.paragraphs]
    words = plain(citation.text)
    return next(citation.text for text in texts if words in plain(text))


def from_mail(content: bytes, citation: Citation) -> str:
    message = email.message_from_bytes(content, policy=default)
    kind = str(citation.locator.part).removeprefix("text/")
    body = message.get_body((kind,))
    assert body is not None
    text = str(body.get_content())[citation.raw_start : citation.raw_end]
    return shown(text) if kind == "html" else text


def from_feed(content: bytes, citation: Citation) -> str:
    feed = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    entry = feed.entries[(citation.locator.entry or 0) - 1]
    return shown(entry[citation.locator.part][citation.raw_start : citation.raw_end])


def from_json(content: bytes, citation: Citation) -> str:
    value = json.loads(content)
    for step in str(citation.locator.part).split("/")[1:]:
        value = value[int(step)] if isinstance(value, list) else value[step]
    return str(value)[citation.raw_start : citation.raw_end]


def as_page(texts: list[str]) -> bytes:
    inner = "".join(
        f"<p>{html.escape(t).replace(' ', ' <b>', 1).replace('.', '</b>.', 1)}</p>\n" for t in texts
    )
    return f"<!doctype html><title>x</title><body><article>{inner}</article></body>".encode()


def as_word(texts: list[str]) -> bytes:
    made = docx.Document()
    for text in texts:
        made.add_paragraph(text)
    cell = made.add_table(1, 2).cell(0, 1)
    cell.text = texts[0]
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def as_mail(texts: list[str]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "x"
    message.set_content("\n\n".join(texts), cte="base64")
    return message.as_bytes()


def as_rich_mail(texts: list[str]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "x"
    inner = "".join(f"<div>{html.escape(text)}</div>" for text in texts)
    message.set_content(inner, subtype="html", cte="quoted-printable")
    return message.as_bytes()


def as_feed(texts: list[str]) -> bytes:
    inner = html.escape("".join(f"<p>{html.escape(text)}</p>" for text in texts))
    item = f"<item><title>x</title><description>{inner}</description></item>"
    feed = f"<rss version='2.0'><channel><title>x</title>{item}</channel></rss>"
    return f"<?xml version='1.0' encoding='utf-8'?>{feed}".encode()


def as_json(texts: list[str]) -> bytes:
    text = "\n\n".join(text.replace("<", "(").replace("&", "+") for text in texts)
    return json.dumps([{"a": 1}, {"title": "x", "text": text}][1:]).encode()


def as_markdown(texts: list[str]) -> bytes:
    """Write paragraphs with a stretch in bold; signs that Markdown reads are left out."""
    quiet = (re.sub("[<&>]", "+", text) for text in texts)
    marked = (t.replace(" ", " **", 1).removesuffix(".") + "**." for t in quiet)
    return ("# x\n\n" + "\n\n".join(marked)).encode()


def from_markdown(content: bytes, citation: Citation) -> str:
    return from_text(content, citation).replace("*", "")


def as_mailbox(texts: list[str]) -> bytes:
    return b"From a@example.org Thu Nov 26 10:00:00 2026\n" + as_mail(texts)


def from_mailbox(content: bytes, citation: Citation) -> str:
    return from_mail(content.partition(b"\n")[2], citation)


def as_outlook_mail(texts: list[str]) -> bytes:
    return outlook_mail({0x0037: "x", 0x1000: "\r\n\r\n".join(texts)})


def from_outlook_mail(content: bytes, citation: Citation) -> str:
    """Return the words from the body's own stream."""
    with OleFileIO(io.BytesIO(content)) as ole, ole.openstream("__substg1.0_1000001F") as stream:
        text = str(stream.read().decode("utf-16-le")).replace("\r\n", "\n")
    return text[citation.raw_start : citation.raw_end]


def as_apple_mail(texts: list[str]) -> bytes:
    mail = as_mail(texts)
    return b"%-10d\n" % len(mail) + mail + b'<?xml version="1.0"?><plist/>'


def from_apple_mail(content: bytes, citation: Citation) -> str:
    return from_mail(content.partition(b"\n")[2], citation)


def as_saved_page(texts: list[str]) -> bytes:
    saved = EmailMessage()
    saved["From"], saved["Subject"] = "<Saved by a browser>", "x"
    saved["Snapshot-Content-Location"] = "https://example.org/x"
    saved.set_content(as_page(texts).decode(), subtype="html", cte="quoted-printable")
    saved.make_related()
    saved.add_related(b"GIF89a", "image", "gif", cid="<x@example.org>")
    return saved.as_bytes()


def from_saved_page(content: bytes, citation: Citation) -> str:
    message = email.message_from_bytes(content, policy=default)
    page = next(part for part in message.walk() if part.get_content_type() == "text/html")
    source = page.get_payload(decode=True)
    assert isinstance(source, bytes)
    return shown(source.decode()[citation.raw_start : citation.raw_end])


def as_json_lines(texts: list[str]) -> bytes:
    (record,) = json.loads(as_json(texts))
    return (json.dumps(record) + "\n").encode()


def from_json_lines(content: bytes, citation: Citation) -> str:
    return from_json(content.splitlines()[(citation.locator.entry or 1) - 1], citation)


def as_open_text(texts: list[str]) -> bytes:
    """Write paragraphs with a stretch in a span, a note in each, and a table of the first."""
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note."
    note += "</text:p></text:note-body></text:note>"
    inner = [
        f"{html.escape(t).replace(' ', ' <text:span>', 1)}</text:span>{note}" if " " in t else t
        for t in texts
    ]
    body = "".join(f"<text:p>{one}</text:p>" for one in inner)
    cell = f"<table:table-cell><text:p>{html.escape(texts[0])}</text:p></table:table-cell>"
    return open_text(f"{body}<table:table><table:table-row>{cell}</table:table-row></table:table>")


def from_open_text(content: bytes, citation: Citation) -> str:
    """Return the words where a citation says they are: in a note, a row, or the running text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        tree = etree.fromstring(archive.read("content.xml"))
    space, tables = (
        f"{{urn:oasis:names:tc:opendocument:xmlns:{n}:1.0}}" for n in ("text", "table")
    )
    place = citation.locator
    notes = list(tree.iter(f"{space}note-body"))
    if place.note is not None:
        there = [notes[int(place.note.split()[1]) - 1]]
    elif place.table is not None and place.row is not None:
        table = list(tree.iter(f"{tables}table"))[place.table - 1]
        there = [list(table.iter(f"{tables}table-row"))[place.row - 1]]
    else:
        there = list(tree.iter(f"{space}p"))
    words = plain(citation.text)
    return next(citation.text for one in there if words in plain("".join(one.itertext())))


def as_slides(texts: list[str]) -> bytes:
    """Write a slide for each text, with notes on the first, and a table on the last."""
    made = pptx.Presentation()
    for text in texts:
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.placeholders[1].text = text
    made.slides[0].notes_slide.notes_text_frame.text = texts[0]
    slide.shapes.add_table(2, 2, 0, 0, 9, 9).table.cell(1, 1).text = texts[0]
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def from_slides(content: bytes, citation: Citation) -> str:
    place = citation.locator
    slide = pptx.Presentation(io.BytesIO(content)).slides[(place.slide or 0) - 1]
    if place.note == "speaker notes":
        there = slide.notes_slide.notes_text_frame.text
    elif place.table is not None and place.row is not None:
        (table,) = [shape.table for shape in slide.shapes if shape.has_table]
        there = "".join(cell.text for cell in table.rows[place.row - 1].cells)
    else:
        there = slide.placeholders[1].text
    return next(citation.text for one in [there] if plain(citation.text) in plain(one))


def as_sheet(texts: list[str]) -> bytes:
    """Write a text into every second row, beside a number, under two heads."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title, sheet["B2"], sheet["C2"] = "S 1", "said", "times"
    for n, text in enumerate(texts):
        sheet.cell(3 + 2 * n, 2, text).data_type = "s"
        sheet.cell(3 + 2 * n, 3, n)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def from_sheet(content: bytes, citation: Citation) -> str:
    place = citation.locator
    there = str(openpyxl.load_workbook(io.BytesIO(content))[place.sheet or ""][place.cell].value)
    return next(citation.text for one in [there] if plain(citation.text) in plain(one))


def as_open_sheet(texts: list[str]) -> bytes:
    """Write a text into each second column of a row, the first row twice, after an empty one."""
    cells = "".join(
        f'<table:table-cell table:number-columns-repeated="1"/><table:table-cell><text:p>'
        f"{html.escape(text)}</text:p></table:table-cell>"
        for text in texts
    )
    row = f'<table:table-row table:number-rows-repeated="2">{cells}</table:table-row>'
    empty = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    return open_sheet(f'<table:table table:name="Flows">{empty}{row}</table:table>')


def from_open_sheet(content: bytes, citation: Citation) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        tree = etree.fromstring(archive.read("content.xml"))
    told = ["".join(one.itertext()) for one in tree.iter("{*}table-cell")][2::2]
    column, row = (citation.locator.cell or "")[0], (citation.locator.cell or "")[1:]
    assert row in ("4", "5")
    there = told[(ord(column) - ord("A")) // 2]
    return next(citation.text for one in [there] if plain(citation.text) in plain(one))


def as_table(texts: list[str]) -> bytes:
    """Write a table as spreadsheet programs do, everything in quotation marks."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([[text, "x"] for text in texts])
    return out.getvalue().encode()


def from_table(content: bytes, citation: Citation) -> str:
    """Return the raw words, which are also those of the cell that Python's reader finds there."""
    column, row = (citation.locator.cell or "")[0], int((citation.locator.cell or "")[1:])
    rows = list(csv.reader(io.StringIO(content.decode())))
    assert plain(citation.text) in plain(rows[row - 1]["AB".index(column)])
    text = content.decode().replace("\r\n", "\n")
    return text[citation.raw_start : citation.raw_end].replace('""', '"')


def as_book(texts: list[str]) -> bytes:
    """Write a chapter for each text."""
    return book(*(as_page([text]).decode().partition("<body>")[2] for text in texts))


def from_book(content: bytes, citation: Citation) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        there = shown(archive.read(citation.locator.part or "").decode())
    return next(citation.text for one in [there] if plain(citation.text) in plain(one))


def as_rich_text(texts: list[str]) -> bytes:
    """Write paragraphs with a stretch in bold; letters beyond ASCII as Word and as WordPad do."""

    def spelled(letter: str) -> str:
        if letter.isascii():
            return f"\\{letter}" if letter in "\\{}" else letter
        narrow = letter.encode("cp1252", "ignore")
        return f"\\'{narrow.hex()}" if narrow else f"\\u{ord(letter)}?"

    told = ("".join(map(spelled, text)).replace(" ", " {\\b ", 1) for text in texts)
    body = "".join(f"{one}{'}' if '{' in one else ''}\\par\n" for one in told)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 A;}}}}\n{body}}}".encode("ascii")


def from_rich_text(content: bytes, citation: Citation) -> str:
    """Return the words of the paragraph with a citation's number, spelled out by rule."""
    told = content.decode("ascii").split("}}\n", 1)[1].split("\\par\n")
    held = told[(citation.locator.paragraph or 0) - 1]
    held = re.sub(r"\\'(..)", lambda m: bytes.fromhex(m[1]).decode("cp1252"), held)
    held = re.sub(r"\\u(\d+)\?", lambda m: chr(int(m[1])), held)
    return next(
        citation.text
        for one in [re.sub(r"\{\\b |\}", "", held)]
        if plain(citation.text) in plain(one)
    )


def cued(texts: list[str], point: str) -> Iterator[str]:
    """Yield cues of half a sentence each, with times to look them up by."""
    for n, text in enumerate(texts):
        words = text.split()
        halves = (words[: len(words) // 2], words[len(words) // 2 :])
        for k, half in enumerate(halves):
            begin, end = (f"00:00:{10 * n + 2 * at:02}{point}000" for at in (k, k + 1))
            yield f"{begin} --> {end}\n{html.escape(' '.join(half), quote=False)}\n"


def as_captions(texts: list[str]) -> bytes:
    return ("WEBVTT\n\nNOTE hidden\n\n" + "\n".join(cued(texts, "."))).encode()


def as_subtitles(texts: list[str]) -> bytes:
    return "\n".join(f"{n}\n{cue}" for n, cue in enumerate(cued(texts, ","), 1)).encode()


def as_timed(texts: list[str]) -> bytes:
    inner = "".join(
        f"<p begin='{10 * n}s'><span>{html.escape(text).replace(' ', '</span> <br/>', 1)}</p>\n"
        for n, text in enumerate(texts)
    )
    return f"<tt xmlns='http://www.w3.org/ns/ttml'><body><div>{inner}</div></body></tt>".encode()


def from_captions(content: bytes, citation: Citation) -> str:
    """Look a cue up by its time, and check that the passage begins there or after it."""
    text = content.decode()
    clock = str(citation.locator.time)
    at = text.find(clock)
    seconds = clock.rpartition(":")[2]
    at = at if at >= 0 else text.index(f"begin='{int(seconds)}s'")
    assert 0 <= at < (citation.raw_start or 0)
    raw = from_text(content, citation)
    return shown(re.sub(r"\n\n?(?:\d+\n)?\d\d:\S+ --> \S+\n", " ", raw))


def as_story(texts: list[str]) -> bytes:
    """Write a paragraph for each text, one word marked up, one letter as a reference."""
    inner = "".join(
        f"<p>{html.escape(text).replace(' ', ' <em>', 1).replace('.', '</em>&#46;', 1)}</p>\n"
        for text in texts
    )
    return f"<nitf><body><body.content>{inner}</body.content></body></nitf>".encode()


def as_message(texts: list[str]) -> bytes:
    """Write a canceled story, then one in XHTML, so that offsets do not count in the file."""
    inner = as_page(texts).decode().partition("<body>")[2].removesuffix("</body>")
    held = f"<contentSet><inlineXML>{inner}</inlineXML></contentSet>"
    canceled = "<newsItem><itemMeta><pubStatus qcode='stat:canceled'/></itemMeta></newsItem>"
    return f"<newsMessage>{canceled}<newsItem>{held}</newsItem></newsMessage>".encode()


def from_message(content: bytes, citation: Citation) -> str:
    items = re.findall(r"<newsItem>.*?</newsItem>", content.decode(), re.DOTALL)
    item = items[(citation.locator.entry or 0) - 1]
    return shown(item[citation.raw_start : citation.raw_end])


def as_export(texts: list[str]) -> bytes:
    """Write a draft, then a post without tags around its paragraphs, as people type them."""
    text = "\n\n".join(
        html.escape(one).replace(" ", " <b>", 1).replace(".", "</b>.", 1) for one in texts
    )
    draft = "<item><wp:status>draft</wp:status></item>"
    post = f"<item><content:encoded><![CDATA[{text}]]></content:encoded></item>"
    spaces = "xmlns:wp='http://wordpress.org/export/1.2/' xmlns:content='urn:content'"
    return f"<rss {spaces}><channel>{draft}{post}</channel></rss>".encode()


def from_export(content: bytes, citation: Citation) -> str:
    items = list(etree.fromstring(content).iter("item"))
    item = items[(citation.locator.entry or 0) - 1]
    text = item.findtext("{urn:content}encoded") or ""
    return shown(text[citation.raw_start : citation.raw_end])


def as_ticker(texts: list[str]) -> bytes:
    """Write a story of a wire, with a headline before it and notes behind."""
    body = "\n\n".join(texts)
    note = "* * * *\nThe following information is not for publication\n\nCall us."
    head = "\x01eca062 4 i 211 ccccb   cw 061\n\nCanal/\n"
    return f"{head}\x02Gate =\n\n{body}\n\n{note}\n\x03141137 GMT Feb 25\n\x04".encode()


Make = Callable[[list[str]], bytes]
FORMATS: dict[str, tuple[str, Make, Callable[[bytes, Citation], str]]] = {
    "text": ("a.txt", lambda texts: "\n\n".join(texts).encode(), from_text),
    "page": ("a.html", as_page, from_page),
    "word": ("a.docx", as_word, from_word),
    "OpenDocument text": ("a.odt", as_open_text, from_open_text),
    "slides": ("a.pptx", as_slides, from_slides),
    "workbook": ("a.xlsx", as_sheet, from_sheet),
    "OpenDocument sheet": ("a.ods", as_open_sheet, from_open_sheet),
    "table": ("a.csv", as_table, from_table),
    "book": ("a.epub", as_book, from_book),
    "rich text": ("a.rtf", as_rich_text, from_rich_text),
    "mail": ("a.eml", as_mail, from_mail),
    "rich mail": ("b.eml", as_rich_mail, from_mail),
    "feed": ("a.xml", as_feed, from_feed),
    "json": ("a.json", as_json, from_json),
    "Markdown": ("a.md", as_markdown, from_markdown),
    "mailbox": ("a.mbox", as_mailbox, from_mailbox),
    "Outlook mail": ("a.msg", as_outlook_mail, from_outlook_mail),
    "Apple mail": ("1.emlx", as_apple_mail, from_apple_mail),
    "saved page": ("a.mhtml", as_saved_page, from_saved_page),
    "captions": ("a.vtt", as_captions, from_captions),
    "subtitles": ("a.srt", as_subtitles, from_captions),
    "timed text": ("a.ttml", as_timed, from_captions),
    "story": ("a.nitf", as_story, from_page),
    "stories": ("b.xml", as_message, from_message),
    "export": ("c.xml", as_export, from_export),
    "ticker": ("d.txt", as_ticker, from_text),
    "JSON lines": ("a.jsonl", as_json_lines, from_json_lines),
}


def spans(held: Document, data: st.DataObject) -> Iterator[Span]:
    """Yield a stretch of each block, whole words or not."""
    for block in held.blocks:
        start = data.draw(st.integers(block.span.start, block.span.end - 1))
        yield Span(start, data.draw(st.integers(start + 1, block.span.end)))


@pytest.mark.parametrize("name", FORMATS)
@given(texts=TEXTS, data=st.data())
@settings(max_examples=20, deadline=None)
def test_every_citation_maps_back_to_the_original(
    name: str, texts: list[str], data: st.DataObject
) -> None:
    file, make, look = FORMATS[name]
    content = make(texts)
    held = document(content, file)
    assert held.blocks
    # Chance may spell mojibake, which is repaired, with a warning.
    assume(all(notice.code != "mojibake-repaired" for notice in held.notices))
    for span in spans(held, data):
        citation = cite(held, span)
        assert plain(look(content, citation)) == plain(citation.text)


def citations(held: Document) -> Iterator[Citation]:
    """Yield a citation from every fifth word of each block on, of up to eight words."""
    for block in held.blocks:
        words = [m.span() for m in re.finditer(r"\S+", block.span.of(held.text))]
        for first in range(0, len(words), 5):
            last = min(first + 7, len(words) - 1)
            start = block.span.start + words[first][0]
            yield cite(held, Span(start, block.span.start + words[last][1]))


def test_every_citation_of_a_pdf_maps_back_to_words_on_its_page() -> None:
    content = make_pdf()
    held = document(content, "a.pdf")
    assert len(held.blocks) > 5
    pages = pypdfium2.PdfDocument(content)
    for citation in citations(held):
        found = ""
        for page, left, bottom, right, top in citation.locator.boxes:
            text = pages[int(page) - 1].get_textpage()
            found += text.get_text_bounded(left - 0.1, bottom + 1, right + 0.1, top - 1)
        letters = re.sub(r"[\W_]+", "", citation.text)
        assert letters in re.sub(r"[\W_]+", "", found)
        assert citation.raw_start is None
        assert citation.locator.page == citation.locator.boxes[0][0]


KNOWN = st.sampled_from(["harbour", "wall", "council", "engineer", "report", "storm", "winter"])
SCANNED = st.lists(st.lists(KNOWN, min_size=12, max_size=40), min_size=2, max_size=4)
"""Paragraphs of words that text recognition knows: what is tried is where they stand."""


@pytest.mark.skipif(
    not recognition.is_installed() and not os.environ.get("CI"),
    reason="tesseract-ocr-eng is not installed",
)
@given(paragraphs=SCANNED)
@settings(max_examples=4, deadline=None, phases=[Phase.generate], derandomize=True)
def test_every_citation_of_a_scan_maps_back_to_words_on_its_page(
    paragraphs: list[list[str]],
) -> None:
    body = "".join(f"<p>{' '.join(words).capitalize()}.</p>" for words in paragraphs)
    style = "@page { size: A5; margin: 15mm } p { font: 12pt/1.5 'Source Serif 4', serif }"
    paper: bytes = HTML(string=f"<style>{style}</style>{body}").write_pdf()
    held = document(scan(paper), "a.pdf", PICTURES)
    letters = re.sub(r"[\W_]+", "", held.text).casefold()
    assert letters == "".join(map("".join, paragraphs))
    pages = pypdfium2.PdfDocument(paper)
    for citation in citations(held):
        found = ""
        for page, left, bottom, right, top in citation.locator.boxes:
            text = pages[int(page) - 1].get_textpage()
            found += text.get_text_bounded(left - 2, bottom, right + 2, top)
        assert re.sub(r"[\W_]+", "", citation.text) in re.sub(r"[\W_]+", "", found)


LONG = st.sampled_from(
    ["harbour", "administration", "vice-president", "reconstruction", "wall", "of", "long-term"]
)
NOTED = st.lists(
    st.lists(st.tuples(LONG, st.booleans()), min_size=9, max_size=30), min_size=1, max_size=5
)
"""Paragraphs of words, some with the mark of a note behind them."""


@given(paragraphs=NOTED)
@settings(max_examples=20, deadline=None, phases=[Phase.generate], derandomize=True)
def test_every_citation_of_cut_words_and_words_with_notes_maps_back_to_its_page(
    paragraphs: list[list[tuple[str, bool]]],
) -> None:
    names = map("".join, product("bcdfgklm", "aeiou", "bcdfgklm"))
    said = [
        " ".join(f"{word}<span>See {next(names)}.</span>" if n else word for word, n in words)
        for words in paragraphs
    ]
    body = "".join(f"<p>Then {words}.</p>" for words in said)
    style = (
        "@page { size: 80mm 200mm; margin: 10mm } span { float: footnote; font: 6pt serif }"
        "p { font: 11pt/1.4 'Source Serif 4', serif; hyphens: auto; hyphenate-character: '-' }"
    )
    paper = HTML(string=f"<html lang='en'><style>{style}</style>{body}</html>").write_pdf()
    held = document(paper, "a.pdf")
    running = " ".join(b.span.of(held.text) for b in held.blocks if b.locator.note is None)
    assert running.split() == [
        word for words in paragraphs for word in f"Then {' '.join(w for w, _ in words)}.".split()
    ]
    pages = pypdfium2.PdfDocument(paper)
    printed = "".join(page.get_textpage().get_text_range() for page in pages)
    notes = [b for b in held.blocks if b.locator.note]
    assert len(notes) == printed.count(
        "See "
    )  # WeasyPrint 70 loses notes where a page breaks a word
    for citation in citations(held):
        found = ""
        for page, left, bottom, right, top in citation.locator.boxes:
            text = pages[int(page) - 1].get_textpage()
            found += text.get_text_bounded(left - 0.1, bottom + 1, right + 0.1, top - 1)
        letters = re.sub(r"[\W\d_]+", "", citation.text)
        assert letters in re.sub(r"[\W\d_]+", "", found)
