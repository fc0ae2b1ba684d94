"""What was found in the whole run: facts, actors, quotations, events, each with citations.

A `Citation` carries its own words and can be proven from outside. Field names of the
classes below are the names in evidence.json.
"""

from dataclasses import dataclass
from enum import StrEnum

from briefgen.model.annotations import ActorKind, Precision, QuotationKind
from briefgen.model.edits import WordEdit
from briefgen.model.links import Doubt, Held, Involvement, JoinReason, Link
from briefgen.model.records import SourceRecord
from briefgen.model.references import check_references
from briefgen.model.spans import Span
from briefgen.model.text import Document, Locator, Skipped

CONTEXT = 32
"""Characters kept before and after a citation (W3C Web Annotation, text-quote selector)."""


OMITTED = "[…]"
"""What stands where words of a source are left out."""

_BULLET = 12
"""Characters between a lead-in and the first item: line feeds, blanks and a bullet."""

_SENTENCE_ENDS = frozenset(".!?:…”\"’')]")


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words at one place of one source, with all it takes to find them again.

    `text == canonical[start:end]`. `raw_start`/`raw_end` index the decoded original
    (None where a format has no text of its own). `before`/`after` are up to 32
    characters of context.
    """

    source: str
    start: int
    end: int
    text: str
    before: str
    after: str
    raw_start: int | None
    raw_end: int | None
    locator: Locator

    @property
    def span(self) -> Span:
        """The cited stretch of canonical text."""
        return Span(self.start, self.end)

    @property
    def begins_inside(self) -> bool:
        """Whether it begins in the middle of a sentence, as a clause does."""
        ahead = self.before.rstrip()
        gap = self.before[len(ahead) :]
        first = not ahead or "\n" in gap or ahead[-1] in _SENTENCE_ENDS
        return self.text[0].islower() and not first

    @property
    def order(self) -> tuple[int, str, int, int]:
        """Sort key: by source key (S2 before S10), then by place."""
        return (len(self.source), self.source, self.start, self.end)


def cite(document: Document, span: Span) -> Citation:
    """Make the citation of `span`; the only way a citation comes to be.

    Raises ValueError when the span leaves the text.
    """
    if span.end > len(document.text):
        raise ValueError(f"span {span} leaves the text of {document.source.path}")
    raw = document.origin.raw(span)
    return Citation(
        source=document.source.key,
        start=span.start,
        end=span.end,
        text=span.of(document.text),
        before=document.text[max(0, span.start - CONTEXT) : span.start],
        after=document.text[span.end : span.end + CONTEXT],
        raw_start=raw.start if document.lines else None,
        raw_end=raw.end if document.lines else None,
        locator=document.locate(span, raw),
    )


@dataclass(frozen=True, slots=True)
class Alias:
    """Another form of an actor's name, where it first stands, and why it is the actor's."""

    text: str
    citation: Citation
    reason: JoinReason


@dataclass(frozen=True, slots=True)
class Role:
    """A role as one source states it; `date` is that source's publication date."""

    text: str
    citation: Citation
    date: str


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
    """What somebody said. `text` is the parts, joined by an ellipsis in brackets."""

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
class Figure:
    """A number a fact states, as interval; None means open on that side."""

    text: str
    low: float | None
    high: float | None
    unit: str
    role: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class When:
    """A date as the source gives it. ISO 8601 days, inclusive; "" when not resolved.

    `anchor` is the publication date that a relative expression was counted from.
    """

    start: str
    end: str
    precision: Precision
    expression: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Sources that count as one, by key in order, and why; "" where one stands alone."""

    sources: tuple[str, ...]
    why: str


SPEAKER = "speaker"
"""The rule that tells whose words a fact is that stands inside quotation marks."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Words of a fact, and others that name whom they stand for, or whose they are, by a `rule`."""

    words: Citation
    names: Citation
    rule: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a source states, in its own words: `text == citations[0].text`.

    The further citations state the same. `lead_in` announces a list item, `resolved` tells
    whom words of the text stand for; neither can be understood from the text alone.
    `origins` count copies, reprints of one agency and one publisher once;
    `independent_sources` is their number. `reasons` are the parts of the score.
    """

    id: str
    rank: int
    text: str
    citations: tuple[Citation, ...]
    independent_sources: int
    origins: tuple[Origin, ...]
    actors: tuple[str, ...]
    figures: tuple[Figure, ...]
    date: When | None
    attribution: Citation | None
    hedged: bool
    negated: bool
    score: float
    reasons: tuple[tuple[str, float], ...]
    lead_in: Citation | None = None
    resolved: tuple[Resolved, ...] = ()

    @property
    def leans(self) -> bool:
        """Whether it can't be understood without the sentence before it."""
        return "leaning" in dict(self.reasons)

    @property
    def proof(self) -> tuple[Citation, ...]:
        """The citations that hold all words of `wording`, the fact's own first."""
        lead_in = (self.lead_in,) if self.lead_in else ()
        return (self.citations[0], *lead_in, *(one.names for one in self.resolved))

    @property
    def cited(self) -> tuple[Citation, ...]:
        """All citations that hold words of it, or state the same."""
        return (*self.citations, *self.proof[1:])

    @property
    def wording(self) -> str:
        """The words to show: with lead-in, names in brackets, [...] for what is left out."""
        own, text = self.citations[0], self.text
        for one in reversed(self.resolved):
            if one.rule == SPEAKER:
                return f"[{one.names.text}:] “{text}”"
            at = one.words.end - own.start
            text = f"{text[:at]} [{one.names.text}]{text[at:]}"
        if self.lead_in is None:
            return f"{OMITTED} {text}" if own.begins_inside else text
        ahead = f"{OMITTED} " if self.lead_in.begins_inside else ""
        gap = f" {OMITTED} " if own.start - self.lead_in.end > _BULLET else " "
        return f"{ahead}{self.lead_in.text}{gap}{text}"

    def __post_init__(self) -> None:
        """Refuse a fact that no source states in these words."""
        if not self.citations or self.text != self.citations[0].text:
            raise ValueError(f"fact {self.id} is not its first citation's text")
        if self.independent_sources != len(self.origins):
            raise ValueError(f"fact {self.id} counts origins it does not name")


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
    but a person's title.
    """

    id: str
    slot: str
    fact: str
    values: tuple[Value, ...]
    why: str


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
    """Everything found, ranked; not only what a brief shows. Every id resolves."""

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

    def __post_init__(self) -> None:
        """Refuse references to actors, facts and quotations that are not there."""
        check_references(self)
