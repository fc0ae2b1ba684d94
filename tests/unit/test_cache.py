"""The cache: what it gives back, and that nothing wrong with it is ever an error."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefgen.workspace import Cache, CacheShelf, cache, open_cache
from briefgen.workspace.cache import FOLDER, NAME

KEY, OTHER = b"k" * 32, b"o" * 32


@contextmanager
def opened(state: Path) -> Iterator[Cache]:
    """Open a cache that has nothing to say."""
    said: list[str] = []
    with open_cache(state, said.append) as one:
        yield one
    assert not said


def file_of(state: Path) -> Path:
    return state / FOLDER / NAME


def test_what_is_kept_is_found_by_the_next_run(tmp_path: Path) -> None:
    with opened(tmp_path) as one:
        assert one.find(KEY) is None
        one.keep(KEY, b"content")
        assert one.find(KEY) == b"content"
    with opened(tmp_path) as one:
        assert one.find(KEY) == b"content"
        assert one.find(OTHER) is None
        one.keep(KEY, b"another")
        assert one.find(KEY) == b"another"


def test_only_its_owner_may_read_or_write_it(tmp_path: Path) -> None:
    state = tmp_path / "state"
    before = os.umask(0)
    try:
        with opened(state) as one:
            one.keep(KEY, b"content")
            files = list(state.rglob("*"))
            assert len(files) > 1
            assert not [f for f in (state, *files) if f.stat().st_mode & 0o077]
    finally:
        os.umask(before)


@pytest.mark.parametrize("harm", ["empty", "noise", "head", "foreign", "no table", "newer", "open"])
def test_a_damaged_or_foreign_file_is_made_anew(tmp_path: Path, harm: str) -> None:
    with opened(tmp_path) as one:
        one.keep(KEY, b"content")
    file = file_of(tmp_path)
    whole = file.read_bytes()
    if harm in {"empty", "noise", "head"}:
        spoilt = {"empty": b"", "noise": os.urandom(40_000), "head": b"\xff" * 200 + whole[200:]}
        file.write_bytes(spoilt[harm])
    elif harm == "open":
        file.chmod(0o644)
    else:
        statement = {
            "foreign": "PRAGMA application_id=7",
            "no table": "DROP TABLE results",
            "newer": "PRAGMA user_version=99",
        }[harm]
        connection = sqlite3.connect(file)
        connection.execute(statement)
        connection.commit()
        connection.close()
    with opened(tmp_path) as one:
        assert one.find(KEY) is None
        one.keep(KEY, b"content")
    with opened(tmp_path) as one:
        assert one.find(KEY) == b"content"
    assert not file.stat().st_mode & 0o077


def test_a_link_in_its_place_is_removed_and_its_target_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_bytes(b"mine")
    (tmp_path / "state" / FOLDER).mkdir(parents=True)
    file_of(tmp_path / "state").symlink_to(target)
    with opened(tmp_path / "state") as one:
        one.keep(KEY, b"content")
        assert one.find(KEY) == b"content"
    assert target.read_bytes() == b"mine"


def test_pages_damaged_in_the_middle_are_no_error_and_gone_for_the_next_run(
    tmp_path: Path,
) -> None:
    with opened(tmp_path) as one:
        for number in range(200):
            one.keep(number.to_bytes(32, "big"), os.urandom(3000))
    file = file_of(tmp_path)
    content = bytearray(file.read_bytes())
    for at in range(8192, len(content), 4096):
        content[at : at + 64] = os.urandom(64)
    file.write_bytes(content)
    for _ in range(2):
        with opened(tmp_path) as one:
            for number in range(200):
                one.find(number.to_bytes(32, "big"))
                one.keep(number.to_bytes(32, "big"), b"new")
    with opened(tmp_path) as one:
        assert one.find((7).to_bytes(32, "big")) == b"new"


@pytest.mark.parametrize(
    "change",
    ["packed = x'00'", "digest = x'00'", "packed = zeroblob(50)", f"key = x'{OTHER.hex()}'"],
)
def test_a_row_that_is_not_as_it_was_kept_is_not_used(tmp_path: Path, change: str) -> None:
    with opened(tmp_path) as one:
        one.keep(KEY, b"content")
    connection = sqlite3.connect(file_of(tmp_path))
    connection.execute(f"UPDATE results SET {change}")  # noqa: S608
    connection.commit()
    connection.close()
    with opened(tmp_path) as one:
        assert one.find(KEY) is None
        assert one.find(OTHER) is None
        one.keep(KEY, b"content")
        assert one.find(KEY) == b"content"


def test_what_was_not_used_for_longest_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "MOST_BYTES", 10_000)
    monkeypatch.setattr(cache, "_LARGEST", 5_000)
    keys = [number.to_bytes(32, "big") for number in range(5)]
    for key in keys[:3]:
        with opened(tmp_path) as one:
            one.keep(key, os.urandom(3000))
    with opened(tmp_path) as one:
        assert one.find(keys[0])
        one.keep(keys[3], os.urandom(3000))
        one.keep(keys[4], os.urandom(6000))
    with opened(tmp_path) as one:
        found = [one.find(key) is not None for key in keys]
    assert found == [True, False, True, True, False]


def test_two_runs_at_once_share_one_file(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from briefgen.workspace import open_cache\n"
        "with open_cache(Path(sys.argv[1]), print) as one:\n"
        "    for n in range(300):\n"
        "        key = (n % 100).to_bytes(32, 'big')\n"
        "        held = one.find(key)\n"
        "        assert held in (None, key * 50), held\n"
        "        one.keep(key, key * 50)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(3)]
    assert [(run.communicate()[0], run.returncode) for run in runs] == [(b"", 0)] * 3
    with opened(tmp_path) as one:
        assert all(one.find(n.to_bytes(32, "big")) for n in range(100))


def test_a_damaged_file_that_another_run_has_open_is_left_to_it(tmp_path: Path) -> None:
    said: list[str] = []
    with opened(tmp_path) as first:
        first.keep(KEY, b"content")
        file = file_of(tmp_path)
        file.chmod(0o644)
        with open_cache(tmp_path, said.append) as second:
            assert second.find(KEY) is None
            second.keep(OTHER, b"content")
        assert len(said) == 1
        assert first.find(KEY) == b"content"


def test_a_full_disk_is_said_once_and_the_run_goes_on(tmp_path: Path) -> None:
    script = (
        "import os, resource, sys; from pathlib import Path\n"
        "from briefgen.workspace import open_cache\n"
        "with open_cache(Path(sys.argv[1]), print) as one:\n"
        "    one.keep(b'k' * 32, b'content')\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))\n"
        "    for n in range(50):\n"
        "        one.keep(n.to_bytes(32, 'big'), os.urandom(20_000))\n"
        "    assert one.find(b'k' * 32) is None\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    assert "nothing more is kept" in done.stdout
    with opened(tmp_path) as one:
        assert one.find(KEY) == b"content"


def test_a_folder_that_cannot_be_written_is_said_once_and_the_run_goes_on(tmp_path: Path) -> None:
    with opened(tmp_path) as one:
        one.keep(KEY, b"content")
    folder = tmp_path / FOLDER
    script = (
        "import sys; from pathlib import Path; from briefgen.workspace import open_cache\n"
        "with open_cache(Path(sys.argv[1]), print) as one:\n"
        "    one.find(b'k' * 32)\n"
        "    one.keep(b'o' * 32, b'content')\n"
    )
    unprivileged = ["setpriv", "--inh-caps=-all", "--bounding-set=-all"]
    command = [sys.executable, "-c", script, str(tmp_path)]
    if os.getuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root may write everywhere, and there is no setpriv")
        command = [*unprivileged, *command]
    folder.chmod(0o500)
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    finally:
        folder.chmod(0o700)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    assert "readonly" in done.stdout


@pytest.mark.parametrize("hindrance", ["a file in its place", "no folder to be made"])
def test_where_no_cache_can_be_made_it_is_said_once(tmp_path: Path, hindrance: str) -> None:
    state = tmp_path / "state"
    if hindrance == "a file in its place":
        state.write_bytes(b"")
    else:
        state = Path("/proc/briefgen")
    said: list[str] = []
    with open_cache(state, said.append) as one:
        one.keep(KEY, b"content")
        assert one.find(KEY) is None
    assert len(said) == 1
    assert str(state / FOLDER) in said[0]


def test_makers_do_not_get_each_others_results(tmp_path: Path) -> None:
    with opened(tmp_path) as one:
        mine, other = CacheShelf(one, b"code 1"), CacheShelf(one, b"code 2")
        mine.keep(b"content", b"a", b"bc")
        assert mine.find(b"a", b"bc") == b"content"
        assert other.find(b"a", b"bc") is None
        assert mine.find(b"ab", b"c") is None
        assert mine.find(b"a", b"bc", b"") is None
