"""The day of a source that does not say it apart from its text: printed, in its address or name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile

from briefgen.clean.openings import STAMP
from briefgen.formats.dating.address import day_of_address, day_of_name
from briefgen.formats.dating.printed import Head, printed_day
from briefgen.formats.dating.written import find_written
from briefgen.model.text import GUESSED, IN_ADDRESS, IN_NAME, PRINTED, Block, BlockKind, Metadata

_MOST_BLOCKS = 400
_WEEK = 7
_LONGEST_DAY = 30
_CHANGED = re.compile(r"\b(?:edited|modified|updated?)\b", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")


@dataclass(frozen=True, slots=True)
class PrintedHead:
    """The beginning of a text, where it prints its day, and the path of its file.

    `blocks` have what was run into the beginning of the text cut off.
    """

    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    path: str


def date_text(known: Metadata, begin: PrintedHead, text: str) -> Metadata:
    """Fill in the day of publication: as the head prints it, else the address, or the file's name.

    What the file or a person says stays; a guess stays where nothing else is found. The day of
    a name may be that of saving: it is a guess, unless the text bears it out.
    """
    if known.published and known.published_from != GUESSED:
        return known
    head = Head(begin.lines, known.title, known.language, known.url, known.published, lambda: text)
    if printed := printed_day(head) or stamped_day(text, begin.blocks):
        return replace(known, published=printed, published_from=PRINTED)
    if told := day_of_address(known.url):
        return replace(known, published=told, published_from=IN_ADDRESS)
    if named := day_of_name(begin.path):
        sure = _bears_out(text, date.fromisoformat(named))
        return replace(known, published=named, published_from=IN_NAME if sure else GUESSED)
    return known


def _bears_out(text: str, day: date) -> bool:
    """Tell whether a text names a day of the week that ends with this one."""
    week = {day - timedelta(n) for n in range(_WEEK)}
    years = {one.year for one in week}
    return any(
        written.on(year) in map(date.isoformat, week)
        for written in find_written(text)
        if not written.numbers
        for year in years
    )


def lines_of(text: str, blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """Return the first lines of a text; tables, posts and words of others are left out."""
    return tuple(
        line
        for block in blocks[:_MOST_BLOCKS]
        if block.speaker is None and block.kind is not BlockKind.CELL and not block.day
        for line in block.span.of(text).split("\n")
    )


def stamped_day(text: str, blocks: tuple[Block, ...]) -> str:
    """Return the day of a stamp that was run into the first paragraph, "" for none or several.

    A day of change is that of publication only with weekday and time: as a newsroom's system
    prints it over a report. Without them it may be of a page that is kept up for years. A bare
    day is none where other paragraphs begin with a day: those of posts, or of a chronology.
    """
    head = tuple(takewhile(lambda block: not block.kind.states, blocks))
    alone = sum(_begins_with_day(block.span.of(text)) for block in blocks[:_MOST_BLOCKS]) == 1
    days = set()
    for n, block in enumerate(head):
        if block.reason == STAMP:
            run_in = n + 1 < len(blocks) and blocks[n + 1].locator == block.locator
            days |= set(_days_of(block.span.of(text), run_in=run_in, alone=alone))
    return days.pop() if len(days) == 1 else ""


def _days_of(stamp: str, *, run_in: bool, alone: bool) -> Iterator[str]:
    timed = _CLOCK.search(stamp) is not None
    for one in find_written(stamp):
        changed = _CHANGED.search(stamp, 0, one.start) is not None
        bare = run_in and (timed or alone)
        if one.year and (timed and one.weekday is not None if changed else bare):
            yield one.on()


def _begins_with_day(words: str) -> bool:
    return any(one.start == 0 for one in find_written(words[:_LONGEST_DAY]))
