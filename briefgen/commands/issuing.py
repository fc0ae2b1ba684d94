"""The commands that issue a finished brief and record it: send, run, history (--add)."""

import hashlib
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.commands.exits import Exit
from briefgen.commands.invocation import ConfigFile, dated, now, settings_of, show, world

if TYPE_CHECKING:
    from briefgen.config import Config
    from briefgen.deliver import Entry, Sent

_HEAVY = 5_000_000
"""Bytes of a PDF above which mail servers begin to refuse messages."""

DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Write the messages as .eml files; open no connection.")
]
Outbox = Annotated[Path, typer.Option("--outbox", help="Folder for the files of --dry-run.")]
ResendUnknown = Annotated[
    bool,
    typer.Option("--resend-unknown", help="Send again where it is not known if it arrived."),
]
RetryRefused = Annotated[
    bool, typer.Option("--retry-refused", help="Try those again whom the server refused.")
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show addresses in full.")]


def send(
    folder: Annotated[Path, typer.Argument(help="The output folder of a brief.")],
    config: ConfigFile = None,
    dry_run: DryRun = False,
    outbox: Outbox = Path("outbox"),
    resend_unknown: ResendUnknown = False,
    retry_refused: RetryRefused = False,
    allow_empty: Annotated[
        bool, typer.Option("--allow-empty", help="Send even a brief that shows nothing.")
    ] = False,
    week: Annotated[
        str, typer.Option("--week", help="Refuse a brief of another week than this.")
    ] = "",
    verbose: Verbose = False,
) -> None:
    """Send a finished brief: one message for each recipient, and no second one."""
    from briefgen import publishing

    settings, _ = settings_of(config, [Path()])
    wish = publishing.Wish(resend_unknown, retry_refused, allow_empty, week)
    weigh(folder)
    if dry_run:
        messages = publishing.rehearse(folder, settings, wish, world().clock)
        for message in messages.values():
            typer.echo(_write(outbox, message.recipient, message.content))
        typer.echo(f"{len(messages)} messages written, none sent", err=True)
        return
    finish(publishing.send(folder, settings, wish, world()), verbose=verbose)


def run(
    week: Annotated[
        str, typer.Option("--week", help="Week to cover, like 2026-W47, or last for the last one.")
    ],
    config: ConfigFile = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder that briefs go into.")] = Path(
        "out"
    ),
    issue_date: Annotated[
        str, typer.Option("--issue-date", help="Date of the brief, like 2026-11-23.")
    ] = "",
    resend_unknown: ResendUnknown = False,
    retry_refused: RetryRefused = False,
    allow_empty: Annotated[
        bool,
        typer.Option(
            "--allow-empty", help="Issue even a brief that shows nothing, or nothing new."
        ),
    ] = False,
    verbose: Verbose = False,
) -> None:
    """Do the job of a week: build its brief, send it, record it; safe to repeat."""
    from briefgen import publishing
    from briefgen.config import week_of
    from briefgen.errors import NothingNew

    settings, roots = settings_of(config, None)
    covered, day = week_asked(week, settings)
    if day <= week_of(covered).end:
        typer.echo(f"{covered} is not over: what still comes will not be in its brief", err=True)
    _, issue = dated(settings, issue_date or day.isoformat(), "")
    wish = publishing.Wish(resend_unknown, retry_refused, allow_empty, covered)
    try:
        ran = publishing.run(publishing.Request(roots, issue, out), settings, wish, world(), show)
    except NothingNew as error:
        typer.echo(f"nothing new for {covered}: {error}", err=True)
        notice = publishing.notify(settings, wish, world())
        if notice:
            finish(notice, verbose=verbose)
        raise typer.Exit(Exit.NOTHING_NEW) from None
    typer.echo(ran.folder)
    weigh(ran.folder)
    if ran.sent is None:
        typer.echo("deliver.to is not set: the brief was recorded as issued, none sent", err=True)
    else:
        finish(ran.sent, verbose=verbose)


def history(
    config: ConfigFile = None,
    add: Annotated[
        Path | None,
        typer.Option("--add", help="Record a brief as issued that went out by other ways."),
    ] = None,
) -> None:
    """List the issued briefs, the oldest first."""
    from briefgen import archive

    settings, _ = settings_of(config, [Path()])
    if add:
        archive.record_issue(add, settings)
    for issue in archive.list_issues(settings):
        covered = f"{issue.period_start}/{issue.period_end}" if issue.period_start else "-"
        named = "\t".join((issue.issue_date, issue.number or "-", covered, issue.title))
        typer.echo(f"{named}\t{issue.folder}\t{issue.id[:12]}")


def week_asked(week: str, settings: "Config") -> tuple[str, date]:
    """Return the week that an option asks for, and today, both in the settings' time zone."""
    from zoneinfo import ZoneInfo

    from briefgen.config import week_before, week_of

    day = now().astimezone(ZoneInfo(settings.timezone)).date()
    try:
        return (week_before(day) if week == "last" else week_of(week)).name, day
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def weigh(folder: Path) -> None:
    """Warn of a PDF that some mail servers refuse."""
    pdf = folder / "brief.pdf"
    size = pdf.stat().st_size if pdf.is_file() else 0
    if size > _HEAVY:
        typer.echo(
            f"{pdf}: {size / 1e6:.1f} MB: some mail servers refuse so much; show less in the brief",
            err=True,
        )


def finish(sent: "Sent", *, verbose: bool) -> None:
    """Print what became of each message, and exit with the code for it."""
    from briefgen.deliver import State

    states = [entry.state for entry in sent.entries]
    counts = ", ".join(f"{states.count(s)} {s}" for s in State if states.count(s))
    typer.echo(f"{counts or 'no recipients'} of {len(states)}", err=True)
    for entry in sent.entries:
        if entry.state is not State.ACCEPTED:
            typer.echo(_line(entry, verbose=verbose), err=True)
    if sent.trouble:
        raise sent.trouble
    if {State.UNKNOWN, State.DEFERRED, State.PLANNED} & set(states):
        raise typer.Exit(Exit.TRY_AGAIN)
    if State.REFUSED in states:
        everybody = set(states) == {State.REFUSED}
        raise typer.Exit(Exit.UNAVAILABLE if everybody else Exit.PARTLY_DONE)


def _line(entry: "Entry", *, verbose: bool) -> str:
    from briefgen.deliver import State

    who = entry.recipient if verbose else shortened(entry.recipient)
    told = f"{entry.code} {entry.detail}" if entry.code else entry.detail
    advice = (
        f"; look for Message-ID {entry.message_id} in the server's log before --resend-unknown"
        if entry.state is State.UNKNOWN
        else ""
    )
    return f"{entry.state} {who}: {told or 'not tried yet'}{advice}"


def shortened(address: str) -> str:
    """Return an address that only those recognise who know it: "m…@example.org"."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"


def _write(outbox: Path, recipient: str, content: bytes) -> Path:
    """Write a message of a rehearsal, readable by its owner only."""
    from briefgen.errors import OutputError

    plain = re.sub(r"[^A-Za-z0-9.-]+", "-", recipient)[:60].strip("-.")
    tail = hashlib.sha256(recipient.encode()).hexdigest()[:8]
    file = outbox / f"{plain}-{tail}.eml"
    try:
        outbox.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        file.touch(mode=0o600)
        file.write_bytes(content)
    except OSError as error:
        raise OutputError(f"{file}: {error.strerror}") from error
    return file
