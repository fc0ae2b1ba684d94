"""How the work of a command is done: by whom, who is told how far it is, what is used again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from briefgen.errors import Problem
from briefgen.execution import Executor, Serial
from briefgen.model.annotations import Annotations
from briefgen.model.decisions import Stale
from briefgen.model.text import Document, Skipped
from briefgen.reuse import NOTHING_KEPT, Kept


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the work begins: what is done, with how many files or sources (0: not counted).

    `size` is how much work they are together, in characters.
    """

    doing: str
    count: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """A file was read, and all that lies in it."""

    name: str


@dataclass(frozen=True, slots=True)
class Done:
    """A source that was read and annotated; `size` is its part of the phase's."""

    document: Document
    annotations: Annotations
    size: int


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence for whoever answers for the brief: what was left out of it, or put aside."""

    words: str


Event = Phase | Opened | Done | Skipped | Remark | Stale | Problem
"""What there is to tell of; a problem is a doubt about what a person wrote."""

Progress = Callable[[Event], None]
"""Told of each phase as it begins, of each file and source as soon as it is done with, of
decisions that find nothing to be about, and of what else a person has to know."""


def silent(_: Event) -> None:
    """Report no progress."""


_HERE = Serial()


@dataclass(frozen=True, slots=True)
class Manner:
    """How work is done, which makes no difference to what comes of it.

    `progress` is told how far it has come, `executor` does what can be done elsewhere; what
    earlier runs have `kept` is used again, where it would come out the same.
    """

    progress: Progress = silent
    executor: Executor = _HERE
    kept: Kept = NOTHING_KEPT


def tell(remarks: Iterable[str], manner: Manner) -> None:
    """Tell of what a person has to know."""
    for words in remarks:
        manner.progress(Remark(words))


PLAIN = Manner()
"""All is made anew in this process, and nobody is told."""
