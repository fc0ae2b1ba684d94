"""The sender is killed at twenty random points, then runs to its end."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from mail.sender import BRIEF, people
from mail.servers import Server, Verdict, serving

from briefgen.deliver import State, open_ledger

pytestmark = pytest.mark.slow

TIMES = 20
PEOPLE = people(30)
STEPS = ("greeting", "EHLO", "MAIL", "RCPT", "DATA", "dot", "RSET")
USUAL = {"greeting": b"220 test", "EHLO": b"250 test", "DATA": b"354 go ahead"}


class Assassin:
    """Kills the process it is told of when the server has taken so many steps."""

    def __init__(self) -> None:
        self.left = 0
        self.victim = 0

    def at(self, step: str) -> Verdict:
        def verdict(_: str) -> bytes:
            self.left -= 1
            if self.left == 0:
                os.kill(self.victim, signal.SIGKILL)
            return USUAL.get(step, b"250 ok")

        return verdict

    def sends(self, ledger: Path, server: Server, steps: int) -> int:
        """Run the sender until so many steps are taken, or to its end; return its code."""
        self.left = steps
        sender = Path(__file__).with_name("sender.py")
        process = subprocess.Popen(
            [sys.executable, str(sender), str(ledger), str(server.port), str(len(PEOPLE))]
        )
        self.victim = process.pid
        return process.wait(timeout=60)


def test_killed_twenty_times_nobody_gets_two_and_nobody_is_lost(tmp_path: Path) -> None:
    points = random.Random(20261123).choices(range(1, 10), k=TIMES)  # noqa: S311
    assassin = Assassin()
    ledger = tmp_path / "ledger.db"
    with serving({step: assassin.at(step) for step in STEPS}) as server:
        killed = sum(assassin.sends(ledger, server, steps) == -signal.SIGKILL for steps in points)
        assert assassin.sends(ledger, server, 0) == 0
    with open_ledger(ledger) as book:
        states = {entry.recipient: entry.state for entry in book.entries(BRIEF)}
    assert set(states) == set(PEOPLE)
    assert set(states.values()) <= {State.ACCEPTED, State.UNKNOWN}
    for who, state in states.items():
        assert server.accepted(who) <= 1, who
        assert state is State.UNKNOWN or server.accepted(who) == 1, who
    assert killed == TIMES
    assert State.ACCEPTED in states.values()
