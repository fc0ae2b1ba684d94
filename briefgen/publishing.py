"""A finished brief goes out: checked, addressed, sent by the ledger, and kept as issued."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import parseaddr
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from briefgen.config import Config, Deliver, Recipient, load_recipients, week_of, with_week
from briefgen.coverage import Coverage, Purpose, reach_of
from briefgen.deliver import (
    Clock,
    Draft,
    Job,
    Ledger,
    Letter,
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
from briefgen.errors import (
    AlreadyIssued,
    ConfigError,
    NotSendable,
    Problem,
    VerificationFailed,
)
from briefgen.jobs import (
    LEDGER,
    folder_of,
    is_known,
    is_recorded_only,
    job_of,
    keep,
    keep_what_went_out,
    lying,
)
from briefgen.manner import Manner
from briefgen.model.manifest import MANIFEST_NAME, Manifest, decode_manifest
from briefgen.model.marking import Marking
from briefgen.pipeline import build
from briefgen.proof import verify
from briefgen.workspace import locked, read_folder, read_issued


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
    """The folder of a brief, and what was sent (None: nothing was to be sent).

    `messages` are those of a rehearsal.
    """

    folder: Path
    sent: Sent | None = None
    messages: Iterable[Message] = ()


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
    recipients = recipients_of(config.deliver)
    check_server(config.deliver)
    with locked(Path(config.state)), open_ledger(Path(config.state) / LEDGER) as ledger:
        draft = sendable(folder, config, wish, ledger)
        sent = deliver(draft, recipients, config.deliver, ledger, wish, world)
        if sent.reached:
            keep(folder, config)
        return sent


def run(request: Request, config: Config, wish: Wish, world: World, manner: Manner) -> Ran:
    """Do the job of a week: build its brief, send it, keep it as issued.

    Safe to repeat: a week that has a brief keeps it, and whoever has got it gets no other.
    Raises NothingNew when no source is of the week, and what `build` and `send` raise.
    """
    settings = config.deliver
    recipients = recipients_of(settings) if settings.to else ()
    state = Path(config.state)
    with locked(state), open_ledger(state / LEDGER) as ledger:
        keep_what_went_out(ledger, config)
        job = ledger.job(wish.week)
        if job is None:
            job = job_of(wish.week, _build(request, config, wish, Purpose.RUN, manner), config)
            ledger.decide(job)
        folder = folder_of(job, config)
        if not recipients or is_recorded_only(job, ledger):
            if job.brief not in read_issued(state):
                keep(lying(folder, wish.week), config)
            ledger.finish(wish.week)
            return Ran(folder)
        check_server(settings)
        draft = sendable(lying(folder, wish.week), config, wish, ledger)
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
    recipients = recipients_of(settings)
    check_server(settings)
    draft = _notice(config, wish)
    state = Path(config.state)
    with locked(state), open_ledger(state / LEDGER) as ledger:
        return deliver(draft, recipients, settings, ledger, wish, world)


def rehearse_notice(config: Config, wish: Wish, clock: Clock) -> Iterator[Message]:
    """Yield the messages that `notify` would send."""
    settings = config.deliver
    if not (settings.notice_when_nothing_new and settings.to):
        return
    letters = address_all(_notice(config, wish), recipients_of(settings), settings, clock)
    yield from (letter.write() for letter in letters.values())


def _notice(config: Config, wish: Wish) -> Draft:
    week = week_of(wish.week)
    covered = f"{week.start.isoformat()} to {week.end.isoformat()}"
    return draft_notice(config.title, config.marking or "", covered, config.language)


def draft_week(request: Request, config: Config, wish: Wish, _world: World, manner: Manner) -> Ran:
    """Make the draft of a week's brief as `run` would make it.

    Nothing is sent, and it is no issue. Raises AlreadyIssued for a week that has a brief, and
    what `build` raises.
    """
    job = _decided(wish.week, config)
    if job:
        where = folder_of(job, config)
        raise AlreadyIssued(f"{wish.week}: has a brief already, {where}: send that one")
    return Ran(_build(request, config, wish, Purpose.DRAFT, manner))


def rehearse_week(
    request: Request, config: Config, wish: Wish, world: World, manner: Manner
) -> Ran:
    """Do the job of a week up to its messages: nothing is sent or recorded."""
    job = _decided(wish.week, config)
    folder = (
        folder_of(job, config) if job else _build(request, config, wish, Purpose.REHEARSAL, manner)
    )
    to_all = config.deliver.to
    messages = rehearse(lying(folder, wish.week), config, wish, world.clock) if to_all else ()
    return Ran(folder, None, messages)


def _decided(week: str, config: Config) -> Job | None:
    """Return the brief of a week, where any was decided on: no ledger is made to look it up."""
    state = Path(config.state)
    if not (state / LEDGER).exists():
        return None
    with locked(state), open_ledger(state / LEDGER) as ledger:
        keep_what_went_out(ledger, config)
        return ledger.job(week)


def _build(request: Request, config: Config, wish: Wish, purpose: Purpose, manner: Manner) -> Path:
    """Build the brief of a week of what it takes, and return its folder."""
    reach = reach_of(week_of(wish.week), ZoneInfo(config.timezone))
    coverage = Coverage(reach, not wish.allow_empty, purpose)
    covering = with_week(config, wish.week)
    return build(request.roots, covering, request.issue, request.out, manner, coverage).folder


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
    letters = address_all(draft, recipients, settings, world.clock)
    again = ((State.UNKNOWN, wish.resend_unknown), (State.REFUSED, wish.retry_refused))
    ledger.reopen(draft.brief, [state for state, wanted in again if wanted])
    sender = parseaddr(settings.sender)[1]
    return dispatch(
        draft.brief,
        letters,
        ledger,
        lambda: connect(settings.smtp, sender, login),
        settings.smtp.retry_after,
        world.clock,
    )


def rehearse(folder: Path, config: Config, wish: Wish, clock: Clock) -> Iterator[Message]:
    """Yield the messages that `send` would send; nothing is sent or noted.

    Raises TryAgain while another run is at work, which may be sending it.
    """
    recipients = recipients_of(config.deliver)
    state = Path(config.state)
    if (state / LEDGER).exists():
        with locked(state), open_ledger(state / LEDGER) as ledger:
            draft = sendable(folder, config, wish, ledger)
    else:
        draft = sendable(folder, config, wish)
    letters = address_all(draft, recipients, config.deliver, clock)
    return (letter.write() for letter in letters.values())


def address_all(
    draft: Draft, recipients: Sequence[Recipient], settings: Deliver, clock: Clock
) -> Mapping[str, Letter]:
    """Address a draft to each recipient, signed where a key is configured."""
    now = clock.now()
    signed: Callable[[bytes], bytes] = bytes
    if settings.dkim:
        key = read_secret(Path(settings.dkim.key_file))
        signed = partial(sign, settings=settings.dkim, key=key)
        # Before anything is sent: a missing package, or a key that is none, is said now.
        signed(b"From: desk@example.org\r\n\r\n")
    return {one.address: address(draft, one, settings, now, signed) for one in recipients}


def sendable(folder: Path, config: Config, wish: Wish, ledger: Ledger | None = None) -> Draft:
    """Open the draft of a brief that may go out.

    One that is proved in part only may if the `ledger` or the history knows it: then it was proved
    whole by the version that made it. Raises VerificationFailed or NotSendable.
    """
    checked = verify(folder, config)
    if checked.findings:
        raise VerificationFailed(checked.findings)
    files = read_folder(folder)
    manifest = decode_manifest(files[MANIFEST_NAME])
    _allow(manifest, folder, wish)
    if "brief.eml" not in files:
        raise NotSendable(f"{folder}: there is no brief.eml: build with email among the formats")
    digest = hashlib.sha256(files[MANIFEST_NAME]).hexdigest()
    if checked.in_part and not is_known(digest, config, ledger):
        raise NotSendable(
            f"{folder}: only a part of it could be proved, for {checked.in_part}: build it again,"
            " or send it with the briefgen, the template and the fonts that made it"
        )
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


def recipients_of(settings: Deliver) -> tuple[Recipient, ...]:
    """Return who is sent briefs. Raises ConfigError for incomplete settings."""
    if not settings.sender:
        raise _missing("from", "name the sender, like Desk <desk@example.org>")
    if not settings.to:
        raise _missing("to", "name addresses or a file of recipients")
    return load_recipients(settings.to, settings.groups)


def check_server(settings: Deliver) -> None:
    """Raise ConfigError where no mail server is configured."""
    if not settings.smtp.host:
        raise _missing("smtp.host", "name the mail server, or use --dry-run")


def _missing(key: str, advice: str) -> ConfigError:
    return ConfigError((Problem("briefgen.yaml", 1, 1, f"deliver.{key} is missing: {advice}"),))
