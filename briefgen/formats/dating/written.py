"""Days as people write them in a line of text: what each may mean, and where it stands."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from importlib.resources import files

from briefgen.formats.dating.iso import day_of

WORDS = tomllib.loads(files(__package__).joinpath("data/days.toml").read_text("utf-8"))
_MONTH_OF = {name: n for n, names in enumerate(WORDS["months"], 1) for name in names}
_WEEKDAY_OF = {name: n for n, names in enumerate(WORDS["weekdays"]) for name in names}
_MONTHS_IN_YEAR = 12
"""The highest number of a month: a higher one is a day."""

_CENTURY = 2000


def _either(names: Mapping[str, int]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


_WEEKDAY = re.compile(
    rf"(?<!\w)(?P<weekday>{_either(_WEEKDAY_OF)})\.?,?\s+(?:the |den |le |el |dem )?$",
    re.IGNORECASE,
)
_LONGEST_WEEKDAY = 24
_MONTH = rf"(?P<month>{_either(_MONTH_OF)})(?!\w)\.?"
_YEAR = r"(?P<year>[12]\d{3})(?!\w)"
_NUMBERS = (
    r"(?<![\w./-])(?P<first>\d{1,2})(?P<by>[-/.])\s?(?P<second>\d{1,2})(?P=by)\s?"
    r"(?P<year>[12]\d{3}|\d\d)(?![\w/-]|\.\d)"
)
_DAY_MONTH = (
    r"(?<![\w.,:/-])(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?[ -]?(?:of |de |d[’'])?"
    rf"{_MONTH}(?:[, -]{{0,2}}(?:de |del |of )?{_YEAR})?"
)
_MONTH_DAY = rf"(?<!\w){_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]|\.\d)(?:,?\s{_YEAR})?"
_ISO = (
    r"(?<![\w./-])(?P<year>[12]\d{3})(?P<by>[-/.])(?P<month>\d{1,2})(?P=by)(?P<day>\d{1,2})"
    r"(?!\d)"
)
_EASTERN = r"(?<!\d)(?P<year>[12]\d{3})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE) for form in (_DAY_MONTH, _MONTH_DAY, _ISO, _EASTERN, _NUMBERS)
)


class Order(Enum):
    """Which of two numbers is the day where a date is written in numbers alone."""

    DAY = "day first"
    MONTH = "month first"
    OPEN = "not known"


@dataclass(frozen=True, slots=True)
class Written:
    """A day as it is written, at [start, end) of its line.

    `year` is None where none is given; `weekday` counts from Monday, 0, and is None likewise.
    Of a day in `numbers`, `month` is the first number and `day` the second as they stand there,
    unless dots part them: then the day comes first everywhere.
    """

    start: int
    end: int
    year: int | None
    month: int
    day: int
    weekday: int | None = None
    numbers: bool = False

    def on(self, year: int | None = None, order: Order = Order.OPEN) -> str:
        """Return the ISO 8601 day, "" for none: no such day, or more than one it may be."""
        known = self.year or year
        if known is None:
            return ""
        pairs = {(self.month, self.day), (self.day, self.month)} if self.numbers else ()
        if self.numbers and order is not Order.OPEN:
            first_is_day = order is Order.DAY
            pairs = {(self.day, self.month) if first_is_day else (self.month, self.day)}
        days = {day_of(known, m, d) for m, d in pairs or ((self.month, self.day),)} - {""}
        fitting = [day for day in days if self._fits(day)]
        return fitting[0] if len(fitting) == 1 else ""

    @property
    def order(self) -> Order:
        """Tell the order of its numbers, where one of them can be no month."""
        if self.numbers and self.month > _MONTHS_IN_YEAR >= self.day:
            return Order.DAY
        return (
            Order.MONTH if self.numbers and self.day > _MONTHS_IN_YEAR >= self.month else Order.OPEN
        )

    def _fits(self, day: str) -> bool:
        return self.weekday is None or date.fromisoformat(day).weekday() == self.weekday


def find_written(text: str) -> tuple[Written, ...]:
    """Find all days in a text, in its order, never overlapping; impossible ones among them."""
    found: list[Written] = []
    for form in _FORMS:
        for match in form.finditer(text):
            one = _written(match)
            if not any(one.start < other.end and other.start < one.end for other in found):
                found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def order_of(text: str, language: str) -> Order:
    """Tell which number is the day, by other days of a text, or by its language ("en-GB").

    English alone says nothing: it is written on both sides of the Atlantic.
    """
    told = {one.order for one in _in_numbers(text)} - {Order.OPEN}
    if told:
        return told.pop() if len(told) == 1 else Order.OPEN
    if language.casefold() in ("en-us", "en-ph"):
        return Order.MONTH
    return Order.OPEN if language.casefold() in ("", "en") else Order.DAY


def _in_numbers(text: str) -> Iterator[Written]:
    return map(_written, _FORMS[-1].finditer(text))


def _written(match: re.Match[str]) -> Written:
    told = match.groupdict()
    start, end = match.span()
    named = _WEEKDAY.search(match.string[max(0, start - _LONGEST_WEEKDAY) : start])
    weekday = _WEEKDAY_OF[named["weekday"].casefold()] if named else None
    start -= len(named[0]) if named else 0
    year = int(told["year"]) if told["year"] else None
    if "first" in told:
        dots = told["by"] == "."
        first, second = int(told["first"]), int(told["second"])
        year = year + _CENTURY if year is not None and year < _CENTURY / 20 else year
        month, day = (second, first) if dots else (first, second)
        return Written(start, end, year, month, day, weekday, numbers=not dots)
    called = told["month"]
    month = int(called) if called.isdigit() else _MONTH_OF[called.casefold()]
    return Written(start, end, year, month, int(told["day"]), weekday)
