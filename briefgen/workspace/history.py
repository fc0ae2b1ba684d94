"""The issued briefs: evidence, manifest and source texts by content hash, in one SQLite file."""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from briefgen.database import Layout, open_database, transaction
from briefgen.errors import StateError
from briefgen.model.codec import BRIEF_NAME, decode_brief, decode_evidence
from briefgen.model.issues import Issue, Past
from briefgen.model.manifest import MANIFEST_NAME, decode_manifest

HISTORY_NAME = "history.db"

_LAYOUT = Layout(
    name="history of issued briefs",
    mark=0x42474831,
    versions=(
        """CREATE TABLE contents (sha256 TEXT PRIMARY KEY, packed BLOB NOT NULL) STRICT;
        CREATE TABLE issues (
            seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, number TEXT NOT NULL,
            title TEXT NOT NULL, issue_date TEXT NOT NULL, period_start TEXT NOT NULL,
            period_end TEXT NOT NULL, marking TEXT NOT NULL, folder TEXT NOT NULL,
            evidence TEXT NOT NULL REFERENCES contents (sha256)) STRICT;
        CREATE TABLE sources (
            issue TEXT NOT NULL REFERENCES issues (id), key TEXT NOT NULL, path TEXT NOT NULL,
            sha256 TEXT NOT NULL, text TEXT NOT NULL REFERENCES contents (sha256),
            PRIMARY KEY (issue, key)) STRICT;
        CREATE INDEX sources_by_hash ON sources (sha256)""",
        "ALTER TABLE issues ADD COLUMN content TEXT NOT NULL DEFAULT ''",
    ),
    advice=(
        "Put back a copy of it; or move it away and record the issued briefs again with"
        " 'briefgen history --add FOLDER', the oldest first."
    ),
)

_BEFORE = """(issue_date < :day
    OR (issue_date = :day AND period_start != '' AND period_start < :start))"""
"""Issued before a brief of a day whose period starts at `start` ("": none is given)."""

_NOT_OF_LATER_DAYS = "(period_start = '' OR :start = '' OR period_start <= :start)"


@dataclass(frozen=True, slots=True)
class Use:
    """An issue that used a source, and the source's key, path and hash there."""

    issue: Issue
    key: str
    path: str
    sha256: str


@contextmanager
def open_history(state: Path) -> Iterator["History"]:
    """Open or make the history in the folder `state`.

    Raises StateError, and changes nothing, when it is damaged, foreign or newer.
    """
    with open_database(state / HISTORY_NAME, _LAYOUT) as connection:
        yield History(connection)


def has_history(state: Path) -> bool:
    """Tell whether anything was ever issued from the folder `state`. Raises StateError."""
    try:
        return (state / HISTORY_NAME).exists()
    except OSError as error:
        raise StateError(f"{state}: cannot be read: {error.strerror}") from error


def read_past(state: Path, issue_date: str, period_start: str = "") -> Past | None:
    """Return the last issue before a brief of that date and period, or None for a first one."""
    if not has_history(state):
        return None
    with open_history(state) as history:
        return history.past(issue_date, period_start)


def read_issued(state: Path) -> frozenset[str]:
    """Return the ids of all issues."""
    if not has_history(state):
        return frozenset()
    with open_history(state) as history:
        return frozenset(issue.id for issue in history.issues())


class History:
    """Issues in the order in which they were issued."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Keep the connection to an open file."""
        self._connection = connection

    def add(self, files: Mapping[str, bytes], folder: str) -> None:
        """Keep a brief as issued, from the files of its folder; once is enough.

        Raises ValueError when manifest, note or evidence are not as they were written.
        """
        manifest = decode_manifest(files[MANIFEST_NAME])
        evidence = decode_evidence(files["evidence.json"])
        head = manifest.masthead
        content = decode_brief(files[BRIEF_NAME]).content if BRIEF_NAME in files else ""
        ref = hashlib.sha256(files[MANIFEST_NAME]).hexdigest()
        with transaction(self._connection):
            if self._connection.execute("SELECT 1 FROM issues WHERE id = ?", (ref,)).fetchone():
                return
            self._keep(files[MANIFEST_NAME])
            self._connection.execute(
                "INSERT INTO issues (id, number, title, issue_date, period_start, period_end,"
                " marking, folder, evidence, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(ref, head.number, head.title, head.issue_date, head.period_start),
                    *(head.period_end, head.marking, folder, self._keep(files["evidence.json"])),
                    content,
                ),
            )
            for record in evidence.sources:
                text = self._keep(files[f"sources/{record.key}.txt"])
                self._connection.execute(
                    "INSERT INTO sources VALUES (?, ?, ?, ?, ?)",
                    (ref, record.key, record.path, record.sha256, text),
                )

    def issues(self) -> tuple[Issue, ...]:
        """Return all issues, the oldest first."""
        rows = self._connection.execute("SELECT * FROM issues ORDER BY issue_date, seq")
        return tuple(_issue(row) for row in rows)

    def past(self, issue_date: str, period_start: str = "") -> Past | None:
        """Return the last issue of an earlier date, or of the same date and an earlier period.

        An issue whose period begins later than `period_start` is not the last one of a brief
        that was forgotten and is made after it.
        """
        brief = {"day": issue_date, "start": period_start}
        row = self._connection.execute(
            f"SELECT * FROM issues WHERE {_BEFORE} AND {_NOT_OF_LATER_DAYS}"  # noqa: S608
            " ORDER BY issue_date DESC, period_start DESC, seq DESC LIMIT 1",
            brief,
        ).fetchone()
        if row is None:
            return None
        sources = self._connection.execute(
            "SELECT key, text FROM sources WHERE issue = ?", (row["id"],)
        ).fetchall()
        keys = self._connection.execute(
            "SELECT DISTINCT s.sha256, s.key FROM sources s JOIN issues i ON i.id = s.issue"
            " WHERE issue_date < :day OR (issue_date = :day AND period_start != :start)"
            " ORDER BY i.seq DESC",
            brief,
        )
        records = self._connection.execute(
            f"SELECT DISTINCT evidence FROM issues WHERE {_BEFORE}",  # noqa: S608
            brief,
        ).fetchall()
        manifest = decode_manifest(self._content(row["id"]))
        return Past(
            issue=_issue(row),
            evidence=decode_evidence(self._content(row["evidence"])),
            shown=frozenset(manifest.shown),
            texts=tuple((s["key"], self._content(s["text"]).decode()) for s in sources),
            keys=tuple((k["sha256"], k["key"]) for k in keys),
            names=frozenset(n for r in records for n in _names(self._content(r["evidence"]))),
        )

    def uses(self, sha256: str = "", path: str = "") -> tuple[Use, ...]:
        """Return the issues that used a source: by the beginning of its hash, or by its path."""
        rows = self._connection.execute(
            "SELECT i.*, s.key, s.path, s.sha256 FROM sources s JOIN issues i ON i.id = s.issue"
            " WHERE (? != '' AND s.sha256 LIKE ? || '%') OR (? != '' AND s.path = ?)"
            " ORDER BY i.issue_date, i.seq, s.key",
            (sha256, sha256, path, path),
        )
        return tuple(Use(_issue(row), row["key"], row["path"], row["sha256"]) for row in rows)

    def texts(self, issue: Issue) -> tuple[tuple[str, str, str], ...]:
        """Return key, path and canonical text of each source of an issue."""
        rows = self._connection.execute(
            "SELECT key, path, text FROM sources WHERE issue = ? ORDER BY length(key), key",
            (issue.id,),
        )
        return tuple((r["key"], r["path"], self._content(r["text"]).decode()) for r in rows)

    def _keep(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        self._connection.execute(
            "INSERT OR IGNORE INTO contents VALUES (?, ?)", (sha256, zlib.compress(content))
        )
        return sha256

    def _content(self, sha256: str) -> bytes:
        """Return content by its hash. Raises StateError when it is not what was kept."""
        row = self._connection.execute(
            "SELECT packed FROM contents WHERE sha256 = ?", (sha256,)
        ).fetchone()
        try:
            content = zlib.decompress(row["packed"]) if row else b""
        except zlib.error:
            content = b""
        if hashlib.sha256(content).hexdigest() != sha256:
            raise StateError(
                f"the history is damaged: content {sha256[:12]} is not as it was kept."
                f" Nothing was changed. {_LAYOUT.advice}"
            )
        return content


def _names(evidence: bytes) -> Iterator[str]:
    """Yield names and aliases of the actors in evidence.json; of many issues, so quickly."""
    for actor in json.loads(evidence)["actors"]:
        yield actor["name"]
        yield from (alias["text"] for alias in actor["aliases"])


def _issue(row: sqlite3.Row) -> Issue:
    return Issue(**{name: row[name] for name in Issue.__slots__})
