"""Which week it is, and which files belong to it, where clocks change and years end."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from briefgen.commands.issuing import week_asked
from briefgen.config import Config, week_of, with_week
from briefgen.coverage import reach_of


def dated(folder: Path, came: datetime) -> Path:
    """Make a file that came at a time."""
    file = folder / "note.txt"
    file.write_text("Words.", "utf-8")
    os.utime(file, (came.timestamp(), came.timestamp()))
    return file


@pytest.mark.parametrize(
    ("at", "zone", "week", "day"),
    [
        ("2026-11-23T00:30:00+00:00", "UTC", "2026-W47", "2026-11-23"),
        ("2026-11-22T23:30:00+00:00", "UTC", "2026-W46", "2026-11-22"),
        ("2026-11-22T23:30:00+00:00", "Europe/Zurich", "2026-W47", "2026-11-23"),
        ("2026-11-23T04:30:00+00:00", "America/New_York", "2026-W46", "2026-11-22"),
        ("2026-03-29T22:30:00+00:00", "Europe/Zurich", "2026-W13", "2026-03-30"),
        ("2026-03-29T21:30:00+00:00", "Europe/Zurich", "2026-W12", "2026-03-29"),
        ("2026-10-25T22:30:00+00:00", "Europe/Zurich", "2026-W42", "2026-10-25"),
        ("2026-10-25T23:30:00+00:00", "Europe/Zurich", "2026-W43", "2026-10-26"),
        ("2027-01-01T12:00:00+00:00", "UTC", "2026-W52", "2027-01-01"),
        ("2027-01-04T12:00:00+00:00", "UTC", "2026-W53", "2027-01-04"),
        ("2028-02-29T12:00:00+00:00", "Pacific/Kiritimati", "2028-W08", "2028-03-01"),
    ],
)
def test_the_last_week_is_that_of_the_settings_time_zone(
    monkeypatch: pytest.MonkeyPatch, at: str, zone: str, week: str, day: str
) -> None:
    seconds = int(datetime.fromisoformat(at).timestamp())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(seconds))
    found, today = week_asked("last", Config(timezone=zone))
    assert (found, today.isoformat()) == (week, day)


@pytest.mark.parametrize(
    ("published", "inside"),
    [
        ("2026-11-15", False),
        ("2026-11-16", True),
        ("2026-11-22", True),
        ("2026-11-23", False),
        ("2026-11-22T23:30:00+00:00", False),
        ("2026-11-15T23:30:00+00:00", True),
        ("2026-11-22T23:30:00", True),
    ],
)
def test_a_source_is_of_the_week_in_which_it_was_published(
    tmp_path: Path, published: str, *, inside: bool
) -> None:
    reach = reach_of(week_of("2026-W47"), ZoneInfo("Europe/Zurich"))
    assert (
        reach(dated(tmp_path, datetime(2026, 11, 10, tzinfo=UTC)), published, False).taken is inside
    )


@pytest.mark.parametrize(
    ("received", "inside"),
    [
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 29, 22, 1, tzinfo=UTC), False),
        (datetime(2026, 3, 22, 23, 1, tzinfo=UTC), True),
        (datetime(2026, 3, 22, 22, 59, tzinfo=UTC), False),
    ],
)
def test_a_source_without_a_date_is_of_the_week_in_which_it_came(
    tmp_path: Path, received: datetime, *, inside: bool
) -> None:
    file = dated(tmp_path, received)
    reach = reach_of(week_of("2026-W13"), ZoneInfo("Europe/Zurich"))
    assert reach(file, "", False).taken is inside
    assert reach(file, "2026", False).taken is inside


@pytest.mark.parametrize(
    ("published", "used", "inside"),
    [
        ("2026-03-10", False, True),
        ("2026-03-10", True, False),
        ("2026-03-30", False, False),
        ("", True, False),
        ("2026-03-24", True, True),
    ],
)
def test_a_late_source_is_of_the_week_it_came_in_unless_an_issue_has_used_it(
    tmp_path: Path, published: str, *, used: bool, inside: bool
) -> None:
    file = dated(tmp_path, datetime(2026, 3, 25, tzinfo=UTC))
    reach = reach_of(week_of("2026-W13"), ZoneInfo("Europe/Zurich"))
    assert reach(file, published, used).taken is inside


def test_the_last_week_of_a_year_of_53_goes_into_january(tmp_path: Path) -> None:
    reach = reach_of(week_of("2026-W53"), ZoneInfo("UTC"))
    old = dated(tmp_path, datetime(2026, 11, 10, tzinfo=UTC))
    inside = [d for d in ("2026-12-27", "2026-12-28", "2027-01-03", "2027-01-04")
              if reach(old, d, False).taken]  # fmt: skip
    assert inside == ["2026-12-28", "2027-01-03"]
    with pytest.raises(ValueError, match="no week of that year"):
        week_of("2027-W53")


def test_a_number_is_that_of_the_week_it_covers() -> None:
    config = with_week(Config(number="N-{year}-{week:02}"), "2026-W53")
    assert config.numbered(date(2027, 1, 4)) == "N-2026-53"
    assert Config(number="N-{year}-{week:02}").numbered(date(2027, 1, 4)) == "N-2027-01"
