"""Paragraphs parted where something else was run into them; each part a block with its reason."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefgen.clean.links import find_links
from briefgen.clean.openings import CREDIT, DATELINE, Cut, cut_opening
from briefgen.clean.phrases import begins_comments, is_phrase, is_signed
from briefgen.model.spans import Span
from briefgen.model.text import Block, BlockKind

_OPENING = 6
"""So many paragraphs from the beginning can have a headline or a stamp run into them."""

_SENTENCE = re.compile(r"\S.*?(?:(?<![A-Z])[.!?…][\"”’)\]]*(?=\s|$)|$)", re.DOTALL)
_LONG = 20
"""Words of a paragraph that is a report's, so that what comes later may be readers'."""


def part_blocks(text: str, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Part the paragraphs of a document; what readers write under it is set aside whole."""
    parted = tuple(_captions(text, tuple(_before_dateline(tuple(_parted(text, blocks))))))
    return tuple(_without_comments(text, parted))


def _parted(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    read = 0
    for block in blocks:
        if not block.kind.states:
            yield block
            continue
        read += 1
        words = block.span.of(text)
        plain = block.kind is BlockKind.PARAGRAPH and read <= _OPENING
        cuts = cut_opening(words) if plain else ()
        begin = cuts[-1].end if cuts else 0
        yield from _pieces(text, block, (*cuts, *_furniture(words, begin)))


def _furniture(words: str, begin: int) -> Iterator[Cut]:
    """Yield what the page says of itself in a paragraph, in order and disjoint."""
    at = begin
    found = (*_phrases(words, begin), *find_links(words, begin))
    for cut in sorted(found, key=lambda cut: (cut.start, -cut.end)):
        if cut.start >= at:
            yield cut
            at = cut.end


def _before_dateline(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Set aside what stands before the dateline, with which a report begins."""
    filed = next((n for n, block in enumerate(blocks) if block.reason == DATELINE), 0)
    for n, block in enumerate(blocks):
        if n < filed and block.kind.states:
            yield replace(block, kind=BlockKind.HEADING, reason=f"before the {DATELINE}")
        else:
            yield block


def _captions(text: str, blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Set aside the sentence whose picture's credit was run into the paragraph after it."""
    for n, block in enumerate(blocks):
        near = blocks[n + 1 : n + 3] if n < _OPENING and block.kind is BlockKind.PARAGRAPH else ()
        credited = len(near) > 1 and near[0].reason == CREDIT
        if credited and near[0].locator == near[1].locator and not _several(block.span.of(text)):
            yield replace(block, kind=BlockKind.CAPTION, reason=CREDIT)
        else:
            yield block


def _several(words: str) -> bool:
    return len(_SENTENCE.findall(words)) > 1


def _phrases(words: str, begin: int) -> Iterator[Cut]:
    """Yield the sentences of a paragraph by which the page speaks of itself."""
    for found in _SENTENCE.finditer(words, begin):
        if is_phrase(found[0]):
            yield Cut(found.start(), found.end(), BlockKind.BOILERPLATE, "page phrase")


def _pieces(text: str, block: Block, cuts: Iterable[Cut]) -> Iterator[Block]:
    """Yield a block in parts: what was cut out of it, and what is left of it."""
    at = block.span.start
    for cut in cuts:
        start, end = block.span.start + cut.start, block.span.start + cut.end
        yield from _trimmed(text, block, at, start)
        yield from (
            replace(one, kind=cut.kind, reason=cut.reason)
            for one in _trimmed(text, block, start, end)
        )
        at = end
    yield from _trimmed(text, block, at, block.span.end)


def _trimmed(text: str, block: Block, start: int, end: int) -> Iterator[Block]:
    """Yield the part of a block between two offsets without blanks at its ends, if any is left."""
    words = text[start:end]
    if words.strip():
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        yield (
            block
            if (start, end) == (block.span.start, block.span.end)
            else replace(block, span=Span(start, end))
        )


def _without_comments(text: str, blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Set aside what comes after the line that opens the comments, in the same entry."""
    lines = [block.span.of(text) for block in blocks]
    signed = [n for n, words in enumerate(lines) if is_signed(words)]
    begun = signed[0] if len(signed) > 1 else len(blocks)
    reported, entry, open_ = False, None, False
    for n, (block, words) in enumerate(zip(blocks, lines, strict=True)):
        if block.locator.entry != entry:
            reported, entry, open_ = False, block.locator.entry, False
        open_ = open_ or (reported and (n >= begun or begins_comments(words)))
        if open_ and block.kind.states:
            yield replace(block, kind=BlockKind.BOILERPLATE, reason="readers' comments")
        else:
            yield block
        reported = reported or (block.kind.states and len(words.split()) >= _LONG)
