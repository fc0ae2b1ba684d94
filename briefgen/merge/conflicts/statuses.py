"""One deed that a source states as done and another as planned or denied.

Such statements do not merge. Where they are about the same deed, they are shown side by side,
unless the plan came true: it was written before the day of the deed.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from briefgen.merge.conflicts.deeds import Told, deeds_of
from briefgen.merge.events import (
    Circumstances,
    Claim,
    Setting,
    Unit,
    dates_differ,
    names_in,
)
from briefgen.merge.tables import Weights, read_words
from briefgen.merge.words import fold_terms
from briefgen.model.annotations import Meant, Precision, Status
from briefgen.model.spans import Span
from briefgen.model.text import Document

_W = Weights(__package__, "statuses")

_WORDS = read_words(__package__, "statuses")
_SMALL = _WORDS["small"]


def _any(kind: str) -> str:
    """Return a pattern of all words of a kind."""
    return "|".join(word.replace(" ", r"\s") for word in sorted(_WORDS[kind]))


_RESOLVED = re.compile(rf"\b(?:{_any('resolved')})\s+to\b")
_INTENDED = re.compile(rf"\b(?:{_any('intended')})\w*\b", re.IGNORECASE)
_SINCE = re.compile(rf"\b(?:{_any('since')})\b")

_DENIED, _PLANNED = (Status.DENIED,), (Status.PLANNED,)
_AFFIRMED, _DONE = (Status.DONE, Status.PLANNED, Status.HOLDS), (Status.DONE, Status.AGREED)
"""How a deed is told on the one and on the other side."""


@dataclass(frozen=True, slots=True)
class Sided:
    """A unit and what it says of a deed: "stated", "denied", "done" or "planned".

    `clause` are words that tell the deed as so, `teller` is who says so; both where there are any.
    """

    status: str
    unit: Unit
    clause: Span | None = None
    teller: Span | None = None


class Statuses:
    """Finds, for what is stated as done, statements of other sources that say otherwise."""

    def __init__(self, units: Sequence[Unit], around: Circumstances) -> None:
        """Index the plans and the denials among the units by the words they are told with."""
        self._around = around
        self._shown: set[int] = set()
        self._pairs: set[frozenset[int]] = set()
        self._told = [tuple(self._deeds(unit)) for unit in units]
        self._holders: defaultdict[tuple[Status, str, str], list[Told]] = defaultdict(list)
        for one in (one for each in self._told for one in each):
            for sign in self._signs(one):
                self._holders[one.status, one.deed, sign].append(one)

    def of(self, claim: Claim) -> tuple[Sided, ...]:
        """Return how the sources stand to a claim, its own first; nothing where all agree.

        An item of a list is left out: whether it is done, its lead-in tells in its own way.
        What is denied or planned is set against what is done once, with all that tell of it.
        """
        if claim.best.statement.lead_in:
            return ()
        sides = (("stated", _AFFIRMED, "denied", _DENIED), ("done", _DONE, "planned", _PLANNED))
        for one, stated, other, turned in sides:
            if other == "planned" and not self._is_done(claim.best):
                return ()
            against = self._opposed(claim.members, stated, turned)
            orders = {told.unit.order for told in against}
            if against and self._shown.isdisjoint(orders):
                units = [told.unit for told in against]
                own = self._opposed(units, turned, stated)
                found = tuple(self._differing((one, own), (other, against), claim))
                self._shown.update(side.unit.order for side in found if side.status == other)
                return found
        return ()

    def _differing(
        self, one: tuple[str, Sequence[Told]], other: tuple[str, Sequence[Told]], claim: Claim
    ) -> Iterator[Sided]:
        """Yield both sides, where other sources, or parties of one source, are on the second.

        A unit that merged with one of the first side is on it as well.
        """
        (status, own), (turned, others) = one, other
        sources = {told.unit.source for told in own}
        against = [
            told
            for told in others
            if told.unit.source not in sources or any(self._are_parties(told, o) for o in own)
        ]
        orders = {told.unit.order for told in (*own, *others)}
        merged = [unit for unit in claim.members if unit.order not in orders]
        if own and against:
            yield from (self._sided(status, told) for told in own)
            yield from (Sided(status, unit) for unit in merged)
            yield from (self._sided(turned, told) for told in against)

    def _sided(self, status: str, told: Told) -> Sided:
        opposite = told.opposite and status == "denied"
        clause = None if opposite else told.standing.clause
        return Sided(status, told.unit, clause, _teller(told))

    def _are_parties(self, a: Told, b: Told) -> bool:
        """Tell whether one source has two who say so, and not one of them for both."""
        one, other = _teller(a), _teller(b)
        if a.unit.source != b.unit.source or one is None or other is None:
            return False
        text = self._around.document(a.unit).text
        words = [{*fold_terms(span.of(text).casefold().split())} for span in (one, other)]
        return (words[0] & words[1]) <= _SMALL

    def _signs(self, told: Told) -> frozenset[str]:
        """Return what others that tell of the same deed share one of: words or persons."""
        return told.beside | self._around.of(told.unit).persons

    def _deeds(self, unit: Unit) -> Iterator[Told]:
        document = self._around.document(unit)
        names = names_in(unit, document)
        folded = frozenset(fold_terms(sorted(name.casefold() for name in names)))
        return deeds_of(unit, folded, _subject(unit, document))

    def _opposed(
        self, units: Sequence[Unit], mine: Sequence[Status], theirs: Sequence[Status]
    ) -> tuple[Told, ...]:
        """Return how units give a deed the other way, which these give one way."""
        found: dict[int, Told] = {}
        for one in (one for unit in units for one in self._told[unit.order] if one.status in mine):
            for sign, status in product(self._signs(one), theirs):
                held = self._holders.get((status, one.deed, sign), ())
                for other in held if len(held) <= _W.most_holders else ():
                    own, turned = (other, one) if mine in (_DENIED, _PLANNED) else (one, other)
                    if self._is_same_deed(own, turned) and not self._came_true(own, turned):
                        found.setdefault(other.unit.order, other)
        return tuple(told for _, told in sorted(found.items()))

    def _is_same_deed(self, own: Told, other: Told) -> bool:
        """Tell whether two units tell of one deed, by who and what stands with it."""
        intended = _INTENDED.search(self._around.text(other.unit))
        if (own.status is Status.AGREED and not intended) or self._are_apart(own, other):
            return False
        return self._alike(own, other) or self._in_common(own, other) >= _W.enough

    def _are_apart(self, own: Told, other: Told) -> bool:
        """Tell whether their parts, names, persons, places or days say that the deeds are two."""
        if not own.may_be(other) or self._are_others(own, other):
            return True
        if self._is_since(own, other) or not self._is_one_affair(own, other):
            return True
        if other.status is Status.DENIED:
            where, there = self._around.of(own.unit), self._around.of(other.unit)
            return not where.about_same(there) or dates_differ(own.unit, other.unit)
        counted = own.unit.numbers and other.unit.numbers
        return bool(counted) and not own.unit.numbers & other.unit.numbers

    def _are_others(self, own: Told, other: Told) -> bool:
        """Tell whether two units name others, unless it is plain that they mean the same."""
        where, there = self._around.of(own.unit), self._around.of(other.unit)
        if where.persons and there.persons and not where.persons & there.persons:
            return True
        if _tells_of(own, other) or own.is_surely(other):
            return False
        named = own.names - {*other.unit.terms} and other.names - {*own.unit.terms}
        return bool(named) or self._around.others(own.unit, other.unit)

    def _is_since(self, own: Told, other: Told) -> bool:
        """Tell whether one may have come after the other, as where nobody says when."""
        if other.status is Status.PLANNED and not (own.unit.dates or other.unit.dates):
            return True
        turned = other.opposite and own.status is Status.DONE
        if turned and _SINCE.search(self._around.text(other.unit)):
            return True
        return _long_before(other.unit, own.unit, self._around.of(own.unit))

    def _is_one_affair(self, own: Told, other: Told) -> bool:
        where, there = self._around.of(own.unit), self._around.of(other.unit)
        told = self._around.words(own.beside & other.beside)
        return where.same_time(there) and (where.may_be_one_affair(there) or told >= _W.enough)

    def _alike(self, own: Told, other: Told) -> bool:
        """Tell whether the words that two deeds are told with are the same for the most part."""
        shared = own.beside & other.beside
        weight = self._weight(shared)
        return (
            len(shared) >= _W.fewest_beside
            and weight >= _W.alike * self._weight(own.beside | other.beside)
            and weight >= _W.covered * self._weight(other.beside)
        )

    def _in_common(self, own: Told, other: Told) -> float:
        """Weigh persons and days that two deeds have in common, with the words beside them."""
        where, there = self._around.of(own.unit), self._around.of(other.unit)
        shared = own.beside & other.beside
        beside = self._around.words(shared)
        if self._around.share_person(own.unit, other.unit) or _tells_of(own, other):
            return beside + _W.person
        affair, day = where.same_affair(there), where.same_day(there)
        if beside < _W.rare_word and not (affair and day):
            return 0.0
        beside += _W.affair if affair else 0.0
        likely = _W.likely_day if where.likely_same_day(there) else 0.0
        return beside + (_W.day if day else likely)

    def _came_true(self, done: Told, other: Told) -> bool:
        """Tell whether a plan, or that it was not so yet, may be older than the deed's day."""
        written = self._around.document(other.unit).source.metadata.anchor
        if not written:
            return bool(done.unit.dates)
        days = [day.start for day in done.unit.dates if day.precision is Precision.DAY]
        return bool(days) and done.status is Status.DONE and written < min(days)

    def _is_done(self, unit: Unit) -> bool:
        open_ = unit.feature("planned") or unit.statement.hedged or unit.statement.negated
        return bool(unit.done) and not open_ and not _RESOLVED.search(self._around.text(unit))

    def _weight(self, terms: frozenset[str]) -> float:
        return sum(sorted(self._around.similarity.idf(term) for term in terms))


def _teller(told: Told) -> Span | None:
    """Return who says or denies that a deed is so, also for words inside quotation marks."""
    speaking = (r.names for r in told.unit.statement.resolutions if r.rule == Meant.SPEAKER)
    return told.standing.teller or next(speaking, None)


def _subject(unit: Unit, document: Document) -> tuple[str, ...]:
    """Return the words of the name that the pronoun stands for with which a statement begins."""
    whole = unit.statement.span
    meant = (r for r in unit.statement.resolutions if r.rule == Meant.PRONOUN)
    first = next((r.names for r in meant if r.words.start == whole.start), None)
    return fold_terms(first.of(document.text).casefold().split()) if first else ()


def _tells_of(own: Told, other: Told) -> bool:
    """Tell whether somebody who takes part in one deed is who tells of the other."""
    one, two = own.unit, other.unit
    return bool((one.actors & two.actors) - (one.involved & two.involved))


def _pairs(sides: Sequence[Sided]) -> Iterator[frozenset[int]]:
    """Yield the orders of each two units that stand on other sides."""
    for one, other in product(sides, sides):
        if one.status != other.status:
            yield frozenset((one.unit.order, other.unit.order))


def _long_before(unit: Unit, other: Unit, there: Setting) -> bool:
    """Tell whether a unit dates what it tells long before an undated one was written."""
    days = [date.fromisoformat(day.end).toordinal() for day in unit.dates if day.end]
    undated = there.written and not other.dates
    return bool(days and undated) and max(days) < there.written - _W.long_before
