"""What can be done to a PDF alone, with any editor: pages, words, links, marks, attachments."""

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any

import pikepdf
from corruptions.case import Attack, Case, Make, dumped, replace_attachment, saved
from pikepdf import Array, Dictionary, Name, Operator, Pdf, String

Edit = Callable[[Pdf, Random], bool]
"""Changes a PDF; tells whether it found something to change."""

_PAIR = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")


def edited(edit: Edit) -> Make:
    """Return the attack that does this to a folder's PDF."""

    def make(case: Case, rng: Random) -> Case | None:
        if "brief.pdf" not in case.folder:
            return None
        with pikepdf.open(io.BytesIO(case.folder["brief.pdf"])) as pdf:
            return case.having("brief.pdf", saved(pdf)) if edit(pdf, rng) else None

    return make


def _page_removed(pdf: Pdf, rng: Random) -> bool:
    if len(pdf.pages) < 2:
        return False
    del pdf.pages[rng.choice((0, len(pdf.pages) - 1, rng.randrange(len(pdf.pages))))]
    return True


def _page_doubled(pdf: Pdf, rng: Random) -> bool:
    n = rng.randrange(len(pdf.pages))
    pdf.pages.insert(n, pdf.pages[n])
    return True


def _pages_exchanged(pdf: Pdf, rng: Random) -> bool:
    if len(pdf.pages) < 2:
        return False
    n = rng.randrange(len(pdf.pages) - 1)
    page = pdf.pages[n]
    pdf.pages.insert(n + 2, page)
    del pdf.pages[n]
    return True


def _page_added(pdf: Pdf, _: Random) -> bool:
    pdf.add_blank_page()
    return True


def _page_turned(pdf: Pdf, rng: Random) -> bool:
    pdf.pages[rng.randrange(len(pdf.pages))].rotate(180, relative=True)
    return True


def _page_cut(pdf: Pdf, rng: Random) -> bool:
    page = pdf.pages[rng.randrange(len(pdf.pages))]
    left, bottom, right, top = map(float, page.mediabox)
    page.cropbox = Array([left, (bottom + top) / 2, right, top])
    return True


def _painted(pdf: Pdf, rng: Random, words: str, *, seen: bool = True, white: bool = False) -> bool:
    """Paint words over a page: in a white box, or so that nobody sees them."""
    page = pdf.pages[rng.randrange(len(pdf.pages))]
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    name = page.add_resource(pdf.make_indirect(font), Name.Font)
    y = rng.randrange(100, 700)
    box = f"1 1 1 rg 60 {y} 450 14 re f " if seen else ""
    shade = "1 1 1" if white else "0 0 0"
    mode = "" if seen or white else "3 Tr "
    drawn = f"q {box}{shade} rg BT {mode}{name} 9 Tf 62 {y + 3} Td ({words}) Tj ET Q"
    page.contents_add(drawn.encode(), prepend=False)
    return True


def _note(pdf: Pdf, rng: Random, subtype: Name, **more: Any) -> bool:
    page = pdf.pages[rng.randrange(len(pdf.pages))]
    made = Dictionary(
        Type=Name.Annot, Subtype=subtype, Rect=Array([60, 400, 400, 440]), F=4,
        Contents=String("This is false."), **more,
    )  # fmt: skip
    notes = page.obj.get("/Annots", Array())
    page.obj.Annots = Array([*notes, pdf.make_indirect(made)])
    return True


def _opened(pdf: Pdf, rng: Random) -> bool:
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('not so')"))
    address = Dictionary(S=Name.URI, URI=String("https://elsewhere.example/"))
    pdf.Root.OpenAction = rng.choice((script, address))
    return True


def _titled(pdf: Pdf, rng: Random) -> bool:
    if rng.random() < 0.5:
        pdf.docinfo["/Title"] = "Another note"
        return True
    stream = pdf.Root.Metadata
    stream.write(stream.read_bytes().replace(b"</rdf:li>", b" changed</rdf:li>", 1))
    return True


def _links(pdf: Pdf) -> list[Any]:
    return [
        one for page in pdf.pages for one in page.obj.get("/Annots", [])
        if one.get("/Subtype") == "/Link" and ("/Dest" in one or "/A" in one)
    ]  # fmt: skip


def _links_exchanged(pdf: Pdf, rng: Random) -> bool:
    links = [one for one in _links(pdf) if "/Dest" in one]
    if len({str(one.Dest) for one in links}) < 2:
        return False
    one, other = rng.sample(links, 2)
    while str(one.Dest) == str(other.Dest):
        one, other = rng.sample(links, 2)
    one.Dest, other.Dest = String(str(other.Dest)), String(str(one.Dest))
    return True


def _link_abroad(pdf: Pdf, rng: Random) -> bool:
    link = rng.choice(_links(pdf))
    if "/Dest" in link:
        del link["/Dest"]
    link.A = Dictionary(S=Name.URI, URI=String("https://elsewhere.example/"))
    return True


def _link_removed(pdf: Pdf, rng: Random) -> bool:
    page = rng.choice([page for page in pdf.pages if "/Annots" in page.obj])
    del page.obj.Annots[rng.randrange(len(page.obj.Annots))]
    return True


def _link_moved(pdf: Pdf, rng: Random) -> bool:
    link = rng.choice(_links(pdf))
    link.Rect = Array([float(value) + 40 for value in link.Rect])
    return True


def _outline(pdf: Pdf, _: Random) -> bool:
    if "/Outlines" not in pdf.Root or "/First" not in pdf.Root.Outlines:
        return False
    pdf.Root.Outlines.First.Title = String("What is not so")
    return True


def _attachment_added(pdf: Pdf, _: Random) -> bool:
    pdf.attachments["proof.txt"] = b"All of this was checked."
    return True


def _attachment_removed(pdf: Pdf, rng: Random) -> bool:
    del pdf.attachments[rng.choice(sorted(pdf.attachments.keys()))]
    return True


def _attached_text(pdf: Pdf, rng: Random) -> bool:
    name = rng.choice([name for name in pdf.attachments if name.endswith(".txt")])
    text = pdf.attachments[name].get_file().read_bytes()
    at = rng.randrange(len(text))
    replace_attachment(pdf, name, text[:at] + bytes([text[at] ^ 1]) + text[at + 1 :])
    return True


def _contents(field: str, value: object) -> Edit:
    def edit(pdf: Pdf, _: Random) -> bool:
        held = json.loads(pdf.attachments["contents.json"].get_file().read_bytes())
        held[field] = value
        replace_attachment(pdf, "contents.json", dumped(held))
        return True

    return edit


def _letters(font: Any) -> Mapping[bytes, str]:
    """Return which letter each glyph of a font stands for."""
    table = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
    pairs = ((bytes.fromhex(m[1].decode()), m[2].decode()) for m in _PAIR.finditer(table))
    return {code: bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def _runs(page: Any) -> tuple[list[Any], list[tuple[int, Mapping[bytes, str], bytes]]]:
    """Return what draws a page, and where it shows words, with the letters of their font."""
    drawn = list(pikepdf.parse_content_stream(page))
    fonts = page.obj.Resources.get("/Font", {})
    letters: Mapping[bytes, str] = {}
    found = []
    for n, one in enumerate(drawn):
        if str(one.operator) == "Tf":
            letters = _letters(fonts[str(one.operands[0])])
        elif str(one.operator) in ("TJ", "Tj"):
            held = one.operands[0] if str(one.operator) == "TJ" else [one.operands[0]]
            glyphs = b"".join(bytes(part) for part in held if isinstance(part, String))
            if len(glyphs) >= 8:
                found.append((n, letters, glyphs))
    return drawn, found


def _redrawn(
    change: Callable[[list[Any], list[tuple[int, Mapping[bytes, str], bytes]], Random], bool],
) -> Edit:
    """Return what changes the words drawn on one page."""

    def edit(pdf: Pdf, rng: Random) -> bool:
        for page in rng.sample(list(pdf.pages), len(pdf.pages)):
            drawn, runs = _runs(page)
            if runs and change(drawn, runs, rng):
                page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(drawn))
                return True
        return False

    return edit


def _show(glyphs: bytes) -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction([Array([String(glyphs)])], Operator("TJ"))


def _coded(glyphs: bytes) -> Iterator[tuple[int, bytes]]:
    yield from ((n, glyphs[n : n + 2]) for n in range(0, len(glyphs), 2))


def _letter_changed(wanted: Callable[[str], bool]) -> Edit:
    def change(drawn: list[Any], runs: Any, rng: Random) -> bool:
        places = [
            (n, letters, glyphs, at)
            for n, letters, glyphs in runs
            for at, code in _coded(glyphs)
            if wanted(letters.get(code, ""))
        ]
        rng.shuffle(places)
        for n, letters, glyphs, at in places:
            old = glyphs[at : at + 2]
            others = [c for c, letter in letters.items() if wanted(letter) and c != old]
            if others:
                drawn[n] = _show(glyphs[:at] + rng.choice(sorted(others)) + glyphs[at + 2 :])
                return True
        return False

    return _redrawn(change)


def _words_removed(drawn: list[Any], runs: Any, rng: Random) -> bool:
    n, letters, glyphs = rng.choice(runs)
    blanks = [at for at, code in _coded(glyphs) if letters.get(code) == " "]
    if not blanks:
        return False
    at = rng.choice(blanks)
    drawn[n] = _show(glyphs[:at])
    return True


def _negated(drawn: list[Any], runs: Any, rng: Random) -> bool:
    """Put "not" behind a word, of the letters that the font has."""
    for n, letters, glyphs in rng.sample(runs, len(runs)):
        codes = {letter: code for code, letter in letters.items()}
        blanks = [at for at, code in _coded(glyphs) if letters.get(code) == " "]
        if blanks and all(letter in codes for letter in " not"):
            at = rng.choice(blanks)
            put = b"".join(codes[letter] for letter in " not")
            drawn[n] = _show(glyphs[:at] + put + glyphs[at:])
            return True
    return False


def _runs_exchanged(drawn: list[Any], runs: Any, rng: Random) -> bool:
    pairs = [(a, b) for a in runs for b in runs if a[0] < b[0] and a[1] is b[1] and a[2] != b[2]]
    if not pairs:
        return False
    one, other = rng.choice(pairs)
    drawn[one[0]], drawn[other[0]] = drawn[other[0]], drawn[one[0]]
    return True


def _run_doubled(drawn: list[Any], runs: Any, rng: Random) -> bool:
    n, _, _ = rng.choice(runs)
    drawn.insert(n, drawn[n])
    return True


def _run_hidden(drawn: list[Any], runs: Any, rng: Random) -> bool:
    n, _, _ = rng.choice(runs)
    three, none = ([3], [0])
    drawn.insert(n + 1, pikepdf.ContentStreamInstruction(none, Operator("Tr")))
    drawn.insert(n, pikepdf.ContentStreamInstruction(three, Operator("Tr")))
    return True


def _letters_renamed(pdf: Pdf, rng: Random) -> bool:
    """Have a glyph stand for another letter where it is copied or read aloud."""
    page = rng.choice(list(pdf.pages))
    font = rng.choice([f for _, f in sorted(page.obj.Resources.Font.items()) if "/ToUnicode" in f])
    table = font.ToUnicode.read_bytes()
    pairs = list(_PAIR.finditer(table))
    if len(pairs) < 2:
        return False
    one, other = rng.sample(pairs, 2)
    font.ToUnicode.write(table.replace(one[0], b"<" + one[1] + b"> <" + other[2] + b">", 1))
    return one[2] != other[2]


def _read_aloud(pdf: Pdf, rng: Random) -> bool:
    """Have a screen reader say other words."""
    found: list[Any] = []
    todo: list[Any] = [pdf.Root.StructTreeRoot]
    while todo and len(found) < 60:
        one = todo.pop()
        kids: Any = one.get("/K", [])
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and "/S" in kid:
                found.append(kid)
                todo.append(kid)
    rng.choice(found).ActualText = String("It is not so.")
    return True


def _language(pdf: Pdf, _: Random) -> bool:
    pdf.Root.Lang = String("fr")
    return True


def _layered(pdf: Pdf, rng: Random) -> bool:
    """Hide a page's words in a layer that is switched off."""
    page = rng.choice(list(pdf.pages))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("all")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    name = page.add_resource(layer, Name.Properties)
    page.contents_add(f"/OC {name} BDC".encode(), prepend=True)
    page.contents_add(b"EMC", prepend=False)
    return True


def _picture(pdf: Pdf, rng: Random) -> bool:
    """Take the last tenth of what is drawn on a page away."""
    page = rng.choice(list(pdf.pages))
    drawn = list(pikepdf.parse_content_stream(page))
    paths = [n for n, one in enumerate(drawn) if str(one.operator) in ("f", "f*", "S")]
    if not paths:
        return False
    del drawn[rng.choice(paths)]
    page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(drawn))
    return True


def _flipped(case: Case, rng: Random) -> Case | None:
    """Flip a byte of what is drawn, in a stream as it is stored."""
    if "brief.pdf" not in case.folder:
        return None
    content = case.folder["brief.pdf"]
    begins = [m.end() for m in re.finditer(rb"stream\r?\n", content)]
    at = min(rng.choice(begins) + rng.randrange(40), len(content) - 1)
    return case.having("brief.pdf", content[:at] + bytes([content[at] ^ 0x15]) + content[at + 1 :])


def _appended(case: Case, rng: Random) -> Case | None:
    """Append a newer version of a page object, as programs do that keep what was there."""
    if "brief.pdf" not in case.folder:
        return None
    content = case.folder["brief.pdf"]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        page = rng.choice(list(pdf.pages))
        number, size = page.obj.objgen[0], len(pdf.objects) + 1
        root = pdf.Root.objgen[0]
        media = " ".join(str(float(v)) for v in page.mediabox)
        parent = page.obj.Parent.objgen[0]
    made = f"{number} 0 obj\n<</Type/Page/Parent {parent} 0 R/MediaBox[{media}]>>\nendobj\n"
    found = re.findall(rb"startxref\s+(\d+)", content)
    if not found:
        return None
    offset = len(content) + 1
    table = (
        f"xref\n{number} 1\n{offset:010} 00000 n \n"
        f"trailer\n<</Size {size}/Root {root} 0 R/Prev {found[-1].decode()}>>\n"
        f"startxref\n{offset + len(made)}\n%%EOF\n"
    )
    return case.having("brief.pdf", content + b"\n" + (made + table).encode())


WORDS = "It is not true that any of this was said."

EDITS: Mapping[str, Edit] = {
    "page removed": _page_removed,
    "page doubled": _page_doubled,
    "pages exchanged": _pages_exchanged,
    "page added": _page_added,
    "page turned": _page_turned,
    "page cut": _page_cut,
    "painted over with words": lambda pdf, rng: _painted(pdf, rng, WORDS),
    "invisible words": lambda pdf, rng: _painted(pdf, rng, WORDS, seen=False),
    "white words": lambda pdf, rng: _painted(pdf, rng, WORDS, seen=False, white=True),
    "painted over": lambda pdf, rng: _painted(pdf, rng, " "),
    "free text": lambda pdf, rng: _note(pdf, rng, Name.FreeText, DA=String("/Helv 9 Tf 0 g")),
    "square": lambda pdf, rng: _note(pdf, rng, Name.Square, IC=Array([1, 1, 1])),
    "comment": lambda pdf, rng: _note(pdf, rng, Name.Text),
    "action when opened": _opened,
    "title": _titled,
    "links exchanged": _links_exchanged,
    "link abroad": _link_abroad,
    "link removed": _link_removed,
    "link moved": _link_moved,
    "outline": _outline,
    "attachment added": _attachment_added,
    "attachment removed": _attachment_removed,
    "attached text": _attached_text,
    "contents.json: list emptied": _contents("shown", []),
    "contents.json: number": _contents("number", "XX-1"),
    "contents.json: day": _contents("issue_date", "2020-01-01"),
    "digit": _letter_changed(lambda letter: letter.isdigit() and letter.isascii()),
    "letter": _letter_changed(lambda letter: letter.isalpha()),
    "words removed": _redrawn(_words_removed),
    "negation put in": _redrawn(_negated),
    "words exchanged": _redrawn(_runs_exchanged),
    "words doubled": _redrawn(_run_doubled),
    "words hidden": _redrawn(_run_hidden),
    "letters renamed": _letters_renamed,
    "words for screen readers": _read_aloud,
    "language": _language,
    "layer switched off": _layered,
    "something drawn removed": _picture,
}

PAPER = (
    *(Attack(f"PDF: {name}", edited(edit)) for name, edit in EDITS.items()),
    Attack("PDF: byte flipped", _flipped),
    Attack("PDF: page object appended", _appended),
)
