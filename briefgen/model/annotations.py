"""What was found in one document, before anything is merged.

Everything here points into the canonical text with `Span`s; nothing carries words of
its own except names taken from a gazetteer.
"""

from dataclasses import dataclass
from enum import StrEnum

from briefgen.model.spans import Span
from briefgen.model.text import Document
from briefgen.model.unsaid import OpenWords, PassedOver


class ActorKind(StrEnum):
    """What sort of actor a name stands for."""

    PERSON = "person"
    ORGANISATION = "organisation"
    STATE = "state"
    PLACE = "place"
    GROUP = "group"


class QuotationKind(StrEnum):
    """All words inside quotation marks, some of them, or none."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Precision(StrEnum):
    """How exactly a date is given."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text. `name` is the name to show or, from a gazetteer, the usual one.

    `entry` identifies a gazetteer entry ("" when the name came from the text alone);
    `rule` names what found it.
    """

    span: Span
    kind: ActorKind
    name: str
    entry: str
    rule: str


@dataclass(frozen=True, slots=True)
class RoleMention:
    """The words of a role, and the person's name they belong to."""

    person: Span
    role: Span
    organisation: Span | None


@dataclass(frozen=True, slots=True)
class AliasMention:
    """A long form and its short form, given together in the text."""

    long: Span
    short: Span


@dataclass(frozen=True, slots=True)
class GroupMention:
    """The words for a group, and the earlier names of all its members."""

    group: Span
    members: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb, and the names of those who do it and of those it is done to."""

    verb: Span
    agents: tuple[Span, ...]
    targets: tuple[Span, ...]


class Inferred(StrEnum):
    """The rule by which words are taken for a speaker whom they do not name in full."""

    LAST_NAME = "last-name"
    PRONOUN = "pronoun"
    TITLE = "title"
    CONTINUED = "continued"
    CAPITAL = "capital"
    FIRST_NAME = "first-name"


class Meant(StrEnum):
    """The rule that says for whom words of a statement stand, or whose words it is."""

    PRONOUN = "pronoun"
    GROUP = "group"
    ONLY_ONE = "only one"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class Utterance:
    """A statement by somebody, as found in one document.

    `speaker` is the whole noun phrase; `name`, `role` and `organisation` are parts of
    it. `antecedent` is the earlier name that a pronoun, a last name or a title refers
    to, `resolved_by` the rule that says so ("" when the mention is literal). `terms` are
    the folded lemmas of what is said, without function words, each once and in text order.
    """

    kind: QuotationKind
    parts: tuple[Span, ...]
    cue: Span | None
    speaker: Span | None
    name: Span | None
    role: Span | None
    organisation: Span | None
    antecedent: Span | None
    resolved_by: str
    addressee: Span | None
    relay: Span | None
    confidence: float
    rule: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression. Without an anchor or a full date, `start` and `end` are "".

    What is told lies somewhere before or after a `limit` ("by Friday", "since Monday").
    """

    span: Span
    start: str
    end: str
    precision: Precision
    anchor: str
    limit: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its bound and noun: `low <= true value <= high` of `unit`, in a `role`.

    None means open on that side. `deed` is the verb the number stands with ("" for none) and
    the nouns that go with it; `per` what a rate is given for ("" for a total); a `part` is
    counted out of a whole, or beside what was counted before. `number` is the place of the number
    alone; it is a `floor` where that many were counted so far ("at least 12"), and a `measure`
    names what it measures of one thing, "" where it counts many. `qualities` are lemmas that narrow
    down what is counted.
    """

    span: Span
    low: float | None
    high: float | None
    unit: str
    role: str
    number: Span
    deed: tuple[str, ...] = ("",)
    per: str = ""
    part: bool = False
    floor: bool = False
    measure: str = ""
    qualities: tuple[str, ...] = ()


class AmountKind(StrEnum):
    """What a number that tells something by itself is, the most telling first."""

    TOLL = "toll"
    MONEY = "money"
    SHARE = "share"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Amount:
    """A `number` and the words round it that say of what, whole and understood alone."""

    words: Span
    number: Span
    digits: str
    kind: AmountKind


class Status(StrEnum):
    """How a statement gives a deed."""

    DONE = "done"
    PLANNED = "planned"
    DENIED = "denied"
    AGREED = "agreed"
    HOLDS = "holds"


@dataclass(frozen=True, slots=True)
class Standing:
    """A deed and how a statement gives it; `terms` are those of its subject and objects.

    The deed is a verb with its particle, and the nouns it governs; `dated` tells that a date
    stands with it. `agents` are the heads and names of who does it, `patients` of what it is done
    to. It is `ahead` where it is told or denied of the time to come, and `plain` in the
    indicative; `clause` are words that tell it as so, `teller` is who tells or denies it.
    """

    deed: tuple[str, ...]
    status: Status
    terms: tuple[str, ...]
    dated: bool = False
    agents: tuple[str, ...] = ()
    patients: tuple[str, ...] = ()
    ahead: bool = False
    plain: bool = True
    clause: Span | None = None
    teller: Span | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """What is given as the cause of something, or who is blamed for it.

    `effect` is the word for what came about, `around` the nouns that say which; `terms` are the
    heads and names of the cause, `words` all its words. `teller` is who says or blames; the
    cause `acts` where it is somebody.
    """

    effect: str
    around: tuple[str, ...]
    terms: tuple[str, ...]
    words: Span
    teller: Span | None
    acts: bool
    blames: bool


@dataclass(frozen=True, slots=True, order=True)
class Resolution:
    """Words that stand for somebody, and the earlier words that name whom; `rule` says why."""

    words: Span
    names: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or clause that may become a fact.

    `terms` are folded content lemmas in text order; `features` are the values the score
    is made of, by name; `attribution` is the "according to ..." or "X said" part;
    `standings` are the deeds it gives as done, planned, denied or agreed on. `lead_in` is the
    sentence that announces a list item, and says what holds for it; `resolutions` tell whom
    words of the statement stand for, `counted_days` which days; `amounts` are the numbers that
    tell something by themselves. `when` is the date that hangs on its deed. `lands` are the ISO
    3166 codes of the countries that it names, by themselves, by a people or by a city, `acting`
    those that its main clause names. `holding` are what it says is so now, or turns down by its
    noun; `causes` what it says came of what. `absent` are terms that it names as not so ("not
    guilty", "no injuries"), `open` words that point out of it.
    """

    span: Span
    terms: tuple[str, ...]
    verb: str
    counts: tuple[Count, ...]
    attribution: Span | None
    hedged: bool
    negated: bool
    features: tuple[tuple[str, float], ...]
    standings: tuple[Standing, ...] = ()
    lead_in: Span | None = None
    resolutions: tuple[Resolution, ...] = ()
    counted_days: tuple[DateMention, ...] = ()
    amounts: tuple[Amount, ...] = ()
    when: Span | None = None
    lands: tuple[str, ...] = ()
    acting: tuple[str, ...] = ()
    holding: tuple[Standing, ...] = ()
    causes: tuple[Cause, ...] = ()
    absent: tuple[str, ...] = ()
    open: tuple[OpenWords, ...] = ()

    def feature(self, name: str) -> float:
        """Return one feature, 0 when it has none of that name."""
        return dict(self.features).get(name, 0.0)


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that was found in one document. A pure function of text, model and rules.

    `candidates` are single words that name a person if another document knows one of
    that last name; by themselves they are no mentions. `passed_over` are sentences that state
    nothing, `later_days` ISO 8601 days after the source's own, and not the next, of which it tells
    as past.
    """

    source: str
    mentions: tuple[Mention, ...]
    roles: tuple[RoleMention, ...]
    aliases: tuple[AliasMention, ...]
    utterances: tuple[Utterance, ...]
    dates: tuple[DateMention, ...]
    statements: tuple[Statement, ...]
    passed_over: tuple[PassedOver, ...]
    candidates: tuple[Mention, ...] = ()
    groups: tuple[GroupMention, ...] = ()
    deeds: tuple[Deed, ...] = ()
    later_days: tuple[str, ...] = ()


def nothing_in(document: Document) -> Annotations:
    """Return the annotations of a document that nothing was looked for in."""
    return Annotations(document.source.key, (), (), (), (), (), (), ())
