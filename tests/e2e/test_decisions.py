"""Decisions of the desk over whole runs: applied, marked, proved, reported, and quick."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

import pytest
from conftest import HARBOUR
from typer.testing import CliRunner

from briefgen.commands import app
from briefgen.config import load_config, with_formats
from briefgen.manner import Manner
from briefgen.model.codec import decode_evidence
from briefgen.model.keeping import Shelf
from briefgen.pipeline import build, extract
from briefgen.proof import verify
from briefgen.reuse import Kept, open_kept
from briefgen.verification.rendered import comparable, html_text

pytestmark = pytest.mark.slow

DECISIONS = """\
# Week 47.
- pin: "The authority closed the eastern basin after the last storm."
  in: agency.txt
  at: ¶4
  by: A. Analyst
  on: 2026-11-22T10:03:00Z
- hide: "Storms killed five sailors in the harbour in October, according to the coast guard."
  in: gazette.md
- hide: "The wall has held for a hundred years."
  in: agency.txt
"""
PINNED = "The authority closed the eastern basin after the last storm."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "harbour"
    shutil.copytree(HARBOUR, folder, ignore=shutil.ignore_patterns("expected"))
    (folder / "decisions.yaml").write_text(DECISIONS, "utf-8")
    return folder


def run(project: Path, *arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [*arguments, "-c", str(project / "briefgen.yaml")])
    return done.exit_code, done.stdout, done.stderr


def test_a_build_applies_what_was_decided_and_says_what_it_could_not(project: Path) -> None:
    code, out, said = run(project, "build", "-o", str(project / "out"))
    assert code == 0, said
    assert (
        "not applied hide “The wall has held for a hundred years.” in agency.txt: the words stand"
        " there no more; the nearest there: ““The wall has held for ninety years" in said
    )  # fmt: skip
    folder = Path(out.strip())
    assert verify(folder).findings == ()
    assert verify(folder / "brief.pdf").findings == ()
    page = comparable(html_text((folder / "brief.html").read_bytes()))
    first = page.index(comparable("Bottom line"))
    assert page[first:].startswith(comparable(f"Bottom line {PINNED} [S1 ¶4] [S3 ¶3] edited by"))
    text = (folder / "brief.txt").read_text("utf-8")
    assert "five sailors" not in text
    assert "Not applied: hide “The wall has held for a hundred years.”" in " ".join(text.split())
    evidence = decode_evidence((folder / "evidence.json").read_bytes())
    assert {one.act for one in evidence.decided} == {"pin", "hide"}
    assert [one.found for one in evidence.decided if one.act == "pin"] == ["rank 2"]


def test_extract_has_what_was_decided_too(project: Path) -> None:
    code, out, _ = run(project, "extract", "--quiet")
    assert code == 0
    written = json.loads(out)
    assert [one["by"] for one in written["decided"]][:1] == ["A. Analyst"]
    assert [one["act"] for one in written["stale"]] == ["hide"]


def test_a_broken_file_of_decisions_stops_a_build_with_line_and_column(project: Path) -> None:
    (project / "decisions.yaml").write_text("- hide: [x\n- hyde: y\n", "utf-8")
    done = CliRunner().invoke(app, ["build", "-c", str(project / "briefgen.yaml")])
    assert "decisions.yaml:2:7: not valid YAML" in str(done.exception)
    assert not (project / "out").exists()


def test_a_mark_that_was_taken_out_or_put_in_is_found(project: Path) -> None:
    config = with_formats(load_config(project / "briefgen.yaml"), ["html", "email"])
    folder = build([project / "inputs"], config, date(2026, 11, 23), project / "out").folder
    page = folder / "brief.html"
    kept = page.read_text("utf-8")
    mark = '<span class="tag">edited by the desk</span>'
    page.write_text(kept.replace(mark, ""), "utf-8")
    assert any("not marked as edited" in str(one) for one in verify(folder).findings)
    page.write_text(kept.replace("</span></p>", f"</span> {mark}</p>"), "utf-8")
    told = [str(one) for one in verify(folder).findings]
    assert any("marked as edited by the desk in brief.html, and is not" in one for one in told)


@dataclass(frozen=True, slots=True)
class Counted:
    """A shelf that counts what was found on it and what was not."""

    shelf: Shelf
    name: str
    counts: Counter[str]

    def find(self, *shaped_by: bytes) -> bytes | None:
        found = self.shelf.find(*shaped_by)
        self.counts[f"{self.name} {'new' if found is None else 'kept'}"] += 1
        return found

    def keep(self, content: bytes, *shaped_by: bytes) -> None:
        self.shelf.keep(content, *shaped_by)


@contextmanager
def counting(state: Path, counts: Counter[str]) -> Iterator[Kept]:
    with open_kept(state, pytest.fail) as kept:
        shelves = {f.name: getattr(kept, f.name) for f in fields(Kept)}
        yield Kept(**{name: Counted(shelf, name, counts) for name, shelf in shelves.items()})


def test_another_decision_neither_annotates_nor_merges_anew(project: Path) -> None:
    config = load_config(project / "briefgen.yaml")
    config = replace(config, state=str(project / "state"))
    seen = []
    for text in (DECISIONS, DECISIONS.replace("- pin", "- show"), ""):
        (project / "decisions.yaml").write_text(text, "utf-8")
        counts: Counter[str] = Counter()
        with counting(project / "state", counts) as kept:
            evidence = extract([project / "inputs"], config, Manner(kept=kept))
        seen.append((counts["annotations new"], counts["evidence new"], len(evidence.decided)))
    assert [one[:2] for one in seen] == [(3, 1), (0, 0), (0, 0)]
    assert seen[0][2] > 0
    assert seen[2][2] == 0
