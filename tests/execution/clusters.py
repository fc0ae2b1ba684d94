"""Dask clusters on this machine alone: schedulers and workers as processes that a test may end."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from distributed import LocalCluster

from briefgen.execution import Cluster

PATH = os.pathsep.join(path for path in sys.path if path)
HERE = "127.0.0.1:0"
PLAIN = ("--host", "127.0.0.1", "--no-dashboard", "--dashboard-address", HERE)
_SECONDS = 60


@contextmanager
def cluster(workers: int, **scheduler: int) -> Iterator[LocalCluster]:
    """Run a scheduler and workers, each with a nanny that starts it again."""
    with LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address=None,
        worker_dashboard_address=HERE,
        silence_logs=50,
        scheduler_kwargs={"dashboard_address": HERE, **scheduler},
    ) as running:
        yield running


def executor(running: LocalCluster) -> Cluster:
    return Cluster(str(running.scheduler_address))


def kill_a_worker(running: LocalCluster, number: int) -> bool:
    """Kill one of the cluster's own workers; tell whether it was there."""
    nannies = list(running.workers.values())
    pid = nannies[number % len(nannies)].pid
    if not pid:
        return False
    os.kill(pid, signal.SIGKILL)
    return True


@contextmanager
def started(
    *arguments: str, path: str = PATH, **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program of Dask's as somebody would on another machine."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", *arguments],
        env={**os.environ, "PYTHONPATH": path, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def scheduler(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run a scheduler of its own; give its address and its process."""
    file = folder / "scheduler.json"
    program = ("distributed.cli.dask_scheduler", *PLAIN, "--port", "0", "--no-show")
    with started(*program, "--scheduler-file", str(file)) as process:
        wait_until(file.exists)
        sleep(0.2)
        yield json.loads(file.read_text("utf-8"))["address"], process


def wait_until(condition: Callable[[], bool]) -> None:
    end = monotonic() + _SECONDS
    while not condition():
        assert monotonic() < end
        sleep(0.05)


def worker(address: str) -> tuple[str, ...]:
    """Return what `started` needs for a worker of a scheduler."""
    return ("distributed.cli.dask_worker", address, *PLAIN, "--no-nanny", "--nthreads", "1")
