"""Workers of a Dask cluster that somebody has started: the same job, on other machines.

Dask sends work between machines as pickles, which can run any code there: its scheduler must stand
in a network that is trusted, or speak TLS with certificates of its own (`tls://` addresses).
"""

import contextlib
import pickle
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from briefgen.errors import BriefgenError, WorkersFailed
from briefgen.execution.job import Item, Job, Result

if TYPE_CHECKING:
    from distributed import Client, Future

_PATIENCE = 10
"""Seconds that a scheduler may take to answer."""

_WITHOUT_WORKERS = 60
"""Seconds without a result after which it is asked whether any worker is left."""

_AHEAD = 8
"""Items a thread of the cluster that are sent before the first of them is done."""

_one_at_a_time = Lock()
"""Two threads of one worker take turns: spaCy's pipelines are not made for several at once."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Does a job on the workers of the scheduler at an address, like `tcp://10.0.0.7:8786`."""

    address: str

    def check(self, job: Job[Item, Result]) -> None:
        """Raise WorkersFailed for a cluster without workers, or with one that is not like us."""
        with self._connected() as client:
            self._compare(client, job)

    def map(self, job: Job[Item, Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yield the result of each item, in order."""
        with self._connected() as client:
            self._compare(client, job)
            order = pickle.dumps((job, job.identity()))
            ahead = _AHEAD * sum(client.nthreads().values())
            sent: deque[tuple[Item, Future]] = deque()
            for item in items:
                sent.append((item, client.submit(_do, order, pickle.dumps(item), pure=False)))
                if len(sent) > ahead:
                    yield self._result(client, job, *sent.popleft())
            while sent:
                yield self._result(client, job, *sent.popleft())

    @contextlib.contextmanager
    def _connected(self) -> Iterator["Client"]:
        """Connect to the scheduler. Raises WorkersFailed where none answers."""
        try:
            from distributed import Client  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise WorkersFailed("--scheduler needs Dask: pip install 'briefgen[dask]'") from error
        try:
            client = Client(self.address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise WorkersFailed(f"no Dask scheduler answers at {self.address}: {error}") from error
        with client:
            yield client

    def _compare(self, client: "Client", job: Job[Item, Result]) -> None:
        """Raise WorkersFailed unless there are workers, and all have the job's identity."""
        here = job.identity()
        there = client.run(job.identity, on_error="return")
        if not there:
            raise WorkersFailed(f"the scheduler at {self.address} has no workers: start some")
        try:
            there[f"the scheduler at {self.address}"] = client.run_on_scheduler(job.identity)
        except Exception as error:  # noqa: BLE001 - whatever importing the job raises there
            there[f"the scheduler at {self.address}"] = error
        problems = [
            f"{address}: {problem}"
            for address, found in sorted(there.items())
            for problem in _differences(here, found)
        ]
        if problems:
            raise WorkersFailed("\n".join(problems))

    def _result(
        self, client: "Client", job: Job[Item, Result], item: Item, future: "Future"
    ) -> Any:  # noqa: ANN401 - of the job's own type
        """Wait for a result, and return or raise what came of the item."""
        from distributed import KilledWorker  # noqa: PLC0415 - an extra

        while True:
            try:
                return future.result(timeout=_WITHOUT_WORKERS)
            except KilledWorker as error:
                raise WorkersFailed(
                    f"{job.name(item)}: {error.allowed_failures + 1} workers ended while at work"
                    " on it: leave it out, or give the workers more memory"
                ) from error
            except Exception as error:
                if future.status == "error":
                    raise
                if not isinstance(error, TimeoutError):
                    raise WorkersFailed(f"lost the scheduler at {self.address}: {error}") from error
            if not client.nthreads():
                raise WorkersFailed(f"the scheduler at {self.address} has no workers left")


def _differences(here: Mapping[str, str], there: Mapping[str, str] | Exception) -> Iterator[str]:
    """Say in what another process differs from this one."""
    if isinstance(there, BriefgenError):
        yield str(there)
    elif isinstance(there, Exception):
        yield f"cannot do it ({there}): is the same briefgen installed there?"
    else:
        for name in sorted(here.keys() | there.keys()):
            if here.get(name) != there.get(name):
                yield f"has {name} {there.get(name)}, this machine {here.get(name)}"


def _do(order: bytes, item: bytes) -> Any:  # noqa: ANN401 - of the job's own type
    """Do a job with one item, on a worker."""
    with _one_at_a_time:
        return _prepared(order)(pickle.loads(item))  # noqa: S301 - from Dask, which pickles all


@cache
def _prepared(order: bytes) -> Callable[[Any], Any]:
    """Prepare for a job, once in a process, where all is as it was where the order was given."""
    job, ordered = pickle.loads(order)  # noqa: S301 - as above
    problems = list(_differences(ordered, job.identity()))
    if problems:
        raise WorkersFailed(f"a worker that came later {'; '.join(problems)}")
    do: Callable[[Any], Any] = job.prepare()
    return do
