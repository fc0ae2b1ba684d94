"""briefgen.yaml: its shape, its defaults, and how it is read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, ConfigDict, Field, with_config

from briefgen.config.assessment import Assessment, Place, Probability, placed, with_words
from briefgen.config.checking import check
from briefgen.config.delivery import Deliver, with_files_beside
from briefgen.config.logo import read_logo
from briefgen.config.own_words import Occasion, OwnBottomLine, OwnHeadline, OwnReview, Words
from briefgen.config.strict_yaml import Tree, parse_yaml
from briefgen.config.weeks import iso_date, week_name, week_of
from briefgen.errors import ConfigError, MissingInput, Problem
from briefgen.model.annotations import QuotationKind
from briefgen.model.brief import PictureName
from briefgen.model.developments import MOST_DETAILS
from briefgen.model.limits import DEFAULT_LIMITS, Limits
from briefgen.model.marking import Marking

STRICT = ConfigDict(extra="forbid", strict=True)
USUAL_DECISIONS = "decisions.yaml"
"""Beside the configuration; used where it is there."""

_PATTERN = re.compile(r"\{(year|month|day|week)(?::0(\d))?\}")


def _issue_date(text: str) -> str:
    return text if text == "today" else iso_date(text)


def _number(text: str) -> str:
    if re.search(r"[{}]", _PATTERN.sub("", text)):
        raise ValueError("only {year}, {month}, {day} and {week:03} can stand in braces")
    return text


def _accent(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise ValueError(f"'{text}' is no colour: write it like '#b0452c'")
    return text.lower()


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, OSError, ValueError) as error:
        raise ValueError(f"'{text}' is no time zone: write it like Europe/Paris") from error
    return text


class Format(StrEnum):
    """What a brief can be made as."""

    HTML = "html"
    PDF = "pdf"
    EMAIL = "email"
    DOCX = "docx"
    MARKDOWN = "md"


Colour = Annotated[str, AfterValidator(_accent)]
IsoDate = Annotated[str, AfterValidator(iso_date)]


@with_config(STRICT)
@dataclass(frozen=True, slots=True)
class Period:
    """The time a brief covers: an ISO week, or two dates, both inclusive."""

    week: Annotated[str, AfterValidator(week_name)] | None = None
    start: Annotated[IsoDate | None, Field(alias="from")] = None
    end: Annotated[IsoDate | None, Field(alias="to")] = None

    def __post_init__(self) -> None:
        """Refuse a period that is neither a week nor two dates in order."""
        dates = self.start is not None and self.end is not None
        if (self.week is not None) == dates or (self.start is None) != (self.end is None):
            raise ValueError("give either week, or both from and to")
        if self.start and self.end and self.start > self.end:
            raise ValueError("from is later than to")

    def days(self) -> tuple[str, str]:
        """Return first and last day as ISO dates."""
        if self.week:
            week = week_of(self.week)
            return week.start.isoformat(), week.end.isoformat()
        return self.start or "", self.end or ""


@with_config(STRICT)
@dataclass(frozen=True, slots=True)
class Facts:
    """How many developments a brief shows, each with how many details, and their themes.

    A theme has keywords; a fact belongs to the theme most of whose keywords begin words of it.
    """

    max: Annotated[int, Field(ge=1, le=500)] = 12
    details: Annotated[int, Field(ge=0, le=MOST_DETAILS)] = MOST_DETAILS
    themes: dict[str, tuple[Words, ...]] = field(default_factory=dict)


@with_config(STRICT)
@dataclass(frozen=True, slots=True)
class Quotations:
    """Which quotations a brief shows."""

    max: Annotated[int, Field(ge=0, le=500)] = 8
    kinds: tuple[QuotationKind, ...] = tuple(QuotationKind)
    min_confidence: Annotated[float, Field(ge=0, le=1)] = 0.6


@with_config(STRICT)
@dataclass(frozen=True, slots=True)
class Actors:
    """How many actors a brief shows, and the file that says who is who ("" for none)."""

    max: Annotated[int, Field(ge=0, le=500)] = 15
    file: str = ""


@with_config(STRICT)
@dataclass(frozen=True, slots=True)
class Most:
    """How many of something a brief shows."""

    max: Annotated[int, Field(ge=0, le=500)]


@with_config(STRICT)
@dataclass(frozen=True, slots=True)
class Brand:
    """Whose note it is: name, accent, colour of the bar, logo file, words for the foot.

    `logo` is the path of a picture in the file, and its data address once that was read.
    """

    name: str = "briefgen"
    accent: Colour = "#b0452c"
    colour: Colour = "#0f2b46"
    logo: str = ""
    footer: Annotated[str, Field(max_length=160)] = ""


@with_config(STRICT)
@dataclass(frozen=True, slots=True)
class Pdf:
    """Which PDF standard the file follows: accessible (ua-1) or archival (a-3).

    `page` is the size of paper (None: the template's), `fonts` a folder of further fonts.
    """

    variant: Literal["ua-1", "a-3u", "a-3a"] = "ua-1"
    page: Literal["A4", "Letter"] | None = None
    fonts: str = ""


@with_config(STRICT)
@dataclass(frozen=True, slots=True)
class DeskSettings:
    """Who decides at the desk: the name that stands with each decision ("": asked for once)."""

    name: Annotated[str, Field(max_length=80)] = ""


@with_config(STRICT)
@dataclass(frozen=True, slots=True)
class Config:
    """briefgen.yaml. Every key is optional; an unknown one is an error."""

    version: Literal[1] = 1
    title: Annotated[str, Field(min_length=1)] = "Briefing note"
    number: Annotated[str, AfterValidator(_number)] = ""
    inputs: tuple[str, ...] = ("inputs",)
    issue_date: Annotated[str, AfterValidator(_issue_date)] = "today"
    period: Period | None = None
    prepared_for: str = ""
    reviewed_by: OwnReview = None
    marking: Marking | None = None
    headline: OwnHeadline = None
    bottom_line: OwnBottomLine = None
    assessment: tuple[Assessment, ...] = ()
    probability: Probability | None = None
    language: Literal["en"] = "en"
    model: str = "auto"
    facts: Facts = Facts()
    quotations: Quotations = Quotations()
    actors: Actors = Actors()
    changes: Most = Most(8)
    timeline: Most = Most(10)
    disagreements: Most = Most(20)
    figures: Most = Most(4)
    pictures: tuple[PictureName, ...] | None = None
    sections: tuple[Place, ...] | None = None
    template: Annotated[str, Field(min_length=1)] = "weekly"
    brand: Brand = Brand()
    formats: tuple[Format, ...] = (Format.HTML, Format.PDF, Format.EMAIL)
    pdf: Pdf = Pdf()
    limits: Limits = DEFAULT_LIMITS
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    state: Annotated[str, Field(min_length=1)] = ".briefgen"
    decisions: Annotated[str, Field(min_length=1)] = USUAL_DECISIONS
    desk: DeskSettings = DeskSettings()
    deliver: Deliver = field(default_factory=Deliver)

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day of the period, "" where none is set."""
        return self.period.days() if self.period else ("", "")

    def occasion(self, issue: date) -> Occasion:
        """Return which issue a brief of this date is."""
        return Occasion(issue.isoformat(), *(self.period.days() if self.period else ()))

    def numbered(self, issue: date) -> str:
        """Return the note's number for an issue date, its pattern filled in.

        Year and week are those of the week that it covers, so that two weeks issued on one
        day have two numbers; without one, those of the issue date.
        """
        covered = self.period.week if self.period else None
        year, week, _ = (week_of(covered).start if covered else issue).isocalendar()
        values = {"year": year, "month": issue.month, "day": issue.day, "week": week}
        return _PATTERN.sub(lambda m: f"{values[m[1]]:0{m[2] or 1}d}", self.number)


def load_config(file: Path) -> Config:
    """Read a configuration file; folders and files it names are taken from beside it.

    Raises MissingInput when there is none, ConfigError with every mistake in it.
    """
    source = read_utf8(file)
    tree = parse_yaml(source, file.name)
    config = _with_own_words(check(Config, tree), tree, source, file.parent)
    template = file.parent / config.template
    if template.is_dir():
        config = replace(config, template=str(template))
    if config.actors.file:
        beside = str(file.parent / config.actors.file)
        config = replace(config, actors=replace(config.actors, file=beside))
    if config.pdf.fonts:
        config = replace(config, pdf=replace(config.pdf, fonts=str(file.parent / config.pdf.fonts)))
    if config.brand.logo:
        logo = read_logo(file.parent / config.brand.logo)
        config = replace(config, brand=replace(config.brand, logo=logo))
    deliver = with_files_beside(config.deliver, file.parent)
    state, decisions = (str(file.parent / name) for name in (config.state, config.decisions))
    return replace(config, state=state, decisions=decisions, deliver=deliver)


def _with_own_words(config: Config, tree: Tree, source: str, folder: Path) -> Config:
    """Return the configuration with the analyst's words, which know where they stand."""
    headline, lines = config.headline, config.bottom_line
    if headline:
        text = placed(headline.text, tree, source, ("headline", "text"))
        headline = replace(headline, text=text)
    if lines:
        told = (
            placed(one, tree, source, ("bottom_line", "text", n))
            for n, one in enumerate(lines.text)
        )
        lines = replace(lines, text=tuple(told))
    assessment = with_words(config.assessment, tree, source, folder)
    return replace(config, headline=headline, bottom_line=lines, assessment=assessment)


def read_utf8(file: Path) -> str:
    """Read a small file a person wrote. Raises MissingInput or ConfigError."""
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise MissingInput(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        problem = Problem(file.name, 1, 1, f"not UTF-8 at byte {error.start}: save it as UTF-8")
        raise ConfigError((problem,)) from error


def with_week(config: Config, week: str) -> Config:
    """Return the configuration for the week `2026-W47`. Raises ValueError for no week."""
    return replace(config, period=Period(week=week_name(week)))


def with_formats(config: Config, names: Iterable[str]) -> Config:
    """Return the configuration with other formats. Raises ValueError for an unknown one."""
    return replace(config, formats=tuple(Format(name.strip()) for name in names))
