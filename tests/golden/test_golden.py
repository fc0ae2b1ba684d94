"""Whole briefs, byte for byte. `make golden` writes them anew, for a person to review."""

import os
from datetime import date
from pathlib import Path

import pytest

from briefgen import build, load_config
from briefgen.pipeline import Built

CASES = Path(__file__).parent / "cases"
KEPT = ("evidence.json", "brief.html", "brief.txt", "sources/S2.html")


def built(case: Path, out: Path) -> Built:
    config = load_config(case / "briefgen.yaml")
    return build([case / "inputs"], config, date.fromisoformat(config.issue_date), out)


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_golden_brief_is_as_it_was_reviewed(case: str, tmp_path: Path) -> None:
    folder = built(CASES / case, tmp_path).folder
    expected = CASES / case / "expected"
    for name in (*KEPT, *(one.name for one in folder.glob("brief.md"))):
        content = (folder / name).read_bytes()
        if os.environ.get("BRIEFGEN_WRITE_GOLDEN") and not os.environ.get("CI"):
            (expected / name).parent.mkdir(parents=True, exist_ok=True)
            (expected / name).write_bytes(content)
        assert content.decode() == (expected / name).read_text("utf-8"), name
