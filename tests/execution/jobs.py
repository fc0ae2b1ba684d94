"""A job that can be told to go wrong on the way, to be tried on every executor."""

import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from briefgen.execution import Job


@dataclass(frozen=True, slots=True)
class Task:
    """A number to be squared; on the way, `trouble` may come to the process that does it."""

    number: int
    trouble: str = ""
    size: int = 0
    seconds: float = 0


class Unsendable(Exception):
    """An error that no copy can be made of."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first + second)


def squaring(diary: Path, **tools: str) -> Job[Task, tuple[int, bytes]]:
    """Return the job of squaring numbers; what is begun is written into a diary."""
    return Job(
        prepare=partial(_squarer, diary),
        name=_name,
        size=_size,
        identity=partial(_identity, tuple(tools.items())),
        preload=("briefgen.annotating", "briefgen.extract"),
    )


def begun(diary: Path) -> list[int]:
    """Return the numbers that were begun with, in that order."""
    return [int(line) for line in diary.read_text("utf-8").split()]


def expected(tasks: Sequence[Task]) -> list[tuple[int, bytes]]:
    return [(task.number**2, bytes(task.size)) for task in tasks]


def _squarer(diary: Path) -> Callable[[Task], tuple[int, bytes]]:
    def square(task: Task) -> tuple[int, bytes]:
        first_time = not diary.exists() or task.number not in begun(diary)
        with diary.open("a", encoding="utf-8") as book:
            book.write(f"{task.number}\n")
        time.sleep(task.seconds)
        if task.trouble == "kills" or (task.trouble == "kills once" and first_time):
            os.kill(os.getpid(), signal.SIGKILL)
        if task.trouble == "ends":
            os._exit(7)
        if task.trouble == "raises":
            raise LookupError(f"nothing at {task.number}")
        if task.trouble == "raises what cannot be sent":
            raise Unsendable("no", "where")
        return task.number**2, bytes(task.size)

    return square


def _name(task: Task) -> str:
    return f"task {task.number}"


def _size(task: Task) -> int:
    return task.size


def _identity(tools: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Name the tools that the job was given, and the one that this process was started with."""
    return {**dict(tools), "hammer": os.environ.get("HAMMER", "of wood")}
