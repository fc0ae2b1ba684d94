"""A change is seen by content: not what was touched, and not only what became longer."""

import os
from pathlib import Path

from briefgen.desk.watching import Watch


def test_content_counts_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one", encoding="utf-8")
    watch = Watch()
    before = watch.look([tmp_path])
    os.utime(file, (1, 1))
    assert watch.look([tmp_path]) == before
    entry = file.stat()
    file.write_text("two", encoding="utf-8")
    os.utime(file, ns=(entry.st_atime_ns, entry.st_mtime_ns))
    assert watch.look([tmp_path]) != before
    file.write_text("one", encoding="utf-8")
    assert watch.look([tmp_path]) == before


def test_new_and_missing_files_are_changes_hidden_ones_are_not(tmp_path: Path) -> None:
    watch = Watch()
    missing = tmp_path / "later.yaml"
    assert watch.look([tmp_path, missing]) == {}
    (tmp_path / ".hidden").write_text("x", encoding="utf-8")
    (tmp_path / ".folder").mkdir()
    (tmp_path / ".folder" / "a").write_text("x", encoding="utf-8")
    assert watch.look([tmp_path, missing]) == {}
    missing.write_text("x", encoding="utf-8")
    assert list(watch.look([tmp_path, missing])) == [missing]


def test_only_what_looks_changed_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one", encoding="utf-8")
    watch = Watch()
    before = watch.look([file])
    file.chmod(0o644)
    assert watch.look([file]) == before
