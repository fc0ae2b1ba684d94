"""What a person is asked before a decision: the question, the ways to answer, and the choices."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from briefgen.desk import choices
from briefgen.desk.choices import Choice
from briefgen.desk.passages import passages
from briefgen.desk.tasks import Kind, Task
from briefgen.desk.workshop import Draft
from briefgen.model.brief import SectionName
from briefgen.model.decisions import Act
from briefgen.model.evidence import Actor, Evidence, Quotation
from briefgen.model.facts import Fact

Ways = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A place to write in: a line, or a text that is checked while it is written."""

    label: str
    value: str = ""
    long: bool = False
    date: bool = False
    rows: int = 6


@dataclass(frozen=True, slots=True)
class Section:
    """Title and place of a section of the desk's own, and the places that it may have."""

    title: str
    place: str
    places: Ways


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its choices, a field where words of one's own are allowed.

    `ways` are acts between which the answer is one, the usual first. In choices that are `many`
    one can search: only the first are shown, or the first that have the words.
    """

    words: str
    choices: tuple[Choice, ...] = ()
    field: Field | None = None
    ways: Ways = ()
    section: Section | None = None
    many: bool = False

    def sought(self, words: str) -> "Question":
        """Return the question with those of its choices that are shown."""
        shown = choices.sought(self.choices, words) if self.many else self.choices
        many = self.many and (bool(words) or len(shown) < len(self.choices))
        return replace(self, choices=shown, many=many)


def question(draft: Draft, task: Task, act: Act, sought: str = "") -> Question | None:
    """Return what to ask before deciding so of an item, None where nothing is asked.

    Of many choices those are offered that have the `sought` words.
    """
    asks = _ASKS.get(act)
    return asks(draft, task).sought(sought) if asks else None


def _speaker(draft: Draft, task: Task) -> Question:
    quotation = _quotation(draft.evidence, task)
    nobody = Choice("", "Nobody: the source does not say", act=Act.NO_SPEAKER)
    told = choices.speakers(draft.evidence, quotation)
    return Question("Who says it?", (*told[:8], nobody, *told[8:]), many=True)


def _role(draft: Draft, task: Task) -> Question:
    actor = _actor(draft.evidence, task)
    told = choices.roles(draft.evidence, actor) if actor else ()
    return Question("In which role?", told, many=True)


def _split(draft: Draft, task: Task) -> Question:
    """Ask what is not the same: another event, or another fact."""
    if task.kind is Kind.ACTOR:
        actor = _actor(draft.evidence, task)
        return Question("Which name is another’s?", choices.joined_names(actor) if actor else ())
    fact = _fact(draft.evidence, task)
    events = choices.told_with(draft.evidence, fact)
    return Question("What is not the same?", (*events, *choices.support(fact)), many=True)


_SAME: Ways = (("same_event", "the same event"), ("same_fact", "the same fact"))


def _merge(draft: Draft, task: Task) -> Question:
    if task.kind is Kind.ACTOR:
        actor = _actor(draft.evidence, task)
        told = choices.other_actors(draft.evidence, actor) if actor else ()
        return Question("Who is the same?", told, many=True)
    told = choices.alike(draft.evidence, _fact(draft.evidence, task))
    return Question("What tells of the same?", told, ways=_SAME, many=True)


def _day(draft: Draft, task: Task) -> Question:
    told = choices.days(draft.evidence, task.proof)
    return Question("Which day was it?", told, Field("Another day", date=True))


def _published(_: Draft, __: Task) -> Question:
    return Question("When was it published?", (), Field("Day of publication", date=True))


def _kind(_: Draft, __: Task) -> Question:
    return Question("What is it?", choices.kinds())


def _genre(_: Draft, __: Task) -> Question:
    return Question("What kind of text is it?", choices.genres())


def _name(draft: Draft, task: Task) -> Question:
    actor = _actor(draft.evidence, task)
    return Question("What is the name?", choices.names(actor) if actor else (), Field("Name"))


def _title(draft: Draft, task: Task) -> Question:
    record = next(s for s in draft.evidence.sources if s.id == task.ref)
    told = choices.titles(draft.verified.corpus, record.key)
    return Question("What is its title?", told, Field("Title", record.title))


def _publisher(draft: Draft, task: Task) -> Question:
    record = next(s for s in draft.evidence.sources if s.id == task.ref)
    known = dict.fromkeys(s.publisher for s in draft.evidence.sources if s.publisher)
    told = tuple(Choice(name, name) for name in known)[:9]
    return Question("Who published it?", told, Field("Publisher", record.publisher))


def _hide_passage(draft: Draft, task: Task) -> Question:
    held = passages(draft.verified.corpus, task.proof[:1])
    told = (
        *(Choice(" ".join(c.text.split()), c.text, "these words") for c in task.proof[:1]),
        *(Choice(" ".join(p.words.split()), p.words, "the whole paragraph") for p in held),
    )
    return Question("Which words must not leave the desk?", told)


def _hide_source(_: Draft, __: Task) -> Question:
    sure = Choice("yes", "This source stands in no file that leaves the desk")
    return Question("Hide the source?", (sure,))


def _text(draft: Draft, task: Task) -> Question:
    own = task.own is Act.ASSESSMENT
    sections = (s for s in draft.verified.brief.sections if s.name == task.own.value)
    held = next((s for s in sections if s.title == task.title), None)
    value = "\n".join(held.written[own:]) if held else ""
    rows = {Act.HEADLINE: 2, Act.BOTTOM_LINE: 4}.get(task.own, 12)
    return Question(
        f"{task.label}, in the desk’s own words",
        field=Field("Marks like [S3 ¶2] are checked", value, long=True, rows=rows),
        section=_section(draft, task) if own else None,
    )


def _section(draft: Draft, task: Task) -> Section:
    """Ask for title and place of a section; a new one usually stands behind the bottom line."""
    names = [s.name.value for s in draft.verified.brief.sections]
    beside = [name for name in names if name != Act.ASSESSMENT]
    places = [(f"{side} {name}", f"{side.capitalize()}: {name.replace('_', ' ')}")
              for side in ("after", "before") for name in beside]  # fmt: skip
    usual = "bottom_line" if "bottom_line" in beside else beside[0]
    place = _place(draft, task.title) if task.title else f"after {usual}"
    return Section(task.title, place, tuple(places))


def _place(draft: Draft, title: str) -> str:
    """Return where a section stands: beside that of the note's own which is next to it."""
    sections = draft.verified.brief.sections
    at = next(n for n, one in enumerate(sections) if one.title == title)
    own = [one.name is SectionName.ASSESSMENT for one in sections]
    before = next((n for n in range(at, -1, -1) if not own[n]), None)
    if before is not None:
        return f"after {sections[before].name.value}"
    behind = next(n for n in range(at, len(sections)) if not own[n])
    return f"before {sections[behind].name.value}"


_ASKS: dict[Act, Callable[[Draft, Task], Question]] = {
    Act.SPEAKER: _speaker,
    Act.ROLE: _role,
    Act.NOT_SAME_EVENT: _split,
    Act.PART: _split,
    Act.SAME_EVENT: _merge,
    Act.JOIN: _merge,
    Act.DAY: _day,
    Act.PUBLISHED: _published,
    Act.KIND: _kind,
    Act.GENRE: _genre,
    Act.NAME: _name,
    Act.TITLE: _title,
    Act.PUBLISHER: _publisher,
    Act.HIDE_PASSAGE: _hide_passage,
    Act.HIDE_SOURCE: _hide_source,
    Act.HEADLINE: _text,
    Act.BOTTOM_LINE: _text,
    Act.ASSESSMENT: _text,
}


def _fact(evidence: Evidence, task: Task) -> Fact:
    return next(fact for fact in evidence.facts if fact.id == task.ref)


def _quotation(evidence: Evidence, task: Task) -> Quotation:
    return next(q for q in evidence.quotations if q.id == task.ref)


def _actor(evidence: Evidence, task: Task) -> Actor | None:
    """Return the actor that an item is, or who speaks in it."""
    speaker = next((q.speaker.actor for q in evidence.quotations if q.id == task.ref), None)
    ref = speaker or task.ref
    return next((actor for actor in evidence.actors if actor.id == ref), None)
