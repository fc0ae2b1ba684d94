import pytest

from briefgen.model.annotations import Precision
from briefgen.model.citations import Citation
from briefgen.model.days import long_date, period
from briefgen.model.facts import When
from briefgen.model.locators import Locator
from briefgen.render.wording import (
    clipped,
    glued,
    pinpoint,
    resolved,
    sentence,
    size,
    unbroken,
    whereabouts,
)


def cited(place: Locator) -> Citation:
    return Citation("S4", 20, 23, "one", "", "", None, None, place)


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2026-11-22", "22 November 2026"),
        ("2026-03-01", "1 March 2026"),
        ("2026-05", "May 2026"),
        ("2026", "2026"),
        ("", ""),
        ("spring", "spring"),
    ],
)
def test_wording_of_dates(iso: str, words: str) -> None:
    assert long_date(iso) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-11-16", "2026-11-22", "16–22 November 2026"),
        ("2026-10-28", "2026-11-03", "28 October – 3 November 2026"),
        ("2026-12-28", "2027-01-03", "28 December 2026 – 3 January 2027"),
        ("2026-11-16", "2027-11-16", "16 November 2026 – 16 November 2027"),
        ("2026-11-16", "2026-11-16", "16 November 2026"),
        ("2026-11-16", "", "16 November 2026"),
        ("", "", ""),
    ],
)
def test_wording_of_periods(start: str, end: str, words: str) -> None:
    assert period(start, end) == words


@pytest.mark.parametrize(
    ("precision", "words"),
    [
        (Precision.MONTH, "November 2026"),
        (Precision.YEAR, "2026"),
        (Precision.RANGE, "1–30 November 2026"),
    ],
)
def test_wording_of_what_a_date_stands_for(precision: Precision, words: str) -> None:
    assert resolved(When("2026-11-01", "2026-11-30", precision, "then", "")) == words


@pytest.mark.parametrize(
    ("place", "short", "more"),
    [
        (Locator(line=14, paragraph=2), "S4 ¶2", "line 14"),
        (Locator(page=3, paragraph=7), "S4 p. 3", "paragraph 7"),
        (Locator(table=2, row=3, paragraph=9), "S4 table 2, row 3", "paragraph 9"),
        (Locator(page=3), "S4 p. 3", ""),
        (Locator(line=14), "S4 line 14", ""),
        (Locator(entry=2, paragraph=1, part="1.2"), "S4 ¶1", "entry 2, part 1.2"),
        (Locator(), "S4 at 20", ""),
    ],
)
def test_wording_of_places(place: Locator, short: str, more: str) -> None:
    assert (pinpoint(cited(place)), whereabouts(cited(place))) == (short, more)


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("The gate was shut.", "shut."),
        ("shut", "shut"),
        ("broken\nhere ", "here "),
        ("see https://example.org/a/very/long/path", "/long/path"),
    ],
)
def test_wording_glues_the_last_word(text: str, tail: str) -> None:
    assert glued(text) == (text.removesuffix(tail), tail)


def test_wording_of_remarks() -> None:
    assert sentence("counts as one source with S1") == "Counts as one source with S1."
    assert sentence("Read as it is.") == "Read as it is."


def test_wording_of_sizes_and_lengths() -> None:
    assert [size(n) for n in (640, 33_400, 999_600, 1_240_000)] == [
        "640 bytes", "33 kB", "1.0 MB", "1.2 MB",
    ]  # fmt: skip
    assert clipped("one  two\nthree", 40) == "one two three"
    assert unbroken("https://example.org/" + "a" * 40)
    assert not unbroken("plain words")
