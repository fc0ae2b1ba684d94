"""Which sources are of the time that a brief covers, and whether they bring anything new."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from briefgen.config import Week
from briefgen.model.text import RawDocument, Skipped


@dataclass(frozen=True, slots=True)
class Fate:
    """Whether a week's brief takes a source, and why; one left out may be for a `later` issue."""

    taken: bool
    why: str
    later: bool = False


Reach = Callable[[Path, str, bool], Fate]
"""Whether a file belongs to what a brief covers: by the file, the date when it was published
("" or ISO 8601, maybe a month or a year only), and whether an earlier issue used it."""


class Purpose(StrEnum):
    """What a brief is made for: to be read first, to go out at once, or to see what would."""

    DRAFT = "draft"
    RUN = "run"
    REHEARSAL = "rehearsal"


def everything(_file: Path, _published: str, _used: bool) -> Fate:  # noqa: FBT001 - a Reach
    """Reach every file."""
    return Fate(taken=True, why="")


@dataclass(frozen=True, slots=True)
class Coverage:
    """The sources that a brief takes, and its purpose; `news` refuses one without anything new."""

    reach: Reach = everything
    news: bool = False
    purpose: Purpose = Purpose.DRAFT


ALL = Coverage()


def fate_in(week: Week, zone: ZoneInfo, file: Path, published: str, *, used: bool) -> Fate:
    """Judge whether a week's brief takes a source.

    It takes what was published in the week, and what came in it without being of its future. A
    file comes at its time of change. One that came late is taken in the week it came, unless an
    issue has used it already: each source is in one issue, and none is in none.
    """
    day = _published(published, zone)
    if day is not None and day >= week.start:
        if day <= week.end:
            return Fate(taken=True, why="published in the week")
        return Fate(taken=False, why="published after the week: for a later issue", later=True)
    came = datetime.fromtimestamp(file.stat().st_mtime, zone).date()
    if came < week.start:
        return Fate(taken=False, why="was there before the week")
    if used:
        inside = "came in the week, but " if came <= week.end else ""
        return Fate(taken=False, why=f"{inside}an earlier issue used it")
    if came > week.end:
        return Fate(taken=False, why="came after the week: for a later issue", later=True)
    return Fate(
        taken=True, why=f"came in the week, {'of an earlier day' if day else 'without a day'}"
    )


def reach_of(week: Week, zone: ZoneInfo) -> Reach:
    """Reach what a week's brief takes."""

    def reach(file: Path, published: str, used: bool) -> Fate:  # noqa: FBT001 - a Reach
        return fate_in(week, zone, file, published, used=used)

    return reach


def say_left(left: Sequence[tuple[str, Fate]]) -> Iterator[str]:
    """Say which sources a week's brief leaves for a later issue, and how many for none."""
    for path, fate in left:
        if fate.later:
            yield f"left out: {path}, {fate.why}"
    others = sum(not fate.later for _, fate in left)
    if others:
        yield f"left out: {others} source{'s' * (others != 1)} of earlier weeks"


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
