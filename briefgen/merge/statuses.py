"""One deed that a source states as done and another as planned or denied.

Such statements do not merge. Where they are about the same deed, they are shown side by side,
unless the plan came true: it was written before the day of the deed.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefgen.merge.claims import Claim, Unit
from briefgen.merge.settings import Setting
from briefgen.merge.similarity import Similarity
from briefgen.merge.subjects import names_in, others
from briefgen.merge.terms import fold_deed, fold_terms, is_light
from briefgen.model.annotations import Precision, Status
from briefgen.model.text import Document

_RESOLVED = re.compile(
    r"\b(?:agreed|pledged|vowed|promised|decided|voted|offered|began|started)\s+to\b"
)
"""What is done is only the resolve; the deed itself is still to come."""

_INTENDED = re.compile(
    r"\b(?:plan|intend|intention|hope|want|consider|propos|prepar|talks)\w*\b", re.IGNORECASE
)
"""What is only intended has not been agreed; what will be done may well have been."""

_NEGATIVE = re.compile(
    r"\b(?:no|not|never|none|neither|nor|nobody|nothing|without|fail\w*|den(?:y|ies|ied))\b|n[’']t\b",
    re.IGNORECASE,
)
"""What tells itself that something is not so is no statement that a denial denies."""

_FEWEST_BESIDE = 2
_ALIKE, _COVERED = 0.2, 0.3
"""Shares of what both, and what the other one, tell beside a deed that must be the same."""

_MOST_HOLDERS = 60
"""A word that stands with more plans, or denials, of one deed tells none of them apart."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A deed as a unit gives it, with the terms and names that it is told with."""

    unit: Unit
    deed: str
    status: Status
    beside: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sided:
    """A unit and what it says of a deed: "done", "planned", "stated" or "denied"."""

    status: str
    unit: Unit


class Statuses:
    """Finds, for what is stated as done, statements of other sources that say otherwise."""

    def __init__(
        self,
        units: Sequence[Unit],
        similarity: Similarity,
        places: Sequence[Setting],
        documents: Mapping[str, Document],
    ) -> None:
        """Index the plans and the denials among the units by the words they are told with."""
        self._settings = places
        self._similarity = similarity
        self._documents = documents
        self._told = [tuple(self._deeds(unit)) for unit in units]
        self._holders: defaultdict[tuple[Status, str, str], list[_Told]] = defaultdict(list)
        for one in (one for each in self._told for one in each):
            for term in one.beside if one.status in (Status.PLANNED, Status.DENIED) else ():
                self._holders[one.status, one.deed, term].append(one)

    def of(self, claim: Claim) -> tuple[Sided, ...]:
        """Return how the sources stand to a claim, its own first; nothing where all agree.

        An item of a list is left out: whether it is done, its lead-in tells in its own way.
        """
        if claim.best.statement.lead_in or _NEGATIVE.search(self._text(claim.best)):
            return ()
        denied = self._against(claim, Status.DENIED, (Status.DONE, Status.PLANNED))
        if denied:
            return _differing("stated", claim.members, "denied", denied)
        if not self._is_done(claim.best):
            return ()
        planned = self._against(claim, Status.PLANNED, (Status.DONE, Status.AGREED))
        done = tuple(unit for unit in claim.members if unit not in planned)
        return _differing("done", done, "planned", planned)

    def _deeds(self, unit: Unit) -> Iterator[_Told]:
        names = names_in(unit, self._documents[unit.source])
        folded = frozenset(fold_terms(sorted(name.casefold() for name in names)))
        for one in unit.statement.standings if unit.statement.lead_in is None else ():
            deed = fold_deed(one.deed[0], one.deed[1:])
            if is_light(deed):
                continue
            beside = frozenset(fold_terms(one.terms)) - {deed, *fold_terms(one.deed[:1])}
            yield _Told(unit, deed, one.status, beside, beside & folded)

    def _against(self, claim: Claim, status: Status, stated: Sequence[Status]) -> tuple[Unit, ...]:
        """Return what gives a deed, which the claim states, as planned or denied, in run order."""
        found: dict[int, Unit] = {}
        for own in (own for unit in claim.members for own in self._told[unit.order]):
            for term in own.beside if own.status in stated else ():
                held = self._holders.get((status, own.deed, term), ())
                for other in held if len(held) <= _MOST_HOLDERS else ():
                    if self._is_same_deed(own, other) and not self._came_true(own, other):
                        found[other.unit.order] = other.unit
        return tuple(unit for _, unit in sorted(found.items()))

    def _is_same_deed(self, own: _Told, other: _Told) -> bool:
        """Tell whether two units tell of one deed, by who and what stands with it."""
        shared = own.beside & other.beside
        weight = self._weight(shared)
        alike = weight >= _ALIKE * self._weight(own.beside | other.beside)
        if (
            len(shared) < _FEWEST_BESIDE
            or not alike
            or weight < _COVERED * self._weight(other.beside)
        ):
            return False
        if own.status is Status.AGREED and not _INTENDED.search(self._text(other.unit)):
            return False
        if own.names - {*other.unit.terms} and other.names - {*own.unit.terms}:
            return False
        where, there = self._settings[own.unit.order], self._settings[other.unit.order]
        if where.persons and there.persons and not where.persons & there.persons:
            return False
        if other.status is Status.DENIED and not where.fits(there):
            return False
        return not others(own.unit, other.unit, self._documents)

    def _came_true(self, done: _Told, other: _Told) -> bool:
        """Tell whether a plan, or that it was not so yet, may be older than the deed's day."""
        written = self._documents[other.unit.source].source.metadata.anchor
        if not written:
            return bool(done.unit.dates)
        days = [date.start for date in done.unit.dates if date.precision is Precision.DAY]
        return bool(days) and done.status is Status.DONE and written < min(days)

    def _is_done(self, unit: Unit) -> bool:
        open_ = unit.feature("planned") or unit.statement.hedged or unit.statement.negated
        return bool(unit.done) and not open_ and not _RESOLVED.search(self._text(unit))

    def _text(self, unit: Unit) -> str:
        return unit.statement.span.of(self._documents[unit.source].text)

    def _weight(self, terms: frozenset[str]) -> float:
        return sum(sorted(self._similarity.idf(term) for term in terms))


def _differing(
    one: str, members: Sequence[Unit], other: str, others: Sequence[Unit]
) -> tuple[Sided, ...]:
    """Return both sides, where sources that are not on the first are on the second."""
    own = {unit.source for unit in members}
    against = [unit for unit in others if unit.source not in own]
    sides = [(one, unit) for unit in members] + [(other, unit) for unit in against]
    return tuple(Sided(status, unit) for status, unit in sides) if own and against else ()
