"""As many processes as the work is worth, or none."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.execution.job import Item, Job, Result
from briefgen.execution.pool import Pool
from briefgen.execution.serial import Serial

WORTH_A_PROCESS = 80_000
"""Characters of work that pay for a process, some two seconds of it: `benchmarks/both_cores.py`."""

MOST = 8
"""Processes that are started unasked: each takes some 100 MB of memory."""


@dataclass(frozen=True, slots=True)
class Automatic:
    """Does a job in a pool where that saves time, with at most one process for each core."""

    cores: int

    def check(self, job: Job[Item, Result]) -> None:
        """Can do every job."""

    def map(self, job: Job[Item, Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yield the result of each item, in order."""
        work = sum(job.size(item) for item in items)
        processes = min(self.cores, MOST, len(items), work // WORTH_A_PROCESS)
        chosen = Pool(processes) if processes > 1 else Serial()
        return chosen.map(job, items)


def usable_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
