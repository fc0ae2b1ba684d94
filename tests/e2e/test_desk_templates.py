"""What the desk has to know is told by every template, and a template of one's own is no fault."""

from pathlib import Path

import pytest
from e2e.command_line import run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "inputs").mkdir()
    text = "The weir at Holm failed on Monday, the river board said.\n"
    (tmp_path / "inputs" / "weir.txt").write_text(text, encoding="utf-8")
    return tmp_path


def built(project: Path, template: str) -> Path:
    settings = f"issue_date: 2026-11-20\nformats: [html]\ntemplate: {template}\n"
    (project / "briefgen.yaml").write_text(settings, encoding="utf-8")
    done = run("build", "-o", template.replace("/", "-"), cwd=project)
    assert done.returncode == 0, done.stderr
    return project / done.stdout.strip()


@pytest.mark.parametrize("template", ["weekly", "note", "flash"])
def test_a_decision_that_finds_nothing_is_told_by_every_template(
    project: Path, template: str
) -> None:
    entries = [f'- hide: "No such words, {n}."\n  in: weir.txt\n' for n in range(5)]
    (project / "decisions.yaml").write_text("".join(entries), encoding="utf-8")
    page = (built(project, template) / "brief.html").read_text("utf-8")
    assert "Not applied:" in page
    assert "No such words, 0." in page
    told = page.count("No such words")
    assert told == 5 or (told == 3 and "2 further decisions of the desk not applied" in page)


def test_another_template_of_the_same_name_is_a_hindrance_and_no_finding(project: Path) -> None:
    """A note only names a template of one's own: what lies here under that name may be another."""
    mine = project / "templates" / "mine"
    mine.mkdir(parents=True)
    (mine / "template.toml").write_text('description = "Mine"\n', encoding="utf-8")
    folder = built(project, "templates/mine")
    elsewhere = project / "elsewhere"
    (elsewhere / "mine").mkdir(parents=True)
    (elsewhere / "mine" / "template.toml").write_text('description = "x"\n', encoding="utf-8")
    (elsewhere / "mine" / "brief.css").write_text(".x { color: blue }\n", encoding="utf-8")
    checked = run("verify", str(folder), cwd=elsewhere)
    assert checked.returncode == 0, checked.stdout
    assert "its own template prints it otherwise now" in checked.stdout + checked.stderr
