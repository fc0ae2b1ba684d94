"""The commands around a finished brief: send it, run the week, look into what was issued."""

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.invocation import ConfigFile, settings_of, world

if TYPE_CHECKING:
    from briefgen.deliver import Entry, Sent

_SOME_REFUSED, _ALL_REFUSED, _TRY_AGAIN = 3, 69, 75

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
    if dry_run:
        messages = publishing.rehearse(folder, settings, wish, world().clock)
        for message in messages.values():
            typer.echo(_write(outbox, message.recipient, message.content))
        typer.echo(f"{len(messages)} messages written, none sent", err=True)
        return
    finish(publishing.send(folder, settings, wish, world()), verbose=verbose)


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
        raise typer.Exit(_TRY_AGAIN)
    if State.REFUSED in states:
        everybody = set(states) == {State.REFUSED}
        raise typer.Exit(_ALL_REFUSED if everybody else _SOME_REFUSED)


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
