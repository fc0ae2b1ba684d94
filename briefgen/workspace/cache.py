"""Results of earlier runs by what shaped them, in one SQLite file that may be deleted at any time.

Nothing here is an error: a damaged or foreign file is made anew, and where none can be had, or
the disk is full, runs go on without. A row is used only as it was written: it holds the digest
of its key and content.
"""

import fcntl
import hashlib
import os
import sqlite3
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from briefgen.database import Layout, open_database, transaction
from briefgen.errors import StateError

_T = TypeVar("_T")

FOLDER, NAME = "cache", "results.db"
"""The folder below the state folder, which may be deleted as a whole, and the file in it."""

MOST_BYTES = 500_000_000
"""Bytes of results that are kept: a week's brief of 20 sources takes 3 million."""

_LARGEST = MOST_BYTES // 4
"""Bytes of one result; a larger one would drive out too many others."""

_LAYOUT = Layout(
    name="cache",
    mark=0x42474B31,
    versions=(
        """CREATE TABLE results (
            key BLOB PRIMARY KEY, used INTEGER NOT NULL, size INTEGER NOT NULL,
            digest BLOB NOT NULL, packed BLOB NOT NULL) STRICT;
        CREATE INDEX results_by_use ON results (used, size)""",
    ),
    advice="Delete it: it is made again.",
    lasts=False,
)

_FIND = "SELECT digest, packed FROM results WHERE key = ?"

_KEEP = "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?)"
_USE = "UPDATE results SET used = ? WHERE key = ?"
_LET_GO = """DELETE FROM results WHERE rowid IN (SELECT rowid FROM (
    SELECT rowid, sum(size) OVER (ORDER BY used DESC, rowid DESC) AS so_far FROM results)
    WHERE so_far > ?)"""

_DAMAGE = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR))
"""Errors that are the file's own, not the disk's, the folder's or another run's."""

Warn = Callable[[str], None]


@contextmanager
def open_cache(state: Path, warn: Warn) -> Iterator["Cache"]:
    """Open or make the cache below `state`; `warn` is told in a sentence why there is none."""
    folder = state / FOLDER
    with ExitStack() as held:
        try:
            discard = held.enter_context(_shared(folder))
            connection = held.enter_context(_opened(folder / NAME, discard))
        except (OSError, StateError) as error:
            warn(_without(folder, error.__cause__ or error))
            yield Cache(None, warn, lambda: None)
            return
        cache = Cache(connection, warn, discard)
        try:
            yield cache
        finally:
            cache.settle()


class Cache:
    """Bytes by key; those that were not used for longest go when there are too many."""

    def __init__(
        self, connection: sqlite3.Connection | None, warn: Warn, discard: Callable[[], None]
    ) -> None:
        """Keep the connection to an open file, None for none, and what deletes that file."""
        self._connection = connection
        self._warn = warn
        self._discard = discard
        self._used: set[bytes] = set()
        last = self._tried(lambda c: c.execute("SELECT max(used) FROM results").fetchone()[0])
        self._run = 1 + (last or 0)

    def find(self, key: bytes) -> bytes | None:
        """Return what is kept under a key, None when nothing is, or not as it was kept."""
        row = self._tried(lambda c: c.execute(_FIND, (key,)).fetchone())
        if row is None or row["digest"] != _digest(key, row["packed"]):
            return None
        try:
            content = zlib.decompress(row["packed"])
        except zlib.error:
            return None
        self._used.add(key)
        return content

    def keep(self, key: bytes, content: bytes) -> None:
        """Keep content under a key, in place of what may be there."""
        packed = zlib.compress(content, 1)
        if len(packed) <= _LARGEST:
            row = (key, self._run, len(packed), _digest(key, packed), packed)
            self._tried(lambda c: c.execute(_KEEP, row))

    def settle(self) -> None:
        """Note what was used, and let go of what was not for longest."""
        used = [(self._run, key) for key in sorted(self._used)]

        def noted(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                connection.executemany(_USE, used)
                connection.execute(_LET_GO, (MOST_BYTES,))

        self._tried(noted)

    def _tried(self, action: Callable[[sqlite3.Connection], _T]) -> _T | None:
        """Do something with the file, or go without one from here on."""
        if self._connection is None:
            return None
        try:
            return action(self._connection)
        except sqlite3.Error as error:
            self._connection = None
            if _is_damage(error):
                with suppress(OSError):
                    self._discard()
            else:
                self._warn(f"nothing more is kept for the next run: {error}")
            return None


@dataclass(frozen=True, slots=True)
class CacheShelf:
    """The part of a cache for what one maker makes; `made_by` is a digest of the maker."""

    cache: Cache
    made_by: bytes

    def find(self, *shaped_by: bytes) -> bytes | None:
        """Return what the maker made of exactly this."""
        return self.cache.find(self._key(shaped_by))

    def keep(self, content: bytes, *shaped_by: bytes) -> None:
        """Keep what the maker made of this."""
        self.cache.keep(self._key(shaped_by), content)

    def _key(self, shaped_by: tuple[bytes, ...]) -> bytes:
        parts = (hashlib.sha256(part).digest() for part in (self.made_by, *shaped_by))
        return hashlib.sha256(b"".join(parts)).digest()


@contextmanager
def _shared(folder: Path) -> Iterator[Callable[[], None]]:
    """Hold a folder, made if there is none, together with other runs; yield what empties it.

    SQLite allows nobody to delete a file that another has open: emptying it raises
    BlockingIOError while another run holds the folder.
    """
    for one in (folder.parent, folder):
        one.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)

    def discard() -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for suffix in ("", "-journal", "-shm", "-wal"):
            (folder / (NAME + suffix)).unlink(missing_ok=True)
        fcntl.flock(handle, fcntl.LOCK_SH)

    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield discard
    finally:
        os.close(handle)


@contextmanager
def _opened(file: Path, discard: Callable[[], None]) -> Iterator[sqlite3.Connection]:
    """Open the file; one that is damaged, or not this user's alone, is deleted before."""
    if not _is_private(file):
        discard()
    with ExitStack() as held:
        try:
            connection = held.enter_context(_checked(file))
        except StateError as error:
            if not _is_damage(error.__cause__):
                raise
            discard()
            connection = held.enter_context(_checked(file))
        yield connection


@contextmanager
def _checked(file: Path) -> Iterator[sqlite3.Connection]:
    """Open the file. Raises StateError, also where it has the mark but not the table."""
    with open_database(file, _LAYOUT) as connection:
        connection.execute(_FIND, (b"",))
        yield connection


def _is_private(file: Path) -> bool:
    """Tell a file that nobody else can write or read, or none at all."""
    try:
        found = file.lstat()
    except FileNotFoundError:
        return True
    return stat.S_ISREG(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077


def _is_damage(error: BaseException | None) -> bool:
    """Tell an error of the file itself; a StateError without a cause says that it is foreign."""
    return error is None or getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE


def _without(folder: Path, error: BaseException) -> str:
    return f"{folder}: no result of an earlier run can be used, none is kept: {error}"


def _digest(key: bytes, packed: bytes) -> bytes:
    return hashlib.sha256(key + packed).digest()
