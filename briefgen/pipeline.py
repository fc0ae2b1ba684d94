"""The program on one page: read, clean, annotate, merge, compose, verify, render, store."""

import importlib.metadata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefgen.clean import clean
from briefgen.compose import compose
from briefgen.config import Config, find_design, load_actors
from briefgen.coverage import ALL, Coverage, sha256_of
from briefgen.errors import (
    ConfigError,
    Finding,
    MissingInput,
    NothingIngested,
    NothingNew,
    RenderError,
)
from briefgen.furniture import leave_out_furniture
from briefgen.merge import compare, flag_later, merge
from briefgen.model.annotations import Annotations, nothing_in
from briefgen.model.brief import Artifact, Brief, VerifiedBrief
from briefgen.model.codec import CHANGES_NAME, encode_changes, encode_evidence
from briefgen.model.evidence import Evidence, Generator
from briefgen.model.issues import Changes, Past
from briefgen.model.languages import is_analysed
from briefgen.model.limits import DEFAULT_LIMITS, Limits
from briefgen.model.manifest import MANIFEST_NAME, decode_manifest
from briefgen.model.text import Corpus, Document, RawDocument, Skipped
from briefgen.read import Found, find_files, read
from briefgen.render import count_pages, render
from briefgen.verify import check_folder, check_pdf, seal_contents
from briefgen.verify import verify as certify
from briefgen.workspace import read_file, read_folder, read_issued, read_past, store


@dataclass(frozen=True, slots=True)
class Done:
    """A source that was read and annotated."""

    document: Document
    annotations: Annotations


Progress = Callable[[Done | Skipped], None]
"""Told of each source as soon as it is done with."""


@dataclass(frozen=True, slots=True)
class Built:
    """A finished brief: the folder it lies in, and what it shows."""

    folder: Path
    brief: Brief


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of an output folder found, and which originals it could not find.

    `analyst` are the words of the brief that cite nothing, because no source states them.
    """

    findings: tuple[Finding, ...]
    sources: int
    absent: tuple[str, ...]
    analyst: tuple[str, ...] = ()


def silent(_: Done | Skipped) -> None:
    """Report no progress."""


def build(
    inputs: Sequence[Path],
    config: Config,
    issue: date,
    parent: Path,
    progress: Progress = silent,
    coverage: Coverage = ALL,
) -> Built:
    """Make a brief of the inputs and store it in a new folder below `parent`.

    It is compared with the last issue in the history that `config` names. Raises a
    BriefgenError; then `parent` is as it was.
    """
    found = find_files(tuple(inputs))
    state, period = Path(config.state), config.period
    past = read_past(state, issue.isoformat(), period.days()[0] if period else "")
    corpus = ingest(found, config.limits, coverage, past)
    evidence = flag_later(gather(corpus, config, progress), issue.isoformat())
    changes = compare(past, evidence) if past else None
    fresh = read_again(found, _keys(corpus), config.limits)
    texts_before = dict(past.texts) if past else {}

    def certified(settings: Config) -> VerifiedBrief:
        return certify(compose(evidence, settings, issue, changes), fresh, texts_before)

    verified = _fitted(config, certified)
    brief = verified.brief
    if coverage.news and not any(section.items for section in brief.sections):
        raise NothingNew("the sources state nothing that a brief could show")
    record = Artifact("evidence.json", encode_evidence(evidence))
    texts = tuple(copy_text(document) for document in corpus.documents)
    earlier = tuple(copy_earlier(brief.changes, past)) if past and brief.changes else ()
    kept = (record, *texts, *earlier)
    seal = seal_contents(brief, record.content)
    pages = render(verified, config.formats, config.pdf, attachments=(seal, *kept))
    folder = store((*pages, *kept), brief, parent, inputs, config.limits, read_issued(state))
    return Built(folder, brief)


def _fitted(config: Config, certified: Callable[[Config], VerifiedBrief]) -> VerifiedBrief:
    """Compose and verify a note, with fewer items where its template limits the pages.

    Raises RenderError when even the shortest does not fit.
    """
    design = find_design(config.template)
    wanted = design.applied(config)
    if not design.pages or "pdf" not in config.formats:
        return certified(wanted)
    versions = design.shortened(wanted)

    def fits(version: Config) -> bool:
        pages = count_pages(certified(version), config.pdf.variant, config.pdf.fonts)
        return pages <= design.pages

    longest = bisect_left(versions, True, key=fits)
    if longest < len(versions):
        return certified(versions[longest])
    raise RenderError(
        f"template {config.template}: the shortest note is longer than {design.pages} pages;"
        " use fewer sources, or a template without that limit, such as weekly"
    )


def extract(inputs: Sequence[Path], config: Config, progress: Progress = silent) -> Evidence:
    """Return the evidence of all inputs, merged."""
    return gather(ingest(find_files(tuple(inputs)), config.limits), config, progress)


def extract_each(
    inputs: Sequence[Path], config: Config, progress: Progress = silent
) -> Iterator[Evidence]:
    """Yield the evidence of each source by itself; the last one names what was skipped."""
    corpus = ingest(find_files(tuple(inputs)), config.limits)
    last = corpus.documents[-1]
    for document in corpus.documents:
        alone = Corpus((document,), corpus.skipped if document is last else ())
        yield gather(alone, config, progress)


def ingest(
    found: Sequence[Found],
    limits: Limits = DEFAULT_LIMITS,
    coverage: Coverage = ALL,
    past: Past | None = None,
) -> Corpus:
    """Read and clean files; one that cannot be used is skipped with its reason.

    Files that `coverage` does not reach are left out. A file that an earlier issue used keeps
    its key, and others get keys that no issue had. Raises NothingIngested when none can be
    used, NothingNew when none is reached, or news are wanted and earlier issues used them all.
    """
    documents: list[Document] = []
    skipped: list[Skipped] = []
    used = dict(past.keys) if past else {}
    known = dict(used)
    unused = 1 + max((int(key[1:]) for key in known.values()), default=0)
    for outcome in read(found, limits):
        file = _holder(outcome.path, found)
        told_before = sha256_of(outcome, file.file, file.name) in used
        if isinstance(outcome, Skipped):
            if coverage.reach(file.file, file.metadata.anchor, told_before):
                skipped.append(outcome)
            continue
        document = clean(outcome, known.get(outcome.sha256) or f"S{unused}")
        if coverage.reach(file.file, document.source.metadata.anchor, told_before):
            documents.append(document)
            unused += known.pop(outcome.sha256, None) is None
    documents.sort(key=lambda document: (len(document.source.key), document.source.key))
    if not documents and not skipped:
        raise NothingNew("no source was published or received then")
    if coverage.news and not skipped and all(d.source.sha256 in used for d in documents):
        raise NothingNew("earlier issues used all sources of that time, byte for byte")
    if not documents:
        listed = "; ".join(f"{s.path}: {s.reason}, {s.detail}" for s in skipped)
        raise NothingIngested(f"none of the {len(skipped)} input files could be used: {listed}")
    return Corpus(tuple(documents), tuple(skipped))


def _holder(path: str, found: Sequence[Found]) -> Found:
    """Return the file that a source is, or lies in."""
    return next(one for one in found if path == one.name or path.startswith(f"{one.name}/"))


def read_again(found: Sequence[Found], keys: Mapping[str, str], limits: Limits) -> Corpus:
    """Read the sources with these names anew, under the keys they had.

    They were read within `limits` once: a busier machine shall not make a difference now.
    """
    holders = [
        one
        for one in found
        if any(path == one.name or path.startswith(f"{one.name}/") for path in keys)
    ]
    documents = [
        clean(raw, keys[raw.path])
        for raw in read(holders, limits.patient())
        if isinstance(raw, RawDocument) and raw.path in keys
    ]
    return Corpus(tuple(documents))


def _keys(corpus: Corpus) -> dict[str, str]:
    return {document.source.path: document.source.key for document in corpus.documents}


def gather(corpus: Corpus, config: Config, progress: Progress = silent) -> Evidence:
    """Annotate every document and merge what was found.

    Raises MissingInput or ConfigError when the configured actors file is none.
    """
    from briefgen.extract import (  # noqa: PLC0415 - spaCy: a second that send and verify save
        annotate,
        load,
        model_version,
        spacy_version,
    )

    known = load_actors(Path(config.actors.file)) if config.actors.file else {}
    nlp = load(config.model)
    annotations = []
    for document in corpus.documents:
        foreign = not is_analysed(document.source.metadata.language)
        found = nothing_in(document) if foreign else annotate(document, nlp)
        annotations.append(found)
        progress(Done(document, found))
    for skipped in corpus.skipped:
        progress(skipped)
    version = importlib.metadata.version("briefgen")
    generator = Generator(version, spacy_version(), model_version(nlp))
    period = config.period.days() if config.period else ("", "")
    return merge(corpus, leave_out_furniture(corpus, annotations), generator, known, period)


def copy_earlier(changes: Changes, past: Past) -> Iterator[Artifact]:
    """Yield the comparison as a file, and the texts of earlier sources that it cites."""
    yield Artifact(CHANGES_NAME, encode_changes(changes))
    texts = dict(past.texts)
    for record in changes.sources:
        yield Artifact(f"earlier/{record.key}.txt", texts[record.key].encode())


def copy_text(document: Document) -> Artifact:
    """Return the canonical text as a file, which citations can be checked against."""
    return Artifact(f"sources/{document.source.key}.txt", document.text.encode())


def verify(folder: Path) -> Checked:
    """Re-check a finished folder against itself and against the originals, where they lie.

    Of a PDF, the pages are checked against what is attached to them. Raises MissingInput
    when there is no such folder or file.
    """
    if folder.is_file():
        findings, number = check_pdf(read_file(folder))
        return Checked(findings, number, ())
    files = read_folder(folder)
    originals, sources = _originals(folder, files.get(MANIFEST_NAME, b""))
    found = {document.source.key for document in originals.documents}
    absent = tuple(path for key, path in sources if key not in found)
    findings = check_folder(files, originals)
    return Checked(findings, len(sources), absent, _analyst(files.get(MANIFEST_NAME, b"")))


def _analyst(manifest: bytes) -> tuple[str, ...]:
    try:
        return decode_manifest(manifest).analyst
    except ValueError:
        return ()


def _originals(folder: Path, content: bytes) -> tuple[Corpus, list[tuple[str, str]]]:
    """Read the files a brief was made from again; those not found any more are left out."""
    try:
        manifest = decode_manifest(content)
    except ValueError:
        return Corpus(()), []
    keys = {source.path: source.key for source in manifest.inputs}
    there = _lying_still(tuple(folder / origin for origin in manifest.origins))
    originals = read_again(there, keys, manifest.limits)
    return originals, [(source.key, source.path) for source in manifest.inputs]


def _lying_still(inputs: tuple[Path, ...]) -> tuple[Found, ...]:
    """Return the files that still lie in the inputs; none when those have gone."""
    try:
        return find_files(inputs) if inputs else ()
    except (MissingInput, ConfigError):
        return ()
