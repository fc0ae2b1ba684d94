"""What a command is called with: configuration, inputs, day, environment, and the clock."""

import os
import secrets
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from briefgen.config import Config
    from briefgen.publishing import World

QUIET = ("set-aside", "heading")
"""Codes of notices that most sources have, and nobody need mind."""

Inputs = Annotated[
    list[Path] | None, typer.Argument(help="Files or folders; default: those of the configuration.")
]
NoCache = Annotated[
    bool,
    typer.Option("--no-cache", help="Make everything anew; use and keep no results of other runs."),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Configuration; default: ./briefgen.yaml if there is one."),
]


_SECRET_BYTES = 32


def settings_of(config: Path | None, inputs: list[Path] | None) -> tuple["Config", list[Path]]:
    """Return the configuration and the inputs, relative ones resolved against its folder."""
    from briefgen.config import Config, load_config

    usual = Path("briefgen.yaml")
    file = config or (usual if usual.is_file() else None)
    settings = load_config(file) if file else Config()
    if inputs:
        return settings, inputs
    folder = file.parent if file else Path()
    roots = []
    for pattern in settings.inputs:
        roots += _matching(pattern, folder) or [folder / pattern]
    return settings, roots


def _matching(pattern: str, folder: Path) -> list[Path]:
    """Return what a pattern with wildcards names, seen from a folder; nothing for a plain path."""
    if not any(c in pattern for c in "*?["):
        return []
    top = Path(Path(pattern).anchor) if Path(pattern).is_absolute() else folder
    return sorted(top.glob(pattern.removeprefix(str(top)) if top is not folder else pattern))


def dated(settings: "Config", issue_date: str, week: str) -> tuple["Config", date]:
    """Resolve the issue date, the only place where the clock is read."""
    from briefgen.config import day_of, with_week

    try:
        covered = with_week(settings, week) if week else settings
        wanted = issue_date or ("" if settings.issue_date == "today" else settings.issue_date)
        return covered, day_of(wanted) if wanted else today()
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def keep_own_secret(settings: "Config") -> None:
    """Make the secret of a desk that hides something and has none yet: the only chance there is."""
    from briefgen.config import load_decisions
    from briefgen.model.decisions import OF_PROTECTION
    from briefgen.workspace import keep_secret

    if any(one.act in OF_PROTECTION for one in load_decisions(Path(settings.decisions))):
        keep_secret(Path(settings.state), secrets.token_bytes(_SECRET_BYTES))


def today() -> date:
    """Return today, or the day of SOURCE_DATE_EPOCH (reproducible-builds.org)."""
    return given.date() if (given := _given_time()) else datetime.now().astimezone().date()


def formatted(settings: "Config", formats: str) -> "Config":
    """Return the configuration with the formats of an option, "" for its own."""
    from briefgen.config import with_formats

    try:
        return with_formats(settings, formats.split(",")) if formats else settings
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def now() -> datetime:
    """Return the time, or that of SOURCE_DATE_EPOCH (reproducible-builds.org), in UTC."""
    return _given_time() or datetime.now(UTC)


def _given_time() -> datetime | None:
    """Return the time that the environment names, None where it names none."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        message = f"SOURCE_DATE_EPOCH: '{epoch[:40]}' is no time in seconds since 1970"
        raise typer.BadParameter(message) from error


def world() -> "World":
    """Return the environment and the clock of this machine."""
    from briefgen.deliver import Clock
    from briefgen.publishing import World

    return World(os.environ, Clock(now, time.sleep))
