"""What numbers, days, names, statuses and titles clash on, as disagreements with citations.

Only different sources disagree. All values are shown; which one is right is not decided.
"""

from collections.abc import Iterator, Mapping, Sequence

from briefgen.merge.conflicts.days import Days
from briefgen.merge.conflicts.names import differing_names
from briefgen.merge.conflicts.numbers import Numbers
from briefgen.merge.conflicts.statuses import Statuses
from briefgen.merge.conflicts.titles import find_title_conflicts
from briefgen.merge.events import Account, Claim
from briefgen.merge.tables import Weights
from briefgen.merge.who import Identities
from briefgen.model.citations import Citation, cite
from briefgen.model.evidence import Disagreement, Value
from briefgen.model.facts import Fact
from briefgen.model.ids import content_id
from briefgen.model.text import Corpus, Document

_W = Weights(__package__, "disagreement")

_Told = Mapping[str, list[Citation]]


def find_disagreements(
    account: Account, identities: Identities, corpus: Corpus
) -> tuple[Disagreement, ...]:
    """Return what the sources disagree about: on claims, in their order, then on titles."""
    documents = {document.source.key: document for document in corpus.documents}
    found = _Disagreements(account, identities, documents).of(account.claims, account.facts)
    return (*found, *find_title_conflicts(identities.actors))


class _Disagreements:
    """Finds what the sources of a run disagree about."""

    def __init__(
        self, account: Account, identities: Identities, documents: Mapping[str, Document]
    ) -> None:
        """Look among all numbers, days, statuses and names."""
        self._identities = identities
        self._documents = documents
        first = (one for one in account.developments if one.rank <= _W.developments)
        self._told_first = {ref for one in first for ref in (one.lead, *one.details)}
        self._numbers_given = Numbers(account.counted, account.around)
        self._days_given = Days(account.units, account.around)
        self._statuses = Statuses(account.units, account.around)

    def of(self, claims: Sequence[Claim], facts: Sequence[Fact]) -> tuple[Disagreement, ...]:
        """Return all disagreements in the order of the claims, to which the facts correspond."""
        found = (
            self._disagreement(slot, told, why, fact)
            for claim, fact in zip(claims, facts, strict=True)
            for slot, told, why in self._of_claim(claim, fact)
        )
        return tuple({one.id: one for one in found}.values())

    def _of_claim(self, claim: Claim, fact: Fact) -> Iterator[tuple[str, _Told, str]]:
        if fact.rank <= _W.facts or fact.id in self._told_first:
            yield from self._numbers(claim)
        yield from self._days(claim)
        if claim.shared:
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
            slot = entries[0].count.measure or slot
            yield slot, told, "the sources give different numbers"

    def _days(self, claim: Claim) -> Iterator[tuple[str, _Told, str]]:
        """Compare days only where each statement names exactly one; values are ISO days."""
        days: dict[str, list[Citation]] = {}
        for one in self._days_given.clashing(claim):
            citation = cite(self._documents[one.unit.source], one.day.span)
            days.setdefault(one.day.start, []).append(citation)
        if days:
            yield "day", days, "the sources give different days"

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
