"""A finished brief goes out: checked, addressed, sent by the ledger, and kept as issued."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path

from briefgen.config import Config, Deliver, Recipient, load_recipients, week_of
from briefgen.deliver import (
    Clock,
    Draft,
    Ledger,
    Message,
    Sent,
    State,
    address,
    connect,
    dispatch,
    find_login,
    open_draft,
    open_ledger,
    read_secret,
    sign,
)
from briefgen.errors import ConfigError, NotSendable, Problem, VerificationFailed
from briefgen.model.manifest import MANIFEST_NAME, Manifest, decode_manifest
from briefgen.model.marking import Marking
from briefgen.pipeline import verify
from briefgen.workspace import locked, read_folder

LEDGER = "ledger.db"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the operator asks for beyond the usual: whom to try again, what to allow."""

    resend_unknown: bool = False
    retry_refused: bool = False
    allow_empty: bool = False
    week: str = ""


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
        return deliver(draft, recipients, config.deliver, ledger, wish, world)


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
