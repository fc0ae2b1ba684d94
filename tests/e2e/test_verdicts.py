"""Verdicts of the desk over whole builds: in the note as decided, marked, and proved."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
import yaml
from conftest import HARBOUR

from briefgen.config import load_config, with_formats
from briefgen.model.codec import decode_evidence
from briefgen.model.evidence import Evidence
from briefgen.pipeline import build
from briefgen.proof import verify
from briefgen.verification.paper.paper import open_paper
from briefgen.verification.rendered import comparable, html_text

pytestmark = pytest.mark.slow

Entry = dict[str, object]

MARK = "edited by the desk"
SIGNED = "The port authority of Larnham signed a contract on 16 November 2026 to rebuild the eastern harbour wall with two shipyards."  # noqa: E501
AGENCY = "The port authority of Larnham signed a contract with two shipyards on Monday to rebuild the eastern harbour wall."  # noqa: E501
CLOSED = "The authority closed the eastern basin after the last storm."
FOUR = "Storms killed four sailors in the harbour in October."
FIVE = "Storms killed five sailors in the harbour in October, according to the coast guard."
FERRY = "The LFU asked for a ferry between the basins."
HELD = "The wall has held for ninety years and it will not hold for ten more"

OF_FACTS: Sequence[Entry] = (
    {"same_fact": FERRY, "in": "gazette.md", "with": {"words": CLOSED, "in": "agency.txt"}},
    {"not_same_fact": SIGNED, "in": "gazette.md", "with": {"words": AGENCY, "in": "agency.txt"}},
    {"same_event": FERRY, "in": "gazette.md", "with": {"words": CLOSED, "in": "agency.txt"}},
    {"not_same_event": FOUR, "in": "agency.txt", "with": {"words": FIVE, "in": "gazette.md"}},
    {"day": CLOSED, "in": "agency.txt", "is": "2026-10-30"},
)
OF_WHO: Sequence[Entry] = (
    {"speaker": HELD, "in": "agency.txt", "is": "LFU"},
    {"role": "Vossler", "in": "gazette.md", "is": "coast guard"},
    {"kind": "Vossler", "in": "gazette.md", "is": "organisation"},
    {"name": "LFU", "in": "gazette.md", "is": "LFU"},
    {"join": "LFU", "in": "gazette.md", "with": {"words": "Ingrid Vossler", "in": "agency.txt"}},
    {"part": "LFU", "in": "agency.txt", "with": {"words": "LFU", "in": "gazette.md"}},
)
OF_SOURCES: Sequence[Entry] = (
    {"title": "portal.txt", "is": "Harbour closed"},
    {"publisher": "gazette.md", "is": "Norland Press Agency"},
    {"published": "agency.txt", "is": "2026-11-11"},
    {"genre": "gazette.md", "is": "opinion"},
)


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place where what was found in the sources is kept from one build to the next."""
    return tmp_path_factory.mktemp("state")


Build = Callable[..., tuple[Evidence, Path]]


@pytest.fixture
def built(tmp_path: Path, state: Path) -> Build:
    return partial(build_with, tmp_path, state)


def build_with(
    folder: Path, state: Path, *entries: Entry, formats: Sequence[str] = ("html", "email")
) -> tuple[Evidence, Path]:
    """Build the harbour's note with decisions, and check the folder."""
    project = folder / "harbour"
    shutil.copytree(HARBOUR, project, ignore=shutil.ignore_patterns("expected"))
    file = project / "decisions.yaml"
    file.write_text(yaml.safe_dump(list(entries), sort_keys=False), "utf-8")
    config = with_formats(load_config(project / "briefgen.yaml"), formats)
    config = replace(config, decisions=str(file), state=str(state))
    done = build([project / "inputs"], config, date(2026, 11, 23), folder / "out")
    assert verify(done.folder).findings == ()
    return decode_evidence((done.folder / "evidence.json").read_bytes()), done.folder


def pages(content: bytes) -> str:
    """Return the text of a PDF, with single blanks."""
    return " ".join(open_paper(content).text.split())


def named(entry: Entry) -> str:
    return next(iter(entry))


@pytest.mark.parametrize("entry", OF_FACTS, ids=named)
def test_a_verdict_on_facts_is_shown_with_its_mark(built: Build, entry: Entry) -> None:
    evidence, folder = built(entry)
    assert evidence.stale == ()
    assert {one.act.value for one in evidence.decided} == {named(entry)}
    assert MARK in html_text((folder / "brief.html").read_bytes())


@pytest.mark.parametrize("entry", OF_WHO, ids=named)
def test_a_verdict_on_who_it_is_is_shown_with_its_mark(built: Build, entry: Entry) -> None:
    evidence, folder = built(entry)
    assert evidence.stale == ()
    assert {one.act.value for one in evidence.decided} == {named(entry)}
    assert MARK in html_text((folder / "brief.html").read_bytes())


@pytest.mark.parametrize("entry", OF_SOURCES, ids=named)
def test_what_is_decided_of_a_source_stands_in_the_register(built: Build, entry: Entry) -> None:
    evidence, folder = built(entry)
    for file in ("brief.html", "brief.txt"):
        assert MARK in " ".join((folder / file).read_text("utf-8").split())
    assert evidence.stale == ()
    (made,) = evidence.decided
    record = next(one for one in evidence.sources if one.id == made.ref)
    assert record.path == entry[named(entry)]
    value = record.kind if named(entry) == "genre" else getattr(record, named(entry))
    assert (value, made.decided) == (entry["is"], entry["is"])


def test_a_day_that_no_words_give_stands_on_the_timeline(built: Build) -> None:
    _, folder = built(OF_FACTS[-1])
    page = comparable(html_text((folder / "brief.html").read_bytes()))
    timeline = page[page.index(comparable("What the sources state")) :]
    assert comparable(f"30 October 2026 {CLOSED}") in timeline.replace("[S1 ¶4] ", "")
    assert "as written: “The authority" not in timeline


def test_words_of_nobody_are_no_voice(built: Build) -> None:
    evidence, folder = built({"no_speaker": HELD, "in": "agency.txt"})
    assert [one.act.value for one in evidence.decided] == ["no_speaker"]
    note = " ".join((folder / "brief.txt").read_text("utf-8").split())
    said = note[note.index("QUOTATIONS") : note.index("DISAGREEMENTS")]
    assert "the western basin" in said
    assert HELD not in said


def test_another_publisher_makes_other_origins(built: Build) -> None:
    evidence, _ = built(OF_SOURCES[1])
    fact = next(f for f in evidence.facts if SIGNED in {c.text for c in f.citations})
    assert [origin.why for origin in fact.origins] == ["same publisher, Norland Press Agency"]
    assert fact.independent_sources == 1


def test_another_day_of_a_source_is_counted_from(built: Build) -> None:
    evidence, _ = built(OF_SOURCES[2])
    counted = [e.date for e in evidence.events if e.date.expression == "Monday"]
    anchors = [d.date for fact in evidence.facts for d in fact.dated] + counted
    assert all(when.anchor == "2026-11-11" for when in anchors)


def test_a_decision_about_a_source_that_is_gone_is_reported(built: Build) -> None:
    evidence, _ = built({"title": "lost.txt", "is": "Lost"})
    assert [(one.path, one.became) for one in evidence.stale] == [
        ("lost.txt", "the source is there no more")
    ]


def test_decisions_of_all_kinds_stand_beside_each_other(built: Build) -> None:
    evidence, folder = built(
        OF_FACTS[0],
        {"hide": FERRY, "in": "gazette.md"},
        OF_FACTS[1],
        {"pin": AGENCY, "in": "agency.txt"},
        OF_WHO[0],
        OF_WHO[4],
        OF_SOURCES[0],
        formats=("html", "pdf", "email"),
    )
    assert verify(folder / "brief.pdf").findings == ()
    assert MARK in pages((folder / "brief.pdf").read_bytes())
    assert evidence.stale == ()
    note = " ".join((folder / "brief.txt").read_text("utf-8").split())
    first = note[note.index("BOTTOM LINE") :].removeprefix("BOTTOM LINE ----------- ")
    assert first.startswith(AGENCY.partition(" to rebuild")[0])
    assert FERRY not in note
    assert CLOSED not in note
