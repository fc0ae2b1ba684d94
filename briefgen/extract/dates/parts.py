"""What rules for dates are made of: parts of patterns, and days counted from an anchor."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from briefgen.extract.lexicon import table
from briefgen.model.annotations import Precision

_MONTHS = "January February March April May June July August September October November December"
_NUMBER_OF = {name[:3].casefold(): n for n, name in enumerate(_MONTHS.split(), 1)}
_NAMES = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_BEGINNINGS = tuple(name[:3] for name in _MONTHS.split())
_ORDINALS: Mapping[str, int] = {
    word: n
    for n, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"], 1
    )
}

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
DASH = r"\s?(?:-|–|—|to|and|until|through)\s?"
DAY_LENGTH = 30
"""Characters of the longest day, with weekday and year."""

_LAST_DAY_OF_WEEK = 6
_MONTHS_IN = {"month": 1, "year": 12, "decade": 120}
_LAST_YEAR = 9999
_SLACK = 7
"""Days that a date may lie on the other side of the anchor than the tense says."""

_FAR, _CLOSE = 240, 60
"""A day so close is meant, whatever the tense, when the one that fits it is so far away."""

_MIDYEAR = (7, 1)


def month_name(group: str = "month") -> str:
    """Return the pattern of a month's name."""
    return rf"(?P<{group}>{_NAMES})"


def names_month(text: str) -> bool:
    """Tell at little cost whether a text may name a month."""
    return any(beginning in text for beginning in _BEGINNINGS)


def day_number(group: str = "day") -> str:
    """Return the pattern of a day in its month."""
    return rf"(?P<{group}>[0-3]?\d)(?:st|nd|rd|th)?"


def year_number(group: str = "year") -> str:
    """Return the pattern of a year."""
    return rf"(?P<{group}>1[89]\d\d|20\d\d)"


class Tense(Enum):
    """Whether what a date stands with is past, to come, or not said."""

    PAST = -1
    OPEN = 0
    AHEAD = 1


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day that is counted from, and the tense of the deed that a date stands with."""

    day: date
    tense: Tense

    def away(self, day: date) -> int:
        """Return how many days another day lies off, before or after."""
        return abs((day - self.day).days)

    def fits(self, day: date) -> bool:
        """Tell whether a day lies on the side that the tense tells."""
        return (day - self.day).days * self.tense.value >= -_SLACK


@dataclass(frozen=True, slots=True)
class Resolved:
    """First and last day, how exact, and whether the anchor was needed."""

    start: date
    end: date
    precision: Precision
    anchored: bool = False


Resolve = Callable[[re.Match[str], Anchor | None], Resolved | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, what its matches mean, and whether they may stand after "from" or "until".

    All that it finds holds one of `holding`, in small letters; () says nothing.
    """

    pattern: re.Pattern[str]
    resolve: Resolve
    bounded: bool = False
    holding: tuple[str, ...] = ()

    @property
    def of_month(self) -> bool:
        """Whether it finds nothing in a text that names no month."""
        return "month" in self.pattern.groupindex


def within(year: int) -> Anchor:
    """Return the anchor from which each day without a year is nearest in this one."""
    return Anchor(date(year, *_MIDYEAR), Tense.OPEN)


def on(year: int, month: int, day: int) -> date | None:
    """Return a day, None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def one_day(day: date | None, *, anchored: bool = False) -> Resolved | None:
    """Return a day as what is meant."""
    return Resolved(day, day, Precision.DAY, anchored) if day else None


def from_to(start: date | None, end: date | None, *, anchored: bool = False) -> Resolved | None:
    """Return the days from one to another, None where they lie the wrong way round."""
    if start is None or end is None or start > end:
        return None
    return Resolved(start, end, Precision.RANGE, anchored)


def whole_month(year: int, month: int, *, anchored: bool = False) -> Resolved:
    """Return a month as what is meant."""
    return Resolved(date(year, month, 1), month_end(year, month), Precision.MONTH, anchored)


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)


def whole_year(year: int, *, anchored: bool = False) -> Resolved:
    """Return a year as what is meant."""
    return Resolved(date(year, 1, 1), date(year, 12, 31), Precision.YEAR, anchored)


def week_of(day: date) -> Resolved:
    """Return the week, from Monday, that a day lies in."""
    start = day - timedelta(day.weekday())
    return Resolved(start, start + timedelta(_LAST_DAY_OF_WEEK), Precision.RANGE, anchored=True)


def month_of(match: re.Match[str], group: str = "month") -> int:
    """Return the number of the month in a match."""
    return _NUMBER_OF[match[group][:3].casefold()]


def nearest(anchor: Anchor, days: list[date]) -> date | None:
    """Return the day nearest to the anchor, on the side that the tense tells.

    A plan for a day that is just over tells of that day; what is done is never to come.
    """
    fitting = [day for day in days if anchor.fits(day)]
    best = min(fitting or days, key=anchor.away, default=None)
    close = min(days, key=anchor.away, default=None)
    far = best and close and anchor.away(best) > _FAR and anchor.away(close) < _CLOSE
    return close if far and anchor.tense is not Tense.PAST else best


def nearest_year(anchor: Anchor | None, month: int, day: int) -> int | None:
    """Return the year in which a day of the calendar is nearest, on the side of the tense."""
    if anchor is None:
        return None
    days = (on(anchor.day.year + n, month, day) for n in (0, -1, 1))
    best = nearest(anchor, [day for day in days if day])
    return best.year if best else None


def year_of_month(anchor: Anchor, month: int) -> int:
    """Return the year of the latest such month that has begun, or of the next one."""
    this, year = anchor.day.month, anchor.day.year
    if anchor.tense is not Tense.AHEAD:
        return year - (month > this)
    ended = month_end(year - (month >= this), month)
    return ended.year if anchor.away(ended) < _CLOSE else year + (month < this)


def after(anchor: Anchor, days: int) -> Resolved | None:
    """Return the day so many days after the anchor."""
    return one_day(anchor.day + timedelta(days), anchored=True)


def units_away(anchor: Anchor, unit: str, count: int) -> Resolved | None:
    """Return the week, month, year or decade's year so many of them away."""
    if unit == "week":
        return week_of(anchor.day + timedelta(7 * count))
    months = anchor.day.year * 12 + anchor.day.month - 1 + count * _MONTHS_IN[unit]
    if not _MONTHS_IN["year"] <= months < _MONTHS_IN["year"] * _LAST_YEAR:
        return None
    if unit == "month":
        return whole_month(months // 12, months % 12 + 1, anchored=True)
    return whole_year(months // 12, anchored=True)


def number(word: str) -> int:
    """Return the number that digits, a word or an ordinal stand for; "a" and "an" are one."""
    if word.isalpha():
        small = word.casefold()
        return _ORDINALS.get(small) or int(table("facts")["numbers"].get(small, 1))
    return int(re.sub(r"\D", "", word))


ORDINAL = rf"(?:{'|'.join(_ORDINALS)})"
