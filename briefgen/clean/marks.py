"""Blocks that are no running text: headings, captions, page widgets, damaged passages."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from briefgen.clean.language import is_compound
from briefgen.clean.openings import CREDIT
from briefgen.clean.phrases import (
    OPENERS,
    PICTURE_AGENCIES,
    SMALL_WORDS,
    TAGS,
    is_widget,
)
from briefgen.model.text import Block, BlockKind

_LEFT_OVER_TAG = re.compile(
    rf"<\s?/?\s?(?:{TAGS})\b[^<>\n]{{0,200}}>|(?<![\w<])(?:strong|span|div)\s?/?\s?>"
    rf"|(?<![\w<])/\s?(?:{TAGS})\s?>|(?<!\w)(?:{TAGS})\s?>(?=\s*(?:<|$))"
)
_ADDRESS = re.compile(r"://|www\.|@|\.(?:com|org|net|html?)\b|\w\\\w")
_GLUED = re.compile(r"(?<![\w#@])(?=[^\W\d_]{16})[^\W\d_]{0,25}[a-z]{2}[A-Z][a-z]")
_ENDLESS = re.compile(r"[^\W\d_]{25,}")
_SEVERAL = 3
"""Times that letters without a blank stand in a text whose word they are."""
_SHORTEST_GLUED = 16
"""Letters below which that pattern finds nothing."""

_LONGEST_WORD = 500
_LETTERS = re.compile(r"[^\W\d_]")
_FEWEST_LETTERS = 0.4
_LONG_ROW = 400
_LOST = re.compile(r"(?:\N{REPLACEMENT CHARACTER}.{0,40}){3}", re.DOTALL)

_CREDIT = re.compile(
    r"(?:^|[.\s(\[|–—-])(?:[Pp]hotos?|[Ii]mages?|[Pp]ictures?|[Pp]hotographs?|[Ii]llustrations?"
    r"|[Cc]redits?|[Cc]aption|PHOTO|IMAGE|CREDIT|FILE PHOTO)"
    r"(?:\s(?:credit|by|courtesy|of|from)\b)?\s*(?::|/\s?\w|(?<=by)\s|(?<=courtesy)\s)\s*\S"
    r"|/\s?(?:Getty Images|AFP|Reuters|AP|EPA|Shutterstock|Alamy)\W*$"
    r"|^(?:©|\(c\)|Copyright\b)"
)
_LONGEST_CREDIT, _LONGEST_NAME = 350, 140
_CREDITED = re.compile(
    rf"(?<![\"”’'])[.!?]\s(?!(?:{'|'.join(OPENERS)})\b)(?:(?:{'|'.join(PICTURE_AGENCIES)})"
    r"|[A-Z][\w.&’'-]*(?:[\s/](?:of|for|by|via|the|[A-Z][\w.&’'-]*)){1,5})(?<![.!?])$"
    r"|\((?:[A-Z][\w.’'-]+\s[^()/\n]{2,40}/[^()/\n]{2,40}|[A-Z][\w’'-]+(?:\s[A-Z][\w.’'-]+){1,3}"
    r"|[^()\n]{0,60}\b(?:photo|photograph|picture|image|courtesy|handout)\b[^()\n]{0,60})\)\.?$"
)
"""Who made a picture, named after what it shows: "Divers at the wreck. Norland Coast Guard"."""

_SHOWN = re.compile(
    r"(?:Above|Below|Left|Right|Top|Bottom|Pictured|Main picture|File photo|FILE|From left"
    r"|Clockwise|In this (?:\w+ )?(?:photo|picture|image|still))\b[^.]{0,40}?(?::|,|\s[–—-])\s"
)
"""How a caption begins that says where to look."""

_STOP = re.compile(r"[a-z0-9)][.!?](?=\s)")
_MOST_CAPTION = 2

HEADING = "heading"
"""The reason of a heading, which is set aside as a matter of course."""

_POINTED = re.compile(r"[►▶▸→➔➜➤]\s*\w")
"""How a line begins that points to another page."""

TEASER = "teaser"
"""The reason of one, which stands between the paragraphs of a report."""

_SENTENCE_END = tuple('.!?…:;,"”»)')
_SHORT_HEADING = 8
_LONG_HEADING = 16
_LONGEST_TITLE = 25


def mark_blocks(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Give each block that is no running text its kind and the reason.

    Only blocks that could hold statements are looked at: a format's own headings stay.
    """
    marked: list[Block] = []
    for n, block in enumerate(blocks):
        words = block.span.of(text)
        kind, reason = _judged(words, text) if block.kind.states else (block.kind, block.reason)
        plain = kind is BlockKind.PARAGRAPH and block.kind is BlockKind.PARAGRAPH
        if plain and _is_heading(words, first=n == 0, last=n == len(blocks) - 1):
            kind, reason = BlockKind.HEADING, HEADING
        elif plain and _is_teaser(words, text, marked):
            kind, reason = BlockKind.BOILERPLATE, TEASER
        elif kind is BlockKind.PARAGRAPH:
            kind = block.kind
        same = (kind, reason) == (block.kind, block.reason)
        marked.append(block if same else replace(block, kind=kind, reason=reason))
    return tuple(marked)


def _judged(words: str, text: str) -> tuple[BlockKind, str]:
    """Return what a block is, and why it is set aside; a paragraph when nothing speaks against."""
    for kind, reason, holds in _FAULTS:
        if holds(words):
            return kind, reason
    if _is_glued(words, text):
        return BlockKind.DAMAGED, "glued words"
    return BlockKind.PARAGRAPH, ""


def _is_credit(words: str) -> bool:
    if len(words) > _LONGEST_CREDIT:
        return False
    named = _CREDITED.search(words[-_LONGEST_NAME:])
    credited = named is not None and len(_STOP.findall(words)) <= _MOST_CAPTION
    return bool(credited or _SHOWN.match(words) or _CREDIT.search(words))


def _has_no_blanks(words: str) -> bool:
    return any(len(word) > _LONGEST_WORD for word in words.split())


def _has_no_words(words: str) -> bool:
    """Tell rows of signs and figures, which say nothing and take long to parse."""
    if len(words) <= _LONG_ROW:
        return False
    return len(_LETTERS.findall(words)) < _FEWEST_LETTERS * len(words)


def _is_glued(words: str, text: str) -> bool:
    """Tell words that lost their blanks from a long word, as some languages write them."""
    long = (word for word in words.split() if len(word) >= _SHORTEST_GLUED)
    return any(
        _GLUED.search(word) or any(not _is_word(run, text) for run in _ENDLESS.findall(word))
        for word in long
        if not _ADDRESS.search(word)
    )


def _is_word(run: str, text: str) -> bool:
    return text.count(run) >= _SEVERAL or is_compound(run)


def _has_tags(words: str) -> bool:
    return ">" in words and bool(_LEFT_OVER_TAG.search(words))


_FAULTS: tuple[tuple[BlockKind, str, Callable[[str], object]], ...] = (
    (BlockKind.BOILERPLATE, "page widget", is_widget),
    (BlockKind.CAPTION, CREDIT, _is_credit),
    (BlockKind.DAMAGED, "a run without blanks", _has_no_blanks),
    (BlockKind.DAMAGED, "hardly any letters", _has_no_words),
    (BlockKind.DAMAGED, "left-over markup", _has_tags),
    (BlockKind.DAMAGED, "lost characters", _LOST.search),
)


def _is_heading(text: str, *, first: bool, last: bool) -> bool:
    """Tell a heading from a sentence that lost its full stop."""
    words = text.split()
    if last or "\n" in text or text.endswith(_SENTENCE_END) or len(words) > _LONGEST_TITLE:
        return False
    if first or len(words) <= _SHORT_HEADING:
        return True
    return len(words) <= _LONG_HEADING and _is_title_case(words)


def _is_teaser(words: str, text: str, before: list[Block]) -> bool:
    """Tell a line that points elsewhere, after a paragraph that announces no list."""
    if not _POINTED.match(words) or words.endswith((*".!:;,", "…")):
        return False
    last = next((block for block in reversed(before) if block.reason != TEASER), None)
    told = last.span.of(text) if last is not None and last.kind is BlockKind.PARAGRAPH else ""
    return told.endswith((*".!?", "”", '"'))


def _is_title_case(words: list[str]) -> bool:
    """Tell whether nearly all words that can take a capital have one."""
    open_words = [w for w in words if w.casefold() not in SMALL_WORDS and w[0].isalpha()]
    capital = sum(1 for word in open_words if not word[0].islower())
    lower_runs = any(a[0].islower() and b[0].islower() for a, b in pairwise(open_words))
    return bool(open_words) and capital >= 0.7 * len(open_words) and not lower_runs
