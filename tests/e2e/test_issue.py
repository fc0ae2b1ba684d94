"""A week's draft is made, read, and issued: that folder, once, with the name of who has read it."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parseaddr
from pathlib import Path

import pytest
from e2e.command_line import run
from e2e.test_weeks import FIRST, SECOND, prepared
from mail.letters import parse
from mail.servers import Server, serving
from unit.signatures import ssh_key

from briefgen.model.manifest import MANIFEST_NAME, SIGNATURE_NAME

pytestmark = pytest.mark.slow

DRAFT = (*FIRST, "--draft")
FOLDER = "out/2026-11-16-tellin-valley-weekly"
NEXT = "out/2026-11-23-tellin-valley-weekly"
REVIEWED = ("--reviewed-by", "A. Analyst")
ISSUED, LATER_ISSUED, RED, UNCONFIRMED, NOT_OVER = 5, 6, 7, 8, 9


def edit(project: Path, old: str, new: str) -> None:
    settings = project / "briefgen.yaml"
    text = settings.read_text("utf-8")
    assert old in text
    settings.write_text(text.replace(old, new), "utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def words(project: Path, folder: str = FOLDER) -> str:
    return " ".join((project / folder / "brief.txt").read_text("utf-8").split())


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the draft of the first week, with nobody listening to mail."""
    project = prepared(tmp_path_factory.mktemp("drafted"), 9)
    done = run(*DRAFT, cwd=project)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == FOLDER
    assert f"briefgen issue {FOLDER} --reviewed-by" in done.stderr
    return project


@pytest.fixture
def project(drafted: Path, tmp_path: Path) -> Path:
    shutil.copytree(drafted, tmp_path / "weeks")
    return tmp_path / "weeks"


@pytest.fixture
def server(project: Path) -> Iterator[Server]:
    with serving() as server:
        edit(project, "port: 9,", f"port: {server.port},")
        yield server


@pytest.fixture
def alone(project: Path) -> Path:
    """The project, with nobody to send anything to."""
    settings = project / "briefgen.yaml"
    head, _, rest = settings.read_text("utf-8").partition("deliver:")
    settings.write_text(f"{head}formats:{rest.partition('formats:')[2]}", "utf-8")
    return project


def test_a_draft_is_what_run_makes_and_is_neither_sent_nor_recorded(
    drafted: Path, alone: Path
) -> None:
    before = contents(alone / FOLDER)
    assert not list((drafted / ".briefgen").glob("*.db"))
    assert run("history", cwd=alone).stdout == ""
    done = run(*FIRST, cwd=alone)
    assert done.returncode == 0, done.stderr
    assert contents(alone / FOLDER) == before
    assert "not reviewed" in words(alone)


def test_the_folder_that_was_read_goes_out_once_with_the_name_of_who_has_read_it(
    project: Path, server: Server
) -> None:
    read = contents(project / FOLDER)
    done = run("issue", FOLDER, *REVIEWED, cwd=project)
    assert done.returncode == 0, done.stderr
    assert "2 accepted of 2" in done.stderr
    issued = contents(project / FOLDER)
    changed = {path for path in read if read[path] != issued[path]}
    assert read.keys() == issued.keys()
    made = {"brief.html", "brief.txt", "brief.eml", "brief.json", "manifest.json"}
    assert changed == made
    before, after = (json.loads(files["brief.json"]) for files in (read, issued))
    assert after["masthead"].pop("reviewed_by") == "A. Analyst"
    assert before["masthead"].pop("reviewed_by") == ""
    assert before == after
    for path in ("brief.html", "brief.txt"):
        lines = (" ".join(files[path].decode().split()) for files in (read, issued))
        assert next(lines).replace("not reviewed", "reviewed by A. Analyst") == next(lines)
    assert run("verify", FOLDER, cwd=project).returncode == 0
    for _, content in server.taken:
        text = parse(content).get_body(("plain",))
        assert text is not None
        assert str(text.get_content()).encode().replace(b"\r\n", b"\n") == issued["brief.txt"]

    assert "TV-2026-046" in run("history", cwd=project).stdout
    again = run("issue", FOLDER, *REVIEWED, cwd=project)
    assert again.returncode == ISSUED
    assert f"2026-W46 is issued already, as {FOLDER}" in again.stderr
    assert run(*FIRST, cwd=project).returncode == 0
    assert run(*DRAFT, cwd=project).returncode == ISSUED
    assert contents(project / FOLDER) == issued
    assert len(server.taken) == 2


def test_an_issue_that_is_not_sent_is_recorded_and_no_run_sends_it(
    project: Path, server: Server
) -> None:
    done = run("issue", FOLDER, *REVIEWED, "--no-send", cwd=project)
    assert done.returncode == 0, done.stderr
    assert "recorded as issued, none sent" in done.stderr
    assert "TV-2026-046" in run("history", cwd=project).stdout
    for _ in range(2):
        assert run(*FIRST, cwd=project).returncode == 0
    assert not server.heard
    assert run("send", FOLDER, cwd=project).returncode == 0
    assert len(server.taken) == 2


def test_without_recipients_an_issue_is_recorded(alone: Path) -> None:
    done = run("issue", FOLDER, *REVIEWED, cwd=alone)
    assert done.returncode == 0, done.stderr
    assert "deliver.to is not set" in done.stderr
    assert "reviewed by A. Analyst" in words(alone)
    assert "TV-2026-046" in run("history", cwd=alone).stdout


def test_a_draft_that_fails_verification_is_not_issued(project: Path, server: Server) -> None:
    page = project / FOLDER / "brief.html"
    page.write_text(page.read_text("utf-8").replace("Tellin", "Tallin"), "utf-8")
    before = contents(project / FOLDER)
    done = run("issue", FOLDER, *REVIEWED, cwd=project)
    assert done.returncode == 1
    assert "brief.html: was changed after the brief was made" in done.stderr
    assert contents(project / FOLDER) == before
    assert not server.heard
    assert run("history", cwd=project).stdout == ""


def test_a_red_draft_is_issued_to_nobody(project: Path, server: Server) -> None:
    edit(project, "TLP:GREEN", "TLP:RED")
    assert run(*DRAFT, cwd=project).returncode == 0
    done = run("issue", FOLDER, *REVIEWED, cwd=project)
    assert done.returncode == RED
    assert "give --no-send" in done.stderr
    assert run("issue", FOLDER, *REVIEWED, "--no-send", cwd=project).returncode == 0
    assert not server.heard


def test_a_draft_from_before_the_last_issue_is_not_issued(alone: Path) -> None:
    assert run(*SECOND, cwd=alone).returncode == 0
    done = run("issue", FOLDER, *REVIEWED, cwd=alone)
    assert done.returncode == LATER_ISSUED
    assert f"{NEXT} of 2026-11-23 was issued" in done.stderr
    assert "not reviewed" in words(alone)


def test_another_draft_of_a_week_that_is_issued_is_not_issued(alone: Path) -> None:
    shutil.copytree(alone / FOLDER, alone / "out" / "copy")
    assert run("issue", FOLDER, *REVIEWED, cwd=alone).returncode == 0
    done = run("issue", "out/copy", *REVIEWED, cwd=alone)
    assert done.returncode == ISSUED
    assert f"as {FOLDER}" in done.stderr


def test_a_brief_of_no_week_is_issued_once_too(alone: Path) -> None:
    build = ("build", "--issue-date", "2026-11-25", "--format", "html", "inputs/w46-courier.txt")
    folder = run(*build, cwd=alone).stdout.strip()
    assert run("issue", folder, *REVIEWED, cwd=alone).returncode == 0
    assert run("issue", folder, *REVIEWED, cwd=alone).returncode == ISSUED
    assert run("history", cwd=alone).stdout.count("\n") == 1


def test_a_template_that_changed_since_the_draft_was_read_is_a_difference(alone: Path) -> None:
    (alone / "house").mkdir()
    edit(alone, "version: 1", "version: 1\ntemplate: house")
    block = '{% extends "weekly/brief.txt.j2" %}'
    (alone / "house" / "brief.txt.j2").write_text(block, "utf-8")
    assert run(*DRAFT, cwd=alone).returncode == 0
    (alone / "house" / "brief.txt.j2").write_text(f"Words.\n{block}", "utf-8")
    done = run("issue", FOLDER, *REVIEWED, cwd=alone)
    assert done.returncode == 1
    assert "brief.txt: comes out otherwise than it was read: template" in done.stderr
    (alone / "house" / "brief.txt.j2").write_text(block, "utf-8")
    assert run("issue", FOLDER, *REVIEWED, cwd=alone).returncode == 0


NO_NETWORK = (
    "import socket\n"
    "def refuse(*args, **kwargs):\n    raise RuntimeError('a connection was opened')\n"
    "socket.socket.connect = refuse\nsocket.getaddrinfo = refuse\n"
)


@pytest.mark.parametrize("command", [("issue", FOLDER, *REVIEWED), FIRST], ids=["issue", "run"])
def test_a_dry_run_writes_the_messages_and_records_nothing(
    project: Path, command: tuple[str, ...]
) -> None:
    (project / "sitecustomize.py").write_text(NO_NETWORK, "utf-8")
    before = contents(project / FOLDER)
    done = run(*command, "--dry-run", cwd=project, PYTHONPATH=f"{project}:{Path.cwd()}")
    assert done.returncode == 0, done.stderr
    letters = [parse(file.read_bytes()) for file in sorted((project / "outbox").iterdir())]
    assert [parseaddr(str(one["To"]))[1].partition("@")[0] for one in letters] == [
        "archive",
        "mayor",
    ]
    text = letters[0].get_body(("plain",))
    assert text is not None
    reviewed = "reviewed by A. Analyst" if command[0] == "issue" else "not reviewed"
    assert reviewed in " ".join(str(text.get_content()).split())
    assert contents(project / FOLDER) == before
    assert not list((project / ".briefgen").glob("*.db"))


def test_a_dry_run_of_a_week_with_nothing_new_writes_the_notice(project: Path) -> None:
    edit(project, "deliver:\n", "deliver:\n  notice_when_nothing_new: true\n")
    done = run("run", "--week", "2026-W40", "--dry-run", cwd=project)
    assert done.returncode == 4
    assert "2 messages written, none sent" in done.stderr
    assert not list((project / ".briefgen").glob("*.db"))


@pytest.mark.parametrize("how", [(), ("--draft",), ("--dry-run",)], ids=["", "draft", "dry-run"])
def test_a_week_that_is_not_over_needs_a_word(alone: Path, how: tuple[str, ...]) -> None:
    sunday = str(int(datetime(2026, 11, 15, 12, tzinfo=UTC).timestamp()))
    before = contents(alone / FOLDER)
    done = run(*FIRST, *how, cwd=alone, SOURCE_DATE_EPOCH=sunday)
    assert done.returncode == NOT_OVER
    assert "2026-W46 is not over before the end of 2026-11-15" in done.stderr
    assert "--early" in done.stderr
    assert contents(alone / FOLDER) == before
    early = run(*FIRST, *how, "--early", cwd=alone, SOURCE_DATE_EPOCH=sunday)
    assert early.returncode == 0, early.stderr


BUILD = (
    *("build", "--week", "2026-W46", "--issue-date", "2026-11-16"),
    *("inputs/w46-authority.txt", "inputs/w46-courier.txt"),
)


@pytest.mark.parametrize("command", [BUILD, DRAFT, FIRST], ids=["build", "draft", "run"])
def test_a_draft_changed_by_hand_is_moved_aside_and_named(
    alone: Path, command: tuple[str, ...]
) -> None:
    page = alone / FOLDER / "brief.html"
    page.write_text(page.read_text("utf-8") + "<!-- a thought -->", "utf-8")
    (alone / FOLDER / "notes.txt").write_text("another thought", "utf-8")
    changed = contents(alone / FOLDER)
    done = run(*command, "-q", cwd=alone)
    assert done.returncode == 0, done.stderr
    assert f"{FOLDER}: was changed by hand, and is now {FOLDER}-changed" in done.stderr
    assert contents(alone / f"{FOLDER}-changed") == changed
    assert run("verify", FOLDER, cwd=alone).returncode == 0


def test_a_second_change_is_not_written_over_the_first(alone: Path) -> None:
    for thought in ("one", "two"):
        (alone / FOLDER / "notes.txt").write_text(thought, "utf-8")
        assert run(*BUILD, "-q", cwd=alone).returncode == 0
    for name, thought in (("-changed", "one"), ("-changed-2", "two")):
        assert (alone / f"{FOLDER}{name}" / "notes.txt").read_text("utf-8") == thought


def test_sources_that_are_left_for_a_later_issue_are_named(alone: Path) -> None:
    done = run(*DRAFT, "-q", cwd=alone)
    for name in ("w47-authority.txt", "w47-courier.txt"):
        told = f"note: left out: {name}, published after the week: for a later issue"
        assert told in done.stderr.splitlines()


OWN = """headline: {text: The valley waits for the river, for: 2026-W46}
bottom_line: {for: 2026-11-16, text: [Watch the second dyke.]}
"""
DOUBT = "written before the evidence changed, to be confirmed"


@pytest.fixture
def doubted(alone: Path) -> Path:
    """A draft with own words, made again after a source has changed."""
    edit(alone, "version: 1\n", f"version: 1\n{OWN}")
    edit(alone, "formats: [html, email]", "formats: [html, pdf, email, docx]")
    assert run(*DRAFT, cwd=alone).returncode == 0
    assert DOUBT not in words(alone)
    source = alone / "inputs" / "w46-courier.txt"
    source.write_text(source.read_text("utf-8").replace("9,000", "8,000"), "utf-8")
    assert run(*DRAFT, cwd=alone).returncode == 0
    return alone


def test_words_from_before_the_evidence_changed_are_marked_and_have_to_be_confirmed(
    doubted: Path,
) -> None:
    told = words(doubted)
    assert f"The valley waits for the river (analyst’s words, {DOUBT})" in told
    assert f"Watch the second dyke. (analyst’s words, {DOUBT})" in told
    assert run("verify", FOLDER, cwd=doubted).returncode == 0
    for file in ("brief.html", "brief.eml"):
        assert (doubted / FOLDER / file).read_bytes().count(b"to be confirmed") >= 2, file
    done = run("issue", FOLDER, *REVIEWED, cwd=doubted)
    assert done.returncode == UNCONFIRMED
    assert "--confirm headline --confirm bottom_line" in done.stderr
    one = run("issue", FOLDER, *REVIEWED, "--confirm", "headline", cwd=doubted)
    assert one.returncode == UNCONFIRMED
    assert "bottom_line of an analyst" in one.stderr
    both = ("--confirm", "headline", "--confirm", "bottom_line")
    done = run("issue", FOLDER, *REVIEWED, *both, cwd=doubted)
    assert done.returncode == 0, done.stderr
    for file, content in contents(doubted / FOLDER).items():
        assert b"to be confirmed" not in content, file
    assert "The valley waits for the river (analyst’s words)" in words(doubted)
    assert run("verify", FOLDER, cwd=doubted).returncode == 0
    assert run("verify", f"{FOLDER}/brief.pdf", cwd=doubted).returncode == 0


def test_words_that_are_edited_need_no_confirmation(doubted: Path) -> None:
    edit(doubted, "The valley waits for the river", "The valley fears the river")
    edit(doubted, "Watch the second dyke.", "Watch the first dyke.")
    assert run(*DRAFT, cwd=doubted).returncode == 0
    assert DOUBT not in words(doubted)
    assert run("issue", FOLDER, *REVIEWED, cwd=doubted).returncode == 0


def test_an_unattended_run_goes_without_words_that_nobody_confirmed(doubted: Path) -> None:
    done = run(*FIRST, "-q", cwd=doubted)
    assert done.returncode == 0, done.stderr
    for part in ("headline", "bottom_line"):
        told = f"{part}: written before the evidence changed, and not confirmed: not used"
        assert told in done.stderr
    assert "analyst’s words" not in words(doubted)


def test_two_weeks_one_reviewed_and_one_that_nobody_has_read(tmp_path: Path) -> None:
    """Words and review of the first week are in no output of the second."""
    with serving() as server:
        project = prepared(tmp_path, server.port)
        edit(project, "formats: [html, email]", "formats: [html, pdf, email, docx]")
        review = "reviewed_by: {name: A. Analyst, for: 2026-W46}\n"
        edit(project, "version: 1\n", f"version: 1\n{OWN}{review}")
        assert run(*DRAFT, cwd=project).returncode == 0
        done = run("issue", FOLDER, *REVIEWED, cwd=project)
        assert done.returncode == 0, done.stderr
        assert "reviewed by A. Analyst" in words(project)
        assert "The valley waits for the river" in words(project)
        second = run(*SECOND, "-q", cwd=project)
        assert second.returncode == 0, second.stderr
    assert len(server.taken) == 4
    for part, name in (("headline", "2026-W46"), ("bottom_line", "2026-11-16")):
        assert f"{part}: is for {name}, before this issue: not used" in second.stderr
    assert "reviewed_by: is for 2026-W46, before this issue: not used" in second.stderr
    for file, text in texts(project / NEXT).items():
        assert "not reviewed" in text, file
        for gone in ("A. Analyst", "The valley waits", "Watch the second", "analyst’s words"):
            assert gone not in text, file
    letters = [parse(content) for _, content in server.taken[2:]]
    for letter in letters:
        for kind in ("plain", "html"):
            body = letter.get_body((kind,))
            assert body is not None
            assert "not reviewed" in " ".join(str(body.get_content()).split())
    brief = json.loads((project / NEXT / "brief.json").read_text("utf-8"))
    (headline,) = (s for s in brief["sections"] if s["name"] == "headline")
    assert [len(headline["items"]), headline["analyst"]] == [1, []]


def texts(folder: Path) -> dict[str, str]:
    """Return the words of each rendering, on one line."""
    from briefgen.verification.paper.paper import open_paper  # noqa: PLC0415 - as below
    from briefgen.verification.rendered import (  # noqa: PLC0415 - not part of the program's door
        html_text,
        mail_text,
        plain_text,
        word_text,
    )

    readers = {
        "brief.html": html_text,
        "brief.txt": plain_text,
        "brief.pdf": lambda content: open_paper(content).text,
        "brief.eml": mail_text,
        "brief.docx": word_text,
    }
    read = {name: reader((folder / name).read_bytes()) for name, reader in readers.items()}
    return {name: " ".join(text.split()) for name, text in read.items()}


def test_an_issue_is_not_signed_with_what_its_draft_was_signed_with(alone: Path) -> None:
    key = ssh_key(alone, "desk")
    signed = run("sign", FOLDER, "--key", str(key), cwd=alone)
    assert signed.stdout.strip() == f"{FOLDER}/{SIGNATURE_NAME}"
    done = run("issue", FOLDER, *REVIEWED, cwd=alone)
    assert done.returncode == 0, done.stderr
    files = contents(alone / FOLDER)
    assert SIGNATURE_NAME not in files
    assert SIGNATURE_NAME.encode() not in files[MANIFEST_NAME]
    assert run("verify", FOLDER, cwd=alone).returncode == 0
    again = run("sign", FOLDER, "--key", str(key), cwd=alone)
    assert again.returncode == 0, again.stderr
