"""Values that sources give for the same thing and that cannot all be right.

Looked for only where statements tell the same fact or deed, and only between different
sources. All values are shown with their citations; which one is right is not decided.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from briefgen.merge.claims import Claim, Unit, dates_differ
from briefgen.merge.identity import Identities
from briefgen.merge.names_given import differing_names
from briefgen.merge.numbers import Numbers
from briefgen.merge.statuses import Statuses
from briefgen.merge.subjects import contrast
from briefgen.model.annotations import DateMention, Precision
from briefgen.model.citations import Citation, cite
from briefgen.model.evidence import Disagreement, Value
from briefgen.model.facts import Fact
from briefgen.model.ids import content_id
from briefgen.model.text import Document

_SAME_EVENT = 31
"""Days that lie further apart belong to events that recur."""

_Dated = tuple[Unit, DateMention]
_Told = Mapping[str, list[Citation]]


class Disagreements:
    """Finds what the sources of a run disagree about."""

    def __init__(
        self,
        numbers: Numbers,
        statuses: Statuses,
        identities: Identities,
        documents: Mapping[str, Document],
    ) -> None:
        """Look among these numbers and statuses, and among days and names."""
        self._identities = identities
        self._documents = documents
        self._numbers_given = numbers
        self._statuses = statuses

    def of(self, claims: Sequence[Claim], facts: Sequence[Fact]) -> tuple[Disagreement, ...]:
        """Return all disagreements in the order of the claims, to which the facts correspond."""
        found = (
            self._disagreement(slot, told, why, fact)
            for claim, fact in zip(claims, facts, strict=True)
            for slot, told, why in self._of_claim(claim)
        )
        return tuple({one.id: one for one in found}.values())

    def _of_claim(self, claim: Claim) -> Iterator[tuple[str, _Told, str]]:
        numbers = tuple(self._numbers(claim))
        yield from numbers
        if claim.shared:
            if not numbers:
                yield from self._days(claim)
            yield from self._names(claim)
        yield from self._status(claim)

    def _numbers(self, claim: Claim) -> Iterator[tuple[str, _Told, str]]:
        for (counted, role), entries in self._numbers_given.clashing(claim):
            values: dict[tuple[float | None, float | None], list[Citation]] = {}
            for entry in entries:
                citation = cite(self._documents[entry.unit.source], entry.count.span)
                values.setdefault((entry.count.low, entry.count.high), []).append(citation)
            told = {cited[0].text: cited for cited in values.values()}
            slot = f"number: {counted}" + (f" ({role})" if role else "")
            yield slot, told, "the sources give different numbers"

    def _days(self, claim: Claim) -> Iterator[tuple[str, _Told, str]]:
        """Compare days only where each statement names exactly one; values are ISO days."""
        entries = [(unit, day) for unit in claim.members if (day := _only_day(unit))]
        pairs = combinations(entries, 2)
        if any(_other_day(*pair) and not self._named_apart(*pair) for pair in pairs):
            days: dict[str, list[Citation]] = {}
            for unit, day in sorted(entries, key=lambda entry: entry[1].start):
                citation = cite(self._documents[unit.source], day.span)
                days.setdefault(day.start, []).append(citation)
            yield "day", days, "the sources give different days"

    def _named_apart(self, a: _Dated, b: _Dated) -> bool:
        """Tell whether each of two statements has a name that the other does not have."""
        return contrast(a[0], b[0], self._documents)

    def _names(self, claim: Claim) -> Iterator[tuple[str, _Told, str]]:
        for slot, names in differing_names(claim, self._identities, self._documents):
            told = {
                name: [cite(self._documents[unit.source], span) for unit, span in places]
                for name, places in names.items()
            }
            yield slot, told, "the sources name different ones"

    def _status(self, claim: Claim) -> Iterator[tuple[str, _Told, str]]:
        told: dict[str, list[Citation]] = {}
        for one in self._statuses.of(claim):
            citation = cite(self._documents[one.unit.source], one.unit.statement.span)
            told.setdefault(one.status, []).append(citation)
        if told:
            first, second = told
            yield "status", told, f"what some sources give as {first}, others give as {second}"

    def _disagreement(self, slot: str, told: _Told, why: str, fact: Fact) -> Disagreement:
        values = tuple(Value(value, tuple(cited)) for value, cited in told.items())
        places = [(c.source, c.start) for value in values for c in value.citations]
        return Disagreement(content_id("disagreement", slot, places), slot, fact.id, values, why)


def _other_day(a: _Dated, b: _Dated) -> bool:
    """Tell whether two sources give the same deed another day."""
    (one, x), (other, y) = a, b
    if one.numbers and other.numbers and not one.numbers & other.numbers:
        return False
    if one.source == other.source or not dates_differ(one, other):
        return False
    between = date.fromisoformat(x.start) - date.fromisoformat(y.start)
    same = one.done & other.done or one.plans & other.plans
    return bool(same) and abs(between.days) <= _SAME_EVENT


def _only_day(unit: Unit) -> DateMention | None:
    days = [date for date in unit.dates if date.precision is Precision.DAY]
    return days[0] if len(days) == 1 and len(unit.dates) == 1 else None
