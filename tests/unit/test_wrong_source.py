"""Right words under the wrong source are found, and it is said where they stand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from unit.briefs import MASTHEAD, at, compose, dam_brief, document, fact, quotation, record
from unit.halves import LIMITED

from briefgen.config import Config
from briefgen.config.settings import Format
from briefgen.model.annotations import QuotationKind
from briefgen.model.brief import Artifact, VerifiedBrief
from briefgen.model.citations import Citation
from briefgen.model.codec import encode_brief
from briefgen.model.evidence import Evidence, Generator, Speaker
from briefgen.model.text import Corpus
from briefgen.pipeline import build
from briefgen.proof import verify
from briefgen.render.email import write_email, write_text
from briefgen.render.html import write_html
from briefgen.render.pdf import write_pdf
from briefgen.verification import check_pdf, seal_contents
from briefgen.verification.evidence.copies import check_copies
from briefgen.verification.evidence.origin import misattributed
from briefgen.verification.evidence.statements import check_citations
from briefgen.verification.pages.parts import shown_parts
from briefgen.verification.paper.paper import open_paper
from briefgen.verification.rendered import comparable, html_text, mail_text, plain_text

OTHER = {"S1": "S3", "S2": "S1", "S3": "S2", "S4": "S1"}


def evidence_with(words: str, held: Corpus) -> Evidence:
    told = at(held.documents[1], words)
    ann = Speaker("", None, None, "", "", "")
    return Evidence(
        generator=Generator("0", "0", "0"),
        sources=tuple(map(record, held.documents)),
        facts=(fact(1, told),),
        actors=(),
        quotations=(quotation("q1", QuotationKind.DIRECT, told, ann),),
        versions=(),
        events=(),
        disagreements=(),
        titles=(),
        skipped=(),
    )


@pytest.mark.parametrize("words", [half for half, _ in LIMITED])
def test_words_cited_from_a_source_without_them_are_found_in_the_right_one(words: str) -> None:
    weather = "Weather\n\nIt rained all day in the valley, and the wind turned to the north."
    held = Corpus(
        (
            document("S1", "a.txt", weather),
            document("S2", "b.txt", f"Report\n\n“{words},” a man said."),
        )
    )
    wrong = evidence_with(words, held)
    said = wrong.quotations[0]
    moved = replace(said, parts=(replace(said.parts[0], source="S1"),))
    wrong = replace(wrong, quotations=(moved,))
    copies = {f"sources/{d.source.key}.txt": d.text.encode() for d in held.documents}

    for findings in (check_copies(wrong, copies), check_citations(wrong, held)):
        (found,) = findings
        assert found.message == "quotation q1: the words stand in S2, not in S1"


def under_other_sources(verified: VerifiedBrief) -> VerifiedBrief:
    """Return the note with every fact and quotation under a source that does not have it."""

    def moved(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
        first, *others = citations
        return (replace(first, source=OTHER[first.source]), *others)

    told = verified.brief.evidence
    facts = tuple(replace(one, citations=moved(one.citations)) for one in told.facts)
    said = tuple(replace(one, parts=moved(one.parts)) for one in told.quotations)
    wrong = replace(told, facts=facts, quotations=said)
    return VerifiedBrief(compose(wrong, MASTHEAD), verified.corpus)


def write_paper(verified: VerifiedBrief) -> Artifact:
    """Write a PDF with what belongs to the right note attached."""
    right = dam_brief()
    record = encode_brief(right.brief)
    texts = (
        Artifact(f"sources/{held.source.key}.txt", held.text.encode())
        for held in right.corpus.documents
    )
    attached = (Artifact("brief.json", record), seal_contents(right.brief, record), *texts)
    return write_pdf(verified, "ua-1", attached)


FILES: dict[str, tuple[Callable[[VerifiedBrief], Artifact], Callable[[bytes], str]]] = {
    "brief.html": (write_html, html_text),
    "brief.txt": (write_text, plain_text),
    "brief.eml": (lambda verified: write_email(verified, None), mail_text),
    "brief.pdf": (write_paper, lambda content: open_paper(content).text),
}


@cache
def content_of(name: str, *, right: bool) -> bytes:
    write, _ = FILES[name]
    return write(dam_brief() if right else under_other_sources(dam_brief())).content


@pytest.mark.parametrize("name", FILES)
def test_marks_of_other_sources_are_found_in_every_file(name: str) -> None:
    right = dam_brief()
    told = right.brief.evidence
    parts = shown_parts(told, [item.ref for item in right.brief.items()])
    texts = {held.source.key: held.text for held in right.corpus.documents}
    _, read = FILES[name]

    def found(content: bytes) -> set[str]:
        findings = misattributed(parts, comparable(read(content)), texts, name)
        return {finding.message for finding in findings}

    shown = comparable(read(content_of(name, right=True)))
    there = [(part, cited) for part, cited, words in parts if comparable(words) in shown]
    assert found(content_of(name, right=True)) == set()
    assert found(content_of(name, right=False)) == {
        f"{part}: the words stand in {cited.source}, not in {OTHER[cited.source]}"
        for part, cited in there
    }
    assert len(there) >= (10 if name == "brief.eml" else 13)


def test_pdf_by_itself_says_where_the_words_of_its_pages_stand() -> None:
    found = [finding.message for finding in check_pdf(content_of("brief.pdf", right=False))[0]]

    assert "quotation q1: the words stand in S1, not in S3" in found
    assert not [
        f for f in check_pdf(content_of("brief.pdf", right=True))[0] if "stand in" in f.message
    ]


def test_folder_says_where_the_words_of_a_mark_stand(tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "a.txt").write_text(
        "Quay to open\n\n“The quay will open in the first week of May,” harbour master Ada Brandt"
        " said on Monday."
    )
    (inputs / "b.txt").write_text("Storm\n\nThe storm killed three people in Odran on Monday.")
    config = replace(Config(), formats=(Format.HTML, Format.EMAIL))
    folder = build([inputs], config, date(2026, 11, 23), tmp_path / "out").folder
    note = folder / "brief.txt"
    shown = note.read_text()
    assert "quotation [S1" in shown.replace("\N{NO-BREAK SPACE}", " ")

    note.write_text(shown.replace("quotation [S1", "quotation [S2"))

    found = [str(finding) for finding in verify(folder).findings]
    assert any("brief.txt" in one and "stand in S1, not in S2" in one for one in found)
