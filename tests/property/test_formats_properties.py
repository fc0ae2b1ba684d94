"""Every citation leads back to the original, read there without briefgen's own readers."""

import email
import html
import io
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from itertools import product

import docx
import feedparser
import pypdfium2
import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
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
        part = reading.parts[0]
    place = part.place
    blocks = tuple(
        replace(block, locator=replace(block.locator, part=place.part, entry=place.entry))
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


Make = Callable[[list[str]], bytes]
FORMATS: dict[str, tuple[str, Make, Callable[[bytes, Citation], str]]] = {
    "text": ("a.txt", lambda texts: "\n\n".join(texts).encode(), from_text),
    "page": ("a.html", as_page, from_page),
    "word": ("a.docx", as_word, from_word),
    "mail": ("a.eml", as_mail, from_mail),
    "rich mail": ("b.eml", as_rich_mail, from_mail),
    "feed": ("a.xml", as_feed, from_feed),
    "json": ("a.json", as_json, from_json),
    "Markdown": ("a.md", as_markdown, from_markdown),
    "mailbox": ("a.mbox", as_mailbox, from_mailbox),
    "saved page": ("a.mhtml", as_saved_page, from_saved_page),
    "captions": ("a.vtt", as_captions, from_captions),
    "subtitles": ("a.srt", as_subtitles, from_captions),
    "timed text": ("a.ttml", as_timed, from_captions),
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
