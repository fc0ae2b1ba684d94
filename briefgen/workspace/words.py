"""For which evidence the analyst's own words were written, in one SQLite file."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from briefgen.database import Layout, open_database, transaction

WORDS_NAME = "words.db"

_LAYOUT = Layout(
    name="record of what own words were written for",
    mark=0x42475731,
    versions=(
        """CREATE TABLE words (
            issue TEXT NOT NULL, part TEXT NOT NULL, words TEXT NOT NULL, evidence TEXT NOT NULL,
            PRIMARY KEY (issue, part, words, evidence)) STRICT, WITHOUT ROWID""",
    ),
    advice=(
        "Put back a copy of it; or move it away and read the words in briefgen.yaml again, since"
        " nothing tells any more for which evidence they were written."
    ),
)


@dataclass(frozen=True, slots=True)
class Written:
    """That a part of an issue, in these words, was written for this evidence; both as digests."""

    issue: str
    part: str
    words: str
    evidence: str


@contextmanager
def open_words(state: Path) -> Iterator["WordsBook"]:
    """Open or make the record in the folder `state`. Raises StateError for a damaged one."""
    with open_database(state / WORDS_NAME, _LAYOUT) as connection:
        yield WordsBook(connection)


class WordsBook:
    """What was written for which evidence; nothing is ever taken out."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Keep the connection to an open file."""
        self._connection = connection

    def evidence_of(self, issue: str, part: str, words: str) -> frozenset[str]:
        """Return all evidence that these words were written or confirmed for."""
        rows = self._connection.execute(
            "SELECT evidence FROM words WHERE issue = ? AND part = ? AND words = ?",
            (issue, part, words),
        )
        return frozenset(row["evidence"] for row in rows)

    def add(self, written: Iterable[Written]) -> None:
        """Note what was written, or confirmed, for which evidence; once is enough."""
        with transaction(self._connection):
            self._connection.executemany(
                "INSERT OR IGNORE INTO words VALUES (?, ?, ?, ?)",
                [(one.issue, one.part, one.words, one.evidence) for one in written],
            )
