"""Quotations and posts of which a line beside them says whose words they are.

A paragraph wholly in quotation marks gets the speaker that the line below signs it with
("— Ann Moss, mayor") or the one above announces ("From the desk of Ann Moss."); a post gets the
one whose signature closes it ("... — Ann Moss (@annmoss) May 4, 2026").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.model.spans import Span
from briefgen.model.text import Block, BlockKind

SIGNATURE = "whose words those beside it are"
POST = "words of a post, and of somebody else before them"
"""Reasons of what is set aside: the line that names a speaker, and a post that cannot be told
from what stands before it in its paragraph."""

_MARKS = '"“”„«»'
_QUOTED = re.compile(rf"[“„«\"][^{_MARKS}]+[”»\"]\W?", re.DOTALL)
_DASH = r"[-–—―]{1,2}"
_NAME = r"[A-Z][\w.'’-]*(?:\s(?:[a-z]{1,3}\s)?[A-Z][\w.'’-]*){1,5}"
_SIGNATURE = re.compile(
    rf"\s*(?:{_DASH}\s*)?(?P<who>{_NAME}(?:,\s[^.!?:{_MARKS}\n]{{2,100}})?)\.?\s*"
)
_INTRODUCTION = re.compile(
    rf"(?:And\s)?(?:[Ff]rom|[Bb]y)\s(?:the\s(?:desk|office|pen)\sof\s)?"
    rf"(?P<who>{_NAME}(?:,\s[^.!?:{_MARKS}\n]{{2,100}})?)[.:]\s*"
)
_POSTED = re.compile(
    rf"(?P<links>(?:\s*(?:https?://|pic\.twitter\.com/)\S+)*)(?<=\S)\s+{_DASH}\s?(?P<who>[^\s(){_MARKS}–—][^(){_MARKS}–—\n]{{0,59}}?)\s\(@\w{{1,30}}\)"
    r"(?:\s[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4}|\s\d{1,2}\s[A-Z][a-z]{2,8}\.?\s\d{4}|\s*\Z)"
)
_LONGEST_POST = 330
"""Characters of a post with its links; more than that before a signature is not all of it."""


def sign_quotations(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Give quotations and posts the speakers that lines and signatures beside them name."""
    signed = list(blocks)
    for n, block in enumerate(blocks):
        if block.speaker is not None or not block.kind.states:
            continue
        if _QUOTED.fullmatch(block.span.of(text).strip()) is None:
            continue
        below = _signature(text, blocks[n + 1]) if n + 1 < len(blocks) else None
        above = _introduction(text, blocks[n - 1]) if n else None
        if below is not None:
            signed[n + 1] = _named(blocks[n + 1])
        elif above is not None:
            signed[n - 1] = _named(blocks[n - 1])
        signed[n] = replace(block, speaker=below or above)
    return tuple(part for block in signed for part in _posts(text, block))


def _named(line: Block) -> Block:
    return replace(line, kind=BlockKind.BOILERPLATE, reason=SIGNATURE)


def _signature(text: str, line: Block) -> Span | None:
    """Return who signs in a line: after a dash, that of a list item included."""
    words = line.span.of(text)
    before = text[: line.span.start].rpartition("\n")[2].strip()
    dashed = re.match(_DASH, words) or re.fullmatch(_DASH, before)
    return _who(_SIGNATURE, text, line) if dashed else None


def _introduction(text: str, line: Block) -> Span | None:
    return _who(_INTRODUCTION, text, line)


def _who(pattern: re.Pattern[str], text: str, line: Block) -> Span | None:
    found = pattern.fullmatch(text, line.span.start, line.span.end)
    return Span(*found.span("who")) if found else None


def _posts(text: str, block: Block) -> Iterator[Block]:
    """Yield a paragraph with the posts in it as blocks of whoever wrote them."""
    at = block.span.start
    if block.kind.states and block.speaker is None:
        for found in _POSTED.finditer(text, block.span.start, block.span.end):
            if at < found.start():
                yield from _posted(block, Span(at, found.start()), Span(*found.span("who")))
            signature = Span(found.start() + len(found[0]) - len(found[0].lstrip()), found.end())
            yield _named(replace(block, span=signature))
            rest = text[found.end() : block.span.end]
            at = found.end() + len(rest) - len(rest.lstrip())
    if at == block.span.start:
        yield block
    elif at < block.span.end:
        yield replace(block, span=Span(at, block.span.end))


def _posted(block: Block, words: Span, who: Span) -> Iterator[Block]:
    """Yield the words before a signature; more than a post can hold are partly somebody else's."""
    if len(words) > _LONGEST_POST:
        yield replace(block, span=words, kind=BlockKind.BOILERPLATE, reason=POST)
    else:
        yield replace(block, span=words, speaker=who)
