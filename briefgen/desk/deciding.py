"""The desk: what a person can do on the page, and what the page is told of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Self

from briefgen.assess import wrong_marks
from briefgen.config import Entry, History, excluded_by
from briefgen.desk.book import Book, Noted, Unseen
from briefgen.desk.entries import Matter, NotPossible, entry_for, possible
from briefgen.desk.remembered import Remembered
from briefgen.desk.tasks import Kind, Task
from briefgen.desk.workshop import Draft, Order, State, Workshop
from briefgen.errors import BriefgenError, ChangedMeanwhile, ConfigError, OutputError
from briefgen.model.decisions import Act, Decision
from briefgen.model.text import Corpus
from briefgen.own_words import UNTITLED

_LONGEST_NAME = 80
ACCEPT = "accept"

_SAID = {
    Act.HIDE: "Hidden",
    Act.SHOW: "Shown",
    Act.PIN: "Pinned",
    Act.ABOVE: "Moved",
    Act.NO_SPEAKER: "No speaker",
    Act.HIDE_SOURCE: "Source hidden",
    Act.HIDE_PASSAGE: "Passage hidden",
}
_TOO_OLD = "The page has seen another file than there is: look again."
_STAYS = (Act.ABOVE, Act.HEADLINE, Act.BOTTOM_LINE, Act.ASSESSMENT)
"""Decisions after which the same item is looked at further."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the page asks for; what it does not name is ""."""

    task: str = ""
    act: str = ""
    choice: str = ""
    seen: str = ""
    decision: str = ""
    held: str = ""
    answer: str = ""
    name: str = ""
    text: str = ""
    title: str = ""
    place: str = ""

    @classmethod
    def of(cls, value: Mapping[str, str]) -> Self:
        """Take what is known by name from what was sent."""
        return cls(**{name: value[name] for name in cls.__slots__ if name in value})


@dataclass(frozen=True, slots=True)
class Told:
    """What the page is told: whether it was kept, what to say, and what to do then.

    `onward` is what has become of the item where the page goes on to the next one; `ask` names
    what a person must say first; with `notice` there is something new to read.
    """

    kept: bool
    said: str
    seen: str = ""
    onward: str = ""
    ask: str = ""
    notice: bool = False

    def plain(self) -> dict[str, object]:
        """Return it as plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class News:
    """Where the work stands, as the head of the page says it.

    `number` changes with everything, `shown` with all that is shown but how far the work is.
    """

    number: str
    shown: str
    draft: str
    seen: str
    words: str
    kind: str

    def plain(self) -> dict[str, str]:
        """Return it as plain values."""
        return asdict(self)


@dataclass(slots=True)
class Desk:
    """Everything behind the page.

    `first` is what the session began with, `name` is who decides where the configuration says
    so; a page that is not `deciding` only shows the draft.
    """

    workshop: Workshop
    book: Book
    remembered: Remembered
    first: Order
    now: Callable[[], datetime]
    deciding: bool = True
    name: str = ""
    made: list[str] = field(default_factory=list)

    @property
    def order(self) -> Order:
        """What the draft is made of."""
        return self.draft.order if self.draft else self.first

    @property
    def draft(self) -> Draft | None:
        """The last draft that could be made."""
        return self.workshop.state.draft

    @property
    def ended(self) -> bool:
        """Whether the server is to end."""
        return self.workshop.ended

    def end(self) -> None:
        """Let everybody go."""
        self.workshop.end()

    def files(self) -> Mapping[str, bytes]:
        """Return the files of the draft by their paths."""
        return self.draft.files if self.draft else {}

    def news(self) -> News:
        """Return where the work stands."""
        state = self.workshop.state
        number = str(state.draft.number) if state.draft else ""
        seen = self._seen()
        words, kind = _freshness(state, self._in_force(state.draft) if state.draft else None)
        whole, shown = (f"{n}.{self.workshop.told}.{seen}" for n in (state.version, state.shown))
        return News(whole, shown, number, seen, words, kind)

    def _seen(self) -> str:
        try:
            return self.book.read()[0] if self.deciding else ""
        except BriefgenError:
            return ""

    def standing(self, task: Task) -> tuple[Decision, ...]:
        """Return what has been decided on an item, and holds."""
        return self.all_standing((task,))[task.id]

    def all_standing(self, tasks: Sequence[Task]) -> Mapping[str, tuple[Decision, ...]]:
        """Return by the ids of items what has been decided on each, and holds."""
        draft = self.draft
        if draft is None:
            return dict.fromkeys((task.id for task in tasks), ())
        decisions = self._in_force(draft)
        return {task.id: draft.about.of(task, decisions) for task in tasks}

    def _in_force(self, draft: Draft) -> tuple[Decision, ...]:
        """Return what holds now; where the file cannot be read, what the draft was made with."""
        try:
            return self.book.read()[1].in_force
        except BriefgenError:
            return draft.decisions

    def decide(self, wish: Wish) -> Told:
        """Write a decision down, or say why not. What has been decided alike is taken back."""
        task = self.draft.queue.find(wish.task) if self.draft else None
        if self.draft is None or task is None:
            return Told(False, "That is not in the draft any more: look again.", notice=True)
        if wish.act == ACCEPT:
            self.remembered.accept(task.looks)
            self.workshop.tell()
            return Told(True, "Accepted.", onward="accepted")
        if not self._who():
            return Told(False, "Say first who decides.", ask="who")
        try:
            act = possible(task, wish.act)
            entries = self._entries(self.draft, task, act, wish)
        except NotPossible as error:
            return Told(False, f"Not done: {error}.")
        except Unseen:
            return Told(False, _TOO_OLD, notice=True)
        return self._keep(entries, wish.seen, act)

    def _entries(self, draft: Draft, task: Task, act: Act, wish: Wish) -> list[Entry]:
        """Return the entries for a wish: what makes room for it, and the decision itself.

        Raises NotPossible, Unseen.
        """
        if task.kind is Kind.TEXT and (wrong := self.check(replace(wish, text=wish.choice))):
            raise NotPossible(wrong[0].rstrip("."))
        issue = draft.order.config.period.week if draft.order.config.period else ""
        named = issue or draft.order.issue.isoformat()
        matter = Matter(draft.evidence, task, wish.choice, named, wish.title, wish.place)
        entry = entry_for(matter, act, self._who(), self._on())
        alike = [one for one in self.standing(task) if one.act is act]
        if alike and not wish.choice:
            return [self._undoing(one.id) for one in alike]
        room = [*self._room_for(entry, self.book.recall(wish.seen))]
        if act is Act.ASSESSMENT:
            room += self._retitled(draft, task, str(entry.get("title", UNTITLED)), alike)
        return [*room, entry]

    def _retitled(
        self, draft: Draft, task: Task, title: str, standing: Sequence[Decision]
    ) -> Iterator[Entry]:
        """Yield what takes a section back that gets another title. Raises NotPossible."""
        if title == task.title:
            return
        if any(other.title == title for other in draft.queue.tasks):
            raise NotPossible(f"there is a section “{title}” already: write on in that one")
        if task.title and not standing:
            raise NotPossible("that section stands in briefgen.yaml: give it another title there")
        yield from (self._undoing(one.id) for one in standing)

    def _room_for(self, entry: Entry, history: History) -> Iterator[Entry]:
        """Yield what takes back the decisions that exclude a new one."""
        yield from (self._undoing(one.id) for one in excluded_by(entry, history.entries))

    def _undoing(self, decision: str) -> Entry:
        return {Act.UNDO.value: decision, "by": self._who(), "on": self._on()}

    def _keep(self, entries: Sequence[Entry], seen: str, act: Act) -> Told:
        """Write entries down for good."""
        back = all(Act.UNDO in entry for entry in entries)
        said = "Taken back." if back else f"{_SAID.get(act, 'Decided')}."
        onward = "" if back or act in _STAYS else "decided"
        try:
            name = self.book.add(entries, seen)
        except Unseen:
            return Told(False, _TOO_OLD, notice=True)
        except ChangedMeanwhile as error:
            self.workshop.tell()
            return Told(False, f"Kept, but not in the file yet. {error}", notice=True)
        except ConfigError as error:
            return Told(False, f"Not done: {error.problems[0].message}.")
        except OutputError as error:
            return Told(False, str(error))
        self.workshop.poke()
        return Told(True, said, name, onward)

    def undo(self, wish: Wish) -> Told:
        """Take a decision back: the one that is named, or the last one made here that holds."""
        if not self._who():
            return Told(False, "Say first who decides.", ask="who")
        try:
            _, history = self.book.read()
        except BriefgenError as error:
            return Told(False, str(error), notice=True)
        holding = {one.id for one in history.in_force}
        mine = [one.id for one in self.book.mine() if one.id in holding]
        decision = wish.decision or next(reversed(mine), "")
        if decision not in holding:
            return Told(False, "There is nothing to take back.")
        return self._keep([self._undoing(decision)], wish.seen, Act.UNDO)

    def answer(self, wish: Wish) -> Told:
        """Settle a decision that is not in the file: put it there, or let it go."""
        held = next((one for one in self.book.held() if one.id == wish.held), None)
        if held is None:
            return Told(False, "That is settled.", notice=True)
        if wish.answer != "keep":
            self.book.let_go(held.id)
            self.workshop.tell()
            return Told(True, "Let go.", notice=True)
        try:
            _, history = self.book.read()
            name = self.book.put_back(held.id, list(self._room_for(held.entry, history)))
        except BriefgenError as error:
            return Told(False, str(error), notice=True)
        self.workshop.poke()
        return Told(True, "Kept.", name, notice=True)

    def held(self) -> tuple[Noted, ...]:
        """Return what was decided here and does not stand in the file."""
        return self.book.held() if self.deciding else ()

    def keep_name(self, wish: Wish) -> Told:
        """Keep who decides."""
        name = " ".join(wish.name.split())
        if not 0 < len(name) <= _LONGEST_NAME:
            return Told(False, f"Write a name of at most {_LONGEST_NAME} characters.")
        self.remembered.keep_name(name)
        return Told(True, f"Decisions are now signed {name}.")

    def make(self, _: Wish) -> Told:
        """Make the files of the draft, as `briefgen build` does."""
        try:
            folder = self.workshop.make()
        except BriefgenError as error:
            return Told(False, str(error))
        self.made = [f"The files are in {folder}."]
        self.workshop.tell()
        return Told(True, self.made[0], notice=True)

    def check(self, wish: Wish) -> list[str]:
        """Say what is wrong with words of the analyst's."""
        corpus = self.draft.verified.corpus if self.draft else Corpus(())
        wrong = wrong_marks(wish.text, corpus)
        return [f"{one.line}:{one.column}: {one.message}" for one in wrong]

    def _who(self) -> str:
        return self.name or self.remembered.name

    def _on(self) -> str:
        return self.now().strftime("%Y-%m-%dT%H:%M:%SZ")


def _freshness(state: State, decisions: tuple[Decision, ...] | None) -> tuple[str, str]:
    if state.trouble:
        return state.trouble.title, "wrong"
    if state.doing:
        return state.doing, "busy"
    if state.draft is None or state.draft.decisions != decisions:
        return "Making the draft", "busy"
    return "The draft is fresh", ""
