"""Weeks and days as people write them, checked."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_FIRST_YEAR, _LAST_YEAR = 1000, 9998


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from Monday to Sunday, an ISO 8601 week."""

    start: date
    end: date

    @property
    def name(self) -> str:
        """The week as `2026-W47`."""
        year, week, _ = self.start.isocalendar()
        return f"{year}-W{week:02}"


def week_of(text: str) -> Week:
    """Return the ISO week written as `2026-W47`. Raises ValueError for anything else."""
    match = _WEEK.fullmatch(text)
    if not match:
        raise ValueError(f"'{text}' is no week: write it like 2026-W47")
    try:
        start = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError as error:
        raise ValueError(f"'{text}' is no week of that year") from error
    _check_year(start)
    return Week(start, start + timedelta(days=6))


def week_with(day: date) -> Week:
    """Return the week that holds `day`."""
    start = day - timedelta(days=day.weekday())
    return Week(start, start + timedelta(days=6))


def week_before(day: date) -> Week:
    """Return the last whole week before the one that holds `day`."""
    return week_with(day - timedelta(days=7))


def week_name(text: str) -> str:
    """Check the name of a week."""
    week_of(text)
    return text


def day_of(text: str) -> date:
    """Return the day written as `2026-11-22`. Raises ValueError for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"'{text}' is no date: write it like 2026-11-22") from error
    _check_year(day)
    return day


def iso_date(text: str) -> str:
    """Check a day."""
    return day_of(text).isoformat()


def _check_year(day: date) -> None:
    """Refuse a day from which others could not be counted, or written with four digits."""
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(f"the year should lie between {_FIRST_YEAR} and {_LAST_YEAR}")
