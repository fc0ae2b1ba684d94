"""Statements against sources: before anything is rendered, and again on finished files.

`verify` is the only way to a VerifiedBrief. It compares every citation with a fresh
reading of the files; `check_folder` does the same for an output folder, and looks for
every fact and quotation in the text of the finished HTML and PDF, for details behind the
lead of their development.
"""

from collections.abc import Mapping
from types import MappingProxyType

from briefgen.errors import VerificationFailed
from briefgen.model.brief import Brief, VerifiedBrief
from briefgen.model.text import Corpus
from briefgen.verify.attached import check_pdf, seal_contents
from briefgen.verify.changes import check_changes
from briefgen.verify.folder import check_folder
from briefgen.verify.quoted import check_quoted
from briefgen.verify.statements import check_citations, check_statements
from briefgen.verify.together import check_items

__all__ = ["check_folder", "check_pdf", "seal_contents", "verify"]


def verify(
    brief: Brief, fresh: Corpus, earlier: Mapping[str, str] = MappingProxyType({})
) -> VerifiedBrief:
    """Return the brief as verified against `fresh`, a new reading of the files.

    `earlier` are the kept texts of the last issue, by source key. Raises VerificationFailed
    with every difference.
    """
    evidence = brief.evidence
    shown = [item.ref for item in brief.items()]
    texts = {document.source.key: document.text for document in fresh.documents}
    findings = (
        *check_citations(evidence, fresh),
        *check_statements(evidence, fresh),
        *check_items(brief),
        *check_quoted(evidence, shown, texts),
        *check_changes(brief.changes, earlier),
    )
    if findings:
        raise VerificationFailed(tuple(sorted(set(findings))))
    return VerifiedBrief(brief, fresh)
