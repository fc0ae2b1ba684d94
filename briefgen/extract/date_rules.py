"""What date expressions look like, and which days they mean.

A rule is a pattern, with the named parts of the date, and a function that resolves a match
against the day the source was published.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from briefgen.extract.lexicon import table
from briefgen.model.annotations import Precision

_MONTHS = "January February March April May June July August September October November December"
_NUMBER_OF = {name[:3].casefold(): n for n, name in enumerate(_MONTHS.split(), 1)}
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November"
    r"|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_AMOUNT = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})"

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LAST_DAY_OF_WEEK = 6
_SPOKEN = {"the day before": -2, "yesterday": -1, "last": -1, "tomorrow": 1}
_MONTHS_IN = {"month": 1, "year": 12, "decade": 120}
_LAST_YEAR = 9999
_SLACK = 7
"""Days that a date may lie on the other side of the anchor than the tense says."""


_FAR, _CLOSE = 240, 60
"""A day so close is meant, whatever the tense, when the one that fits it is so far away."""


class Tense(Enum):
    """Whether what a date stands with is past, to come, or not said."""

    PAST = -1
    OPEN = 0
    AHEAD = 1


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day a source was published, and the tense of the verb a date stands with."""

    day: date
    tense: Tense

    def away(self, day: date) -> int:
        """Return how many days another day lies off, before or after."""
        return abs((day - self.day).days)


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
    """A pattern, what its matches mean, and whether they may stand after "from" or "until"."""

    pattern: re.Pattern[str]
    resolve: Resolve
    bounded: bool = False


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(day: date | None, *, anchored: bool = False) -> Resolved | None:
    return Resolved(day, day, Precision.DAY, anchored) if day else None


def _month(year: int, month: int, *, anchored: bool = False) -> Resolved:
    after = date(year + month // 12, month % 12 + 1, 1)
    return Resolved(date(year, month, 1), after - timedelta(1), Precision.MONTH, anchored)


def _year(year: int, *, anchored: bool = False) -> Resolved:
    return Resolved(date(year, 1, 1), date(year, 12, 31), Precision.YEAR, anchored)


def _number(match: re.Match[str]) -> int:
    return _NUMBER_OF[match["month"][:3].casefold()]


def _full(match: re.Match[str], _: Anchor | None) -> Resolved | None:
    return _day(_on(int(match["year"]), _number(match), int(match["day"])))


def _iso(match: re.Match[str], _: Anchor | None) -> Resolved | None:
    return _day(_on(*(int(part) for part in match[0].split("-"))))


def _day_range(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "12-14 September (2024)"."""
    year = int(match["year"]) if match["year"] else _nearest_year(match, anchor)
    if year is None:
        return None
    start = _on(year, _number(match), int(match["day"]))
    end = _on(year, _number(match), int(match["last"]))
    if start is None or end is None or start > end:
        return None
    return Resolved(start, end, Precision.RANGE, anchored=not match["year"])


def _no_year(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "3 October" without its year."""
    year = _nearest_year(match, anchor)
    return _day(_on(year, _number(match), int(match["day"])), anchored=True) if year else None


def _nearest_year(match: re.Match[str], anchor: Anchor | None) -> int | None:
    """Return the year whose day is nearest to the anchor, on the side that the tense tells."""
    if anchor is None:
        return None
    days = (_on(anchor.day.year + n, _number(match), int(match["day"])) for n in (0, -1, 1))
    real = [day for day in days if day]
    fitting = [day for day in real if (day - anchor.day).days * anchor.tense.value >= -_SLACK]
    best = min(fitting or real, key=anchor.away, default=None)
    nearest = min(real, key=anchor.away, default=None)
    if best and nearest and anchor.away(best) > _FAR and anchor.away(nearest) < _CLOSE:
        best = nearest
    return best.year if best else None


def _month_year(match: re.Match[str], _: Anchor | None) -> Resolved | None:
    return _month(int(match["year"]), _number(match))


def _month_alone(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "in August": the latest one that has begun at the anchor, or else the next one."""
    if anchor is None:
        return None
    month, this = _number(match), anchor.day.month
    ahead = anchor.tense is Tense.AHEAD
    year = anchor.day.year + (month < this if ahead else -(month > this))
    return _month(year, month, anchored=True)


def _year_alone(match: re.Match[str], _: Anchor | None) -> Resolved | None:
    return _year(int(match["year"]))


def _weekday(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "Monday": the latest one, or the next one with a verb of what is to come.

    On its own weekday a source means the day itself, unless it says last or next.
    """
    if anchor is None:
        return None
    days = _WEEKDAYS.index(match["weekday"].casefold()) - anchor.day.weekday()
    which = (match["which"] or "").casefold()
    if which == "next" or (which != "last" and anchor.tense is Tense.AHEAD):
        return _after(anchor, days % 7 or 7 * (which == "next"))
    return _after(anchor, -(-days % 7 or 7 * (which == "last")))


def _spoken(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "yesterday", "last night", "this morning"."""
    if anchor is None:
        return None
    said = " ".join(match["date"].casefold().split())
    return _after(anchor, next((n for words, n in _SPOKEN.items() if said.startswith(words)), 0))


def _after(anchor: Anchor, days: int) -> Resolved | None:
    return _day(anchor.day + timedelta(days), anchored=True)


def _ago(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "three days ago"; a longer time ago is as exact as its unit."""
    if anchor is None:
        return None
    amount = match["amount"].casefold()
    count = int(table("facts")["numbers"].get(amount, 1) if amount.isalpha() else amount)
    unit = match["unit"].casefold()
    if unit == "day":
        return _after(anchor, -count)
    return _away(anchor, unit, -count)


def _away(anchor: Anchor, unit: str, count: int) -> Resolved | None:
    """Return the week, month, year or decade's year so many of them away."""
    if unit == "week":
        return _week(anchor.day + timedelta(7 * count))
    months = anchor.day.year * 12 + anchor.day.month - 1 + count * _MONTHS_IN[unit]
    if not _MONTHS_IN["year"] <= months < _MONTHS_IN["year"] * _LAST_YEAR:
        return None
    if unit == "month":
        return _month(months // 12, months % 12 + 1, anchored=True)
    return _year(months // 12, anchored=True)


def _week(day: date) -> Resolved:
    start = day - timedelta(day.weekday())
    return Resolved(start, start + timedelta(_LAST_DAY_OF_WEEK), Precision.RANGE, anchored=True)


def _calendar(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "last week", "earlier this month", "next year"."""
    if anchor is None:
        return None
    step = {"last": -1, "past": -1, "this": 0, "next": 1}[match["which"].casefold()]
    return _away(anchor, match["unit"].casefold(), step)


def _rules() -> Iterator[Rule]:
    dash = r"\s?(?:-|–|—|to|and)\s?"
    part = r"(?:\s(?:morning|afternoon|evening|night))?"
    week = rf"\b(?:{_WEEKDAY},?\s)?"
    for pattern in (
        rf"{week}{_DAY}{dash}(?P<last>[0-3]?\d)\s{_MONTH}(?:,?\s{_YEAR})?\b",
        rf"{week}{_MONTH}\s{_DAY}{dash}(?P<last>[0-3]?\d)(?:,\s{_YEAR})?\b",
    ):
        yield Rule(re.compile(pattern), _day_range, bounded=True)
    yield Rule(re.compile(rf"{week}{_DAY}\s(?:of\s)?{_MONTH},?\s{_YEAR}\b"), _full)
    yield Rule(re.compile(rf"{week}{_MONTH}\s{_DAY},?\s{_YEAR}\b"), _full)
    yield Rule(re.compile(r"\b(?:19|20)\d\d-[01]\d-[0-3]\d\b"), _iso)
    yield Rule(re.compile(rf"\b{_MONTH},?\s(?:of\s)?{_YEAR}\b"), _month_year)
    yield Rule(re.compile(rf"{week}{_DAY}\s(?:of\s)?{_MONTH}(?!\w)"), _no_year)
    yield Rule(re.compile(rf"{week}{_MONTH}\s{_DAY}\b(?!\s?(?:%|per\scent))"), _no_year)
    months = (
        r"\b(?:[Ii]n|[Dd]uring|of|[Ll]ast|[Tt]his|[Ss]ince|[Uu]ntil|[Bb]y|[Ee]arly|[Ll]ate|[Mm]id)"
    )
    yield Rule(re.compile(rf"{months}[\s-](?P<date>{_MONTH})(?!\w)"), _month_alone)
    which = r"(?P<which>last|past|this|next)"
    unit = r"(?P<unit>week|month|year)"
    calendar = rf"\b(?P<date>(?:(?:earlier|later|just)\s)?{which}\s{unit})\b"
    yield Rule(re.compile(calendar, re.IGNORECASE), _calendar)
    weekday = rf"\b(?P<date>(?:{which}\s)?(?P<weekday>{_WEEKDAY}){part})\b"
    yield Rule(re.compile(weekday, re.IGNORECASE), _weekday)
    spoken = (
        rf"\b(?P<date>the\sday\sbefore\syesterday|yesterday{part}|last\s(?:night|evening)|today"
        rf"|tomorrow{part}|tonight|this\s(?:morning|afternoon|evening))\b"
    )
    yield Rule(re.compile(spoken, re.IGNORECASE), _spoken)
    ago = rf"\b(?P<date>(?P<amount>{_AMOUNT})\s(?P<unit>day|week|month|year|decade)s?\sago)\b"
    yield Rule(re.compile(ago, re.IGNORECASE), _ago)
    years = r"\b(?:in|during|of|since|until|by|before|after|from|early|late|mid|to)[\s-]"
    yield Rule(re.compile(rf"{years}(?P<date>{_YEAR})\b(?![-,]?\d)", re.IGNORECASE), _year_alone)


RULES = tuple(_rules())
