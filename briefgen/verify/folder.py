"""A finished output folder: hashes, citations against the copies and originals, rendered text."""

import hashlib
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefgen.errors import Finding
from briefgen.model.brief import Brief, SectionName
from briefgen.model.citations import Citation
from briefgen.model.cited import all_citations
from briefgen.model.codec import (
    BRIEF_NAME,
    CHANGES_NAME,
    EVIDENCE_NAME,
    FIRST_SCHEMA,
    decode_brief,
    decode_changes,
    decode_evidence,
    parse_evidence,
    parse_object,
)
from briefgen.model.evidence import Evidence
from briefgen.model.manifest import (
    MANIFEST_NAME,
    Manifest,
    decode_manifest,
    is_litter,
    is_signature,
)
from briefgen.model.records import SourceRecord
from briefgen.model.text import Corpus
from briefgen.verify.alike import look_alikes
from briefgen.verify.changes import check_changes, slices
from briefgen.verify.copied import check_readable
from briefgen.verify.edited import check_decided, mismarked
from briefgen.verify.excerpts import check_excerpt, check_shown
from briefgen.verify.marked import markdown_notes, markdown_text
from briefgen.verify.origin import Part, misattributed, stands_in
from briefgen.verify.own import check_marks, rested_on, unmarked
from briefgen.verify.paper import Paper, attached_path, open_paper
from briefgen.verify.parts import edited_parts, missing_parts, shown_parts, unnoted, unproved
from briefgen.verify.quoted import check_quoted
from briefgen.verify.rendered import (
    comparable,
    html_text,
    mail_text,
    plain_text,
    word_notes,
    word_text,
)
from briefgen.verify.shown import is_shipped, misled, misshown
from briefgen.verify.statements import check_citations, check_cited, check_statements, place
from briefgen.verify.together import misplaced

_PDF, _WORD, _MARKDOWN = "brief.pdf", "brief.docx", "brief.md"
_RENDERED: Mapping[str, Callable[[bytes], str]] = {
    "brief.html": html_text,
    _WORD: word_text,
    _MARKDOWN: markdown_text,
}
_NOTES: Mapping[str, Callable[[bytes], str]] = {_WORD: word_notes, _MARKDOWN: markdown_notes}
_OWN = re.compile(
    r"brief\.(?:html|pdf|eml|txt|docx|md|json)|(?:evidence|changes)\.json"
    r"|earlier/S\d+\.txt"
)
"""The files that a folder can have, besides its manifest and the copies of its sources."""

_SENT: Mapping[str, Callable[[bytes], str]] = {"brief.txt": plain_text, "brief.eml": mail_text}
"""Files that may show less than the brief does."""


def check_folder(
    files: Mapping[str, bytes], originals: Corpus, printed: Container[str] = ()
) -> tuple[Finding, ...]:
    """Compare a folder's files with each other and with the originals that were found.

    `files` maps paths inside the folder to contents; `originals` may lack sources. In those that
    came out the same when they were `printed` again, no statement is looked for. The result is
    sorted and empty when all is well.
    """
    try:
        manifest = decode_manifest(files.get(MANIFEST_NAME, b""))
    except ValueError as error:
        return (Finding(MANIFEST_NAME, f"missing or damaged: {error}"),)
    findings = set(_hashes(manifest, files))
    record = files.get(EVIDENCE_NAME, b"")
    try:
        decode_evidence(record)
    except ValueError as error:
        findings.add(Finding(EVIDENCE_NAME, f"missing or damaged: {error}"))
    try:
        evidence = parse_evidence(record)
    except ValueError as error:
        return tuple(sorted({*findings, Finding(EVIDENCE_NAME, f"cannot be used: {error}")}))
    findings |= set(check_texts(evidence.sources, files))
    findings |= set(check_copies(evidence, files))
    findings |= set(_composed(evidence, manifest, files, originals))
    findings |= set(check_statements(evidence, originals))
    findings |= set(_originals(evidence, originals))
    findings |= set(check_earlier(files))
    findings |= set(check_quoted(evidence, manifest.shown, copied_texts(evidence, files)))
    searched = {path: content for path, content in files.items() if path not in printed}
    brief = _brief(files)
    findings |= set(_rendered(evidence, manifest, brief, searched, files))
    if brief and is_shipped(brief):
        findings |= set(_readable(brief, searched, files))
    return tuple(sorted(findings))


def _hashes(manifest: Manifest, files: Mapping[str, bytes]) -> Iterator[Finding]:
    for listed in manifest.files:
        content = files.get(listed.path)
        if content is None:
            yield Finding(listed.path, "is missing")
        elif hashlib.sha256(content).hexdigest() != listed.sha256:
            yield Finding(listed.path, "was changed after the brief was made")
    copies = {f"sources/{one.key}.{kind}" for one in manifest.inputs for kind in ("txt", "html")}
    paths = {one.path for one in manifest.files}
    known = {path for path in paths if path in copies or _OWN.fullmatch(path)} | {MANIFEST_NAME}
    for path in sorted(set(files) - known):
        if not is_litter(path) and not is_signature(path):
            yield Finding(path, "does not belong to the brief")


def check_texts(sources: Iterable[SourceRecord], files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Find copies of sources that are missing, or not as they were when the note was made."""
    for record in sources:
        path = f"sources/{record.key}.txt"
        content = files.get(path, b"")
        if hashlib.sha256(content).hexdigest() != record.text_sha256:
            yield Finding(path, "is not the text the evidence was taken from")


def check_copies(evidence: Evidence, files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Compare every citation with the copy of its source's canonical text."""
    yield from check_copied(all_citations(evidence), copied_texts(evidence, files))


def check_copied(
    cited: Iterable[tuple[str, Citation]], texts: Mapping[str, str]
) -> Iterator[Finding]:
    """Compare citations, each with the name of what it proves, with copies of the sources."""
    for name, citation in cited:
        if not slices(citation, texts.get(citation.source, "")):
            instead = stands_in(citation, texts) or "the source's copy says something else"
            yield Finding(place(citation), f"{name}: {instead}")


def copied_texts(evidence: Evidence, files: Mapping[str, bytes]) -> Mapping[str, str]:
    """Return the copies of the sources' texts, by the keys of the sources; "" for a lost one."""
    keys = (record.key for record in evidence.sources)
    copies = ((key, files.get(f"sources/{key}.txt", b"")) for key in keys)
    return {key: content.decode("utf-8", errors="replace") for key, content in copies}


def kept_texts(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return all texts of sources in a folder, those of the last issue too."""
    paths = (path for path in sorted(files) if path.endswith(".txt") and "/" in path)
    return tuple(files[path].decode("utf-8", errors="replace") for path in paths)


def check_earlier(files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Compare what is said of the last issue with the texts of its sources in the folder."""
    if CHANGES_NAME not in files:
        return
    try:
        changes = decode_changes(files[CHANGES_NAME])
    except ValueError as error:
        yield Finding(CHANGES_NAME, f"damaged: {error}")
        return
    kept = {record.key: files.get(f"earlier/{record.key}.txt", b"") for record in changes.sources}
    yield from check_changes(
        changes, {key: content.decode("utf-8", errors="replace") for key, content in kept.items()}
    )


def _composed(
    evidence: Evidence, manifest: Manifest, files: Mapping[str, bytes], originals: Corpus
) -> Iterator[Finding]:
    """Compare the note as it was composed with the evidence; older folders have none.

    What the analyst's words rest on is compared with the copies and the originals.
    """
    if BRIEF_NAME not in files:
        if parse_object(files[EVIDENCE_NAME]).get("schema") != FIRST_SCHEMA:
            yield Finding(BRIEF_NAME, "is missing")
        return
    try:
        brief = decode_brief(files[BRIEF_NAME])
    except ValueError as error:
        yield Finding(BRIEF_NAME, f"damaged: {error}")
        return
    yield from check_shown(brief, manifest.shown, MANIFEST_NAME)
    if manifest.masthead != brief.masthead or manifest.analyst != brief.analyst:
        yield Finding(MANIFEST_NAME, "its masthead or analyst's words are not those of the note")
    listed = [(one.key, one.path, one.sha256) for one in manifest.inputs]
    if listed != [(one.key, one.path, one.sha256) for one in evidence.sources]:
        yield Finding(MANIFEST_NAME, "its inputs are not the sources of the evidence")
    yield from check_excerpt(brief.evidence, evidence)
    yield from check_marks(brief)
    yield from check_copied(rested_on(brief), copied_texts(evidence, files))
    yield from check_cited(rested_on(brief), originals)
    yield from check_decided(brief, evidence)
    copies = (f"sources/{record.key}.html" for record in evidence.sources)
    yield from (Finding(path, "is missing") for path in copies if path not in files)


def _originals(evidence: Evidence, originals: Corpus) -> Iterator[Finding]:
    found = {document.source.key for document in originals.documents}
    for finding in check_citations(evidence, originals):
        absent = any(finding.where == r.path and r.key not in found for r in evidence.sources)
        if not absent:
            yield finding


def _brief(files: Mapping[str, bytes]) -> Brief | None:
    """Return the composed note, None where there is none that can be read."""
    try:
        return decode_brief(files.get(BRIEF_NAME, b""))
    except ValueError:
        return None


def _readable(
    brief: Brief, searched: Mapping[str, bytes], files: Mapping[str, bytes]
) -> Iterator[Finding]:
    """Find a page that leads nowhere, and copies of sources to read that are not their text."""
    if "brief.html" in searched:
        yield from misled(brief, searched["brief.html"], files, "brief.html")
    yield from check_readable(brief, searched, files)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the files of a folder are to show: parts of evidence, the analyst's words, the note.

    `texts` are those of the sources by their keys, and `every` has those of the last issue too.
    """

    parts: tuple[Part, ...]
    edited: frozenset[str]
    analyst: tuple[str, ...]
    brief: Brief | None
    texts: Mapping[str, str]
    every: tuple[str, ...]

    def wrong(self, text: str, path: str, *, whole: bool) -> Iterator[Finding]:
        """Find what the comparable text of a file says wrong, and what the `whole` note lacks."""
        yield from misattributed(self.parts, text, self.texts, path)
        yield from look_alikes(self.parts, self.every, text, path)
        if self.brief and is_shipped(self.brief):
            yield from misshown(self.brief, text, path, whole=whole)
        yield from unmarked(self.analyst, text, path, whole=whole)
        yield from mismarked(self.parts, self.edited, text, path, whole=whole)

    @property
    def proves(self) -> bool:
        """Whether the note shows the passages that it cites, as those without a ledger do not."""
        return self.brief is None or self.brief.section(SectionName.LEDGER) is not None


def _rendered(
    evidence: Evidence,
    manifest: Manifest,
    brief: Brief | None,
    files: Mapping[str, bytes],
    whole: Mapping[str, bytes],
) -> Iterator[Finding]:
    """Look for every fact and quotation that the brief shows in the text of files of its folder."""
    parts = shown_parts(evidence, manifest.shown)
    told = _Told(
        parts,
        edited_parts(evidence),
        manifest.analyst,
        brief,
        copied_texts(evidence, whole),
        kept_texts(whole),
    )
    for path in (*_SENT, *_RENDERED, _PDF):
        if path not in files:
            continue
        try:
            if path == _PDF:
                paper = open_paper(files[path])
                yield from _unlike(paper, whole)
                text = comparable(paper.text)
            else:
                text = comparable({**_SENT, **_RENDERED}[path](files[path]))
        except (ValueError, LookupError) as error:
            yield Finding(path, f"cannot be read: {error}")
            continue
        yield from told.wrong(text, path, whole=path not in _SENT)
        if path not in _SENT:
            yield from missing_parts(parts, text, path)
            yield from misplaced(evidence, manifest.shown, text, path)
        if path in _NOTES and told.proves:
            yield from unnoted(parts, comparable(_NOTES[path](files[path])), path)
        if path == _MARKDOWN:
            yield from unproved(parts, text, path)


def _unlike(paper: Paper, files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Find what is attached to the PDF and is not what the folder has."""
    for name, content in paper.attached.items():
        path = attached_path(name)
        if path in files and files[path] != content:
            yield Finding(_PDF, f"the attached {name} is not {path} of the folder")
