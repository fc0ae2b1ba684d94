import gc
import os
import re
import resource
import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest

from briefgen.errors import ReadError
from briefgen.formats.sniffing import TEXT
from briefgen.model.limits import Limits
from briefgen.model.text import Metadata, Skipped
from briefgen.read import Found, isolation, read
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
        ("hold-files", "malformed"),
        ("write-ours", "malformed"),
        ("edit-twice", "malformed"),
        ("edit-beyond", "malformed"),
        ("read-held", ""),
        ("grow-old", ""),
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


def test_work_without_end_is_stopped_by_the_work_done_not_by_the_clock() -> None:
    slow = Limits(seconds=60, cpu_seconds=1, memory_megabytes=400)
    with Workers(slow, PARSER) as workers, pytest.raises(ReadError) as caught:
        workers.read(b"spin now", "a.txt", TEXT)
    assert (caught.value.reason, caught.value.detail) == ("timeout", "over 1 seconds of work")


def test_a_parser_writes_nothing_even_below_python(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    with Workers(TIGHT, PARSER) as workers:
        workers.read(f"write-below {file} now".encode(), "a.txt", TEXT)
    assert file.read_bytes() == b""


LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux tells of a process")


@LINUX
def test_the_kernel_holds_a_worker_to_all_ceilings() -> None:
    before, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))
    try:
        with Workers(TIGHT, PARSER) as workers:
            workers.read(b"good", "a.txt", TEXT)
            told = Path(f"/proc/{workers.session}/limits").read_text("utf-8")
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, (before, most))
    soft = dict(re.findall(r"^Max ([a-z ]+?)  +(\S+)", told, re.MULTILINE))
    assert (soft["core file size"], soft["file size"], soft["open files"]) == ("0", "0", "64")
    assert soft["address space"] == str(400 * 2**20)
    assert 1 <= int(soft["cpu time"]) < 60


@LINUX
def test_a_worker_has_a_network_of_its_own_where_the_kernel_lets_it() -> None:
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this kernel gives no network to a process that is nobody special")
    with Workers(TIGHT, PARSER) as workers:
        workers.read(b"good", "a.txt", TEXT)
        own = Path(f"/proc/{workers.session}/ns/net").readlink()
    assert own != Path("/proc/self/ns/net").readlink()


COUNTED = (
    "import os, runpy, sys; os.write(os.open(sys.argv[1], os.O_APPEND | os.O_WRONLY), b'x');"
    " sys.path.insert(0, os.path.dirname(sys.argv[2]));"
    " runpy.run_path(sys.argv[2], run_name='__main__')"
)
"""The misbehaving parser, which adds a letter to a file each time that it is started."""


@pytest.mark.parametrize(("before", "started"), [(0, 1), (1, 2), (2, 2)])
def test_what_kills_a_parser_gets_a_second_try_only_after_others(
    tmp_path: Path, before: int, started: int
) -> None:
    starts = tmp_path / "starts"
    starts.write_bytes(b"")
    with Workers(TIGHT, (sys.executable, "-c", COUNTED, str(starts), PARSER[1])) as workers:
        for _ in range(before):
            workers.read(b"good", "a.txt", TEXT)
        for _ in range(2):
            with pytest.raises(ReadError, match="SIGABRT"):
                workers.read(b"abort now", "a.txt", TEXT)
    assert starts.read_bytes() == b"x" * (started + 1)


def test_a_reading_that_is_too_large_is_refused_where_it_is_made() -> None:
    with Workers(TIGHT, PARSER) as workers, pytest.raises(ReadError) as caught:
        workers.read(b"good words " * 140_000, "a.txt", TEXT)
    assert (caught.value.reason, caught.value.detail) == ("too-much-output", "over 1 MB")


def test_an_answer_that_comes_before_all_was_asked_is_read() -> None:
    """Both sides would wait for ever for the other to read."""
    hasty = (
        'import sys; told = b\'{"reason": "no", "detail": "\' + b\'x\' * 400_000 + b\'"}\';'
        " sys.stdout.buffer.write(b'%d\\n' % len(told) + told); sys.stdout.flush();"
        " sys.stdin.buffer.read()"
    )
    command = (sys.executable, "-c", hasty)
    with Workers(TIGHT, command) as workers, pytest.raises(ReadError) as caught:
        workers.read(b"x" * 1_000_000, "a.txt", TEXT)
    assert caught.value.reason == "no"


@pytest.mark.parametrize("enabled", [True, False])
def test_garbage_is_collected_afterwards_as_it_was_before(*, enabled: bool) -> None:
    try:
        (gc.enable if enabled else gc.disable)()
        with Workers(TIGHT, PARSER) as workers:
            workers.read(b"good", "a.txt", TEXT)
        assert gc.isenabled() == enabled
    finally:
        gc.enable()


def test_a_file_that_its_parser_does_not_survive_is_skipped_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolation, "WORKER", PARSER)
    deeds = {"a.txt": "good", "b.txt": "grow", "c.txt": "spin", "d.txt": "abort", "e.txt": "well"}
    for name, deed in deeds.items():
        (tmp_path / name).write_text(f"{deed} now", "utf-8")
    found = [Found(tmp_path / name, name, Metadata()) for name in deeds]
    ends = {one.path: one.reason if isinstance(one, Skipped) else "" for one in read(found, TIGHT)}
    assert list(ends.values()) == ["", "memory", "timeout", "crashed", ""]


@LINUX
def test_a_worker_ends_with_the_process_that_started_it() -> None:
    asking = (
        "import sys; from briefgen.read.isolation import Workers; from briefgen.model.limits import"
        " Limits; w = Workers(Limits(), sys.argv[1:]); w.read(b'good', 'a.txt', 'text/plain');"
        " print(w.session, flush=True); w.read(b'sleep now', 'a.txt', 'text/plain')"
    )
    with subprocess.Popen(
        [sys.executable, "-c", asking, *PARSER], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        session = int(parent.stdout.readline())
        parent.kill()
    assert left_of({session}) == []


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
