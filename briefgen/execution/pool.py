"""Processes of this machine, one item each at a time; what a lost one was at is done again.

Each process has a pipe of its own. So it is known which item a process was at when it ended, the
others go on, and a message cut off by its sender's end reaches nobody else. A process ends by
itself when the other end of its pipe is closed, also by the sudden end of this program.
"""

import contextlib
import multiprocessing
import pickle
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Generic, Self

from briefgen.errors import WorkersFailed
from briefgen.execution.job import Item, Job, Result

TRIES = 3
"""Processes that one item may cost before it is given up."""

_AHEAD = 16
"""Items a process that are sent before the first of them is done."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Does a job in so many processes."""

    processes: int

    def check(self, job: Job[Item, Result]) -> None:
        """Can do every job."""

    def map(self, job: Job[Item, Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yield the result of each item, in order."""
        with _Crew(job, items, self.processes) as crew:
            for outcome in crew.outcomes():
                yield outcome.value()


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a process answers: a result, or what the work raised."""

    result: Any = None
    error: Exception | None = None

    def value(self) -> Any:  # noqa: ANN401 - of the job's own type
        """Return the result, or raise the error."""
        if self.error:
            raise self.error
        return self.result


@dataclass(frozen=True, slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection

    def end(self) -> None:
        """Kill the process and reap it."""
        self.pipe.close()
        self.process.kill()
        self.process.join()

    def death(self) -> str:
        """Reap a process that was lost, and say how it ended."""
        self.process.join(1)
        code = self.process.exitcode or 0
        self.end()
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"


class _Crew(Generic[Item, Result]):
    """The processes at work on the items of one job; a context manager that ends them."""

    def __init__(self, job: Job[Item, Result], items: Sequence[Item], most: int) -> None:
        self._job = job
        self._items = items
        self._most = most
        self._processes = _processes(job.preload)
        self._starting: dict[Connection, _Worker] = {}
        self._idle: list[_Worker] = []
        self._busy: dict[Connection, tuple[_Worker, int]] = {}
        self._unsent = 0
        self._again: list[int] = []
        self._lost: Counter[int] = Counter()
        self._lost_at_start = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        busy = (worker for worker, _ in self._busy.values())
        for worker in (*self._starting.values(), *self._idle, *busy):
            worker.end()

    def outcomes(self) -> Iterator[_Outcome]:
        """Yield what became of each item, in order; the processes work some items ahead."""
        done: dict[int, _Outcome] = {}
        for number in range(len(self._items)):
            limit = min(number + _AHEAD * self._most, len(self._items))
            self._hand_out(limit)
            while number not in done:
                done.update(self._collect())
                self._hand_out(limit)
            yield done.pop(number)

    def _hand_out(self, limit: int) -> None:
        """Send items, up to a number, to whoever has none; start processes that are wanted."""
        while self._idle and (self._again or self._unsent < limit):
            if self._again:
                number = self._again.pop()
            else:
                number, self._unsent = self._unsent, self._unsent + 1
            worker = self._idle.pop()
            self._busy[worker.pipe] = worker, number
            with contextlib.suppress(OSError):  # that it is lost is seen where it should answer
                worker.pipe.send(self._items[number])
        waiting = len(self._again) + limit - self._unsent
        there = len(self._starting) + len(self._idle) + len(self._busy)
        for _ in range(min(waiting - len(self._starting), self._most - there)):
            worker = self._started()
            self._starting[worker.pipe] = worker

    def _collect(self) -> Iterator[tuple[int, _Outcome]]:
        """Wait for answers and yield them; what a lost process was at is for another one."""
        for pipe in wait([*self._starting, *self._busy]):
            assert isinstance(pipe, Connection)  # noqa: S101 - as all that are waited for
            if pipe in self._starting:
                self._greet(self._starting.pop(pipe))
                continue
            worker, number = self._busy.pop(pipe)
            try:
                outcome = pipe.recv()
            except (EOFError, OSError):
                how = worker.death()
                self._lost[number] += 1
                if self._lost[number] < TRIES:
                    self._again.append(number)
                else:
                    yield number, _Outcome(error=self._given_up(number, how))
            else:
                self._idle.append(worker)
                yield number, outcome

    def _greet(self, worker: _Worker) -> None:
        """Take in a process that is prepared; raise what it met with, or that none gets so far."""
        try:
            prepared: _Outcome = worker.pipe.recv()
        except (EOFError, OSError):
            how = worker.death()
            self._lost_at_start += 1
            if self._lost_at_start == TRIES * self._most:
                raise WorkersFailed(
                    f"{self._lost_at_start} processes ended before they could begin, the last with"
                    f" {how}: should memory be short, take fewer (--jobs 1)"
                ) from None
            return
        self._idle.append(worker)
        self._lost_at_start = 0
        prepared.value()

    def _started(self) -> _Worker:
        here, there = self._processes.Pipe()
        process = self._processes.Process(target=_serve, args=(there, self._job), daemon=True)
        process.start()
        there.close()
        return _Worker(process, here)

    def _given_up(self, number: int, how: str) -> WorkersFailed:
        name = self._job.name(self._items[number])
        return WorkersFailed(
            f"{name}: {TRIES} processes ended while at work on it, the last with {how}: leave it"
            " out, or, should memory be short, take fewer processes (--jobs 1)"
        )


def _serve(pipe: Connection, job: Job[Item, Result]) -> None:
    """Prepare for a job and say so, then do it for as long as items come.

    Ctrl-C is for the process that sends them.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):
        try:
            do = job.prepare()
        except Exception as error:  # noqa: BLE001 - raised where the results are wanted
            pipe.send_bytes(_encoded(error))
            return
        pipe.send(_Outcome())
        while True:
            item = pipe.recv()
            try:
                answer = pickle.dumps(_Outcome(do(item)))
            except Exception as error:  # noqa: BLE001 - raised where the results are wanted
                answer = _encoded(error)
            pipe.send_bytes(answer)


def _encoded(error: Exception) -> bytes:
    """Return an error as an answer, with where it was raised; one that cannot travel by name."""
    where = traceback.format_exc()
    try:
        error.add_note(where)
        answer = pickle.dumps(_Outcome(error=error))
        pickle.loads(answer)  # noqa: S301 - made in the line before
    except Exception:  # noqa: BLE001 - whatever its class does when it is copied
        named = RuntimeError(f"{type(error).__name__}: {error}")
        named.add_note(where)
        answer = pickle.dumps(_Outcome(error=named))
    return answer


def _processes(preload: Sequence[str]) -> ForkServerContext | SpawnContext:
    """Return the way to start a process that is safe here.

    Never as a copy of this one (fork): that would hold this one's locks and databases open, and
    may hang where a library runs threads. On Linux a server that has imported what the job takes,
    and holds nothing else, is copied; system libraries elsewhere do not stand that.
    """
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(list(preload))
    return server
