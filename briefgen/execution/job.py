"""What is to be done with each item, and who can do it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Job(Generic[Item, Result]):
    """A pure function of one item, made by each worker for itself.

    `prepare` makes the function, with all it takes (a language model); its own result depends on
    nothing but what `identity` names, so that workers with the same identity do the same.
    `name` is what messages call an item, `size` how much work it is, in characters. `preload`
    names the modules that preparing imports. All of these are module-level functions, or
    `functools.partial` of some: a job is sent to other processes.
    """

    prepare: Callable[[], Callable[[Item], Result]]
    name: Callable[[Item], str]
    size: Callable[[Item], int]
    identity: Callable[[], Mapping[str, str]]
    preload: tuple[str, ...] = ()


class Executor(Protocol):
    """Who does a job."""

    def check(self, job: Job[Item, Result]) -> None:
        """Raise WorkersFailed when the job cannot be done here, before any work on it."""

    def map(self, job: Job[Item, Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yield the result of each item, in order, a few items ahead at most.

        What the job raises is raised when its item's turn comes. Raises WorkersFailed when
        workers are lost again and again, or for good.
        """
