"""A finished folder against itself and the originals: each kind of change in it is found."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

import pytest
from unit.briefs import at, dam_brief, dam_documents

from briefgen.errors import VerificationFailed
from briefgen.model.brief import Brief, VerifiedBrief
from briefgen.model.codec import encode_brief, encode_changes, encode_evidence
from briefgen.model.evidence import Evidence
from briefgen.model.issues import Changes, FactChange, Issue, Standing
from briefgen.model.limits import DEFAULT_LIMITS
from briefgen.model.manifest import InputFile, Manifest, encode_manifest, with_contents
from briefgen.model.text import Corpus
from briefgen.render.copies import write_copies
from briefgen.render.email import write_email, write_text
from briefgen.render.html import write_html
from briefgen.render.markdown import write_markdown
from briefgen.verification import check_folder, verify_again
from briefgen.verification.evidence.copies import check_earlier, kept_texts
from briefgen.verification.kept import paragraphs_of

Files = dict[str, bytes]
S1, S2, S3, S4 = dam_documents()
CORPUS = Corpus((S1, S2, S3, S4))


@cache
def note() -> VerifiedBrief:
    made = dam_brief()
    return replace(made, brief=replace(made.brief, paragraphs=paragraphs_of(made.brief, CORPUS)))


def sealed(files: Mapping[str, bytes], brief: Brief) -> Files:
    """Return the files with a manifest of them, as the program makes it."""
    manifest = Manifest(
        digest="d",
        generator="briefgen 0",
        masthead=brief.masthead,
        origins=(),
        inputs=tuple(InputFile(one.key, one.path, one.sha256) for one in brief.evidence.sources),
        limits=DEFAULT_LIMITS,
        shown=tuple(item.ref for item in brief.items()),
        analyst=brief.analyst,
        files=(),
    )
    listed = {path: content for path, content in files.items() if path != "manifest.json"}
    return {**listed, "manifest.json": encode_manifest(with_contents(manifest, listed))}


@cache
def _folder() -> Files:
    brief = note().brief
    made = [write_html(note()), write_markdown(note()), write_text(note()), write_email(note())]
    files = {one.path: one.content for one in (*made, *write_copies(note(), linked=True))}
    texts = {f"sources/{one.source.key}.txt": one.text.encode() for one in CORPUS.documents}
    records = {"evidence.json": encode_evidence(brief.evidence), "brief.json": encode_brief(brief)}
    return sealed({**files, **texts, **records}, brief)


@pytest.fixture
def folder() -> Files:
    return dict(_folder())


def found(files: Mapping[str, bytes], originals: Corpus = CORPUS) -> list[str]:
    return [str(one) for one in check_folder(files, originals)]


def having(folder: Files, path: str, change: Callable[[bytes], bytes]) -> Files:
    """Return a folder in which a file was changed, and the manifest made anew."""
    return sealed({**folder, path: change(folder[path])}, note().brief)


def test_a_finished_folder_is_right_with_and_without_its_originals(folder: Files) -> None:
    assert found(folder) == []
    assert found(folder, Corpus(())) == []
    assert found(folder, Corpus((S2,))) == []


def test_a_file_that_is_missing_changed_or_strange_is_found(folder: Files) -> None:
    lost = {path: content for path, content in folder.items() if path != "brief.txt"}
    assert found(lost) == ["brief.txt: is missing"]
    assert "brief.md: was changed after the brief was made" in found({**folder, "brief.md": b""})
    assert found({**folder, "sources/S9.txt": b""}) == [
        "sources/S9.txt: does not belong to the brief"
    ]
    assert found({**folder, "brief.exe": b""}) == ["brief.exe: does not belong to the brief"]
    harmless = {"x/.DS_Store": b"", "manifest.json.sig": b"", "brief.signed.pdf": b""}
    assert found({**folder, **harmless}) == []
    assert found(sealed({**folder, "brief.exe": b""}, note().brief)) == [
        "brief.exe: does not belong to the brief"
    ]


def test_a_folder_without_a_manifest_or_evidence_is_not_searched_further(folder: Files) -> None:
    (lost,) = found({**folder, "manifest.json": b"{}"})
    assert lost.startswith("manifest.json: missing or damaged: ")
    told = found(sealed({**folder, "evidence.json": b"{}"}, note().brief))
    assert [one.split(": ")[:2] for one in told] == [
        ["evidence.json", "cannot be used"], ["evidence.json", "missing or damaged"],
    ]  # fmt: skip


def test_evidence_with_another_digest_is_damaged_and_read_all_the_same(folder: Files) -> None:
    top = json.loads(folder["evidence.json"])
    told = found(
        having(folder, "evidence.json", lambda _: json.dumps({**top, "digest": "x"}).encode())
    )
    assert told == ["evidence.json: missing or damaged: the digest is not that of the content"]


def test_a_text_of_a_source_that_was_changed_is_found_with_what_it_proved(folder: Files) -> None:
    told = found(having(folder, "sources/S3.txt", lambda text: text.replace(b"four", b"five")))
    assert "sources/S3.txt: is not the text the evidence was taken from" in told
    assert any("fact f2: the source's copy says something else" in one for one in told)
    assert any(one.startswith("sources/S3.html: is not the text of its source") for one in told)


def test_a_readable_copy_must_be_there(folder: Files) -> None:
    lost = {path: content for path, content in folder.items() if path != "sources/S2.html"}
    assert "sources/S2.html: is missing" in found(sealed(lost, note().brief))


@pytest.mark.parametrize("path", ["brief.html", "brief.md", "brief.txt"])
def test_a_statement_with_other_words_is_found_in_every_file(folder: Files, path: str) -> None:
    told = found(having(folder, path, lambda text: text.replace(b"18 million", b"81 million")))
    assert told
    assert all(one.startswith((path, "[S2")) for one in told)


def test_files_that_came_out_the_same_are_not_searched(folder: Files) -> None:
    changed = having(folder, "brief.md", lambda text: text.replace(b"18 million", b"81 million"))
    assert found(changed)
    assert check_folder(changed, CORPUS, {"brief.md"}) == ()
    assert check_folder(changed, CORPUS, {"brief.html"})


def test_the_note_is_the_one_that_the_manifest_and_the_evidence_are_of(folder: Files) -> None:
    brief = note().brief
    other = replace(brief, masthead=replace(brief.masthead, title="Another title"))
    told = found({**sealed(folder, other)})
    assert "manifest.json: its masthead or analyst's words are not those of the note" in told
    swapped = sealed({**folder, "brief.json": b"{}"}, brief)
    assert any(one.startswith("brief.json: damaged: ") for one in found(swapped))
    lost = {path: content for path, content in folder.items() if path != "brief.json"}
    assert "brief.json: is missing" in found(sealed(lost, brief))


def test_a_list_of_what_is_shown_or_of_inputs_that_is_another_is_found(folder: Files) -> None:
    brief = note().brief
    fewer = replace(brief, sections=brief.sections[1:])
    assert "manifest.json: does not list what brief.json shows" in found(sealed(folder, fewer))
    record = replace(brief.evidence.sources[0], path="b.txt")
    sources = (record, *brief.evidence.sources[1:])
    renamed = replace(brief, evidence=replace(brief.evidence, sources=sources))
    assert found(sealed(folder, renamed)) == [
        "manifest.json: its inputs are not the sources of the evidence"
    ]


def test_originals_that_say_something_else_are_found_and_absent_ones_not(folder: Files) -> None:
    changed = replace(S1, source=replace(S1.source, sha256="0" * 64))
    assert found(folder, Corpus((changed, S2))) == [
        "statements/orvel.txt: S1 is not the file the brief was made from"
    ]


def test_words_hidden_in_an_html_page_are_found(folder: Files) -> None:
    hidden = b"<p hidden>Sold.</p></body>"
    told = found(having(folder, "brief.html", lambda page: page.replace(b"</body>", hidden)))
    assert told == ["brief.html: hides words"]


def test_a_mail_that_cannot_be_read_is_said(folder: Files) -> None:
    mail = b"MIME-Version: 1.0\nContent-Type: text/plain; charset=nonsense\n\nx"
    assert "brief.eml: cannot be read: unknown encoding: nonsense" in found(
        having(folder, "brief.eml", lambda _: mail)
    )


@pytest.mark.parametrize("path", ["brief.docx", "brief.pdf"])
def test_a_file_that_is_none_of_its_kind_is_said(folder: Files, path: str) -> None:
    told = found(sealed({**folder, path: b"nothing"}, note().brief))
    assert [one.split(": ")[:2] for one in told] == [[path, "cannot be read"]]


def test_footnotes_of_markdown_have_the_passages(folder: Files) -> None:
    passage = at(S2, "Repairs are expected to cost 18 million euros.").text.encode()

    def without(text: bytes) -> bytes:
        body, _, notes = text.partition(b"\n[^1]: ")
        return body + b"\n[^1]: " + notes.replace(passage, b"")

    told = found(having(folder, "brief.md", without))
    assert any("its passage is in no footnote of brief.md" in one for one in told)


def test_statements_of_markdown_stand_before_their_own_mark(folder: Files) -> None:
    words = b"Repairs are expected to cost 18 million euros.[^"
    assert words in folder["brief.md"].replace(b"\\", b"")

    def moved(text: bytes) -> bytes:
        return text.replace(b"18 million euros.", b"18 million euros. It is said.")

    told = found(having(folder, "brief.md", moved))
    assert any("not with its own mark in brief.md" in one for one in told)


# What is said of the last issue


EARLIER = at(S2, "The Hydro Orvel company said the dam was never in danger of failing.")


def changes(evidence: Evidence) -> Changes:
    issue = Issue("i", "1", "T", "2026-11-15", "", "", "", "out")
    told = FactChange("f1", Standing.CONTINUING, EARLIER)
    return Changes(issue, (told,), (), (), (evidence.sources[1],))


def kept() -> Files:
    record = encode_changes(changes(note().brief.evidence))
    return {"changes.json": record, "earlier/S2.txt": S2.text.encode()}


def test_what_is_said_of_the_last_issue_stands_in_what_was_kept_of_it() -> None:
    assert list(check_earlier(kept())) == []
    assert list(check_earlier({})) == []
    lost = {"changes.json": kept()["changes.json"]}
    place = f"[S2] characters {EARLIER.start}-{EARLIER.end}"
    assert [str(one) for one in check_earlier(lost)] == [
        "wire.txt: S2 of the last issue is not as it was kept",
        f"{place}: the last issue's source says something else",
    ]
    (damaged,) = check_earlier({"changes.json": b"{}"})
    assert str(damaged).startswith("changes.json: damaged: ")


@pytest.mark.parametrize("cut", [(1, 0), (0, 1)])
def test_words_kept_between_other_neighbours_are_others(cut: tuple[int, int]) -> None:
    before, after = cut
    start, end = EARLIER.start - before, EARLIER.end + after
    text = S2.text[:start] + "x" * before + EARLIER.text + "x" * after + S2.text[end:]
    files = {**kept(), "earlier/S2.txt": text.encode()}
    assert len(list(check_earlier(files))) == 2


def test_texts_of_sources_are_those_in_folders(folder: Files) -> None:
    assert kept_texts({**folder, **kept(), "x.txt": b"no"}) == (S2.text, *(
        one.text for one in (S1, S2, S3, S4)))  # fmt: skip


# A note verified before


def test_a_note_is_verified_again_by_what_lies_beside_it(folder: Files) -> None:
    again = verify_again(note().brief, folder)
    assert again.brief is note().brief
    assert [one.text for one in again.corpus.documents] == [one.text for one in CORPUS.documents]
    assert verify_again(note().brief, folder, CORPUS).corpus.documents == CORPUS.documents
    with pytest.raises(VerificationFailed) as caught:
        verify_again(note().brief, {**folder, "sources/S1.txt": b""})
    assert list(caught.value.findings) == sorted(set(caught.value.findings))
    assert len(caught.value.findings) > 5
