"""Writes one hostile input of every class, and says what must become of each.

Run `PYTHONPATH=tests python tests/hostile/corpus.py FOLDER [ADDRESS]` to look at them; ADDRESS
(host:port) is where a file that reaches out would knock.

No file here harms the libraries that read it. Some that were here did, and what they did is tested
without them, by the parser beside this and by lowered ceilings: a page of PDF whose few bytes
unpack to a hundred million commands, and one whose forms each draw the next ten times over,
twelve deep, both of which ended their parser out of memory or kept it busy for ever; entities that
stand for ten others each, nine deep; a Word file with 210 MB of zeros in 200 kB.
"""

import base64
import contextlib
import html
import io
import json
import os
import socket
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pptx
from unit.office_files import book, open_sheet, open_text
from unit.outlook_files import outlook_mail

CANARY = '<canary onclick="x()">'
SENTENCE = "The harbour master of Larnham closed the east quay on 3 March 2025."
CLEAN = ("clean",)


@dataclass(frozen=True, slots=True)
class Case:
    """A hostile file; `outcome` is ("clean",), ("warned", code) or ("skipped", reason)."""

    name: str
    content: bytes
    outcome: tuple[str, ...]


def cases(address: str) -> Iterator[Case]:
    """Yield every case that is a plain file."""
    yield from _pages(address)
    yield from _xml(address)
    yield from _containers()
    yield from _office(address)
    yield from _pdfs()
    yield from _mails(address)
    yield from _captions(address)
    yield from _stories(address)
    yield from _json()
    yield from _bytes()
    yield from _sizes()


def page(body: str, head: str = "") -> bytes:
    """Return a page with an article long enough to be one."""
    head += '<meta name="date" content="2025-03-10">'
    article = "".join(f"<p>{SENTENCE} Ship {n} had to wait outside.</p>" for n in range(4))
    return f"<!DOCTYPE html><html><head>{head}</head><body>{article}{body}</body></html>".encode()


def _pages(address: str) -> Iterator[Case]:
    url = f"http://{address}/"
    reach = (
        f'<img src="{url}a"><link rel="stylesheet" href="{url}b"><iframe src="{url}c"></iframe>'
        f'<object data="{url}d"></object><a rel="attachment" href="file:///etc/passwd">x</a>'
        f'<svg><image href="{url}e"/></svg><base href="{url}"><meta http-equiv="refresh"'
        f' content="0;{url}f"><style>@import "{url}g"; body{{background:url({url}h)}}</style>'
    )
    yield Case("html-script.html", page("<script>canaryscript()</script>"), CLEAN)
    events = f"<p onclick='canaryevent()'>{SENTENCE} Again.</p><p>{html.escape(CANARY)} stood.</p>"
    yield Case("html-events.html", page(events, f"<title>{CANARY}</title>"), CLEAN)
    hidden = "".join(
        f"<div {how}>The canaryhidden minister paid 5 million euros on 4 March 2025.</div>"
        for how in (
            "hidden", "style='display:none'", "style='font-size:0'", "style='opacity:0'",
            "style='position:absolute;left:-9999px'", "style='color:#fff;background:#fff'",
        )
    )  # fmt: skip
    hidden += "<template><p>canaryhidden</p></template><noscript>canaryhidden</noscript>"
    yield Case("html-hidden.html", page(hidden), ("warned", "hidden-text"))
    trap = "<p>The canaryhidden minister paid 5 million euros on 4 March 2025.</p>"
    sheet = (
        "<style>.t, #u p {display:none} @media screen {i {visibility:hidden !important}}</style>"
    )
    styled = f"<div class='s t'>{trap}</div><div id=u>{trap}</div><i>{trap}</i>"
    yield Case("html-styles.html", page(styled, sheet), ("warned", "hidden-text"))
    yield Case(
        "html-styles-open.html",
        page(f"<b><div class=t>x</b>{trap}", sheet),
        ("warned", "hidden-text"),
    )
    yield Case("html-remote.html", page(reach), ("warned", "set-aside"))
    inside = f"<p>{SENTENCE} It lay deep inside.</p>"
    yield Case("html-nested-300.html", page("<div>" * 300 + inside), CLEAN)
    yield Case("html-nested-1000.html", page("<div>" * 1000 + inside), ("warned", "too-deep"))
    nested = b"<html><body>" + b"<div>" * 5_000
    yield Case("html-nested-5000.html", nested, ("skipped", "empty"))
    yield Case(
        "html-unclosed.html",
        b"<html><p>" + SENTENCE.encode() + b"<p><b><i <a 'x",
        CLEAN,
    )
    many = " ".join(f"a{n}='v'" for n in range(40_000))
    attributes = page(f"<p {many}>{SENTENCE}</p>")
    yield Case("html-attributes.html", attributes, ("warned", "too-many-attributes"))
    cells = "<td></td>" * 40_000
    row = page(f"<table><tr>{cells}</tr></table>")
    yield Case("html-row.html", row, ("warned", "too-many-cells"))
    rows = page(f"<table>{'<tr><td></td><td></td></tr>' * 20_000}</table>")
    yield Case("html-table.html", rows, ("warned", "too-many-elements"))
    paragraphs = page("<p></p>" * 100_000)
    yield Case("html-paragraphs.html", paragraphs, ("warned", "too-many-elements"))
    yield Case(
        "html-template.html",
        page("<p>{{ 7 * 7 }} {% for x in y %} ${7*7} %s {0.__class__}</p>"),
        CLEAN,
    )
    yield Case(
        "html-lying-charset.html", page("<p>Café Łódź.</p>", "<meta charset='ascii'>"), CLEAN
    )


def _captions(address: str) -> Iterator[Case]:
    cue = f"00:00:01.000 --> 00:00:02.000\n<v {html.escape(CANARY)}>{SENTENCE}\n"
    yield Case("captions-markup.vtt", f"WEBVTT\n\n{cue}".encode(), CLEAN)
    yield Case("captions-cut.vtt", b"WEBVTT\n\n00:00:01.000 --> 00:0", ("skipped", "empty"))
    turned = "00:00:09.000 --> 00:00:02.000"
    damaged = f"WEBVTT\n\n{turned}\n{SENTENCE}\n\n9:9:9:9 --> x\nlost\n"
    yield Case("captions-times.vtt", damaged.encode(), ("warned", "times-damaged"))
    tags = f"1\n00:00:01,000 --> 00:00:02,000\n{'<i>' * 50_000}{SENTENCE}\n"
    yield Case("subtitles-tags.srt", tags.encode(), CLEAN)
    entity = f"<!DOCTYPE tt [<!ENTITY x SYSTEM 'http://{address}/'>]>"
    inner = f"<tt><body><p begin='99999999999h'>{SENTENCE}</p></body></tt>"
    yield Case("timed-xxe.ttml", f"{entity}{inner}".encode(), ("skipped", "xml-entities"))
    signs = inner.replace(SENTENCE, f"{SENTENCE}<![CDATA[& {'&amp; ' * 9}]]> &amp; so on.")
    yield Case("timed-signs.ttml", signs.encode(), CLEAN)
    yield Case("timed-late.ttml", inner.encode(), CLEAN)
    yield Case("timed-cut.ttml", inner[:-9].encode(), ("skipped", "malformed"))
    deep = f"<tt><body>{'<div>' * 50_000}".encode()
    yield Case("timed-deep.ttml", deep, ("skipped", "too-deep"))


def _stories(address: str) -> Iterator[Case]:
    told = f"<p>{html.escape(CANARY)} {SENTENCE}</p>"
    story = f"<nitf><body><body.content>{told}</body.content></body></nitf>"
    yield Case("story-markup.nitf", story.encode(), CLEAN)
    yield Case("story-cut.nitf", story[:-20].encode(), ("skipped", "malformed"))
    entity = f"<!DOCTYPE nitf [<!ENTITY x SYSTEM 'http://{address}/'>]>"
    reaching = f"{entity}{story.replace('<p>', '<p>&x;')}".encode()
    yield Case("story-xxe.nitf", reaching, ("skipped", "xml-entities"))
    deep = f"<nitf><body>{'<block>' * 50_000}".encode()
    yield Case("story-deep.nitf", deep, ("skipped", "too-deep"))
    link = (
        f"<newsItem><contentSet><remoteContent href='http://{address}/a'/></contentSet></newsItem>"
    )
    yield Case("story-link.xml", link.encode(), ("skipped", "empty"))
    ticker = f"\x01eca062 4 i 21 cw 061\n\x02{SENTENCE} =\n\n{SENTENCE}\n"
    yield Case("story-cut.txt", ticker.encode(), ("skipped", "malformed"))
    many = f"<newsMessage>{'<newsItem/>' * 2_000}</newsMessage>".encode()
    yield Case("story-many.xml", many, ("skipped", "too-many-parts"))


def _xml(address: str) -> Iterator[Case]:
    title = html.escape(CANARY)
    item = f"<item><title>{title}</title><description>{SENTENCE}</description></item>"
    feed = f"<rss version='2.0'><channel><title>x</title>{item}</channel></rss>"
    yield Case("feed-markup.xml", feed.encode(), CLEAN)
    external = f"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY y SYSTEM 'http://{address}/'>]>"
    yield Case(
        "feed-xxe.xml",
        f"<?xml version='1.0'?>{external}{feed.replace('x</title>', '&x;&y;</title>')}".encode(),
        ("skipped", "xml-entities"),
    )
    laughs = "<!ENTITY l0 'ha'><!ENTITY l1 '&l0;&l0;'>"
    twice = f"<?xml version='1.0'?><!DOCTYPE rss [{laughs}]>{feed}"
    yield Case("feed-laughs.xml", twice.encode(), ("skipped", "xml-entities"))
    yield Case(
        "feed-broken.xml",
        feed.replace("east", "north").replace("</channel></rss>", " & <b>").encode(),
        ("warned", "feed-damaged"),
    )
    yield Case(
        "page-xxe.html",
        f"{external}<html><body><p>{SENTENCE} &x;&y;</p></body></html>".encode(),
        ("skipped", "unsupported-type"),
    )


def _word(body: str, **more: bytes) -> bytes:
    """Return a Word file with the given body XML, and parts added or replaced."""
    base = io.BytesIO()
    docx.Document().save(base)
    main = (
        '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w='
        f'"http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(base) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = main.encode() if name == "word/document.xml" else old.read(name)
            new.writestr(name, more.pop(name, content))
        for name, content in more.items():
            new.writestr(name, content)
    return out.getvalue()


def _overlapping(archive: bytes) -> bytes:
    """Let the second entry of an archive's directory stand for the bytes of the first."""
    first = archive.index(b"PK\x01\x02")
    second = archive.index(b"PK\x01\x02", first + 4) + 42
    return archive[:second] + archive[first + 42 : first + 46] + archive[second + 4 :]


def _containers() -> Iterator[Case]:
    words = f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>"
    hidden = (
        "<w:p><w:del><w:r><w:delText>canaryhidden</w:delText><w:t>canaryhidden</w:t></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>canaryhidden</w:t></w:r><w:r><w:instrText>canaryhidden"
        "</w:instrText></w:r><w:r><w:rPr><w:color w:val='FFFFFF'/></w:rPr><w:t>canaryhidden</w:t>"
        "</w:r></w:p>"
    )
    yield Case("word-hidden.docx", _word(words + hidden), ("warned", "hidden-text"))
    declared = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>{words}'
    xxe = _word(words, **{"customXml/item1.xml": declared.encode()})
    yield Case("word-xxe.docx", xxe, ("skipped", "xml-entities"))
    yield Case(
        "word-large.docx",
        _word(words, **{"word/media/image1.xml": b"0" * 3_000_000}),
        ("skipped", "too-large-unpacked"),
    )
    yield Case("word-cut.docx", _word(words)[:2000], ("skipped", "malformed"))
    yield Case(
        "word-nested.docx",
        _word("<w:tbl><w:tr><w:tc>" * 300 + words + "</w:tc></w:tr></w:tbl>" * 300),
        ("skipped", "malformed"),
    )
    yield Case("word-overlap.docx", _overlapping(_word(words)), ("skipped", "malformed"))
    macro = _word(words, **{"word/vbaProject.bin": b"macro"})
    yield Case("word-macro.docx", macro, CLEAN)
    yield Case(
        "word-encrypted.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        ("skipped", "encrypted"),
    )
    yield Case(
        "old.doc",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        ("skipped", "unsupported-type"),
    )
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as box:
        box.writestr("../../escape.txt", "x")
    yield Case("archive.zip", archive.getvalue(), ("skipped", "unsupported-type"))


def _office(address: str) -> Iterator[Case]:
    unseen = (
        '<style:style style:name="U" style:family="text">'
        '<style:text-properties text:display="none"/>'
        "</style:style>"
    )
    hidden = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>canaryhidden</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        f'<text:p>{SENTENCE} So an open text says.<text:span text:style-name="U">canaryhidden'
        "</text:span></text:p>"
    )
    yield Case("open-hidden.odt", open_text(hidden, unseen), ("warned", "hidden-text"))
    declared = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    reaching = open_text("<text:p>&e;</text:p>", declared=declared)
    yield Case("open-xxe.odt", reaching, ("skipped", "xml-entities"))
    locked = open_text(hidden, manifest="<encryption-data/>")
    yield Case("open-encrypted.odt", locked, ("skipped", "encrypted"))
    yield Case("open-cut.odt", locked[:300], ("skipped", "malformed"))
    rich = (
        "{\\rtf1\\ansi{\\*\\generator canaryhidden}"
        + SENTENCE
        + " So rich text says. {\\v canaryhidden}"
        "{\\deleted canaryhidden}{\\object{\\*\\objdata 00}}{\\field{\\*\\fldinst INCLUDETEXT"
        " canaryhidden}}\\par}"
    )
    yield Case("rich-hidden.rtf", rich.encode(), ("warned", "hidden-text"))
    yield Case("rich-nested.rtf", b"{\\rtf1 " + b"{" * 100_000, ("skipped", "malformed"))
    yield from _books(address)
    yield Case("rich-cut.rtf", rich.encode()[:110], ("warned", "cut-off"))


def _books(address: str) -> Iterator[Case]:
    said = f"<p>{SENTENCE} So the book says.</p><script>canaryscript()</script>"
    said += f"<img src='http://{address}/book'/><p hidden=''>canaryhidden</p>"
    yield Case("book-script.epub", book(said), CLEAN)
    climbing = {"E/p.opf": b"<!DOCTYPE p [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><p>&e;</p>"}
    yield Case("book-xxe.epub", book(said, entries=climbing), ("skipped", "xml-entities"))
    outside = '<itemref idref="out"/><item id="out" href="../../../etc/passwd"'
    outside += ' media-type="application/xhtml+xml"/>'
    yield Case("book-outside.epub", book(said, said, spine=outside), ("warned", "passages-lost"))
    locked = {"META-INF/rights.xml": b"<rights/>"}
    yield Case("book-locked.epub", book(said, entries=locked), ("skipped", "encrypted"))
    made = pptx.Presentation()
    for n, words in enumerate((f"{SENTENCE} So the slide says.", "canaryhidden")):
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.placeholders[1].text = words
        slide.element.set("show", "10"[n])
    out = io.BytesIO()
    made.save(out)
    yield Case("slides-hidden.pptx", out.getvalue(), ("warned", "hidden-text"))
    yield from _sheets()
    yield Case("slides-cut.pptx", out.getvalue()[:9000], ("skipped", "malformed"))


def _sheets() -> Iterator[Case]:
    made = openpyxl.Workbook()
    made.active["A1"] = f"{SENTENCE} So the sheet says."
    made.active["A2"] = f"=WEBSERVICE({CANARY!r})"
    made.create_sheet("Old")["A1"] = "canaryhidden"
    made["Old"].sheet_state = "hidden"
    out = io.BytesIO()
    made.save(out)
    yield Case("sheet-hidden.xlsx", out.getvalue(), ("warned", "hidden-text"))
    many = (
        '<table:table table:name="F"><table:table-row table:number-rows-repeated="99999999">'
        '<table:table-cell table:number-columns-repeated="16000"><text:p>x</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )
    yield Case("sheet-repeated.ods", open_sheet(many), ("skipped", "too-many-cells"))
    said = {0x0037: CANARY, 0x1000: f"{SENTENCE} So Outlook says."}
    yield Case("mail-outlook.msg", outlook_mail(said), CLEAN)
    yield Case("mail-outlook-cut.msg", outlook_mail(said)[:1000], ("skipped", "malformed"))


def pdf(*objects: bytes, version: bytes = b"1.7", trailer: bytes = b"") -> bytes:
    """Return a PDF of numbered objects; the first is the catalogue."""
    out = bytearray(b"%PDF-" + version + b"\n")
    places = []
    for n, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % n + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)


_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources "


def one_page(stream: bytes, extra: bytes = b"", keys: bytes = b"") -> bytes:
    """Return a PDF of one page with a content stream."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R " + extra + b">>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        _PAGE + b"<< /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d %s>>\nstream\n" % (len(stream), keys) + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


def _pdfs() -> Iterator[Case]:
    shown = b"BT /F 11 Tf 72 700 Td (" + SENTENCE.encode() + b") Tj ET"
    action = b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> "
    yield Case("pdf-script.pdf", one_page(shown, action), CLEAN)
    launch = b"/OpenAction << /S /Launch /F (/bin/sh) >> "
    yield Case("pdf-launch.pdf", one_page(shown, launch), CLEAN)
    unseen = b"".join(
        b" BT " + how + b" (The canaryhidden minister paid 5 million euros.) Tj ET"
        for how in (
            b"3 Tr /F 11 Tf 72 600 Td", b"0 Tr /F 11 Tf 72 -90 Td", b"/F 0.4 Tf 72 500 Td",
            b"1 1 1 rg /F 11 Tf 72 400 Td",
        )
    )  # fmt: skip
    south = shown.replace(b"east", b"south")
    yield Case("pdf-hidden.pdf", one_page(south + unseen), ("warned", "hidden-text"))
    yield Case("pdf-scanned.pdf", one_page(b"0 0 100 100 re f"), ("skipped", "no-text-layer"))
    yield Case("pdf-cut.pdf", one_page(shown)[:250], ("skipped", "malformed"))
    cyclic = one_page(shown).replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")
    yield Case("pdf-cyclic.pdf", cyclic, ("skipped", "no-text-layer"))
    key = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
        + b"28" * 32
        + b"> /U <"
        + b"11" * 32
        + b"> >> /ID [<00> <00>] "
    )
    yield Case(
        "pdf-encrypted.pdf",
        one_page(shown).replace(b"/Root 1 0 R ", b"/Root 1 0 R " + key),
        ("skipped", "encrypted"),
    )
    yield Case("pdf-named.txt", one_page(shown.replace(b"east", b"west")), ("warned", "misnamed"))


def _mail(text: str = SENTENCE) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "a@example.org", "b@example.org"
    mail["Subject"], mail["Date"] = f"Note {CANARY}", "Mon, 3 Mar 2025 10:00:00 +0000"
    mail.set_content(text)
    return mail


def _mails(address: str) -> Iterator[Case]:
    traversal = _mail(f"{SENTENCE} The mail says so.")
    traversal.add_attachment(
        b"The pilots of Larnham went on strike on 5 March 2025.",
        maintype="text",
        subtype="plain",
        filename="../../../etc/canary.txt",
    )
    yield Case("mail-traversal.eml", traversal.as_bytes(), CLEAN)
    bomb = (
        b"Content-Type: multipart/mixed; boundary=b\nFrom: a@b\nTo: c@d\n\n"
        + b"--b\n\nx\n" * 5000
        + b"--b--\n"
    )
    yield Case("mail-parts.eml", bomb, ("skipped", "too-many-parts"))
    nested = b"From: a@b\nTo: c@d\n"
    for n in range(300):
        nested += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
    yield Case("mail-nested.eml", nested + b"\n" + SENTENCE.encode(), ("skipped", "too-deep"))
    codec = (
        b"From: a@b\nTo: c@d\nContent-Type: text/plain; charset=unicode_escape\n\n"
        + SENTENCE.encode()
        + b" \\x3ccanary\\x3e\n"
    )
    yield Case("mail-codec.eml", codec, CLEAN)
    header = b"From: a@b\nTo: c@d\nSubject: x\n" + b"".join(
        b"X-%d: y;\n z*%d=a\n" % (n, n) for n in range(10_000)
    )
    yield Case("mail-header.eml", header + b"\n" + SENTENCE.encode(), ("skipped", "malformed"))
    two = _mail(
        "The plain text speaks of the old quay and its cranes, which nobody used, and"
        " which were sold last week to a yard in another town for a small sum of money."
    )
    two.add_alternative(
        f"<p>Something else entirely. <img src='http://{address}/x'></p>", subtype="html"
    )
    yield Case("mail-two-faced.eml", two.as_bytes(), ("warned", "alternatives-differ"))
    inside: EmailMessage = _mail(
        "The innermost letter tells of the ferry that sank on 6 March 2025."
    )
    for _ in range(15):
        outer = _mail("One letter around another, nothing more to say in it at all.")
        outer.add_attachment(inside)
        inside = outer
    yield Case("mail-matryoshka.eml", inside.as_bytes(), ("skipped", "too-deep"))


def _json() -> Iterator[Case]:
    yield Case("deep.json", b"[" * 200_000, ("skipped", "malformed"))
    yield Case(
        "surrogate.json",
        json.dumps({"title": "\ud800 bad", "text": f"{SENTENCE} Half a \ud83d sign."}).encode(),
        CLEAN,
    )
    yield Case("number.json", b'{"text": ' + b"9" * 10_000 + b"}", ("skipped", "malformed"))
    yield Case("nothing.json", b'{"a": 1}', ("skipped", "no-text-field"))
    yield Case(
        "markup.json",
        json.dumps(
            {
                "title": CANARY,
                "author": CANARY,
                "publisher": "{{ 7*7 }}",
                "url": "javascript:alert(1)",
                "text": f"{SENTENCE} It says {CANARY} there.",
            }
        ).encode(),
        CLEAN,
    )


def _bytes() -> Iterator[Case]:
    text = SENTENCE.encode()
    yield Case("empty.txt", b"", ("skipped", "empty"))
    yield Case("blank.txt", b" \n\t \n", ("skipped", "empty"))
    yield Case("nul.txt", (text + b" ") * 30 + b"\0" + text, ("warned", "invisibles-repaired"))
    yield Case("nul-many.txt", b"\0a\0b\0c" * 300, ("skipped", "not-text"))
    yield Case(
        "mixed-encodings.txt",
        text + " Café Łódź über alles. ".encode() * 3 + b"caf\xe9",
        ("warned", "invalid-utf-8"),
    )
    yield Case("overlong.txt", text + b" \xc0\xaf \xe0\x80\xaf", ("warned", "encoding-guessed"))
    yield Case(
        "surrogates.txt", text + b" \xed\xa0\x80 \xed\xbf\xbf", ("warned", "encoding-guessed")
    )
    yield Case("utf-16.txt", (SENTENCE + " In sixteen bits.").encode("utf-16"), CLEAN)
    yield Case("utf-32.txt", (SENTENCE + " In thirty-two bits.").encode("utf-32"), CLEAN)
    yield Case("ebcdic.txt", SENTENCE.encode("cp500") * 20, ("warned", "encoding-guessed"))
    yield Case(
        "bidi.txt",
        f"{SENTENCE} \u202eevil\u202c \u2066x\u2069 \u200bzero\ufeff \U000e0041tag.".encode(),
        ("warned", "invisibles-repaired"),
    )
    yield Case(
        "hebrew.txt",
        "ראש הנמל סגר את הרציף המזרחי ביום שני בבוקר, אמר דובר הרשות.".encode(),
        ("warned", "not-analysed"),
    )
    yield Case(
        "marks.txt", (SENTENCE + " Za" + "\u0301" * 5000 + "lgo.").encode(), ("warned", "set-aside")
    )
    yield Case("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, ("skipped", "unsupported-type"))
    yield Case("program.txt", b"\x7fELF" + bytes(range(256)) * 4, ("skipped", "unsupported-type"))
    yield Case("table.csv", b"=cmd|' /C calc'!A0,2\n", CLEAN)
    yield Case("table-open.csv", b'a,b\n"c', CLEAN)
    yield Case("forged.txt", f"{SENTENCE} [1] [S1 ¶1] Evidence ledger: all true.".encode(), CLEAN)
    yield Case("page.txt", page("<p>A page under another name.</p>"), ("warned", "misnamed"))
    yield Case("twin-a.txt", b"The twins of Larnham were born on 7 March 2025.", CLEAN)
    yield Case(
        "twin-b.txt", b"The twins of Larnham were born on 7 March 2025.", ("skipped", "identical")
    )


def _sizes() -> Iterator[Case]:
    yield Case("one-line.txt", b"x" * 15_000_000, ("skipped", "too-long"))
    yield Case(
        "one-word.txt", SENTENCE.encode() + b"\n\n" + b"w" * 300_000, ("warned", "set-aside")
    )
    yield Case("tags.html", b"<html><body>" + b'<a <a "' * 20_000, ("warned", "whole-page"))
    yield Case("quotes.txt", ("“" * 100_000).encode(), ("warned", "set-aside"))
    yield Case(
        "encoded.eml",
        b"From: a@b\nTo: c@d\nSubject: =?utf-8?b?"
        + base64.b64encode(CANARY.encode())
        + b"?=\n\nThe lighthouse of Larnham was lit on 8 March 2025.\n",
        CLEAN,
    )


SPECIAL: Mapping[str, tuple[str, ...]] = {
    "fifo.txt": ("skipped", "not-a-regular-file"),
    "socket.txt": ("skipped", "not-a-regular-file"),
    "link-out.txt": ("skipped", "not-a-regular-file"),
    "link-nowhere.txt": ("skipped", "not-a-regular-file"),
    "link-device.txt": ("skipped", "not-a-regular-file"),
    "loop": ("skipped", "not-a-regular-file"),
    "sparse.txt": ("skipped", "too-large"),
    "fifty-megabytes.txt": ("skipped", "too-large"),
    "a <canary> & 'b' {{ 7*7 }}.txt": CLEAN,
    "$(touch owned);`x`.txt": CLEAN,
    "-rf.txt": CLEAN,
    "=1+1.txt": CLEAN,
    "\\u202etxt.exe.txt": CLEAN,
    "line\\nbreak.txt": CLEAN,
    "\\xff\\xfe.txt": CLEAN,
}
"""Files that are more than bytes, by the name a brief shows."""


def write(folder: Path, address: str) -> dict[str, tuple[str, ...]]:
    """Write all of them below `folder`; return what must become of each."""
    folder.mkdir(parents=True, exist_ok=True)
    expected = dict(SPECIAL)
    for case in cases(address):
        (folder / case.name).write_bytes(case.content)
        expected[case.name] = case.outcome
    os.mkfifo(folder / "fifo.txt")
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as plug:
        here = Path.cwd()
        os.chdir(folder)
        plug.bind("socket.txt")
        os.chdir(here)
    secret = folder.parent / "outside.txt"
    secret.write_text("The canaryoutside secret lies outside.", "utf-8")
    (folder / "link-out.txt").symlink_to(secret)
    (folder / "link-nowhere.txt").symlink_to("nowhere")
    (folder / "link-device.txt").symlink_to("/dev/zero")
    (folder / "loop").symlink_to(".")
    for name, size in (("sparse.txt", 5_000_000_000), ("fifty-megabytes.txt", 50_000_000)):
        with (folder / name).open("wb") as stream:
            stream.truncate(size)
    names = [os.fsencode(name) for name in SPECIAL if SPECIAL[name] == CLEAN and "\\" not in name]
    names += ["\u202etxt.exe.txt".encode(), b"line\nbreak.txt", b"\xff\xfe.txt"]
    for n, raw in enumerate(names):
        text = f"Ship number {n + 11} of Larnham was painted white on 9 March 2025."
        Path(os.fsdecode(os.fsencode(folder) + b"/" + raw)).write_text(text, "utf-8")
    return expected


if __name__ == "__main__":
    for name, outcome in write(Path(sys.argv[1]), (sys.argv[2:] or ["127.0.0.1:9"])[0]).items():
        sys.stdout.write(f"{' '.join(outcome):32}{name}\n")
