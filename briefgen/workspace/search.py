"""Full-text search over passages, accents folded; an index that can be deleted at any time."""

import hashlib
import re
import sqlite3
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from briefgen.database import Layout, open_database, transaction

_LAYOUT = Layout(
    name="search index",
    mark=0x42475331,
    versions=(
        """CREATE TABLE texts (sha256 TEXT PRIMARY KEY) STRICT;
        CREATE VIRTUAL TABLE passages USING fts5 (
            words, sha256 UNINDEXED, first UNINDEXED, last UNINDEXED,
            tokenize = "unicode61 remove_diacritics 2")""",
    ),
    advice="Delete it: it is made again from the sources and the history.",
)
_PASSAGE = re.compile(r"\S(?:.|\n(?!\s*\n))*")
_TERM = re.compile(r'"([^"]+)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage of a text: `start` and `end` are code points of it, half-open."""

    text_sha256: str
    start: int
    end: int
    words: str


@contextmanager
def open_index(state: Path) -> Iterator["Index"]:
    """Open or make the index in the folder `state`. Raises StateError for a damaged one."""
    with open_database(state / "search.db", _LAYOUT) as connection:
        yield Index(connection)


def _cut(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each paragraph begins, and the paragraph."""
    for found in _PASSAGE.finditer(text):
        yield found.start(), found[0].rstrip()


class Index:
    """The passages of all texts that were ever added."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Keep the connection to an open file."""
        self._connection = connection

    def add(self, texts: Iterable[str]) -> None:
        """Index texts that are not in it yet."""
        with transaction(self._connection):
            for text in texts:
                sha256 = hashlib.sha256(text.encode()).hexdigest()
                added = self._connection.execute(
                    "INSERT OR IGNORE INTO texts VALUES (?)", (sha256,)
                )
                if added.rowcount:
                    self._connection.executemany(
                        "INSERT INTO passages VALUES (?, ?, ?, ?)",
                        [(words, sha256, start, start + len(words)) for start, words in _cut(text)],
                    )

    def keep_only(self, digests: Container[str]) -> None:
        """Forget all texts but those with these SHA-256, so that not a word of them is left."""
        known = [row["sha256"] for row in self._connection.execute("SELECT sha256 FROM texts")]
        gone = [(one,) for one in known if one not in digests]
        if not gone:
            return
        with transaction(self._connection):
            self._connection.executemany("DELETE FROM texts WHERE sha256 = ?", gone)
            self._connection.executemany("DELETE FROM passages WHERE sha256 = ?", gone)
            self._connection.execute("INSERT INTO passages (passages) VALUES ('rebuild')")
        self._connection.execute("VACUUM")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def find(self, words: str, most: int) -> tuple[Hit, ...]:
        """Return the passages that hold all words, the best first.

        Words in double quotes stand together; case and accents do not count, and no sign or
        word is an operator. Raises ValueError when there is no letter and no digit in it.
        """
        if not any(character.isalnum() for character in words):
            raise ValueError("there is no word to find: give letters or digits")
        whole = words.encode(errors="replace").decode().replace("\0", " ")
        terms = [phrase or word for phrase, word in _TERM.findall(whole)]
        quoted = " ".join(f'"{term.replace(chr(34), "")}"' for term in terms if term.strip('"'))
        rows = self._connection.execute(
            "SELECT sha256, first, last, words FROM passages WHERE passages MATCH ?"
            " ORDER BY bm25(passages), sha256, first LIMIT ?",
            (quoted, most),
        )
        return tuple(Hit(row["sha256"], row["first"], row["last"], row["words"]) for row in rows)
