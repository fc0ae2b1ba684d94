"""In which order claims and developments are told: by worth, against repetition, source by source.

Greedy maximal marginal relevance (Carbonell and Goldstein, 1998).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from briefgen.merge.events.sameness import Claim
from briefgen.merge.tables import Weights
from briefgen.merge.words import Similarity
from briefgen.model.developments import Development
from briefgen.model.facts import Fact

_W = Weights(__package__, "order")


class Turn(StrEnum):
    """What decides when something is told; what is told before it counts against it."""

    WORTH = "worth"
    SHARE = "over its share"
    HEARD = "heard"
    REPEATED = "repeated"
    PIECES = "in pieces"


Turns = Mapping[str, Mapping[Turn, float]]
"""By the ids of developments, what decided when each was told; nothing where worth alone did."""


@dataclass(frozen=True, slots=True)
class _Teller:
    """Something to tell: what it is worth, and the claim whose words tell it."""

    place: int
    worth: float
    claim: Claim

    @property
    def source(self) -> str:
        """Whose words tell it."""
        return self.claim.best.source


_BY_WORTH: Mapping[Turn, float] = {}


def order_claims(
    claims: Sequence[Claim], scores: Sequence[float], similarity: Similarity
) -> tuple[Claim, ...]:
    """Order claims for telling; `scores` are those of all units, by their order."""
    tellers = [_Teller(n, scores[one.best.order], one) for n, one in enumerate(claims)]
    return tuple(claims[n] for n, _ in _told(tellers, similarity))


def order_developments(
    found: Sequence[Development],
    claims: Sequence[Claim],
    facts: Sequence[Fact],
    similarity: Similarity,
) -> tuple[Development, ...]:
    """Rank developments for telling: by the best of its facts, and more the more origins tell it.

    What lies before the period is worth less. `claims` and `facts` correspond.
    """
    ranked = (found[n] for n, _ in _told(_tellers(found, claims, facts), similarity))
    return tuple(replace(one, rank=n) for n, one in enumerate(ranked, 1))


def turns(
    found: Sequence[Development],
    claims: Sequence[Claim],
    facts: Sequence[Fact],
    similarity: Similarity,
) -> Turns:
    """Return what decided when each of some developments, in any order, is told."""
    told = _told(_tellers(found, claims, facts), similarity)
    return {found[n].id: parts for n, parts in told}


def worth_beside(one: Development) -> tuple[float, float]:
    """Return what the origins of a development are worth beside its facts, and being background."""
    return _W.origins * math.log2(one.origins.count), _W.background * one.background


def _tellers(
    found: Sequence[Development], claims: Sequence[Claim], facts: Sequence[Fact]
) -> list[_Teller]:
    told = {fact.id: claim for claim, fact in zip(claims, facts, strict=True)}
    scores = {fact.id: fact.score for fact in facts}
    return [
        _Teller(n, max(scores[ref] for ref in one.members) + sum(worth_beside(one)), told[one.lead])
        for n, one in enumerate(found)
    ]


def _told(
    tellers: Sequence[_Teller], similarity: Similarity
) -> list[tuple[int, Mapping[Turn, float]]]:
    """Return the places of what is to tell, in order, with what decided on it.

    What can't be understood without the sentence before it is told after all others.
    """
    ranked = sorted(tellers, key=lambda t: (t.claim.leans, -t.worth, t.claim.best.order))
    leaning = [(one.place, _BY_WORTH) for one in ranked if one.claim.leans]
    sources = len({one.claim.best.source for one in tellers})
    queue = _Queue([one for one in ranked if not one.claim.leans], similarity, sources)
    return [*queue.in_order(), *leaning]


class _Queue:
    """What is still to tell, the worthiest first, and how it would repeat what has been told.

    A source that has given by itself half of what is told so far must have clearly better to
    give more; what several sources tell is nobody's share. Where there are many sources there
    are many stories: each that a source has told makes room for one of another.
    """

    def __init__(self, ranked: Sequence[_Teller], similarity: Similarity, sources: int) -> None:
        """Begin with nothing told; `sources` is how many there are."""
        self._left = list(ranked)
        self._similarity = similarity
        self._heard_once = _W.heard * min(1.0, sources / _W.crowd)
        self._told: list[_Teller] = []
        self._given: Counter[str] = Counter()
        self._heard: defaultdict[str, float] = defaultdict(float)
        self._repeated: defaultdict[int, float] = defaultdict(float)
        self._compared: Counter[int] = Counter()
        self._pieces = _Pieces(ranked, similarity)

    def in_order(self) -> Iterator[tuple[int, Mapping[Turn, float]]]:
        """Yield the places of all: against repetition first, and then by worth alone."""
        while self._left and len(self._told) < _W.told_first:
            best = self._best()
            parts = self._parts(best)
            self._left.remove(best)
            self._told.append(best)
            self._pieces.tell(best)
            source = best.claim.best.source
            self._given[source] += not best.claim.shared
            self._heard[source] += self._heard_once
            yield best.place, parts
        yield from ((one.place, _BY_WORTH) for one in self._left)

    def _best(self) -> _Teller:
        """Return what to tell next; what can't be worth more, whatever is told, is passed over."""
        best, most = self._left[0], self._value(self._left[0])
        for one in self._left[1:]:
            if (1 - _W.diversity) * one.worth < most[0]:
                break
            if (value := self._value(one)) > most:
                best, most = one, value
        return best

    def _value(self, one: _Teller) -> tuple[float, int]:
        worth = one.worth - _W.over_its_share * self._is_over(one) - self._heard[one.source]
        value = (1 - _W.diversity) * worth - _W.diversity * self._repeats(one)
        return value - _W.in_pieces * self._pieces.told_of(one) ** 2, -one.claim.best.order

    def _parts(self, one: _Teller) -> Mapping[Turn, float]:
        """Return what the value of something is the sum of."""
        return {
            Turn.WORTH: (1 - _W.diversity) * one.worth,
            Turn.SHARE: (_W.diversity - 1) * _W.over_its_share * self._is_over(one),
            Turn.HEARD: (_W.diversity - 1) * self._heard[one.source],
            Turn.REPEATED: -_W.diversity * self._repeats(one),
            Turn.PIECES: -_W.in_pieces * self._pieces.told_of(one) ** 2,
        }

    def _is_over(self, one: _Teller) -> bool:
        """Tell whether its source alone has given half of what is told."""
        return not one.claim.shared and 2 * self._given[one.source] > len(self._told)

    def _repeats(self, one: _Teller) -> float:
        """Return how much of it has been told; what was told since it was last asked is new."""
        for other in self._told[self._compared[one.place] :]:
            alike = self._similarity.between(one.claim.best.order, other.claim.best.order)
            self._repeated[one.place] = max(self._repeated[one.place], alike)
        self._compared[one.place] = len(self._told)
        return self._repeated[one.place]


class _Pieces:
    """How much of each statement has been told in pieces, by several others together.

    Squared, little in common weighs nothing: half of the words of a new event are of the affair.
    """

    def __init__(self, tellers: Sequence[_Teller], similarity: Similarity) -> None:
        """Begin with nothing told."""
        self._idf = similarity.idf
        self._having: defaultdict[str, list[int]] = defaultdict(list)
        self._whole: dict[int, float] = {}
        self._heard: defaultdict[int, float] = defaultdict(float)
        for one in tellers:
            terms = _terms(one)
            self._whole[one.place] = math.fsum(map(self._idf, terms))
            for term in terms:
                self._having[term].append(one.place)

    def tell(self, one: _Teller) -> None:
        """Take the words of a statement as told from now on."""
        for term in _terms(one):
            for place in self._having.pop(term, ()):
                self._heard[place] += self._idf(term)

    def told_of(self, one: _Teller) -> float:
        """Return the share of the words of a statement that have been told, rare ones for more."""
        whole = self._whole[one.place]
        return self._heard[one.place] / whole if whole else 0.0


def _terms(one: _Teller) -> list[str]:
    return sorted(set(one.claim.best.terms))
