import pytest
from unit.briefs import small_brief

from briefgen.model.brief import Artifact
from briefgen.model.codec import encode_evidence
from briefgen.render.pdf import write_pdf
from briefgen.verify import check_pdf, seal_contents


def paper(statement: str, evidence_of: str = "", text: str = "") -> bytes:
    """Return a PDF with its attachments, or with those of another statement."""
    shown = small_brief(statement)
    told = small_brief(evidence_of or statement)
    record = encode_evidence(told.brief.evidence)
    copy = text or told.corpus.documents[0].text
    attached = (
        Artifact("evidence.json", record),
        seal_contents(told.brief, record),
        Artifact("sources/S1.txt", copy.encode()),
    )
    return write_pdf(shown, "ua-1", attached).content


def test_pdf_is_verified_from_its_attachments_alone() -> None:
    assert check_pdf(paper("It rained for three days.")) == ((), 1)


def test_pdf_whose_pages_say_something_else_is_found_out() -> None:
    findings, _ = check_pdf(paper("It rained for nine days.", "It rained for three days."))

    assert any("not found in the pages" in str(finding) for finding in findings)


def test_pdf_whose_source_text_was_changed_is_found_out() -> None:
    findings, _ = check_pdf(paper("It rained for three days.", text="It snowed for three days."))

    assert any("sources/S1.txt" in str(finding) for finding in findings)


def test_pdf_whose_evidence_was_changed_is_found_out() -> None:
    verified = small_brief("It rained for three days.")
    record = encode_evidence(verified.brief.evidence)
    attached = (Artifact("evidence.json", record + b" "), seal_contents(verified.brief, record))
    findings, _ = check_pdf(write_pdf(verified, "ua-1", attached).content)

    assert "evidence.json was changed" in str(findings[0])


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nonsense"])
def test_what_is_no_pdf_of_a_note_is_said(content: bytes) -> None:
    findings, _ = check_pdf(content)

    assert "no note that can be checked" in str(findings[0])
