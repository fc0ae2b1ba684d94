"""What numbers, days, names, statuses, causes and titles clash on, as disagreements with citations.

Only different sources disagree. All values are shown; which one is right is not decided.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefgen.merge.conflicts.causes import Causes
from briefgen.merge.conflicts.days import Days
from briefgen.merge.conflicts.names import differing_names
from briefgen.merge.conflicts.numbers import Numbers
from briefgen.merge.conflicts.statuses import Sided, Statuses
from briefgen.merge.conflicts.titles import find_title_conflicts
from briefgen.merge.events import Account, Claim
from briefgen.merge.tables import Weights
from briefgen.merge.who import Identities
from briefgen.model.annotations import Precision
from briefgen.model.citations import Citation, cite
from briefgen.model.evidence import Disagreement, Value
from briefgen.model.facts import Fact
from briefgen.model.ids import content_id
from briefgen.model.spans import Span
from briefgen.model.text import Corpus, Document

_W = Weights(__package__, "disagreement")

_SAYS = {"stated": "yes", "denied": "no", "done": "done", "planned": "still to come"}
"""What a statement answers to whether something is so, by its status."""

_DIGITS = {Precision.MONTH: len("2026-04"), Precision.YEAR: len("2026")}

_LONGEST = 110
"""Characters of a matter that can still be read as a heading, and of a party."""

_ARTICLES = frozenset(
    ["A", "An", "Her", "His", "Its", "That", "The", "Their", "These", "This", "Those"]
)


@dataclass(frozen=True, slots=True)
class Found:
    """Values for one slot, each with its citations, why they differ, and about what."""

    slot: str
    told: Mapping[str, list[Citation]]
    why: str
    matter: str = ""


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
        self._causes = Causes(account.units, account.around)

    def of(self, claims: Sequence[Claim], facts: Sequence[Fact]) -> tuple[Disagreement, ...]:
        """Return all disagreements in the order of the claims, to which the facts correspond."""
        found = (
            _disagreement(one, fact)
            for claim, fact in zip(claims, facts, strict=True)
            for one in self._of_claim(claim, fact)
        )
        return tuple({one.id: one for one in found}.values())

    def _of_claim(self, claim: Claim, fact: Fact) -> Iterator[Found]:
        if fact.rank <= _W.facts or fact.id in self._told_first:
            yield from self._numbers(claim)
        yield from self._days(claim)
        if claim.shared:
            yield from self._names(claim)
        yield from self._status(claim)
        yield from self._cause(claim)

    def _numbers(self, claim: Claim) -> Iterator[Found]:
        for (counted, role), entries in self._numbers_given.clashing(claim):
            values: dict[tuple[float | None, float | None], list[Citation]] = {}
            for entry in entries:
                citation = cite(self._documents[entry.unit.source], entry.count.span)
                values.setdefault((entry.count.low, entry.count.high), []).append(citation)
            told = {cited[0].text: cited for cited in values.values()}
            slot = f"number: {counted}" + (f" ({role})" if role else "")
            slot = entries[0].count.measure or slot
            yield Found(slot, told, "the sources give different numbers")

    def _days(self, claim: Claim) -> Iterator[Found]:
        """Compare days only where each statement names exactly one.

        Values are ISO days, months ("2026-04") or years.
        """
        days: dict[str, list[Citation]] = {}
        dated = self._days_given.clashing(claim)
        for one in dated:
            citation = cite(self._documents[one.unit.source], one.day.span)
            digits = _DIGITS.get(one.day.precision, len(one.day.start))
            days.setdefault(one.day.start[:digits], []).append(citation)
        if days:
            clauses = (
                self._words(one.unit.source, standing.clause)
                for one in dated
                for standing in one.unit.statement.standings
                if standing.dated
            )
            clause = next(filter(None, clauses), "")
            matter = f"when {clause}" if clause else ""
            yield Found("day", days, "the sources give different days", matter)

    def _names(self, claim: Claim) -> Iterator[Found]:
        for slot, names in differing_names(claim, self._identities, self._documents):
            told = {
                name: [cite(self._documents[unit.source], span) for unit, span in places]
                for name, places in names.items()
            }
            yield Found(slot, told, "the sources name different ones")

    def _status(self, claim: Claim) -> Iterator[Found]:
        """Say whether what is so; values are the answers, each with who gives it."""
        told: dict[str, list[Citation]] = {}
        sides = self._statuses.of(claim)
        for one in sides:
            citation = cite(self._documents[one.unit.source], one.unit.statement.span)
            says = _by(_SAYS[one.status], self._words(one.unit.source, one.teller))
            told.setdefault(says, []).append(citation)
        if told:
            clause = next(filter(None, map(self._clause, sides)), "")
            matter = f"whether {clause}" if clause else ""
            planned = any(one.status == "planned" for one in sides)
            not_so = "is still to come" if planned else "is not so"
            why = f"what some say is so, others say {not_so}"
            yield Found("status", told, why, matter)

    def _cause(self, claim: Claim) -> Iterator[Found]:
        """Say what caused what; values are the causes, each with who gives it."""
        told: dict[str, list[Citation]] = {}
        given = self._causes.clashing(claim)
        for one in given:
            source = one.unit.source
            cause = self._words(source, one.cause.words)
            says = _by(cause, self._words(source, one.cause.teller))
            span = one.unit.statement.span
            told.setdefault(says, []).append(cite(self._documents[source], span))
        if told:
            matter = f"what caused the {given[0].cause.effect}"
            yield Found("cause", told, "the sources give different causes", matter)

    def _clause(self, side: Sided) -> str:
        """Return what is so in the words of a source, as they go on after "whether"."""
        return self._words(side.unit.source, side.clause)

    def _words(self, source: str, span: Span | None) -> str:
        """Return the words at a place of a source as they go on after others; "" for too many."""
        words = " ".join(span.of(self._documents[source].text).split()) if span else ""
        first, _, rest = words.partition(" ")
        words = f"{first.lower()} {rest}" if first in _ARTICLES else words
        return words if len(words) <= _LONGEST else ""


def _disagreement(found: Found, fact: Fact) -> Disagreement:
    values = tuple(Value(value, tuple(cited)) for value, cited in found.told.items())
    places = [(c.source, c.start) for value in values for c in value.citations]
    ref = content_id("disagreement", found.slot, places)
    return Disagreement(ref, found.slot, fact.id, values, found.why, found.matter)


def _by(says: str, party: str) -> str:
    return f"{says}, according to {party}" if party else says
