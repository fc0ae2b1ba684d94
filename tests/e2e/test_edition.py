"""A note is printed again from its folder alone: the same bytes, or a difference is told."""

from dataclasses import replace
from pathlib import Path

import pytest
from e2e.command_line import run
from e2e.test_issue import NEXT, contents, edit
from e2e.test_weeks import FIRST, SECOND, prepared

from briefgen.edition import print_again
from briefgen.errors import VerificationFailed
from briefgen.model.brief import Brief
from briefgen.model.codec import decode_brief

pytestmark = pytest.mark.slow

Folder = dict[str, bytes]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A draft that is compared with an issue before it, in all formats."""
    project = prepared(tmp_path_factory.mktemp("edition"), 9)
    edit(project, "formats: [html, email]", "formats: [html, pdf, email, docx]")
    edit(project, "  to: [recipients.yaml]\n", "")
    for command in (FIRST, (*SECOND, "--draft")):
        done = run(*command, cwd=project)
        assert done.returncode == 0, done.stderr
    return contents(project / NEXT)


@pytest.fixture
def brief(folder: Folder) -> Brief:
    return decode_brief(folder["brief.json"])


def test_what_is_printed_again_has_the_same_bytes(folder: Folder, brief: Brief) -> None:
    again = print_again(brief, folder)
    assert sorted(again) == [
        *("brief.docx", "brief.eml", "brief.html", "brief.json", "brief.pdf", "brief.txt")
    ]
    for path, content in again.items():
        assert content == folder[path], path


def test_only_the_formats_that_are_there_are_printed_again(folder: Folder, brief: Brief) -> None:
    fewer = {path: folder[path] for path in folder if path not in ("brief.pdf", "brief.docx")}
    again = print_again(brief, fewer)
    assert sorted(again) == ["brief.eml", "brief.html", "brief.json", "brief.txt"]
    assert again["brief.html"] == folder["brief.html"]


def test_a_text_that_is_not_the_kept_one_is_not_printed(folder: Folder, brief: Brief) -> None:
    key = next(iter(sorted(brief.attested)))
    path = f"sources/{key}.txt"
    changed = {**folder, path: folder[path].replace(b"million", b"billion")}
    assert changed != folder
    with pytest.raises(VerificationFailed, match="is not the text the evidence was taken from"):
        print_again(brief, changed)


def test_a_comparison_that_is_not_the_kept_one_is_not_printed(folder: Folder, brief: Brief) -> None:
    path = next(path for path in folder if path.startswith("earlier/"))
    with pytest.raises(VerificationFailed, match="of the last issue is not as it was kept"):
        print_again(brief, {**folder, path: folder[path] + b"More."})


@pytest.mark.parametrize("fault", ["reversed", "beyond"])
def test_paragraphs_that_are_none_are_refused(folder: Folder, brief: Brief, fault: str) -> None:
    far = replace(brief.paragraphs[-1], end=10**6)
    paragraphs = brief.paragraphs[::-1] if fault == "reversed" else (*brief.paragraphs[:-1], far)
    with pytest.raises(VerificationFailed, match="has no such paragraph"):
        print_again(replace(brief, paragraphs=paragraphs), folder)


def test_the_folder_says_where_the_cited_paragraphs_stand(folder: Folder, brief: Brief) -> None:
    for citation in brief.citations:
        text = folder[f"sources/{citation.source}.txt"].decode()
        around = [
            text[one.start : one.end]
            for one in brief.paragraphs
            if one.source == citation.source and one.start <= citation.start < one.end
        ]
        assert len(around) == 1
        assert "\n\n" not in around[0]


def test_nothing_else_of_the_machine_is_needed(
    folder: Folder, brief: Brief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert print_again(brief, folder)["brief.txt"] == folder["brief.txt"]
