"""What a command is called with: configuration, inputs, day, environment, and the clock."""

import os
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from briefgen.config import Config
    from briefgen.model.text import Skipped
    from briefgen.pipeline import Done
    from briefgen.publishing import World

Inputs = Annotated[
    list[Path] | None, typer.Argument(help="Files or folders; default: those of the configuration.")
]
ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Configuration; default: ./briefgen.yaml if there is one."),
]


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
        matches = sorted(folder.glob(pattern)) if any(c in pattern for c in "*?[") else []
        roots += matches or [folder / pattern]
    return settings, roots


def dated(settings: "Config", issue_date: str, week: str) -> tuple["Config", date]:
    """Resolve the issue date, the only place where the clock is read."""
    from briefgen.config import with_week

    try:
        covered = with_week(settings, week) if week else settings
        wanted = issue_date or ("" if settings.issue_date == "today" else settings.issue_date)
        return covered, date.fromisoformat(wanted) if wanted else today()
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def today() -> date:
    """Return today, or the day of SOURCE_DATE_EPOCH (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return datetime.now().astimezone().date()


def formatted(settings: "Config", formats: str) -> "Config":
    """Return the configuration with the formats of an option, "" for its own."""
    from briefgen.config import with_formats

    try:
        return with_formats(settings, formats.split(",")) if formats else settings
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def now() -> datetime:
    """Return the time, or that of SOURCE_DATE_EPOCH (reproducible-builds.org), in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)


def world() -> "World":
    """Return the environment and the clock of this machine."""
    from briefgen.deliver import Clock
    from briefgen.publishing import World

    return World(os.environ, Clock(now, time.sleep))


def show(done: "Done | Skipped") -> None:
    """Print one line about a source on standard error."""
    from rich.console import Console
    from rich.markup import escape

    from briefgen.model.text import Skipped

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    if isinstance(done, Skipped):
        line = f"{escape(done.path)}  {done.reason}: {escape(done.detail)}"
        console.print(f"[yellow]skipped[/] {line}")
        return
    document, found = done.document, done.annotations
    notices = len([n for n in document.notices if n.code not in ("set-aside", "heading")])
    aside = len([b for b in document.blocks if b.reason and b.reason != "heading"])
    console.print(
        f"[green]{document.source.key:>4}[/] {escape(document.source.path)}  "
        f"{len(found.statements)} statements, {len(found.utterances)} quotations,"
        f" {len(found.mentions)} names"
        + (f", {aside} passages set aside" if aside else "")
        + (f", {notices} warnings" if notices else "")
    )
