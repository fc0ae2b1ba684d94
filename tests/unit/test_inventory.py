"""What is said of the inputs, what of it is added to sources.yaml, and what a week takes."""

import os
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from briefgen.config import Config, complete_metadata, load_metadata, week_of
from briefgen.errors import ConfigError, OutputError
from briefgen.inventory import Inventory, take_inventory, write_metadata
from briefgen.model.text import GUESSED, IN_PAGE, Metadata

WEEK = week_of("2026-W47")
ISSUE = date(2026, 11, 23)
PAGE = """<html><head><title>Weir closed</title>
<meta property="article:published_time" content="{day}"></head>
<body><article><h1>Weir closed</h1><p>The weir at Orvel was closed on Monday after the ice
had bent two of its gates, and the town of Tessen was told to save water until Friday.</p>
</article></body></html>"""


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """Return a folder of a page, a text without a day, and one that copies the page."""
    folder = tmp_path / "inputs"
    folder.mkdir()
    (folder / "weir.html").write_text(PAGE.format(day="2026-11-17"), "utf-8")
    (folder / "later.html").write_text(PAGE.format(day="2026-11-25"), "utf-8")
    (folder / "old.html").write_text(PAGE.format(day="2026-10-01"), "utf-8")
    (folder / "memo.txt").write_text("The gates of the weir are bent.\n", "utf-8")
    for file, came in (("memo.txt", 18), ("old.html", 2)):
        at = datetime(2026, 11, came, 12, tzinfo=ZoneInfo("UTC")).timestamp()
        os.utime(folder / file, (at, at))
    return folder


def taken(folder: Path, *, state: Path | None = None) -> Inventory:
    config = Config(state=str(state or folder.parent / "state"))
    return take_inventory([folder], config, ISSUE, WEEK)


def test_a_source_is_told_with_what_is_known_of_it_and_by_whom(inputs: Path) -> None:
    held = {one.record.path: one for one in taken(inputs).held}
    page = held["weir.html"].record
    assert (page.title, page.published, page.published_from) == (
        "Weir closed",
        "2026-11-17",
        "page",
    )
    assert held["memo.txt"].record.published == ""
    assert "counts-as-one" in {notice.code for notice in page.warnings}


def test_what_the_desk_decided_of_a_source_is_told_as_such(inputs: Path) -> None:
    decisions = inputs.parent / "decisions.yaml"
    decisions.write_text("- published: memo.txt\n  is: 2026-11-16\n", "utf-8")
    config = Config(state=str(inputs.parent / "state"), decisions=str(decisions))
    inventory = take_inventory([inputs], config, ISSUE, WEEK)
    record = next(one.record for one in inventory.held if one.record.path == "memo.txt")
    assert (record.published, record.published_from) == ("2026-11-16", "decisions.yaml")
    write_metadata([inputs], inventory)
    assert 'published: "2026-11-16"  # decided by the desk' in (inputs / "sources.yaml").read_text()


def test_a_week_says_what_it_takes_and_why_it_leaves_the_rest(inputs: Path) -> None:
    fates = {one.record.path: one.fate for one in taken(inputs).held if one.fate}
    assert {path: (fate.taken, fate.why) for path, fate in fates.items()} == {
        "later.html": (False, "published after the week: for a later issue"),
        "memo.txt": (True, "came in the week, without a day"),
        "old.html": (False, "was there before the week"),
        "weir.html": (True, "published in the week"),
    }


def test_what_is_written_loads_and_says_the_same(inputs: Path) -> None:
    before = {one.record.path: one.known for one in taken(inputs).held}
    assert write_metadata([inputs], taken(inputs)) == (inputs / "sources.yaml",)
    after = {one.record.path: one.known for one in taken(inputs).held}
    for path, known in after.items():
        assert (known.title, known.publisher) == (before[path].title, before[path].publisher)
        assert known.published == before[path].published
    assert write_metadata([inputs], taken(inputs)) == ()


def test_a_part_of_a_file_is_written_by_its_name_inside(tmp_path: Path) -> None:
    mail = (
        "From: Desk <desk@example.org>\nSubject: The gates\nDate: Tue, 17 Nov 2026 10:00:00 +0000\n"
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n'
        "Content-Type: text/plain\n\nThe list of the gates is attached to this mail.\n\n--b\n"
        'Content-Type: text/plain; name="gates.txt"\n'
        'Content-Disposition: attachment; filename="gates.txt"\n\n'
        "Gate two is bent. Gate four was lost in the ice of the river.\n\n--b--\n"
    )
    (tmp_path / "gates.eml").write_text(mail, "utf-8")
    write_metadata([tmp_path], taken(tmp_path))
    assert set(load_metadata(tmp_path)) >= {"gates.eml"}
    written = (tmp_path / "sources.yaml").read_text("utf-8")
    assert "# gates.eml/gates.txt:" in written
    assert 'published: "2026-11-17"  # a guess' in written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "weir.txt").write_text("The weir is closed.", "utf-8")
    (tmp_path / "gates.txt").write_text("The gates are bent.", "utf-8")
    return tmp_path


KNOWN = {
    "weir.txt": Metadata(title="Weir: closed", published="2026-11-17", published_from=IN_PAGE),
    "gates.txt": Metadata(title="Gates", publisher="Orvel # News", published="2026-11-18"),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_stands_in_sources_yaml_stays_byte_for_byte(folder: Path, end: str) -> None:
    there = end.join(
        (
            "# Kept by the desk, 2026",
            "gates.txt:   # the list",
            "    grade: B2      # as last year",
            "    # publisher: to be asked",
            "",
            "# the weir itself",
            "'weir.txt':",
            "    title: >-",
            "      A title",
            "      in two lines",
            "",
        )
    )
    (folder / "sources.yaml").write_bytes(there.encode())
    complete_metadata(folder, KNOWN)
    after = (folder / "sources.yaml").read_bytes().decode()
    lines = after.split(end)
    assert [line for line in lines if line in there.split(end)] == there.split(end)
    assert lines.index("    title: Gates") == lines.index("    grade: B2      # as last year") + 1
    entries = load_metadata(folder)
    assert entries["gates.txt"].published == "2026-11-18"
    assert entries["gates.txt"].publisher == ""
    assert entries["weir.txt"].title == "A title in two lines"
    assert entries["weir.txt"].published == "2026-11-17"


def test_what_is_doubtful_is_a_comment_and_stands_there_once(folder: Path) -> None:
    known = {"weir.txt": Metadata(published="2026-11-17", published_from=GUESSED)}
    complete_metadata(folder, known)
    text = (folder / "sources.yaml").read_text("utf-8")
    assert (
        '# weir.txt:\n#   publisher: ""  # not found\n#   published: "2026-11-17"  # a guess\n'
        in text
    )
    assert load_metadata(folder) == {}
    assert complete_metadata(folder, known) is None


def test_entries_in_braces_are_left_alone_and_a_file_in_braces_is_refused(folder: Path) -> None:
    file = folder / "sources.yaml"
    file.write_text("weir.txt: {grade: B2}\n", "utf-8")
    complete_metadata(folder, KNOWN)
    assert file.read_text("utf-8").startswith("weir.txt: {grade: B2}\ngates.txt:\n")
    file.write_text("{weir.txt: {grade: B2}}\n", "utf-8")
    with pytest.raises(ConfigError, match=r"sources\.yaml:1:1.*braces"):
        complete_metadata(folder, KNOWN)


def test_mistakes_in_sources_yaml_are_told_and_nothing_is_written(folder: Path) -> None:
    file = folder / "sources.yaml"
    file.write_text("weir.txt:\n  titel: Weir\n", "utf-8")
    with pytest.raises(ConfigError, match="did you mean 'title'"):
        complete_metadata(folder, KNOWN)
    assert file.read_text("utf-8") == "weir.txt:\n  titel: Weir\n"


def test_a_folder_that_takes_no_file_is_told(folder: Path) -> None:
    (folder / "sources.yaml").symlink_to(folder / "gone" / "sources.yaml")
    with pytest.raises(OutputError):
        complete_metadata(folder / "gone", KNOWN)
