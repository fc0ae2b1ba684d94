import os
import sys
from pathlib import Path
from time import sleep

import pytest

from briefgen.errors import ReadError
from briefgen.formats.sniffing import TEXT
from briefgen.model.limits import Limits
from briefgen.read.isolation import Workers, environment

PARSER = (sys.executable, str(Path(__file__).parents[1] / "hostile" / "parser.py"))
TIGHT = Limits(seconds=3, cpu_seconds=1, memory_megabytes=400, output_megabytes=1)


def left_of(sessions: set[int]) -> list[int]:
    """Return what still runs of some sessions; a busy kernel ends late what was killed."""
    for _ in range(100):
        left = [one for session in sessions for one in children_of(session)]
        if not left:
            break
        sleep(0.1)
    return left


def children_of(session: int) -> list[int]:
    """Return the processes of a session that still run (Linux)."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, owner = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(owner) == session and state != "Z":
            found.append(int(folder.name))
    return found


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("sleep", "timeout"),
        ("spin", "timeout"),
        ("grow", "memory"),
        ("segfault", "crashed"),
        ("abort", "crashed"),
        ("exit", "crashed"),
        ("flood", "too-much-output"),
        ("fork-in-python", "malformed"),
        ("command", "malformed"),
        ("connect", "malformed"),
        ("write", "malformed"),
        ("spy", "malformed"),
        ("recurse", "malformed"),
        ("print", ""),
        ("fork", ""),
    ],
)
def test_a_parser_gone_wrong_costs_one_file(deed: str, reason: str) -> None:
    with Workers(TIGHT, PARSER) as workers:
        assert workers.read(b"good before", "a.txt", TEXT).text == "good before"
        session = workers.session
        if reason:
            with pytest.raises(ReadError) as caught:
                workers.read(f"{deed} now".encode(), "b.txt", TEXT)
            assert caught.value.reason == reason
        else:
            assert workers.read(f"{deed} now".encode(), "b.txt", TEXT).text == f"{deed} now"
        assert workers.read(b"good after", "c.txt", TEXT).text == "good after"
        sessions = {session, workers.session}
    assert not Path("written").exists()
    if sys.platform == "linux":
        assert left_of({session for session in sessions if session}) == []


def test_a_worker_is_used_for_many_files_and_ended_after_them() -> None:
    with Workers(Limits()) as workers:
        workers.read(b"One.", "a.txt")
        first = workers.session
        workers.read(b"Two.", "b.txt")
        assert workers.session == first
        assert first is not None
    with pytest.raises(ProcessLookupError):
        os.killpg(first, 0)


def test_a_large_text_goes_there_and_back() -> None:
    text = "The port authority of Larnham signed a contract. " * 30_000
    with Workers(Limits()) as workers:
        assert workers.read(text.encode(), "a.txt").text == text


@pytest.mark.parametrize("answer", ["", "x", "5\nhello", "2\n{}", '14\n{"reading": 3}', "9" * 30])
def test_an_answer_that_makes_no_sense_is_a_crash(answer: str) -> None:
    liar = (sys.executable, "-c", f"import sys; sys.stdin.readline(); print({answer!r}, end='')")
    with Workers(TIGHT, liar) as workers, pytest.raises(ReadError) as caught:
        workers.read(b"words", "a.txt", TEXT)
    assert caught.value.reason in ("crashed", "too-much-output")


def test_a_worker_gets_nothing_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEF_PASSWORD", "hunter2")
    assert "PATH" in environment()
    assert "hunter2" not in environment().values()
