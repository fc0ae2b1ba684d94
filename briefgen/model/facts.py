"""Facts: what sources state, in their own words, with figures, date and support."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefgen.model.annotations import AmountKind, Meant, Precision
from briefgen.model.citations import Citation
from briefgen.model.days import written

GOES_ON = "[it goes on:]"
ELSEWHERE = "[another source has also:]"
"""Stand before quoted words that limit or deny those shown before them."""

OMITTED = "[…]"
"""What stands where words of a source are left out."""

_BULLET = 12
"""Characters between a lead-in and the first item: line feeds, blanks and a bullet."""


_GLUED = re.compile(r"(?:['’]s\b|-\w+)*")
"""What belongs to a word, so that brackets stand behind it: "Monday's", "Friday-night"."""


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
class KeyNumber:
    """A number that tells something by itself, inside the `words` that say of what, whole.

    `digits` are the number's own words where these have digits.
    """

    digits: str
    number: Citation
    words: Citation
    kind: AmountKind


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


SPEAKER = Meant.SPEAKER
"""The rule that tells whose words a fact is that stands inside quotation marks."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Words of a fact, and others that name whom they stand for, or whose they are, by a `rule`."""

    words: Citation
    names: Citation
    rule: str


@dataclass(frozen=True, slots=True)
class Dated:
    """Words of a fact that mean a day only where they were written, and that day, by a `rule`.

    The day is counted, it is no source's word: from `date.anchor`, when the source was published.
    """

    words: Citation
    date: When
    rule: str

    @property
    def day(self) -> str:
        """The day as it stands in brackets."""
        return written(self.date.start, self.date.end, self.date.precision)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a source states, in its own words: `text == citations[0].text`.

    The further citations state the same. `lead_in` announces a list item, `resolved` tells
    whom words of the text stand for, `dated` which day they mean: none of them can be
    understood from the text alone. `key_numbers` are in text order. `reservations` are quoted
    words that limit or deny the speech it has a part of.
    `origins` count copies, reprints of one agency, one publisher and the same words once;
    `independent_sources` is their number, and at most that where it is not
    `independent_exact`: nobody knows whose reports they are. `reasons` are the parts of the score.
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
    independent_exact: bool = True
    dated: tuple[Dated, ...] = ()
    key_numbers: tuple[KeyNumber, ...] = ()
    reservations: tuple[Citation, ...] = ()

    @property
    def leans(self) -> bool:
        """Whether it can't be understood without the sentence before it."""
        return "leaning" in dict(self.reasons)

    @property
    def from_opinion(self) -> bool:
        """Whether its words stand in an opinion, a letter or a review."""
        return "opinion" in dict(self.reasons)

    @property
    def is_background(self) -> bool:
        """Whether all its days lie before the period that the brief is of."""
        return "background" in dict(self.reasons)

    @property
    def is_talk(self) -> bool:
        """Whether it changes nothing, and is one source's scene, or somebody's word or doubt."""
        parts = dict(self.reasons)
        said = "colour" in parts or self.hedged or self.attribution is not None
        return said and "consequence" not in parts and self.independent_sources == 1

    @property
    def may_lead(self) -> bool:
        """Whether it may head a note: news, and neither opinion nor unsupported talk."""
        return not (self.from_opinion or self.is_background or self.is_talk)

    @property
    def proof(self) -> tuple[Citation, ...]:
        """The citations that hold all words of `wording`, the fact's own first."""
        lead_in = (self.lead_in,) if self.lead_in else ()
        names = (one.names for one in self.resolved)
        return (self.citations[0], *lead_in, *names, *self.reservations)

    @property
    def cited(self) -> tuple[Citation, ...]:
        """All citations that hold words of it, or state the same."""
        return (*self.citations, *self.proof[1:])

    @property
    def wording(self) -> str:
        """The words to show: with lead-in, names and days in brackets, [...] for omissions.

        What limits them behind the end of the fact is added as such.
        """
        own = self.citations[0].source
        added = (
            f"{GOES_ON if one.source == own else ELSEWHERE} “{one.text}”"
            for one in self.reservations
        )
        return " ".join((self._stated, *added))

    @property
    def _stated(self) -> str:
        own = self.citations[0]
        text = self._completed(own)
        speaker = next((one.names for one in self.resolved if one.rule == SPEAKER), None)
        if speaker is not None:
            return f"[{speaker.text}:] “{text}”"
        if self.lead_in is None:
            return f"{OMITTED} {text}" if own.begins_inside else text
        ahead = f"{OMITTED} " if self.lead_in.begins_inside else ""
        gap = f" {OMITTED} " if own.start - self.lead_in.end > _BULLET else " "
        return f"{ahead}{self._completed(self.lead_in)}{gap}{text}"

    def _completed(self, told: Citation) -> str:
        """Return the words of a citation with the names and days that belong into it."""
        text = told.text
        for end, added in sorted(self._brackets(), reverse=True):
            at = end - told.start
            if 0 < at <= len(text):
                glued = _GLUED.match(text, at)
                at = glued.end() if glued else at
                text = f"{text[:at]} [{added}]{text[at:]}"
        return text

    def _brackets(self) -> Iterator[tuple[int, str]]:
        """Yield what stands in brackets, and the words it stands behind, by their end."""
        yield from ((o.words.end, o.names.text) for o in self.resolved if o.rule != SPEAKER)
        yield from ((one.words.end, one.day) for one in self.dated)

    def __post_init__(self) -> None:
        """Refuse a fact that no source states in these words."""
        if not self.citations or self.text != self.citations[0].text:
            raise ValueError(f"fact {self.id} is not its first citation's text")
        if self.independent_sources != len(self.origins):
            raise ValueError(f"fact {self.id} counts origins it does not name")


def leading(facts: Iterable[Fact]) -> Fact:
    """Return the fact of those that tells a development best; there must be one."""
    return min(facts, key=lambda one: (one.leans, not one.may_lead, one.rank))
