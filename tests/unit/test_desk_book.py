"""What was decided on the page is found again, whatever became of the file meanwhile."""

from pathlib import Path

import pytest

from briefgen.config import read_history
from briefgen.desk.book import Book, Cause, Unseen
from briefgen.errors import ChangedMeanwhile, ConfigError, OutputError
from briefgen.model.decisions import Act

HIDE = {"hide": "The weir failed.", "in": "a.txt", "by": "A", "on": "2026-11-20T09:00:00Z"}
PIN = {"pin": "The weir failed.", "in": "a.txt", "by": "B", "on": "2026-11-20T09:01:00Z"}
TITLE = {"title": "a.txt", "is": "Weir", "by": "A", "on": "2026-11-20T09:02:00Z"}


def book(folder: Path) -> Book:
    return Book(folder / "decisions.yaml", folder / "journal")


def test_what_is_added_stands_in_the_file_and_is_held_no_more(tmp_path: Path) -> None:
    opened = book(tmp_path)
    seen, _ = opened.read()
    opened.add([HIDE, TITLE], seen)
    assert [one.act for one in read_history(tmp_path / "decisions.yaml").entries] == [
        Act.HIDE,
        Act.TITLE,
    ]
    assert opened.held() == ()
    assert [one.id for one in opened.mine()] == [
        one.id for one in read_history(tmp_path / "decisions.yaml").entries
    ]


def test_a_decision_that_an_editor_has_written_over_is_held(tmp_path: Path) -> None:
    opened = book(tmp_path)
    opened.add([HIDE], opened.read()[0])
    (tmp_path / "decisions.yaml").write_text("# my own\n", encoding="utf-8")
    (held,) = book(tmp_path).held()
    assert held.entry == HIDE
    again = book(tmp_path)
    again.read()
    again.put_back(held.id, [])
    assert again.held() == ()
    text = (tmp_path / "decisions.yaml").read_text("utf-8")
    assert text.startswith("# my own\n- hide: ")


def test_a_decision_that_met_another_is_held_and_says_why(tmp_path: Path) -> None:
    opened = book(tmp_path)
    before, _ = opened.read()
    opened.add([HIDE], before)
    with pytest.raises(ChangedMeanwhile, match="otherwise"):
        opened.add([PIN], before)
    (held,) = opened.held()
    assert (held.entry, held.act) == (PIN, Act.PIN)
    assert "otherwise" in held.why
    opened.let_go(held.id)
    assert opened.held() == book(tmp_path).held() == ()


def test_an_undo_that_was_written_over_is_held_too(tmp_path: Path) -> None:
    opened = book(tmp_path)
    opened.add([HIDE], opened.read()[0])
    only_hidden = (tmp_path / "decisions.yaml").read_bytes()
    (hidden,) = opened.mine()
    undo = {"undo": hidden.id, "by": "A", "on": "2026-11-20T09:03:00Z"}
    opened.add([undo], opened.read()[0])
    assert opened.held() == ()
    (tmp_path / "decisions.yaml").write_bytes(only_hidden)
    (held,) = opened.held()
    assert held.undoes == hidden.id


def test_what_was_taken_back_is_asked_about_no_more(tmp_path: Path) -> None:
    opened = book(tmp_path)
    opened.add([HIDE], opened.read()[0])
    (hidden,) = opened.mine()
    opened.add([{"undo": hidden.id, "by": "A"}], opened.read()[0])
    (tmp_path / "decisions.yaml").unlink()
    assert opened.held() == ()


def test_a_broken_file_holds_what_is_decided_meanwhile(tmp_path: Path) -> None:
    opened = book(tmp_path)
    seen, _ = opened.read()
    (tmp_path / "decisions.yaml").write_text("- hide\n", encoding="utf-8")
    with pytest.raises(ChangedMeanwhile, match=r"decisions.yaml:1:3"):
        opened.add([TITLE], seen)
    assert (tmp_path / "decisions.yaml").read_text("utf-8") == "- hide\n"
    (held,) = opened.held()
    assert held.entry == TITLE


def test_a_line_of_the_journal_that_a_crash_cut_short_harms_no_other(tmp_path: Path) -> None:
    opened = book(tmp_path)
    opened.add([HIDE], opened.read()[0])
    journal = tmp_path / "journal"
    journal.write_bytes(journal.read_bytes() + b'\n{"entry": {"pin": "The we')
    again = book(tmp_path)
    again.add([TITLE], again.read()[0])
    assert [one.act for one in book(tmp_path).mine()] == [Act.HIDE, Act.TITLE]


def test_a_page_that_nobody_remembers_keeps_nothing(tmp_path: Path) -> None:
    opened = book(tmp_path)
    with pytest.raises(Unseen):
        opened.add([HIDE], "0123456789abcdef")
    assert not (tmp_path / "journal").exists()


def test_a_journal_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    opened = Book(tmp_path / "decisions.yaml", tmp_path / "missing" / "journal")
    seen, _ = opened.read()
    with pytest.raises(OutputError, match="nothing was kept"):
        opened.add([HIDE], seen)
    assert not (tmp_path / "decisions.yaml").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "Holm", "in": "a.txt", "is": "river"},
        {"published": "a.txt", "is": "yesterday"},
        {"hide": "x" * 100_001, "in": "a.txt"},
    ],
)
def test_a_wrong_value_is_refused_as_such_and_reaches_neither_journal_nor_file(
    tmp_path: Path, wrong: dict[str, str]
) -> None:
    opened = book(tmp_path)
    seen, _ = opened.read()
    with pytest.raises(ConfigError):
        opened.add([wrong], seen)
    assert opened.held() == opened.mine() == book(tmp_path).mine() == ()
    assert not (tmp_path / "decisions.yaml").exists()


def test_what_is_held_is_called_what_it_is(tmp_path: Path) -> None:
    opened = book(tmp_path)
    before, _ = opened.read()
    opened.add([HIDE], before)
    with pytest.raises(ChangedMeanwhile):
        opened.add([PIN], before)
    good = (tmp_path / "decisions.yaml").read_text("utf-8")
    (tmp_path / "decisions.yaml").write_text("- pinn: 3\n", encoding="utf-8")
    with pytest.raises(ChangedMeanwhile):
        opened.add([TITLE], before)
    (tmp_path / "decisions.yaml").write_text(good.replace("weir", "dam"), encoding="utf-8")
    causes = {one.act: one.cause for one in opened.held()}
    assert causes == {Act.HIDE: Cause.GONE, Act.PIN: Cause.MET, Act.TITLE: Cause.BROKEN}
