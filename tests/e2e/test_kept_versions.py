"""What earlier versions wrote goes on verifying, being compared with, and being found."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from e2e.command_line import run
from e2e.test_weeks_pdf import altered

pytestmark = pytest.mark.slow

KEPT = Path(__file__).parents[1] / "kept" / "schema-1"
FIRST, SECOND = "2026-11-16-tellin-valley-weekly", "2026-11-23-tellin-valley-weekly"
BRIEFS = (FIRST, SECOND)
AID = "The canton has paid 2 million francs in emergency aid to farmers in the Tellin valley."
HOUSES = "The flood of the Tellin river destroyed about 140 houses in the lower valley."
ISSUES = [
    ["2026-11-16", "TV-2026-046", "2026-11-09/2026-11-15", "Tellin valley, weekly",
     f"briefs/{FIRST}", "74c07ca52c71", "-"],
    ["2026-11-23", "TV-2026-047", "2026-11-16/2026-11-22", "Tellin valley, weekly",
     f"briefs/{SECOND}", "d2d49834b2aa", "-"],
]  # fmt: skip


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return Path(shutil.copytree(KEPT, tmp_path / "kept"))


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def test_the_kept_briefs_have_the_first_schema() -> None:
    for brief in BRIEFS:
        evidence = json.loads((KEPT / "briefs" / brief / "evidence.json").read_text("utf-8"))
        assert evidence["schema"] == "briefgen/evidence/1"


@pytest.mark.parametrize("brief", BRIEFS)
def test_a_kept_folder_verifies_against_its_originals(kept: Path, brief: str) -> None:
    done = run("verify", f"briefs/{brief}", cwd=kept)
    assert (done.returncode, done.stdout) == (0, "")
    counted = "2 sources: 2 originals compared, 0 absent; not signed"
    assert done.stderr.endswith(f"verified in part: briefs/{brief}: {counted}\n")
    assert "it carries no composed brief" in done.stderr


@pytest.mark.parametrize("brief", BRIEFS)
def test_a_kept_pdf_verifies_by_itself(tmp_path: Path, brief: str) -> None:
    shutil.copy(KEPT / "briefs" / brief / "brief.pdf", tmp_path / "forwarded.pdf")
    done = run("verify", "forwarded.pdf", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.endswith("verified in part: forwarded.pdf: 2 sources; not signed\n")


@pytest.mark.parametrize(
    ("brief", "file", "before", "after", "told"),
    [
        (FIRST, "evidence.json", "closed the Marbrook", "opened the Marbrook",
         ["the source's copy says something else", "the source says something else here",
          "not found in brief.html", "not found in brief.pdf",
          "evidence.json: was changed after the brief was made"]),
        (FIRST, "brief.html", "spent its whole reserve", "spent its last reserve",
         ["not found in brief.html", "brief.html: was changed after the brief was made"]),
        (FIRST, "sources/S1.txt", "140 houses", "190 houses",
         ["the source's copy says something else",
          "sources/S1.txt: is not the text the evidence was taken from"]),
        (FIRST, "../../inputs/w46-authority.txt", "140 houses", "190 houses",
         ["the source says something else here",
          "w46-authority.txt: S1 is not the file the brief was made from"]),
        (SECOND, "earlier/S1.txt", "2 million francs", "3 million francs",
         ["the last issue's source says something else",
          "w46-authority.txt: S1 of the last issue is not as it was kept"]),
    ],
)  # fmt: skip
def test_a_changed_word_of_a_kept_folder_is_found(
    kept: Path, brief: str, file: str, before: str, after: str, told: list[str]
) -> None:
    edit(kept / "briefs" / brief / file, before, after)
    done = run("verify", f"briefs/{brief}", cwd=kept)
    assert done.returncode == 1
    for words in told:
        assert any(line.endswith(words) for line in done.stdout.splitlines()), words


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("S1.txt", "sources/S1.txt: is not the text the evidence was taken from"),
        ("evidence.json", "evidence.json was changed after the note was made"),
    ],
)
def test_a_changed_word_in_a_kept_pdf_is_found(tmp_path: Path, name: str, told: str) -> None:
    forged = altered(
        KEPT / "briefs" / FIRST / "brief.pdf",
        name,
        lambda data: data.replace(b"2 million francs", b"3 million francs"),
        tmp_path / "forged.pdf",
    )
    done = run("verify", str(forged), cwd=tmp_path)
    assert done.returncode == 1
    assert told in done.stdout


def test_the_kept_history_lists_its_issues(kept: Path) -> None:
    done = run("history", cwd=kept)
    assert done.returncode == 0, done.stderr
    assert [line.split("\t") for line in done.stdout.splitlines()] == ISSUES


def test_the_kept_briefs_make_a_lost_history_again(kept: Path) -> None:
    (kept / "state" / "history.db").unlink()
    for brief in BRIEFS:
        assert run("history", "--add", f"briefs/{brief}", cwd=kept).returncode == 0
    done = run("history", cwd=kept)
    assert [line.split("\t") for line in done.stdout.splitlines()] == ISSUES


def test_the_kept_history_finds_a_source_by_file_path_and_hash(kept: Path) -> None:
    sha256 = hashlib.sha256((kept / "inputs" / "w46-courier.txt").read_bytes()).hexdigest()
    told = f"2026-11-16\tTV-2026-046\tS2\tw46-courier.txt\t{sha256[:12]}\n"
    for asked in ("inputs/w46-courier.txt", "w46-courier.txt", sha256, sha256[:8]):
        assert run("where-used", asked, cwd=kept).stdout == told
    never = run("where-used", "0" * 64, cwd=kept)
    assert (never.returncode, never.stdout) == (0, "")


def test_the_kept_history_is_searched_when_the_inputs_are_gone(kept: Path) -> None:
    shutil.rmtree(kept / "inputs")
    done = run("search", '"first mark" pumps', cwd=kept)
    assert (done.stdout, done.stderr) == ("", "0 passages\n")
    done = run("search", "sandbags 9,000", cwd=kept)
    assert done.stdout == (
        "w46-courier.txt characters 197-290\n"
        "  [S2] in TV-2026-046 of 2026-11-16\n"
        "  Volunteers of the Red Cross filled 9,000 sandbags along the Tellin river"
        " on 11 November 2026.\n"
    )


def test_a_week_built_anew_is_compared_with_the_kept_issue_before(kept: Path) -> None:
    week = ("--week", "2026-W47", "--issue-date", "2026-11-23", "--format", "html")
    sources = ("inputs/w47-authority.txt", "inputs/w47-courier.txt")
    done = run("build", *week, "-o", "anew", *sources, cwd=kept)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"anew/{SECOND}\n"
    changes = json.loads((kept / "anew" / SECOND / "changes.json").read_text("utf-8"))
    assert changes["issue"]["number"] == "TV-2026-046"
    assert changes["issue"]["id"].startswith("74c07ca52c71")
    assert [source["path"] for source in changes["sources"]] == [
        "w46-authority.txt",
        "w46-courier.txt",
    ]
    earlier = [
        (one["standing"], one["earlier"]["text"] if one["earlier"] else "")
        for one in changes["facts"]
    ]
    assert sorted(earlier) == [
        ("changed", "A temporary bridge at Oberlinden will open to lorries on 24 November 2026."),
        ("changed", AID),
        ("changed", HOUSES),
        ("continuing", "Mayor Ilka Brannström said the town had spent its whole reserve on pumps."),
        *[("new", "")] * 4,
    ]
    revised = [
        (both["before"]["text"], both["after"]["text"])
        for one in changes["facts"]
        for both in one["revisions"]
    ]
    assert sorted(revised) == [
        ("2 million francs", "5 million francs"),
        ("24 November 2026", "1 December 2026"),
        ("about 140 houses", "163 houses"),
    ]
    assert [one["text"].split()[0] for one in changes["gone"]] == [
        "Schools",
        "Volunteers",
        "Engineers",
        "“We",
    ]
    checked = run("verify", f"anew/{SECOND}", cwd=kept)
    assert (checked.returncode, checked.stdout) == (0, "")
    assert checked.stderr.startswith(f"verified: anew/{SECOND}: 2 sources: 2 originals compared")


def test_a_week_built_anew_gives_sources_the_keys_that_follow(kept: Path) -> None:
    week = ("--week", "2026-W48", "--issue-date", "2026-11-30", "--format", "html")
    known = kept / "inputs" / "w47-courier.txt"
    shutil.copy(known, kept / "inputs" / "again.txt")
    fresh = kept / "inputs" / "w48-courier.txt"
    fresh.write_text("The council of Tellin bought three pumps for 90,000 francs.", "utf-8")
    done = run("build", *week, "-o", "anew", "inputs/again.txt", str(fresh), cwd=kept)
    assert done.returncode == 0, done.stderr
    folder = kept / done.stdout.strip()
    assert (folder / "sources" / "S4.txt").read_bytes() == known.read_bytes()
    assert (folder / "sources" / "S5.txt").read_bytes() == fresh.read_bytes()
    changes = json.loads((folder / "changes.json").read_text("utf-8"))
    assert changes["issue"]["number"] == "TV-2026-047"
