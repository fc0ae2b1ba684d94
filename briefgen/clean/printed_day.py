"""The day of a source that does not say it apart from its text: printed, or in its address."""

from dataclasses import replace

from briefgen.formats.dating.address import day_of_address
from briefgen.formats.dating.printed import Head, printed_day
from briefgen.model.text import GUESSED, IN_ADDRESS, PRINTED, Block, BlockKind, Metadata

_MOST_BLOCKS = 400


def date_text(known: Metadata, lines: tuple[str, ...], text: str) -> Metadata:
    """Fill in the day of publication: as the head of the lines prints it, else the address.

    What the file or a person says stays; a guess stays where nothing else is found.
    """
    if known.published and known.published_from != GUESSED:
        return known
    head = Head(lines, known.title, known.language, known.url, known.published, lambda: text)
    printed = printed_day(head)
    told = printed or day_of_address(known.url)
    if not told:
        return known
    return replace(known, published=told, published_from=PRINTED if printed else IN_ADDRESS)


def lines_of(text: str, blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """Return the first lines of a text; tables, posts and words of others are left out."""
    return tuple(
        line
        for block in blocks[:_MOST_BLOCKS]
        if block.speaker is None and block.kind is not BlockKind.CELL and not block.day
        for line in block.span.of(text).split("\n")
    )
