"""The commands that issue a finished brief and record it: send, run, issue, history (--add)."""

from datetime import date
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.commands.exits import Exit
from briefgen.commands.invocation import ConfigFile, dated, now, settings_of, world
from briefgen.commands.progress import Jobs, NoCache, Quiet, Scheduler, manner_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.config import Config
    from briefgen.deliver import Entry, Message, Sent
    from briefgen.model.brief import OwnPart
    from briefgen.publishing import Ran

_LONGEST_NAME = 80

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
WeekAsked = Annotated[
    str, typer.Option("--week", help="Week to cover, like 2026-W47, or last for the last one.")
]
Out = Annotated[Path, typer.Option("--out", "-o", help="Folder that briefs go into.")]
IssueDate = Annotated[str, typer.Option("--issue-date", help="Date of the brief, like 2026-11-23.")]
DraftOnly = Annotated[
    bool, typer.Option("--draft", help="Make the draft alone, to be read; see 'issue'.")
]
Early = Annotated[bool, typer.Option("--early", help="Do it though the week is not over.")]
AllowEmpty = Annotated[
    bool,
    typer.Option("--allow-empty", help="Issue even a brief that shows nothing, or nothing new."),
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
        _write_all(publishing.rehearse(folder, settings, wish, world().clock), outbox)
        return
    finish(publishing.send(folder, settings, wish, world()), verbose=verbose)


def run(
    week: WeekAsked,
    config: ConfigFile = None,
    out: Out = Path("out"),
    issue_date: IssueDate = "",
    draft: DraftOnly = False,
    dry_run: DryRun = False,
    outbox: Outbox = Path("outbox"),
    early: Early = False,
    resend_unknown: ResendUnknown = False,
    retry_refused: RetryRefused = False,
    allow_empty: AllowEmpty = False,
    no_cache: NoCache = False,
    verbose: Verbose = False,
    jobs: Jobs = None,
    scheduler: Scheduler = "",
    quiet: Quiet = False,
) -> None:
    """Do the job of a week: build its brief, send it, record it; safe to repeat."""
    from briefgen import publishing
    from briefgen.errors import NothingNew

    if draft and dry_run:
        raise typer.BadParameter("--draft and --dry-run exclude each other")
    settings, roots = settings_of(config, None)
    covered, day = week_asked(week, settings, issue_date)
    _mind_the_week(covered, day, early=early)
    _, issue_day = dated(settings, issue_date or day.isoformat(), "")
    wish = publishing.Wish(resend_unknown, retry_refused, allow_empty, covered)
    request = publishing.Request(roots, issue_day, out)
    other = publishing.draft_week if draft else publishing.rehearse_week
    work = other if draft or dry_run else publishing.run
    try:
        with manner_of(settings, jobs, scheduler, quiet=quiet, no_cache=no_cache) as manner:
            ran = work(request, settings, wish, world(), manner)
    except NothingNew as error:
        typer.echo(f"nothing new for {covered}: {error}", err=True)
        if dry_run:
            _write_all(publishing.rehearse_notice(settings, wish, world().clock), outbox)
        elif not draft and (notice := publishing.notify(settings, wish, world())):
            finish(notice, verbose=verbose)
        raise typer.Exit(Exit.NOTHING_NEW) from None
    if draft:
        _tell_draft(ran.folder)
    elif dry_run:
        typer.echo(ran.folder)
        _write_all(ran.messages, outbox)
    else:
        _tell(ran, settings, verbose=verbose)


def issue(
    folder: Annotated[Path, typer.Argument(help="The output folder of the draft that was read.")],
    reviewed_by: Annotated[
        str, typer.Option("--reviewed-by", help="Who has read it and stands by it.")
    ],
    config: ConfigFile = None,
    confirm: Annotated[
        list[str] | None,
        typer.Option(
            "--confirm",
            help="Stand by a headline or bottom_line written before the evidence changed.",
        ),
    ] = None,
    no_send: Annotated[
        bool, typer.Option("--no-send", help="Record it as issued; it goes out by other ways.")
    ] = False,
    dry_run: DryRun = False,
    outbox: Outbox = Path("outbox"),
    no_cache: NoCache = False,
    verbose: Verbose = False,
) -> None:
    """Issue a draft that was read: note who has read it, record it, send it; safe to repeat."""
    from briefgen import issuance

    name = " ".join(reviewed_by.split())
    if not 0 < len(name) <= _LONGEST_NAME:
        raise typer.BadParameter(f"a name has 1 to {_LONGEST_NAME} characters: --reviewed-by")
    settings, _ = settings_of(config, [Path()])
    approval = issuance.Approval(name, _parts(confirm or []), not no_send)
    weigh(folder)
    with manner_of(settings, None, "", quiet=True, no_cache=no_cache) as manner:
        shelf = manner.kept.pages
        if dry_run:
            clock = world().clock
            _write_all(issuance.rehearse_issue(folder, settings, approval, clock, shelf), outbox)
            return
        ran = issuance.issue(folder, settings, approval, world(), shelf)
    _tell(ran, settings, verbose=verbose)


def _parts(names: list[str]) -> "frozenset[OwnPart]":
    """Return which words are confirmed."""
    from briefgen.model.brief import OwnPart

    known = [part.value for part in OwnPart if part is not OwnPart.REVIEW]
    for name in names:
        if name not in known:
            raise typer.BadParameter(f"'{name}': confirm {' or '.join(known)}")
    return frozenset(map(OwnPart, names))


def _mind_the_week(covered: str, day: date, *, early: bool) -> None:
    """Refuse a week that is not over. Raises WeekNotOver."""
    from briefgen.config import week_of
    from briefgen.errors import WeekNotOver

    end = week_of(covered).end
    if day <= end:
        told = f"{covered} is not over before the end of {end.isoformat()}"
        if not early:
            raise WeekNotOver(f"{told}: wait for that, or give --early; what comes later is left")
        typer.echo(f"note: {told}: what still comes will not be in its brief", err=True)


def _tell_draft(folder: Path) -> None:
    typer.echo(folder)
    weigh(folder)
    command = f"briefgen issue {quote(str(folder))} --reviewed-by 'YOUR NAME'"
    typer.echo(f"a draft, neither sent nor recorded: once it is read, {command}", err=True)


def _tell(ran: "Ran", settings: "Config", *, verbose: bool) -> None:
    """Say where an issue lies and what became of its messages; exit with the code for it."""
    typer.echo(ran.folder)
    weigh(ran.folder)
    if ran.sent is not None:
        finish(ran.sent, verbose=verbose)
    elif settings.deliver.to:
        command = f"briefgen send {quote(str(ran.folder))}"
        typer.echo(f"recorded as issued, none sent: {command} would send it", err=True)
    else:
        typer.echo("deliver.to is not set: the brief was recorded as issued, none sent", err=True)


def history(
    config: ConfigFile = None,
    add: Annotated[
        Path | None,
        typer.Option("--add", help="Record a brief as issued that went out by other ways."),
    ] = None,
) -> None:
    """List the issued briefs, the oldest first, each with its content digest."""
    from briefgen import archive

    settings, _ = settings_of(config, [Path()])
    if add:
        archive.record_issue(add, settings)
    for issue in archive.list_issues(settings):
        covered = f"{issue.period_start}/{issue.period_end}" if issue.period_start else "-"
        named = "\t".join((issue.issue_date, issue.number or "-", covered, issue.title))
        typer.echo(f"{named}\t{issue.folder}\t{issue.id[:12]}\t{issue.content or '-'}")


def week_asked(week: str, settings: "Config", issue_date: str = "") -> tuple[str, date]:
    """Return the week that an option asks for, and today, both in the settings' time zone.

    The last week is that before the date of issue, where one is given.
    """
    from zoneinfo import ZoneInfo

    from briefgen.config import week_before, week_of

    day = now().astimezone(ZoneInfo(settings.timezone)).date()
    try:
        dated_on = date.fromisoformat(issue_date) if issue_date else day
        return (week_before(dated_on) if week == "last" else week_of(week)).name, day
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


def _write_all(messages: "Iterable[Message]", outbox: Path) -> None:
    """Write the messages of a rehearsal, and say where each lies."""
    number = 0
    for message in messages:
        typer.echo(_write(outbox, message.recipient, message.content))
        number += 1
    typer.echo(f"{number} message{'s' * (number != 1)} written, none sent", err=True)


def _write(outbox: Path, recipient: str, content: bytes) -> Path:
    """Write a message of a rehearsal, readable by its owner only."""
    import hashlib
    import re

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
