"""What a person looks at before a note goes out, and in which order: the items of the page."""

from collections.abc import Iterator, Sequence
from itertools import islice

from briefgen.config import Occasion
from briefgen.desk.tasks import Kind, Queue, Task
from briefgen.model.annotations import ActorKind
from briefgen.model.brief import Brief, Item, SectionName, Shown
from briefgen.model.citations import Citation
from briefgen.model.decisions import OF_ORDER, Act, Decision
from briefgen.model.evidence import Actor, Disagreement, Event, Evidence, Quotation, Title
from briefgen.model.facts import Fact
from briefgen.model.ids import content_id
from briefgen.model.text import GUESSED
from briefgen.own_words import UNTITLED
from briefgen.render import captions, wording

_NEXT = 12
"""Developments that just miss the note, offered behind what it shows."""


GROUPS = {
    SectionName.HEADLINE: "Headline",
    SectionName.BOTTOM_LINE: "Bottom line",
    SectionName.CHANGES: "Since the last issue",
    SectionName.KEY_FACTS: "Key facts",
    SectionName.DISAGREEMENTS: "Disagreements",
    SectionName.QUOTATIONS: "Quotations",
    SectionName.TIMELINE: "Timeline",
    SectionName.ACTORS: "Actors",
}
"""The sections that are gone through, in this order: what readers trust most comes first."""

WORDS = "The desk’s own words"
TO_CONFIRM = "Written before the evidence changed: confirm it, or write it anew."
NOT_WRITTEN = "Not written: the note has what sources say."
BELOW = "Just below the line"
SOURCES = "Sources"
DECISIONS = "Decisions on what is not shown"

TEXTS = {Act.HEADLINE: "Headline", Act.BOTTOM_LINE: "Bottom line"}
"""What the desk may write itself, beside sections of its own."""


def make_queue(brief: Brief, evidence: Evidence, decisions: Sequence[Decision]) -> Queue:
    """List what the note shows, section by section, what just misses it, and its sources.

    A piece of evidence stands in the list once, where the note shows it first. The desk's own
    words stand behind what the note shows, those to be confirmed before all; decisions on what is
    nowhere in the list behind all.
    """
    known: set[str] = set()
    tasks: list[Task] = []
    texts = tuple(_texts(brief))
    doubtful = tuple(task for task in texts if task.aside)
    shown = (*doubtful, *_shown(brief), *texts)
    for task in (*shown, *_below(brief, evidence), *_sources(evidence)):
        if task.ref not in known:
            known.add(task.ref)
            tasks.append(task)
    about = About(evidence, names_of(brief))
    listed = {one.id for task in tasks for one in about.of(task, decisions)}
    tasks += (_decision(one) for one in decisions if one.id not in listed)
    return Queue(tuple(tasks))


class About:
    """Which decisions an item is about: by its words and their source, as the file has them."""

    def __init__(self, evidence: Evidence, issue: Sequence[str]) -> None:
        """Take the evidence that items are made of, and the names of the issue."""
        self._issue = issue
        self._paths = {record.key: record.path for record in evidence.sources}
        self._own = {record.id: record.path for record in evidence.sources}
        self._actors = {actor.id: actor.mentions for actor in evidence.actors}
        self._speakers = {q.id: q.speaker for q in evidence.quotations}
        self._stated = {(c.source, c.span) for fact in evidence.facts for c in fact.citations}

    def of(self, task: Task, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
        """Return the decisions on an item, in order."""
        if task.kind is Kind.TEXT:
            own = (one for one in decisions if _is_of(one, task))
            return tuple(one for one in own if one.wording.issue in self._issue)
        if task.kind is Kind.DECISION:
            return tuple(one for one in decisions if one.id == task.ref)
        named = set(self._named(task))
        return tuple(
            one
            for one in decisions
            if (one.passage.words, one.passage.path) in named and self._means(one, task)
        )

    def _means(self, decision: Decision, task: Task) -> bool:
        """Tell whether a decision on words is one on an item: it may be on what else has them."""
        if decision.act not in OF_ORDER:
            return True
        if decision.told_as:
            return (task.kind is Kind.QUOTATION) is (decision.told_as == "quotation")
        first = task.proof[0]
        stated = (first.source, first.span) in self._stated
        return task.kind is not Kind.QUOTATION or not stated

    def _named(self, task: Task) -> Iterator[tuple[str, str]]:
        """Yield by which words of which source an item is known."""
        if task.kind is Kind.SOURCE:
            yield "", self._own[task.ref]
        for citation in (*task.proof[:1], *self._actors.get(task.ref, ())):
            yield " ".join(citation.text.split()), self._paths[citation.source]
        if task.kind is Kind.DISAGREEMENT:
            for citation in task.proof:
                yield " ".join(citation.text.split()), self._paths[citation.source]
        speaker = self._speakers.get(task.ref)
        if speaker and speaker.mention:
            yield speaker.name, self._paths[speaker.mention.source]


def _is_of(decision: Decision, task: Task) -> bool:
    """Tell whether a decision gives or confirms the desk's own words of an item."""
    if decision.act is Act.ASSESSMENT:
        return bool(task.title) and (decision.wording.title or UNTITLED) == task.title
    return task.own in (decision.act, decision.value)


def names_of(brief: Brief) -> tuple[str, ...]:
    """Return the names of the issue that a note is."""
    head = brief.masthead
    return Occasion(head.issue_date, head.period_start, head.period_end).names


def _texts(brief: Brief) -> Iterator[Task]:
    doubtful = set(brief.masthead.to_confirm)
    for act, label in TEXTS.items():
        section = next((s for s in brief.sections if s.name == act.value), None)
        said = " ".join(map(str, section.analyst)) if section else ""
        anchor = act.value if section and section.analyst else ""
        aside = TO_CONFIRM if act.value in doubtful else ""
        yield Task(act.value, Kind.TEXT, WORDS, label, anchor, said or NOT_WRITTEN, aside, ())
    aside = TO_CONFIRM if Act.ASSESSMENT.value in doubtful else ""
    for section in brief.sections:
        if section.name is SectionName.ASSESSMENT:
            yield Task(
                f"{Act.ASSESSMENT}-{content_id(section.title)}", Kind.TEXT, WORDS, section.title,
                section.anchor, " ".join(map(str, section.analyst)), aside, (),
                title=section.title,
            )  # fmt: skip
    yield Task(Act.ASSESSMENT.value, Kind.TEXT, WORDS, "New assessment", "", NOT_WRITTEN, "", ())


def _decision(decision: Decision) -> Task:
    words = decision.passage.words or decision.passage.path or " ".join(decision.wording.text)
    label = decision.act.value.replace("_", " ")
    aside = decision.passage.path
    return Task(
        decision.id, Kind.DECISION, DECISIONS, label, "", words or decision.value, aside, ()
    )


def _shown(brief: Brief) -> Iterator[Task]:
    for name, group in GROUPS.items():
        section = brief.section(name)
        items = section.items if section else ()
        leads = [item.ref for item in items]
        for n, item in enumerate(items):
            above = leads[n - 1] if n else ""
            below = leads[n + 1] if n + 1 < len(leads) else ""
            yield _task(brief, item, group, (above, below))
            for detail in item.details:
                yield _task(brief, detail, group, ("", ""))


def _task(brief: Brief, item: Item, group: str, neighbours: tuple[str, str]) -> Task:
    thing = brief.shown(item)
    said, aside = _said(brief, thing)
    above, below = neighbours
    return Task(
        item.ref,
        _kind(thing),
        group,
        item.label,
        item.anchor,
        said,
        aside,
        *_cited(thing, brief),
        above,
        below,
    )


def _kind(thing: Shown) -> Kind:
    return Kind(type(thing).__name__.lower())


def _said(brief: Brief, thing: Shown) -> tuple[str, str]:
    """Return what the note says with a piece of evidence, and in small words beside it."""
    match thing:
        case Fact():
            return thing.wording, _standing(thing)
        case Title():
            return thing.text, ""
        case Quotation():
            return f"“{thing.text}”", ", ".join(captions.byline(thing)) or "no speaker named"
        case Event():
            told = (
                fact.wording for ref in thing.facts if isinstance(fact := brief.find(ref), Fact)
            )
            day = wording.resolved(thing.date) or thing.date.expression
            return f"{day}: {next(told, '')}", f"as written: “{thing.date.expression}”"
        case Actor():
            offices = ", ".join(office.wording for office in thing.offices)
            return thing.name, " · ".join(filter(None, (_KINDS.get(thing.kind, ""), offices)))
        case Disagreement():
            values = " – ".join(captions.worth(thing, value) for value in thing.values)
            return f"{captions.matter(thing)}: {values}", thing.why


def _standing(fact: Fact) -> str:
    told = (
        captions.support(fact),
        "background" if fact.is_background else "",
        "reported" if fact.attribution else "",
        "hedged" if fact.hedged else "",
    )
    return " · ".join(filter(None, told))


_KINDS = {kind: kind.value.replace("_", " ") for kind in ActorKind}


def _cited(thing: Shown, brief: Brief) -> tuple[tuple[Citation, ...], tuple[Citation, ...]]:
    """Return the words that a piece of evidence rests on, and those that stand beside them."""
    match thing:
        case Fact():
            first = {citation.source: citation for citation in reversed(thing.citations)}
            each = [c for c in thing.citations if first[c.source] is c]
            return tuple(each), thing.proof[1:]
        case Quotation():
            named = (thing.speaker.mention, thing.addressee, thing.relay)
            return thing.parts, tuple(filter(None, named))
        case Actor():
            roles = tuple(role.citation for role in thing.roles)
            return (thing.mentions[0], *(alias.citation for alias in thing.other_names)), roles
        case Disagreement():
            return tuple(citation for value in thing.values for citation in value.citations), ()
        case Event():
            facts = (brief.find(ref) for ref in thing.facts)
            told = tuple(fact.citations[0] for fact in facts if isinstance(fact, Fact))
            return told[:1] or (thing.citation,), (thing.citation,)
        case _:
            return (thing.citation,), ()


def _below(brief: Brief, evidence: Evidence) -> Iterator[Task]:
    """Yield the developments that come next by rank."""
    shown = {item.ref for item in brief.items()}
    by_id = {fact.id: fact for fact in evidence.facts}
    missed = (one for one in evidence.developments if not shown.intersection(one.members))
    for one in islice(missed, _NEXT):
        fact = by_id[one.lead]
        yield Task(
            fact.id, Kind.FACT, BELOW, f"Rank {one.rank}", "", fact.wording, _standing(fact),
            *_cited(fact, brief),
        )  # fmt: skip


def _sources(evidence: Evidence) -> Iterator[Task]:
    """Yield the sources, those first of whose date nobody is sure."""
    doubtful = sorted(
        evidence.sources, key=lambda record: record.published_from not in ("", GUESSED)
    )
    for record in doubtful:
        told = (record.publisher or record.author, wording.published(record), record.kind.value)
        yield Task(
            record.id, Kind.SOURCE, SOURCES, record.key, "", record.title or record.path,
            " · ".join(filter(None, told)), (),
        )  # fmt: skip
