"""Statements against sources: before anything is rendered, and again on finished files.

`verify` is the way to a VerifiedBrief, and `verify_again` the one for a note that lies in a
folder. It compares every citation with a fresh reading of the files; `check_folder` does the same
for an output folder, and looks for every fact and quotation in the text of the finished HTML and
PDF, for details behind the lead of their development.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from briefgen.errors import VerificationFailed
from briefgen.model.brief import Brief, VerifiedBrief
from briefgen.model.codec import content_digest, encode_brief
from briefgen.model.evidence import Evidence
from briefgen.model.text import Corpus
from briefgen.verification.evidence.changes import check_changes
from briefgen.verification.evidence.claims import check_claims, check_marking
from briefgen.verification.evidence.described import check_described
from briefgen.verification.evidence.edited import check_decided
from briefgen.verification.evidence.excerpts import check_excerpt
from briefgen.verification.evidence.own import check_marks, rested_on
from briefgen.verification.evidence.quoted import check_quoted
from briefgen.verification.evidence.statements import check_citations, check_cited, check_statements
from briefgen.verification.evidence.together import check_items
from briefgen.verification.folder import check_folder
from briefgen.verification.kept import check_kept, kept_corpus, paragraphs_of
from briefgen.verification.pages.foreign import known, lines, missing, runs
from briefgen.verification.paper.attached import check_paper, check_pdf, seal_contents
from briefgen.verification.paper.bounded import answer_once, ask
from briefgen.verification.paper.paper import open_paper, unlike

__all__ = [
    "answer_once",
    "ask",
    "check_claims",
    "check_described",
    "check_folder",
    "check_marking",
    "check_paper",
    "check_pdf",
    "known",
    "lines",
    "missing",
    "open_paper",
    "runs",
    "seal_contents",
    "unlike",
    "verify",
    "verify_again",
]


def verify(
    brief: Brief,
    evidence: Evidence,
    fresh: Corpus,
    earlier: Mapping[str, str] = MappingProxyType({}),
) -> VerifiedBrief:
    """Return the brief as verified against `fresh`, a new reading of the files.

    All evidence is proved, the part of it that the brief holds, and what the analyst's words
    rest on. `earlier` are the kept texts
    of the last issue, by source key. Raises VerificationFailed with every difference.
    """
    shown = [item.ref for item in brief.items()]
    texts = {document.source.key: document.text for document in fresh.documents}
    findings = (
        *check_citations(evidence, fresh),
        *check_statements(evidence, fresh),
        *check_excerpt(brief.evidence, evidence),
        *check_items(brief),
        *check_marks(brief),
        *check_cited(rested_on(brief), fresh),
        *check_decided(brief, evidence),
        *check_quoted(evidence, shown, texts),
        *check_changes(brief.changes, earlier),
    )
    if findings:
        raise VerificationFailed(tuple(sorted(set(findings))))
    proven = replace(brief, paragraphs=paragraphs_of(brief, fresh))
    return VerifiedBrief(_sealed(proven) if proven.record else proven, fresh)


def _sealed(brief: Brief) -> Brief:
    return replace(brief, content=content_digest(encode_brief(brief.portable)))


def verify_again(
    brief: Brief, files: Mapping[str, bytes], originals: Corpus | None = None
) -> VerifiedBrief:
    """Return a brief that was verified before, as verified against the texts kept beside it.

    `files` are those of its folder; sources among the `originals` are whole, and all others have
    the paragraphs that are cited. Raises VerificationFailed with every difference.
    """
    if findings := set(check_kept(brief, files)):
        raise VerificationFailed(tuple(sorted(findings)))
    return VerifiedBrief(brief, kept_corpus(brief, files, originals or Corpus(())))
