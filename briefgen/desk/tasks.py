"""What there is to look at: one thing that the note says, with what proves it, and all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from briefgen.model.citations import Citation
from briefgen.model.decisions import Act
from briefgen.model.ids import content_id
from briefgen.render import wording

_CLIPPED = 140


class Kind(StrEnum):
    """What an item is about; items of one kind can be decided on in the same ways."""

    FACT = "fact"
    TITLE = "title"
    QUOTATION = "quotation"
    EVENT = "event"
    DISAGREEMENT = "disagreement"
    ACTOR = "actor"
    SOURCE = "source"
    TEXT = "text"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to look at: what the note says, where it stands there, and what proves it.

    `ref` is the id of the evidence, `anchor` its place in the draft ("" where it is not shown);
    `said` is what the note says, `aside` what it says of that in small words. `proof` are the
    words it rests on, `beside` those that tell who speaks, when, or as what. `above` and `below`
    are the refs of its neighbours in its section, "" at the ends. `title` is that of a section of
    the desk's own.
    """

    ref: str
    kind: Kind
    group: str
    label: str
    anchor: str
    said: str
    aside: str
    proof: tuple[Citation, ...]
    beside: tuple[Citation, ...] = ()
    above: str = ""
    below: str = ""
    title: str = ""

    @property
    def own(self) -> Act:
        """Which of the desk's own words an item of those is."""
        return Act(self.ref.partition("-")[0])

    @property
    def id(self) -> str:
        """A name for its place on the page."""
        return f"{self.kind}-{self.ref}"

    @property
    def looks(self) -> str:
        """Changes whenever the item says anything else, or rests on other words."""
        places = (f"{c.source} {c.text}" for c in (*self.proof, *self.beside))
        return content_id(self.kind, self.said, self.aside, *places)

    @property
    def line(self) -> str:
        """What it says, on one line."""
        return wording.clipped(self.said, _CLIPPED)


@dataclass(frozen=True, slots=True)
class Queue:
    """All items of a draft in order, found by their ids."""

    tasks: tuple[Task, ...]
    _by_id: Mapping[str, Task] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the items."""
        object.__setattr__(self, "_by_id", {task.id: task for task in self.tasks})

    def find(self, task_id: str) -> Task | None:
        """Return the item with this id."""
        return self._by_id.get(task_id)

    def of(self, ref: str) -> Task | None:
        """Return the item that is about this piece of evidence."""
        return next((task for task in self.tasks if task.ref == ref), None)

    def groups(self) -> tuple[tuple[str, tuple[Task, ...]], ...]:
        """Return the items under the names of their groups."""
        held: dict[str, list[Task]] = {}
        for task in self.tasks:
            held.setdefault(task.group, []).append(task)
        return tuple((name, tuple(tasks)) for name, tasks in held.items())
