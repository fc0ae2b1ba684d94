"""Facts with names in brackets, lead-ins and speakers, in notes without a ledger."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

TEXT = """\
Works in Larnham

Ann Moss opened the first mooring in Larnham on Monday. She also signed a contract with two yards.

The port authority approved these works on 14 November 2026:

- a second lighthouse at Cape Odran
- a bridge of steel over the river Lorn

“Storms closed the coast road for two days,” Ann Moss said. “The road to Odran was opened again.”
"""


def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "briefgen", *words)
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("template", ["weekly", "note", "flash"])
def test_completed_facts_are_verified_without_a_ledger(template: str, tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    (tmp_path / "inputs" / "works.txt").write_text(TEXT, "utf-8")
    settings = f"version: 1\ntemplate: {template}\nsections: [bottom_line, key_facts]\n"
    (tmp_path / "briefgen.yaml").write_text(settings, "utf-8")
    built = run("build", "--issue-date", "2026-11-20", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    folder = Path(built.stdout.strip())
    told = " ".join((tmp_path / folder / "brief.txt").read_text("utf-8").split())
    assert "She [Ann Moss] also signed" in told
    assert "2026: […] a bridge of steel over the river Lorn" in told
    assert "[Ann Moss:] “The road to Odran was opened again.”" in told
    for finished in (folder, folder / "brief.pdf"):
        checked = run("verify", str(finished), cwd=tmp_path)
        assert checked.returncode == 0, checked.stdout + checked.stderr
