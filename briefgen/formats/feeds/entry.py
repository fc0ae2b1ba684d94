"""The text of a feed's entry: what it tells, apart from tails, cut-off sentences and bare links."""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.resources import files

from briefgen.formats.encoding import decode
from briefgen.formats.plain import structure_text
from briefgen.formats.sniffing import TEXT
from briefgen.formats.structure import Reading
from briefgen.formats.web.markup import Visible
from briefgen.formats.web.page import read_fragment
from briefgen.model.limits import Limits
from briefgen.model.spans import OffsetMap, Span, apply_edits
from briefgen.model.text import Block, BlockKind

WORDS = tomllib.loads(files(__package__).joinpath("data/entries.toml").read_text("utf-8"))


def _any(name: str) -> str:
    return "|".join(f"(?:{one})" for one in WORDS[name])


_END = r"[\s.→»›>]*\Z"
_AFTER_SENTENCE = r"(?:(?<=[.!?…\])”\"])\s*|\A)"
_TAIL = re.compile(rf"{_AFTER_SENTENCE}(?P<said>(?:{_any('tails')}){_END})", re.IGNORECASE)
_INVITED = re.compile(
    rf"(?:{_AFTER_SENTENCE}|(?<=\s)(?=(?-i:[\[(A-ZÀ-Ý])))(?P<said>(?:{_any('invitations')}){_END})",
    re.IGNORECASE,
)
_CUT = re.compile(_any("cut"))
_CUT_OFF = re.compile(rf"(?:{_any('cut')})\s*\Z")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*(?=\s|\Z)(?<!\.\.)")
_LINK = re.compile(r"<(/?)a\b[^<>]*>", re.IGNORECASE)
_PUNCTUATION = re.compile(r"[.!?,;:]")
_LONGEST_NAME = 4
"""Words of the name of a publisher beside a link."""

_LONGEST = 2000
"""Letters at the end of a block in which a tail is looked for."""

TAIL, UNFINISHED, LINKS = "line of the feed", "unfinished excerpt", "link"


def read_entry(content: bytes, limits: Limits) -> Reading:
    """Read the HTML of an entry."""
    reading = read_fragment(content, limits)
    return _judged(reading, _bare_links(reading))


def read_plain_entry(content: bytes, _: Limits) -> Reading:
    """Read the plain text of an entry."""
    text, encoding, notices = decode(content)
    reading = Reading(TEXT, text, encoding, structure_text(text).blocks, notices=notices)
    return _judged(reading, frozenset())


def _judged(reading: Reading, links: frozenset[Block]) -> Reading:
    """Cut the last words that tell something where they are cut off or a tail begins."""
    text, origin = apply_edits(reading.text, reading.edits)
    blocks: list[Block] = []
    open_ended = True
    for block in reversed(reading.blocks):
        if block in links:
            blocks.append(replace(block, kind=BlockKind.BOILERPLATE, reason=LINKS))
            continue
        span = origin.edited(block.span) if open_ended and block.kind.states else None
        parts = list(_parts(span.of(text))) if span else []
        if span is None or not parts:
            blocks.append(block)
            continue
        blocks += reversed([_part(block, span, one, origin) for one in parts])
        open_ended = all(reason == TAIL for _, _, reason in parts)
    return replace(reading, blocks=_numbered(reversed(blocks)))


def _numbered(blocks: Iterator[Block]) -> tuple[Block, ...]:
    return tuple(
        replace(block, locator=replace(block.locator, paragraph=n))
        for n, block in enumerate(blocks, 1)
    )


def _part(block: Block, span: Span, part: tuple[int, int, str], origin: OffsetMap) -> Block:
    start, end, reason = part
    held = replace(block, span=origin.raw(Span(span.start + start, span.start + end)))
    return replace(held, kind=BlockKind.BOILERPLATE, reason=reason) if reason else held


def _parts(words: str) -> Iterator[tuple[int, int, str]]:
    """Yield [start, end) of what a block tells and of what it doesn't, with the reason."""
    end = len(words.rstrip())
    pieces: list[tuple[int, int, str]] = []
    invited = False
    for pattern in (_TAIL, _INVITED):
        found = pattern.search(words, max(0, end - _LONGEST), end)
        if found:
            pieces.insert(0, (found.start("said"), end, TAIL))
            end = len(words[: found.start("said")].rstrip())
            invited = pattern is _INVITED
    for start, stop, reason in (*_sentences(words, end, invited=invited), *pieces):
        inner = words[start:stop]
        if inner.strip():
            begin = start + len(inner) - len(inner.lstrip())
            yield begin, begin + len(inner.strip()), reason


def _sentences(words: str, end: int, *, invited: bool) -> Iterator[tuple[int, int, str]]:
    """Yield the whole sentences before and between marks of a cut, and the unfinished ones."""
    told = words[:end]
    cut_off = _CUT_OFF.search(told)
    if not cut_off:
        whole = _last_end(told, 0, end)
        finished = not invited or not told or whole == end
        yield (0, end, "") if finished else (0, whole, "")
        yield (end, end, "") if finished else (whole, end, UNFINISHED)
        return
    at = 0
    for number, mark in enumerate(_CUT.finditer(told)):
        begun = at if number == 0 else _first_end(told, at, mark.start())
        whole = max(begun, _last_end(told, begun, mark.start()))
        yield at, begun, UNFINISHED
        yield begun, whole, ""
        yield whole, mark.end(), UNFINISHED
        at = mark.end()


def _first_end(words: str, start: int, end: int) -> int:
    found = _SENTENCE_END.search(words, start, end)
    return found.end() if found else start


def _last_end(words: str, start: int, end: int) -> int:
    ends = [found.end() for found in _SENTENCE_END.finditer(words, start, end)]
    return ends[-1] if ends else start


def _bare_links(reading: Reading) -> frozenset[Block]:
    """Return the blocks that are nothing but a link, with at most a name beside it.

    One whole sentence that is a link is told if nothing else is.
    """
    links = _links(reading.text)
    if not links:
        return frozenset()
    pieces = Visible(reading.text).pieces
    begins = [begin for begin, _ in links]
    bare: list[Block] = []
    for block in reading.blocks:
        first = bisect_left(pieces, block.span.start, key=lambda piece: piece.start)
        last = bisect_left(pieces, block.span.end, key=lambda piece: piece.start)
        held = pieces[first:last]
        linked = [_is_inside(piece.start, links, begins) for piece in held]
        beside = (p for p, inside in zip(held, linked, strict=True) if not inside)
        words = " ".join(reading.text[piece.start : piece.end] for piece in beside)
        if linked[:1] == [True] and len(words.split()) <= _LONGEST_NAME:
            bare += [block] * (not _PUNCTUATION.search(words))
    told = [block for block in bare if _SENTENCE_END.search(block.span.of(reading.text)[-3:])]
    return frozenset() if len(reading.blocks) == len(told) == 1 else frozenset(bare)


def _is_inside(at: int, links: Sequence[tuple[int, int]], begins: Sequence[int]) -> bool:
    near = bisect_right(begins, at) - 1
    return near >= 0 and at < links[near][1]


def _links(source: str) -> list[tuple[int, int]]:
    links: list[tuple[int, int]] = []
    begun: int | None = None
    for tag in _LINK.finditer(source):
        if not tag[1]:
            begun = tag.end()
        elif begun is not None:
            links.append((begun, tag.start()))
            begun = None
    return links
