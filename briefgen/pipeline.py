"""The program on one page: read, clean, annotate, merge, decide, compose, verify, render, store."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path

from briefgen.annotating import annotating
from briefgen.assess import assess
from briefgen.compose import compose
from briefgen.config import Config, find_design, load_actors, load_decisions
from briefgen.coverage import ALL, Coverage, Purpose
from briefgen.decide import decide
from briefgen.decide.protection import own_remarks, veil
from briefgen.edition import print_note
from briefgen.errors import (
    NothingNew,
    RenderError,
)
from briefgen.furniture import leave_out_furniture
from briefgen.house_style import check_house_style
from briefgen.intake import ingest, read_again, take_in
from briefgen.language_model import find_model
from briefgen.manner import PLAIN, Done, Manner, Phase, tell
from briefgen.merge import Recount, compare, flag_later, merge
from briefgen.model.annotations import Annotations
from briefgen.model.brief import Artifact, Brief, VerifiedBrief
from briefgen.model.codec import EVIDENCE_NAME, write_evidence
from briefgen.model.decisions import Decision
from briefgen.model.evidence import Evidence, Generator
from briefgen.model.issues import Past
from briefgen.model.text import Corpus
from briefgen.own_words import Settled, keep, mark_doubts, settle
from briefgen.protecting import (
    Intake,
    protecting_by,
    visible_inputs,
)
from briefgen.read import Found, find_files
from briefgen.recording import Recorded, recorded
from briefgen.render import page_count, render, try_logo
from briefgen.reuse import Kept, annotated, merged
from briefgen.verification import verify as certify
from briefgen.workspace import open_draft, read_issued, read_past


@dataclass(frozen=True, slots=True)
class Built:
    """A finished brief: the folder it lies in, and what it shows."""

    folder: Path
    brief: Brief


def build(
    inputs: Sequence[Path],
    config: Config,
    issue: date,
    parent: Path,
    manner: Manner = PLAIN,
    coverage: Coverage = ALL,
) -> Built:
    """Make a brief of the inputs and store it in a new folder below `parent`.

    It is compared with the last issue in the history that `config` names. What earlier runs
    have kept may be used; the files are read anew for the proof. Raises a
    BriefgenError; then `parent` is as it was.
    """
    decisions = load_decisions(Path(config.decisions))
    gathered = gather_inputs(inputs, config, issue, decisions, manner, coverage)
    evidence = settle_evidence(gathered, config, issue, decisions, manner)
    with open_draft(parent) as folder:
        digest = folder.write(EVIDENCE_NAME, partial(write_evidence, evidence))
        settled = recorded(evidence, folder.sha256(EVIDENCE_NAME), config)
        drafted = compose_proven(gathered, settled, config, issue, manner, coverage.purpose)
        brief = drafted.verified.brief
        if coverage.news and not any(section.items for section in brief.sections):
            raise NothingNew("the sources state nothing that a brief could show")
        manner.progress(Phase("setting pages"))
        corpus, past = gathered.corpus, gathered.past
        files = print_note(drafted.verified, corpus, past, config, manner.kept.pages)
        check_house_style(drafted.verified, config.formats, files)
        if coverage.purpose is not Purpose.REHEARSAL:
            keep(drafted.words)
        issued = read_issued(Path(config.state))
        origins = visible_inputs(inputs, gathered.found, corpus, gathered.intake.hidden)
        place = folder.publish(files, brief, digest, origins, config.limits, issued)
    tell(folder.remarks, manner)
    return Built(place, brief)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the inputs state before that is decided on, and what proves it.

    `intake` has the sources and the last issue, `fresh` is a second reading of the same files.
    """

    found: tuple[Found, ...]
    intake: Intake
    annotations: tuple[Annotations, ...]
    merged: Evidence
    fresh: Corpus

    @property
    def corpus(self) -> Corpus:
        """The sources as they may leave the desk."""
        return self.intake.corpus

    @property
    def past(self) -> Past | None:
        """The last issue, None where there was none."""
        return self.intake.past


@dataclass(frozen=True, slots=True)
class Drafted:
    """Evidence as decided, a note of it that is proven, and the analyst's words that it uses."""

    evidence: Evidence
    verified: VerifiedBrief
    words: Settled


def gather_inputs(
    inputs: Sequence[Path],
    config: Config,
    issue: date,
    decisions: Sequence[Decision] = (),
    manner: Manner = PLAIN,
    coverage: Coverage = ALL,
) -> Gathered:
    """Read the inputs, twice, and merge what they state: all that costs more than a moment.

    Of decisions, those on sources count here. Raises a BriefgenError.
    """
    found = find_files(tuple(inputs))
    _check(config, manner)
    try_logo(config.brand.logo, manner.kept.pages)
    past = read_past(Path(config.state), issue.isoformat(), config.days[0])
    intake = take_in(found, config, coverage, past, manner, decisions)
    corpus = intake.corpus
    annotations, merged_all = _found(corpus, config, manner)
    manner.progress(Phase("checking"))
    fresh = read_again(found, _keys(corpus), config.limits, intake.guard)
    return Gathered(found, intake, annotations, merged_all, fresh)


def draft(
    gathered: Gathered,
    config: Config,
    issue: date,
    decisions: Sequence[Decision] = (),
    manner: Manner = PLAIN,
    purpose: Purpose = Purpose.DRAFT,
) -> Drafted:
    """Decide on what was gathered, compose a note of it and prove that: a matter of a moment.

    It is compared with the last issue. Raises a BriefgenError.
    """
    evidence = settle_evidence(gathered, config, issue, decisions, manner)
    return compose_proven(gathered, Recorded(evidence), config, issue, manner, purpose)


def settle_evidence(
    gathered: Gathered,
    config: Config,
    issue: date,
    decisions: Sequence[Decision] = (),
    manner: Manner = PLAIN,
) -> Evidence:
    """Return the evidence as the desk has decided on it, as of the issue date."""
    found = gathered.corpus, gathered.annotations, gathered.merged
    return flag_later(_decided(*found, config, decisions, manner), issue.isoformat())


def compose_proven(
    gathered: Gathered,
    settled: Recorded,
    config: Config,
    issue: date,
    manner: Manner = PLAIN,
    purpose: Purpose = Purpose.DRAFT,
) -> Drafted:
    """Compose a note of evidence that was gathered and decided on, and prove it.

    It is compared with the last issue. Raises a BriefgenError.
    """
    corpus, past, evidence = gathered.corpus, gathered.past, settled.evidence
    words = settle(config, issue, evidence, purpose)
    tell(words.remarks, manner)
    analysis = assess(words.config, issue, corpus)
    for doubt in analysis.doubts:
        manner.progress(doubt)
    changes = compare(past, evidence) if past else None
    texts_before = dict(past.texts) if past else {}

    def certified(settings: Config) -> VerifiedBrief:
        brief = compose(evidence, settings, issue, changes, analysis)
        brief = settled.noted_in(mark_doubts(brief, words.to_confirm))
        return certify(brief, evidence, gathered.fresh, texts_before)

    verified = _fitted(words.config, certified, manner.kept)
    head = verified.brief.masthead
    own = (head.title, head.footer, *verified.brief.analyst)
    tell(own_remarks(own, gathered.intake.guard.protection), manner)
    return Drafted(evidence, verified, words)


def show(verified: VerifiedBrief) -> tuple[Artifact, ...]:
    """Render a note for the screen, with the readable copies of its sources."""
    return render(verified, ("html",))


def _fitted(
    config: Config, certified: Callable[[Config], VerifiedBrief], kept: Kept
) -> VerifiedBrief:
    """Compose and verify a note, with fewer items where its template limits the pages.

    Raises RenderError when even the shortest does not fit.
    """
    design = find_design(config.template)
    wanted = design.applied(config)
    if not design.pages or "pdf" not in config.formats:
        return certified(wanted)
    versions = design.shortened(wanted)

    def fits(shorter: Config) -> bool:
        return page_count(certified(shorter), config.pdf, kept.pages) <= design.pages

    longest = bisect_left(versions, True, key=fits)
    if longest < len(versions):
        return certified(versions[longest])
    raise RenderError(
        f"template {config.template}: the shortest note is longer than {design.pages} pages;"
        " use fewer sources and words of your own, or a template without that limit, such as weekly"
    )


def extract(inputs: Sequence[Path], config: Config, manner: Manner = PLAIN) -> Evidence:
    """Return the evidence of all inputs, merged."""
    found = find_files(tuple(inputs))
    _check(config, manner)
    decisions = load_decisions(Path(config.decisions))
    corpus = ingest(found, config, manner=manner, decisions=decisions)
    return gather(corpus, config, manner, decisions)


def extract_each(
    inputs: Sequence[Path], config: Config, manner: Manner = PLAIN
) -> Iterator[Evidence]:
    """Yield the evidence of each source by itself; the last one names what was skipped."""
    found = find_files(tuple(inputs))
    _check(config, manner)
    corpus = ingest(found, config, manner=manner)
    last = corpus.documents[-1]
    annotations = annotate_all(corpus, config, manner)
    for document, found_in_it in zip(corpus.documents, annotations, strict=True):
        hidden = tuple(one for one in corpus.hidden if one.source == document.source.key)
        skipped = corpus.skipped if document is last else ()
        alone = Corpus((document,), skipped, hidden=hidden)
        yield _merged(alone, (found_in_it,), config, manner)


def _check(config: Config, manner: Manner) -> None:
    """Raise WorkersFailed or ModelError when sources could not be annotated, before any is read."""
    manner.executor.check(annotating(find_model(config.model)))


def _keys(corpus: Corpus) -> dict[str, str]:
    return {document.source.path: document.source.key for document in corpus.documents}


def gather(
    corpus: Corpus, config: Config, manner: Manner = PLAIN, decisions: Sequence[Decision] = ()
) -> Evidence:
    """Annotate every document, merge what was found, and apply what the desk decided.

    Raises MissingInput or ConfigError when the configured actors file is none.
    """
    return gather_all(corpus, config, manner, decisions)[1]


def gather_all(
    corpus: Corpus, config: Config, manner: Manner, decisions: Sequence[Decision]
) -> tuple[tuple[Annotations, ...], Evidence]:
    """Return what was found in each document beside the evidence that was made of it."""
    annotations, evidence = _found(corpus, config, manner)
    return annotations, _decided(corpus, annotations, evidence, config, decisions, manner)


def _found(
    corpus: Corpus, config: Config, manner: Manner
) -> tuple[tuple[Annotations, ...], Evidence]:
    """Annotate every document and merge what was found."""
    annotations = tuple(annotate_all(corpus, config, manner))
    manner.progress(Phase("merging"))
    return annotations, _merged(corpus, annotations, config, manner)


def _decided(
    corpus: Corpus,
    annotations: tuple[Annotations, ...],
    evidence: Evidence,
    config: Config,
    decisions: Sequence[Decision],
    manner: Manner,
) -> Evidence:
    """Apply what the desk decided, and tell of each decision that finds nothing.

    Of decisions that may not be told of in a folder the desk alone is told.
    """
    recount = Recount(corpus, lambda: leave_out_furniture(corpus, annotations), config.days)
    veiled = veil(decisions, corpus, protecting_by(decisions, config))
    tell(veiled.remarks, manner)
    decided = decide(evidence, corpus, veiled.told, recount)
    for stale in decided.stale:
        manner.progress(stale)
    return decided


def annotate_all(corpus: Corpus, config: Config, manner: Manner) -> Iterator[Annotations]:
    """Yield the annotations of every document, in order, and tell of each source."""
    model = find_model(config.model)
    job = annotating(model)
    size = sum(map(job.size, corpus.documents))
    manner.progress(Phase("annotating", len(corpus.documents), size))
    work = partial(manner.executor.map, job)
    annotations = annotated(corpus.documents, model, manner.kept.annotations, work)
    for document, found in zip(corpus.documents, annotations, strict=True):
        manner.progress(Done(document, found, job.size(document)))
        yield found
    for skipped in corpus.skipped:
        manner.progress(skipped)


def _merged(
    corpus: Corpus, annotations: tuple[Annotations, ...], config: Config, manner: Manner
) -> Evidence:
    known = load_actors(Path(config.actors.file)) if config.actors.file else {}
    made_by = Generator(version("briefgen"), version("spacy"), find_model(config.model).version)
    given = (made_by, known, config.days)
    return merged(
        manner.kept.evidence,
        (replace(corpus, described=()), annotations, made_by, tuple(known.items()), config.days),
        lambda: merge(corpus, leave_out_furniture(corpus, annotations), *given),
    )
