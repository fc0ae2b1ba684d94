"""A PDF by itself: its pages against the evidence and the source texts attached to it."""

import hashlib
import json
from collections.abc import Mapping

from briefgen.errors import Finding
from briefgen.model.brief import Artifact, Brief
from briefgen.model.codec import decode_evidence, parse_evidence
from briefgen.verify.folder import (
    check_copies,
    check_earlier,
    check_evidence_days,
    copied_texts,
    missing_parts,
    shown_parts,
)
from briefgen.verify.origin import misattributed
from briefgen.verify.quoted import check_quoted
from briefgen.verify.rendered import comparable, pdf_text
from briefgen.verify.together import misplaced

SEAL_NAME = "contents.json"
SCHEMA = "briefgen/contents/1"

_EVIDENCE = "evidence.json"


def seal_contents(brief: Brief, evidence: bytes) -> Artifact:
    """Make contents.json: which evidence a note shows, and the hash of all of it."""
    content = {
        "schema": SCHEMA,
        "number": brief.masthead.number,
        "issue_date": brief.masthead.issue_date,
        "evidence": hashlib.sha256(evidence).hexdigest(),
        "shown": [item.ref for item in brief.items()],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return Artifact(SEAL_NAME, text.encode())


def check_pdf(content: bytes) -> tuple[tuple[Finding, ...], int]:
    """Return what differs inside a PDF of briefgen, sorted, and how many sources it carries.

    Compared are the hash of the evidence, the hash of each source text, every citation with
    its source text, what is said of the last issue with its sources, and every fact
    and quotation shown with the text of the pages.
    """
    try:
        files = _attachments(content)
        shown = _shown(files)
        evidence = parse_evidence(files[_EVIDENCE])
        text = comparable(pdf_text(content))
    except (KeyError, ValueError) as error:
        return (Finding("attachments", f"no note that can be checked: {error}"),), 0
    findings = {
        *check_copies(evidence, files),
        *check_evidence_days(evidence),
        *check_earlier(files),
    }
    try:
        decode_evidence(files[_EVIDENCE])
    except ValueError as error:
        findings.add(Finding(_EVIDENCE, f"damaged: {error}"))
    findings |= set(missing_parts(shown_parts(evidence, shown), text, "the pages"))
    findings |= set(misplaced(evidence, shown, text, "the pages"))
    texts = copied_texts(evidence, files)
    findings |= set(misattributed(shown_parts(evidence, shown), text, texts, "the pages"))
    findings |= set(check_quoted(evidence, shown, texts))
    return tuple(sorted(findings)), len(evidence.sources)


def _attachments(content: bytes) -> Mapping[str, bytes]:
    """Return the attached files; source texts as the output folder has them."""
    import pypdfium2  # noqa: PLC0415 - only needed to check a PDF

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"no readable PDF: {error}") from error
    with document:
        held = [document.get_attachment(n) for n in range(document.count_attachments())]
        named = {one.get_name(): bytes(one.get_data()) for one in held}
    return {_path(name): data for name, data in named.items()}


def _path(name: str) -> str:
    """Return where the output folder has what is attached under this name."""
    if not name.endswith(".txt"):
        return name
    key = name.removeprefix("earlier-")
    return f"sources/{name}" if key == name else f"earlier/{key}"


def _shown(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the ids of the evidence shown. Raises ValueError for another note's evidence."""
    if SEAL_NAME not in files or _EVIDENCE not in files:
        raise ValueError(f"{SEAL_NAME} or {_EVIDENCE} is not attached")
    seal = json.loads(files[SEAL_NAME])
    if not isinstance(seal, dict) or seal.get("schema") != SCHEMA:
        raise ValueError(f"the schema of {SEAL_NAME} is not {SCHEMA}")
    if seal["evidence"] != hashlib.sha256(files[_EVIDENCE]).hexdigest():
        raise ValueError(f"{_EVIDENCE} was changed after the note was made")
    return tuple(map(str, seal["shown"]))
