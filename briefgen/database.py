"""SQLite files that outlive a run: opened safely, never overwritten, readable by the owner only.

Every commit is on the disk before the call returns (`synchronous=FULL`), unless the layout says
that the file may be lost.
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from briefgen.errors import StateError

_WAIT = 10.0


@dataclass(frozen=True, slots=True)
class Layout:
    """What a file holds: how messages call it, its mark, and one script for each version.

    `advice` says how to go on when the file cannot be used. One that does not `last` can be made
    again: nobody waits for the disk, nor looks through all of it for damage.
    """

    name: str
    mark: int
    versions: Sequence[str]
    advice: str
    lasts: bool = True


@contextmanager
def open_database(file: Path, layout: Layout) -> Iterator[sqlite3.Connection]:
    """Open the file, or make it; rows are committed by `transaction`.

    Raises StateError, and leaves the file as it is, when it is damaged, something else, or
    written by a newer version.
    """
    try:
        _make(file, layout)
        connection = sqlite3.connect(file, timeout=_WAIT, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise StateError(f"{file}: the {layout.name} cannot be opened: {error}") from error
    try:
        connection.row_factory = sqlite3.Row
        _check(connection, file, layout)
        yield connection
    except sqlite3.DatabaseError as error:
        raise StateError(
            f"{file}: the {layout.name} cannot be used: {error}. Nothing was changed."
            f" {layout.advice}"
        ) from error
    finally:
        connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all of it or nothing; when this returns, it is on the disk."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _make(file: Path, layout: Layout) -> None:
    """Make the file whole or not at all, so that an empty one is always a damaged one."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if file.exists():
        return
    handle, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
    os.close(handle)
    try:
        with closing(sqlite3.connect(name, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous=FULL")
            _bring_up(connection, 0, layout)
        with suppress(FileExistsError):
            os.link(name, file)
    finally:
        Path(name).unlink()
    folder = os.open(file.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _check(connection: sqlite3.Connection, file: Path, layout: Layout) -> None:
    """Refuse a damaged, foreign or newer file; bring an older one up to date."""
    connection.execute(f"PRAGMA synchronous={'FULL' if layout.lasts else 'NORMAL'}")
    connection.execute("PRAGMA foreign_keys=ON")
    found = layout.lasts and connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found not in (False, "ok"):
        raise sqlite3.DatabaseError(found)
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if not mark and not tables:
        raise StateError(f"{file}: the {layout.name} is empty, so it was damaged. {layout.advice}")
    if mark != layout.mark:
        raise StateError(f"{file}: is no {layout.name} of briefgen. {layout.advice}")
    if version > len(layout.versions):
        raise StateError(
            f"{file}: the {layout.name} was written by a newer briefgen (layout {version}, this"
            f" one knows {len(layout.versions)}). Nothing was changed: use the newer briefgen."
        )
    if version < len(layout.versions):
        _bring_up(connection, version, layout)
    connection.execute("PRAGMA journal_mode=WAL")


def _bring_up(connection: sqlite3.Connection, version: int, layout: Layout) -> None:
    """Run the scripts from a version on."""
    with transaction(connection):
        for script in layout.versions[version:]:
            for statement in script.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id={layout.mark:d}")
        connection.execute(f"PRAGMA user_version={len(layout.versions):d}")
