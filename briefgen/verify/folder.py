"""A finished output folder: hashes, citations against the copies and originals, rendered text."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping

from briefgen.errors import Finding
from briefgen.model.codec import CHANGES_NAME, decode_changes, decode_evidence, parse_evidence
from briefgen.model.evidence import Evidence
from briefgen.model.manifest import MANIFEST_NAME, Manifest, decode_manifest
from briefgen.model.text import Corpus
from briefgen.verify.changes import check_changes, slices
from briefgen.verify.origin import Part, misattributed, stands_in
from briefgen.verify.quoted import check_quoted
from briefgen.verify.rendered import comparable, html_text, mail_text, pdf_text, plain_text
from briefgen.verify.statements import (
    all_citations,
    check_citations,
    check_dates,
    check_days,
    place,
)
from briefgen.verify.together import misplaced

EVIDENCE_NAME = "evidence.json"
ANALYST_MARK = "analyst’s words"
"""Stands in a brief right behind words that no source states."""
_RENDERED: Mapping[str, Callable[[bytes], str]] = {"brief.html": html_text, "brief.pdf": pdf_text}
_SENT: Mapping[str, Callable[[bytes], str]] = {"brief.txt": plain_text, "brief.eml": mail_text}
"""Files that may show less than the brief does."""


def check_folder(files: Mapping[str, bytes], originals: Corpus) -> tuple[Finding, ...]:
    """Compare a folder's files with each other and with the originals that were found.

    `files` maps paths inside the folder to contents; `originals` may lack sources. The
    result is sorted and empty when all is well.
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
    findings |= set(check_copies(evidence, files))
    findings |= set(check_evidence_days(evidence))
    findings |= set(_originals(evidence, originals))
    findings |= set(check_earlier(files))
    findings |= set(check_quoted(evidence, manifest.shown, copied_texts(evidence, files)))
    findings |= set(_rendered(evidence, manifest, files))
    return tuple(sorted(findings))


def _hashes(manifest: Manifest, files: Mapping[str, bytes]) -> Iterator[Finding]:
    for listed in manifest.files:
        content = files.get(listed.path)
        if content is None:
            yield Finding(listed.path, "is missing")
        elif hashlib.sha256(content).hexdigest() != listed.sha256:
            yield Finding(listed.path, "was changed after the brief was made")
    known = {listed.path for listed in manifest.files} | {MANIFEST_NAME}
    for path in sorted(set(files) - known):
        yield Finding(path, "does not belong to the brief")


def check_copies(evidence: Evidence, files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Compare every citation with the copy of its source's canonical text."""
    texts = copied_texts(evidence, files)
    for record in evidence.sources:
        path = f"sources/{record.key}.txt"
        content = files.get(path, b"")
        if hashlib.sha256(content).hexdigest() != record.text_sha256:
            yield Finding(path, "is not the text the evidence was taken from")
    for name, citation in all_citations(evidence):
        if not slices(citation, texts.get(citation.source, "")):
            instead = stands_in(citation, texts) or "the source's copy says something else"
            yield Finding(place(citation), f"{name}: {instead}")


def copied_texts(evidence: Evidence, files: Mapping[str, bytes]) -> Mapping[str, str]:
    """Return the copies of the sources' texts, by the keys of the sources; "" for a lost one."""
    keys = (record.key for record in evidence.sources)
    copies = ((key, files.get(f"sources/{key}.txt", b"")) for key in keys)
    return {key: content.decode("utf-8", errors="replace") for key, content in copies}


def check_evidence_days(evidence: Evidence) -> Iterator[Finding]:
    """Count the days in brackets again, which no copy of a source has in its words."""
    yield from (finding for fact in evidence.facts for finding in check_days(fact))
    yield from check_dates(evidence)


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


def _originals(evidence: Evidence, originals: Corpus) -> Iterator[Finding]:
    found = {document.source.key for document in originals.documents}
    for finding in check_citations(evidence, originals):
        absent = any(finding.where == r.path and r.key not in found for r in evidence.sources)
        if not absent:
            yield finding


def _rendered(
    evidence: Evidence, manifest: Manifest, files: Mapping[str, bytes]
) -> Iterator[Finding]:
    """Look for every fact and quotation that the brief shows in the text of its files."""
    parts = shown_parts(evidence, manifest.shown)
    texts = copied_texts(evidence, files)
    for path, read in _SENT.items():
        if path in files:
            yield from misattributed(parts, comparable(read(files[path])), texts, path)
    for path, read in _RENDERED.items():
        if path not in files:
            continue
        try:
            text = comparable(read(files[path]))
        except ValueError as error:
            yield Finding(path, str(error))
            continue
        yield from missing_parts(parts, text, path)
        yield from misattributed(parts, text, texts, path)
        yield from misplaced(evidence, manifest.shown, text, path)
        for words in manifest.analyst:
            if comparable(f"{words} {ANALYST_MARK}") not in text:
                yield Finding(path, f"'{words}' is not marked as the analyst's words")


def shown_parts(evidence: Evidence, shown: Iterable[str]) -> tuple[Part, ...]:
    """Return the words that a note must show, as it shows the evidence with these ids.

    Those of a fact are its wording, with lead-in, and names and days in brackets.
    """
    ids = set(shown)
    said = (q for q in evidence.quotations if q.id in ids)
    return (
        *((f"fact {f.id}", f.citations[0], f.wording) for f in evidence.facts if f.id in ids),
        *((f"title {t.id}", t.citation, t.text) for t in evidence.titles if t.id in ids),
        *((f"quotation {q.id}", c, c.text) for q in said for c in (*q.parts, *q.reservations)),
    )


def missing_parts(parts: Iterable[Part], text: str, path: str) -> Iterator[Finding]:
    """Find words that the comparable text of a file does not have."""
    for name, citation, words in parts:
        if comparable(words) not in text:
            yield Finding(place(citation), f"{name}: not found in {path}")
