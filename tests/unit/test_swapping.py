"""Folders that change places in one step, or not at all."""

from pathlib import Path

import pytest

from briefgen.workspace.swapping import swap


def two(folder: Path) -> tuple[Path, Path]:
    for name in ("one", "other"):
        (folder / name / "inside").mkdir(parents=True)
        (folder / name / "inside" / "word").write_text(name)
    return folder / "one", folder / "other"


def words(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("word")}


def test_two_folders_change_places(tmp_path: Path) -> None:
    assert swap(*two(tmp_path))
    assert words(tmp_path) == {"one/inside/word": "other", "other/inside/word": "one"}
    assert sorted(place.name for place in tmp_path.iterdir()) == ["one", "other"]


def test_a_folder_that_is_not_there_is_an_error_and_nothing_moves(tmp_path: Path) -> None:
    one, _ = two(tmp_path)
    before = words(tmp_path)
    with pytest.raises(FileNotFoundError):
        swap(one, tmp_path / "none")
    assert words(tmp_path) == before
