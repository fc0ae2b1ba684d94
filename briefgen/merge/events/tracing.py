"""How an account came about, for who asks: what was compared with a fact, and what decided.

Nothing is decided here; the same rules are asked again.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from briefgen.merge.events.account import Account
from briefgen.merge.events.sameness import Claim, Ground, Reasons, Sameness, Verdict
from briefgen.merge.events.statements import Unit
from briefgen.merge.events.telling import (
    ENOUGH_TOGETHER,
    Flaw,
    Links,
    Telling,
    Told,
    average,
    link_all,
)
from briefgen.merge.events.worth import Turn, turns
from briefgen.merge.origins import Independence
from briefgen.merge.who import Identities
from briefgen.model.citations import Citation, cite
from briefgen.model.developments import Development
from briefgen.model.spans import Span
from briefgen.model.unsaid import OpenWords


@dataclass(frozen=True, slots=True)
class Compared:
    """Another statement, and how it was compared with a fact's own.

    `facts` are those that it tells itself, by id. The `score` is one from 0 to 1, `enough` the
    least that joins two; `reasons` are its parts. `against` rules out one fact whatever the score.
    """

    citation: Citation
    facts: tuple[str, ...]
    score: float
    enough: float
    reasons: Reasons
    against: Ground | None


@dataclass(frozen=True, slots=True)
class Member:
    """A statement that is cited for a fact; `seconds` are two others that it states the same as.

    It has these where it is like them, and not enough like the fact's own words.
    """

    compared: Compared
    seconds: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A fact that is told elsewhere, and how it was compared as one of the same event.

    `tied` tells that what happened is in common; `together` is the average of all links between
    the two groups of facts, `enough_together` the least that makes one of them.
    """

    compared: Compared
    tied: bool
    linked: bool
    together: float
    enough_together: float


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement of a source: its facts, by id, and the words that point out of it.

    It `leads` one where its words tell it, is cited for others, and `differs` from those of which
    it gives another number.
    """

    citation: Citation
    leads: str
    supports: tuple[str, ...]
    differs: tuple[str, ...]
    open: tuple[OpenWords, ...]


class Trace:
    """Looks up how the facts of an account were found, joined and ordered."""

    def __init__(
        self, account: Account, identities: Identities, independence: Independence
    ) -> None:
        """Keep the account, and find the claims of each statement."""
        self._account = account
        self._independence = independence
        self._sameness = Sameness(account.units, account.around, account.counted, identities)
        pairs = zip(account.claims, account.facts, strict=True)
        self._claims = {fact.id: claim for claim, fact in pairs}
        self._ids = {claim.best.order: ref for ref, claim in self._claims.items()}
        self._supports: defaultdict[int, list[str]] = defaultdict(list)
        self._differs: defaultdict[int, list[str]] = defaultdict(list)
        for ref, claim in self._claims.items():
            for unit in claim.members[1:]:
                self._supports[unit.order].append(ref)
            for unit in claim.differing:
                self._differs[unit.order].append(ref)
        self._developments = {ref: one for one in account.developments for ref in one.members}

    def knows(self, development: Development) -> bool:
        """Tell whether a development is as it was found: what was decided on later is not."""
        known = self._developments.get(development.lead)
        return known is not None and (known.id, known.members) == (
            development.id,
            development.members,
        )

    def rank(self, fact: str) -> int:
        """Return the rank of a fact's development as it was found."""
        return self._developments[fact].rank

    def is_known(self, source: str) -> bool:
        """Tell whether it is known whose report a source is."""
        return self._independence.is_known(source)

    def stated(self, source: str, span: Span) -> tuple[Stated, ...]:
        """Return the statements that a stretch of a source has a part in, in text order."""
        units = (unit for unit in self._account.units if unit.source == source)
        return tuple(self._stated(unit) for unit in units if unit.statement.span.overlaps(span))

    def members(self, fact: str) -> tuple[Member, ...]:
        """Return the statements that are cited for a fact besides its own, in run order."""
        claim = self._claims[fact]
        return tuple(self._member(claim, unit) for unit in claim.members[1:])

    def not_members(self, fact: str, most: int, least: float) -> tuple[Compared, ...]:
        """Return the nearest statements that are not cited for a fact, with a least score."""
        claim = self._claims[fact]
        best = claim.best.order
        held = {unit.order for unit in claim.members}
        others = (n for n in self._sameness.comparable(best) if n not in held)
        compared = [self._as_fact(claim.best, self._account.units[n]) for n in others]
        near = sorted(compared, key=lambda one: (-one.score, one.citation.order))
        return tuple(one for one in near if one.score >= least)[:most]

    def beside(self, fact: str, most: int, least: float) -> tuple[Beside, ...]:
        """Return the nearest facts of other developments, with a least score."""
        own = self._developments[fact]
        unit = self._claims[fact].best
        near = (self._ids[n] for n in self._sameness.near(unit.order) if n in self._ids)
        others = (ref for ref in near if ref not in own.members)
        found = [self._beside(fact, ref) for ref in others]
        found.sort(key=lambda one: (-one.compared.score, one.compared.citation.order))
        return tuple(one for one in found if one.compared.score >= least)[:most]

    def left_out(self, development: Development) -> Mapping[str, Flaw]:
        """Return which members of a development it does not tell, and why."""
        telling = self._telling(development)
        return {self._ids[claim.best.order]: why for claim, why in telling.left_out()}

    def against_leading(self, development: Development) -> Mapping[str, Flaw]:
        """Return what speaks against leading a development with its members, by their ids."""
        telling = self._telling(development)
        flaws = ((ref, telling.against_leading(self._claims[ref])) for ref in development.members)
        return {ref: flaw for ref, flaw in flaws if flaw is not None}

    def turn(self, development: str) -> Mapping[Turn, float]:
        """Return what decided when a development was told; nothing where its worth alone did."""
        return self._turns[development]

    @cached_property
    def _turns(self) -> Mapping[str, Mapping[Turn, float]]:
        account = self._account
        similarity = account.around.similarity
        return turns(account.developments, account.claims, account.facts, similarity)

    def repeats(self, development: Development) -> tuple[str, float]:
        """Return the development told before that one is most like, by its lead, and how much."""
        own = self._claims[development.lead].best.order
        between = self._account.around.similarity.between
        before = (one for one in self._account.developments if one.rank < development.rank)
        alike = ((between(own, self._claims[one.lead].best.order), one.lead) for one in before)
        share, lead = max(alike, default=(0.0, ""), key=lambda one: one[0])
        return lead, share

    def _telling(self, development: Development) -> Telling:
        account = self._account
        claims = [self._claims[ref] for ref in development.members]
        return Telling(claims, account.around, account.counted)

    def _stated(self, unit: Unit) -> Stated:
        return Stated(
            self._cite(unit),
            self._ids.get(unit.order, ""),
            tuple(self._supports[unit.order]),
            tuple(self._differs[unit.order]),
            unit.statement.open,
        )

    def _cite(self, unit: Unit) -> Citation:
        return cite(self._account.around.document(unit), unit.statement.span)

    def _facts(self, unit: Unit) -> tuple[str, ...]:
        one = self._stated(unit)
        return (one.leads,) if one.leads else one.supports

    def _as_fact(self, best: Unit, other: Unit) -> Compared:
        judged = self._sameness.fact(best.order, other.order)
        weighed = self._sameness.weighed(best.order, other.order)
        enough = self._sameness.enough_for_fact
        return self._compared(other, weighed, judged.against, enough)

    def _compared(
        self, other: Unit, weighed: Verdict, against: Ground | None, enough: float
    ) -> Compared:
        return Compared(
            self._cite(other),
            self._facts(other),
            weighed.score,
            enough,
            weighed.reasons,
            against,
        )

    def _member(self, claim: Claim, unit: Unit) -> Member:
        compared = self._as_fact(claim.best, unit)
        holds = compared.score >= compared.enough and compared.against is None
        return Member(compared, () if holds else tuple(self._seconds(claim, unit)))

    def _seconds(self, claim: Claim, unit: Unit) -> Iterator[Citation]:
        """Yield the members that state the same as the representative and as a member do."""
        for one in claim.members[1:]:
            if one is not unit and all(self._agree(one, other) for other in (claim.best, unit)):
                yield self._cite(one)

    def _agree(self, a: Unit, b: Unit) -> bool:
        return any(verdict.holds for verdict in self._sameness.facts(a.order, b.order))

    def _beside(self, fact: str, other: str) -> Beside:
        one, two = (self._claims[ref].best for ref in (fact, other))
        verdict = self._sameness.event(one.order, two.order)
        enough = self._sameness.enough_for_event
        tied = self._sameness.tied(one.order, two.order)
        own, its = (self._places(self._developments[ref]) for ref in (fact, other))
        return Beside(
            self._compared(two, verdict, verdict.against, enough),
            tied,
            linked=tied and verdict.holds,
            together=round(average(own, its, self._links), 3),
            enough_together=ENOUGH_TOGETHER,
        )

    def _places(self, development: Development) -> list[int]:
        return [self._place[ref] for ref in development.members]

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {fact.id: n for n, fact in enumerate(self._account.facts)}

    @cached_property
    def _links(self) -> Links:
        account = self._account
        told = Told(
            account.claims, account.facts, account.timeline, account.around, account.counted
        )
        return link_all(told, self._sameness)
