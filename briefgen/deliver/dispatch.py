"""Messages to a server, by the ledger: whoever is owed one gets it, and nobody gets two."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from briefgen.deliver.ledger import Entry, Ledger, State
from briefgen.deliver.message import Letter, Message
from briefgen.deliver.smtp import Outcome
from briefgen.errors import DeliveryError, TryAgain


class Carrier(Protocol):
    """What takes messages: an SMTP session."""

    def send(self, message: Message) -> Outcome:
        """Offer one message."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of day, and how to wait some seconds; the command line provides both."""

    now: Callable[[], datetime]
    wait: Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Sent:
    """What the ledger says after a dispatch, and what ended it early (None: nothing)."""

    entries: tuple[Entry, ...]
    trouble: DeliveryError | None

    @property
    def reached(self) -> bool:
        """Whether somebody has the brief, or may have it."""
        return any(e.state in (State.ACCEPTED, State.UNKNOWN) for e in self.entries)

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do without a person's word."""
        return all(e.state in (State.ACCEPTED, State.REFUSED) for e in self.entries)


def dispatch(
    brief: str,
    letters: Mapping[str, Letter],
    ledger: Ledger,
    connect: Callable[[], AbstractContextManager[Carrier]],
    retry_after: Sequence[float],
    clock: Clock,
) -> Sent:
    """Send the brief to everybody who is owed it; `letters` has one for each address.

    Those deferred are tried again after each of the pauses (seconds). Nothing is raised for
    what a server does: it stands in the ledger, and in `trouble`. Who is no recipient any more
    is owed nothing, and told of only where the brief has gone out.
    """
    ledger.plan(brief, {address: one.message_id for address, one in letters.items()})
    by_key = {address.casefold(): one for address, one in letters.items()}
    queue = [r for r in ledger.owed(brief, clock.now()) if r in by_key]
    pauses = iter(retry_after)
    trouble: DeliveryError | None = None
    while queue:
        try:
            with connect() as carrier:
                queue = _round(brief, [by_key[r] for r in queue], ledger, carrier, clock)
        except DeliveryError as error:
            trouble = error
            break
        pause = next(pauses, None)
        if pause is None:
            break
        if queue:
            clock.wait(pause)
    gone_out = (State.ACCEPTED, State.UNKNOWN)
    told = (e for e in ledger.entries(brief) if e.recipient in by_key or e.state in gone_out)
    return Sent(tuple(told), trouble)


def _round(
    brief: str, letters: Sequence[Letter], ledger: Ledger, carrier: Carrier, clock: Clock
) -> list[str]:
    """Write and offer each message once; return who was deferred.

    Raises TryAgain when the server ends the conversation: the rest stays owed.
    """
    deferred = []
    for letter in letters:
        message = letter.write()
        ledger.begin(brief, message.recipient, clock.now())
        outcome = carrier.send(message)
        ledger.end(brief, message.recipient, outcome.state, outcome.code, outcome.detail)
        if outcome.over:
            raise TryAgain(f"the mail server ended the conversation: {outcome.detail}")
        if outcome.state is State.DEFERRED:
            deferred.append(message.recipient.casefold())
    return deferred
