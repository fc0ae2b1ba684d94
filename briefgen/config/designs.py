"""Templates as folders: which there are, what each builds on, and what it asks of a note."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError, with_config

import briefgen.errors
from briefgen.config.assessment import Place
from briefgen.config.settings import STRICT, Config
from briefgen.errors import TemplateError
from briefgen.model.brief import USUAL_ORDER, PictureName, SectionName

SETTINGS = "template.toml"

_DEEPEST = 8
"""Templates that one template may build on; more is a circle."""

_ALL_PICTURES = tuple(PictureName)

_CAPPED = ("changes", "facts", "timeline", "actors", "quotations", "disagreements")
"""The keys of the configuration, and of template.toml, that say how much is shown at most."""

_SHARES = (
    (1.0, 1.0, 2), (1.0, 0.8, 2), (1.0, 0.65, 1), (1.0, 0.5, 1), (1.0, 0.5, 0), (0.9, 0.5, 0),
    (0.8, 0.4, 0), (0.7, 0.35, 0), (0.6, 0.3, 0), (0.5, 0.2, 0), (0.4, 0.1, 0), (0.3, 0.0, 0),
    (0.2, 0.0, 0), (0.1, 0.0, 0),
)  # fmt: skip
"""What is kept, step by step, of the facts, of all else, and of the details of each fact, in a
note of so many pages."""


@with_config(STRICT)
@dataclass(frozen=True, slots=True)
class _Settings:
    """template.toml. Every key is optional."""

    name: str = ""
    description: str = ""
    extends: str = ""
    page: Literal["A4", "Letter", ""] = ""
    labels: tuple[str, ...] = ()
    sections: tuple[Place, ...] = ()
    pictures: tuple[PictureName, ...] | None = None
    pages: Annotated[int, Field(ge=0, le=1000)] = 0
    facts: Annotated[int, Field(ge=1, le=500)] = 500
    quotations: Annotated[int, Field(ge=0, le=500)] = 500
    actors: Annotated[int, Field(ge=0, le=500)] = 500
    timeline: Annotated[int, Field(ge=0, le=500)] = 500
    changes: Annotated[int, Field(ge=0, le=500)] = 500
    disagreements: Annotated[int, Field(ge=0, le=500)] = 500


@dataclass(frozen=True, slots=True)
class Design:
    """A template: its folders, its own first, and what it asks of a note.

    `chain` has the names of the templates it builds on, itself first, in the order of
    `folders`. `pages` is the most pages of the PDF, 0 for any number; `labels` are words of its
    own that it shows, which no source states.
    """

    name: str
    description: str
    chain: tuple[str, ...]
    folders: tuple[Path, ...]
    page: str
    labels: tuple[str, ...]
    sections: tuple[SectionName, ...]
    pictures: tuple[PictureName, ...]
    pages: int
    facts: int
    quotations: int
    actors: int
    timeline: int
    changes: int
    disagreements: int
    shipped: bool

    def applied(self, config: Config) -> Config:
        """Return the configuration with what the template asks; what it names itself wins."""
        pictures = self.pictures if config.pictures is None else config.pictures
        named = replace(config, sections=config.sections or self.sections, pictures=pictures)
        return _capped(named, {name: getattr(self, name) for name in _CAPPED})

    def shortened(self, config: Config) -> tuple[Config, ...]:
        """Return ever shorter versions of a configuration, the first one whole."""
        whole = {name: getattr(config, name).max for name in _CAPPED}
        return tuple(
            _detailed(
                _capped(
                    config,
                    {n: ceil(m * (facts if n == "facts" else rest)) for n, m in whole.items()},
                ),
                details,
            )
            for facts, rest, details in _SHARES
        )


def _detailed(config: Config, most: int) -> Config:
    """Return the configuration with no more details of a fact than this."""
    details = min(config.facts.details, most)
    return replace(config, facts=replace(config.facts, details=details))


def _capped(config: Config, most: Mapping[str, int]) -> Config:
    """Return the configuration with no more of each thing than this."""
    parts = {name: getattr(config, name) for name in most}
    return replace(
        config, **{n: replace(part, max=min(part.max, most[n])) for n, part in parts.items()}
    )


def templates_root() -> Path:
    """Return the folder of the shipped templates: in the wheel, or beside the package."""
    package = Path(briefgen.errors.__file__).parent
    shipped = package / "templates"
    return shipped if shipped.is_dir() else package.parent / "templates"


def shipped_designs() -> tuple[Design, ...]:
    """Return the shipped templates, by name."""
    return tuple(find_design(name) for name in _shipped())


def find_design(name: str) -> Design:
    """Find a shipped template by name, or a folder by path, with all it builds on.

    A folder without template.toml, or without `extends` in it, builds on "weekly".
    Raises TemplateError when there is none, or when its template.toml is wrong.
    """
    folders: list[Path] = []
    chain: list[str] = []
    settings: list[_Settings] = []
    wanted, beside = name, Path()
    while wanted:
        folder, own = _folder(wanted, beside)
        if folder in folders or len(folders) > _DEEPEST:
            listed = " → ".join((*chain, wanted))
            raise TemplateError(f"{folder / SETTINGS}: extends goes in a circle: {listed}")
        one = _read(folder)
        folders.append(folder)
        chain.append(folder.name if own else wanted)
        settings.append(one)
        wanted, beside = one.extends or ("weekly" if own else ""), folder
    first = settings[0]
    return Design(
        name=name,
        description=first.description,
        chain=tuple(chain),
        folders=tuple(folders),
        page=next((one.page for one in settings if one.page), "A4"),
        labels=tuple(label for one in settings for label in one.labels),
        sections=next((one.sections for one in settings if one.sections), USUAL_ORDER),
        pictures=next((p for one in settings if (p := one.pictures) is not None), _ALL_PICTURES),
        pages=next((one.pages for one in settings if one.pages), 0),
        facts=min(one.facts for one in settings),
        quotations=min(one.quotations for one in settings),
        actors=min(one.actors for one in settings),
        changes=min(one.changes for one in settings),
        timeline=min(one.timeline for one in settings),
        disagreements=min(one.disagreements for one in settings),
        shipped=folders[0].parent == templates_root(),
    )


def _shipped() -> tuple[str, ...]:
    return tuple(sorted(path.name for path in templates_root().iterdir() if path.is_dir()))


def _folder(name: str, beside: Path) -> tuple[Path, bool]:
    """Return a template's folder, and whether it is a user's own."""
    if re.fullmatch(r"[\w-]+", name) and (templates_root() / name).is_dir():
        return templates_root() / name, False
    for folder in (beside.parent / name, Path(name)):
        if folder.is_dir():
            return folder, True
    known = ", ".join(_shipped())
    raise TemplateError(f"{name}: no such template and no such folder; shipped templates: {known}")


def _read(folder: Path) -> _Settings:
    file = folder / SETTINGS
    if not file.is_file():
        return _Settings()
    try:
        return TypeAdapter(_Settings).validate_json(
            json.dumps(tomllib.loads(file.read_text("utf-8")))
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise TemplateError(f"{file}: {error}") from error
    except ValidationError as error:
        listed = "; ".join(
            f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()
        )
        raise TemplateError(f"{file}: {listed}") from error
