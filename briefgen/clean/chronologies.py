"""Lines that begin with the day of what they tell: "21 Aug - Fighters enter the town"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from briefgen.model.text import Block, Genre

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_LINE = re.compile(
    rf"(?:{_WEEKDAY}(?:{_DAY}\s{_MONTH}(?:,?\s\d{{4}})?|{_MONTH}\s{_DAY}(?:,?\s\d{{4}})?)"
    rf"|{_MONTH}\s\d{{4}}|\d{{4}}-\d\d-\d\d|(?:1[89]|20)\d\d)"
    r"(?:\s?[-–—]{1,2}\s|:\s)\S"
)
_FEWEST = 3
_MOST_PARTED = 2
"""Other blocks that may stand between two lines of one chronology: a year, a second sentence."""


def mark_lines(text: str, blocks: Sequence[Block]) -> tuple[tuple[Block, ...], bool]:
    """Give the lines of a chronology that genre; tell whether they are most of the text."""
    running = [n for n, block in enumerate(blocks) if block.kind.states]
    lines = [n for n in running if _LINE.match(blocks[n].span.of(text))]
    runs: list[list[int]] = []
    for n in lines:
        if runs and n - runs[-1][-1] <= _MOST_PARTED:
            runs[-1].append(n)
        else:
            runs.append([n])
    told = {n for run in runs if len(run) >= _FEWEST for n in run}
    if not told:
        return tuple(blocks), False
    marked = tuple(
        replace(block, genre=Genre.CHRONOLOGY) if n in told else block
        for n, block in enumerate(blocks)
    )
    return marked, 2 * len(told) >= len(running)
