"""A finished brief goes out: checked, addressed, sent by the ledger, and kept as issued."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import parseaddr
from pathlib import Path
from zoneinfo import ZoneInfo

from briefgen.config import Config, Deliver, Recipient, load_recipients, week_of, with_week
from briefgen.coverage import Coverage, reach_of
from briefgen.deliver import (
    Clock,
    Draft,
    Job,
    Ledger,
    Message,
    Sent,
    State,
    address,
    connect,
    dispatch,
    draft_notice,
    find_login,
    open_draft,
    open_ledger,
    read_secret,
    sign,
)
from briefgen.errors import ConfigError, NotSendable, Problem, VerificationFailed
from briefgen.model.manifest import MANIFEST_NAME, Manifest, decode_manifest
from briefgen.model.marking import Marking
from briefgen.pipeline import Progress, build, verify
from briefgen.workspace import locked, open_history, read_folder, read_issued

LEDGER = "ledger.db"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the operator asks for beyond the usual: whom to try again, what to allow."""

    resend_unknown: bool = False
    retry_refused: bool = False
    allow_empty: bool = False
    week: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What a week's brief is built from, its issue date, and the folder it goes into."""

    roots: Sequence[Path]
    issue: date
    out: Path


@dataclass(frozen=True, slots=True)
class Ran:
    """The folder of a week's brief, and what was sent (None: there are no recipients)."""

    folder: Path
    sent: Sent | None


@dataclass(frozen=True, slots=True)
class World:
    """What only the command line knows: the environment and the clock."""

    environment: Mapping[str, str]
    clock: Clock


def send(folder: Path, config: Config, wish: Wish, world: World) -> Sent:
    """Send the brief in `folder` to everybody who is owed it.

    Raises VerificationFailed or NotSendable for a brief that must not go out, ConfigError
    for incomplete settings, TryAgain when another run is at work; then nothing was sent.
    """
    recipients = _recipients(config.deliver)
    _check_settings(config.deliver)
    with locked(Path(config.state)), open_ledger(Path(config.state) / LEDGER) as ledger:
        draft = sendable(folder, wish)
        sent = deliver(draft, recipients, config.deliver, ledger, wish, world)
        if sent.reached:
            keep(folder, config)
        return sent


def run(request: Request, config: Config, wish: Wish, world: World, progress: Progress) -> Ran:
    """Do the job of a week: build its brief, send it, keep it as issued.

    Safe to repeat: a week that has a brief keeps it, and whoever has got it gets no other.
    Raises NothingNew when no source is of the week, and what `build` and `send` raise.
    """
    settings = config.deliver
    recipients = _recipients(settings) if settings.to else ()
    state = Path(config.state)
    with locked(state), open_ledger(state / LEDGER) as ledger:
        _keep_what_went_out(ledger, config, everything=not recipients)
        job = ledger.job(wish.week)
        if job is None:
            job = _build(request, config, wish, ledger, progress)
        folder = Path(os.path.relpath(state / job.folder))
        if not recipients:
            keep(folder, config)
            ledger.finish(wish.week)
            return Ran(folder, None)
        _check_settings(settings)
        draft = sendable(folder, wish)
        if draft.brief != job.brief:
            raise NotSendable(
                f"{folder}: is not the brief that was made for {wish.week}; send it with"
                " 'briefgen send' if everybody should get this one too"
            )
        sent = deliver(draft, recipients, settings, ledger, wish, world)
        if sent.reached:
            keep(folder, config)
        if sent.settled:
            ledger.finish(wish.week)
        return Ran(folder, sent)


def notify(config: Config, wish: Wish, world: World) -> Sent | None:
    """Tell the recipients that a week brought nothing new, where the settings ask for it."""
    settings = config.deliver
    if not (settings.notice_when_nothing_new and settings.to):
        return None
    recipients = _recipients(settings)
    _check_settings(settings)
    week = week_of(wish.week)
    covered = f"{week.start.isoformat()} to {week.end.isoformat()}"
    draft = draft_notice(config.title, config.marking or "", covered, config.language)
    state = Path(config.state)
    with locked(state), open_ledger(state / LEDGER) as ledger:
        return deliver(draft, recipients, settings, ledger, wish, world)


def _build(request: Request, config: Config, wish: Wish, ledger: Ledger, progress: Progress) -> Job:
    """Build the brief of a week, and decide that it is the one, before anything is sent."""
    reach = reach_of(week_of(wish.week), ZoneInfo(config.timezone))
    coverage = Coverage(reach, news=not wish.allow_empty)
    covering = with_week(config, wish.week)
    built = build(request.roots, covering, request.issue, request.out, progress, coverage)
    digest = hashlib.sha256((built.folder / MANIFEST_NAME).read_bytes()).hexdigest()
    where = os.path.relpath(built.folder.resolve(), Path(config.state).resolve())
    ledger.decide(wish.week, digest, where)
    return Job(wish.week, digest, where, done=False)


def _keep_what_went_out(ledger: Ledger, config: Config, *, everything: bool) -> None:
    """Keep the weeks' briefs that were sent by a run which ended before it could keep them.

    With `everything`, those too that nobody is sent. A folder that is gone or another one now
    is left out.
    """
    state = Path(config.state)
    issued = read_issued(state)
    for job in ledger.jobs():
        states = {entry.state for entry in ledger.entries(job.brief)}
        if job.brief in issued or not (everything or states & {State.ACCEPTED, State.UNKNOWN}):
            continue
        folder = Path(os.path.relpath(state / job.folder))
        manifest = folder / MANIFEST_NAME
        if manifest.is_file() and hashlib.sha256(manifest.read_bytes()).hexdigest() == job.brief:
            keep(folder, config)


def keep(folder: Path, config: Config) -> None:
    """Keep a brief as issued; the next one is compared with it."""
    with open_history(Path(config.state)) as history:
        history.add(read_folder(folder), str(folder))


def deliver(
    draft: Draft,
    recipients: Sequence[Recipient],
    settings: Deliver,
    ledger: Ledger,
    wish: Wish,
    world: World,
) -> Sent:
    """Send a draft; the caller holds the lock and the ledger."""
    login = find_login(settings.smtp, world.environment)
    messages = address_all(draft, recipients, settings, world.clock)
    again = ((State.UNKNOWN, wish.resend_unknown), (State.REFUSED, wish.retry_refused))
    ledger.reopen(draft.brief, [state for state, wanted in again if wanted])
    sender = parseaddr(settings.sender)[1]
    return dispatch(
        draft.brief,
        messages,
        ledger,
        lambda: connect(settings.smtp, sender, login),
        settings.smtp.retry_after,
        world.clock,
    )


def rehearse(folder: Path, config: Config, wish: Wish, clock: Clock) -> Mapping[str, Message]:
    """Return the messages that `send` would send, by address; nothing is opened or noted."""
    recipients = _recipients(config.deliver)
    return address_all(sendable(folder, wish), recipients, config.deliver, clock)


def address_all(
    draft: Draft, recipients: Sequence[Recipient], settings: Deliver, clock: Clock
) -> Mapping[str, Message]:
    """Make the message of each recipient, signed where a key is configured."""
    now = clock.now()
    made = [address(draft, recipient, settings, now) for recipient in recipients]
    if settings.dkim:
        key = read_secret(Path(settings.dkim.key_file))
        signed = (sign(one.content, settings.dkim, key) for one in made)
        made = [
            Message(one.recipient, one.message_id, content)
            for one, content in zip(made, signed, strict=True)
        ]
    return {one.recipient: one for one in made}


def sendable(folder: Path, wish: Wish) -> Draft:
    """Open the draft of a brief that may go out. Raises VerificationFailed or NotSendable."""
    findings = verify(folder).findings
    if findings:
        raise VerificationFailed(findings)
    files = read_folder(folder)
    manifest = decode_manifest(files[MANIFEST_NAME])
    _allow(manifest, folder, wish)
    if "brief.eml" not in files:
        raise NotSendable(f"{folder}: there is no brief.eml: build with email among the formats")
    digest = hashlib.sha256(files[MANIFEST_NAME]).hexdigest()
    return open_draft(files["brief.eml"], digest, manifest.masthead.title)


def _allow(manifest: Manifest, folder: Path, wish: Wish) -> None:
    masthead = manifest.masthead
    if masthead.marking == Marking.RED:
        raise NotSendable(
            f"{folder}: is {Marking.RED}, which is for the ears of those present only"
        )
    if wish.week:
        week = week_of(wish.week)
        covered = (masthead.period_start, masthead.period_end)
        if covered != (week.start.isoformat(), week.end.isoformat()):
            raise NotSendable(
                f"{folder}: covers {' to '.join(covered) if masthead.period_start else 'no week'},"
                f" not {wish.week}"
            )
    if not manifest.shown and not wish.allow_empty:
        raise NotSendable(f"{folder}: shows nothing: give --allow-empty to send it all the same")


def _recipients(settings: Deliver) -> tuple[Recipient, ...]:
    if not settings.sender:
        raise _missing("from", "name the sender, like Desk <desk@example.org>")
    if not settings.to:
        raise _missing("to", "name addresses or a file of recipients")
    return load_recipients(settings.to, settings.groups)


def _check_settings(settings: Deliver) -> None:
    if not settings.smtp.host:
        raise _missing("smtp.host", "name the mail server, or use --dry-run")


def _missing(key: str, advice: str) -> ConfigError:
    return ConfigError((Problem("briefgen.yaml", 1, 1, f"deliver.{key} is missing: {advice}"),))
