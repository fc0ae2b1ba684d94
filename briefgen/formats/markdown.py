"""Markdown (CommonMark's common parts): blocks by line syntax, inline marks as edits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import yaml

from briefgen.formats.dating.iso import day_of_text
from briefgen.formats.encoding import decode
from briefgen.formats.raised import written
from briefgen.formats.sniffing import MARKDOWN
from briefgen.formats.structure import Reading, Structure
from briefgen.model.limits import Limits
from briefgen.model.locators import Locator
from briefgen.model.spans import Edit, Span
from briefgen.model.text import IN_FILE, Block, BlockKind, Metadata, Notice

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_QUOTE = re.compile(r"(?:[ \t]{0,3}>[ \t]?)+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_CELL_RULE = re.compile(r"[ \t]*\|?[ \t:|-]*-{3,}[ \t:|-]*$")
_INLINE = (
    re.compile(r"(!\[)([^\]\n]{0,1000})(\]\([^)\n]{0,4000}\))"),
    re.compile(r"(\[)([^\]\n]{1,1000})(\]\([^)\n]{0,4000}\)|\]\[[^\]\n]{0,1000}\])"),
    re.compile(r"(<)(https?://[^>\s]+)(>)"),
    re.compile(r"(`+)([^`\n]+)(`+)"),
    re.compile(r"(?<!\*)(\*\*)(?=\S)([^*\n]+?)(?<=\S)(\*\*)(?!\*)"),
    re.compile(r"(?<![\w_])(__)(?=\S)([^_\n]+?)(?<=\S)(__)(?![\w_])"),
    re.compile(r"(?<![\w*])(\*)(?=\S)([^*\n]+?)(?<=\S)(\*)(?![\w*])"),
    re.compile(r"(?<![\w_])(_)(?=\S)([^_\n]+?)(?<=\S)(_)(?![\w_])"),
)

_STRUCK = re.compile(
    r"(?:(?<=\s)|(?<=^))(?:~~(?=\S)[^~\n]+~~|<(del|s|strike)>[^<\n]*</\1>)[ \t]?"
    r"|~~(?=\S)[^~\n]+~~|<(del|s|strike)>[^<\n]*</\2>",
    re.IGNORECASE | re.MULTILINE,
)
"""Struck-out words, with one of the blanks around them."""

_INSERTED = re.compile(r"</?(?:ins|u|mark)>", re.IGNORECASE)
_SHIFTED = re.compile(
    r"<(sup|sub)>([^<\n]{1,40})</\1>|\[(\^)([^\]\n]{1,40})\](?!:)"
    r"|(?<=\S)([\^~])([^\s\^~]{1,12})\5(?![\^~])",
    re.IGNORECASE,
)
"""Raised and lowered figures as HTML, as the mark of a note, and as Pandoc writes them."""

_NOTE = re.compile(r" {0,3}\[\^[^\]\n]+\]:[ \t]*")
_CREDIT = re.compile(r"[ \t]*(?:[—–―]|--)[ \t]*(?=\S)")
_LONGEST_CREDIT = 160
_LOOK_BACK = 40
_LINK = re.compile(r"\[[^\]\n]+\](?:\([^)\n]*\)|\[[^\]\n]*\])\W*")
_NOTES, _ATTRIBUTION, _TEASER, _LINK_LIST = "note", "attribution", "teaser", "link list"

_FRONT_MATTER = re.compile(r"---\n(.*?\n)---(?:\n|$)", re.DOTALL)
_LONGEST_FRONT_MATTER = 20_000
_DAYS = ("published", "date", "pubdate", "created")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")

_KINDS = {
    "heading": BlockKind.HEADING,
    "item": BlockKind.ITEM,
    "cell": BlockKind.CELL,
    "credit": BlockKind.CAPTION,
    "note": BlockKind.BOILERPLATE,
}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its syntax: what it is, where its own words are, in which quotation."""

    kind: str
    span: Span
    quotation: int = 0


def read_markdown(content: bytes, _: Limits) -> Reading:
    """Read a Markdown file."""
    text, encoding, notices = decode(content)
    found = structure_markdown(text)
    return Reading(
        MARKDOWN,
        text,
        encoding,
        found.blocks,
        found.edits,
        metadata=_metadata(text),
        notices=(*notices, *_left_out(text, found)),
    )


def _metadata(text: str) -> Metadata:
    """Read what stands before a text between two lines of three hyphens, as site builders do."""
    front = _FRONT_MATTER.match(text[:_LONGEST_FRONT_MATTER])
    try:
        told = yaml.safe_load(front[1]) if front else None
    except (yaml.YAMLError, ValueError, RecursionError):
        told = None
    known = {
        str(name).casefold(): " ".join(str(value).split())
        for name, value in (told.items() if isinstance(told, dict) else ())
        if isinstance(value, str | date)
    }
    published = next(filter(None, (day_of_text(known.get(name, "")) for name in _DAYS)), "")
    address = known.get("url") or known.get("link") or ""
    return Metadata(
        title=known.get("title", ""),
        author=known.get("author", ""),
        publisher=known.get("publisher", ""),
        published=published,
        published_from=IN_FILE if published else "",
        url=address if _ADDRESS.fullmatch(address) else "",
    )


def _left_out(text: str, found: Structure) -> tuple[Notice, ...]:
    struck = sum(bool(_STRUCK.match(text, edit.span.start)) for edit in found.edits)
    detail = f"Struck-out text was left out; places: {struck}."
    return (Notice("struck-text", detail),) if struck else ()


def structure_markdown(text: str) -> Structure:
    """Find headings, paragraphs, items, quoted paragraphs and cells; leave code out.

    Paragraphs that are links, notes and who is named under a quotation are set aside.
    """
    blocks: list[Block] = []
    edits: list[Edit] = []
    groups = list(_groups(_lines(text)))
    speakers = {
        lines[0].quotation: _name(text, lines[0].span)
        for lines in groups
        if lines[0].kind == "credit"
    }
    for lines in groups:
        number, kind = len(blocks) + 1, lines[0].kind
        span = Span(lines[0].span.start, lines[-1].span.end)
        reason = _reason(kind, span.of(text))
        shown = BlockKind.BOILERPLATE if reason else BlockKind.PARAGRAPH
        speaker = speakers.get(lines[0].quotation) if kind in ("text", "item") else None
        kept = _KINDS.get(kind, shown) if kind in ("credit", "note") or not reason else shown
        blocks.append(Block(span, kept, Locator(paragraph=number), reason, speaker))
        for line, after in pairwise(lines):
            if line.span.end + 1 < after.span.start:
                edits.append(Edit(Span(line.span.end + 1, after.span.start)))
        for line in lines:
            edits.extend(_inline(text, line.span))
    return Structure(tuple(blocks), tuple(sorted(edits)))


def _lines(text: str) -> Iterator[_Line]:
    """Yield what each line is; `blank` and `code` separate, `rule` underlines."""
    fence = ""
    at = quotation = 0
    quoted = False
    front_matter = text.startswith("---\n") and "\n---\n" in text
    for n, line in enumerate(text.split("\n")):
        start, at = at, at + len(line) + 1
        if front_matter:
            front_matter = n == 0 or line != "---"
            continue
        mark = _FENCE.match(line)
        if fence or mark:
            closes = fence and mark and mark[1].startswith(fence)
            fence = "" if closes else fence or (mark[1] if mark else "")
            yield _Line("blank", Span(start, start + 1))
            continue
        quotation += bool(_QUOTE.match(line)) and not quoted
        quoted = bool(_QUOTE.match(line))
        for found in _line(line, start):
            yield replace(found, quotation=quotation) if quoted else found


def _line(line: str, start: int) -> Iterator[_Line]:
    quote = _QUOTE.match(line)
    offset = quote.end() if quote else 0
    body = line[offset:]
    if not body.strip() or _RULE.match(body) or _CELL_RULE.match(body):
        kind = "underline" if _UNDERLINE.match(body) and not quote else "blank"
        yield _Line(kind, Span(start, start + 1))
    elif heading := _HEADING.match(body):
        yield _Line("heading", _trimmed(heading[1], start + offset + heading.start(1)))
    elif _UNDERLINE.match(body):
        yield _Line("underline", Span(start, start + 1))
    elif note := _NOTE.match(body):
        yield _Line("note", _trimmed(body[note.end() :] or body, start + offset + note.end()))
    elif quote and len(body) <= _LONGEST_CREDIT and _CREDIT.match(body):
        yield _Line("credit", _trimmed(body, start + offset))
    elif item := _ITEM.match(body):
        yield _Line("item", _trimmed(body[item.end() :], start + offset + item.end()))
    elif body.lstrip().startswith("|"):
        for cell in re.finditer(r"[^|]*[^|\s][^|]*", body):
            yield _Line("cell", _trimmed(cell[0], start + offset + cell.start()))
    else:
        yield _Line("text", _trimmed(body, start + offset))


def _trimmed(words: str, start: int) -> Span:
    lead = len(words) - len(words.lstrip())
    return Span(start + lead, start + max(len(words.rstrip()), lead + 1))


def _groups(lines: Iterator[_Line]) -> Iterator[list[_Line]]:
    """Join the lines of one block; an underlined text line becomes a heading."""
    group: list[_Line] = []
    for line in lines:
        if line.kind == "underline" and len(group) == 1 and group[0].kind == "text":
            yield [_Line("heading", group[0].span)]
            group = []
        elif line.kind == "text" and group and group[0].kind in ("text", "item", "note"):
            group.append(line)
        else:
            if group:
                yield group
            group = [line] if line.kind not in ("blank", "underline") else []
    if group:
        yield group


def _reason(kind: str, words: str) -> str:
    """Return why a block is set aside: links, notes and credits say nothing themselves."""
    if kind in ("credit", "note"):
        return _ATTRIBUTION if kind == "credit" else _NOTES
    if kind in ("text", "item") and _LINK.fullmatch(words):
        return _LINK_LIST if kind == "item" else _TEASER
    return ""


def _name(text: str, span: Span) -> Span:
    """Return a credit without its dash."""
    dash = _CREDIT.match(text, span.start, span.end)
    return Span(dash.end() if dash else span.start, span.end)


def _inline(text: str, span: Span) -> Iterator[Edit]:
    """Yield the edits that leave a link's words, and take emphasis and struck words away."""
    taken: list[Edit] = []
    used = bytearray(len(span))

    def take(*edits: Edit) -> None:
        places = [slice(edit.span.start - span.start, edit.span.end - span.start) for edit in edits]
        if not any(any(used[place]) for place in places):
            taken.extend(edits)
            for place in places:
                used[place] = b"\1" * (place.stop - place.start)

    for struck in _STRUCK.finditer(text, span.start, span.end):
        take(Edit(Span(*struck.span())))
    for mark in _INSERTED.finditer(text, span.start, span.end):
        take(Edit(Span(*mark.span())))
    for shifted in _SHIFTED.finditer(text, span.start, span.end):
        lowered = (shifted[1] or "").casefold() == "sub" or shifted[5] == "~"
        figures = shifted[2] or shifted[6] or ""
        before = text[max(span.start, shifted.start() - _LOOK_BACK) : shifted.start()]
        after = text[shifted.end() : shifted.end() + 1]
        now = written(before, figures, lowered=lowered, after=after) if figures else ""
        take(Edit(Span(*shifted.span()), now))
    for pattern in _INLINE:
        for match in pattern.finditer(text, span.start, span.end):
            take(Edit(Span(*match.span(1))), Edit(Span(*match.span(3))))
    return iter(taken)
