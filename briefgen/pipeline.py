"""The program on one page: read, clean, annotate, merge, compose, verify, render, store."""

import importlib.metadata
from collections.abc import Callable, Iterator, Sequence
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
    ReadError,
    RenderError,
)
from briefgen.extract import annotate, load, model_version, spacy_version
from briefgen.merge import merge
from briefgen.model.annotations import Annotations
from briefgen.model.brief import Artifact, Brief, VerifiedBrief
from briefgen.model.codec import encode_evidence
from briefgen.model.evidence import Evidence, Generator
from briefgen.model.manifest import MANIFEST_NAME, decode_manifest
from briefgen.model.text import Corpus, Document, Skipped
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
    """What a check of an output folder found, and which originals it could not find."""

    findings: tuple[Finding, ...]
    sources: int
    absent: tuple[str, ...]


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
    corpus = ingest(found)
    evidence = gather(corpus, config, progress)
    verified = _fitted(evidence, config, issue, fresh=ingest(found))
    brief = verified.brief
    record = Artifact("evidence.json", encode_evidence(evidence))
    texts = tuple(copy_text(document) for document in corpus.documents)
    seal = seal_contents(brief, record.content)
    pages = render(verified, config.formats, config.pdf, attachments=(record, seal, *texts))
    return Built(store((*pages, record, *texts), brief, parent, inputs), brief)


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
    return gather(ingest(find_files(tuple(inputs))), config, progress)


def extract_each(
    inputs: Sequence[Path], config: Config, progress: Progress = silent
) -> Iterator[Evidence]:
    """Yield the evidence of each source by itself; the last one names what was skipped."""
    corpus = ingest(find_files(tuple(inputs)))
    last = corpus.documents[-1]
    for document in corpus.documents:
        alone = Corpus((document,), corpus.skipped if document is last else ())
        yield gather(alone, config, progress)


def ingest(found: Sequence[Found]) -> Corpus:
    """Read and clean files; one that cannot be used is skipped with its reason.

    Raises NothingIngested when none can be used.
    """
    documents: list[Document] = []
    skipped: list[Skipped] = []
    for one in found:
        try:
            documents.append(clean(read(one), key=f"S{len(documents) + 1}"))
        except ReadError as error:
            skipped.append(Skipped(one.name, error.reason, error.detail))
    if not documents:
        listed = "; ".join(f"{s.path}: {s.reason}, {s.detail}" for s in skipped)
        raise NothingIngested(f"none of the {len(skipped)} input files could be used: {listed}")
    return Corpus(tuple(documents), tuple(skipped))


def gather(corpus: Corpus, config: Config, progress: Progress = silent) -> Evidence:
    """Annotate every document and merge what was found.

    Raises MissingInput or ConfigError when the configured actors file is none.
    """
    known = load_actors(Path(config.actors.file)) if config.actors.file else {}
    nlp = load(config.model)
    annotations = []
    for document in corpus.documents:
        found = annotate(document, nlp)
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
    return Checked(check_folder(files, originals), len(sources), absent)


def _originals(folder: Path, content: bytes) -> tuple[Corpus, list[tuple[str, str]]]:
    """Read the files a brief was made from again; those not found any more are left out."""
    try:
        manifest = decode_manifest(content)
    except ValueError:
        return Corpus(()), []
    found = _lying_still(tuple(folder / origin for origin in manifest.origins))
    documents = []
    for source in manifest.inputs:
        try:
            if source.path in found:
                documents.append(clean(read(found[source.path]), source.key))
        except ReadError:
            continue
    return Corpus(tuple(documents)), [(source.key, source.path) for source in manifest.inputs]


def _lying_still(inputs: tuple[Path, ...]) -> dict[str, Found]:
    """Return the files that still lie in the inputs, by name; none when those have gone."""
    try:
        return {one.name: one for one in find_files(inputs)} if inputs else {}
    except (MissingInput, ConfigError):
        return {}
