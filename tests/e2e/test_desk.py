"""The desk as a program: what it writes down, what it refuses, and that nothing is ever lost."""

import http.client
import itertools
import json
import os
import random
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from e2e.command_line import run
from e2e.desks import Client, desk

from briefgen.config import read_history
from briefgen.model.decisions import Act

pytestmark = pytest.mark.slow

TEXTS = {
    "weir.txt": """The weir at Holm failed on Monday, the river board said.

At least 14 people were taken from their houses. "We had no warning at all," said Ruth Abara, who \
keeps the mill.

The board will rebuild the weir by March, its chair Tom Ilves said on Wednesday.
""",
    "flood.txt": """Water from the broken weir at Holm reached the market on Tuesday.

The council closed three roads on Tuesday. "The bridge will stay shut until Sunday," said Mayor \
Ines Corr.

At least 16 people were taken from their houses, the council said.
""",
    "letters.txt": """<script>document.title = "owned"</script> stood on a wall in Holm on Thursday.

The ferry between Holm and Sand will run twice a day from Friday, the company said.
""",
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a build of the project keeps of its sources for the next one."""
    folder = written(tmp_path_factory.mktemp("kept"))
    assert run("build", cwd=folder).returncode == 0
    return folder / ".briefgen"


@pytest.fixture
def project(tmp_path: Path, kept: Path) -> Path:
    shutil.copytree(kept, tmp_path / ".briefgen")
    return written(tmp_path)


def written(folder: Path) -> Path:
    """Write three sources of an invented flood into a folder, and a name for who decides."""
    (folder / "inputs").mkdir()
    for name, text in TEXTS.items():
        (folder / "inputs" / name).write_text(text, encoding="utf-8")
    entries = {name: {"published": "2026-11-19"} for name in TEXTS}
    (folder / "inputs" / "sources.yaml").write_text(json.dumps(entries), encoding="utf-8")
    settings = "title: Holm\nissue_date: 2026-11-20\nformats: [html]\ndesk: {name: A. Analyst}\n"
    (folder / "briefgen.yaml").write_text(settings, encoding="utf-8")
    return folder


def facts(client: Client) -> list[str]:
    return [task for task in client.tasks() if task.startswith("fact-")]


def test_a_decision_is_in_the_file_when_it_is_acknowledged(project: Path) -> None:
    with desk(project) as (client, _):
        client.fresh()
        first, second, *_ = facts(client)
        assert client.decide(first, "hide")["kept"]
        (entry,) = read_history(project / "decisions.yaml").entries
        assert (entry.act, entry.by) == (Act.HIDE, "A. Analyst")
        assert client.decide(second, "pin")["said"] == "Pinned."
        assert client.post("/undo", decision="", seen=client.seen).json["said"] == "Taken back."

        history = read_history(project / "decisions.yaml")
        assert [one.act for one in history.entries] == [Act.HIDE, Act.PIN, Act.UNDO]
        assert [one.act for one in history.in_force] == [Act.HIDE]


def test_deciding_the_other_way_takes_back_what_excludes_it(project: Path) -> None:
    with desk(project) as (client, _):
        client.fresh()
        first, *_ = facts(client)
        for act in ("pin", "hide", "show", "show"):
            assert client.decide(first, act)["kept"], act
            client.fresh()
        assert read_history(project / "decisions.yaml").in_force == ()


def test_the_desks_own_words_are_for_this_issue_and_shown(project: Path) -> None:
    with desk(project) as (client, _):
        before = client.fresh()["draft"]
        assert client.decide("text-headline", "headline", "The weir is the news")["kept"]
        before = client.fresh(before)["draft"]
        assert client.decide("text-bottom_line", "bottom_line", "Rebuild it.\nWatch it.")["kept"]
        client.fresh(before)
        page = client.get("/draft/brief.html").text
        for words in ("The weir is the news", "Rebuild it.", "Watch it."):
            assert words in page
        assert not client.decide("text-headline", "headline", " ")["kept"]
    (headline, line) = read_history(project / "decisions.yaml").in_force
    assert headline.wording.issue == line.wording.issue == "2026-11-20"
    assert headline.wording.evidence
    assert line.wording.text == ("Rebuild it.", "Watch it.")


def test_two_pages_and_a_hand_edit_at_once_lose_nothing(project: Path) -> None:
    file = project / "decisions.yaml"
    with desk(project) as (client, _):
        client.fresh()
        first, second, third, *_ = facts(client)
        other = replace(client)
        assert client.decide(first, "hide")["kept"]

        met = other.decide(first, "pin")
        assert (met["kept"], met["notice"]) == (False, True)
        assert "meanwhile" in met["said"]
        assert "Two decisions meet" in client.get("/notices").text
        assert other.decide(second, "pin")["kept"]

        by_hand = file.read_text("utf-8").replace("A. Analyst", "B. Editor")
        client.news()
        assert client.decide(third, "hide")["kept"]
        file.write_text(by_hand, encoding="utf-8")
        held = held_of(client)
        assert len(held) == 4

        for decision in held:
            told = client.post("/answer", held=decision, answer="keep").json
            assert told["kept"], told
        assert held_of(client) == []
        decided = {(one.act, one.by) for one in read_history(file).entries}
        assert {(Act.PIN, "A. Analyst"), (Act.PIN, "B. Editor")} <= decided
        assert {(Act.HIDE, "A. Analyst"), (Act.HIDE, "B. Editor")} <= decided


def held_of(client: Client) -> list[str]:
    """Return the decisions that the page asks about."""
    notices = client.get("/notices").text
    return [part[:12] for part in notices.split('data-held="')[1::2]]


def test_what_is_let_go_is_asked_about_no_more(project: Path) -> None:
    with desk(project) as (client, _):
        client.fresh()
        first, *_ = facts(client)
        client.decide(first, "hide")
        (project / "decisions.yaml").write_text("", encoding="utf-8")
        (held,) = held_of(client)
        assert client.post("/answer", held=held, answer="drop").json["said"] == "Let go."
        assert held_of(client) == []
    with desk(project) as (client, _):
        client.fresh()
        assert held_of(client) == []


def test_nothing_is_written_over_a_broken_file(project: Path) -> None:
    file = project / "decisions.yaml"
    broken = '- hide: "x"\n  in weir.txt\n- pinn: 3\n'
    with desk(project) as (client, _):
        client.fresh()
        first, *_ = facts(client)
        file.write_text(broken, encoding="utf-8")
        told = client.decide(first, "hide")
        assert not told["kept"]
        assert "not in the file yet" in told["said"]
        assert file.read_text("utf-8") == broken
        wait_for(lambda: client.news()["kind"] == "wrong")
        assert "decisions.yaml:3:1" in client.get("/notices").text

        file.write_text("", encoding="utf-8")
        wait_for(lambda: client.news()["kind"] == "")
        assert len(held_of(client)) == 1


def wait_for(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_changed_inputs_and_settings_make_a_new_draft(project: Path) -> None:
    with desk(project) as (client, _):
        before = client.fresh()["draft"]
        text = TEXTS["weir.txt"].replace("14 people", "15 people")
        (project / "inputs" / "weir.txt").write_text(text, encoding="utf-8")
        before = client.fresh(before)["draft"]
        assert "15 people" in client.get("/draft/brief.html").text
        settings = (project / "briefgen.yaml").read_text("utf-8")
        (project / "briefgen.yaml").write_text(settings.replace("Holm", "The weir"), "utf-8")
        client.fresh(before)
        assert "<h1" in client.get("/draft/brief.html").text
        assert "The weir" in client.get("/draft/brief.html").text
        (project / "briefgen.yaml").write_text("titel: x\n", "utf-8")
        wait_for(lambda: client.news()["kind"] == "wrong")
        assert "did you mean" in client.get("/notices").text
        assert "The weir" in client.get("/draft/brief.html").text


def test_looking_alone_makes_no_draft_and_writes_nothing(project: Path) -> None:
    with desk(project) as (client, _):
        before = client.fresh()
        os.utime(project / "inputs" / "weir.txt")
        time.sleep(1.5)
        assert client.news()["draft"] == before["draft"]
        assert not (project / "decisions.yaml").exists()


def test_preview_shows_the_draft_and_decides_nothing(project: Path) -> None:
    with desk(project, command="preview") as (client, _):
        client.fresh()
        assert "Holm" in client.get("/draft/brief.html").text
        assert client.get("/queue").status == 404
        assert client.post("/decide", task="x", act="hide", choice="", seen="").status == 404


def test_files_are_made_on_wish(project: Path) -> None:
    with desk(project) as (client, _):
        client.fresh()
        told = client.post("/make").json
        assert told["kept"], told
        (folder,) = (project / "out").iterdir()
        assert folder.name in told["said"]
        made = (folder / "brief.html").read_text("utf-8")
        # A draft has no evidence on the disk that a digest could name.
        undated = re.sub(r'  <p class="digest">.*</p>\n', "", made)
        assert undated == client.get("/draft/brief.html").text
        assert undated != made


def test_who_decides_is_asked_once(project: Path) -> None:
    settings = (
        (project / "briefgen.yaml").read_text("utf-8").replace("desk: {name: A. Analyst}", "")
    )
    (project / "briefgen.yaml").write_text(settings, "utf-8")
    with desk(project) as (client, _):
        client.fresh()
        first, *_ = facts(client)
        assert client.decide(first, "hide")["ask"] == "who"
        assert not client.post("/who", name=" ").json["kept"]
        assert client.post("/who", name="C. Clerk").json["kept"]
        assert client.decide(first, "hide")["kept"]
    with desk(project) as (client, _):
        client.fresh()
        assert client.decide(facts(client)[1], "hide")["kept"]
    assert {one.by for one in read_history(project / "decisions.yaml").entries} == {"C. Clerk"}


def test_a_taken_port_and_a_second_desk_are_said(project: Path) -> None:
    with desk(project) as (client, _):
        taken = run("desk", "--no-browser", "--port", str(client.port), cwd=project)
        assert taken.returncode == 75
        assert "another run is at work" in taken.stderr
        away = run("preview", "--no-browser", "--port", str(client.port), cwd=project)
        assert away.returncode == 2
        assert "a free one is taken" in away.stderr


KILLS = int(os.environ.get("BRIEFGEN_DESK_KILLS", "3"))
"""How often the server is killed: few times in each run of the tests, 20 in the long check."""


def test_kills_lose_no_acknowledged_decision(project: Path) -> None:
    """The server is killed at any moment, also while it writes one of many decisions."""
    chance = random.Random(7)  # noqa: S311 - moments, no secrets
    acknowledged: list[str] = []
    for number in range(KILLS):
        with desk(project) as (client, process):
            client.fresh()
            (source,) = [task for task in client.tasks() if task.startswith("source-")][:1]
            killer = threading.Timer(chance.uniform(0.05, 1.0), process.kill)
            killer.start()
            acknowledged += titles_until_the_end(client, source, number)
            killer.join()
        history = read_history(project / "decisions.yaml")
        assert set(acknowledged) <= {one.value for one in history.entries}
    assert len(acknowledged) > KILLS


def titles_until_the_end(client: Client, source: str, number: int) -> Iterator[str]:
    """Give a source one title after the other; yield those that the server has acknowledged."""
    for n in itertools.count():
        title = f"Title {number}.{n}"
        try:
            kept = client.decide(source, "title", title)["kept"]
        except (OSError, http.client.HTTPException):
            return
        assert kept
        yield title


def test_several_assessments_are_written_before_and_after_sections(project: Path) -> None:
    with desk(project) as (client, _):
        before = client.fresh()["draft"]
        for title, place in (("Outlook", "before key_facts"), ("Doubts", "after sources")):
            told = write(client, "text-assessment", f"We judge: {title}.", title, place)
            assert told["kept"], told
            before = client.fresh(before)["draft"]
        page = client.get("/draft/brief.html").text
        assert page.index("We judge: Outlook") < page.index("We judge: Doubts")
        assert not write(client, "text-assessment", "Again.", "Outlook", "after sources")["kept"]
        own = [one for one in client.tasks() if one.startswith("text-assessment-")]
        assert len(own) == 2
        form = client.get(f"/choices/{own[0]}/assessment").text
        assert 'value="Outlook"' in form
        assert "We judge: Outlook." in form
        assert write(client, own[0], "We judge anew.", "Prospects", "after headline")["kept"]
        client.fresh(before)
        page = client.get("/draft/brief.html").text
        assert "We judge anew." in page
        assert "We judge: Outlook." not in page
        told = write(client, "text-assessment", "So it is [S77 ¶3].", "Marks", "after sources")
        assert not told["kept"]
        assert "1:" in told["said"]
    kept = [one.wording for one in read_history(project / "decisions.yaml").in_force]
    assert [(one.title, one.before, one.after) for one in kept] == [
        ("Doubts", "", "sources"), ("Prospects", "", "headline")
    ]  # fmt: skip


def write(client: Client, task: str, words: str, title: str, place: str) -> dict[str, str]:
    answer = client.post(
        "/decide", task=task, act="assessment", choice=words, seen=client.seen, title=title,
        place=place,
    )  # fmt: skip
    told: dict[str, str] = answer.json
    client.seen = told["seen"] or client.seen
    return told


def test_a_wrong_value_is_no_conflict(project: Path) -> None:
    with desk(project) as (client, _):
        client.fresh()
        source = next(task for task in client.tasks() if task.startswith("source-"))
        told = client.decide(source, "genre", "poem")
        assert not told["kept"]
        assert "should be one of" in told["said"]
        assert held_of(client) == []
        assert not (project / "decisions.yaml").exists()


ALONE = """- hide_source: nowhere.txt
- hide_passage: "Tom Ilves"
  in: weir.txt
- pin: "The board will rebuild the weir by June, its chair Tom Ilves said."
  in: weir.txt
"""
"""What the desk alone may know, and a decision on words that stand no more, partly hidden ones."""


def test_what_the_desk_alone_may_know_is_told_on_the_page(project: Path) -> None:
    (project / "decisions.yaml").write_text(ALONE, encoding="utf-8")
    with desk(project) as (client, _):
        draft = client.fresh()["draft"]
        notices = client.get("/notices").text
        assert "there is no source &#39;nowhere.txt&#39; to hide" in notices
        assert "nowhere.txt" not in client.get("/draft/brief.html").text

        # What has hidden words is known under another id outside, and is taken back all the same;
        # so is what hides them, which stands at no item that is shown.
        pin = re.search(r'Holds no longer: pin.*?data-undo="(\w+)"', notices, re.DOTALL)
        assert pin
        assert client.post("/undo", decision=pin[1], seen=client.seen).json["said"] == "Taken back."
        client.fresh(draft)
        assert "Holds no longer" not in client.get("/notices").text
        listed = [task for task in client.tasks() if task.startswith("decision-")]
        assert len(listed) == 2
        for task in listed:
            assert f'data-undo="{task.partition("-")[2]}"' in client.get(f"/item/{task}").text


def test_partners_can_be_searched(project: Path) -> None:
    with desk(project) as (client, _):
        client.fresh()
        fact = next(t for t in facts(client) if "ferry" not in client.get(f"/item/{t}").text)
        found = client.get(f"/choices/{fact}/same_event?sought=ferry%20holm").text
        assert "The ferry between Holm and Sand" in found
        assert found.count("<li>") == 1
        assert (
            "Nothing has these words"
            in client.get(f"/choices/{fact}/same_event?sought=lighthouse").text
        )


BROWSER = """#!/bin/sh
printf '%s\\n' "$@" > argv
"""


def test_the_address_is_in_no_command_line(project: Path) -> None:
    """Every account of a machine can read what a browser is started with."""
    script = project / "browser"
    script.write_text(BROWSER, encoding="utf-8")
    script.chmod(0o755)
    page = project / ".briefgen" / "desk" / "open.html"
    with desk(project, browser=f"{script} %s") as (client, process):
        wait_for(lambda: (project / "argv").exists() and (project / "argv").read_text() != "")
        assert (project / "argv").read_text("utf-8").strip() == page.as_uri()
        told = Path(f"/proc/{process.pid}/cmdline")
        assert not told.exists() or b"/open/" not in told.read_bytes()
        wait_for(lambda: not page.exists())
        assert client.get("/").status == 200
    assert not page.exists()
