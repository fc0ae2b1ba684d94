"""Who was sent what: one row for each brief and recipient, on the disk before each step.

A row goes from planned to sending before the first byte leaves, and from there to accepted,
refused, deferred, or back to planned. Where it is not known whether the server took the
message, the row is unknown and stays so until a person says otherwise: a lost mail can be
sent again, a second one cannot be called back (RFC 1047 has the problem).
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from briefgen.database import Layout, open_database, transaction
from briefgen.errors import StateError

_DEFERRED_FOR = timedelta(hours=24)

_LAYOUT = Layout(
    name="delivery ledger",
    mark=0x42474C31,
    versions=(
        """CREATE TABLE deliveries (
            brief TEXT NOT NULL, recipient TEXT NOT NULL, message_id TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN
                ('planned', 'sending', 'accepted', 'refused', 'deferred', 'unknown')),
            code INTEGER NOT NULL DEFAULT 0, detail TEXT NOT NULL DEFAULT '',
            attempts INTEGER NOT NULL DEFAULT 0, first TEXT NOT NULL DEFAULT '',
            last TEXT NOT NULL DEFAULT '', PRIMARY KEY (brief, recipient)) STRICT;
        CREATE TABLE jobs (
            week TEXT PRIMARY KEY, brief TEXT NOT NULL, folder TEXT NOT NULL,
            done INTEGER NOT NULL DEFAULT 0) STRICT""",
    ),
    advice=(
        "It says who has got which brief: put back a copy of it. Without one, look up in the"
        " mail server's log who has got the brief before you move the file away."
    ),
)


class State(StrEnum):
    """What became of one message."""

    PLANNED = "planned"
    SENDING = "sending"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DEFERRED = "deferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: `code` and `detail` are the server's last words, times are ISO 8601 or ""."""

    brief: str
    recipient: str
    message_id: str
    state: State
    code: int
    detail: str
    attempts: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Job:
    """The brief of a week: once it is here, the week is never built again.

    `week` is the brief's own hash where it covers no week. One that is `done` and owed to nobody
    was recorded without being sent.
    """

    week: str
    brief: str
    folder: str
    done: bool


@contextmanager
def open_ledger(file: Path) -> Iterator["Ledger"]:
    """Open or make the ledger. Raises StateError for a damaged, foreign or newer one.

    Only one process may hold it (see `workspace.locked`): rows left in sending by a process
    that ended become unknown.
    """
    with open_database(file, _LAYOUT) as connection:
        ledger = Ledger(connection)
        ledger.recover()
        yield ledger


class Ledger:
    """The rows, and the steps between their states; each step is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Keep the connection to an open file."""
        self._connection = connection

    def recover(self) -> None:
        """Call what a process left in sending unknown."""
        with transaction(self._connection):
            self._connection.execute(
                "UPDATE deliveries SET state = 'unknown',"
                " detail = 'the program ended while it was sending' WHERE state = 'sending'"
            )

    def plan(self, brief: str, message_ids: Mapping[str, str]) -> None:
        """Owe each recipient (by address) the brief; rows that are there stay as they are."""
        with transaction(self._connection):
            self._connection.executemany(
                "INSERT OR IGNORE INTO deliveries (brief, recipient, message_id, state)"
                " VALUES (?, ?, ?, 'planned')",
                [(brief, _key(recipient), sent) for recipient, sent in message_ids.items()],
            )

    def owed(self, brief: str, now: datetime) -> tuple[str, ...]:
        """Return who is still owed the brief; a message deferred for a day is given up."""
        given_up = (now - _DEFERRED_FOR).isoformat()
        with transaction(self._connection):
            self._connection.execute(
                "UPDATE deliveries SET state = 'refused', detail = 'given up after a day: '"
                " || detail WHERE brief = ? AND state = 'deferred' AND first < ?",
                (brief, given_up),
            )
        return tuple(
            entry.recipient
            for entry in self.entries(brief)
            if entry.state in (State.PLANNED, State.DEFERRED)
        )

    def reopen(self, brief: str, states: Sequence[State]) -> None:
        """Owe the brief again to those in one of the states: a person has said so."""
        with transaction(self._connection):
            self._connection.executemany(
                "UPDATE deliveries SET state = 'planned', first = '' WHERE brief = ? AND state = ?",
                [(brief, state) for state in states],
            )

    def begin(self, brief: str, recipient: str, now: datetime) -> None:
        """Note that the first byte is about to leave.

        Raises StateError when the recipient is not owed the brief: nothing may be sent then.
        """
        at = now.isoformat()
        with transaction(self._connection):
            changed = self._connection.execute(
                "UPDATE deliveries SET state = 'sending', attempts = attempts + 1, last = ?,"
                " first = CASE first WHEN '' THEN ? ELSE first END"
                " WHERE brief = ? AND recipient = ? AND state IN ('planned', 'deferred')",
                (at, at, brief, _key(recipient)),
            )
            if changed.rowcount != 1:
                raise StateError(f"{recipient} is not owed this brief: nothing was sent")

    def end(
        self, brief: str, recipient: str, state: State, code: int = 0, detail: str = ""
    ) -> None:
        """Note what became of the message that `begin` announced."""
        with transaction(self._connection):
            changed = self._connection.execute(
                "UPDATE deliveries SET state = ?, code = ?, detail = ?"
                " WHERE brief = ? AND recipient = ? AND state = 'sending'",
                (state, code, detail, brief, _key(recipient)),
            )
            if changed.rowcount != 1:
                raise StateError(f"{recipient} was not being sent this brief")

    def entries(self, brief: str) -> tuple[Entry, ...]:
        """Return all rows of a brief, by address."""
        rows = self._connection.execute(
            "SELECT * FROM deliveries WHERE brief = ? ORDER BY recipient", (brief,)
        )
        return tuple(Entry(**{**dict(row), "state": State(row["state"])}) for row in rows)

    def job(self, week: str) -> Job | None:
        """Return the brief of a week, if it was decided on."""
        row = self._connection.execute("SELECT * FROM jobs WHERE week = ?", (week,)).fetchone()
        return Job(row["week"], row["brief"], row["folder"], bool(row["done"])) if row else None

    def jobs(self) -> tuple[Job, ...]:
        """Return the briefs of all weeks, by week."""
        rows = self._connection.execute("SELECT week FROM jobs ORDER BY week").fetchall()
        return tuple(job for row in rows if (job := self.job(row["week"])))

    def decide(self, job: Job) -> None:
        """Fix the brief of a week; a week that has one keeps it."""
        with transaction(self._connection):
            self._connection.execute(
                "INSERT OR IGNORE INTO jobs (week, brief, folder, done) VALUES (?, ?, ?, ?)",
                (job.week, job.brief, job.folder, int(job.done)),
            )

    def finish(self, week: str) -> None:
        """Note that nothing more is owed for a week."""
        with transaction(self._connection):
            self._connection.execute("UPDATE jobs SET done = 1 WHERE week = ?", (week,))


def _key(recipient: str) -> str:
    return recipient.casefold()
