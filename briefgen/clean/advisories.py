"""Advisories in a text: the lines that say what takes place, when and where are one item.

"WHAT: Opening of the depot", "WHEN: Tuesday, 10 March, 10 a.m." else look like headings and stamps.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from briefgen.model.spans import Span
from briefgen.model.text import Block, BlockKind

_LABEL = re.compile(
    r"(?:^|(?<=\n)|(?<=[.!?]\s))[ \t•*-]*(what|when|where|who|why|how)[ \t]*:", re.IGNORECASE
)
_NEEDED = frozenset(["what", "when"])
_MOST_LINES = 3
"""Lines that may stand under a label before the next one: a street, a town."""

_LONGEST = 300
_FEWEST_WORDS = 7


def join_advisories(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Make one item of lines in a row that say what takes place and when."""
    joined: list[Block] = []
    at = 0
    while at < len(blocks):
        until = _until(text, blocks, at)
        block = blocks[at]
        if until > at + 1:
            span = Span(block.span.start, blocks[until - 1].span.end)
            block = replace(block, span=span, kind=BlockKind.ITEM)
        joined.append(block)
        at = until
    return tuple(joined)


def _until(text: str, blocks: Sequence[Block], at: int) -> int:
    """Return up to which block the advisory reaches that begins with one: the next for none."""
    said: set[str] = set()
    until, alone = at, False
    for n in range(at, len(blocks)):
        block = blocks[n]
        words = block.span.of(text)
        found = _LABEL.finditer(words) if _LABEL.match(words) else ()
        labels = [label[1].casefold() for label in found]
        if not (labels or said) or not said.isdisjoint(labels) or len(words) > _LONGEST:
            break
        if not block.kind.states or block.locator.entry != blocks[at].locator.entry:
            break
        if labels:
            said.update(labels)
            until, alone = n + 1, words.endswith(":")
        elif alone:
            until, alone = n + 1, False
        elif n - until >= _MOST_LINES or _is_sentence(words):
            break
    return until if said >= _NEEDED else at + 1


def _is_sentence(words: str) -> bool:
    """Tell running text from the second line of an address or a time ("10 a.m.")."""
    return words.endswith((".", "!", "?")) and len(words.split()) >= _FEWEST_WORDS
