"""The note itself: sections of items that point at evidence, with numbered citations."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import PurePath

from briefgen.model.citations import Citation, Paragraph
from briefgen.model.cited import all_citations
from briefgen.model.evidence import Actor, Disagreement, Event, Evidence, Quotation, Title, Version
from briefgen.model.facts import Fact
from briefgen.model.issues import Changes
from briefgen.model.places import ToldPlace
from briefgen.model.recipe import Recipe, Record
from briefgen.model.records import SourceRecord
from briefgen.model.spoken import Spoken
from briefgen.model.text import Corpus
from briefgen.model.written import Words, marked_together


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
    ASSESSMENT = "assessment"


USUAL_ORDER = tuple(name for name in SectionName if name is not SectionName.ASSESSMENT)
"""The sections of a note without those of the analyst's own, which stand beside others."""


class OwnPart(StrEnum):
    """What an analyst can write for one issue, by its keys in the configuration."""

    HEADLINE = "headline"
    BOTTOM_LINE = "bottom_line"
    ASSESSMENT = "assessment"
    REVIEW = "reviewed_by"


DOUBT = "written before the evidence changed, to be confirmed"
"""Stands in a draft at own words that were written for other evidence than it has now."""


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
    "Fact 3a", "Fact 3b". What the desk has decided on is `edited`.
    """

    ref: str
    anchor: str
    label: str
    citations: tuple[int, ...]
    theme: str = ""
    details: tuple["Item", ...] = ()
    edited: bool = False

    @property
    def told(self) -> tuple["Item", ...]:
        """The item itself, then its details."""
        return (self, *self.details)


@dataclass(frozen=True, slots=True)
class Section:
    """A named section.

    `notes` are plain remarks on the record. `analyst` are the words of the analyst, shown as
    such, and `written` the same as they were written; `legend` tells what their words of
    probability stand for. One of the analyst's own has a title, and a number among those.
    """

    name: SectionName
    items: tuple[Item, ...]
    notes: tuple[str, ...] = ()
    analyst: tuple[Words, ...] = ()
    title: str = ""
    number: int = 0
    legend: str = ""
    written: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """What links lead to it by."""
        return f"{self.name}-{self.number}" if self.number else self.name.value

    @property
    def label(self) -> str:
        """How it is named where it is referred to: "Bottom line", "Assessment 2"."""
        named = self.name.replace("_", " ").capitalize()
        return f"{named} {self.number}" if self.number else named

    @property
    def own(self) -> tuple[str, ...]:
        """All words of the analyst as plain text: the title, then what is marked at a time.

        A heading is marked with what stands below it.
        """
        return (*filter(None, [self.title]), *marked_together(self.analyst))

    @property
    def citations(self) -> tuple[int, ...]:
        """The numbers of all citations shown in it, in order of appearance."""
        of_words = (n for words in self.analyst for n in words.citations)
        of_items = (n for item in self.items for one in item.told for n in one.citations)
        return tuple(dict.fromkeys((*of_words, *of_items)))


Use = Item | Section
"""What a citation is shown by: an item, or a section whose analyst marks it."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands above the text. Dates are ISO 8601; "" where nothing was given.

    `accent` and `colour` are #rrggbb, `logo` is a picture as a data address, `footer` stands
    at the foot of every page, `page` is a size of paper ("": the template's), `reviewed_by`
    who has read the note and stands by it ("": nobody). What the analyst wrote `to_confirm` is
    from before the evidence changed: a draft may have such words, an issue never has.
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
    to_confirm: tuple[OwnPart, ...] = ()

    @property
    def review(self) -> str:
        """Whether a person stands by the note: "reviewed by ...", or "not reviewed"."""
        if not self.reviewed_by:
            return "not reviewed"
        doubt = f" ({DOUBT})" if OwnPart.REVIEW in self.to_confirm else ""
        return f"reviewed by {self.reviewed_by}{doubt}"


@dataclass(frozen=True, slots=True)
class Totals:
    """How much was found in all, of which a note tells a part."""

    facts: int
    actors: int
    quotations: int
    events: int
    disagreements: int
    ambiguities: int

    @classmethod
    def of(cls, evidence: Evidence) -> "Totals":
        """Count all evidence."""
        return cls(*(len(getattr(evidence, name)) for name in cls.__slots__))


@dataclass(frozen=True, slots=True)
class Brief:
    """A composed note, whole: with the texts of its sources, it can be rendered again from this.

    Citation number n is `citations[n - 1]`, in order of appearance. `evidence` is the part of all
    evidence that the note tells of, and `totals` how much there is in all. `places` are named by
    the facts shown, `spoken` is the speech in the sources that it cites, and that of speakers it
    shows. `pictures` are those to draw where the evidence allows, `figures` the most key figures;
    `variant` and `fonts` are the standard that its PDF follows, and a folder of further fonts.
    `recipe` is what it was asked to show, `record` the evidence it is of (None where it was never
    written). Of a verified one, `paragraphs` are those that its citations begin in, in their order,
    and `content` is the digest of all this, which no review changes. Digests of code and libraries
    are `finder` (and of the model) for what found the evidence, `composer` for what chose of it,
    and for what printed it `press`, with template and fonts; "" where that was not done.
    """

    masthead: Masthead
    template: str
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    evidence: Evidence
    totals: Totals
    places: tuple[ToldPlace, ...]
    spoken: tuple[Spoken, ...]
    changes: Changes | None = None
    pictures: tuple[PictureName, ...] = tuple(PictureName)
    figures: int = 4
    variant: str = "ua-1"
    fonts: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    finder: str = ""
    composer: str = ""
    press: str = ""
    recipe: Recipe | None = None
    record: Record | None = None
    content: str = ""
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
        for section in self.sections:
            if not all(1 <= n <= len(self.citations) for n in section.citations):
                raise ValueError(f"{section.label} has a citation without a number")
        for item in self.items():
            if item.ref not in self._shown or not item.citations:
                raise ValueError(f"{item.label} shows nothing, or cites nothing")

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
    def portable(self) -> "Brief":
        """The same with folders of this machine by their last names only, to be passed on."""
        template, fonts = PurePath(self.template).name, PurePath(self.fonts).name
        return replace(self, template=template, fonts=fonts)

    @property
    def attested(self) -> frozenset[str]:
        """The keys of all sources that it and its evidence cite: their texts prove the note."""
        proved = (citation for _, citation in all_citations(self.evidence))
        return frozenset(citation.source for citation in (*proved, *self.citations))

    @property
    def sources_cited(self) -> tuple[SourceRecord, ...]:
        """The records of all sources that the note cites, in their order."""
        cited = {citation.source for citation in self.citations}
        return tuple(record for record in self.evidence.sources if record.key in cited)

    @property
    def analyst(self) -> tuple[str, ...]:
        """All words of the analyst, in order: titles, and what is marked as theirs at a time."""
        return tuple(words for section in self.sections for words in section.own)

    def doubt(self, words: Words | str) -> str:
        """Return what is to be said of own words that were written for other evidence, or ""."""
        parts = (s for s in self.sections if s.name.value in self.masthead.to_confirm)
        return f", {DOUBT}" if any(words == s.title or words in s.analyst for s in parts) else ""

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

    def uses(self, number: int) -> tuple[Use, ...]:
        """Return what shows this citation, in order of appearance."""
        return tuple(self._uses({number}))

    def uses_of_source(self, key: str) -> tuple[Use, ...]:
        """Return what cites this source, in order of appearance."""
        mine = {n for n, citation in enumerate(self.citations, 1) if citation.source == key}
        return tuple(self._uses(mine))

    def _uses(self, numbers: set[int]) -> Iterator[Use]:
        """Yield the items that show one of these, and the sections whose analyst marks one."""
        for section in self.sections:
            if any(numbers.intersection(words.citations) for words in section.analyst):
                yield section
            told = (one for item in section.items for one in item.told)
            yield from (item for item in told if numbers.intersection(item.citations))

    def source(self, key: str) -> SourceRecord:
        """Return the record of a source. Raises KeyError for an unknown key."""
        for record in self.evidence.sources:
            if record.key == key:
                return record
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class VerifiedBrief:
    """A brief whose every citation was found again in a fresh reading of the files.

    Only `briefgen.verification` makes one; renderers accept nothing else.
    """

    brief: Brief
    corpus: Corpus


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished file: its path inside the output folder, and its bytes."""

    path: str
    content: bytes
