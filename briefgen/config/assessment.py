"""The analyst's own sections: what briefgen.yaml says of them, and the files of their words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field, with_config

from briefgen.config.own_words import IssueName
from briefgen.config.strict_yaml import Tree
from briefgen.config.written import Origin, Placed, offset_of
from briefgen.errors import ConfigError, Problem
from briefgen.model.brief import SectionName

LONGEST = 20_000
"""The most characters of one section: no reader of a note reads as much."""

_FILE = re.compile(r"[^\n]+\.(?:md|markdown)", re.IGNORECASE)


class Probability(StrEnum):
    """The list that words of probability are taken from."""

    ICD_203 = "icd-203"
    PHIA = "phia"


def _section(name: SectionName) -> SectionName:
    if name is SectionName.ASSESSMENT:
        raise ValueError("an assessment stands beside a section of the note: name one of those")
    return name


def _words(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty: write some words, or the name of a file that ends in .md")
    return text


def _title(text: str) -> str:
    return " ".join(_words(text).split())


Place = Annotated[SectionName, AfterValidator(_section)]


@with_config(ConfigDict(extra="forbid", strict=True))
@dataclass(frozen=True, slots=True)
class Assessment:
    """A section of the analyst's words, before or after another section, in one issue.

    `text` are the words, in Markdown; in the file, that may be the name of a file that has them.
    """

    title: Annotated[str, AfterValidator(_title)]
    text: Annotated[str, Field(max_length=LONGEST), AfterValidator(_words)]
    issue: IssueName
    after: Place | None = None
    before: Place | None = None

    def __post_init__(self) -> None:
        """Refuse a section that stands nowhere, or at two places."""
        if (self.after is None) == (self.before is None):
            raise ValueError("say where it stands: give either after or before, with a section")


@dataclass(frozen=True, slots=True)
class Assessments:
    """All sections of the analyst's that belong to one issue."""

    sections: tuple[Assessment, ...]

    @property
    def issue(self) -> str:
        """The issue that they are for, as the first one names it."""
        return self.sections[0].issue

    @property
    def words(self) -> tuple[str, ...]:
        """All words of them, in no order: where they stand does not count."""
        return tuple(sorted(words for one in self.sections for words in (one.title, one.text)))


def with_words(
    assessments: Iterable[Assessment], tree: Tree, source: str, folder: Path
) -> tuple[Assessment, ...]:
    """Return the sections with words and titles that know where they stand in their file.

    `source` is the text of the configuration. Raises ConfigError with every file that can't be
    used.
    """
    problems: list[Problem] = []
    made = []
    for n, one in enumerate(assessments):
        path = ("assessment", n)
        text: str = placed(one.text, tree, source, (*path, "text"))
        try:
            if _FILE.fullmatch(one.text.strip()):
                text = _read(folder, one.text.strip())
        except ValueError as error:
            problems.append(tree.problem((*path, "text"), f"assessment.{n}.text: {error}"))
        title = placed(one.title, tree, source, (*path, "title"))
        made.append(replace(one, text=text, title=title))
    if problems:
        raise ConfigError(tuple(problems))
    return tuple(made)


def placed(words: str, tree: Tree, source: str, path: tuple[str | int, ...]) -> Placed:
    """Return words of the configuration that know where they stand in it."""
    start = offset_of(source, *tree.values.get(path, (1, 1)))
    return Placed.at(words, Origin(tree.file, source, start))


def _read(folder: Path, name: str) -> Placed:
    try:
        text = (folder / name).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ValueError(f"{name}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{name}: not UTF-8 at byte {error.start}: save it as UTF-8") from error
    text = re.sub(r"\r\n?", "\n", text)
    if not text.strip():
        raise ValueError(f"{name}: is empty")
    if len(text) > LONGEST:
        raise ValueError(f"{name}: is longer than {LONGEST} characters: shorten it")
    return Placed.at(text, Origin(name, text, 0))
