"""The analyst's own headline, bottom line and review: each is for one issue, and names it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, with_config

from briefgen.config.weeks import Week, iso_date, week_of, week_with

_STRICT = ConfigDict(extra="forbid", strict=True)
_LONGEST = 60


def _words(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty: write some words or leave it out")
    return " ".join(text.split())


def _issue(text: str) -> str:
    if "W" in text:
        week_of(text)
        return text
    try:
        return iso_date(text)
    except ValueError as error:
        raise ValueError(
            f"'{text}' is no issue: write its week like 2026-W47, or its date like 2026-11-23"
        ) from error


Words = Annotated[str, AfterValidator(_words)]
IssueName = Annotated[str, AfterValidator(_issue), Field(alias="for")]
"""The issue that something is for: the week that it covers, or its date."""


@with_config(_STRICT)
@dataclass(frozen=True, slots=True)
class Headline:
    """A headline in the analyst's words."""

    text: Words
    issue: IssueName

    @property
    def words(self) -> tuple[str, ...]:
        """All words of it."""
        return (self.text,)


@with_config(_STRICT)
@dataclass(frozen=True, slots=True)
class BottomLine:
    """A bottom line in the analyst's words, sentence by sentence."""

    text: Annotated[tuple[Words, ...], Field(min_length=1)]
    issue: IssueName

    @property
    def words(self) -> tuple[str, ...]:
        """All words of it."""
        return self.text


@with_config(_STRICT)
@dataclass(frozen=True, slots=True)
class Review:
    """Who has read an issue and stands by it."""

    name: Annotated[Words, Field(max_length=80)]
    issue: IssueName

    @property
    def words(self) -> tuple[str, ...]:
        """All words of it."""
        return (self.name,)


OwnWords = Headline | BottomLine | Review


def _new_form(field: str) -> Callable[[object], object]:
    """Refuse a value in the form of earlier versions, and say how it is written now."""

    def check(given: object) -> object:
        if isinstance(given, str | list | tuple):
            listed = given if isinstance(given, str) or field == "name" else list(given)
            shown = json.dumps(listed, ensure_ascii=False)
            shown = shown if len(shown) <= _LONGEST else "..."
            raise ValueError(  # noqa: TRY004 - pydantic tells of values
                f"is for one issue, and says which: write {{{field}: {shown}, for: 2026-W47}},"
                " with the week that the issue covers, or its date"
            )
        if isinstance(given, dict):
            return {key: tuple(v) if isinstance(v, list) else v for key, v in given.items()}
        return given

    return check


OwnHeadline = Annotated[Headline | None, BeforeValidator(_new_form("text"))]
OwnBottomLine = Annotated[BottomLine | None, BeforeValidator(_new_form("text"))]
OwnReview = Annotated[Review | None, BeforeValidator(_new_form("name"))]


@dataclass(frozen=True, slots=True)
class Occasion:
    """Which issue a brief is: its date, and the days that it covers ("" where none are given)."""

    date: str
    start: str = ""
    end: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the issue: its date, and the week that it covers.

        Without days covered, that is the week of its date; a stretch of days that is no week
        has no such name.
        """
        week = week_with(date.fromisoformat(self.start or self.date))
        whole = (week.start.isoformat(), week.end.isoformat()) == (self.start, self.end)
        return (self.date, week.name) if whole or not self.start else (self.date,)

    @property
    def week(self) -> Week | None:
        """The week that it covers, where that is just what it covers."""
        return week_of(self.names[1]) if self.start and len(self.names) > 1 else None

    def follows(self, name: str) -> bool:
        """Tell whether it comes after the issue with this name."""
        if "W" not in name:
            return date.fromisoformat(name) < date.fromisoformat(self.date)
        return week_of(name).start < week_with(date.fromisoformat(self.start or self.date)).start
