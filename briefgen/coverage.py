"""Which sources are of the time that a brief covers, and whether they bring anything new."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from briefgen.config import Week
from briefgen.model.text import RawDocument, Skipped

Reach = Callable[[Path, str, bool], bool]
"""Whether a file belongs to what a brief covers: by the file, the date when it was published
("" or ISO 8601, maybe a month or a year only), and whether an earlier issue used it."""


def everything(_file: Path, _published: str, _used: bool) -> bool:  # noqa: FBT001 - a Reach
    """Reach every file."""
    return True


@dataclass(frozen=True, slots=True)
class Coverage:
    """The sources that a brief takes; `news` refuses one that would bring nothing new."""

    reach: Reach = everything
    news: bool = False


ALL = Coverage()


def reach_of(week: Week, zone: ZoneInfo) -> Reach:
    """Reach what was published in a week, and what came in it without being of its future.

    A file comes at its time of change. One that came late is taken in the week it came,
    unless an issue has used it already: each source is in one issue, and none is in none.
    """

    def reach(file: Path, published: str, used: bool) -> bool:  # noqa: FBT001 - a Reach
        day = _published(published, zone)
        if day is not None and day >= week.start:
            return day <= week.end
        came = datetime.fromtimestamp(file.stat().st_mtime, zone).date()
        return week.start <= came <= week.end and not used

    return reach


def sha256_of(outcome: RawDocument | Skipped, file: Path, name: str) -> str:
    """Return the hash of a source that was read, or of a file skipped for being another's twin.

    `name` is that of the file; of anything else that was skipped the hash is "".
    """
    if isinstance(outcome, RawDocument):
        return outcome.sha256
    twin = outcome.reason == "identical" and outcome.path == name
    return hashlib.sha256(file.read_bytes()).hexdigest() if twin else ""


def _published(text: str, zone: ZoneInfo) -> date | None:
    """Return the day of a date, or of a time in the zone; None for anything vaguer."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.astimezone(zone).date() if at.tzinfo else at.date()
