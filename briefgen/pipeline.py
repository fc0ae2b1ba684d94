"""The program on one page: read, clean, annotate, merge, compose, verify, render, store."""

import importlib.metadata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefgen.clean import clean
from briefgen.compose import compose
from briefgen.config import Config, find_design, load_actors
from briefgen.errors import (
    ConfigError,
    Finding,
    MissingInput,
    NothingIngested,
    RenderError,
)
from briefgen.extract import annotate, load, model_version, spacy_version
from briefgen.merge import merge
from briefgen.model.annotations import Annotations, nothing_in
from briefgen.model.brief import Artifact, Brief, VerifiedBrief
from briefgen.model.codec import encode_evidence
from briefgen.model.evidence import Evidence, Generator
from briefgen.model.languages import is_analysed
from briefgen.model.limits import DEFAULT_LIMITS, Limits
from briefgen.model.manifest import MANIFEST_NAME, decode_manifest
from briefgen.model.text import Corpus, Document, RawDocument, Skipped
from briefgen.read import Found, find_files, read
from briefgen.render import count_pages, render
from briefgen.verify import check_folder, check_pdf, seal_contents
from briefgen.verify import verify as certify
from briefgen.workspace import read_file, read_folder, store


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
) -> Built:
    """Make a brief of the inputs and store it in a new folder below `parent`.

    Raises a BriefgenError; then `parent` is as it was.
    """
    found = find_files(tuple(inputs))
    corpus = ingest(found, config.limits)
    evidence = gather(corpus, config, progress)
    fresh = read_again(found, _keys(corpus), config.limits)
    verified = _fitted(evidence, config, issue, fresh)
    brief = verified.brief
    record = Artifact("evidence.json", encode_evidence(evidence))
    texts = tuple(copy_text(document) for document in corpus.documents)
    seal = seal_contents(brief, record.content)
    pages = render(verified, config.formats, config.pdf, attachments=(record, seal, *texts))
    folder = store((*pages, record, *texts), brief, parent, inputs, config.limits)
    return Built(folder, brief)


def _fitted(evidence: Evidence, config: Config, issue: date, fresh: Corpus) -> VerifiedBrief:
    """Compose and verify a note, with fewer items where its template limits the pages.

    Raises RenderError when even the shortest does not fit.
    """
    design = find_design(config.template)
    wanted = design.applied(config)
    if not design.pages or "pdf" not in config.formats:
        return certify(compose(evidence, wanted, issue), fresh)
    for shorter in design.shortened(wanted):
        verified = certify(compose(evidence, shorter, issue), fresh)
        if count_pages(verified, config.pdf.variant, config.pdf.fonts) <= design.pages:
            return verified
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


def ingest(found: Sequence[Found], limits: Limits = DEFAULT_LIMITS) -> Corpus:
    """Read and clean files; one that cannot be used is skipped with its reason.

    Raises NothingIngested when none can be used.
    """
    documents: list[Document] = []
    skipped: list[Skipped] = []
    for outcome in read(found, limits):
        if isinstance(outcome, Skipped):
            skipped.append(outcome)
        else:
            documents.append(clean(outcome, key=f"S{len(documents) + 1}"))
    if not documents:
        listed = "; ".join(f"{s.path}: {s.reason}, {s.detail}" for s in skipped)
        raise NothingIngested(f"none of the {len(skipped)} input files could be used: {listed}")
    return Corpus(tuple(documents), tuple(skipped))


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
    return merge(corpus, annotations, generator, known)


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
