"""What the desk wrote itself is found by search, as long as it does not hide its words."""

from pathlib import Path

import pytest
from e2e.command_line import run

OWN = """- assessment: |
    We judge that the quayside will be shut until spring.
  title: Outlook
  for: 2026-11-20
"""
HIDDEN = """- hide_passage: "The quayside"
  in: weir.txt
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "inputs").mkdir()
    text = "The quayside of Holm failed on Monday, the river board said.\n"
    (tmp_path / "inputs" / "weir.txt").write_text(text, encoding="utf-8")
    settings = "issue_date: 2026-11-20\nformats: [html]\n"
    (tmp_path / "briefgen.yaml").write_text(settings, encoding="utf-8")
    (tmp_path / "decisions.yaml").write_text(OWN, encoding="utf-8")
    return tmp_path


def test_an_assessment_is_found_before_and_after_it_was_issued(project: Path) -> None:
    found = run("search", "quayside spring", cwd=project)
    assert found.returncode == 0, found.stderr
    assert "assessment “Outlook” for 2026-11-20" in found.stdout
    folder = run("build", cwd=project).stdout.strip()
    issued = run("issue", folder, "--reviewed-by", "A. Analyst", "--no-send", cwd=project)
    assert issued.returncode == 0, issued.stderr
    (project / "decisions.yaml").unlink()
    found = run("search", "quayside spring", cwd=project)
    assert "assessment “Outlook”" in found.stdout
    assert "[Assessment 1] in" in found.stdout


def test_own_words_that_have_hidden_ones_are_not_found(project: Path) -> None:
    (project / "decisions.yaml").write_text(OWN + HIDDEN, encoding="utf-8")
    found = run("search", "quayside", cwd=project)
    assert found.returncode == 0, found.stderr
    assert "quayside" not in found.stdout
