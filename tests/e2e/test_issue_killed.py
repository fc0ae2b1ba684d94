"""Issuing a draft is killed at many points, then done to its end: as if nothing had been."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from e2e.command_line import run
from e2e.test_issue import DRAFT, FOLDER, REVIEWED, contents, edit
from e2e.test_weeks import FIRST, prepared
from mail.servers import Server, Verdict, serving

from briefgen.deliver import State, open_ledger

pytestmark = pytest.mark.slow

ISSUE = ("issue", FOLDER, *REVIEWED)
ALREADY = 5
Seen = Callable[[Path, Server], bool]
POINTS: list[tuple[str, Seen]] = [
    ("locked", lambda project, _: (project / ".briefgen" / "lock").exists()),
    ("written", lambda project, _: bool(list((project / "out").glob(".briefgen-*/brief.html")))),
    ("reviewed", lambda project, _: b"A. Analyst" in page(project)),
    ("recorded", lambda project, _: (project / ".briefgen" / "history.db").exists()),
    ("connected", lambda _, server: bool(server.heard)),
    ("sending", lambda _, server: "DATA" in server.heard),
    ("sent", lambda _, server: bool(server.taken)),
]


def page(project: Path) -> bytes:
    file = project / FOLDER / "brief.html"
    return file.read_bytes() if file.exists() else b""


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = prepared(tmp_path_factory.mktemp("drafted"), 9)
    done = run(*DRAFT, cwd=project)
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture(scope="module")
def issued(drafted: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What an issue holds that nobody has disturbed."""
    project = tmp_path_factory.mktemp("undisturbed") / "weeks"
    shutil.copytree(drafted, project)
    assert run(*ISSUE, "--no-send", cwd=project).returncode == 0
    return contents(project / FOLDER)


def killed_at(project: Path, server: Server, seen: Seen, after: float) -> int:
    """Issue the draft; kill it, and its workers, some seconds after a point is seen."""
    server.heard.clear()
    process = subprocess.Popen(
        [sys.executable, "-m", "briefgen", *ISSUE],
        cwd=project, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while process.poll() is None and not seen(project, server):
        time.sleep(0.001)
    time.sleep(after)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def whole(project: Path, drafted: Path, issued: dict[str, bytes]) -> bool:
    """Tell whether the folder is the draft or the issue, and nothing between."""
    return contents(project / FOLDER) in (contents(drafted / FOLDER), issued)


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_every_point_it_is_issued_once_and_nobody_gets_two(
    tmp_path: Path, drafted: Path, issued: dict[str, bytes], seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311
    with serving() as server:
        project = tmp_path / "weeks"
        shutil.copytree(drafted, project)
        edit(project, "port: 9,", f"port: {server.port},")
        codes = []
        for _, seen in POINTS:
            codes.append(killed_at(project, server, seen, chance.uniform(0, 0.03)))
            assert whole(project, drafted, issued)
        assert codes.count(-signal.SIGKILL) >= 4, codes
        last = run(*ISSUE, cwd=project)
        assert last.returncode in (0, 75, ALREADY), last.stderr
        assert run(*FIRST, cwd=project).returncode in (0, 75)
    assert contents(project / FOLDER) == issued
    assert [path.name for path in (project / "out").iterdir()] == [Path(FOLDER).name]
    with open_ledger(project / ".briefgen" / "ledger.db") as ledger:
        (job,) = ledger.jobs()
        states = {entry.recipient: entry.state for entry in ledger.entries(job.brief)}
    assert set(states) == {"mayor@example.org", "archive@example.org"}
    for who, state in states.items():
        assert server.accepted(who) <= 1, who
        assert state is State.UNKNOWN or (state, server.accepted(who)) == (State.ACCEPTED, 1)
    assert run("history", cwd=project).stdout.count("TV-2026-046") == 1


def test_killed_while_a_message_is_taken_it_is_not_sent_again(
    tmp_path: Path, drafted: Path
) -> None:
    """The server has the message, and its answer never came: nobody knows but a person."""
    steps: dict[str, Verdict] = {"dot": "drop"}
    with serving(steps) as server:
        project = tmp_path / "weeks"
        shutil.copytree(drafted, project)
        edit(project, "port: 9,", f"port: {server.port},")
        assert run(*ISSUE, cwd=project).returncode == 75
        server.steps = {}
        again = run(*ISSUE, cwd=project)
        assert again.returncode == 75
        assert "1 accepted, 1 unknown of 2" in again.stderr
        assert run(*ISSUE, cwd=project).returncode == 75
        assert sorted(map(server.accepted, ("mayor@example.org", "archive@example.org"))) == [1, 1]


def test_killed_before_it_was_recorded_an_issue_that_is_not_sent_stays_unsent(
    tmp_path: Path, drafted: Path
) -> None:
    """The run that comes by meanwhile records it, and sends it to nobody."""
    with serving() as server:
        project = tmp_path / "weeks"
        shutil.copytree(drafted, project)
        edit(project, "port: 9,", f"port: {server.port},")
        assert run(*ISSUE, "--no-send", cwd=project).returncode == 0
        (project / ".briefgen" / "history.db").unlink()
        assert run(*FIRST, cwd=project).returncode == 0
        assert not server.heard
    assert run("history", cwd=project).stdout.count("TV-2026-046") == 1
    assert run(*ISSUE, cwd=project).returncode == ALREADY
