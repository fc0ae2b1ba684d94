"""A finished output folder: hashes, citations against the copies and originals, rendered text."""

import hashlib
import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass

from briefgen.errors import Finding
from briefgen.model.brief import Brief, SectionName
from briefgen.model.codec import (
    BRIEF_NAME,
    EVIDENCE_NAME,
    FIRST_SCHEMA,
    decode_brief,
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
from briefgen.model.text import Corpus
from briefgen.verification.evidence.copies import (
    check_copied,
    check_copies,
    check_earlier,
    check_texts,
    copied_texts,
    kept_texts,
)
from briefgen.verification.evidence.edited import check_decided, mismarked
from briefgen.verification.evidence.excerpts import check_excerpt, check_shown
from briefgen.verification.evidence.origin import Part, misattributed
from briefgen.verification.evidence.own import check_marks, rested_on, unmarked
from briefgen.verification.evidence.quoted import check_quoted
from briefgen.verification.evidence.statements import (
    check_citations,
    check_cited,
    check_statements,
)
from briefgen.verification.evidence.together import misplaced
from briefgen.verification.pages.alike import look_alikes
from briefgen.verification.pages.copied import check_readable
from briefgen.verification.pages.marked import markdown_notes, markdown_text
from briefgen.verification.pages.parts import (
    edited_parts,
    missing_parts,
    shown_parts,
    unnoted,
    unproved,
)
from briefgen.verification.pages.shown import is_shipped, misled, misshown
from briefgen.verification.paper.paper import Paper, attached_path, open_paper
from briefgen.verification.rendered import (
    comparable,
    html_text,
    mail_text,
    plain_text,
    word_notes,
    word_text,
)

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
