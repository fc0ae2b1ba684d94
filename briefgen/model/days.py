"""Days as a brief writes them, and the words of a source that must be counted to a day."""

import re
from datetime import date, timedelta

from briefgen.model.annotations import Precision

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

WEEKDAY, RELATIVE = "weekday", "relative"
"""The rules by which a day is counted from the one of publication: "Friday", "yesterday"."""

_WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_NAMED = re.compile(rf"\b({'|'.join(_WEEKDAYS)})day\b", re.IGNORECASE)
_WRITTEN = re.compile(
    r"\d{4}|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE
)
"""A month or a year in the words themselves: what is left open is not the day."""

_SPOKEN = {"the day before yesterday": -2, "yesterday": -1, "last": -1, "tomorrow": 1}
_FURTHEST = timedelta(14)
"""A weekday is never further away: "last Friday", said on a Friday, and "next"."""


def long_date(iso: str) -> str:
    """Write "2026-11-22" as "22 November 2026", "2026-11" as "November 2026".

    Anything that is not an ISO 8601 date comes back as it is.
    """
    found = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", iso)
    if not found:
        return iso
    year, month, day = found.groups()
    words = (str(int(day)) if day else "", MONTHS[int(month) - 1] if month else "", year)
    return " ".join(filter(None, words))


def period(start: str, end: str) -> str:
    """Write a stretch of days without saying month or year twice."""
    if not start or not end or start == end:
        return long_date(start or end)
    first, last = long_date(start).split(" "), long_date(end).split(" ")
    while len(first) > 1 and first[-1] == last[len(first) - 1]:
        first.pop()
    dash = "–" if len(first) == 1 else " – "
    return f"{' '.join(first)}{dash}{' '.join(last)}"


def written(start: str, end: str, precision: Precision) -> str:
    """Write the day, month, year or stretch that a date stands for; "" if it is not known."""
    if precision is Precision.MONTH:
        return long_date(start[:7])
    if precision is Precision.YEAR:
        return start[:4]
    return period(start, end)


def counting_rule(words: str, precision: Precision) -> str:
    """Return how words are counted to one day, month or year; "" where they are not.

    A week has no one day, and a day without a year may be one of another year.
    """
    exact = precision in (Precision.DAY, Precision.MONTH, Precision.YEAR)
    if not exact or _WRITTEN.search(words):
        return ""
    if _NAMED.search(words):
        return WEEKDAY
    return "" if words.casefold().endswith("ago") and precision != Precision.DAY else RELATIVE


def is_counted(words: str, rule: str, start: str, end: str, anchor: str) -> bool:
    """Tell whether words, counted again from the day of publication, can mean these days."""
    try:
        first, last, day = (date.fromisoformat(iso) for iso in (start, end, anchor))
    except ValueError:
        return False
    said = " ".join(words.casefold().split())
    if rule == WEEKDAY:
        named = _NAMED.search(said)
        right = named is not None and _WEEKDAYS.index(named[1]) == first.weekday()
        return right and first == last and abs(first - day) <= _FURTHEST
    if said.endswith("ago"):
        return first == last < day
    if said.endswith(("month", "year")):
        return _is_near(first, last, day, years=said.endswith("year"))
    away = next((n for spoken, n in _SPOKEN.items() if said.startswith(spoken)), 0)
    return first == last == day + timedelta(away)


def _is_near(first: date, last: date, day: date, *, years: bool) -> bool:
    """Tell the whole month or year of a day, or the one before or after it."""
    whole = first.day == 1 and (last + timedelta(1)).day == 1
    if years:
        one = first.month == 1 and last.year == first.year
        return whole and one and abs(first.year - day.year) <= 1
    apart = (first.year - day.year) * len(MONTHS) + first.month - day.month
    return whole and last.month == first.month and abs(apart) <= 1
