"""The PDF of a second week carries the last issue's texts that it cites, and is checked by them."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from e2e.command_line import run
from e2e.test_weeks import FIRST, SECOND, prepared

from briefgen.model.codec import decode_brief, encode_brief
from briefgen.model.text import Corpus
from briefgen.verification import check_folder
from briefgen.workspace import read_folder

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run both weeks, with nobody to send them to; return the second folder."""
    project = prepared(tmp_path_factory.mktemp("pdf"), 9)
    settings = project / "briefgen.yaml"
    head, _, _ = settings.read_text("utf-8").partition("deliver:")
    settings.write_text(f"{head}formats: [html, pdf]\n", "utf-8")
    for week in (FIRST, SECOND):
        done = run(*week, cwd=project)
        assert done.returncode == 0, done.stderr
    return next((project / "out").glob("2026-11-23-*"))


def attached(pdf: Path) -> dict[str, bytes]:
    with pypdfium2.PdfDocument(pdf) as document:
        held = [document.get_attachment(n) for n in range(document.count_attachments())]
        return {one.get_name(): bytes(one.get_data()) for one in held}


def altered(pdf: Path, name: str, edit: Callable[[bytes], bytes], copy: Path) -> Path:
    """Write a copy of a PDF in which an attachment is another one."""
    with pypdfium2.PdfDocument(pdf) as document:
        names = [document.get_attachment(n).get_name() for n in range(document.count_attachments())]
        held = document.get_attachment(names.index(name))
        held.set_data(edit(bytes(held.get_data())))
        document.save(copy)
    return copy


def test_the_earlier_texts_that_changes_cite_are_in_the_pdf(second: Path) -> None:
    held = attached(second / "brief.pdf")
    changes = json.loads(held["changes.json"])
    assert held["changes.json"] == (second / "changes.json").read_bytes()
    cited = [change["earlier"] for change in changes["facts"] if change["earlier"]]
    assert {citation["source"] for citation in cited} == {"S1", "S2"}
    for key in ("S1", "S2"):
        assert held[f"earlier-{key}.txt"] == (second / "earlier" / f"{key}.txt").read_bytes()
    for citation in (*cited, *changes["gone"]):
        text = held[f"earlier-{citation['source']}.txt"].decode()
        assert text[citation["start"] : citation["end"]] == citation["text"]


def test_a_pdf_carries_its_note_and_the_texts_it_cites(second: Path) -> None:
    held = attached(second / "brief.pdf")
    note = json.loads((second / "brief.json").read_text("utf-8"))
    assert held["brief.json"] == (second / "brief.json").read_bytes()
    assert "evidence.json" not in held
    cited = {citation["source"] for citation in note["citations"]}
    own = {name for name in held if name.endswith(".txt") and not name.startswith("earlier-")}
    assert {f"{key}.txt" for key in cited} <= own
    for name in own:
        assert held[name] == (second / "sources" / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "before", "after", "told"),
    [
        ("brief.json", b"million francs", b"billion francs", "brief.json was changed after"),
        ("contents.json", b'"shown": [', b'"shown": ["x",', "does not list what brief.json shows"),
        ("contents.json", b"contents/2", b"contents/1", "no note that can be checked"),
    ],
)
def test_a_pdf_whose_note_was_altered_is_found_out(
    second: Path, tmp_path: Path, name: str, before: bytes, after: bytes, told: str
) -> None:
    copy = tmp_path / "forged.pdf"
    forged = altered(second / "brief.pdf", name, lambda data: data.replace(before, after), copy)
    done = run("verify", str(forged), cwd=tmp_path)
    assert done.returncode == 1
    assert told in done.stdout


def test_a_folder_whose_note_is_not_its_evidence_is_found_out(second: Path) -> None:
    files = dict(read_folder(second))
    note = decode_brief(files["brief.json"])
    fact, *others = note.evidence.facts
    told = replace(note.evidence, facts=(replace(fact, hedged=not fact.hedged), *others))
    files["brief.json"] = encode_brief(replace(note, evidence=told, sections=note.sections[1:]))
    found = [str(finding) for finding in check_folder(files, Corpus(()))]
    assert f"brief.json: facts {fact.id}: not as the evidence has it" in found
    assert "manifest.json: does not list what brief.json shows" in found
    files["brief.json"] = b"{}"
    assert any("brief.json: damaged" in str(one) for one in check_folder(files, Corpus(())))


def test_a_pdf_with_changes_verifies_by_itself(second: Path, tmp_path: Path) -> None:
    alone = tmp_path / "forwarded.pdf"
    shutil.copy(second / "brief.pdf", alone)
    done = run("verify", str(alone), cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("earlier-S1.txt", "S1 of the last issue is not as it was kept"),
        ("changes.json", "the last issue's source says something else"),
    ],
)
def test_a_pdf_whose_last_issue_was_altered_is_found_out(
    second: Path, tmp_path: Path, name: str, told: str
) -> None:
    forged = altered(
        second / "brief.pdf",
        name,
        lambda data: data.replace(b"2 million francs", b"3 million francs"),
        tmp_path / "forged.pdf",
    )
    done = run("verify", str(forged), cwd=tmp_path)
    assert done.returncode == 1
    assert told in done.stdout


def test_every_form_of_the_second_week_says_what_changed(second: Path) -> None:
    with pypdfium2.PdfDocument(second / "brief.pdf") as document:
        pages = " ".join(page.get_textpage().get_text_bounded() for page in document)
    page = (second / "brief.html").read_text("utf-8")
    plain = " ".join(pages.split())
    for words in ("Since the last issue", "No longer reported", "New actors", "5 million francs"):
        assert words.casefold() in plain.casefold(), words
        assert words in page
    assert "Compared with TV-2026-046 of 16 November 2026." in plain
    assert "[S1 ¶3]" in plain
