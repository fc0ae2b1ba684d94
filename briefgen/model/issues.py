"""Issued briefs, and what a new one says against the last of them."""

from dataclasses import dataclass
from enum import StrEnum

from briefgen.model.citations import Citation
from briefgen.model.evidence import Evidence
from briefgen.model.records import SourceRecord


@dataclass(frozen=True, slots=True)
class Issue:
    """An issued brief; `id` is the SHA-256 of its manifest. Dates are ISO 8601 or "".

    `content` is the digest of what it says, "" where it was recorded before there was one.
    """

    id: str
    number: str
    title: str
    issue_date: str
    period_start: str
    period_end: str
    marking: str
    folder: str
    content: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """The last issue before a new one, and the source keys of the whole series.

    `shown` are the ids of what it showed, `texts` its canonical texts by source key, `keys`
    every SHA-256 of a file that some issue used with the key it has, `names` all names and
    aliases of actors that some issue knew.
    """

    issue: Issue
    evidence: Evidence
    shown: frozenset[str]
    texts: tuple[tuple[str, str], ...]
    keys: tuple[tuple[str, str], ...]
    names: frozenset[str] = frozenset()


class Standing(StrEnum):
    """How a fact stands to the last issue; CHANGED has another figure or day."""

    NEW = "new"
    CONTINUING = "continuing"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Revision:
    """One value that changed: what it is of, the earlier words and the present ones."""

    slot: str
    before: Citation
    after: Citation


@dataclass(frozen=True, slots=True)
class FactChange:
    """How the fact with id `fact` stands; `earlier` is the statement it is compared with."""

    fact: str
    standing: Standing
    earlier: Citation | None = None
    revisions: tuple[Revision, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """A brief against the last issue. Earlier citations are of `sources`, of that issue.

    `facts` has every fact of the new evidence, `gone` what the last issue showed and no
    source states any more, `new_actors` the ids of actors that no issue knew.
    """

    issue: Issue
    facts: tuple[FactChange, ...]
    gone: tuple[Citation, ...]
    new_actors: tuple[str, ...]
    sources: tuple[SourceRecord, ...]

    def of(self, ref: str) -> FactChange | None:
        """Return how the fact with this id stands; None for anything else."""
        return next((change for change in self.facts if change.fact == ref), None)

    def source(self, key: str) -> SourceRecord:
        """Return the record of an earlier source. Raises KeyError for an unknown key."""
        for record in self.sources:
            if record.key == key:
                return record
        raise KeyError(key)

    @property
    def earlier(self) -> tuple[Citation, ...]:
        """All citations of the earlier issue."""
        told = (change.earlier for change in self.facts if change.earlier)
        revised = (r.before for change in self.facts for r in change.revisions)
        return (*told, *revised, *self.gone)
