from pathlib import Path

import pytest
from unit.briefs import dam_brief

from briefgen.errors import MissingInput, OutputError
from briefgen.model.brief import Artifact
from briefgen.model.manifest import decode_manifest
from briefgen.workspace import read_folder, store
from briefgen.workspace.output import folder_name

PAGE = Artifact("brief.html", b"<p>words</p>")


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
    folder = store(
        [PAGE, Artifact("sources/S1.txt", b"x")], dam_brief().brief, tmp_path, [tmp_path]
    )
    manifest = decode_manifest((folder / "manifest.json").read_bytes())
    assert [file.path for file in manifest.files] == ["brief.html", "sources/S1.txt"]
    assert manifest.origins == ("..",)
    assert set(read_folder(folder)) == {"brief.html", "sources/S1.txt", "manifest.json"}


def test_store_leaves_nothing_when_a_file_cannot_be_written(tmp_path: Path) -> None:
    store([PAGE], dam_brief().brief, tmp_path, [tmp_path])
    bad = Artifact("brief.html/inside.txt", b"a file below a file")
    with pytest.raises(OutputError):
        store([PAGE, bad], dam_brief().brief, tmp_path, [tmp_path])
    (folder,) = tmp_path.iterdir()
    assert (folder / "brief.html").read_bytes() == PAGE.content


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
    folder = store([PAGE], dam_brief().brief, tmp_path, [tmp_path])
    content = (folder / "manifest.json").read_bytes().replace(old, new)
    with pytest.raises(ValueError, match=message):
        decode_manifest(content)
