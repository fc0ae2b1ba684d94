"""Days as a note writes them, and whether words of a source can mean them."""

import pytest

from briefgen.model.annotations import Precision
from briefgen.model.days import counting_rule, is_counted, long_date, period, written

DAY, MONTH, YEAR = Precision.DAY, Precision.MONTH, Precision.YEAR


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2026-11-02", "2 November 2026"),
        ("2026-01-31", "31 January 2026"),
        ("2026-12", "December 2026"),
        ("2026", "2026"),
        ("", ""),
        ("2026-13-01", "2026-13-01"),
        ("2026-00", "2026-00"),
        ("tomorrow", "tomorrow"),
    ],
)
def test_a_day_is_written_out(iso: str, words: str) -> None:
    assert long_date(iso) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-11-16", "2026-11-22", "16–22 November 2026"),
        ("2026-10-30", "2026-11-05", "30 October – 5 November 2026"),
        ("2025-12-29", "2026-01-04", "29 December 2025 – 4 January 2026"),
        ("2025-11-16", "2026-11-16", "16 November 2025 – 16 November 2026"),
        ("2026-11-16", "2026-11-16", "16 November 2026"),
        ("2026-11-16", "", "16 November 2026"),
        ("", "2026-11-16", "16 November 2026"),
        ("", "", ""),
        ("2026-10", "2026-11", "October–November 2026"),
    ],
)
def test_a_stretch_says_month_and_year_once(start: str, end: str, words: str) -> None:
    assert period(start, end) == words


def test_a_date_is_written_as_exactly_as_it_is_given() -> None:
    assert written("2026-11-01", "2026-11-30", MONTH) == "November 2026"
    assert written("2026-01-01", "2026-12-31", YEAR) == "2026"
    assert written("2026-11-16", "2026-11-18", Precision.RANGE) == "16–18 November 2026"
    assert written("", "", Precision.UNKNOWN) == ""


@pytest.mark.parametrize(
    ("words", "precision", "rule"),
    [
        ("Friday", DAY, "weekday"),
        ("on friday", DAY, "weekday"),
        ("yesterday", DAY, "relative"),
        ("last month", MONTH, "relative"),
        ("last year", YEAR, "relative"),
        ("two days ago", DAY, "relative"),
        ("two months ago", MONTH, ""),
        ("two years AGO", YEAR, ""),
        ("last week", Precision.RANGE, ""),
        ("soon", Precision.UNKNOWN, ""),
        ("16 November", DAY, ""),
        ("Friday, 20 Nov", DAY, ""),
        ("in 2025", YEAR, ""),
    ],
)
def test_words_are_counted_where_one_day_month_or_year_is_meant(
    words: str, precision: Precision, rule: str
) -> None:
    assert counting_rule(words, precision) == rule


WEDNESDAY = "2026-11-18"


def day(words: str, rule: str, first: str, last: str = "") -> bool:
    return is_counted(words, rule, first, last or first, WEDNESDAY)


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("Monday", "2026-11-16"),
        ("Monday", "2026-11-09"),
        ("next Monday", "2026-11-23"),
        ("on Wednesday", "2026-11-18"),
        ("Wednesday", "2026-11-04"),
        ("Wednesday", "2026-12-02"),
        ("Sunday", "2026-11-15"),
    ],
)
def test_a_weekday_is_one_of_its_name_two_weeks_away_at_most(words: str, right: str) -> None:
    assert day(words, "weekday", right)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("Monday", "2026-11-17", ""),
        ("Monday", "2026-11-02", ""),
        ("Wednesday", "2026-12-09", ""),
        ("Monday", "2026-11-16", "2026-11-17"),
        ("today", "2026-11-16", ""),
    ],
)
def test_another_day_is_no_such_weekday(words: str, first: str, last: str) -> None:
    assert not day(words, "weekday", first, last)


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("today", "2026-11-18"),
        ("this morning", "2026-11-18"),
        ("yesterday", "2026-11-17"),
        ("The  day before\nyesterday", "2026-11-16"),
        ("last night", "2026-11-17"),
        ("tomorrow", "2026-11-19"),
        ("three days ago", "2026-11-15"),
    ],
)
def test_words_are_counted_from_the_day_of_publication(words: str, right: str) -> None:
    assert day(words, "relative", right)
    assert not day(words, "relative", "2026-11-20")
    assert not day(words, "relative", right, "2026-11-21")


def test_ago_is_before_and_not_today() -> None:
    assert not day("an hour ago", "relative", "2026-11-18")
    assert not day("two days ago", "relative", "2026-11-15", "2026-11-16")


@pytest.mark.parametrize(
    ("words", "first", "last", "right"),
    [
        ("this month", "2026-11-01", "2026-11-30", True),
        ("last month", "2026-10-01", "2026-10-31", True),
        ("next month", "2026-12-01", "2026-12-31", True),
        ("last month", "2026-09-01", "2026-09-30", False),
        ("next month", "2027-01-01", "2027-01-31", False),
        ("last month", "2025-11-01", "2025-11-30", False),
        ("last month", "2026-10-02", "2026-10-31", False),
        ("last month", "2026-10-01", "2026-10-30", False),
        ("last month", "2026-10-01", "2026-11-30", False),
        ("last year", "2025-01-01", "2025-12-31", True),
        ("this year", "2026-01-01", "2026-12-31", True),
        ("next year", "2027-01-01", "2027-12-31", True),
        ("last year", "2024-01-01", "2024-12-31", False),
        ("next year", "2028-01-01", "2028-12-31", False),
        ("last year", "2025-02-01", "2025-12-31", False),
        ("last year", "2025-01-01", "2026-12-31", False),
        ("last year", "2025-01-01", "2025-12-30", False),
    ],
)
def test_a_month_or_year_is_whole_and_this_one_or_the_next(
    *, words: str, first: str, last: str, right: bool
) -> None:
    assert day(words, "relative", first, last) is right


def test_a_month_is_near_over_the_turn_of_the_year() -> None:
    assert is_counted("last month", "relative", "2025-12-01", "2025-12-31", "2026-01-15")
    assert not is_counted("last month", "relative", "2025-11-01", "2025-11-30", "2026-01-15")


@pytest.mark.parametrize("days", [("", "x", WEDNESDAY), (WEDNESDAY, WEDNESDAY, "")])
def test_nothing_is_counted_without_a_day(days: tuple[str, str, str]) -> None:
    assert not is_counted("today", "relative", *days)
