"""The draft in memory: made once, made anew in the background where something has changed."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from briefgen.annotating import get_ready
from briefgen.config import Config
from briefgen.decide.protection import Protection, veiled_id
from briefgen.desk.queue import About, make_queue, names_of
from briefgen.desk.tasks import Queue
from briefgen.desk.watching import Watch
from briefgen.errors import BriefgenError, ConfigError, OutputError, Problem
from briefgen.language_model import find_model
from briefgen.manner import PLAIN, Event, Manner, Phase, Remark
from briefgen.model.brief import VerifiedBrief
from briefgen.model.decisions import OF_PROTECTION, OF_SOURCES, Decision, Stale
from briefgen.model.evidence import Evidence
from briefgen.pipeline import Gathered, draft, gather_inputs, show
from briefgen.protecting import protecting_by
from briefgen.read import find_files

PAUSE = 0.4
"""Seconds between two looks at the files."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a draft is made of: settings, inputs, day, and every file that says so."""

    config: Config
    roots: tuple[Path, ...]
    issue: date
    about: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as the page shows it: what it is of, its files by path, and what is to look at.

    `about` finds the decisions on an item; `stale` are those that find nothing any more, by their
    ids in the file. `remarks` are for the desk alone: what could not be hidden, what words of its
    own are old.
    """

    number: int
    order: Order
    evidence: Evidence
    verified: VerifiedBrief
    files: Mapping[str, bytes]
    queue: Queue
    about: About
    decisions: tuple[Decision, ...]
    stale: Mapping[str, Stale]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why there is no newer draft: a name for it, and a line for each mistake."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class State:
    """Where the work stands. `version` counts everything that changed, `shown` all but `doing`."""

    version: int = 0
    shown: int = 0
    draft: Draft | None = None
    doing: str = "Reading the sources"
    trouble: Trouble | None = None


class Workshop:
    """Makes drafts on a thread of its own; what it has made last is its `state`."""

    def __init__(
        self,
        opened: Callable[[], Order],
        decided: Callable[[], Sequence[Decision]],
        built: Callable[[Order, Manner], Path],
    ) -> None:
        """Take how an order comes about, what is decided, and what makes the files of a draft."""
        self._opened = opened
        self._decided = decided
        self._built = built
        self._manner = PLAIN
        self._watch = Watch()
        self._poked = threading.Event()
        self._ended = threading.Event()
        self._state = State()
        self._gathered: Gathered | None = None
        self._asked: tuple[object, tuple[Decision, ...]] | None = None
        self._result: Trouble | None = None
        self._wanted: list[Future[Path]] = []
        self._phase = Phase("")
        self._counted = 0
        self._remarks: list[str] = []
        self._of_sources: tuple[str, ...] = ()
        self._ready = False
        self.told = 0

    @property
    def state(self) -> State:
        """What was made last, and what is being done."""
        return self._state

    @property
    def ended(self) -> bool:
        """Whether no more drafts are made."""
        return self._ended.is_set()

    def poke(self) -> None:
        """Look at the files now."""
        self._poked.set()

    def end(self) -> None:
        """Make no more drafts."""
        self._ended.set()
        self._poked.set()

    def tell(self) -> None:
        """Count a change that was not made here: the state is changed by one thread alone."""
        self.told += 1

    def work(self, manners: AbstractContextManager[Manner]) -> None:
        """Look and make drafts until told to end, in the given manner."""
        with manners as manner:
            self._manner = replace(manner, progress=self._hear)
            while not self.ended:
                self._poked.clear()
                self.look()
                self._build()
                if not self._poked.wait(PAUSE):
                    self._get_ready()

    def make(self) -> Path:
        """Have the files of the draft made, and return their folder. Raises a BriefgenError."""
        wanted: Future[Path] = Future()
        if self.ended:
            raise OutputError("the desk is closing: run 'briefgen build'")
        self._wanted.append(wanted)
        self.poke()
        return wanted.result()

    def _get_ready(self) -> None:
        """Load the language model ahead, once: what is to be hidden shall be hidden soon."""
        draft, gathered = self._state.draft, self._gathered
        if draft and gathered and not self._ready:
            self._ready = True
            with suppress(Exception):  # what fails now is told when it is needed
                get_ready(find_model(draft.order.config.model), gathered.corpus.documents)

    def _build(self) -> None:
        """Make the files that were asked for since the last look."""
        draft = self._state.draft
        while draft and self._wanted:
            wanted = self._wanted.pop()
            self._publish(replace(self._state, doing="Making the files"))
            try:
                wanted.set_result(self._built(draft.order, self._manner))
            except Exception as error:  # noqa: BLE001 - whoever waits is told
                wanted.set_exception(error)
            self._publish(replace(self._state, doing=""))

    def _hear(self, event: Event) -> None:
        """Say on the page how far the work is; what is to be known stands among the notices."""
        if isinstance(event, Remark | Problem):
            self._remarks.append(event.words if isinstance(event, Remark) else str(event))
        if isinstance(event, Stale | Remark | Problem):
            return
        if isinstance(event, Phase):
            self._phase, self._counted = event, 0
        else:
            self._counted += 1
        count = f" {self._counted}/{self._phase.count}" if self._phase.count else ""
        self._publish(replace(self._state, doing=f"{self._phase.doing.capitalize()}{count}"))

    def look(self) -> None:
        """Make a draft where anything it is made of has changed by content."""
        try:
            order = self._opened()
            decisions = tuple(self._decided())
            files = tuple(sorted(self._watch.look(_files(order)).items()))
        except BriefgenError as error:
            self._say(_trouble(error))
            return
        except Exception as error:  # noqa: BLE001 - the thread goes on, and the page says it
            self._say(_bug(error))
            return
        asked = (order, files), decisions
        if asked != self._asked:
            anew = self._asked is None or _costly(asked) != _costly(self._asked)
            self._asked = asked
            self._result = self._tried(order, decisions, anew=anew)
        self._say(self._result)

    def _tried(
        self, order: Order, decisions: tuple[Decision, ...], *, anew: bool
    ) -> Trouble | None:
        """Make a draft; return what went wrong, None where nothing did."""
        try:
            if anew or self._gathered is None:
                self._publish(replace(self._state, doing="Reading the sources"))
                self._gathered, self._remarks = None, []
                asked = order.roots, order.config, order.issue, decisions
                self._gathered = gather_inputs(*asked, self._manner)
                self._of_sources = tuple(self._remarks)
            self._make(order, self._gathered, decisions)
        except BriefgenError as error:
            return _trouble(error)
        except Exception as error:  # noqa: BLE001 - the thread goes on, and the page says it
            return _bug(error)
        return None

    def _make(self, order: Order, gathered: Gathered, decisions: tuple[Decision, ...]) -> None:
        self._publish(replace(self._state, doing="Making the draft"))
        self._remarks = [*self._of_sources]
        drafted = draft(gathered, order.config, order.issue, decisions, self._manner)
        evidence, verified = drafted.evidence, drafted.verified
        files = {one.path: one.content for one in show(verified)}
        number = self._state.draft.number + 1 if self._state.draft else 1
        about = About(evidence, names_of(verified.brief))
        queue = make_queue(verified.brief, evidence, decisions)
        stale = dict(_stale(evidence, decisions, protecting_by(decisions, order.config)))
        remarks = tuple(dict.fromkeys(self._remarks))
        made = Draft(
            number, order, evidence, verified, files, queue, about, decisions, stale, remarks
        )
        self._show(State(self._state.version, self._state.shown, made, ""))

    def _say(self, trouble: Trouble | None) -> None:
        if trouble != self._state.trouble or self._state.doing:
            self._show(replace(self._state, doing="", trouble=trouble))

    def _show(self, state: State) -> None:
        """Publish what is to be looked at anew."""
        self._publish(replace(state, shown=self._state.shown + 1))

    def _publish(self, state: State) -> None:
        self._state = replace(state, version=self._state.version + 1)


def _stale(
    evidence: Evidence, decisions: Sequence[Decision], protection: Protection
) -> Iterator[tuple[str, Stale]]:
    """Yield what finds nothing with its id in the file: evidence has another for hidden words."""
    own = {veiled_id(one.id, protection): one.id for one in decisions}
    yield from ((own.get(one.decision, one.decision), one) for one in evidence.stale)


def _costly(asked: tuple[object, tuple[Decision, ...]]) -> object:
    """Return what makes it necessary to read and merge anew: not each decision does."""
    order, decisions = asked
    return order, tuple(one for one in decisions if one.act in OF_SOURCES | OF_PROTECTION)


def _trouble(error: BriefgenError) -> Trouble:
    mending = isinstance(error, ConfigError)
    title = "A file needs mending" if mending else "There is no newer draft"
    return Trouble(title, tuple(str(error).splitlines()))


def _files(order: Order) -> list[Path]:
    folders = [root if root.is_dir() else root.parent for root in order.roots]
    return [
        *(found.file for found in find_files(order.roots)),
        *(folder / "sources.yaml" for folder in folders),
        *order.about,
    ]


def _bug(error: Exception) -> Trouble:
    return Trouble("This is a bug in briefgen", (f"{type(error).__name__}: {error}",))
