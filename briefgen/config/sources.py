"""sources.yaml: what a text file cannot know about itself, by file name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, with_config

from briefgen.config.checking import check
from briefgen.config.settings import IsoDate, read_utf8
from briefgen.config.strict_yaml import Tree, parse_yaml
from briefgen.errors import ConfigError, Problem
from briefgen.model.marking import Marking
from briefgen.model.text import GIVEN, Metadata

FILE_NAME = "sources.yaml"


def _grade(text: str) -> str:
    if not re.fullmatch(r"[A-Fa-f][1-6]", text):
        raise ValueError(f"'{text}' is no Admiralty code: a letter A-F and a digit 1-6, like B2")
    return text.upper()


def _url(text: str) -> str:
    if not re.match(r"https?://[^\s<>\"]+$", text):
        raise ValueError("should be an address that begins with http:// or https://")
    return text


def _language(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        raise ValueError(f"'{text}' is no language code: write it like en or fr")
    return text


@with_config(ConfigDict(extra="forbid", strict=True))
@dataclass(frozen=True, slots=True)
class Entry:
    """What sources.yaml says of one file; every field is optional."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: IsoDate | None = None
    language: Annotated[str, AfterValidator(_language)] | None = None
    url: Annotated[str, AfterValidator(_url)] | None = None
    via: str | None = None
    marking: Marking | None = None
    grade: Annotated[str, AfterValidator(_grade)] | None = None

    def metadata(self) -> Metadata:
        """Return the entry as metadata, "" for what it leaves out."""
        given = {field.name: str(getattr(self, field.name) or "") for field in fields(self)}
        return Metadata(
            **given,
            published_from=GIVEN if self.published else "",
            language_from=GIVEN if self.language else "",
        )


def load_metadata(folder: Path) -> Mapping[str, Metadata]:
    """Read the sources.yaml of a folder; a folder without one gives no entries.

    Keys are paths relative to the folder, with forward slashes. Raises ConfigError with
    every mistake, entries for files that are not there among them.
    """
    tree, entries = _read(folder / FILE_NAME)
    absent = [name for name in entries if not _is_there(folder / name)]
    if absent:
        there = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*"))]
        raise ConfigError(tuple(_absent(tree, name, there) for name in absent))
    return {name: entry.metadata() for name, entry in entries.items()}


def recall_metadata(folder: Path) -> Mapping[str, Metadata]:
    """Read it again for files that were read before: any of them may be gone by now.

    Raises ConfigError with every other mistake.
    """
    return {name: entry.metadata() for name, entry in _read(folder / FILE_NAME)[1].items()}


def _read(file: Path) -> tuple[Tree, Mapping[str, Entry]]:
    tree = parse_yaml(read_utf8(file) if file.is_file() else "", file.name)
    return tree, check(dict[str, Entry], tree)


def _is_there(path: Path) -> bool:
    """Tell whether a path names a file, or something inside one ("mail.eml/report.pdf")."""
    return path.is_file() or any(parent.is_file() for parent in path.parents)


def _absent(tree: Tree, name: str, there: list[str]) -> Problem:
    near = get_close_matches(name, there, n=1)
    hint = f"did you mean '{near[0]}'?" if near else "remove the entry"
    return tree.problem((name,), f"there is no file '{name}': {hint}", at_key=True)
