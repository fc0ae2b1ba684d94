"""What the desk decided: each decision as it was made, what it did, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Act(StrEnum):
    """The kinds of decisions, as decisions.yaml names them."""

    SHOW = "show"
    HIDE = "hide"
    PIN = "pin"
    ABOVE = "above"
    SAME_FACT = "same_fact"
    NOT_SAME_FACT = "not_same_fact"
    SAME_EVENT = "same_event"
    NOT_SAME_EVENT = "not_same_event"
    NOT_A_DISAGREEMENT = "not_a_disagreement"
    DAY = "day"
    SPEAKER = "speaker"
    NO_SPEAKER = "no_speaker"
    ROLE = "role"
    KIND = "kind"
    NAME = "name"
    JOIN = "join"
    PART = "part"
    TITLE = "title"
    PUBLISHER = "publisher"
    PUBLISHED = "published"
    GENRE = "genre"
    HIDE_SOURCE = "hide_source"
    HIDE_PASSAGE = "hide_passage"
    HEADLINE = "headline"
    BOTTOM_LINE = "bottom_line"
    ASSESSMENT = "assessment"
    CONFIRM = "confirm"
    UNDO = "undo"


OF_CHOICE = frozenset([Act.SHOW, Act.HIDE, Act.PIN, Act.ABOVE])
"""Decide what a brief shows, and in which order; the evidence stays as it was found."""

OF_ORDER = OF_CHOICE - {Act.HIDE}
"""Of these it can be said whether words are meant as a fact or as what somebody says."""

OF_PAIRS = frozenset(
    [
        Act.SAME_FACT, Act.NOT_SAME_FACT, Act.SAME_EVENT, Act.NOT_SAME_EVENT,
        Act.NOT_A_DISAGREEMENT, Act.JOIN, Act.PART,
    ]
)  # fmt: skip
"""Say of two passages, in whatever order, how they stand to each other."""

OF_SOURCES = frozenset([Act.TITLE, Act.PUBLISHER, Act.PUBLISHED, Act.GENRE])
"""Say of a whole source what is known about it."""

OF_PROTECTION = frozenset([Act.HIDE_SOURCE, Act.HIDE_PASSAGE])
"""Keep a source, or words of one, from leaving the desk."""

OF_WORDING = frozenset([Act.HEADLINE, Act.BOTTOM_LINE, Act.ASSESSMENT, Act.CONFIRM])
"""Give words of the analyst's, for one issue, or confirm them."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a source, or a name in it; "" for the whole source.

    `path` is the source's as the register has it, `place` what stands in citation marks ("¶4"):
    it only settles which words are meant, where they stand more than once.
    """

    words: str = ""
    path: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of the analyst's for one `issue` (a week or a date), and what they were written for.

    `evidence` begins the digest of the evidence that was read when they were written. An
    assessment has a `title`, and stands `after` or `before` a section.
    """

    text: tuple[str, ...] = ()
    issue: str = ""
    evidence: str = ""
    title: str = ""
    after: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of decisions.yaml, which is named by its `id`.

    `value` is what is so by it: a name, a day, what is confirmed, the id of what is undone. `by`,
    `on` and `why` are "" where nobody says so. `told_as` says what is meant of words that are told
    as a fact and quoted as well: "fact" or "quotation", "" where nobody says that. `line` is where
    it stands in its file.
    """

    id: str
    act: Act
    passage: Passage = Passage()
    other: Passage = Passage()
    value: str = ""
    wording: Wording = Wording()
    by: str = ""
    on: str = ""
    why: str = ""
    told_as: str = ""
    line: int = field(default=0, compare=False)

    @property
    def about(self) -> object:
        """What it is about, wherever that stands: words of a source, two such, or an issue's."""
        if self.act in OF_WORDING:
            return self.value, self.wording.issue, self.wording.title
        own, other = ((one.words, one.path) for one in (self.passage, self.other))
        return frozenset([own, other]) if self.act in OF_PAIRS else own

    def touches(self, other: "Decision") -> bool:
        """Tell whether both are about the same; words without a place may be any such words."""
        places = self.passage.place, other.passage.place
        near = self.act in OF_PAIRS or places[0] == places[1] or not all(places)
        return near and self.about == other.about


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision did to the evidence with id `ref`: what was found there, and what is decided.

    `decision` is the id of the entry, `by` and `on` are who made it, and when.
    """

    decision: str
    act: Act
    ref: str
    found: str
    decided: str
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Stale:
    """A decision that does nothing any more, and what became of the words it is about."""

    decision: str
    act: Act
    words: str
    path: str
    became: str

    @property
    def told(self) -> str:
        """Say which decision it is, and what became of it."""
        about = " in ".join(filter(None, (f"“{self.words}”" if self.words else "", self.path)))
        return f"{self.act} {about}: {self.became}"


def standing(entries: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that are not undone, in order; an undo may be undone itself.

    An undo reaches what stands before it, so that the same may be decided again later.
    """
    undone: set[str] = set()
    kept: list[Decision] = []
    for entry in reversed(tuple(entries)):
        if entry.id in undone:
            continue
        if entry.act is Act.UNDO:
            undone.add(entry.value)
        else:
            kept.append(entry)
    return tuple(reversed(kept))


def in_force(entries: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that hold: of those of one kind about one thing the last one."""
    decisions = standing(entries)
    last = {_thing(one): one for one in decisions}
    return tuple(one for one in decisions if last[_thing(one)] is one)


def _thing(decision: Decision) -> object:
    return decision.act, decision.about, decision.passage.place, decision.told_as
