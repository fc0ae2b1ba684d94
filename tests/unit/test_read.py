import os
from itertools import count
from pathlib import Path
from threading import Event, Thread

import pytest

from briefgen.errors import MissingInput, ReadError
from briefgen.model.limits import Limits
from briefgen.model.text import BlockKind, Metadata, RawDocument, Skipped
from briefgen.read import Found, find_files, read
from briefgen.read.regular import load


def outcome(file: Path) -> RawDocument | Skipped:
    (only,) = read([Found(file, file.name, Metadata())])
    return only


def read_bytes(folder: Path, name: str, content: bytes) -> RawDocument:
    file = folder / name
    file.write_bytes(content)
    raw = outcome(file)
    assert isinstance(raw, RawDocument), raw
    return raw


def blocks(raw: RawDocument) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(raw.text)) for block in raw.blocks]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.txt", bytes(range(1, 256)) * 4, "not-text"),
        ("a.txt", b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 4, "unsupported-type"),
        ("a.txt", b"PK\x03\x04 and so on", "unsupported-type"),
        ("a.dat", b"words, words", "unsupported-type"),
        ("a.txt", b"\x01\x02\x03\x04words" * 40, "not-text"),
    ],
)
def test_read_skips_with_a_named_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    skipped = outcome(tmp_path / name)
    assert isinstance(skipped, Skipped)
    assert skipped.reason == reason


def test_read_refuses_a_large_file_before_reading_it(tmp_path: Path) -> None:
    file = tmp_path / "big.txt"
    with file.open("wb") as stream:
        stream.truncate(60_000_000)
    assert outcome(file) == Skipped("big.txt", "too-large", "60.0 MB; the limit is 20 MB")


def test_read_refuses_a_file_that_something_else_writes_to(tmp_path: Path) -> None:
    file = tmp_path / "busy.txt"
    file.write_bytes(b"Words. " * 2_000_000)
    done = Event()

    def touch() -> None:
        for moment in count():
            os.utime(file, ns=(moment, moment))
            if done.is_set():
                return

    writer = Thread(target=touch)
    writer.start()
    try:
        found = (attempt(file) for _ in range(200))
        assert next(filter(None, found), "") == "changed-during-read"
    finally:
        done.set()
        writer.join()


def attempt(file: Path) -> str:
    """Read a file; return why it cannot be used, or nothing."""
    try:
        load(file, Limits())
    except ReadError as error:
        return error.reason
    return ""


def test_read_refuses_links_and_pipes(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("Words.", "utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    for name in ("link.txt", "pipe.txt"):
        skipped = outcome(tmp_path / name)
        assert isinstance(skipped, Skipped)
        assert skipped.reason == "not-a-regular-file"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "cp1252", "cp1251"])
def test_read_decodes_common_encodings(tmp_path: Path, encoding: str) -> None:
    russian = "Министры встретились в понедельник и подписали новое соглашение о гавани города. "
    french = "Le président a déclaré à la presse que l’été serait très sec près de la forêt. "
    text = (russian if encoding == "cp1251" else french) * 5
    raw = read_bytes(tmp_path, "a.txt", text.encode(encoding))
    assert raw.text == text
    guessed = [notice.code for notice in raw.notices]
    assert guessed == ([] if encoding.startswith("utf") else ["encoding-guessed"])


def test_read_keeps_broken_utf_8_and_says_what_is_lost(tmp_path: Path) -> None:
    raw = read_bytes(tmp_path, "a.txt", "élan, café, naïve and ".encode() + b"\xff broken")
    assert raw.text == "élan, café, naïve and \ufffd broken"
    assert [notice.code for notice in raw.notices] == ["invalid-utf-8"]


def test_read_counts_each_line_ending_as_one_character(tmp_path: Path) -> None:
    raw = read_bytes(tmp_path, "a.txt", b"One line.\r\nAnother.\rThird.\n")
    assert raw.text == "One line.\nAnother.\nThird.\n"
    assert raw.text == (tmp_path / "a.txt").read_text("utf-8")


def test_read_finds_items_and_paragraphs_in_plain_text(tmp_path: Path) -> None:
    raw = read_bytes(tmp_path, "a.txt", b"Three things:\n- one thing\n2) another\n\nThe end.\n")
    assert blocks(raw) == [
        ("paragraph", "Three things:"),
        ("item", "one thing"),
        ("item", "another"),
        ("paragraph", "The end."),
    ]
    assert [block.locator.paragraph for block in raw.blocks] == [1, 2, 3, 4]


def test_read_finds_the_structure_of_markdown(tmp_path: Path) -> None:
    text = (
        "---\ntitle: x\n---\n# Harbour\n\nThe **eastern** wall\nis [old](http://e.org/a).\n\n"
        "Cost\n----\n\n* one\n  goes on\n* two\n\n> quoted words\n> go on\n\n```\ncode\n```\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n***\nLast `word` here.\n"
    )
    raw = read_bytes(tmp_path, "a.md", text.encode())
    kinds = [(block.kind.value, block.span.of(raw.text)) for block in raw.blocks]
    assert kinds == [
        ("heading", "Harbour"),
        ("paragraph", "The **eastern** wall\nis [old](http://e.org/a)."),
        ("heading", "Cost"),
        ("item", "one\n  goes on"),
        ("item", "two"),
        ("paragraph", "quoted words\n> go on"),
        ("cell", "a"),
        ("cell", "b"),
        ("cell", "1"),
        ("cell", "2"),
        ("paragraph", "Last `word` here."),
    ]
    gone = [edit.span.of(raw.text) for edit in raw.edits]
    assert gone == ["**", "**", "[", "](http://e.org/a)", "  ", "> ", "`", "`"]


def test_read_leaves_stars_and_underscores_that_are_no_marks(tmp_path: Path) -> None:
    raw = read_bytes(tmp_path, "a.md", b"The file_name_here and 2 * 3 * 4 stay.\n")
    assert raw.edits == ()


def test_find_files_leaves_out_what_is_about_the_inputs(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.md",
        "README.md",
        "sources.yaml",
        "briefgen.yaml",
        ".hidden",
        "x/c.txt",
    ):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("", "utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "d.txt").write_text("", "utf-8")
    assert [found.name for found in find_files((tmp_path,))] == ["a.md", "b.txt", "x/c.txt"]


def test_find_files_names_the_folder_when_there_are_several(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("Words.", "utf-8")
    found = find_files((tmp_path / "two", tmp_path / "one"))
    assert [one.name for one in found] == ["one/a.txt", "two/a.txt"]


def test_find_files_leaves_out_finished_briefs(tmp_path: Path) -> None:
    for name in ("a.txt", "out/x/evidence.json", "out/x/manifest.json", "out/x/brief.txt"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("", "utf-8")
    assert [found.name for found in find_files((tmp_path,))] == ["a.txt"]


def test_find_files_gives_each_file_its_entry(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.", "utf-8")
    (tmp_path / "sources.yaml").write_text("a.txt: {title: Known}\n", "utf-8")
    assert find_files((tmp_path,))[0].metadata.title == "Known"
    assert find_files((tmp_path / "a.txt",))[0].metadata.title == "Known"


def test_find_files_without_any_is_a_missing_input(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="no input files there"):
        find_files((tmp_path,))
    with pytest.raises(MissingInput, match="no such file or folder"):
        find_files((tmp_path / "nowhere",))


def test_blocks_of_kind_item_hold_statements() -> None:
    assert BlockKind.ITEM.states
    assert not BlockKind.HEADING.states
