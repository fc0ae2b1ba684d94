"""One deed that a source states as done and another as planned or denied.

Such statements do not merge. Where they are about the same deed, they are shown side by side,
unless the plan came true: it was written before the day of the deed.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefgen.merge.claims import SAME, Claim, Unit
from briefgen.merge.proposals import Matches
from briefgen.merge.settings import Setting
from briefgen.merge.similarity import Similarity
from briefgen.merge.subjects import differ, names_in, others
from briefgen.merge.terms import fold_deed, fold_terms
from briefgen.model.annotations import Precision, Status
from briefgen.model.text import Document

_RESOLVED = re.compile(
    r"\b(?:agreed|pledged|vowed|promised|decided|voted|offered|began|started)\s+to\b"
)
"""What is done is only the resolve; the deed itself is still to come."""

_NEGATIVE = re.compile(
    r"\b(?:no|not|never|none|neither|nor|nobody|nothing|without|fail\w*|den(?:y|ies|ied))\b|n[’']t\b",
    re.IGNORECASE,
)
"""What tells itself that something is not so is no statement that a denial denies."""

_DAY = Precision.DAY
_FEWEST_SHARED = 3
_FEWEST_BESIDE = 2
"""Words that a plan and what was done share beside the deed."""

_SHARED = 0.4
"""Least share of the weight of a plan's words that the deed's words hold."""

Deed = tuple[Unit, frozenset[str]]
"""A unit, and the terms that it tells with a deed."""


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
        """Index the plans and the denials among the units."""
        self._settings = places
        self._similarity = similarity
        self._documents = documents
        self._told: defaultdict[tuple[Status, str], list[Deed]] = defaultdict(list)
        for unit in units:
            for one in unit.statement.standings:
                deed = fold_deed(one.deed[0], one.deed[1:])
                beside = frozenset(fold_terms(one.terms)) - {deed, *fold_terms(one.deed[:1])}
                self._told[one.status, deed].append((unit, beside))
        alike = Matches(similarity, SAME)
        self._denials: dict[int, list[Unit]] = {}
        for unit in units:
            for n in alike.of(unit.order) if unit.statement.negated else ():
                self._denials.setdefault(n, []).append(unit)

    def of(self, claim: Claim) -> tuple[Sided, ...]:
        """Return how the sources stand to a claim, its own first; nothing where all agree."""
        denied = dict.fromkeys((*self._denied(claim.best), *self._against(claim, Status.DENIED)))
        if denied:
            return _differing("stated", claim.members, "denied", tuple(denied))
        planned = tuple(dict.fromkeys(self._against(claim, Status.PLANNED)))
        done = tuple(unit for unit in claim.members if unit not in planned)
        return _differing("done", done, "planned", planned)

    def _denied(self, best: Unit) -> Iterator[Unit]:
        if _NEGATIVE.search(self._text(best)):
            return
        for other in self._denials.get(best.order, ()):
            few = self._similarity.shared(best.order, other.order) < _FEWEST_SHARED
            if not few and not differ(best, other, self._documents):
                yield other

    def _against(self, claim: Claim, status: Status) -> Iterator[Unit]:
        """Yield what gives a deed, which the claim tells as done, as planned or denied."""
        best = claim.best
        if not self._is_done(best) or _NEGATIVE.search(self._text(best)):
            return
        terms = frozenset(term for unit in claim.members for term in unit.terms)
        done = frozenset(deed for unit in claim.members for deed in unit.done)
        for deed in sorted(done):
            for unit, beside in self._told.get((status, deed), ()):
                shared = beside & terms
                if len(shared) < _FEWEST_BESIDE or others(best, unit, self._documents):
                    continue
                if self._names_apart(best, unit, deed):
                    continue
                one, two = self._settings[best.order].persons, self._settings[unit.order].persons
                if one and two and not one & two:
                    continue
                enough = self._weight(shared) >= _SHARED * self._weight(beside)
                if enough and not (status is Status.PLANNED and self._came_true(unit, claim)):
                    yield unit

    def _names_apart(self, done: Unit, other: Unit, deed: str) -> bool:
        """Tell whether each of two units tells a deed with a name that the other does not have."""
        (own, words), (others, more) = (self._with_deed(unit, deed) for unit in (done, other))
        return bool(own - more) and bool(others - words)

    def _with_deed(self, unit: Unit, deed: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return the names that a unit tells with a deed, and all its terms."""
        names = fold_terms(name.casefold() for name in names_in(unit, self._documents[unit.source]))
        told = frozenset(
            term
            for one in unit.statement.standings
            if fold_deed(one.deed[0], one.deed[1:]) == deed
            for term in fold_terms(one.terms)
        )
        return told & frozenset(names), frozenset(unit.terms)

    def _is_done(self, unit: Unit) -> bool:
        open_ = unit.feature("planned") or unit.statement.hedged or unit.statement.negated
        return bool(unit.done) and not open_ and not _RESOLVED.search(self._text(unit))

    def _came_true(self, plan: Unit, claim: Claim) -> bool:
        """Tell whether a plan was written before the day of what was done."""
        written = self._documents[plan.source].source.metadata.anchor
        days = [d.start for unit in claim.members for d in unit.dates if d.precision is _DAY]
        return bool(written and days) and written < min(days)

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
    return tuple(Sided(status, unit) for status, unit in sides) if against else ()
