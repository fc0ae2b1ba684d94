"""Processes of this machine do a job as one alone would, also when they are lost."""

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NoReturn, overload

import pytest
from execution.jobs import Task, begun, expected, squaring
from execution.sources import evidence_of, villages

from briefgen.errors import WorkersFailed
from briefgen.execution import Automatic, Executor, Pool, Serial
from briefgen.execution.automatic import WORTH_A_PROCESS
from briefgen.execution.pool import TRIES


@contextmanager
def killing(times: int, seconds: float, seed: int) -> Iterator[list[int]]:
    """Kill one of this process's own workers at random moments, so many times.

    Twice is never what a pool gives up at, however busy the machine is.
    """
    chance = random.Random(seed)  # noqa: S311
    killed: list[int] = []
    over = threading.Event()

    def kill() -> None:
        while len(killed) < times and not over.wait(chance.uniform(0, seconds)):
            alive = [one for one in multiprocessing.active_children() if one.is_alive()]
            if alive:
                victim = chance.choice(alive)
                victim.kill()
                killed.append(victim.pid or 0)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield killed
    finally:
        over.set()
        killer.join()


def nobody_left() -> bool:
    return not multiprocessing.active_children()


@pytest.mark.parametrize("executor", [Serial(), Pool(1), Pool(2), Pool(3), Automatic(2)], ids=str)
def test_every_executor_gives_all_results_in_order(executor: Executor, tmp_path: Path) -> None:
    for number in (0, 1, 2, 50):
        tasks = [Task(n, seconds=0.002 * (n % 5)) for n in range(number)]
        job = squaring(tmp_path / f"diary {number}")
        executor.check(job)
        assert list(executor.map(job, tasks)) == expected(tasks)
    assert nobody_left()


def test_the_evidence_is_the_same_to_the_byte() -> None:
    corpus = villages(12)
    alone = evidence_of(corpus, Serial())
    for processes in (1, 2, 3):
        assert evidence_of(corpus, Pool(processes)) == alone, processes


def test_killed_at_random_moments_the_evidence_is_the_same_to_the_byte() -> None:
    corpus = villages(60)
    alone = evidence_of(corpus, Serial())
    with killing(2, seconds=0.5, seed=20261123) as killed:
        assert evidence_of(corpus, Pool(2)) == alone
    assert killed


@pytest.mark.parametrize("size", [0, 3_000_000], ids=["at work", "while answering"])
def test_killed_at_random_moments_nothing_is_missing_or_twice(tmp_path: Path, size: int) -> None:
    tasks = [Task(n, size=size, seconds=0.01) for n in range(150)]
    killed = 0
    for seed in range(5):
        with killing(2, seconds=0.2, seed=seed) as moments:
            assert list(Pool(3).map(squaring(tmp_path / "diary"), tasks)) == expected(tasks)
        killed += len(moments)
    assert killed >= 4
    assert nobody_left()


def test_what_a_lost_process_was_at_is_done_again(tmp_path: Path) -> None:
    tasks = [Task(n, "kills once" if n % 4 == 1 else "") for n in range(12)]
    assert list(Pool(2).map(squaring(tmp_path / "diary"), tasks)) == expected(tasks)
    assert sorted(begun(tmp_path / "diary")) == sorted([*range(12), 1, 5, 9])


def test_an_item_that_ends_every_process_is_named_and_given_up(tmp_path: Path) -> None:
    tasks = [Task(n, "kills" if n == 5 else "") for n in range(9)]
    results = Pool(2).map(squaring(tmp_path / "diary"), tasks)
    assert [next(results) for _ in range(5)] == expected(tasks[:5])
    with pytest.raises(WorkersFailed, match=r"task 5: 3 processes ended .* with SIGKILL"):
        next(results)
    assert begun(tmp_path / "diary").count(5) == TRIES
    assert nobody_left()


@pytest.mark.parametrize("executor", [Serial(), Pool(2)], ids=str)
def test_an_error_is_raised_when_its_turn_comes(executor: Executor, tmp_path: Path) -> None:
    tasks = [Task(0), Task(1, seconds=0.1), Task(2, "raises"), Task(3)]
    results = executor.map(squaring(tmp_path / "diary"), tasks)
    assert [next(results), next(results)] == expected(tasks[:2])
    with pytest.raises(LookupError, match="nothing at 2"):
        next(results)
    assert nobody_left()


def refused() -> NoReturn:
    raise ValueError("no number")


def test_no_preparation_that_ends_is_tried_for_ever(tmp_path: Path) -> None:
    job = replace(squaring(tmp_path / "diary"), prepare=partial(os._exit, 7))
    with pytest.raises(WorkersFailed, match=r"6 processes ended before .* with exit code 7"):
        list(Pool(2).map(job, [Task(0), Task(1)]))


def test_an_error_of_the_preparation_is_raised(tmp_path: Path) -> None:
    job = replace(squaring(tmp_path / "diary"), prepare=refused)
    with pytest.raises(ValueError, match="no number"):
        list(Pool(2).map(job, [Task(0), Task(1)]))


def test_an_error_that_cannot_be_sent_is_told_in_words(tmp_path: Path) -> None:
    tasks = [Task(0, "raises what cannot be sent")]
    with pytest.raises(RuntimeError, match="Unsendable: nowhere"):
        list(Pool(1).map(squaring(tmp_path / "diary"), tasks))


class Watched(Sequence[Task]):
    """Tasks, and the greatest number of one that was asked for."""

    def __init__(self, number: int) -> None:
        self.tasks = [Task(n) for n in range(number)]
        self.furthest = 0

    @overload
    def __getitem__(self, at: int) -> Task: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Task]: ...

    def __getitem__(self, at: int | slice) -> Task | Sequence[Task]:
        if isinstance(at, int):
            self.furthest = max(self.furthest, at)
        return self.tasks[at]

    def __len__(self) -> int:
        return len(self.tasks)


def test_only_some_items_are_sent_ahead(tmp_path: Path) -> None:
    tasks = Watched(300)
    ahead = []
    for number, _ in enumerate(Pool(2).map(squaring(tmp_path / "diary"), tasks)):
        ahead.append(tasks.furthest - number)
    assert max(ahead) <= 40


def test_a_pool_that_is_not_waited_for_ends(tmp_path: Path) -> None:
    tasks = [Task(0), Task(1, seconds=60), Task(2, seconds=60)]
    results = Pool(2).map(squaring(tmp_path / "diary"), tasks)
    assert next(results) == (0, b"")
    assert not nobody_left()
    del results
    assert nobody_left()


def test_automatic_takes_processes_where_they_pay(tmp_path: Path) -> None:
    def processes(cores: int, number: int, size: int) -> int:
        tasks = [Task(n, size=size) for n in range(number)]
        results = Automatic(cores).map(squaring(tmp_path / "diary"), tasks)
        next(results)
        return len(multiprocessing.active_children())

    assert processes(8, 50, 10) == 0
    assert processes(8, 1, 9 * WORTH_A_PROCESS) == 0
    assert processes(1, 9, WORTH_A_PROCESS) == 0
    assert processes(2, 9, WORTH_A_PROCESS) == 2
    assert processes(8, 3, WORTH_A_PROCESS) == 3
    assert nobody_left()


ORPHANS = """
import sys
from pathlib import Path
from execution.jobs import Task, squaring
from briefgen.execution import Pool
from multiprocessing import active_children

if __name__ == "__main__":
    tasks = [Task(0), *(Task(n, seconds=0.5) for n in range(1, 90))]
    for _ in Pool(2).map(squaring(Path(sys.argv[1])), tasks):
        print(*(one.pid for one in active_children()), flush=True)
"""


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text("utf-8").rpartition(")")[2].split()[0] != "Z"


def test_processes_end_when_the_program_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "orphans.py"
    script.write_text(ORPHANS, "utf-8")
    command = [sys.executable, str(script), str(tmp_path / "diary")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as program:
        assert program.stdout
        workers = [int(pid) for pid in program.stdout.readline().split()]
        program.send_signal(signal.SIGKILL)
    assert len(workers) == 2
    deadline = time.monotonic() + 20
    while any(is_alive(pid) for pid in workers):
        assert time.monotonic() < deadline
        time.sleep(0.05)
