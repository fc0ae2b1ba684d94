"""Words of the analyst in finished files, and what verification says of them."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefgen.commands import app
from briefgen.config import load_config
from briefgen.errors import ConfigError
from briefgen.model.codec import decode_brief
from briefgen.pipeline import build
from briefgen.proof import verify
from briefgen.verification.rendered import mail_text

pytestmark = pytest.mark.slow

REPORT = """Larnham signs for a new harbour wall

The port authority of Larnham signed a contract with two shipyards on Monday.

Storms killed four sailors in the harbour of Larnham in October.

The council of Norhaven elected Ada Brandt as mayor on Friday.

Fishermen of Norhaven repaired forty nets with new tools last week."""
VIEW = """The wall will *likely* be late [S1 ¶2], since storms go on [S1 ¶3, S1 ¶5].

## What would change this

- a *third* shipyard
- a mild winter, which is highly likely

> Whoever signs, pays [S1 ¶2].
"""
WITH_VIEW = """bottom_line: {text: ["Watch the **price** of the wall [S1 ¶2]."], for: 2026-W47}
probability: icd-203
period: {week: 2026-W47}
assessment:
  - {after: key_facts, title: Our view, text: view.md, for: 2026-W47}
  - {before: bottom_line, title: In short, text: "Late, and dear.", for: 2026-11-22}
  - {before: bottom_line, title: Last week, text: "Was [S9 ¶9] so?", for: 2026-W46}
formats: [html, pdf, email, docx, md]
"""
CONFIG = """headline: {text: A wall at last, for: 2026-11-22}
bottom_line:
  for: 2026-W47
  text:
    - Watch the price of the wall.
facts: {themes: {Sea: [storm, sailor], Politics: [elect]}}
formats: [html, pdf, email]
"""


def test_analysts_words_are_marked_in_every_file_and_named_by_verify(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "briefgen.yaml").write_text(CONFIG, encoding="utf-8")
    config = load_config(tmp_path / "briefgen.yaml")
    folder = build([tmp_path / "in"], config, date(2026, 11, 22), tmp_path / "out").folder
    checked = verify(folder)
    assert checked.findings == ()
    assert checked.analyst == ("A wall at last", "Watch the price of the wall.")
    assert "A wall at last" not in (folder / "evidence.json").read_text("utf-8")
    assert "A wall at last (analyst’s words)" in (folder / "brief.txt").read_text("utf-8")
    for name in ("brief.html", "brief.txt"):
        page = (folder / name).read_text("utf-8")
        sea = page.index("Sea")  # a key figure may stand before all themes
        assert sea < page.index("Storms", sea) < page.index("Politics")
    told = CliRunner().invoke(app, ["verify", str(folder)])
    assert told.exit_code == 0
    assert "stated by no source: A wall at last" in told.output

    page = (folder / "brief.html").read_text("utf-8")
    (folder / "brief.html").write_text(page.replace("analyst’s words", "report"), encoding="utf-8")
    found = [str(one) for one in verify(folder).findings]
    assert any("is not marked as the analyst's words" in one for one in found)


@pytest.fixture(scope="module")
def viewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a note with sections of the analyst's."""
    place = tmp_path_factory.mktemp("viewed")
    (place / "in").mkdir()
    (place / "in" / "a.txt").write_text(REPORT, encoding="utf-8")
    (place / "view.md").write_text(VIEW, encoding="utf-8")
    (place / "briefgen.yaml").write_text(WITH_VIEW, encoding="utf-8")
    told = CliRunner().invoke(
        app,
        ["build", str(place / "in"), "-c", str(place / "briefgen.yaml"), "-o", str(place / "out"),
         "--issue-date", "2026-11-22"],
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    doubt = "view.md:6:27: “highly likely” is of the PHIA yardstick"
    assert f"warning: {doubt}" in " ".join(told.output.split())
    return next((place / "out").iterdir())


def test_a_view_is_marked_in_every_file_and_its_marks_are_citations(viewed: Path) -> None:
    checked = verify(viewed)
    assert checked.findings == ()
    assert checked.analyst == (
        "In short",
        "Late, and dear.",
        "Watch the price of the wall [S1 ¶2].",
        "Our view",
        "The wall will likely be late [S1 ¶2], since storms go on [S1 ¶3] [S1 ¶5].",
        "What would change this\na third shipyard\na mild winter, which is highly likely",
        "Whoever signs, pays [S1 ¶2].",
    )
    brief = decode_brief((viewed / "brief.json").read_bytes())
    second = brief.citations[1]
    assert (second.text, second.mark) == (REPORT.split("\n\n")[1], "S1 ¶2")
    used = [one.label for one in brief.uses(2)]
    assert used[:1] == ["Bottom line"]
    assert "Assessment 2" in used
    order = [section.title or section.name for section in brief.sections]
    assert order[:5] == ["headline", "In short", "bottom_line", "changes", "key_facts"]
    assert order[5] == "Our view"
    assert [section.legend[:20] for section in brief.sections if section.legend] == [
        "Words of probability"
    ]
    text = (viewed / "brief.txt").read_text("utf-8")
    assert "OUR VIEW (ANALYST’S WORDS)" in text
    assert "–  a" not in text
    assert "– a third shipyard\n– a mild winter, which is highly likely (analyst’s words)" in text
    mail = (viewed / "brief.eml").read_bytes()
    assert mail_text(mail).count("Late, and dear.") == 2
    page = (viewed / "brief.html").read_text("utf-8")
    assert '<li dir="auto">a <em>third</em> shipyard</li>' in page
    ledger = page[page.index('id="ledger"') :]
    assert '<a href="#assessment-2">2</a>' in ledger
    assert (viewed / "brief.md").read_text("utf-8").count("*analyst’s words*") == len(
        checked.analyst
    )


@pytest.mark.parametrize("name", ["brief.html", "brief.txt", "brief.eml", "brief.md"])
def test_a_view_without_its_mark_is_found(viewed: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "changed"
    shutil.copytree(viewed, folder)
    file = folder / name
    text = file.read_bytes()
    for mark in (b"analyst\xe2\x80\x99s words", b"analyst=E2=80=99s words"):
        text = text.replace(mark, b"report")
    file.write_bytes(text)
    found = [str(one) for one in verify(folder).findings]
    assert any(f"{name}: 'Late, and dear.' is not marked" in one for one in found)


def test_a_statement_without_its_own_mark_is_found_in_markdown(
    viewed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "changed"
    shutil.copytree(viewed, folder)
    text = (folder / "brief.md").read_text("utf-8")
    number = re.findall(r"as mayor on Friday[^.]*\.\[\^(\d+)\]", text)[0]
    (folder / "brief.md").write_text(text.replace(f"[^{number}]", ""), "utf-8")
    found = [str(one) for one in verify(folder).findings]
    assert any("not with its own mark in brief.md" in one for one in found)
    assert any("its passage is in no footnote of brief.md" in one for one in found)


def test_what_a_view_rests_on_is_proved_like_all_else(viewed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "changed"
    shutil.copytree(viewed, folder)
    copy = folder / "sources" / "S1.txt"
    copy.write_text(copy.read_text("utf-8").replace("forty nets", "fifty nets"), "utf-8")
    found = [str(one) for one in verify(folder).findings]
    assert any(
        "analyst, Assessment 2: the source's copy says something else" in one for one in found
    )


def test_the_pdf_proves_a_view_by_itself(viewed: Path) -> None:
    checked = verify(viewed / "brief.pdf")
    assert checked.findings == ()


def test_an_invented_mark_stops_the_build_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "briefgen.yaml").write_text(
        "bottom_line:\n  for: 2026-11-22\n  text:\n  - We judge so [S1 ¶2].\n"
        "  - And so [S77 ¶3].\n",
        encoding="utf-8",
    )
    told = CliRunner().invoke(
        app,
        ["build", str(tmp_path / "in"), "-c", str(tmp_path / "briefgen.yaml"),
         "-o", str(tmp_path / "out"), "--issue-date", "2026-11-22"],
    )  # fmt: skip
    assert isinstance(told.exception, ConfigError)
    assert "briefgen.yaml:5:12: [S77 ¶3]: there is no source S77" in str(told.exception)
    assert not (tmp_path / "out").exists()
