"""What the full dates of a text tell of its others: their year, and the day they count from."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from briefgen.extract.dates.parts import (
    WEEKDAY,
    WEEKDAYS,
    Anchor,
    Resolved,
    Tense,
    day_number,
    month_name,
    month_of,
    number,
    on,
    year_number,
)
from briefgen.model.annotations import Precision
from briefgen.model.text import Document

_WEEK, _HALF_WEEK = 7, 3
_SEASON = 31
"""Days within which a month without its year is that of the source, whatever the text tells."""

_FULL = tuple(
    re.compile(
        rf"(?:(?P<weekday>{WEEKDAY}),?\s\(?(?:the\s)?)?{day}(?:,?\s|\sof\s){year_number()}\b"
    )
    for day in (
        rf"{day_number()}\s(?:of\s)?{month_name()}",
        rf"{month_name()}\s{day_number()}",
        month_name(),
    )
)


@dataclass(frozen=True, slots=True)
class Told:
    """The years of the days and months that a text gives in full, and the day of a weekday.

    `years` has for a month and day, or a month and 0, all years given. `day` is what weekdays
    of a text without a day of its own lie near: the first full date that stands with its
    weekday.
    """

    years: Mapping[tuple[int, int], frozenset[int]]
    day: date | None

    def year_of(self, guess: Resolved, anchor: Anchor | None) -> int | None:
        """Return the year of a date without one, where the text tells another than is nearest.

        One that is near the day of writing, or still to come, needs none.
        """
        exact = guess.precision is Precision.DAY
        start = guess.start
        if anchor is not None and anchor.tense is Tense.AHEAD:
            return None
        if exact and (given := self.years.get((start.month, start.day))):
            near = anchor is not None and anchor.away(start) <= _WEEK
            return None if near or len(given) > 1 else min(given)
        given = self.years.get((start.month, 0), frozenset())
        near = anchor is not None and anchor.away(start) <= _SEASON
        return None if near or len(given) != 1 else min(given)

    def anchor(self, match: re.Match[str], tense: Tense) -> Anchor | None:
        """Return what a date counts from in a text without a day of its own."""
        parts = match.groupdict()
        if self.day is None or parts.get("which"):
            return None
        if parts.get("weekday"):
            ahead = tense is Tense.AHEAD
            return Anchor(self.day if ahead else self.day + timedelta(_HALF_WEEK), tense)
        return Anchor(self.day, Tense.OPEN) if parts.get("month") else None


def told_by(document: Document) -> Told:
    """Collect the full dates of a text."""
    years: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    days: dict[int, date] = {}
    for pattern in _FULL:
        for match in pattern.finditer(document.text):
            parts = match.groupdict()
            month, year = month_of(match), int(match["year"])
            day = number(parts["day"]) if parts.get("day") else 0
            years[month, 0].add(year)
            if not day or (full := on(year, month, day)) is None:
                continue
            years[month, day].add(year)
            if match["weekday"] and WEEKDAYS[full.weekday()] == match["weekday"].casefold():
                days[match.start()] = full
    first = days[min(days)] if days else None
    return Told({key: frozenset(given) for key, given in years.items()}, first)
