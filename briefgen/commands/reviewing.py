"""The commands that show a draft in the browser: desk, to decide on it, and preview."""

import sys
import webbrowser
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.commands.invocation import (
    ConfigFile,
    Inputs,
    dated,
    keep_own_secret,
    now,
    settings_of,
)
from briefgen.commands.progress import Jobs, NoCache, Scheduler, manner_of
from briefgen.errors import RenderError

if TYPE_CHECKING:
    from briefgen.config import Config
    from briefgen.desk import Opened, Order
    from briefgen.manner import Manner

_GRACE = 2.0
"""Seconds that work in the background is given to end."""

Port = Annotated[
    int, typer.Option("--port", min=0, max=65535, help="Port of the page; default: a free one.")
]
NoBrowser = Annotated[
    bool, typer.Option("--no-browser", help="Print the address of the page, and open no browser.")
]
Out = Annotated[Path, typer.Option("--out", "-o", help="Folder that finished files go into.")]
IssueDate = Annotated[str, typer.Option("--issue-date", help="Date of the brief.")]
Week = Annotated[str, typer.Option("--week", help="Week the brief covers, like 2026-W47.")]


def desk(
    inputs: Inputs = None,
    config: ConfigFile = None,
    out: Out = Path("out"),
    issue_date: IssueDate = "",
    week: Week = "",
    port: Port = 0,
    no_browser: NoBrowser = False,
    no_cache: NoCache = False,
    jobs: Jobs = None,
    scheduler: Scheduler = "",
) -> None:
    """Decide on a draft in the browser: each statement beside its passage in its source.

    Decisions are kept in decisions.yaml. The page can be reached from this machine alone.
    """
    asked = _Asked(inputs, config, issue_date, week, out)
    work = partial(manner_of, jobs=jobs, scheduler=scheduler, quiet=True, no_cache=no_cache)
    _serve(asked, work, port, deciding=True, browser=not no_browser)


def preview(
    inputs: Inputs = None,
    config: ConfigFile = None,
    out: Out = Path("out"),
    issue_date: IssueDate = "",
    week: Week = "",
    port: Port = 0,
    no_browser: NoBrowser = False,
    no_cache: NoCache = False,
    jobs: Jobs = None,
    scheduler: Scheduler = "",
) -> None:
    """Show a draft in the browser, made anew whenever its sources or settings change."""
    asked = _Asked(inputs, config, issue_date, week, out)
    work = partial(manner_of, jobs=jobs, scheduler=scheduler, quiet=True, no_cache=no_cache)
    _serve(asked, work, port, deciding=False, browser=not no_browser)


class _Asked:
    """What the command was asked for; settings are read anew each time."""

    def __init__(
        self,
        inputs: list[Path] | None,
        config: Path | None,
        issue_date: str,
        week: str,
        out: Path,
    ) -> None:
        self._inputs = inputs
        self._config = config
        self._issue_date = issue_date
        self._week = week
        self.out = out

    def order(self) -> "Order":
        """Return what the draft is made of, as the files say now."""
        from briefgen.desk import Order

        settings, roots = settings_of(self._config, self._inputs)
        keep_own_secret(settings)
        settings, issue = dated(settings, self._issue_date, self._week)
        about = [self._config or Path("briefgen.yaml"), Path(settings.template)]
        if settings.actors.file:
            about.append(Path(settings.actors.file))
        return Order(settings, tuple(roots), issue, tuple(about))

    def build(self, order: "Order", manner: "Manner") -> Path:
        """Make all files of a draft, as `briefgen build` does."""
        from briefgen.pipeline import build

        return build(order.roots, order.config, order.issue, self.out, manner).folder


def _serve(
    asked: _Asked,
    manners: Callable[["Config"], AbstractContextManager["Manner"]],
    port: int,
    *,
    deciding: bool,
    browser: bool,
) -> None:
    """Take a port, say where the page is, and answer until the command is ended."""
    try:
        from briefgen.desk import Book, Desk, Doorway, Remembered, Workshop, open_port, serve
    except ImportError as error:
        message = f"the page needs {error.name}: run pip install 'briefgen[desk]'"
        raise RenderError(message) from error
    from briefgen.workspace import locked

    first = asked.order()
    settings = first.config
    folder = Path(settings.state) / ("desk" if deciding else "preview")
    with locked(folder):
        book = Book(Path(settings.decisions), folder / "journal")
        workshop = Workshop(asked.order, lambda: book.read()[1].in_force, asked.build)
        remembered = Remembered(folder)
        page = Desk(workshop, book, remembered, first, now, deciding, settings.desk.name)
        opened = _opened(open_port, port)
        typer.echo(opened.address)
        sys.stdout.flush()
        doorway = Doorway(folder / "open.html")

        def entered() -> None:
            doorway.close()
            typer.echo(f"for another browser: {opened.address}", err=True)

        worker = Thread(target=workshop.work, args=(manners(settings),), daemon=True)
        try:
            if browser:
                webbrowser.open(doorway.open(opened.address))
            worker.start()
            serve(opened, page, entered)
        finally:
            doorway.close()
        worker.join(_GRACE)


def _opened(open_port: Callable[[int], "Opened"], port: int) -> "Opened":
    try:
        return open_port(port)
    except OSError as error:
        message = f"--port {port}: {error.strerror}: leave it out, and a free one is taken"
        raise typer.BadParameter(message) from error
