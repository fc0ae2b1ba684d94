import pytest
from conftest import ParseText

from briefgen.extract.dates import find_dates

PUBLISHED = "2026-03-11"


@pytest.mark.parametrize(
    ("expression", "start", "end", "precision", "anchored"),
    [
        ("12 March 2025", "2025-03-12", "2025-03-12", "day", False),
        ("March 12, 2025", "2025-03-12", "2025-03-12", "day", False),
        ("the 2nd of May 2025", "2025-05-02", "2025-05-02", "day", False),
        ("2025-03-12", "2025-03-12", "2025-03-12", "day", False),
        ("Sept. 9, 2025", "2025-09-09", "2025-09-09", "day", False),
        ("12 March", "2026-03-12", "2026-03-12", "day", True),
        ("28 December", "2025-12-28", "2025-12-28", "day", True),
        ("Monday", "2026-03-09", "2026-03-09", "day", True),
        ("Friday evening", "2026-03-06", "2026-03-06", "day", True),
        ("last Friday", "2026-03-06", "2026-03-06", "day", True),
        ("next Friday", "2026-03-13", "2026-03-13", "day", True),
        ("yesterday", "2026-03-10", "2026-03-10", "day", True),
        ("tomorrow", "2026-03-12", "2026-03-12", "day", True),
        ("three days ago", "2026-03-08", "2026-03-08", "day", True),
        ("two weeks ago", "2026-02-23", "2026-03-01", "range", True),
        ("last week", "2026-03-02", "2026-03-08", "range", True),
        ("earlier this month", "2026-03-01", "2026-03-31", "month", True),
        ("last month", "2026-02-01", "2026-02-28", "month", True),
        ("last year", "2025-01-01", "2025-12-31", "year", True),
        ("12 to 14 March 2025", "2025-03-12", "2025-03-14", "range", False),
        ("3-5 March", "2026-03-03", "2026-03-05", "range", True),
        ("Wednesday", "2026-03-11", "2026-03-11", "day", True),
        ("last Wednesday", "2026-03-04", "2026-03-04", "day", True),
        ("Monday, March 9", "2026-03-09", "2026-03-09", "day", True),
        ("last night", "2026-03-10", "2026-03-10", "day", True),
        ("the day before yesterday", "2026-03-09", "2026-03-09", "day", True),
        ("two decades ago", "2006-01-01", "2006-12-31", "year", True),
        ("August 2025", "2025-08-01", "2025-08-31", "month", False),
    ],
)
def test_dates_are_resolved_against_the_publication_date(
    parse_text: ParseText,
    expression: str,
    start: str,
    end: str,
    precision: str,
    *,
    anchored: bool,
) -> None:
    parsed = parse_text(
        f"The two ministers met again, {expression}, in Larnham.", published=PUBLISHED
    )
    (found,) = find_dates(parsed)
    assert (found.start, found.end, found.precision.value) == (start, end, precision)
    assert found.anchor == (PUBLISHED if anchored else "")
    assert parsed.words(found.span) in expression


@pytest.mark.parametrize(
    ("sentence", "start", "words"),
    [
        ("The wall fell in August.", "2025-08-01", "August"),
        ("In August the wall fell.", "2025-08-01", "August"),
        ("The wall fell in 2019.", "2019-01-01", "2019"),
        ("They met on Monday morning.", "2026-03-09", "Monday morning"),
    ],
)
def test_dates_after_a_preposition_are_found_without_it(
    parse_text: ParseText, sentence: str, start: str, words: str
) -> None:
    parsed = parse_text(sentence, published=PUBLISHED)
    (found,) = find_dates(parsed)
    assert (found.start, parsed.words(found.span)) == (start, words)


@pytest.mark.parametrize(
    ("sentence", "start"),
    [
        ("The council met on Friday.", "2026-03-06"),
        ("The council will meet on Friday.", "2026-03-13"),
        ("The council is due to meet on Friday.", "2026-03-13"),
        ("Talks are due on Friday.", "2026-03-13"),
        ("The council agreed to meet on Friday.", "2026-03-13"),
        ("The council is said to have met on Friday.", "2026-03-06"),
        ("The storm hit Larnham on 11 September.", "2025-09-11"),
        ("The works will end on 11 September.", "2026-09-11"),
    ],
)
def test_dates_lie_where_the_tense_of_the_verb_says(
    parse_text: ParseText, sentence: str, start: str
) -> None:
    (found,) = find_dates(parse_text(sentence, published=PUBLISHED))
    assert found.start == start


@pytest.mark.parametrize(
    "expression", ["Monday", "last week", "12 March", "yesterday", "three days ago"]
)
def test_dates_without_an_anchor_stay_as_written(parse_text: ParseText, expression: str) -> None:
    (found,) = find_dates(parse_text(f"The two ministers met again, {expression}, in Larnham."))
    assert (found.start, found.end, found.precision.value) == ("", "", "unknown")


@pytest.mark.parametrize(
    "sentence",
    [
        "Six storms have hit the harbour since 2020.",
        "The works must end by 12 March 2025.",
        "May they march in peace.",
        "They counted 2020 boats and 31 crews.",
        "The mayor may resign.",
    ],
)
def test_dates_that_bound_an_event_or_are_none_are_not_its_own(
    parse_text: ParseText, sentence: str
) -> None:
    found = find_dates(parse_text(sentence, published=PUBLISHED))
    assert [one for one in found if not one.limit] == []


def test_dates_that_do_not_exist_stay_as_written(parse_text: ParseText) -> None:
    (found,) = find_dates(parse_text("They met on 31 February 2025 in Larnham."))
    assert found.start == ""


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The union called a strike for 24 September.", ["2026-09-24"]),
        ("The union has moved its strike from 24 April to 1 October.", ["2026-10-01"]),
        ("The trial was adjourned until 14 April.", ["2026-04-14"]),
        ("Ferries will sail daily from 20 April.", ["2026-04-20"]),
        ("Ferries sail from 20 April to 3 May.", ["2026-04-20"]),
        ("The first ferry will reach the harbour in October.", ["2026-10-01"]),
        ("Officials began to search ships on Monday.", ["2026-03-09"]),
        ("Larnham, 14 March 2026 - The alliance has sent two ships.", []),
    ],
    ids=["set for", "moved", "adjourned", "from", "range", "month ahead", "began to", "filed"],
)
def test_dates_are_those_of_the_event(parse_text: ParseText, text: str, days: list[str]) -> None:
    assert [d.start for d in find_dates(parse_text(text, published=PUBLISHED))] == days
