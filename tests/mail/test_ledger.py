"""The ledger: at most once, and nobody lost, whatever happens between its steps."""

import sqlite3
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from mail.letters import NOW

from briefgen.database import Layout, open_database
from briefgen.deliver import Job, Ledger, State, open_ledger
from briefgen.errors import StateError

PEOPLE = ("a@example.org", "b@example.org", "c@example.org")
BRIEF = "f" * 64
FULL = 2
"""How SQLite numbers it when a commit waits for the disk."""


def planned(file: Path) -> None:
    with open_ledger(file) as ledger:
        ledger.plan(BRIEF, {one: f"<{n}@example.org>" for n, one in enumerate(PEOPLE)})


def states(file: Path) -> dict[str, State]:
    with open_ledger(file) as ledger:
        return {entry.recipient: entry.state for entry in ledger.entries(BRIEF)}


def test_nothing_may_be_sent_that_is_not_owed(tmp_path: Path) -> None:
    planned(tmp_path / "l.db")
    with open_ledger(tmp_path / "l.db") as ledger:
        ledger.begin(BRIEF, PEOPLE[0], NOW)
        with pytest.raises(StateError, match="not owed"):
            ledger.begin(BRIEF, PEOPLE[0], NOW)
        ledger.end(BRIEF, PEOPLE[0], State.ACCEPTED, 250, "ok")
        with pytest.raises(StateError, match="not owed"):
            ledger.begin(BRIEF, PEOPLE[0], NOW)
        with pytest.raises(StateError, match="not being sent"):
            ledger.end(BRIEF, PEOPLE[0], State.PLANNED)


def test_what_a_process_left_in_sending_is_unknown(tmp_path: Path) -> None:
    planned(tmp_path / "l.db")
    with open_ledger(tmp_path / "l.db") as ledger:
        ledger.begin(BRIEF, PEOPLE[1], NOW)
    assert states(tmp_path / "l.db")[PEOPLE[1]] is State.UNKNOWN


def test_a_recipient_is_one_however_the_address_is_written(tmp_path: Path) -> None:
    planned(tmp_path / "l.db")
    with open_ledger(tmp_path / "l.db") as ledger:
        ledger.plan(BRIEF, {"A@Example.org": "<other@example.org>"})
        assert len(ledger.entries(BRIEF)) == 3


def test_a_message_deferred_for_a_day_is_given_up(tmp_path: Path) -> None:
    planned(tmp_path / "l.db")
    with open_ledger(tmp_path / "l.db") as ledger:
        ledger.begin(BRIEF, PEOPLE[0], NOW)
        ledger.end(BRIEF, PEOPLE[0], State.DEFERRED, 451, "later")
        assert PEOPLE[0] in ledger.owed(BRIEF, NOW + timedelta(hours=23))
        assert PEOPLE[0] not in ledger.owed(BRIEF, NOW + timedelta(hours=25))
        (entry,) = [e for e in ledger.entries(BRIEF) if e.recipient == PEOPLE[0]]
        assert entry.state is State.REFUSED
        assert entry.detail == "given up after a day: later"


def test_a_week_keeps_its_first_brief(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.db") as ledger:
        ledger.decide(Job("2026-W47", "one", "out/one", done=False))
        ledger.decide(Job("2026-W47", "two", "out/two", done=False))
        ledger.finish("2026-W47")
        job = ledger.job("2026-W47")
        assert job is not None
        assert (job.brief, job.folder, job.done) == ("one", "out/one", True)
        assert ledger.job("2026-W48") is None


def test_what_the_ledger_says_is_on_the_disk_when_it_has_said_it(tmp_path: Path) -> None:
    """SQLite may leave that to the system, which forgets it when the power fails."""
    layout = Layout("ledger", 1, ("CREATE TABLE rows (x)",), "")
    with open_database(tmp_path / "l.db", layout) as connection:
        assert connection.execute("PRAGMA synchronous").fetchone()[0] == FULL
    with open_database(tmp_path / "c.db", replace(layout, lasts=False)) as connection:
        assert connection.execute("PRAGMA synchronous").fetchone()[0] < FULL


def test_the_file_is_for_its_owner_only_and_safe_on_disk(tmp_path: Path) -> None:
    file = tmp_path / "state" / "l.db"
    planned(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def damaged(content: bytes) -> bytes:
    return content[:4096] + b"\xff" * 600 + content[4696:]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"These are notes of somebody else.\n" * 40, "file is not a database"),
        (b"SQLite format 3\x00" + b"\x00" * 600, "cannot be used"),
        (b"", "is empty, so it was damaged"),
    ],
)
def test_a_file_that_is_no_ledger_is_left_alone(
    tmp_path: Path, content: bytes, message: str
) -> None:
    file = tmp_path / "l.db"
    file.write_bytes(content)
    with pytest.raises(StateError, match=message) as error, open_ledger(file):
        pass
    assert "put back a copy" in str(error.value)
    assert file.read_bytes() == content


def test_a_damaged_ledger_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "l.db"
    with open_ledger(file) as ledger:
        ledger.plan(BRIEF, {f"{n}@example.org": "<x@example.org>" for n in range(300)})
    content = damaged(file.read_bytes())
    file.write_bytes(content)
    with pytest.raises(StateError, match="Nothing was changed"), open_ledger(file):
        pass
    assert file.read_bytes() == content


@pytest.mark.parametrize(
    ("pragma", "message"),
    [("user_version=99", "written by a newer briefgen"), ("application_id=7", "is no delivery")],
)
def test_a_newer_or_foreign_database_is_left_alone(
    tmp_path: Path, pragma: str, message: str
) -> None:
    file = tmp_path / "l.db"
    planned(file)
    with sqlite3.connect(file) as connection:
        connection.execute(f"PRAGMA {pragma}")
    content = file.read_bytes()
    with pytest.raises(StateError, match=message), open_ledger(file):
        pass
    assert file.read_bytes() == content


class LedgerMachine(RuleBasedStateMachine):
    """A sender that may be killed between any two steps, and a server that counts.

    The server takes a message only while its row is in sending; what it took is never
    forgotten by the test, only by the program.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.file = Path(self.folder.name) / "ledger.db"
        self.stack = ExitStack()
        self.taken = dict.fromkeys(PEOPLE, 0)
        self.again = dict.fromkeys(PEOPLE, 0)
        self.current: str | None = None

    @initialize()
    def start(self) -> None:
        self.ledger: Ledger = self.stack.enter_context(open_ledger(self.file))
        self.plan()

    @rule()
    def plan(self) -> None:
        self.ledger.plan(BRIEF, {one: f"<{one}>" for one in PEOPLE})

    @precondition(lambda self: self.current is None)
    @rule(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        owed = self.ledger.owed(BRIEF, NOW)
        if owed:
            self.current = data.draw(st.sampled_from(owed))
            self.ledger.begin(BRIEF, self.current, NOW)

    @precondition(lambda self: self.current is None)
    @rule(who=st.sampled_from(PEOPLE))
    def begin_what_is_not_owed(self, who: str) -> None:
        if who not in self.ledger.owed(BRIEF, NOW):
            with pytest.raises(StateError):
                self.ledger.begin(BRIEF, who, NOW)

    @precondition(lambda self: self.current is not None)
    @rule(told=st.booleans())
    def server_takes(self, told: bool) -> None:  # noqa: FBT001
        assert self.current is not None
        self.taken[self.current] += 1
        self.ledger.end(BRIEF, self.current, State.ACCEPTED if told else State.UNKNOWN)
        self.current = None

    @precondition(lambda self: self.current is not None)
    @rule(state=st.sampled_from([State.REFUSED, State.DEFERRED, State.PLANNED]))
    def server_does_not_take(self, state: State) -> None:
        assert self.current is not None
        self.ledger.end(BRIEF, self.current, state)
        self.current = None

    @rule(taken=st.booleans())
    def killed(self, taken: bool) -> None:  # noqa: FBT001
        if self.current is not None and taken:
            self.taken[self.current] += 1
        self.current = None
        self.stack.close()
        self.ledger = self.stack.enter_context(open_ledger(self.file))

    @precondition(lambda self: self.current is None)
    @rule()
    def resend_unknown(self) -> None:
        for entry in self.ledger.entries(BRIEF):
            self.again[entry.recipient] += entry.state is State.UNKNOWN
        self.ledger.reopen(BRIEF, [State.UNKNOWN])

    @precondition(lambda self: self.current is None)
    @rule()
    def retry_refused(self) -> None:
        self.ledger.reopen(BRIEF, [State.REFUSED])

    @invariant()
    def nobody_gets_two_unless_asked(self) -> None:
        for who in PEOPLE:
            assert self.taken[who] <= 1 + self.again[who]

    @invariant()
    def nobody_is_lost(self) -> None:
        entries = {e.recipient: e.state for e in self.ledger.entries(BRIEF)}
        assert set(entries) == set(PEOPLE)
        for who, state in entries.items():
            if state is State.ACCEPTED:
                assert self.taken[who]
            elif self.taken[who] > self.again[who]:
                assert state in (State.UNKNOWN, State.SENDING)

    def teardown(self) -> None:
        self.stack.close()
        self.folder.cleanup()


LedgerMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestLedger = LedgerMachine.TestCase
