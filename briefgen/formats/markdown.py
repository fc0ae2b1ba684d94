"""Markdown (CommonMark's common parts): blocks by line syntax, inline marks as edits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import yaml

from briefgen.formats.days import day_of_text
from briefgen.formats.encoding import decode
from briefgen.formats.sniffing import MARKDOWN
from briefgen.formats.structure import Reading, Structure
from briefgen.model.limits import Limits
from briefgen.model.spans import Edit, Span
from briefgen.model.text import IN_FILE, Block, BlockKind, Locator, Metadata

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_QUOTE = re.compile(r"(?:[ \t]{0,3}>[ \t]?)+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_CELL_RULE = re.compile(r"[ \t]*\|?[ \t:|-]*-{3,}[ \t:|-]*$")
_INLINE = (
    re.compile(r"(!\[)([^\]\n]*)(\]\([^)\n]*\))"),
    re.compile(r"(\[)([^\]\n]+)(\]\([^)\n]*\)|\]\[[^\]\n]*\])"),
    re.compile(r"(<)(https?://[^>\s]+)(>)"),
    re.compile(r"(`+)([^`\n]+)(`+)"),
    re.compile(r"(?<!\*)(\*\*)(?=\S)([^*\n]+?)(?<=\S)(\*\*)(?!\*)"),
    re.compile(r"(?<![\w_])(__)(?=\S)([^_\n]+?)(?<=\S)(__)(?![\w_])"),
    re.compile(r"(?<![\w*])(\*)(?=\S)([^*\n]+?)(?<=\S)(\*)(?![\w*])"),
    re.compile(r"(?<![\w_])(_)(?=\S)([^_\n]+?)(?<=\S)(_)(?![\w_])"),
)

_FRONT_MATTER = re.compile(r"---\n(.*?\n)---(?:\n|$)", re.DOTALL)
_LONGEST_FRONT_MATTER = 20_000
_DAYS = ("published", "date", "pubdate", "created")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")

_KINDS = {"heading": BlockKind.HEADING, "item": BlockKind.ITEM, "cell": BlockKind.CELL}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its syntax: what it is, and where its own words are."""

    kind: str
    span: Span


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
        notices=notices,
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


def structure_markdown(text: str) -> Structure:
    """Find headings, paragraphs, items, quoted paragraphs and cells; leave code out."""
    blocks: list[Block] = []
    edits: list[Edit] = []
    for lines in _groups(_lines(text)):
        number = len(blocks) + 1
        kind = _KINDS.get(lines[0].kind, BlockKind.PARAGRAPH)
        span = Span(lines[0].span.start, lines[-1].span.end)
        blocks.append(Block(span, kind, Locator(paragraph=number)))
        for line, after in pairwise(lines):
            if line.span.end + 1 < after.span.start:
                edits.append(Edit(Span(line.span.end + 1, after.span.start)))
        for line in lines:
            edits.extend(_inline(text, line.span))
    return Structure(tuple(blocks), tuple(sorted(edits)))


def _lines(text: str) -> Iterator[_Line]:
    """Yield what each line is; `blank` and `code` separate, `rule` underlines."""
    fence = ""
    at = 0
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
        yield from _line(line, start)


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
        elif line.kind == "text" and group and group[0].kind in ("text", "item"):
            group.append(line)
        else:
            if group:
                yield group
            group = [line] if line.kind not in ("blank", "underline") else []
    if group:
        yield group


def _inline(text: str, span: Span) -> Iterator[Edit]:
    """Yield the deletions that leave a link's words and take emphasis marks away."""
    taken: list[Span] = []
    for pattern in _INLINE:
        for match in pattern.finditer(text, span.start, span.end):
            marks = [Span(*match.span(1)), Span(*match.span(3))]
            if not any(mark.overlaps(other) for mark in marks for other in taken):
                taken.extend(marks)
    return (Edit(mark) for mark in taken)
