"""What the page shows, as HTML: every value is escaped where it is filled in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import jinja2

from briefgen.config import Entry
from briefgen.desk.asking import question
from briefgen.desk.deciding import ACCEPT, Desk
from briefgen.desk.entries import OF_KIND
from briefgen.desk.passages import Passage, passages
from briefgen.desk.queue import NOT_WRITTEN, TO_CONFIRM
from briefgen.desk.tasks import Kind, Task
from briefgen.desk.workshop import Draft, Trouble
from briefgen.model.days import long_date
from briefgen.model.decisions import Act, Decision
from briefgen.render.wording import clipped

_CLIPPED = 200

KEYS = (
    ("a", "Accept, and go to the next open item"),
    ("j", "Next item"),
    ("k", "Item before"),
    ("h", "Hide; again: show"),
    ("w", "Show what stands below the line; again: no more"),
    ("p", "Pin to the top; again: no more"),
    ("u", "Move up"),
    ("d", "Move down"),
    ("s", "Who says it"),
    ("r", "In which role"),
    ("x", "Split: not the same fact, event or actor; no disagreement"),
    ("m", "Merge with another"),
    ("y", "Which day"),
    ("n", "Which name, which title"),
    ("t", "What kind"),
    ("b", "Which publisher"),
    ("e", "Write headline, bottom line or an assessment"),
    ("c", "Confirm words that were written for other evidence"),
    ("o", "Open the source"),
    ("z", "Take back the last decision"),
    ("?", "These keys"),
)
"""The keys of the page, and what they do."""

_BUTTONS: tuple[tuple[str, tuple[Act, ...], str, bool], ...] = (
    ("h", (Act.HIDE,), "Hide", False),
    ("w", (Act.SHOW,), "Show", False),
    ("p", (Act.PIN,), "Pin", False),
    ("s", (Act.SPEAKER,), "Speaker", True),
    ("r", (Act.ROLE,), "Role", True),
    ("x", (Act.NOT_SAME_EVENT, Act.PART), "Split", True),
    ("x", (Act.NOT_A_DISAGREEMENT,), "No disagreement", False),
    ("m", (Act.SAME_EVENT, Act.JOIN), "Merge", True),
    ("y", (Act.DAY, Act.PUBLISHED), "Day", True),
    ("n", (Act.NAME, Act.TITLE), "Name", True),
    ("t", (Act.KIND, Act.GENRE), "Kind", True),
    ("b", (Act.PUBLISHER,), "Publisher", True),
    ("e", (Act.HEADLINE, Act.BOTTOM_LINE, Act.ASSESSMENT), "Write", True),
    ("", (Act.HIDE_PASSAGE,), "Hide passage", True),
    ("", (Act.HIDE_SOURCE,), "Hide source", True),
)
"""Keys, what they decide on each kind of item, and whether something is chosen first."""


_AGAIN = {Act.HIDE: "Show again", Act.SHOW: "Show no more", Act.PIN: "Unpin"}
"""What is done again is taken back."""


@dataclass(frozen=True, slots=True)
class Button:
    """One thing to do with an item; `off` where it cannot be done now."""

    act: str
    words: str
    key: str = ""
    chooses: bool = False
    main: bool = False
    off: bool = False
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """A decision on an item, in words."""

    decision: str
    words: str
    told: str


class Views:
    """Fills the templates of the page."""

    def __init__(self, desk: Desk) -> None:
        """Show what lies on a desk."""
        self._desk = desk

    @cached_property
    def _environment(self) -> jinja2.Environment:
        return jinja2.Environment(
            loader=jinja2.PackageLoader("briefgen.desk"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def _fill(self, name: str, **values: object) -> str:
        return self._environment.get_template(name).render(**values)

    def page(self) -> str:
        """Return the page around all else."""
        order = self._desk.order
        period = order.config.period
        covered = period.week if period and period.week else ""
        issued = long_date(order.issue.isoformat())
        return self._fill(
            "page.html.j2",
            title=order.config.title,
            issue=" · ".join(filter(None, (covered, issued))),
            deciding=self._desk.deciding,
            keys=KEYS,
        )

    def queue(self) -> str:
        """Return all items, under the names of their groups."""
        draft = self._desk.draft
        if draft is None:
            return ""
        standing = self._desk.all_standing(draft.queue.tasks)
        states = {task.id: self._state(task, standing[task.id]) for task in draft.queue.tasks}
        return self._fill(
            "queue.html.j2",
            groups=draft.queue.groups(),
            states=states,
            open=sum(state == "open" for state in states.values()),
            total=len(states),
        )

    def _state(self, task: Task, standing: Sequence[Decision]) -> str:
        """Say in a word what was done with an item."""
        acts = {one.act for one in standing}
        if acts & {Act.HIDE, Act.HIDE_SOURCE}:
            return "hidden"
        if Act.PIN in acts:
            return "pinned"
        if task.aside == TO_CONFIRM:
            return "open"
        if acts or task.kind is Kind.DECISION:
            return "decided"
        if task.said == NOT_WRITTEN:
            return "optional"
        return "accepted" if self._desk.remembered.has_accepted(task.looks) else "open"

    def item(self, task_id: str) -> str | None:
        """Return one item with its passages and what can be done with it; None for no such."""
        draft = self._desk.draft
        task = draft.queue.find(task_id) if draft else None
        if draft is None or task is None:
            return None
        standing = self._desk.standing(task)
        return self._fill(
            "item.html.j2",
            task=task,
            standing=[_done(one) for one in standing],
            passages=_passages(draft, task),
            acts=tuple(_buttons(task, standing)),
        )

    def choices(self, task_id: str, act: str, sought: str = "") -> str | None:
        """Return what can be chosen for an item, what was `sought`; None where nothing can be."""
        draft = self._desk.draft
        task = draft.queue.find(task_id) if draft else None
        if draft is None or task is None or act not in {one.value for one in OF_KIND[task.kind]}:
            return None
        asked = question(draft, task, Act(act), sought)
        if asked is None:
            return None
        return self._fill("choices.html.j2", task=task, asked=asked, sought=sought)

    def notices(self) -> str:
        """Return what has to be known or answered before the rest."""
        draft = self._desk.draft
        stale = draft.stale if draft and self._desk.deciding else {}
        return self._fill(
            "notices.html.j2",
            problems=tuple(_problems(self._desk.workshop.state.trouble)),
            held=[
                {
                    "decision": one.id,
                    "words": f"{one.act.value.replace('_', ' ')}: {_told(one.entry)}",
                    "cause": one.cause.value,
                    "why": one.why or "An editor has saved a copy of the file without it.",
                }
                for one in self._desk.held()
            ],
            stale=stale,
            remarks=draft.remarks if draft and self._desk.deciding else (),
            made=self._desk.made,
        )


def _told(entry: Entry) -> str:
    """Write what an entry is about on one line."""
    first = next(iter(entry.values()))
    return clipped(" / ".join(first) if isinstance(first, list) else str(first), _CLIPPED)


def _problems(trouble: Trouble | None) -> Iterator[dict[str, object]]:
    if trouble:
        advice = "Nothing was written. The draft below is the last one that could be made."
        yield {"title": trouble.title, "lines": trouble.lines, "advice": advice}


def _passages(draft: Draft, task: Task) -> tuple[Passage, ...]:
    corpus = draft.verified.corpus
    if task.kind is not Kind.SOURCE:
        return passages(corpus, task.proof, task.beside)
    return ()


def _buttons(task: Task, standing: Sequence[Decision]) -> Iterator[Button]:
    """Yield what can be done with an item, in the order of its keys on the page."""
    done = {one.act for one in standing}
    can = OF_KIND[task.kind]
    if task.kind is not Kind.DECISION:
        yield Button(ACCEPT, "Accept", "a", main=True)
    for key, acts, words, chooses in _BUTTONS:
        act = next((one for one in acts if one in can), None)
        if act is None or (act is Act.SHOW and task.anchor and act not in done):
            continue
        if task.kind is Kind.TEXT:
            act = task.own
            if task.aside == TO_CONFIRM:
                yield Button(Act.CONFIRM.value, "Confirm", "c")
        told = _AGAIN.get(act, words) if act in done else words
        yield Button(act.value, told, key, chooses)
        if act is Act.PIN and Act.ABOVE in can:
            yield Button(Act.ABOVE.value, "Up", "u", off=not task.above, choice="up")
            yield Button(Act.ABOVE.value, "Down", "d", off=not task.below, choice="down")


def _done(decision: Decision) -> Done:
    words = decision.act.value.replace("_", " ")
    value = decision.value or decision.other.words
    told = " · ".join(filter(None, (clipped(value, 90), decision.by, decision.on[:10])))
    return Done(decision.id, words, told)
