"""A PDF by itself: its pages against the note and the source texts attached to it."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefgen.errors import Finding
from briefgen.model.brief import Artifact, Brief
from briefgen.model.citations import Citation
from briefgen.model.codec import (
    BRIEF_NAME,
    EVIDENCE_NAME,
    decode_brief,
    decode_evidence,
    parse_evidence,
    parse_object,
)
from briefgen.model.evidence import Evidence
from briefgen.model.records import SourceRecord
from briefgen.model.spoken import Spoken
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
from briefgen.verification.evidence.excerpts import check_shown
from briefgen.verification.evidence.origin import misattributed
from briefgen.verification.evidence.own import check_marks, rested_on, unmarked
from briefgen.verification.evidence.quoted import check_quoted
from briefgen.verification.evidence.statements import check_statements
from briefgen.verification.evidence.together import check_items, misplaced
from briefgen.verification.pages.alike import look_alikes
from briefgen.verification.pages.parts import edited_parts, missing_parts, shown_parts
from briefgen.verification.pages.shown import is_shipped, misshown
from briefgen.verification.paper.paper import Paper, open_paper
from briefgen.verification.rendered import comparable

SEAL_NAME = "contents.json"
SCHEMA = "briefgen/contents/2"
FIRST_SCHEMA = "briefgen/contents/1"
"""Has the whole evidence attached, and the texts of all sources."""


def seal_contents(brief: Brief, record: bytes) -> Artifact:
    """Make contents.json: which evidence a note shows, and the hash of brief.json, `record`."""
    content = {
        "schema": SCHEMA,
        "number": brief.masthead.number,
        "issue_date": brief.masthead.issue_date,
        "brief": hashlib.sha256(record).hexdigest(),
        "shown": [item.ref for item in brief.items()],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return Artifact(SEAL_NAME, text.encode())


@dataclass(frozen=True, slots=True)
class _Attached:
    """What a PDF says of itself: the ids of the evidence shown, and the sources that prove it.

    `analyst` are the analyst's words, and `rested` what these rest on; notes of the first schema
    carry no composed `brief`.
    """

    evidence: Evidence
    shown: tuple[str, ...]
    proving: tuple[SourceRecord, ...]
    spoken: tuple[Spoken, ...]
    findings: frozenset[Finding]
    analyst: tuple[str, ...] = ()
    rested: tuple[tuple[str, Citation], ...] = ()
    brief: Brief | None = None


def check_pdf(content: bytes) -> tuple[tuple[Finding, ...], int]:
    """Return what differs inside a PDF, as `check_paper` does; what is none is one finding."""
    try:
        return check_paper(open_paper(content))
    except ValueError as error:
        return (Finding("attachments", f"no note that can be checked: {error}"),), 0


def check_paper(paper: Paper, *, printed: bool = False) -> tuple[tuple[Finding, ...], int]:
    """Return what differs inside a PDF of briefgen, sorted, and how many sources it is made from.

    Compared are the hash of the note, the hash of each source text it cites, every citation with
    its source text, what is said of the last issue with its sources, and every fact
    and quotation shown with the text of the pages, unless these came out the same when they were
    `printed` again.
    """
    try:
        files = paper.files
        held = _held(files)
        text = comparable(paper.text)
    except (KeyError, ValueError) as error:
        return (Finding("attachments", f"no note that can be checked: {error}"),), 0
    evidence, shown = held.evidence, held.shown
    texts = copied_texts(evidence, files)
    parts = shown_parts(evidence, shown)
    findings = {
        *held.findings,
        *check_texts(held.proving, files),
        *check_copies(evidence, files),
        *check_statements(evidence, Corpus(())),
        *check_earlier(files),
        *check_quoted(evidence, shown, texts, held.spoken),
        *check_copied(held.rested, texts),
    }
    if not printed:
        findings |= {
            *missing_parts(parts, text, "the pages"),
            *misplaced(evidence, shown, text, "the pages"),
            *misattributed(parts, text, texts, "the pages"),
            *mismarked(parts, edited_parts(evidence), text, "the pages", whole=True),
            *unmarked(held.analyst, text, "the pages"),
            *look_alikes(parts, kept_texts(files), text, "the pages"),
        }
        if held.brief and is_shipped(held.brief):
            findings |= set(misshown(held.brief, text, "the pages", whole=True))
    return tuple(sorted(findings)), len(evidence.sources)


def _held(files: Mapping[str, bytes]) -> _Attached:
    """Read what is attached. Raises ValueError for another note's, or KeyError where it lacks."""
    seal = parse_object(files.get(SEAL_NAME, b"{}"))
    schema = seal.get("schema")
    if schema not in (SCHEMA, FIRST_SCHEMA):
        raise ValueError(f"{SEAL_NAME} of schema {SCHEMA} or {FIRST_SCHEMA} is not attached")
    if not isinstance(seal["shown"], list):
        raise ValueError(f"{SEAL_NAME}: shown: should be a list")  # noqa: TRY004 - of the file
    shown = tuple(map(str, seal["shown"]))
    if schema == FIRST_SCHEMA:
        record = _sealed(EVIDENCE_NAME, seal["evidence"], files)
        evidence = parse_evidence(record)
        damage = frozenset(_damage(record))
        return _Attached(evidence, shown, evidence.sources, (), damage)
    brief = decode_brief(_sealed(BRIEF_NAME, seal["brief"], files))
    cited = brief.attested
    proving = tuple(one for one in brief.evidence.sources if one.key in cited)
    checks = (
        check_shown(brief, shown, SEAL_NAME),
        check_items(brief),
        check_marks(brief),
        check_decided(brief, brief.evidence),
    )
    findings = frozenset(finding for check in checks for finding in check)
    rested = tuple(rested_on(brief))
    return _Attached(
        brief.evidence, shown, proving, brief.spoken, findings, brief.analyst, rested, brief
    )


def _sealed(name: str, sha256: object, files: Mapping[str, bytes]) -> bytes:
    if name not in files:
        raise ValueError(f"{name} is not attached")
    if sha256 != hashlib.sha256(files[name]).hexdigest():
        raise ValueError(f"{name} was changed after the note was made")
    return files[name]


def _damage(record: bytes) -> Iterator[Finding]:
    try:
        decode_evidence(record)
    except ValueError as error:
        yield Finding(EVIDENCE_NAME, f"damaged: {error}")
