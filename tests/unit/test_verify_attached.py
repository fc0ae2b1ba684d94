import hashlib
import json
from dataclasses import replace

import pytest
from unit.briefs import dam_brief, small_brief

from briefgen.model.brief import Artifact, Brief, VerifiedBrief
from briefgen.model.codec import encode_brief, encode_evidence
from briefgen.render.pdf import write_pdf
from briefgen.verification import check_pdf, seal_contents


def attached(brief: Brief, texts: dict[str, str]) -> tuple[Artifact, ...]:
    """Return what a PDF of this note carries."""
    record = encode_brief(brief)
    copies = (Artifact(f"sources/{key}.txt", text.encode()) for key, text in texts.items())
    return (Artifact("brief.json", record), seal_contents(brief, record), *copies)


def texts_of(verified: VerifiedBrief) -> dict[str, str]:
    return {one.source.key: one.text for one in verified.corpus.documents}


def paper(statement: str, note_of: str = "", text: str = "") -> bytes:
    """Return a PDF with its attachments, or with those of another statement."""
    told = small_brief(note_of or statement)
    texts = {"S1": text} if text else texts_of(told)
    return write_pdf(small_brief(statement), "ua-1", attached(told.brief, texts)).content


def found(brief: Brief, texts: dict[str, str] | None = None) -> list[str]:
    """Return what is found in the pages of the note about the dam with another note attached."""
    right = dam_brief()
    held = texts_of(right) if texts is None else texts
    findings, _ = check_pdf(write_pdf(right, "ua-1", attached(brief, held)).content)
    return [str(finding) for finding in findings]


def test_pdf_is_verified_from_its_attachments_alone() -> None:
    assert check_pdf(paper("It rained for three days.")) == ((), 1)
    assert found(dam_brief().brief) == []


def test_pdf_whose_pages_say_something_else_is_found_out() -> None:
    findings, _ = check_pdf(paper("It rained for nine days.", "It rained for three days."))

    assert any("not found in the pages" in str(finding) for finding in findings)


def test_pdf_whose_source_text_was_changed_is_found_out() -> None:
    findings, _ = check_pdf(paper("It rained for three days.", text="It snowed for three days."))

    assert any("sources/S1.txt" in str(finding) for finding in findings)


def test_pdf_whose_note_was_changed_is_found_out() -> None:
    verified = small_brief("It rained for three days.")
    record = encode_brief(verified.brief)
    held = (Artifact("brief.json", record + b" "), seal_contents(verified.brief, record))
    findings, _ = check_pdf(write_pdf(verified, "ua-1", held).content)

    assert "brief.json was changed" in str(findings[0])


@pytest.mark.parametrize("key", ["S1", "S2", "S3", "S4"])
def test_pdf_without_the_text_of_a_source_that_it_cites_is_found_out(key: str) -> None:
    texts = texts_of(dam_brief())
    del texts[key]

    assert f"sources/{key}.txt: is not the text the evidence was taken from" in found(
        dam_brief().brief, texts
    )


def test_text_of_a_source_that_is_not_cited_need_not_be_attached() -> None:
    verified = dam_brief()
    unused = replace(verified.brief.evidence.sources[0], key="S5", path="unused.txt")
    sources = (*verified.brief.evidence.sources, unused)
    more = replace(verified.brief, evidence=replace(verified.brief.evidence, sources=sources))

    assert "S5" not in more.attested
    assert found(more) == []


def test_list_of_what_is_shown_is_that_of_the_note() -> None:
    verified = small_brief("It rained for three days.")
    record = encode_brief(verified.brief)
    empty = seal_contents(replace(verified.brief, sections=()), record)
    held = (Artifact("brief.json", record), empty, attached(verified.brief, texts_of(verified))[2])
    findings, _ = check_pdf(write_pdf(verified, "ua-1", held).content)

    assert "contents.json: does not list what brief.json shows" in map(str, findings)


def test_note_whose_words_and_citations_are_other_ones_is_found_out() -> None:
    brief = dam_brief().brief
    first, *others = brief.evidence.facts
    cited = replace(first.citations[0], start=first.citations[0].start + 1)
    moved = replace(first, citations=(cited, *first.citations[1:]))
    told = found(replace(brief, evidence=replace(brief.evidence, facts=(moved, *others))))

    assert any("the source's copy says something else" in one for one in told)


def test_pdf_that_carries_all_evidence_goes_on_being_checked() -> None:
    verified = small_brief("It rained for three days.")
    record = encode_evidence(verified.brief.evidence)
    assert check_pdf(paper_of_the_first_schema(verified, record)) == ((), 1)
    findings, _ = check_pdf(paper_of_the_first_schema(verified, record + b" "))
    assert "evidence.json was changed" in str(findings[0])


def paper_of_the_first_schema(verified: VerifiedBrief, record: bytes) -> bytes:
    """Return a PDF as versions before brief.json wrote it."""
    ids = [item.ref for item in verified.brief.items()]
    sealed = encode_evidence(verified.brief.evidence)
    seal = {"evidence": hashlib.sha256(sealed).hexdigest(), "schema": "briefgen/contents/1"}
    held = (
        Artifact("evidence.json", record),
        Artifact("contents.json", json.dumps({**seal, "shown": ids}).encode()),
        Artifact("sources/S1.txt", texts_of(verified)["S1"].encode()),
    )
    return write_pdf(verified, "ua-1", held).content


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nonsense"])
def test_what_is_no_pdf_of_a_note_is_said(content: bytes) -> None:
    findings, _ = check_pdf(content)

    assert "no note that can be checked" in str(findings[0])
