"""A desk's week in a real browser: decisions of all kinds, then two sources more and one corrected.

Each decision whose words still stand holds, each other is reported, and none is lost. It is done on
the sample; BRIEFGEN_DESK_WEEK names another folder with a briefgen.yaml and its inputs. How many of
each kind were made, hold and are reported stands in week.txt, in the folder of --basetemp.
"""

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from e2e.desks import desk
from e2e.outcomes import HOLDS, Draft, Entry
from product.conftest import HERE, ROOT, Tools

from briefgen.config import read_history
from briefgen.config.strict_yaml import parse_yaml
from briefgen.model.decisions import OF_PROTECTION, OF_WORDING, Act, Decision

FOLDER = Path(os.environ.get("BRIEFGEN_DESK_WEEK", ROOT))
ALL = frozenset(Act) - {Act.CONFIRM}
"""All kinds but for words that are confirmed: those have to be written for other evidence first."""

MOST_CORRECTED = 3
"""Sentences that have other words in the corrected source."""

LATER = {
    "later-1.txt": "The ferry of Aldermoor will run twice a day from Friday, the company said.\n",
    "later-2.txt": "The council of Aldermoor closed three roads on Tuesday after a landslide.\n",
}


@dataclass(frozen=True, slots=True)
class Week:
    """What the browser did, the drafts before and after the news, and what the page said then."""

    found: Mapping[str, Any]
    decided: Draft
    later: Draft
    notices: str
    decisions: Sequence[Decision]
    entries: Mapping[str, Entry]


@pytest.fixture(scope="module")
def week(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Week:
    tools.path("playwright")
    project = tmp_path_factory.mktemp("week")
    shutil.copytree(FOLDER / "inputs", project / "inputs", copy_function=shutil.copyfile)
    for folder in (project / "inputs", *(project / "inputs").rglob("*/")):
        folder.chmod(0o755)
    settings = (FOLDER / "briefgen.yaml").read_text("utf-8")
    (project / "briefgen.yaml").write_text(f"{settings}\ndesk: {{name: A. Analyst}}\n", "utf-8")
    with desk(project) as (client, process):
        client.fresh()
        address = process.stderr.readline().split()[-1]
        asked = {"chromium": tools.path("chromium"), "address": address}
        done = subprocess.run(
            [tools.path("node"), str(HERE / "desk-week.mjs")],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            check=False,
            timeout=1200,
        )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    decided = _draft(project, found["made"], project / "decided")
    file = project / "decisions.yaml"
    decisions = read_history(file).in_force
    _bring_news(project, decisions, _texts(decided))
    with desk(project) as (client, _):
        client.fresh()
        later = _draft(project, client.post("/make").json["said"], project / "later")
        notices = client.get("/notices").text
    entries = parse_yaml(file.read_text("utf-8"), file.name).value
    assert isinstance(entries, tuple)
    by_line = dict(zip((one.id for one in read_history(file).entries), entries, strict=True))
    made = Week(found, decided, later, notices, decisions, by_line)
    (project / "week.txt").write_text(_table(made), "utf-8")
    return made


def _draft(project: Path, said: str, kept: Path) -> Draft:
    """Return a draft that was made, which is kept: the next one will stand in its place."""
    told = re.fullmatch(r"The files are in (.+)\.", said)
    assert told, said
    folder = Path(shutil.copytree(project / told[1], kept))
    evidence, brief = (
        json.loads((folder / name).read_text("utf-8")) for name in ("evidence.json", "brief.json")
    )
    return Draft(folder, evidence, brief, "")


def _bring_news(project: Path, decisions: Sequence[Decision], texts: Mapping[str, str]) -> None:
    """Add two sources, and correct one: it has other words for some that were decided on."""
    for name, text in LATER.items():
        (project / "inputs" / name).write_text(text, "utf-8")
    alone: dict[str, list[str]] = {}
    for one in decisions:
        words = one.passage.words
        holding = [path for path, text in texts.items() if words in text]
        long = len(words.split()) > 4 and one.act not in OF_PROTECTION
        if long and holding == [one.passage.path] and holding[0].endswith(".txt"):
            alone.setdefault(one.passage.path, []).append(words)
    path = max(alone, key=lambda each: (len(alone[each]), each))
    file = project / "inputs" / path
    text = file.read_text("utf-8")
    for words in alone[path][:MOST_CORRECTED]:
        pieces = words.split()
        there = r"\s+".join(map(re.escape, pieces))
        text = re.sub(there, " ".join([*pieces[:2], "otherwise", *pieces[3:]]), text)
    file.write_text(text, "utf-8")


def _texts(draft: Draft) -> Mapping[str, str]:
    """Return the texts of a draft by the paths of their sources, as words are compared."""
    return {
        one["path"]: " ".join(
            (draft.folder / "sources" / f"{one['key']}.txt").read_text("utf-8").split()
        )
        for one in draft.evidence["sources"]
    }


def _stands(words: str, path: str, texts: Mapping[str, str]) -> bool:
    if not words:
        return path in texts
    holding = [name for name, text in texts.items() if words in text]
    return path in holding or len(holding) == 1


def _fates(week: Week, draft: Draft) -> Iterator[tuple[Decision, bool, bool, bool]]:
    """Yield each decision in evidence: whether its words stand, it holds, and it is reported."""
    texts = _texts(draft)
    did = {one["decision"] for one in draft.evidence["decided"]}
    stale = {one["decision"] for one in draft.evidence["stale"]}
    for one in week.decisions:
        if one.act in OF_WORDING | OF_PROTECTION:
            continue
        both = (one.passage, one.other) if one.other.words else (one.passage,)
        stands = all(_stands(each.words, each.path, texts) for each in both)
        yield one, stands, one.id in did, one.id in stale


def _table(week: Week) -> str:
    """Return how many decisions of each kind were made, hold and are reported, for who looks."""
    made = Counter(one["act"] for one in week.found["done"])
    lines = [f"{len(week.found['done'])} decisions, slowest {week.found['slowest']} ms"]
    for draft in (week.decided, week.later):
        fates = list(_fates(week, draft))
        held = Counter(str(one.act) for one, _, held, _ in fates if held)
        stale = Counter(str(one.act) for one, _, _, stale in fates if stale)
        lost = [one for one, _, held, stale in fates if not held and not stale]
        lines += [
            f"  {act}: made {made[act]}, hold {held[act]}, stale {stale[act]}" for act in made
        ]
        lines += [f"held {held.total()}, stale {stale.total()}, lost {len(lost)}"]
        lines += [f"  stale: {one['act']} {one['words'][:60]} / {one['became'][:90]}"
                  for one in draft.evidence["stale"]]  # fmt: skip
    lines += [f"  refused: {one}" for one in week.found["refused"]]
    lines += [f"  missed: {one}" for one in week.found["missed"]]
    return "\n".join(lines)


def test_sixty_decisions_of_all_kinds_are_made_on_the_page(week: Week) -> None:
    assert week.found["errors"] == week.found["refused"] == []
    assert len(week.found["done"]) >= 60
    made = {Act(one["act"]) for one in week.found["done"]}
    assert FOLDER != ROOT or made == ALL


def test_the_page_offers_nothing_that_does_not_hold(week: Week) -> None:
    assert week.decided.evidence["stale"] == []
    for one, stands, holds, _ in _fates(week, week.decided):
        assert stands, one
        assert holds, one


def test_after_the_news_each_decision_holds_or_is_reported(week: Week) -> None:
    fates = list(_fates(week, week.later))
    assert any(not stands for _, stands, _, _ in fates)
    for one, stands, holds, stale in fates:
        assert holds is stands, one
        assert stale is not stands, one


def test_the_page_reports_each_that_holds_no_longer(week: Week) -> None:
    gone = [one for one, stands, _, _ in _fates(week, week.later) if not stands]
    assert week.notices.count("Holds no longer") == len(gone)
    assert all(f'data-undo="{one.id}"' in week.notices for one in gone)


CHECKED = OF_PROTECTION | OF_WORDING | {Act.HIDE, Act.TITLE, Act.PUBLISHER, Act.PUBLISHED,
    Act.GENRE, Act.SAME_FACT, Act.NOT_SAME_FACT, Act.SAME_EVENT, Act.NOT_SAME_EVENT,
    Act.NOT_A_DISAGREEMENT, Act.SPEAKER, Act.NO_SPEAKER}  # fmt: skip
"""Kinds of which a draft alone tells that they hold, whatever else was decided."""


def test_what_was_decided_is_so_in_both_drafts(week: Week) -> None:
    for draft in (week.decided, week.later):
        texts = _texts(draft)
        for one in week.decisions:
            entry = week.entries[one.id]
            words = one.act in OF_WORDING | OF_PROTECTION
            there = words or _stands(one.passage.words, one.passage.path, texts)
            if one.act in CHECKED - {Act.CONFIRM} and there:
                assert HOLDS[one.act](entry, draft), entry


def test_several_sections_of_the_desks_own_are_written_and_one_is_retitled(week: Week) -> None:
    assert week.found["sections"] == 3
    own = [one.wording for one in week.decisions if one.act is Act.ASSESSMENT]
    assert [one.title for one in own] == ["Outlook", "What we do not know", "Outlook for the week"]
    places = [one.after or f"before {one.before}" for one in own]
    assert places == ["key_facts", "before sources", "bottom_line"]
