"""Who does the work of a command, and what is told of it meanwhile, on standard error."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.commands.invocation import QUIET, keep_own_secret

if TYPE_CHECKING:
    from rich.progress import Progress

    from briefgen.config import Config
    from briefgen.execution import Executor
    from briefgen.manner import Done, Event, Manner, Phase
    from briefgen.manner import Progress as Tell
    from briefgen.model.decisions import Stale
    from briefgen.model.text import Skipped
    from briefgen.reuse import Kept

Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs", "-j", min=1, help="Processes that analyse sources; default: as many as save time."
    ),
]
Scheduler = Annotated[
    str,
    typer.Option("--scheduler", help="Dask scheduler whose workers do it, like tcp://host:8786."),
]
NoCache = Annotated[
    bool,
    typer.Option("--no-cache", help="Make everything anew; use and keep no results of other runs."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print the result and errors alone.")]


@contextmanager
def manner_of(
    settings: "Config", jobs: int | None, scheduler: str, *, quiet: bool, no_cache: bool
) -> Iterator["Manner"]:
    """Give the manner that options ask for; how far the work has come is shown meanwhile."""
    from briefgen.manner import Manner

    keep_own_secret(settings)
    with _kept(settings, wanted=not no_cache) as kept, _shown(quiet=quiet) as progress:
        yield Manner(progress, executor_of(jobs, scheduler), kept)


@contextmanager
def _kept(settings: "Config", *, wanted: bool) -> Iterator["Kept"]:
    """Open what earlier runs have kept beside the configuration."""
    from briefgen.reuse import NOTHING_KEPT, open_kept

    def warn(words: str) -> None:
        typer.echo(f"note: {words}", err=True)

    if not wanted:
        yield NOTHING_KEPT
        return
    with open_kept(Path(settings.state), warn) as kept:
        yield kept


@contextmanager
def _shown(*, quiet: bool) -> Iterator["Tell"]:
    """Give whom to tell how far the work has come."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    from briefgen.manner import Event, Remark

    def remark(event: Event) -> None:
        if isinstance(event, Remark):
            typer.echo(f"note: {event.words}", err=True)

    if quiet:
        yield remark
        return
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    columns = (
        TextColumn("{task.description} {task.fields[counted]}"),
        BarColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(
        *columns,
        console=console,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
        disable=not console.is_terminal,
    ) as shown:
        yield _Teller(shown).tell


def executor_of(jobs: int | None, scheduler: str) -> "Executor":
    """Return who does the work: as many processes as asked for, a cluster, or what pays."""
    from briefgen.execution import Automatic, Cluster, Pool, Serial, usable_cores

    if jobs and scheduler:
        raise typer.BadParameter("--jobs and --scheduler exclude each other")
    if scheduler:
        return Cluster(scheduler)
    if jobs is None:
        return Automatic(usable_cores())
    return Pool(jobs) if jobs > 1 else Serial()


class _Teller:
    """Prints a line for each source, and below them, on a terminal, how far the phase has come."""

    def __init__(self, shown: "Progress") -> None:
        self._shown = shown
        self._bar = shown.add_task("", total=None, counted="")
        self._counted = self._count = 0

    def tell(self, event: "Event") -> None:
        """Tell of one event."""
        from briefgen.errors import Problem
        from briefgen.manner import Done, Phase, Remark
        from briefgen.model.decisions import Stale
        from briefgen.model.text import Skipped

        if isinstance(event, Remark):
            self._shown.console.print(f"note: {event.words}", markup=False)
            return

        if isinstance(event, Phase):
            self._begin(event)
            return
        if isinstance(event, Problem):
            self._shown.console.print(f"warning: {event}", markup=False, style="yellow")
            return
        if isinstance(event, Skipped):
            self._shown.console.print(_of_skipped(event))
            return
        if isinstance(event, Stale):
            self._shown.console.print(_of_stale(event))
            return
        if isinstance(event, Done):
            self._shown.console.print(_of_done(event))
        self._counted += 1
        size = event.size if isinstance(event, Done) else 1
        self._shown.update(self._bar, advance=size, counted=self._counts())

    def _begin(self, phase: "Phase") -> None:
        self._counted, self._count = 0, phase.count
        self._shown.remove_task(self._bar)
        self._bar = self._shown.add_task(
            phase.doing, total=phase.size or phase.count or None, counted=self._counts()
        )
        self._shown.refresh()

    def _counts(self) -> str:
        return f"{self._counted}/{self._count}" if self._count else ""


def _of_skipped(skipped: "Skipped") -> str:
    from rich.markup import escape

    return f"[yellow]skipped[/] {escape(skipped.path)}  {skipped.reason}: {escape(skipped.detail)}"


def _of_stale(stale: "Stale") -> str:
    from rich.markup import escape

    return f"[yellow]not applied[/] {escape(stale.told)}"


def _of_done(done: "Done") -> str:
    from rich.markup import escape

    document, found = done.document, done.annotations
    notices = len([n for n in document.notices if n.code not in QUIET])
    aside = len([b for b in document.blocks if b.reason and b.reason != "heading"])
    return (
        f"[green]{document.source.key:>4}[/] {escape(document.source.path)}  "
        f"{len(found.statements)} statements, {len(found.utterances)} quotations,"
        f" {len(found.mentions)} names"
        + (f", {aside} passages set aside" if aside else "")
        + (f", {notices} warnings" if notices else "")
    )
