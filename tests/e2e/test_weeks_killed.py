"""The weekly job is killed at many points, then runs to its end: as if nothing had been."""

import fcntl
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from e2e.command_line import run
from e2e.test_weeks import FIRST, prepared
from mail.servers import Server, serving

from briefgen.deliver import State, open_ledger

pytestmark = pytest.mark.slow

Seen = Callable[[Path, Server], bool]
POINTS: list[tuple[str, Seen]] = [
    ("locked", lambda project, _: (project / ".briefgen" / "lock").exists()),
    ("drafted", lambda project, _: bool(list((project / "out").glob(".briefgen-*")))),
    ("written", lambda project, _: bool(list((project / "out").glob(".briefgen-*/brief.html")))),
    ("stored", lambda project, _: bool(list((project / "out").glob("2026-*/manifest.json")))),
    ("connected", lambda _, server: bool(server.heard)),
    ("sending", lambda _, server: "DATA" in server.heard),
    ("sent", lambda _, server: bool(server.taken)),
]


def killed_at(project: Path, server: Server, seen: Seen, after: float) -> int:
    """Run the week's job; kill it, and its workers, some seconds after a point is seen."""
    server.heard.clear()
    process = subprocess.Popen(
        [sys.executable, "-m", "briefgen", *FIRST],
        cwd=project, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while process.poll() is None and not seen(project, server):
        time.sleep(0.002)
    time.sleep(after)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def contents(project: Path) -> dict[str, bytes]:
    (folder,) = (project / "out").iterdir()
    return {
        file.relative_to(project).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    with serving() as server:
        project = prepared(tmp_path_factory.mktemp("undisturbed"), server.port)
        done = run(*FIRST, cwd=project)
    assert done.returncode == 0, done.stderr
    return contents(project)


def test_killed_at_every_point_it_ends_with_the_same_bytes_and_nobody_gets_two(
    tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    chance = random.Random(20261123)  # noqa: S311
    with serving() as server:
        project = prepared(tmp_path, server.port)
        codes = [killed_at(project, server, seen, chance.uniform(0, 0.05)) for _, seen in POINTS]
        assert codes.count(-signal.SIGKILL) >= 4, codes
        last = run(*FIRST, cwd=project)
        assert last.returncode in (0, 75), last.stderr
    assert contents(project) == undisturbed
    with open_ledger(project / ".briefgen" / "ledger.db") as ledger:
        (job,) = ledger.jobs()
        states = {e.recipient: e.state for e in ledger.entries(job.brief)}
    assert set(states) == {"mayor@example.org", "archive@example.org"}
    for who, state in states.items():
        assert server.accepted(who) <= 1, who
        assert state is State.UNKNOWN or (state, server.accepted(who)) == (State.ACCEPTED, 1)
    assert run("history", cwd=project).stdout.count("TV-2026-046") == 1


def test_a_draft_that_another_process_is_writing_is_left_to_it(tmp_path: Path) -> None:
    project = prepared(tmp_path, 9)
    (project / "out" / ".briefgen-dead").mkdir(parents=True)
    (project / "out" / ".briefgen-live").mkdir()
    handle = os.open(project / "out" / ".briefgen-live", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    assert run("build", "--format", "html", cwd=project).returncode == 0
    os.close(handle)
    assert not (project / "out" / ".briefgen-dead").exists()
    assert (project / "out" / ".briefgen-live").exists()
