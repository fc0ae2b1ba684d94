"""The note itself: sections of items that point at evidence, with numbered citations."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from briefgen.model.citations import Citation
from briefgen.model.evidence import Actor, Disagreement, Event, Evidence, Quotation, Title, Version
from briefgen.model.facts import Fact
from briefgen.model.issues import Changes
from briefgen.model.records import SourceRecord
from briefgen.model.text import Corpus


class SectionName(StrEnum):
    """The sections a note can have, in their usual order."""

    HEADLINE = "headline"
    BOTTOM_LINE = "bottom_line"
    CHANGES = "changes"
    KEY_FACTS = "key_facts"
    TIMELINE = "timeline"
    ACTORS = "actors"
    QUOTATIONS = "quotations"
    DISAGREEMENTS = "disagreements"
    GAPS = "gaps"
    LEDGER = "ledger"
    SOURCES = "sources"
    INPUTS = "inputs"


class PictureName(StrEnum):
    """The pictures a note can have, drawn where its evidence allows."""

    LOCATOR = "locator"
    TIMELINE = "timeline"
    SPEAKERS = "speakers"
    BARS = "bars"


Shown = Fact | Actor | Quotation | Event | Disagreement | Title
"""What an item of a section can show."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing shown: the evidence with id `ref`, under an anchor and a label ("Fact 3").

    `citations` are the numbers of all citations shown with it, in order; `theme` is the
    group of a section it stands in ("" for none). `details` stand behind it and add to it:
    "Fact 3a", "Fact 3b".
    """

    ref: str
    anchor: str
    label: str
    citations: tuple[int, ...]
    theme: str = ""
    details: tuple["Item", ...] = ()

    @property
    def told(self) -> tuple["Item", ...]:
        """The item itself, then its details."""
        return (self, *self.details)


@dataclass(frozen=True, slots=True)
class Section:
    """A named section.

    `notes` are plain remarks on the record, `analyst` the words of the analyst who set up
    the note, shown as such; neither cites anything.
    """

    name: SectionName
    items: tuple[Item, ...]
    notes: tuple[str, ...] = ()
    analyst: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands above the text. Dates are ISO 8601; "" where nothing was given.

    `accent` and `colour` are #rrggbb, `logo` is a picture as a data address, `footer` stands
    at the foot of every page, `page` is a size of paper ("": the template's), `reviewed_by`
    who has read the note and stands by it ("": nobody).
    """

    title: str
    number: str
    issue_date: str
    period_start: str
    period_end: str
    prepared_for: str
    marking: str
    language: str
    brand: str
    accent: str
    colour: str = ""
    logo: str = ""
    footer: str = ""
    page: str = ""
    reviewed_by: str = ""

    @property
    def review(self) -> str:
        """Whether a person stands by the note: "reviewed by ...", or "not reviewed"."""
        return f"reviewed by {self.reviewed_by}" if self.reviewed_by else "not reviewed"


@dataclass(frozen=True, slots=True)
class Brief:
    """A composed note. Citation number n is `citations[n - 1]`, in order of appearance.

    `pictures` are those to draw where the evidence allows, `figures` the most key figures.
    """

    masthead: Masthead
    template: str
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    evidence: Evidence
    digest: str
    changes: Changes | None = None
    pictures: tuple[PictureName, ...] = tuple(PictureName)
    figures: int = 4
    _numbers: dict[Citation, int] = field(init=False, repr=False, compare=False)
    _shown: dict[str, Shown] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index citations and evidence; refuse an item that points at nothing."""
        numbers = {citation: n for n, citation in enumerate(self.citations, 1)}
        e = self.evidence
        everything: tuple[Shown, ...] = (
            *e.facts, *e.actors, *e.quotations, *e.events, *e.disagreements, *e.titles
        )  # fmt: skip
        object.__setattr__(self, "_numbers", numbers)
        object.__setattr__(self, "_shown", {thing.id: thing for thing in everything})
        for item in self.items():
            if item.ref not in self._shown or not item.citations:
                raise ValueError(f"{item.label} shows nothing, or cites nothing")
            if not 1 <= min(item.citations) <= max(item.citations) <= len(self.citations):
                raise ValueError(f"{item.label} has a citation without a number")

    def items(self, *names: SectionName) -> Iterator[Item]:
        """Yield all items of the sections named, or of all, in order; details after their lead."""
        for section in self.sections:
            if section.name in (names or SectionName):
                for item in section.items:
                    yield from item.told

    def shown(self, item: Item) -> Shown:
        """Return the evidence an item shows."""
        return self._shown[item.ref]

    def find(self, ref: str) -> Shown:
        """Return any piece of evidence by id. Raises KeyError for an unknown one."""
        return self._shown[ref]

    @property
    def sources_cited(self) -> tuple[SourceRecord, ...]:
        """The records of all sources that the note cites, in their order."""
        cited = {citation.source for citation in self.citations}
        return tuple(record for record in self.evidence.sources if record.key in cited)

    @property
    def analyst(self) -> tuple[str, ...]:
        """All words of the analyst, in order."""
        return tuple(words for section in self.sections for words in section.analyst)

    def item(self, ref: str) -> Item | None:
        """Return the first item that shows this evidence, or None when none does."""
        return next((item for item in self.items() if item.ref == ref), None)

    def versions(self, ref: str) -> tuple[Version, ...]:
        """Return how other sources give the quotation with id `ref`."""
        return tuple(v for v in self.evidence.versions if v.quotation == ref)

    def number(self, citation: Citation) -> int:
        """Return the number of a citation. Raises KeyError for one that is not shown."""
        return self._numbers[citation]

    def section(self, name: SectionName) -> Section | None:
        """Return a section, or None when the note leaves it out."""
        return next((s for s in self.sections if s.name is name), None)

    def uses(self, number: int) -> tuple[Item, ...]:
        """Return the items that show this citation, in order of appearance."""
        return tuple(item for item in self.items() if number in item.citations)

    def uses_of_source(self, key: str) -> tuple[Item, ...]:
        """Return the items that cite this source, in order of appearance."""
        mine = {n for n, citation in enumerate(self.citations, 1) if citation.source == key}
        return tuple(item for item in self.items() if mine.intersection(item.citations))

    def source(self, key: str) -> SourceRecord:
        """Return the record of a source. Raises KeyError for an unknown key."""
        for record in self.evidence.sources:
            if record.key == key:
                return record
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class VerifiedBrief:
    """A brief whose every citation was found again in a fresh reading of the files.

    Only `briefgen.verify` makes one; renderers accept nothing else.
    """

    brief: Brief
    corpus: Corpus


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished file: its path inside the output folder, and its bytes."""

    path: str
    content: bytes
