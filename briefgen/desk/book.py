"""decisions.yaml as the page knows it, and a journal of all that the page was asked to write there.

What a person decides is first written into the journal, in the folder for state, then into
decisions.yaml. So nothing is lost: a decision that met another, that a broken file had no place
for, or that an editor has written over, stands in the journal and not in the file, and is asked
about until somebody says what shall become of it.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from threading import RLock
from typing import Any

from briefgen.config import (
    Entry,
    History,
    append_decisions,
    check_entries,
    entry_id,
    excluded_by,
    read_history,
)
from briefgen.errors import BriefgenError, ChangedMeanwhile, ConfigError, OutputError
from briefgen.model.decisions import Act

_MOST_KEPT = 1000
"""States of the file that pages may have seen; a page that is older has to look again."""


class Cause(StrEnum):
    """Why a decision of the page does not stand in the file."""

    MET = "Two decisions meet"
    BROKEN = "It waits until decisions.yaml is mended"
    GONE = "It stands in decisions.yaml no more"


@dataclass(frozen=True, slots=True)
class Noted:
    """A decision as the page was asked to write it, and why it is not in the file, if known."""

    id: str
    entry: Entry
    why: str = ""
    cause: Cause = Cause.GONE

    @property
    def act(self) -> Act:
        """What it decides."""
        return next(act for act in Act if act in self.entry)

    @property
    def undoes(self) -> str:
        """The id of what it takes back, "" where it decides something itself."""
        return str(self.entry[Act.UNDO]) if Act.UNDO in self.entry else ""


_MEANWHILE = "Somebody has decided otherwise on the same meanwhile."


class Unseen(Exception):
    """Whoever decides has seen a state of the file that nobody remembers."""


@dataclass(slots=True)
class Book:
    """The file of decisions and the journal, for all pages of one server."""

    file: Path
    journal: Path
    _states: dict[str, History] = field(default_factory=dict)
    _noted: dict[str, Noted] = field(default_factory=dict)
    _let_go: set[str] = field(default_factory=set)
    _lock: RLock = field(default_factory=RLock)

    def __post_init__(self) -> None:
        """Read the journal of earlier sessions."""
        for record in _records(self.journal):
            if "entry" in record:
                noted = Noted(entry_id(record["entry"]), record["entry"])
                self._noted[noted.id] = noted
            else:
                self._let_go.add(str(record["let_go"]))

    def read(self) -> tuple[str, History]:
        """Return the name of the file's state, and what stands in it.

        Raises what `read_history` raises.
        """
        with self._lock:
            try:
                name = _name(self.file.read_bytes())
            except OSError:
                name = _name(b"")
            if name not in self._states:
                history = read_history(self.file)
                name = self._remember(history)
            return name, self._states[name]

    def recall(self, seen: str) -> History:
        """Return what stood in the file in a state that a page has seen. Raises Unseen."""
        with self._lock:
            if seen not in self._states:
                raise Unseen
            return self._states[seen]

    def add(self, entries: Sequence[Entry], seen: str) -> str:
        """Write decisions down for good, and return the name of the file's state then.

        Raises ChangedMeanwhile where they have no place in the file as it is: then they stand in
        the journal. Raises ConfigError for entries that are wrong in any file, Unseen or
        OutputError; then nothing was kept.
        """
        check_entries(entries)
        with self._lock:
            known = self.recall(seen)
            noted = [Noted(entry_id(entry), entry) for entry in entries]
            self._write([{"entry": one.entry} for one in noted])
            self._noted |= {one.id: one for one in noted}
            try:
                history = append_decisions(self.file, entries, known)
            except (ChangedMeanwhile, ConfigError) as error:
                why, cause = str(error), Cause.MET
                if isinstance(error, ConfigError):
                    met = self._excluded(entries, known)
                    why, cause = (_MEANWHILE, Cause.MET) if met else (why, Cause.BROKEN)
                self._noted |= {one.id: replace(one, why=why, cause=cause) for one in noted}
                raise ChangedMeanwhile(why) from error
            return self._remember(history)

    def _excluded(self, entries: Sequence[Entry], known: History) -> bool:
        """Tell whether what stands in the file since it was seen excludes new entries."""
        try:
            _, history = self.read()
        except ConfigError:
            return False
        since = [one for one in history.entries if one not in known.entries]
        return any(excluded_by(entry, since) for entry in entries if Act.UNDO not in entry)

    def put_back(self, held: str, before: Sequence[Entry]) -> str:
        """Write a held decision into the file, behind entries that make room for it."""
        with self._lock:
            name, _ = self.read()
            return self.add([*before, self._noted[held].entry], name)

    def let_go(self, held: str) -> None:
        """Ask no more about a decision that is not in the file."""
        with self._lock:
            self._write([{"let_go": held}])
            self._let_go.add(held)

    def held(self) -> tuple[Noted, ...]:
        """Return what was decided on the page and does not stand in the file, in order."""
        with self._lock:
            try:
                _, history = self.read()
            except BriefgenError:
                return tuple(one for one in self._noted.values() if one.why and self._open(one))
            there = {one.id for one in history.entries}
            undoing = (one for one in self._noted.values() if self._open(one) and not one.why)
            taken_back = {one.undoes for one in undoing}
            return tuple(
                one
                for one in self._noted.values()
                if one.id not in there
                and self._open(one)
                and (one.undoes in there if one.undoes else one.id not in taken_back)
            )

    def mine(self) -> tuple[Noted, ...]:
        """Return all that was decided on the page, in order."""
        with self._lock:
            return tuple(self._noted.values())

    def _open(self, noted: Noted) -> bool:
        return noted.id not in self._let_go

    def _remember(self, history: History) -> str:
        name = _name(history.content)
        self._states[name] = history
        while len(self._states) > _MOST_KEPT:
            del self._states[next(iter(self._states))]
        return name

    def _write(self, records: Sequence[object]) -> None:
        """Add lines to the journal, which are on the disk when this returns."""
        text = "".join(f"\n{json.dumps(record, ensure_ascii=False)}\n" for record in records)
        try:
            handle = os.open(self.journal, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(handle, text.encode("utf-8", "surrogatepass"))
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise OutputError(f"{self.journal}: {error.strerror}: nothing was kept") from error


def _name(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _records(journal: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines of a journal; one that a crash has cut short was acknowledged to nobody."""
    try:
        lines = journal.read_bytes().splitlines()
    except OSError:
        return
    for line in lines:
        try:
            record = json.loads(line)
        except ValueError:
            continue
        yield record
