"""A PDF by itself: what is attached to it against its pages, and how both are read."""

import io
import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from pypdf import PdfReader, PdfWriter
from unit.briefs import dam_brief, dam_documents, page_of
from unit.papers import drawn

from briefgen.model.brief import Brief, Section, SectionName
from briefgen.model.codec import encode_brief, encode_evidence
from briefgen.model.decisions import Act, Decided
from briefgen.model.written import Form, Piece, Words
from briefgen.verification.evidence.own import ANALYST_MARK
from briefgen.verification.paper.attached import check_paper, check_pdf, seal_contents
from briefgen.verification.paper.paper import Paper, open_paper, unlike

BRIEF = dam_brief().brief
S1, S2, S3, S4 = dam_documents()
TEXTS = {f"{one.source.key}.txt": one.text.encode() for one in (S1, S2, S3, S4)}


def attached(brief: Brief = BRIEF) -> dict[str, bytes]:
    record = encode_brief(brief)
    return {"contents.json": seal_contents(brief, record).content, "brief.json": record, **TEXTS}


def found(
    files: Mapping[str, bytes], lines: list[str] | None = None, *, printed: bool = False
) -> list[str]:
    text = "\n".join(page_of(BRIEF) if lines is None else lines)
    findings, sources = check_paper(Paper(files, text), printed=printed)
    assert sources in (0, 4)
    return [str(one) for one in findings]


def test_a_paper_is_proved_by_what_is_attached_to_it() -> None:
    assert found(attached()) == []
    assert check_paper(Paper(attached(), "\n".join(page_of(BRIEF))))[1] == 4


def test_the_seal_says_what_is_shown_and_of_which_note() -> None:
    top = json.loads(seal_contents(BRIEF, b"x").content)
    assert top["shown"] == [item.ref for item in BRIEF.items()]
    assert (top["number"], top["issue_date"]) == ("BN-2026-047", "2026-11-22")
    assert top["brief"] == "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    assert seal_contents(BRIEF, b"x").content.startswith(b'{\n "brief"')
    assert (
        "Ü".encode()
        in seal_contents(replace(BRIEF, masthead=replace(BRIEF.masthead, number="Ü")), b"").content
    )


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"contents.json": None}, "contents.json of schema briefgen/contents/2 or"),
        ({"contents.json": b"[]"}, "not JSON: no object"),
        ({"brief.json": None}, "brief.json is not attached"),
        ({"brief.json": b"{}"}, "brief.json was changed after the note was made"),
    ],
)
def test_a_paper_without_its_note_cannot_be_checked(
    change: dict[str, bytes | None], fault: str
) -> None:
    files = {name: content for name, content in {**attached(), **change}.items() if content}
    findings, sources = check_paper(Paper(files, ""))
    assert [one.where for one in findings] == ["attachments"]
    assert findings[0].message.startswith(f"no note that can be checked: {fault}")
    assert sources == 0


def sealed(**values: object) -> dict[str, bytes]:
    top = {**json.loads(attached()["contents.json"]), **values}
    return {**attached(), "contents.json": json.dumps(top).encode()}


def test_a_list_of_what_is_shown_is_that_of_the_note() -> None:
    (fault,) = found(sealed(shown="f1"))
    assert fault.endswith("contents.json: shown: should be a list")
    assert "contents.json: does not list what brief.json shows" in found(sealed(shown=["f1"]))


def test_texts_of_cited_sources_are_attached_as_they_were() -> None:
    lost = found({**attached(), "S3.txt": S3.text.replace("four", "five").encode()})
    assert "sources/S3.txt: is not the text the evidence was taken from" in lost
    assert any("fact f2: the source's copy says something else" in one for one in lost)


def test_pages_with_other_words_are_found_unless_they_came_out_the_same() -> None:
    pages = [line.replace("18 million", "81 million") for line in page_of(BRIEF)]
    assert any("not found in the pages" in one for one in found(attached(), pages))
    assert found(attached(), pages, printed=True) == []


def test_pages_without_title_or_with_an_item_twice_are_found() -> None:
    assert found(attached(), page_of(BRIEF)[1:]) == [
        f"the pages: does not show “{BRIEF.masthead.title}”"
    ]


def test_pages_of_a_house_template_need_not_show_marks() -> None:
    brief = replace(BRIEF, template="house")
    pages = [line.partition(" [")[0] for line in page_of(brief)]
    assert [str(one) for one in check_paper(Paper(attached(brief), "\n".join(pages)))[0]] == []


def test_own_words_are_marked_on_the_pages_and_rest_on_what_they_name() -> None:
    mark = f"[{BRIEF.citations[0].mark}]"
    words = Words(Form.PARAGRAPH, (Piece("We think so"), Piece(mark, citation=1)))
    section = Section(SectionName.ASSESSMENT, (), analyst=(words,))
    brief = replace(BRIEF, sections=(*BRIEF.sections, section))
    right = [*page_of(brief), f"We think so {mark} ({ANALYST_MARK})"]
    assert found(attached(brief), right) == []
    (fault,) = found(attached(brief), [*page_of(brief), f"We think so {mark}"])
    assert fault.endswith("is not marked as the analyst's words")
    wrong = replace(words, pieces=(Piece("We think so"), Piece("[S9 ¶1]", citation=1)))
    other = replace(brief, sections=(*BRIEF.sections, replace(section, analyst=(wrong,))))
    assert any("[S9 ¶1] is the mark of" in one for one in found(attached(other), right))


def test_what_the_desk_decided_is_marked_on_the_pages() -> None:
    evidence = replace(BRIEF.evidence, decided=(Decided("1", Act.DAY, "f1", "", "x", "", ""),))
    sections = tuple(
        replace(s, items=tuple(replace(i, edited=i.ref == "f1") for i in s.items))
        for s in BRIEF.sections
    )
    brief = replace(BRIEF, evidence=evidence, sections=sections)
    (fault,) = found(attached(brief))
    assert fault.endswith("fact f1: not marked as edited by the desk in the pages")
    bare = replace(brief, sections=BRIEF.sections)
    assert "Fact 1: is not marked as edited by the desk" in found(attached(bare))


def test_a_paper_of_the_first_kind_has_all_evidence_attached() -> None:
    record = encode_evidence(BRIEF.evidence)
    top = json.loads(seal_contents(BRIEF, record).content)
    seal = {**top, "schema": "briefgen/contents/1", "evidence": top["brief"]}
    files = {"contents.json": json.dumps(seal).encode(), "evidence.json": record, **TEXTS}
    assert found(files) == []
    assert len(found({**files, "S4.txt": b""})) > 0
    broken = record.replace(b'"digest": "', b'"digest": "0')
    again = {**seal, "evidence": json.loads(seal_contents(BRIEF, broken).content)["brief"]}
    damaged = {**files, "contents.json": json.dumps(again).encode(), "evidence.json": broken}
    assert found(damaged) == ["evidence.json: damaged: the digest is not that of the content"]


# How a PDF is read


def with_files(content: bytes, files: Mapping[str, bytes]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    for name, data in files.items():
        writer.add_attachment(name, data)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def test_a_paper_is_read_with_its_files_and_its_pages() -> None:
    files = {"contents.json": bytes(range(256)), "S1.txt": b"text", "earlier-S1.txt": b"old"}
    paper = open_paper(with_files(drawn([("One line.", 12), ("Two lines.", 12)]), files))
    assert paper.attached == files
    assert set(paper.files) == {"contents.json", "sources/S1.txt", "earlier/S1.txt"}
    assert paper.text.count("One line.") == 2
    assert paper.text.index("One line.") < paper.text.index("Two lines.")


def test_words_in_the_frame_of_a_page_are_read_once_and_others_twice() -> None:
    """So that a statement over two pages is found whole, and one that stands in the frame too."""
    lines = [(f"line{n:02}.", 12) for n in range(50)]
    text = open_paper(drawn(lines)).text
    times = [text.count(f"line{n:02}.") for n in range(48)]
    assert times[8:] == [2] * 38 + [1, 1]


def test_no_paper_is_refused_with_the_reason() -> None:
    with pytest.raises(ValueError, match=r"^no readable PDF: "):
        open_paper(b"nothing")
    (fault,), sources = check_pdf(b"nothing")
    assert fault.where == "attachments"
    assert fault.message.startswith("no note that can be checked: no readable PDF: ")
    assert sources == 0
    with pytest.raises(ValueError, match=r"^no readable PDF: "):
        unlike(b"nothing", drawn([("One.", 12)]))


def test_papers_are_compared_in_another_process() -> None:
    one, other = drawn([("One.", 12)]), drawn([("Two.", 12)])
    assert unlike(one, one) == ()
    assert unlike(one, other) == ("page 1: what is printed on it",)
