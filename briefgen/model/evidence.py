"""What was found in the whole run: facts, actors, quotations, events, each with citations.

Field names of the classes here, in `citations`, `facts` and `developments` are the names in
evidence.json.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from briefgen.model.annotations import ActorKind, QuotationKind
from briefgen.model.citations import Citation
from briefgen.model.decisions import Decided, Stale
from briefgen.model.developments import Development
from briefgen.model.edits import WordEdit
from briefgen.model.facts import Fact, When
from briefgen.model.links import Doubt, Held, Involvement, JoinReason, Link
from briefgen.model.offices import Office, Role, offices_of
from briefgen.model.protection import Hidden
from briefgen.model.records import SourceRecord
from briefgen.model.text import Skipped


@dataclass(frozen=True, slots=True)
class Alias:
    """Another form of an actor's name, where it first stands, and why it is the actor's."""

    text: str
    citation: Citation
    reason: JoinReason


@dataclass(frozen=True, slots=True)
class Inference:
    """A mention that is the actor's by inference; `rule` names it ("capital")."""

    citation: Citation
    rule: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Whom a group's words refer to: actors by id, and the words that name them all."""

    actors: tuple[str, ...]
    citation: Citation


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `name` and each alias occur verbatim in a citation.

    `entry` identifies a known name ("country:PE"; "" for any other). `held` is what the
    user's file says, `involved` the facts and quotations that have the actor in them.
    `origins` counts the independent sources that name the actor; one that `reports` is a
    medium, or somebody who writes for one.
    """

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[Alias, ...]
    roles: tuple[Role, ...]
    mentions: tuple[Citation, ...]
    sources: tuple[str, ...]
    entry: str = ""
    inferred: tuple[Inference, ...] = ()
    refers_to: Reference | None = None
    held: Held | None = None
    involved: tuple[Involvement, ...] = ()
    origins: int = 0
    reports: bool = False

    @property
    def offices(self) -> tuple[Office, ...]:
        """What the actor is said to be, each office once."""
        return offices_of(self.roles)

    @property
    def other_names(self) -> tuple[Alias, ...]:
        """The aliases to show: all but a person's bare last name."""
        return tuple(a for a in self.aliases if a.reason is not JoinReason.LAST_NAME)

    @property
    def inferred_names(self) -> tuple[Inference, ...]:
        """The first inference of each wording but the name itself."""
        first = {one.citation.text: one for one in reversed(self.inferred)}
        return tuple(one for text, one in reversed(first.items()) if text != self.name)


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A name that stays apart although it may be the name of these actors (ids), and why."""

    name: str
    reason: Doubt
    citations: tuple[Citation, ...]
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it. Unknown stays empty; `resolved_by` names the rule of an inference."""

    name: str
    mention: Citation | None
    actor: str | None
    role: str
    organisation: str
    resolved_by: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody said. `text` is the parts, joined by an ellipsis in brackets.

    `reservations` are quoted words that limit or deny it and that it leaves out: they are
    shown with it.
    """

    id: str
    kind: QuotationKind
    text: str
    parts: tuple[Citation, ...]
    cue: Citation | None
    speaker: Speaker
    addressee: Citation | None
    relay: Citation | None
    confidence: float
    rule: str
    reservations: tuple[Citation, ...] = ()


class Likeness(StrEnum):
    """How another source gives a statement that one source quotes.

    SAME: in the same words; SHORTENED: with words left out; ALTERED: in other words;
    REPORTED: in indirect speech, where the first has its words in marks.
    """

    SAME = "same"
    SHORTENED = "shortened"
    ALTERED = "altered"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Version:
    """One statement in two sources: the fullest quotation of it, and another one.

    `edits` turn the text of `quotation` into that of `other`, word by word.
    """

    id: str
    quotation: str
    other: str
    likeness: Likeness
    edits: tuple[WordEdit, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Facts at a date, with the citation that proves the date."""

    id: str
    date: When
    citation: Citation
    facts: tuple[str, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class Value:
    """One of several values that sources give for the same thing."""

    value: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Values for one `slot` of a fact that cannot all be right, side by side.

    No judgement is made. `fact` is the id of the fact they are about, "" where it is none
    but a person's title. `matter` says in plain words what differs about what, in those of a
    source ("whether the bridge is closed"), "" where none can.
    """

    id: str
    slot: str
    fact: str
    values: tuple[Value, ...]
    why: str
    matter: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """The heading a source opens with: `text == citation.text`."""

    id: str
    text: str
    citation: Citation

    @property
    def wording(self) -> str:
        """The words to show: its own."""
        return self.text


@dataclass(frozen=True, slots=True)
class Generator:
    """What made the evidence: versions of briefgen and spaCy, name and version of the model."""

    briefgen: str
    spacy: str
    model: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything found, ranked; not only what a brief shows. Every id resolves.

    Each fact is a member of one development; evidence of the first schema has none. `decided` is
    what the desk has decided about it, `stale` which decisions found nothing to be about. `hidden`
    are the words that blocks stand for.
    """

    generator: Generator
    sources: tuple[SourceRecord, ...]
    facts: tuple[Fact, ...]
    actors: tuple[Actor, ...]
    quotations: tuple[Quotation, ...]
    versions: tuple[Version, ...]
    events: tuple[Event, ...]
    disagreements: tuple[Disagreement, ...]
    titles: tuple[Title, ...]
    skipped: tuple[Skipped, ...]
    ambiguities: tuple[Ambiguity, ...] = ()
    together: tuple[Link, ...] = ()
    said_about: tuple[Link, ...] = ()
    developments: tuple[Development, ...] = ()
    decided: tuple[Decided, ...] = ()
    stale: tuple[Stale, ...] = ()
    hidden: tuple[Hidden, ...] = ()

    def is_edited(self, ref: str) -> bool:
        """Tell whether the desk has decided on what has an id."""
        return any(one.ref == ref for one in self.decided)

    def __post_init__(self) -> None:
        """Refuse ids of nothing that is there, and a fact in no or in two developments."""
        _check_references(self)
        members = [ref for one in self.developments for ref in one.members]
        if members and sorted(members) != sorted(fact.id for fact in self.facts):
            raise ValueError("the developments do not have each fact once")


def _check_references(e: Evidence) -> None:
    """Raise ValueError for an id of an actor, fact or quotation that is not in the evidence."""
    actors = {actor.id for actor in e.actors}
    facts = {fact.id for fact in e.facts}
    quotations = {quotation.id for quotation in e.quotations}
    links = (*e.together, *e.said_about)
    _check("actors", actors, (a for fact in e.facts for a in fact.actors))
    _check("actors", actors, (q.speaker.actor for q in e.quotations if q.speaker.actor))
    _check("actors", actors, (a for o in e.actors if o.refers_to for a in o.refers_to.actors))
    _check("actors", actors, (a for one in e.ambiguities for a in one.actors))
    _check("actors", actors, (a for link in links for a in (link.first, link.second)))
    _check("facts", facts, (f for event in e.events for f in event.facts))
    _check("facts", facts, (one.fact for one in e.disagreements if one.fact))
    _check("facts", facts, (ref for one in e.developments for ref in one.members))
    _check("quotations", quotations, (r for v in e.versions for r in (v.quotation, v.other)))
    told = facts | quotations
    _check("facts or quotations", told, (ref for link in links for ref in link.refs))
    _check("facts or quotations", told, (one.ref for a in e.actors for one in a.involved))


def _check(what: str, known: set[str], used: Iterable[str]) -> None:
    missing = set(used) - known
    if missing:
        raise ValueError(f"unknown {what}: {sorted(missing)}")
