"""The days that lines of a chronology begin with: those of what they tell."""

import re
from collections.abc import Mapping
from dataclasses import replace

from briefgen.extract.dates.parts import DAY_LENGTH, Anchor, Resolved, Rule, Tense, within
from briefgen.extract.nlp import Passage
from briefgen.model.text import BlockKind, Document, Genre

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b(?!\s*[-–—])")


def resolve_listed(
    rule: Rule, match: re.Match[str], year: int | None, anchor: Anchor | None
) -> Resolved | None:
    """Resolve the day that a line of a chronology begins with.

    Without a `year` it is the last such day before the source was published, or the next one
    where the line tells what is to come.
    """
    if year is not None:
        when = rule.resolve(match, within(year))
        return replace(when, anchored=False) if when else None
    if anchor is not None:
        ahead = anchor.tense is Tense.AHEAD
        for one in (anchor.day.year, anchor.day.year + (1 if ahead else -1)):
            when = rule.resolve(match, within(one))
            if when and (when.start >= anchor.day if ahead else when.start <= anchor.day):
                return when
    return rule.resolve(match, None)


def tense_of_line(passage: Passage) -> Tense:
    """Return whether a line of a chronology tells of the past, in whatever tense, or of plans."""
    planned = any(token.lower_ in ("will", "shall") for token in passage.doc)
    return Tense.AHEAD if planned else Tense.PAST


def years_of_lines(document: Document) -> Mapping[int, int]:
    """Return the year of each line of a chronology that gives none, by its place.

    That is the year of the last heading that names one, or of the last line that does, where
    most lines do not: where most do, one without means the source's own year.
    """
    text = document.text
    lines = [block for block in document.blocks if block.genre is Genre.CHRONOLOGY]
    given = [_YEAR.search(block.span.of(text)[:DAY_LENGTH]) for block in lines]
    carried = 2 * sum(year is not None for year in given) < len(given)
    found: dict[int, int] = {}
    year: int | None = None
    for block in document.blocks if lines else ():
        listed = block.genre is Genre.CHRONOLOGY
        if block.kind is BlockKind.HEADING or (listed and carried):
            words = block.span.of(text)[: DAY_LENGTH if listed else None]
            told = _YEAR.search(words)
            year = int(told[0]) if told else year
        if listed and year is not None:
            found[block.span.start] = year
    return found
