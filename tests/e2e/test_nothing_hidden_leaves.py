"""What the desk hides stands in no byte that leaves it, and can be checked at the desk alone."""

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from e2e.command_line import run
from e2e.leaks import find_leaks
from e2e.saltmere import (
    AUDITOR,
    BOARD,
    CHEMIST,
    DECISIONS,
    HIDDEN_SOURCE,
    HIDDEN_WORDS,
    LOG,
    PAPERS,
    PUMPS,
    SUM,
    WITNESS,
    make_desk,
)

from briefgen.config import load_decisions
from briefgen.model.decisions import Act, Passage

pytestmark = pytest.mark.slow

DOCUMENT = Path(__file__).parents[2] / "docs" / "desk.md"
NAME = "2026-11-23-saltmere-weekly"
FILES = ("brief.html", "brief.txt", "brief.json", "brief.pdf", "brief.eml", "brief.docx",
         "evidence.json", "manifest.json", "sources/S1.txt", "sources/S1.html")  # fmt: skip


def told(desk: Path, *arguments: str) -> str:
    done = run(*arguments, cwd=desk)
    assert done.returncode == 0, done.stderr
    return done.stderr


def hidden_hashes(desk: Path) -> list[str]:
    """Return the beginnings of the hashes of all files of which something is hidden."""
    files = (file for file in (desk / "inputs").iterdir() if file.name != "council.md")
    return [hashlib.sha256(file.read_bytes()).hexdigest()[:12] for file in files]


def secrets_of(desk: Path) -> list[str]:
    return [*HIDDEN_WORDS, *HIDDEN_SOURCE, *hidden_hashes(desk)]


def evidence_of(folder: Path) -> dict[str, Any]:
    evidence: dict[str, Any] = json.loads((folder / "evidence.json").read_text("utf-8"))
    return evidence


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build, record, search and address a brief at a desk that hides from the beginning."""
    desk = make_desk(tmp_path_factory.mktemp("protected") / "desk")
    (desk / "decisions.yaml").write_text(DECISIONS, "utf-8")
    told(desk, "build")
    told(desk, "history", "--add", f"out/{NAME}")
    told(desk, "send", f"out/{NAME}", "--dry-run")
    told(desk, "search", "pumping station")
    return desk


@pytest.fixture(scope="module")
def unprotected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Do the same at a desk that hides nothing."""
    desk = make_desk(tmp_path_factory.mktemp("open") / "desk")
    told(desk, "build")
    told(desk, "history", "--add", f"out/{NAME}")
    told(desk, "send", f"out/{NAME}", "--dry-run")
    told(desk, "search", "pumping station")
    return desk


@pytest.fixture
def copied(desk: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(desk, tmp_path / "desk"))


def leaving(desk: Path, to: Path) -> Path:
    """Copy what leaves the desk, and what is kept of it: all but sources, decisions and cache."""
    stays = shutil.ignore_patterns("inputs", "decisions.yaml", "cache", "secret", "hidden.json")
    return Path(shutil.copytree(desk, to / "left", ignore=stays))


def test_no_byte_has_what_is_hidden(desk: Path, tmp_path: Path) -> None:
    left = leaving(desk, tmp_path)
    assert (left / ".briefgen" / "history.db").exists()
    assert (left / ".briefgen" / "search.db").exists()
    assert list(left.rglob("*.eml"))
    assert find_leaks(left, secrets_of(desk)) == []


def test_the_same_search_finds_all_of_it_where_nothing_is_hidden(
    unprotected: Path, tmp_path: Path
) -> None:
    leaks = find_leaks(leaving(unprotected, tmp_path), secrets_of(unprotected))
    assert {secret for _, secret in leaks} == set(secrets_of(unprotected))
    places = {where.split(" > ")[0] for where, _ in leaks}
    assert {f"out/{NAME}/{path}" for path in FILES} <= places
    assert {".briefgen/history.db", ".briefgen/search.db"} <= places
    assert any(place.startswith("outbox/") for place in places)
    packed = {where.rpartition(" > ")[2].split()[0] for where, _ in leaks}
    assert {"S1.txt", "brief.json", "page", "stream", "text/html", "word/document.xml"} <= packed


def test_as_many_blocks_stand_there_and_nothing_else_moves(desk: Path) -> None:
    text = (desk / "out" / NAME / "sources" / "S1.txt").read_text("utf-8")
    whole = BOARD.strip()
    assert len(text.strip()) == len(whole)
    for words in (AUDITOR, PUMPS, PAPERS):
        whole = whole.replace(words, "█" * len(words))
    assert text.strip() == whole


def test_the_folder_says_where_and_a_salted_hash_alone(desk: Path) -> None:
    evidence = evidence_of(desk / "out" / NAME)
    hidden = [one for one in evidence["hidden"] if one["source"] == "S1"]
    places = sorted(
        (BOARD.index(words), BOARD.index(words) + len(words)) for words in (AUDITOR, PUMPS, PAPERS)
    )
    assert [(one["start"], one["end"]) for one in hidden] == places
    assert all(set(one) == {"source", "start", "end", "salted"} for one in hidden)
    sources = {one["path"]: one for one in evidence["sources"]}
    for path in ("board.txt", "budget.pdf", "minutes.docx", "page.html"):
        assert sources[path]["protected"]
        assert sources[path]["size"] == 0
    assert "protected" not in sources["council.md"]
    assert evidence["decided"] == evidence["stale"] == []


def test_words_in_speech_and_across_paragraphs_are_hidden(desk: Path) -> None:
    evidence = evidence_of(desk / "out" / NAME)
    blocks = "█" * len(PAPERS)
    assert f"The managers knew of the {blocks} for a year" in [
        one["text"] for one in evidence["quotations"]
    ]
    log = (desk / "out" / NAME / "sources" / "S4.txt").read_text("utf-8").strip().split("\n\n")
    assert [len(one) for one in log] == [len(one) for one in LOG.strip().split("\n\n")]
    assert log[1].endswith("2026 " + "█" * len("at the eastern gate."))
    assert log[2].startswith("█" * len("The watchman woke the duty officer") + ", and")


def test_other_decisions_hold_and_tell_nothing_of_what_is_hidden(copied: Path) -> None:
    said = f"“The managers knew of the {PAPERS} for a year,” said {AUDITOR}"
    more = f"""\
- pin: "{said}, an auditor of the board, on Tuesday."
  in: board.txt
- title: page.html
  is: "Nitrate, says {CHEMIST}"
- pin: "She found that {PUMPS}."
  in: council.md
- pin: "the board paid the managers a bonus in March 2026"
  in: informant.eml
"""
    (copied / "decisions.yaml").write_text(DECISIONS + more, "utf-8")
    notes = told(copied, "build", "--out", "again")
    folder = copied / "again" / NAME
    evidence = evidence_of(folder)
    assert {one["act"] for one in evidence["decided"]} == {"pin", "title"}
    brief = json.loads((folder / "brief.json").read_text("utf-8"))
    first = next(one for one in brief["sections"] if one["items"])["items"][0]
    assert first["edited"]
    assert [one["act"] for one in evidence["stale"]] == ["pin"]
    assert "is of a source that is hidden or not there: informant.eml" in notes
    ids = {one.id for one in load_decisions(copied / "decisions.yaml")}
    assert find_leaks(copied / "again", [*secrets_of(copied), *ids]) == []
    told(copied, "verify", f"again/{NAME}")


def test_keys_tell_of_no_source_that_is_left_out(desk: Path) -> None:
    evidence = evidence_of(desk / "out" / NAME)
    assert [one["key"] for one in evidence["sources"]] == ["S1", "S2", "S3", "S4", "S5", "S6"]
    assert evidence["skipped"] == []


def test_nobody_is_called_by_blocks(desk: Path) -> None:
    evidence = evidence_of(desk / "out" / NAME)
    assert "█" not in json.dumps(evidence["actors"] + evidence["disagreements"]).replace(
        "\\u2588", "█"
    )
    assert not [one for one in evidence["quotations"] if "█" in one["speaker"]["name"]]


def test_the_same_desk_makes_the_same_bytes(copied: Path) -> None:
    before = {file: file.read_bytes() for file in (copied / "out").rglob("*") if file.is_file()}
    shutil.rmtree(copied / "out")
    shutil.rmtree(copied / ".briefgen" / "cache")
    (copied / ".briefgen" / "history.db").unlink()
    told(copied, "build", "--no-cache")
    assert before == {f: f.read_bytes() for f in (copied / "out").rglob("*") if f.is_file()}


def test_the_secret_is_made_once_and_for_its_owner(copied: Path) -> None:
    secret = copied / ".briefgen" / "secret"
    before = secret.read_bytes()
    assert secret.stat().st_mode & 0o777 == 0o600
    assert len(before) == 32
    told(copied, "build")
    assert secret.read_bytes() == before


def test_the_desk_checks_the_originals_too(copied: Path) -> None:
    line, digest = told(copied, "verify", f"out/{NAME}").splitlines()
    assert digest.startswith("content digest: ")
    assert line.startswith(f"verified: out/{NAME}: 6 sources: 6 originals compared, 0 absent;")
    board = copied / "inputs" / "board.txt"
    board.write_text(BOARD.replace(AUDITOR, "Ilse Vornhalt"), "utf-8")
    done = run("verify", f"out/{NAME}", cwd=copied)
    assert done.returncode == 1
    assert "board.txt: S1 is not the file the brief was made from" in done.stdout
    assert "Vornhalt" not in done.stdout + done.stderr


def test_elsewhere_the_copies_are_checked_and_the_rest_is_said(
    copied: Path, tmp_path: Path
) -> None:
    away = tmp_path / "away"
    away.mkdir()
    shutil.copytree(copied / "out", away / "out")
    shutil.copytree(copied / "inputs", away / "inputs")
    *lines, digest = told(away, "verify", f"out/{NAME}").splitlines()
    assert digest.startswith("content digest: ")
    counted = "6 sources: 1 originals compared, 0 absent, 5 at the desk only;"
    assert lines[-1].startswith(f"verified: out/{NAME}: {counted}")
    assert len(lines) == 6
    assert all("can be checked at the desk only, its copy was checked" in one for one in lines[:-1])
    assert lines[0] in DOCUMENT.read_text("utf-8").splitlines()
    file = away / "out" / NAME / "sources" / "S1.txt"
    file.write_text(file.read_text("utf-8").replace("3,200", "3,900"), "utf-8")
    assert run("verify", f"out/{NAME}", cwd=away).returncode == 1


def test_another_desk_does_not_take_it_for_its_own(copied: Path) -> None:
    (copied / ".briefgen" / "secret").write_bytes(bytes(32))
    done = run("verify", f"out/{NAME}", cwd=copied)
    assert done.returncode == 1
    assert "or words of it were hidden at another desk" in done.stdout


def test_no_guess_can_be_tried_without_the_secret(desk: Path) -> None:
    evidence = evidence_of(desk / "out" / NAME)
    told_of = json.dumps(evidence) + (desk / "out" / NAME / "manifest.json").read_text("utf-8")
    guesses = [AUDITOR, PUMPS, SUM, BOARD, f"S1{AUDITOR}", f"251\x1f264\x1f{AUDITOR}"]
    for guess in guesses:
        for digest in (hashlib.sha256, hashlib.sha1, hashlib.md5):
            assert digest(guess.encode()).hexdigest()[:12] not in told_of


def test_what_was_made_before_it_was_hidden_is_not_sent(unprotected: Path, tmp_path: Path) -> None:
    desk = Path(shutil.copytree(unprotected, tmp_path / "desk"))
    (desk / "decisions.yaml").write_text(DECISIONS, "utf-8")
    told(desk, "build", "--out", "other")
    done = run("send", f"out/{NAME}", "--dry-run", cwd=desk)
    assert done.returncode == 1
    assert "board.txt: the desk hides words of it now: make the brief again" in done.stderr
    assert "informant.eml: the desk hides this source now: make the brief again" in done.stderr


def test_a_new_issue_quotes_nothing_hidden_of_the_last(unprotected: Path, tmp_path: Path) -> None:
    desk = Path(shutil.copytree(unprotected, tmp_path / "desk"))
    (desk / "decisions.yaml").write_text(DECISIONS, "utf-8")
    secrets = secrets_of(desk)
    (desk / "inputs" / "late.txt").write_text(
        "The board of Saltmere dismissed two managers on 25 November 2026.\n\nThe Saltmere water"
        " board spent 500,000 crowns on repairs in November 2026.\n",
        "utf-8",
    )
    told(desk, "build", "--issue-date", "2026-11-30", "--week", "2026-W48", "--out", "next")
    folder = next((desk / "next").iterdir())
    changes = json.loads((folder / "changes.json").read_text("utf-8"))
    assert any(one["earlier"] for one in changes["facts"])
    assert "█" in (folder / "earlier" / "S1.txt").read_text("utf-8")
    assert find_leaks(folder, secrets) == []
    keys = {one["path"]: one["key"] for one in evidence_of(folder)["sources"]}
    assert keys["board.txt"] == "S1", "a source keeps its key though its hash is another now"
    assert keys["late.txt"] == "S9", "and no other source gets that of a hidden one"
    told(desk, "verify", f"next/{folder.name}")


def test_the_index_forgets_what_is_hidden(unprotected: Path, tmp_path: Path) -> None:
    desk = Path(shutil.copytree(unprotected, tmp_path / "desk"))
    assert run("search", WITNESS, cwd=desk).stdout
    (desk / "decisions.yaml").write_text(DECISIONS, "utf-8")
    assert run("search", WITNESS, cwd=desk).stdout == ""
    assert run("search", "pumping station", cwd=desk).stdout
    index = tmp_path / "index"
    index.mkdir()
    for file in (desk / ".briefgen").glob("search.db*"):
        shutil.copy(file, index)
    assert find_leaks(index, [*HIDDEN_WORDS, *HIDDEN_SOURCE]) == []


def test_a_hidden_source_stays_hidden_under_another_name(copied: Path) -> None:
    inputs = copied / "inputs"
    (inputs / "informant.eml").rename(inputs / "a-letter.eml")
    shutil.copy(inputs / "a-letter.eml", inputs / "copy.eml")
    shutil.copy(inputs / "board.txt", inputs / "moved.txt")
    (inputs / "board.txt").unlink()
    notes = told(copied, "build", "--out", "again")
    assert find_leaks(copied / "again", [*secrets_of(desk=copied), "a-letter", "copy.eml"]) == []
    assert "there is no source 'informant.eml' to hide: was it given another name?" in notes
    assert "a-letter.eml: hidden too" in notes
    assert "there is no source 'board.txt' to hide words in: hidden wherever" in notes


def test_the_desk_is_told_where_the_words_stand_too(copied: Path) -> None:
    inputs = copied / "inputs"
    (inputs / "ilse-varnholt.txt").write_text(
        f"The board thanked {AUDITOR} for her work on 20 November 2026.\n\nThe board paid the"
        " managers a bonus in March 2026, while the licences had lapsed. The council is silent.\n",
        "utf-8",
    )
    settings = copied / "briefgen.yaml"
    own = 'bottom_line: {text: ["Ask Ilse Varnholt."], for: 2026-W47}\n'
    settings.write_text(settings.read_text("utf-8") + own, "utf-8")
    notes = told(copied, "build", "--out", "again").splitlines()
    also = "decisions.yaml:1: words that are hidden stand also in ilse-varnholt.txt (¶1)"
    assert f"note: {also}" in notes
    named = "decisions.yaml:1: the name of ilse-varnholt.txt has words that are hidden"
    assert any(named in one for one in notes)
    assert any("words that are hidden stand in your own" in one for one in notes)


def test_a_desk_that_lost_its_secret_says_so(copied: Path) -> None:
    (copied / ".briefgen" / "secret").write_bytes(b"short")
    done = run("build", cwd=copied)
    assert done.returncode == 74
    assert "the desk's secret is" in done.stderr
    (copied / ".briefgen" / "secret").chmod(0o644)
    assert "others can read the desk's secret" in run("build", cwd=copied).stderr


def test_the_example_of_the_document_is_read_as_it_says(tmp_path: Path) -> None:
    (example,) = re.findall(
        r"^```yml\n(.*?)^```", DOCUMENT.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    (tmp_path / "decisions.yaml").write_text(example, "utf-8")
    source, words = load_decisions(tmp_path / "decisions.yaml")
    assert (source.act, source.passage.path) == (Act.HIDE_SOURCE, "informant.eml")
    assert (words.act, words.passage) == (Act.HIDE_PASSAGE, Passage(AUDITOR, "board.txt", "¶3"))
