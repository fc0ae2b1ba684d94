"""What a brief was made of, as far as it is there: what answers are taken from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from briefgen.config import Config, Period, find_design, load_decisions
from briefgen.errors import MissingInput
from briefgen.explain.drafting import draft_for, retrace_all
from briefgen.furniture import Furniture, find_furniture
from briefgen.manner import Manner
from briefgen.merge import Trace
from briefgen.model.annotations import Annotations
from briefgen.model.brief import Brief, Item, SectionName
from briefgen.model.citations import Citation
from briefgen.model.codec import BRIEF_NAME, EVIDENCE_NAME, decode_brief, decode_evidence
from briefgen.model.decisions import Decided, Decision
from briefgen.model.developments import Development
from briefgen.model.evidence import Evidence
from briefgen.model.facts import Fact
from briefgen.model.limits import DEFAULT_LIMITS, Limits
from briefgen.model.manifest import MANIFEST_NAME
from briefgen.model.text import Corpus
from briefgen.pipeline import gather_all
from briefgen.proof import read_originals
from briefgen.protecting import protection_of
from briefgen.read import Found
from briefgen.workspace import read_folder

SECTIONS = {
    SectionName.HEADLINE: "the headline",
    SectionName.BOTTOM_LINE: "the bottom line",
    SectionName.CHANGES: "what has changed",
    SectionName.KEY_FACTS: "the key facts",
    SectionName.TIMELINE: "the timeline",
    SectionName.ACTORS: "the actors",
    SectionName.QUOTATIONS: "the quotations",
    SectionName.DISAGREEMENTS: "the disagreements",
}


@dataclass(frozen=True)
class Material:
    """A brief with all its evidence, and what both came from.

    `texts` are the canonical texts by source key. Of a finished folder whose originals are gone
    there is neither `corpus` nor `annotations` nor `trace`; `unsaid` says what can't be told then,
    and why. `settings` are None where nobody knows under which the brief was made. `trace` is of
    what was found, before the desk decided: what it made is not in it.
    """

    brief: Brief
    evidence: Evidence
    texts: Mapping[str, str]
    settings: Config | None = None
    found: tuple[Found, ...] = ()
    limits: Limits = DEFAULT_LIMITS
    corpus: Corpus | None = None
    annotations: tuple[Annotations, ...] = ()
    trace: Trace | None = None
    decisions: tuple[Decision, ...] = ()
    unsaid: tuple[str, ...] = ()

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """All facts by id."""
        return {fact.id: fact for fact in self.evidence.facts}

    @cached_property
    def developments(self) -> Mapping[str, Development]:
        """The development of each fact, by the id of the fact."""
        return {ref: one for one in self.evidence.developments for ref in one.members}

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """The path of each source by its key."""
        return {record.key: record.path for record in self.evidence.sources}

    @cached_property
    def furniture(self) -> tuple[Furniture, ...]:
        """The lines that are the pages' and no report's."""
        return tuple(find_furniture(self.corpus, self.annotations)) if self.corpus else ()

    @cached_property
    def told(self) -> tuple[Development, ...]:
        """The developments that the brief tells, in the order of their ranks."""
        names = (SectionName.BOTTOM_LINE, SectionName.KEY_FACTS)
        sections = filter(None, map(self.brief.section, names))
        leads = {item.ref for section in sections for item in section.items}
        return tuple(one for one in self.evidence.developments if one.lead in leads)

    def trace_of(self, ref: str) -> Trace | None:
        """Return how a fact came about; None where nobody knows, or the desk made it so."""
        development = self.developments.get(ref)
        known = self.trace is not None and development is not None and self.trace.knows(development)
        return self.trace if known else None

    def decided_on(self, *refs: str) -> tuple[Decided, ...]:
        """Return what the desk decided on some pieces of evidence, by their ids."""
        return tuple(one for one in self.evidence.decided if one.ref in refs)

    def fact_item(self, ref: str) -> Item | None:
        """Return the item by which a fact is told in the bottom line or the key facts."""
        items = self.brief.items(SectionName.BOTTOM_LINE, SectionName.KEY_FACTS)
        return next((item for item in items if item.ref == ref), None)

    def name(self, ref: str) -> str:
        """Return what a reader calls a fact: its label, or that it is not told, and its id."""
        item = self.fact_item(ref)
        return item.label if item else f"{ref} (not told by itself)"

    def items_citing(self, citation: Citation) -> Iterator[tuple[SectionName, Item]]:
        """Yield the items that show words of a stretch of a source, each with its section."""
        numbers = {
            n
            for n, one in enumerate(self.brief.citations, 1)
            if one.source == citation.source and one.span.overlaps(citation.span)
        }
        for section in self.brief.sections:
            for item in (told for one in section.items for told in one.told):
                if numbers.intersection(item.citations):
                    yield section.name, item


def mark(citation: Citation) -> str:
    """Return where a citation stands, as a brief prints it: "S4 ¶2"."""
    return f"{citation.source} {citation.locator.place}".strip()


def of_inputs(inputs: Sequence[Path], config: Config, issue: date, manner: Manner) -> Material:
    """Make what `build` would make of the inputs, for who asks about it."""
    made = draft_for(inputs, config, issue, manner)
    return Material(
        brief=made.brief,
        evidence=made.evidence,
        texts={one.source.key: one.text for one in made.corpus.documents},
        settings=find_design(config.template).applied(config),
        found=made.found,
        limits=config.limits,
        corpus=made.corpus,
        annotations=made.annotations,
        trace=retrace_all(made.corpus, made.annotations, config),
        decisions=load_decisions(Path(config.decisions)),
    )


def is_finished(folder: Path) -> bool:
    """Tell the folder of a finished brief from one of sources."""
    return all((folder / name).is_file() for name in (MANIFEST_NAME, EVIDENCE_NAME, BRIEF_NAME))


def of_folder(folder: Path, config: Config, manner: Manner) -> Material:
    """Return a finished brief with all that is still there of what it was made from.

    Where its originals have not changed they are read again, and what is found in them is taken
    from what earlier runs have kept. Raises MissingInput when its files are damaged.
    """
    files = read_folder(folder)
    try:
        brief = decode_brief(files[BRIEF_NAME])
        evidence = decode_evidence(files[EVIDENCE_NAME])
    except ValueError as error:
        raise MissingInput(f"{folder}: {error}; build it again") from error
    texts = {
        one.key: files.get(f"sources/{one.key}.txt", b"").decode("utf-8", "replace")
        for one in evidence.sources
    }
    bare = Material(brief, evidence, texts)
    corpus, _ = read_originals(folder, files, protection_of(config))
    hashes = {one.source.key: one.source.sha256 for one in corpus.documents}
    gone = [one.path for one in evidence.sources if hashes.get(one.key) != one.sha256]
    if gone:
        return replace(bare, unsaid=(_GONE.format(paths=", ".join(gone)),))
    return _read_again(bare, corpus, _of_period(config, brief), manner)


_GONE = (
    "Not there any more, or changed since the brief was made: {paths}. So it cannot be said what"
    " was compared with a fact and not joined, nor why a sentence is no statement."
)
_OTHERWISE = (
    "This program, with these settings, finds other facts in the same sources than the brief has:"
    " it was made by another version, or with other decisions, actors or another model. So it"
    " cannot be said what was compared with a fact and not joined."
)


def _of_period(config: Config, brief: Brief) -> Config:
    """Return the configuration with the period that a brief is of."""
    start, end = brief.masthead.period_start, brief.masthead.period_end
    return replace(config, period=Period(start=start, end=end) if start else None)


def _read_again(bare: Material, corpus: Corpus, config: Config, manner: Manner) -> Material:
    """Add what is found in the originals, and how it was merged if it still comes out the same."""
    decisions = load_decisions(Path(config.decisions))
    annotations, again = gather_all(corpus, config, manner, decisions)
    known = replace(bare, corpus=corpus, annotations=annotations, decisions=decisions)
    before = bare.evidence
    if (again.facts, again.developments) != (before.facts, before.developments):
        return replace(known, unsaid=(_OTHERWISE,))
    return replace(known, trace=retrace_all(corpus, annotations, config))
