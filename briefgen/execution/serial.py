"""One item after another, in this process."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.execution.job import Item, Job, Result


@dataclass(frozen=True, slots=True)
class Serial:
    """Does a job itself."""

    def check(self, job: Job[Item, Result]) -> None:
        """Can do every job."""

    def map(self, job: Job[Item, Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yield the result of each item, in order."""
        if items:
            yield from map(job.prepare(), items)
