"""Whoever does the work, the command line gives the same, tells of it, and ends when told to."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster
from e2e.command_line import run
from e2e.test_commands import in_project
from execution.clusters import PATH, cluster
from execution.sources import VILLAGES

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def running() -> Iterator[LocalCluster]:
    with cluster(1) as one:
        yield one


def with_villages(folder: Path, number: int) -> Path:
    """Return a project with so many more sources, each of many words."""
    project = in_project(folder)
    for n in range(number):
        place = VILLAGES[n % len(VILLAGES)]
        told = "\n\n".join(
            f"A flood closed {road} roads in {place} on Tuesday, said Mayor Olga Brandt of {place}."
            for road in range(2, 40)
        )
        (project / "inputs" / f"village{n}.txt").write_text(f"{told}\n\nReport {n}.\n", "utf-8")
    return project


def test_the_evidence_is_the_same_whoever_does_the_work(
    running: LocalCluster, tmp_path: Path
) -> None:
    project = with_villages(tmp_path, 4)
    ways = [("--jobs", "1"), ("--jobs", "2"), ("--scheduler", running.scheduler_address)]
    done = [run("extract", *way, cwd=project) for way in ways]
    assert [one.returncode for one in done] == [0] * 3, [one.stderr for one in done]
    assert len({one.stdout for one in done}) == 1
    assert len({one.stderr for one in done}) == 1


def test_each_source_by_itself_is_the_same_whoever_does_the_work(tmp_path: Path) -> None:
    project = in_project(tmp_path)
    alone, several = (run("extract", "--per-document", "--jobs", n, cwd=project) for n in "12")
    assert (alone.returncode, alone.stdout, alone.stderr) == (0, several.stdout, several.stderr)


def test_a_scheduler_that_does_not_answer_ends_a_build_before_it_begins(tmp_path: Path) -> None:
    project = in_project(tmp_path)
    done = run("build", "--scheduler", "tcp://127.0.0.1:9", cwd=project)
    assert done.returncode == 69
    (line,) = done.stderr.splitlines()
    assert line.startswith("error: no Dask scheduler answers at tcp://127.0.0.1:9: ")
    assert not (project / "out").exists()


def test_jobs_and_scheduler_exclude_each_other(tmp_path: Path) -> None:
    done = run("build", "--jobs", "2", "--scheduler", "tcp://127.0.0.1:9", cwd=tmp_path)
    assert done.returncode == 2
    assert "exclude each other" in done.stderr


def test_quiet_says_nothing_but_where_the_brief_is(tmp_path: Path) -> None:
    project = in_project(tmp_path)
    done = run("build", "--quiet", "--format", "html", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    assert (project / done.stdout.strip() / "brief.html").exists()


def test_several_processes_open_no_connection_to_a_network(tmp_path: Path) -> None:
    project = in_project(tmp_path)
    (project / "sitecustomize.py").write_text(
        "import sys, socket\n"
        "def refuse(event, arguments):\n"
        "    if event == 'socket.getaddrinfo' or event in ('socket.connect', 'socket.bind') and (\n"
        "            arguments[0].family != socket.AF_UNIX):\n"
        "        raise RuntimeError('a connection was opened')\n"
        "sys.addaudithook(refuse)\n",
        "utf-8",
    )
    path = f"{project}:{PATH}"
    done = run("build", "--jobs", "2", "--format", "html", cwd=project, PYTHONPATH=path)
    assert done.returncode == 0, done.stderr


def processes_of(session: int) -> list[int]:
    """Return the living processes of a session."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, of, *_ = stat.read_text("utf-8").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(of) == session and state != "Z":
            found.append(int(stat.parent.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_ctrl_c_ends_all_processes_and_writes_nothing(tmp_path: Path) -> None:
    project = with_villages(tmp_path, 80)
    command = [sys.executable, "-m", "briefgen", "build", "--jobs", "2"]
    with subprocess.Popen(
        command, cwd=project, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as program:
        assert program.stderr
        program.stderr.readline()
        assert len(processes_of(program.pid)) > 3
        os.killpg(program.pid, signal.SIGINT)
        said = program.stderr.read()
        assert program.wait(timeout=60) == 130
    assert said.splitlines()[-1] == "interrupted"
    assert "Traceback" not in said
    end = time.monotonic() + 20
    while processes_of(program.pid):
        assert time.monotonic() < end
        time.sleep(0.05)
    assert not list(project.glob("out/*"))


def on_a_terminal(*arguments: str, cwd: Path) -> str:
    """Run a command whose standard error is a terminal; return what it shows there."""
    here, there = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    with subprocess.Popen(
        [sys.executable, "-m", "briefgen", *arguments],
        cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=there,
    ) as program:  # fmt: skip
        os.close(there)
        shown = b""
        while select.select([here], [], [], 120)[0]:
            try:
                shown += os.read(here, 2**16)
            except OSError:  # Linux: nobody holds the other end any more
                break
        assert program.wait(timeout=120) == 0
    os.close(here)
    return re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", shown.decode())


def test_a_terminal_shows_phases_with_counts_and_time_left(tmp_path: Path) -> None:
    shown = on_a_terminal("build", "--format", "html", cwd=with_villages(tmp_path, 2))
    for phase in ("reading 0/6", "annotating 0/5", "merging", "checking", "setting pages"):
        assert phase in shown
    assert re.search(r"annotating 4/5 \S+ 0:00:\d\d left 0:00:\d\d", shown)
    assert "S1 agency.txt" in shown


def test_no_terminal_shows_lines_of_sources_alone(tmp_path: Path) -> None:
    done = run("build", "--format", "html", cwd=in_project(tmp_path))
    assert [line.split()[0] for line in done.stderr.splitlines()[:4]] == [
        "S1",
        "S2",
        "S3",
        "skipped",
    ]
    assert "annotating" not in done.stderr
