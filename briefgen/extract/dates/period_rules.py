"""What expressions for several days or months look like, and which they mean.

"From 30 November to 4 December", "June and July 2024", "the third quarter", "the weekend".
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from briefgen.extract.dates.parts import (
    WEEKDAY,
    WEEKDAYS,
    Anchor,
    Resolved,
    Rule,
    Tense,
    day_number,
    from_to,
    month_end,
    month_name,
    month_of,
    nearest_year,
    number,
    on,
    year_number,
    year_of_month,
)

_SATURDAY = 5
_TO = "-|–|—|to|until|till|through"
_MONTHS_IN = {"quarter": 3, "half": 6}
_STEPS = {"last": -1, "this": 0, "next": 1}
_LAST_MONTH = 12


def _two_days(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "28 October to 3 November (2026)": the year of the end tells that of both."""
    first, last = month_of(match), month_of(match, "month2")
    day, end = number(match["day"]), number(match["day2"])
    given = match["year2"] or match["year"]
    year = int(given) if given else nearest_year(anchor, last, end)
    if year is None:
        return None
    begun = int(match["year"]) if match["year"] else year - ((first, day) > (last, end))
    return from_to(on(begun, first, day), on(year, last, end), anchored=not given)


def _months(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "June and July 2024", "between April and June"."""
    first, last = month_of(match), month_of(match, "month2")
    begun = match.groupdict().get("year")
    given = match["year2"] or begun
    if given is None and anchor is None:
        return None
    year = int(given) if given else year_of_month(anchor, last) if anchor else 0
    start = date(int(begun) if begun else year - (first > last), first, 1)
    return from_to(start, month_end(year, last), anchored=not given)


def _part_of_year(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "the third quarter (of 2025)", "Q3", "the first half of this year"."""
    told = match.groupdict()
    length = _MONTHS_IN[told.get("unit") or "quarter"]
    last = number(match["which"]) * length
    if last > _LAST_MONTH:
        return None
    first = last - length + 1
    if given := told.get("year"):
        return from_to(date(int(given), first, 1), month_end(int(given), last))
    if anchor is None:
        return None
    year = anchor.day.year + _STEPS[told.get("step") or "this"]
    to_come = date(year, first, 1) > anchor.day and anchor.tense is not Tense.AHEAD
    year -= to_come and not told.get("step")
    return from_to(date(year, first, 1), month_end(year, last), anchored=True)


def _weekend(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "over the weekend": the latest that has begun, or the next."""
    if anchor is None:
        return None
    which = (match["which"] or "").casefold()
    if anchor.day.weekday() >= _SATURDAY:
        weeks = (which == "next") - (which == "last")
    else:
        weeks = -(which == "last" or (which != "next" and anchor.tense is not Tense.AHEAD))
    start = anchor.day + timedelta(_SATURDAY - anchor.day.weekday() + 7 * weeks)
    return from_to(start, start + timedelta(1), anchored=True)


def _weekdays(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "from Monday to Thursday": the latest such days, or those to come."""
    if anchor is None:
        return None
    first, last = (WEEKDAYS.index(match[end].casefold()) for end in ("first", "last"))
    ahead = anchor.tense is Tense.AHEAD
    away = first - anchor.day.weekday() if ahead else last - anchor.day.weekday()
    met = anchor.day + timedelta(away % 7 if ahead else -(-away % 7))
    start = met if ahead else met - timedelta((last - first) % 7)
    return from_to(start, start + timedelta((last - first) % 7), anchored=True)


def _season(_: re.Match[str], __: Anchor | None) -> None:
    """Leave "the summer of 2025" as it is written: whose summer it is nobody tells."""


def period_rules() -> Iterator[Rule]:
    """Yield the rules; they go before those for single days."""
    season = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
    yield Rule(re.compile(rf"\b{season}(?:\sof)?\s{year_number()}(?:[/-]\d\d)?(?!\d)"), _season)
    for one, two in zip(_days(""), _days("2"), strict=True):
        for pattern in _joined(one, two):
            yield Rule(re.compile(rf"{pattern}(?!\w)"), _two_days, bounded=True)
    year, year2 = year_number(), year_number("year2")
    one, two = rf"{month_name()}(?:,?\s{year})?", rf"{month_name('month2')}(?:,?\s{year2})?"
    for pattern in (*_joined(one, two), rf"\b{month_name()}\sand\s{two}"):
        yield Rule(re.compile(rf"{pattern}(?!\w)(?!\s\d)"), _months, bounded=True)
    which = r"(?P<which>first|second|third|fourth)"
    of = rf"\s(?:of\s)?(?:the\s)?(?:{year}|(?P<step>last|this|next)\syear|year)\b"
    for pattern in (
        rf"\bthe\s(?P<date>{which}[\s-](?P<unit>quarter|half){of})",
        rf"\b(?:[Ff]or|[Ii]n|[Dd]uring)\s(?:the|its)\s(?P<date>{which}[\s-]quarter)\b(?!\sof)",
        rf"\b(?P<date>Q(?P<which>[1-4])(?:,?\s(?:of\s)?{year})?)\b",
    ):
        yield Rule(re.compile(pattern), _part_of_year, bounded=True)
    part = r"(?:\s(?:morning|noon|afternoon|evening|night))?"
    first, last = rf"(?P<first>{WEEKDAY}){part}", rf"(?P<last>{WEEKDAY}){part}"
    weekdays = rf"{first}\s(?:to|until|till|through)\s{last}"
    yield Rule(re.compile(rf"\bfrom\s(?P<date>{weekdays})\b"), _weekdays, bounded=True)
    weekend = r"\b(?P<date>(?:the|(?P<which>this|last|next))\sweekend)\b"
    yield Rule(re.compile(weekend, re.IGNORECASE), _weekend, holding=("weekend",))


def _days(number: str) -> tuple[str, str]:
    """Return the patterns of a day with its month in front or behind, with groups so numbered."""
    week = rf"(?:{WEEKDAY},?\s)?"
    day, month = day_number(f"day{number}"), month_name(f"month{number}")
    year = rf"(?:,?\s{year_number(f'year{number}')}\b)?"
    return rf"{week}{day}\s(?:of\s)?{month}{year}", rf"{week}{month}\s{day}\b{year}"


def _joined(one: str, two: str) -> tuple[str, str]:
    """Return the patterns of "between one and two" and "one to two"."""
    return rf"(?<=between\s){one}\sand\s{two}", rf"\b{one},?\s?(?:{_TO})\s?{two}"
