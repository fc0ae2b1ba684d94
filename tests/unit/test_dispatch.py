"""What becomes of each message by what a server said of it, and by who is owed it still."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from mail.letters import NOW

from briefgen.deliver import Clock, Entry, Job, Letter, Message, Sent, State, dispatch, open_ledger
from briefgen.deliver.smtp import Outcome
from briefgen.errors import DeliveryError, TryAgain

ANA, BO, CY = "ana@example.org", "Bo@Example.org", "cy@example.org"
BRIEF = "f" * 64
TAKEN = Outcome(State.ACCEPTED, 250, "ok")
LATER = Outcome(State.DEFERRED, 451, "later")
LOST = Outcome(State.PLANNED, 0, "lost", over=True)


@dataclass
class Office:
    """Says of each message in turn what it was told to, and notes what it was given."""

    answers: list[Outcome]
    given: list[str] = field(default_factory=list)
    sessions: int = 0
    waits: list[float] = field(default_factory=list)

    def send(self, message: Message) -> Outcome:
        self.given.append(message.recipient)
        return self.answers.pop(0)

    @contextmanager
    def open(self) -> Iterator["Office"]:
        self.sessions += 1
        yield self


def letters(*addresses: str) -> Mapping[str, Letter]:
    return {
        one: Letter(one, f"<{one}>", lambda one=one: Message(one, f"<{one}>", b"x"))  # type: ignore[misc]
        for one in addresses
    }


def deliver(
    file: Path,
    office: Office,
    to: Sequence[str] = (ANA, BO),
    pauses: Sequence[float] = (),
    now: datetime = NOW,
) -> Sent:
    clock = Clock(lambda: now, office.waits.append)
    with open_ledger(file) as ledger:
        return dispatch(BRIEF, letters(*to), ledger, office.open, pauses, clock)


def states(sent: Sent) -> dict[str, State]:
    return {one.recipient: one.state for one in sent.entries}


def test_everybody_is_offered_the_brief_once_in_one_session(tmp_path: Path) -> None:
    office = Office([TAKEN, TAKEN])
    sent = deliver(tmp_path / "l.db", office, pauses=(7, 9))
    assert office.given == [ANA, BO]
    assert office.sessions == 1
    assert office.waits == []
    assert states(sent) == {ANA: State.ACCEPTED, BO.casefold(): State.ACCEPTED}
    assert sent.trouble is None


def test_nobody_who_has_the_brief_is_offered_it_again(tmp_path: Path) -> None:
    deliver(tmp_path / "l.db", Office([TAKEN, TAKEN]))
    office = Office([])
    sent = deliver(tmp_path / "l.db", office)
    assert (office.sessions, office.given) == (0, [])
    assert sent.settled


def test_only_those_deferred_are_tried_again_after_each_pause(tmp_path: Path) -> None:
    office = Office([TAKEN, LATER, LATER, TAKEN])
    sent = deliver(tmp_path / "l.db", office, pauses=(7, 9))
    assert office.given == [ANA, BO, BO, BO]
    assert office.sessions == 3
    assert office.waits == [7, 9]
    assert states(sent)[BO.casefold()] is State.ACCEPTED


def test_one_deferred_to_the_end_stays_owed_and_is_not_waited_for(tmp_path: Path) -> None:
    office = Office([LATER, LATER])
    sent = deliver(tmp_path / "l.db", office, to=(ANA,), pauses=(7,))
    assert office.waits == [7]
    (entry,) = sent.entries
    assert (entry.state, entry.code, entry.detail) == (State.DEFERRED, 451, "later")
    assert entry.attempts == 2
    assert not sent.settled
    assert not sent.reached


def test_a_session_that_ends_leaves_the_rest_owed_and_says_why(tmp_path: Path) -> None:
    office = Office([TAKEN, LOST])
    sent = deliver(tmp_path / "l.db", office, to=(ANA, BO, CY), pauses=(7,))
    assert office.given == [ANA, BO]
    assert isinstance(sent.trouble, TryAgain)
    assert str(sent.trouble) == "the mail server ended the conversation: lost"
    assert states(sent)[BO.casefold()] is State.PLANNED
    assert states(sent)[CY] is State.PLANNED
    assert office.waits == []
    assert sent.reached
    assert not sent.settled


def test_who_is_no_recipient_any_more_is_told_of_only_where_the_brief_has_gone_out(
    tmp_path: Path,
) -> None:
    deliver(tmp_path / "l.db", Office([TAKEN, LATER]))
    office = Office([TAKEN])
    sent = deliver(tmp_path / "l.db", office, to=(CY,))
    assert office.given == [CY]
    assert states(sent) == {ANA: State.ACCEPTED, CY: State.ACCEPTED}


def test_a_message_is_written_only_when_its_turn_has_come(tmp_path: Path) -> None:
    written: list[str] = []

    def letter(one: str) -> Letter:
        def write() -> Message:
            written.append(one)
            return Message(one, f"<{one}>", b"x")

        return Letter(one, f"<{one}>", write)

    office = Office([LOST])
    with open_ledger(tmp_path / "l.db") as ledger:
        everybody = {one: letter(one) for one in (ANA, CY)}
        dispatch(BRIEF, everybody, ledger, office.open, (), Clock(lambda: NOW, office.waits.append))
    assert written == [ANA]


def entry(state: State) -> Entry:
    return Entry(BRIEF, ANA, "<1@x>", state, 0, "", 1, "", "")


@pytest.mark.parametrize(
    ("state", "reached", "settled"),
    [
        (State.PLANNED, False, False),
        (State.SENDING, False, False),
        (State.ACCEPTED, True, True),
        (State.REFUSED, False, True),
        (State.DEFERRED, False, False),
        (State.UNKNOWN, True, False),
    ],
)
def test_somebody_has_it_or_nothing_is_left_to_do(
    *, state: State, reached: bool, settled: bool
) -> None:
    assert Sent((entry(state),), None).reached is reached
    assert Sent((entry(state),), None).settled is settled
    assert Sent((entry(State.REFUSED), entry(State.ACCEPTED)), DeliveryError("x")).settled


def test_the_ledger_keeps_the_first_and_the_last_attempt_and_the_servers_last_words(
    tmp_path: Path,
) -> None:
    hour = timedelta(hours=1)
    deliver(tmp_path / "l.db", Office([LATER]), to=(ANA,))
    with open_ledger(tmp_path / "l.db") as ledger:
        ledger.begin(BRIEF, ANA, NOW + hour)
        (entry,) = ledger.entries(BRIEF)
        assert entry.state is State.SENDING
        ledger.end(BRIEF, ANA, State.REFUSED, 550, "who?")
        (entry,) = ledger.entries(BRIEF)
    assert entry == Entry(
        BRIEF, ANA, f"<{ANA}>", State.REFUSED, 550, "who?", 2,
        NOW.isoformat(), (NOW + hour).isoformat(),
    )  # fmt: skip


def test_a_message_is_owed_for_a_whole_day_and_given_up_behind_it(tmp_path: Path) -> None:
    day = timedelta(hours=24)
    deliver(tmp_path / "l.db", Office([LATER, LATER]))
    with open_ledger(tmp_path / "l.db") as ledger:
        assert ledger.owed(BRIEF, NOW + day) == (ANA, BO.casefold())
        assert ledger.owed(BRIEF, NOW + day + timedelta(seconds=1)) == ()
        assert {one.state for one in ledger.entries(BRIEF)} == {State.REFUSED}


def test_what_a_person_owes_again_has_its_whole_day_again(tmp_path: Path) -> None:
    later = NOW + timedelta(days=3)
    deliver(tmp_path / "l.db", Office([LATER]), to=(ANA,))
    with open_ledger(tmp_path / "l.db") as ledger:
        assert ledger.owed(BRIEF, later) == ()
        ledger.reopen(BRIEF, [State.UNKNOWN])
        assert ledger.owed(BRIEF, later) == ()
        ledger.reopen(BRIEF, [State.REFUSED])
        assert ledger.owed(BRIEF, later) == (ANA,)
    deliver(tmp_path / "l.db", Office([LATER]), to=(ANA,), now=later)
    with open_ledger(tmp_path / "l.db") as ledger:
        assert ledger.owed(BRIEF, later + timedelta(hours=23)) == (ANA,)


def test_a_new_row_says_that_nothing_was_tried(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.db") as ledger:
        ledger.plan(BRIEF, {ANA: "<1@example.org>"})
        ledger.plan("another", {ANA: "<2@example.org>"})
        assert ledger.entries(BRIEF) == (
            Entry(BRIEF, ANA, "<1@example.org>", State.PLANNED, 0, "", 0, "", ""),
        )


def test_the_end_of_a_message_has_no_words_where_the_server_has_none(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.db") as ledger:
        ledger.plan(BRIEF, {ANA: "<1@example.org>"})
        ledger.begin(BRIEF, ANA, NOW)
        ledger.end(BRIEF, ANA, State.UNKNOWN)
        (held,) = ledger.entries(BRIEF)
    assert (held.code, held.detail) == (0, "")


def test_the_briefs_of_all_weeks_are_listed_by_week(tmp_path: Path) -> None:
    second = Job("2026-W48", "two", "out/two", done=True)
    first = Job("2026-W47", "one", "out/one", done=False)
    with open_ledger(tmp_path / "l.db") as ledger:
        assert ledger.jobs() == ()
        ledger.decide(second)
        ledger.decide(first)
        assert ledger.jobs() == (first, second)
        ledger.finish("2026-W47")
        assert [one.done for one in ledger.jobs()] == [True, True]
