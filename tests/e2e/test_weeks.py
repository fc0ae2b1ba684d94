"""The weekly job over two weeks: once each, compared, recorded, searchable, and repeatable."""

import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from e2e.command_line import run
from e2e.test_commands import reseal
from mail.letters import parse
from mail.servers import Server, serving

from briefgen.workspace import open_index

DEMO = Path(__file__).parents[2] / "demo" / "weeks"
FIRST = ("run", "--week", "2026-W46", "--issue-date", "2026-11-16")
SECOND = ("run", "--week", "2026-W47", "--issue-date", "2026-11-23")


def prepared(folder: Path, port: int, extra: str = "") -> Path:
    project = folder / "weeks"
    shutil.copytree(DEMO, project)
    settings = project / "briefgen.yaml"
    text = settings.read_text("utf-8").replace("2525", str(port))
    settings.write_text(f"{text}{extra}formats: [html, email]\n", "utf-8")
    return project


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Server]]:
    """Run both weeks once; yield the project and the server that took the mail."""
    with serving() as server:
        project = prepared(tmp_path_factory.mktemp("two"), server.port)
        for week in (FIRST, SECOND):
            done = run(*week, cwd=project)
            assert done.returncode == 0, done.stderr
        yield project, server


@pytest.fixture
def copied(weeks: tuple[Path, Server], tmp_path: Path) -> Path:
    shutil.copytree(weeks[0], tmp_path / "weeks")
    return tmp_path / "weeks"


@pytest.fixture
def unsent(copied: Path) -> Path:
    """Both weeks again, with nobody to send the next ones to."""
    settings = copied / "briefgen.yaml"
    head, _, rest = settings.read_text("utf-8").partition("deliver:")
    settings.write_text(f"{head}formats:{rest.partition('formats:')[2]}", "utf-8")
    return copied


def second(project: Path) -> Path:
    return next((project / "out").glob("2026-11-23-*"))


def test_everybody_gets_each_week_once(weeks: tuple[Path, Server]) -> None:
    project, server = weeks
    assert len(server.taken) == 4
    again = run(*SECOND, cwd=project)
    assert again.returncode == 0
    assert again.stdout.strip() == "out/2026-11-23-tellin-valley-weekly"
    assert len(server.taken) == 4


def test_the_second_mail_says_what_changed(weeks: tuple[Path, Server]) -> None:
    message = parse(weeks[1].taken[-1][1])
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    words = " ".join(str(text.get_content()).split())
    for told in (
        "SINCE THE LAST ISSUE",
        "Compared with TV-2026-046 of 16 November 2026.",
        "“2 million francs” [S1 ¶3] -> “5 million francs” [S3 ¶3]",
        "“24 November 2026” [S1 ¶5] -> “1 December 2026” [S3 ¶4]",
        "“140 houses” [S1 ¶2] -> “163 houses” [S3 ¶2]",
        "No longer reported (stated by no source of this issue):",
        "New actors: Maud Ferrand, Nordhelm",
    ):
        assert told in words
    shown = re.sub(r"<[^>]+>", "", str(html.get_content()))
    assert "“2 million francs” → “5 million francs”" in shown


def test_the_second_page_marks_what_is_new(weeks: tuple[Path, Server]) -> None:
    page = (second(weeks[0]) / "brief.html").read_text("utf-8")
    assert '<div class="fact new" id="fact-3">' in page
    assert '<span class="tag">changed</span>' in page
    assert 'href="earlier/S1.txt"' in page


def test_source_keys_go_on_over_the_issues(weeks: tuple[Path, Server]) -> None:
    evidence = json.loads((second(weeks[0]) / "evidence.json").read_text("utf-8"))
    assert [(s["key"], s["path"]) for s in evidence["sources"]] == [
        ("S3", "w47-authority.txt"),
        ("S4", "w47-courier.txt"),
    ]


def test_the_comparison_is_verified_with_the_rest(copied: Path) -> None:
    assert run("verify", str(second(copied)), cwd=copied).returncode == 0
    kept = second(copied) / "earlier" / "S1.txt"
    kept.write_text(kept.read_text("utf-8").replace("2 million", "3 million"), "utf-8")
    done = run("verify", str(second(copied)), cwd=copied)
    assert done.returncode == 1
    assert "S1 of the last issue is not as it was kept" in done.stdout
    assert "the last issue's source says something else" in done.stdout


def test_the_first_week_has_nothing_to_compare_with(weeks: tuple[Path, Server]) -> None:
    (first,) = (weeks[0] / "out").glob("2026-11-16-*")
    assert not (first / "changes.json").exists()
    assert "Since the last issue" not in (first / "brief.html").read_text("utf-8")


def test_the_same_history_gives_the_same_bytes(copied: Path) -> None:
    before = {p.name: p.read_bytes() for p in second(copied).iterdir() if p.is_file()}
    done = run(
        *("build", "--week", "2026-W47", "--issue-date", "2026-11-23", "-o", "again"),
        "inputs/w47-authority.txt", "inputs/w47-courier.txt", cwd=copied,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    after = {
        p.name: p.read_bytes() for p in (copied / done.stdout.strip()).iterdir() if p.is_file()
    }
    for name in ("evidence.json", "changes.json", "brief.html", "brief.txt", "brief.eml"):
        assert before[name] == after[name], name


def test_history_lists_the_issues_and_what_used_a_source(weeks: tuple[Path, Server]) -> None:
    project, _ = weeks
    lines = run("history", cwd=project).stdout.splitlines()
    assert [line.split("\t")[:4] for line in lines] == [
        ["2026-11-16", "TV-2026-046", "2026-11-09/2026-11-15", "Tellin valley, weekly"],
        ["2026-11-23", "TV-2026-047", "2026-11-16/2026-11-22", "Tellin valley, weekly"],
    ]
    by_file = run("where-used", "inputs/w46-courier.txt", cwd=project).stdout
    assert by_file.split("\t")[:4] == ["2026-11-16", "TV-2026-046", "S2", "w46-courier.txt"]
    sha256 = by_file.strip().split("\t")[4]
    assert run("where-used", sha256, cwd=project).stdout == by_file
    assert run("where-used", "w46-courier.txt", cwd=project).stdout == by_file
    never = run("where-used", "0" * 64, cwd=project)
    assert (never.returncode, never.stdout) == (0, "")
    wrong = run("where-used", "nothing.txt", cwd=project)
    assert wrong.returncode == 66


def test_search_finds_words_in_inputs_and_issues_without_accents(
    weeks: tuple[Path, Server],
) -> None:
    project, _ = weeks
    done = run("search", "BRANNSTROM reserve", cwd=project)
    assert done.returncode == 0, done.stderr
    assert "  [S2] in TV-2026-046 of 2026-11-16" in done.stdout
    text = (project / "inputs" / "w46-courier.txt").read_text("utf-8")
    start, end = map(
        int, done.stdout.partition("w46-courier.txt characters ")[2].split()[0].split("-")
    )
    assert text[start:end].startswith("Mayor Ilka Brannström said")
    assert text[start:end].endswith("on pumps.")
    assert "1 passage\n" in run("search", '"second survey"', cwd=project).stderr
    assert "0 passages\n" in run("search", '"survey second"', cwd=project).stderr


ODD = ['OR AND ( * "', "NEAR(flood river)", "words:river", "a*", "it's", 'a"b', "x\x01y", "é\udcff",
       "🎈 river", "-- river", "“second survey”"]  # fmt: skip


@pytest.mark.parametrize("query", ODD)
def test_no_sign_or_word_of_a_query_is_an_operator(tmp_path: Path, query: str) -> None:
    text = "The NEAR bank of the river was flooded.\n\nA second survey is due, it's said."
    with open_index(tmp_path) as index:
        index.add([text])
        assert all(text[hit.start : hit.end] == hit.words for hit in index.find(query, 9))


@pytest.mark.parametrize("query", ["", " ", '"', "()*", "🎈", "--", "\udcff"])
def test_a_query_without_a_word_is_refused(tmp_path: Path, query: str) -> None:
    with open_index(tmp_path) as index, pytest.raises(ValueError, match="no word to find"):
        index.find(query, 9)


def test_a_query_that_is_no_text_is_no_internal_error(copied: Path) -> None:
    found = run("search", "river \udcff\udcfe", cwd=copied)
    assert found.returncode == 0, found.stderr
    empty = run("search", "*", cwd=copied)
    assert empty.returncode == 2
    assert "no word to find" in empty.stderr


@pytest.mark.parametrize("harm", ["damage", "newer"])
def test_a_bad_search_index_is_named_and_left_alone(copied: Path, harm: str) -> None:
    assert run("search", "river", cwd=copied).returncode == 0
    file = copied / ".briefgen" / "search.db"
    {"damage": damage, "newer": newer}[harm](file)
    content = file.read_bytes()
    done = run("search", "river", cwd=copied)
    assert done.returncode == 74, done.stderr
    assert ("Delete it: it is made again" if harm == "damage" else "newer briefgen") in done.stderr
    assert file.read_bytes() == content


def test_search_finds_issued_sources_whose_files_are_gone(copied: Path) -> None:
    (copied / "inputs" / "w46-courier.txt").unlink()
    sidecar = copied / "inputs" / "sources.yaml"
    kept = [line for line in sidecar.read_text("utf-8").splitlines() if "w46-courier" not in line]
    sidecar.write_text("\n".join(kept), "utf-8")
    done = run("search", "sandbags 9,000", cwd=copied)
    assert "[S2] in TV-2026-046" in done.stdout


def test_a_week_without_sources_has_an_exit_code_and_no_mail(copied: Path) -> None:
    done = run("run", "--week", "2026-W40", cwd=copied)
    assert done.returncode == 4
    assert "nothing new for 2026-W40" in done.stderr
    assert not list((copied / "out").glob("*W40*"))


def test_a_notice_of_nothing_new_goes_out_once(tmp_path: Path) -> None:
    with serving() as server:
        notice = "  notice_when_nothing_new: true\n"
        project = prepared(tmp_path, server.port, notice)
        for _ in range(2):
            assert run("run", "--week", "2026-W40", cwd=project).returncode in (0, 4)
        assert len(server.taken) == 2
        assert "nothing new, 2026-09-28 to 2026-10-04" in str(parse(server.taken[0][1])["Subject"])


def test_a_run_that_broke_off_is_finished_by_the_next(tmp_path: Path) -> None:
    with serving({"dot": "drop"}) as server:
        project = prepared(tmp_path, server.port)
        broken = run(*FIRST, cwd=project)
        assert broken.returncode == 75
        late = project / "inputs" / "w46-late.txt"
        late.write_text(
            "The river board of Tellin met for three hours on 12 November 2026.", "utf-8"
        )
        sidecar = project / "inputs" / "sources.yaml"
        sidecar.write_text(
            sidecar.read_text("utf-8") + 'w46-late.txt: {published: "2026-11-14"}\n', "utf-8"
        )
        server.steps = {}
        resumed = run("run", "--week", "2026-W46", "--issue-date", "2026-11-17", cwd=project)
        assert resumed.returncode == 75
        assert "1 accepted, 1 unknown of 2" in resumed.stderr
        assert resumed.stdout == broken.stdout or "2026-11-16" in resumed.stdout
        done = run(*FIRST, "--resend-unknown", cwd=project)
        assert done.returncode == 0, done.stderr
        briefs = [path.name for path in (project / "out").iterdir()]
    assert briefs == ["2026-11-16-tellin-valley-weekly"]
    assert {server.accepted(w) for w in ("mayor@example.org", "archive@example.org")} == {1, 2}


def test_without_recipients_the_week_is_built_and_recorded(tmp_path: Path) -> None:
    project = prepared(tmp_path, 9)
    settings = project / "briefgen.yaml"
    head, _, _ = settings.read_text("utf-8").partition("deliver:")
    settings.write_text(f"{head}formats: [html]\n", "utf-8")
    done = run(*FIRST, cwd=project)
    assert done.returncode == 0, done.stderr
    assert "none sent" in done.stderr
    assert "TV-2026-046" in run("history", cwd=project).stdout


def damage(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\xff" * 3000 + content[7096:])


def newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version=99")


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (damage, "move it away and record the issued briefs again"),
        (newer, "use the newer briefgen"),
    ],
)
def test_a_bad_history_is_named_and_left_alone(copied: Path, harm: object, told: str) -> None:
    assert callable(harm)
    file = copied / ".briefgen" / "history.db"
    harm(file)
    content = file.read_bytes()
    for command in (
        ("build", "--format", "html", "--issue-date", "2026-11-30"),
        ("history",),
        ("run", "--week", "2026-W47", "--issue-date", "2026-11-30"),
    ):
        done = run(*command, cwd=copied)
        assert done.returncode == 74, done.stderr
        assert told in done.stderr
        assert file.read_bytes() == content
    assert not list((copied / "out").glob("2026-11-30-*"))


def test_a_lost_history_is_made_again_from_the_briefs(copied: Path) -> None:
    before = run("history", cwd=copied).stdout
    (copied / ".briefgen" / "history.db").unlink()
    for folder in sorted((copied / "out").iterdir()):
        assert run("history", "--add", str(folder.relative_to(copied)), cwd=copied).returncode == 0
    assert run("history", cwd=copied).stdout == before


def folders(project: Path) -> list[str]:
    return sorted(path.name for path in (project / "out").iterdir())


def test_two_weeks_caught_up_on_one_day_are_two_briefs_and_compared(tmp_path: Path) -> None:
    with serving() as server:
        project = prepared(tmp_path, server.port)
        for week in ("2026-W46", "2026-W47"):
            done = run("run", "--week", week, "--issue-date", "2026-11-23", cwd=project)
            assert done.returncode == 0, done.stderr
        assert len(server.taken) == 4
        again = run("run", "--week", "2026-W46", "--issue-date", "2026-11-23", cwd=project)
        assert again.returncode == 0, again.stderr
        assert len(server.taken) == 4
    assert folders(project) == [
        "2026-11-23-tellin-valley-weekly",
        "2026-11-23-tellin-valley-weekly-2",
    ]
    text = (project / "out" / folders(project)[1] / "brief.txt").read_text("utf-8")
    assert "Compared with TV-2026-046 of 23 November 2026." in " ".join(text.split())


def test_a_brief_that_was_issued_is_not_built_over(copied: Path) -> None:
    folder = second(copied)
    issued = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    done = run(
        *("build", "--week", "2026-W47", "--issue-date", "2026-11-23", "--format", "html"),
        cwd=copied,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "out/2026-11-23-tellin-valley-weekly-2"
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == issued


def test_an_issue_sent_by_a_run_that_ended_before_it_was_kept_is_kept_by_the_next(
    tmp_path: Path,
) -> None:
    with serving() as server:
        project = prepared(tmp_path, server.port)
        assert run(*FIRST, cwd=project).returncode == 0
        (project / ".briefgen" / "history.db").unlink()
        done = run(*SECOND, cwd=project)
        assert done.returncode == 0, done.stderr
    assert (second(project) / "changes.json").exists()
    assert len(run("history", cwd=project).stdout.splitlines()) == 2


def late(project: Path, name: str, words: str, published: str, came: str) -> None:
    """Put a source into the inputs that was published before it came."""
    file = project / "inputs" / name
    file.write_text(words, "utf-8")
    at = datetime.fromisoformat(came).timestamp()
    os.utime(file, (at, at))
    sidecar = project / "inputs" / "sources.yaml"
    entry = f'{name}: {{published: "{published}"}}\n'
    sidecar.write_text(sidecar.read_text("utf-8") + entry, "utf-8")


def test_a_source_that_came_late_is_in_the_brief_of_the_week_it_came_in(unsent: Path) -> None:
    words = "The river board of Tellin bought three pumps for 90,000 francs on 12 November 2026."
    late(unsent, "w46-late.txt", words, "2026-11-14", "2026-11-24T09:00:00+00:00")
    done = run("run", "--week", "2026-W48", "--issue-date", "2026-11-30", cwd=unsent)
    assert "w46-late.txt" in done.stderr
    (folder,) = (unsent / "out").glob("2026-11-30-*")
    assert [
        s["path"] for s in json.loads((folder / "evidence.json").read_text("utf-8"))["sources"]
    ] == ["w46-late.txt"]


def test_sources_that_issues_used_before_are_nothing_new(unsent: Path) -> None:
    again = unsent / "inputs" / "w47-again.txt"
    words = (unsent / "inputs" / "w47-courier.txt").read_text("utf-8")
    late(unsent, again.name, words, "2026-11-24", "2026-11-24T09:00:00+00:00")
    done = run("run", "--week", "2026-W48", "--issue-date", "2026-11-30", cwd=unsent)
    assert done.returncode == 4, done.stderr
    assert "earlier issues used all sources of that time" in done.stderr
    assert not list((unsent / "out").glob("2026-11-30-*"))


def test_sources_that_state_nothing_are_nothing_new_and_decide_nothing(unsent: Path) -> None:
    late(unsent, "w48-note.txt", "Sorry!", "2026-11-24", "2026-11-24T09:00:00+00:00")
    week = ("run", "--week", "2026-W48", "--issue-date", "2026-11-30")
    done = run(*week, cwd=unsent)
    assert done.returncode == 4, done.stderr
    assert "nothing that a brief could show" in done.stderr
    words = "The river board of Tellin bought three pumps for 90,000 francs on 24 November 2026."
    late(unsent, "w48-more.txt", words, "2026-11-25", "2026-11-25T09:00:00+00:00")
    assert "w48-more.txt" in run(*week, cwd=unsent).stderr
    assert list((unsent / "out").glob("2026-11-30-*"))


def test_who_is_no_recipient_any_more_leaves_nothing_undone(tmp_path: Path) -> None:
    with serving({"RCPT": lambda line: b"450 later" if "archive" in line else b"250 ok"}) as server:
        project = prepared(tmp_path, server.port)
        assert run(*FIRST, cwd=project).returncode == 75
        people = project / "recipients.yaml"
        kept = [x for x in people.read_text("utf-8").splitlines(True) if "archive" not in x]
        people.write_text("".join(kept), "utf-8")
        done = run(*FIRST, cwd=project)
    assert done.returncode == 0, done.stderr
    assert "1 accepted of 1" in done.stderr


def test_a_week_that_is_not_over_is_not_run_but_on_demand(unsent: Path) -> None:
    wednesday = str(int(datetime(2026, 11, 25, tzinfo=UTC).timestamp()))
    week = ("run", "--week", "2026-W48")
    done = run(*week, cwd=unsent, SOURCE_DATE_EPOCH=wednesday)
    assert done.returncode == 9
    assert "2026-W48 is not over" in done.stderr
    early = run(*week, "--early", cwd=unsent, SOURCE_DATE_EPOCH=wednesday)
    assert early.returncode == 4
    assert "2026-W48 is not over" in early.stderr
    over = run("run", "--week", "last", cwd=unsent, SOURCE_DATE_EPOCH=wednesday)
    assert "is not over" not in over.stderr


def test_the_last_week_is_that_before_the_date_of_issue(unsent: Path) -> None:
    done = run("run", "--week", "last", "--issue-date", "2026-11-16", cwd=unsent)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "out/2026-11-16-tellin-valley-weekly"


def test_a_brief_that_is_proved_in_part_goes_out_only_where_it_is_known(copied: Path) -> None:
    """It went out, though nobody could tell whether other words had been added."""
    folder = second(copied)
    note = (folder / "brief.json").read_text("utf-8")
    by_another = re.sub(r'"press": "\w+"', f'"press": "{"0" * 16}"', note)
    assert by_another != note
    (folder / "brief.json").write_text(by_another, "utf-8")
    reseal(folder)
    sending = ("send", str(folder), "--dry-run")
    done = run(*sending, cwd=copied)
    assert done.returncode == 78
    assert "only a part of it could be proved, for it was made by another version" in done.stderr
    assert not (copied / "outbox").exists()
    assert run("history", "--add", str(folder), cwd=copied).returncode == 0
    assert run(*sending, cwd=copied).returncode == 0
    assert len(list((copied / "outbox").iterdir())) > 1


def test_a_lost_folder_of_a_decided_week_is_told_with_what_to_do(copied: Path) -> None:
    shutil.rmtree(second(copied))
    for command in (SECOND, (*SECOND, "--dry-run")):
        done = run(*command, cwd=copied)
        assert done.returncode == 66
        assert "decided on for 2026-W47 is gone: put its folder back" in done.stderr
