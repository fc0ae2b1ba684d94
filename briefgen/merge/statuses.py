"""One deed that a source states as done and another as planned or denied.

Such statements do not merge. Where they are about the same deed, they are shown side by side.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefgen.merge.claims import SAME, Claim, Unit
from briefgen.merge.proposals import Matches
from briefgen.merge.similarity import Similarity
from briefgen.merge.subjects import differ, others
from briefgen.merge.terms import fold_terms
from briefgen.model.text import Document

_PLAN = re.compile(
    r"\b(?:(?:plan(?:s|ned|ning)?|intend(?:s|ed)?|intentions?|hop(?:es?|ed|ing)|expect(?:s|ed)?|due"
    r"|set|schedul(?:es|ed)|propos(?:es?|ed|als?)|want(?:s|ed)?|aim(?:s|ed)?|prepar(?:es?|ed|ing)"
    r"|talks)\s+(?:to|for|on|of)\s+|consider(?:s|ed|ing)?\s+|(?:will|shall|would|is\sto|are\sto)\s+)"
    r"(?:\w+ly\s+)?(?P<passive>be\s+)?(?P<deed>[a-z]\w+)"
)
"""A word of planning, and the deed that is planned."""

_AGREED = re.compile(
    r"\b(?:deal|agreement|contract|accord|pact|treaty|memorandum|order)s?\b[^.;:]{0,40}?"
    r"\s(?:to|for)\s(?P<deed>[a-z]\w+)"
)
"""A commitment, and the deed that is committed to."""

_PAST = re.compile(r"\b[a-z]{2,}ed\b")

_RESOLVED = re.compile(
    r"\b(?:agreed|pledged|vowed|promised|decided|voted|offered|began|started)\s+to\b"
)
"""What is done is only the resolve; the deed itself is still to come."""

_NEGATIVE = re.compile(
    r"\b(?:no|not|never|none|neither|nor|nobody|nothing|without|fail\w*|den(?:y|ies|ied))\b|n[’']t\b",
    re.IGNORECASE,
)
"""What tells itself that something is not so is no statement that a denial denies."""

_FEWEST_SHARED = 3
_SHARED = 0.4
"""Least share of the weight of a plan's words that the deed's words hold."""

_STEM = 4


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit and what it says of a deed: "done", "planned", "stated" or "denied"."""

    status: str
    unit: Unit


class Statuses:
    """Finds, for what is stated as done, statements of other sources that say otherwise."""

    def __init__(
        self, units: Sequence[Unit], similarity: Similarity, documents: Mapping[str, Document]
    ) -> None:
        """Index the plans and the denials among the units."""
        self._similarity = similarity
        self._documents = documents
        self._plans: dict[str, list[tuple[Unit, frozenset[str]]]] = {}
        whole = [unit for unit in units if unit.statement.lead_in is None]
        for unit in whole:
            for deed, terms in self._planned(unit):
                self._plans.setdefault(deed, []).append((unit, terms))
        alike = Matches(similarity, SAME)
        self._denials: dict[int, list[Unit]] = {}
        for unit in whole:
            for n in alike.of(unit.order) if unit.statement.negated else ():
                self._denials.setdefault(n, []).append(unit)

    def of(self, claim: Claim) -> tuple[Standing, ...]:
        """Return how the sources stand to a claim, its own first; nothing where all agree.

        An item of a list is left out: whether it is done, its lead-in tells in its own way.
        """
        if claim.best.statement.lead_in is not None:
            return ()
        denied = tuple(self._denied(claim.best))
        if denied:
            return _differing("stated", claim.members, "denied", denied)
        planned = tuple(dict.fromkeys(self._planned_of(claim)))
        done = tuple(unit for unit in claim.members if unit not in planned)
        return _differing("done", done, "planned", planned)

    def _denied(self, best: Unit) -> Iterator[Unit]:
        if _NEGATIVE.search(self._text(best)):
            return
        for other in self._denials.get(best.order, ()):
            few = self._similarity.shared(best.order, other.order) < _FEWEST_SHARED
            if not few and not differ(best, other, self._documents):
                yield other

    def _planned_of(self, claim: Claim) -> Iterator[Unit]:
        best = claim.best
        if not self._is_done(best):
            return
        terms = frozenset(term for unit in claim.members for term in unit.terms)
        for deed in sorted(self._done(claim)):
            for unit, plan in self._plans.get(deed, ()):
                shared = plan & terms
                if len(shared) < _FEWEST_SHARED or others(best, unit, self._documents):
                    continue
                if self._weight(shared) >= _SHARED * self._weight(plan):
                    yield unit

    def _done(self, claim: Claim) -> frozenset[str]:
        """Return what a claim tells as done: its verbs, other past forms, what was agreed upon."""
        deeds = {*fold_terms(unit.statement.verb for unit in claim.members)}
        for unit in claim.members:
            text = self._text(unit)
            told = [found["deed"].casefold() for found in _AGREED.finditer(text)]
            told += _PAST.findall(text)
            deeds.update(fold_terms(t for t in unit.statement.terms if _stands_in(t, told)))
        return frozenset(deeds)

    def _is_done(self, unit: Unit) -> bool:
        text = self._text(unit)
        open_ = unit.feature("planned") or unit.statement.hedged or unit.statement.negated
        resolve = _PLAN.search(text) or _RESOLVED.search(text)
        return bool(unit.feature("past")) and not open_ and not resolve

    def _planned(self, unit: Unit) -> Iterator[tuple[str, frozenset[str]]]:
        """Yield the deeds a unit tells as planned, and the terms that say what is planned."""
        text = self._text(unit)
        for found in _PLAN.finditer(text):
            begin = 0 if found["passive"] else found.start("deed")
            scope = [word.casefold() for word in re.findall(r"\w+", text[begin:])]
            terms = [term for term in unit.statement.terms if _stands_in(term, scope)]
            planned = [term for term in terms if _stands_in(term, [found["deed"].casefold()])]
            for deed in fold_terms(sorted(planned)):
                yield deed, frozenset(fold_terms(terms))

    def _text(self, unit: Unit) -> str:
        return unit.statement.span.of(self._documents[unit.source].text)

    def _weight(self, terms: frozenset[str]) -> float:
        return sum(sorted(self._similarity.idf(term) for term in terms))


def _differing(
    one: str, members: Sequence[Unit], other: str, others: Sequence[Unit]
) -> tuple[Standing, ...]:
    """Return both sides, where sources that are not on the first are on the second."""
    own = {unit.source for unit in members}
    against = [unit for unit in others if unit.source not in own]
    sides = [(one, unit) for unit in members] + [(other, unit) for unit in against]
    return tuple(Standing(status, unit) for status, unit in sides) if against else ()


def _stands_in(term: str, words: Sequence[str]) -> bool:
    """Tell whether a form of the term is among the words."""
    stem = term[: max(_STEM, len(term) - 2)]
    return any(word == term or (len(term) >= _STEM and word.startswith(stem)) for word in words)
