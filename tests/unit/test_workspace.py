import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from io import SEEK_END
from pathlib import Path
from typing import BinaryIO

import pytest
from unit.briefs import dam_brief

from briefgen.errors import MissingInput, OutputError, RenderError
from briefgen.model.brief import Artifact
from briefgen.model.manifest import decode_manifest
from briefgen.workspace import open_draft, read_folder, replace_folder
from briefgen.workspace.output import folder_name

PAGE = Artifact("brief.html", b"<p>words</p>")


def store(artifacts: Sequence[Artifact], parent: Path) -> Path:
    with open_draft(parent) as draft:
        return draft.publish(artifacts, dam_brief().brief, "0" * 64, [parent])


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Sahel security, weekly", "2026-11-23-sahel-security-weekly"),
        ("../../etc/passwd", "2026-11-23-etc-passwd"),
        ("Été à Łódź", "2026-11-23-ete-a-odz"),
        ("日本", "2026-11-23-brief"),
        ("a" * 300, "2026-11-23-" + "a" * 60),
    ],
)
def test_folder_name_is_plain_and_short(title: str, name: str) -> None:
    assert folder_name("2026-11-23", title) == name


def test_store_writes_a_sealed_manifest(tmp_path: Path) -> None:
    folder = store([PAGE, Artifact("sources/S1.txt", b"x")], tmp_path)
    manifest = decode_manifest((folder / "manifest.json").read_bytes())
    assert [file.path for file in manifest.files] == ["brief.html", "sources/S1.txt"]
    assert manifest.origins == ("..",)
    assert set(read_folder(folder)) == {"brief.html", "sources/S1.txt", "manifest.json"}


def test_all_files_and_their_folders_are_on_the_disk_before_a_brief_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled: list[int] = []
    really = os.fsync

    def noted(handle: int) -> None:
        settled.append(os.fstat(handle).st_ino)
        really(handle)

    monkeypatch.setattr(os, "fsync", noted)
    folder = store([PAGE, Artifact("sources/S1.txt", b"x")], tmp_path)
    held = [folder, *folder.rglob("*")]
    assert len(held) == 5
    assert {path.stat().st_ino for path in held} <= set(settled)
    assert settled[-1] == tmp_path.stat().st_ino


def test_store_leaves_nothing_when_a_file_cannot_be_written(tmp_path: Path) -> None:
    store([PAGE], tmp_path)
    bad = Artifact("brief.html/inside.txt", b"a file below a file")
    with pytest.raises(OutputError):
        store([PAGE, bad], tmp_path)
    (folder,) = tmp_path.iterdir()
    assert (folder / "brief.html").read_bytes() == PAGE.content


def test_all_of_a_brief_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled: dict[int, set[str]] = {}
    sync = os.fsync

    def noting(handle: int) -> None:
        sync(handle)
        there = [path.name for path in tmp_path.iterdir() if path.name[0] != "."]
        settled.setdefault(os.fstat(handle).st_ino, set()).update(there)

    monkeypatch.setattr(os, "fsync", noting)
    folder = store([PAGE, Artifact("sources/S1.txt", b"x")], tmp_path)
    for path in (folder, *folder.rglob("*")):
        assert settled[path.stat().st_ino] == set(), path.name
    assert settled[tmp_path.stat().st_ino] == {folder.name}


KILLED = """
import os, signal, sys
from pathlib import Path
from unit.briefs import dam_brief
from briefgen.model.brief import Artifact
from briefgen.workspace import open_draft, output

output.swap = lambda *_: False  # as a file system answers that knows no such step
left = int(sys.argv[2])

def count(event, _):
    global left
    if event == "os.rename":
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
with open_draft(Path(sys.argv[1])) as draft:
    draft.publish([Artifact("brief.html", b"later")], dam_brief().brief, "0" * 64, [])
"""


@pytest.mark.parametrize("renames", [1, 2])
def test_a_brief_moved_aside_by_a_killed_run_is_put_back(tmp_path: Path, renames: int) -> None:
    """Killed between the two, a run left no brief; the next one removed the old and the new."""
    folder = store([PAGE], tmp_path)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), str(renames)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert folder.exists() == (renames == 1)
    with open_draft(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]
    assert (folder / "brief.html").read_bytes() == PAGE.content


def test_file_written_piece_by_piece_is_in_the_manifest_as_it_lies_there(tmp_path: Path) -> None:
    def fill(stream: BinaryIO) -> str:
        stream.write(b"{} 000 {}")
        stream.seek(3)
        stream.write(b"777")
        stream.seek(0, SEEK_END)
        return "told"

    with open_draft(tmp_path) as draft:
        assert draft.write("evidence.json", fill) == "told"
        folder = draft.publish([PAGE], dam_brief().brief, "1" * 64, [tmp_path])
    manifest = decode_manifest((folder / "manifest.json").read_bytes())
    (file,) = (one for one in manifest.files if one.path == "evidence.json")
    assert (folder / "evidence.json").read_bytes() == b"{} 777 {}"
    assert (file.size, file.sha256) == (9, hashlib.sha256(b"{} 777 {}").hexdigest())
    assert manifest.digest == "1" * 64


def test_draft_that_is_not_published_leaves_its_place_as_it_was(tmp_path: Path) -> None:
    def broken() -> None:
        with open_draft(tmp_path / "briefs" / "out") as draft:
            draft.write("evidence.json", lambda stream: stream.write(b"{}"))
            raise RenderError("the PDF needs what is not here")

    with pytest.raises(RenderError):
        broken()
    assert list(tmp_path.iterdir()) == []


def test_draft_has_no_place_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("no folder")
    with pytest.raises(OutputError), open_draft(tmp_path / "out"):
        pass
    assert (tmp_path / "out").read_text() == "no folder"


def test_a_draft_as_it_was_made_is_replaced_and_nothing_is_said(tmp_path: Path) -> None:
    store([PAGE], tmp_path)
    with open_draft(tmp_path) as draft:
        folder = draft.publish([PAGE], dam_brief().brief, "1" * 64, [tmp_path])
    assert draft.remarks == ()
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("change", ["other", "more", "less", "manifest"])
def test_a_draft_that_was_changed_by_hand_is_moved_aside(tmp_path: Path, change: str) -> None:
    folder = store([PAGE, Artifact("brief.txt", b"words")], tmp_path)
    if change == "less":
        (folder / "brief.txt").unlink()
    else:
        name = {"other": "brief.txt", "more": "notes.txt", "manifest": "manifest.json"}[change]
        (folder / name).write_text("mine", "utf-8")
    changed = read_folder(folder)
    with open_draft(tmp_path) as draft:
        assert draft.publish([PAGE], dam_brief().brief, "1" * 64, [tmp_path]) == folder
    aside = folder.with_name(f"{folder.name}-changed")
    assert draft.remarks == (f"{folder}: was changed by hand, and is now {aside}",)
    assert read_folder(aside) == changed
    assert set(read_folder(folder)) == {"brief.html", "manifest.json"}


def test_a_folder_is_replaced_as_a_whole(tmp_path: Path) -> None:
    folder = store([PAGE, Artifact("brief.txt", b"words")], tmp_path)
    replace_folder(folder, {"brief.html": b"other", "sources/S1.txt": b"text"})
    assert read_folder(folder) == {"brief.html": b"other", "sources/S1.txt": b"text"}
    assert list(tmp_path.iterdir()) == [folder]


def test_read_folder_of_nothing_is_a_missing_input(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="no such output folder"):
        read_folder(tmp_path / "none")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [(b'"issue_date"', b'"issue_dote"', "seal"), (b"briefgen/manifest/1", b"else", "schema")],
)
def test_decode_manifest_says_why_it_refuses(
    tmp_path: Path, old: bytes, new: bytes, message: str
) -> None:
    folder = store([PAGE], tmp_path)
    content = (folder / "manifest.json").read_bytes().replace(old, new)
    with pytest.raises(ValueError, match=message):
        decode_manifest(content)
