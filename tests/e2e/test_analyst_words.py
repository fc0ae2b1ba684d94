"""Words of the analyst in finished files, and what verification says of them."""

from datetime import date
from pathlib import Path

from typer.testing import CliRunner

from briefgen.commands import app
from briefgen.config import load_config
from briefgen.pipeline import build, verify

REPORT = """Larnham signs for a new harbour wall

The port authority of Larnham signed a contract with two shipyards on Monday.

Storms killed four sailors in the harbour of Larnham in October.

The council of Norhaven elected Ada Brandt as mayor on Friday.

Fishermen of Norhaven repaired forty nets with new tools last week."""
CONFIG = """headline: A wall at last
bottom_line:
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
