"""A desk's week: decisions of all kinds, then two sources more and one corrected.

Each decision whose words still stand holds, and each other is reported with what became of it.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from e2e import lowmarsh
from e2e.lowmarsh import Entry
from e2e.outcomes import HOLDS, Draft, act_of, is_of

from briefgen.config import append_decisions, read_history
from briefgen.model.decisions import Act

pytestmark = pytest.mark.slow

BY = {"by": "A. Analyst", "on": "2026-11-22T10:03:00Z"}
COMMENT = "# What we keep to in week 47.\n"


def briefgen(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "briefgen", *arguments],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def built(project: Path, where: str) -> Draft:
    done = briefgen(project, "build", "-o", where)
    assert done.returncode == 0, done.stderr
    folder = project / done.stdout.strip()
    checked = briefgen(project, "verify", str(folder))
    assert checked.returncode == 0, checked.stdout
    evidence, brief = (
        json.loads((folder / name).read_text("utf-8")) for name in ("evidence.json", "brief.json")
    )
    return Draft(folder, evidence, brief, done.stderr)


def write(project: Path, sources: Mapping[str, str], known: Mapping[str, str]) -> None:
    inputs = project / "inputs"
    inputs.mkdir(exist_ok=True)
    for name, text in sources.items():
        (inputs / name).write_text(lowmarsh.paragraphs(text), "utf-8")
    with (inputs / "sources.yaml").open("a", encoding="utf-8") as register:
        register.writelines(f"{name}: {told}\n" for name, told in known.items())


def decide(project: Path, entries: Sequence[Entry]) -> None:
    file = project / "decisions.yaml"
    for entry in entries:
        append_decisions(file, [{**entry, **BY}], read_history(file))


@dataclass(frozen=True, slots=True)
class Week:
    """The three drafts of the story: found, decided on, and after the news."""

    found: Draft
    decided: Draft
    later: Draft
    project: Path


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Week:
    project = tmp_path_factory.mktemp("lowmarsh")
    (project / "briefgen.yaml").write_text(lowmarsh.CONFIG, "utf-8")
    write(project, lowmarsh.SOURCES, lowmarsh.METADATA)
    found = built(project, "found")
    (project / "decisions.yaml").write_text(COMMENT, "utf-8")
    entries = list(lowmarsh.decisions())
    decide(project, entries)
    taken_back: Entry = {"hide": lowmarsh.SANDBAGS.words, "in": "tribune.txt"}
    decide(project, [{**taken_back}])
    decide(project, [{"undo": read_history(project / "decisions.yaml").entries[-1].id}])
    decided = built(project, "decided")
    write(project, {**lowmarsh.CORRECTED, **lowmarsh.LATER}, lowmarsh.LATER_METADATA)
    return Week(found, decided, built(project, "later"), project)


ENTRIES = list(lowmarsh.decisions())


def name_of(entry: Entry) -> str:
    return f"{next(iter(entry))} {str(next(iter(entry.values())))[:40]}"


def test_the_desk_decides_sixty_times_in_all_ways_that_a_file_knows() -> None:
    assert len(ENTRIES) >= 60
    assert {act_of(one) for one in ENTRIES} == set(Act) - {Act.UNDO, Act.CONFIRM}
    assert sum(map(lowmarsh.is_gone, ENTRIES)) >= 5


def test_hardly_any_decision_says_what_was_so_before(week: Week) -> None:
    held = [name_of(one) for one in ENTRIES if HOLDS[act_of(one)](one, week.found)]
    assert len(held) <= len(ENTRIES) / 10, held


def each(entries: Iterable[Entry]) -> pytest.MarkDecorator:
    told = (pytest.param(one, id=name_of(one)) for one in entries)
    return pytest.mark.parametrize("entry", list(told))


@each(ENTRIES)
def test_a_decision_holds_on_the_draft_it_was_made_for(week: Week, entry: Entry) -> None:
    assert HOLDS[act_of(entry)](entry, week.decided)


@each(one for one in ENTRIES if not lowmarsh.is_gone(one))
def test_a_decision_whose_words_stand_holds_after_the_news(week: Week, entry: Entry) -> None:
    assert HOLDS[act_of(entry)](entry, week.later)


@each(one for one in ENTRIES if lowmarsh.is_gone(one))
def test_a_decision_whose_words_are_gone_is_reported(week: Week, entry: Entry) -> None:
    [stale] = [one for one in week.later.evidence["stale"] if is_of(entry, one)]
    assert stale["became"]
    assert stale["words"] in week.later.said


def test_nothing_else_is_reported_and_nothing_is_reported_before(week: Week) -> None:
    assert week.found.evidence["decided"] == week.found.evidence["stale"] == []
    assert week.decided.evidence["stale"] == []
    gone = Counter(str(act_of(one)) for one in ENTRIES if lowmarsh.is_gone(one))
    assert Counter(one["act"] for one in week.later.evidence["stale"]) == gone


def test_what_was_taken_back_is_as_if_it_had_never_been(week: Week) -> None:
    words = lowmarsh.SANDBAGS.words
    assert any(one["text"] == words for one in week.decided.evidence["facts"])
    hidden = (one for one in week.decided.evidence["decided"] if one["act"] == "hide")
    refs = {one["id"] for one in week.decided.evidence["facts"] if one["text"] == words}
    assert not refs & {one["ref"] for one in hidden}


def test_what_found_evidence_says_is_kept_beside_what_is_decided(week: Week) -> None:
    effects = week.decided.evidence["decided"]
    assert all(one["by"] == BY["by"] and one["on"] == BY["on"] for one in effects)
    days = [one for one in effects if one["act"] == "day"]
    assert {one["decided"] for one in days} >= {"2026-11-16", "2026-11-17", "2026-11-15"}


def test_the_file_keeps_its_comment_and_every_entry(week: Week) -> None:
    file = week.project / "decisions.yaml"
    assert file.read_text("utf-8").startswith(COMMENT)
    assert len(read_history(file).entries) == len(ENTRIES) + 2


def test_what_is_hidden_stands_in_no_byte_of_either_draft(week: Week) -> None:
    for draft in (week.decided, week.later):
        for file in (one for one in draft.folder.rglob("*") if one.is_file()):
            content = file.read_bytes().decode("utf-8", "replace")
            for words in ("witness", "Quay Lane", "slept on the night", "siren of Sandhook"):
                assert words not in content, (file.name, words)


def test_why_a_hidden_statement_is_not_told_can_be_asked(week: Week) -> None:
    told = briefgen(week.project, "explain", lowmarsh.PRICE.words)
    assert told.returncode == 0, told.stderr
    assert "the desk hides it (A. Analyst, 22 November 2026)" in " ".join(told.stdout.split())
