"""In which order claims and developments are told: by worth, against repetition, source by source.

Greedy maximal marginal relevance (Carbonell and Goldstein, 1998).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefgen.merge.events.sameness import Claim
from briefgen.merge.tables import Weights
from briefgen.merge.words import Similarity
from briefgen.model.developments import Development
from briefgen.model.facts import Fact

_W = Weights(__package__, "order")


@dataclass(frozen=True, slots=True)
class _Teller:
    """Something to tell: what it is worth, and the claim whose words tell it."""

    place: int
    worth: float
    claim: Claim


def order_claims(
    claims: Sequence[Claim], scores: Sequence[float], similarity: Similarity
) -> tuple[Claim, ...]:
    """Order claims for telling; `scores` are those of all units, by their order."""
    tellers = [_Teller(n, scores[one.best.order], one) for n, one in enumerate(claims)]
    return tuple(claims[n] for n in _told(tellers, similarity))


def order_developments(
    found: Sequence[Development],
    claims: Sequence[Claim],
    facts: Sequence[Fact],
    similarity: Similarity,
) -> tuple[Development, ...]:
    """Rank developments for telling: by the best of its facts, and more the more origins tell it.

    What lies before the period is worth less. `claims` and `facts` correspond.
    """
    told = {fact.id: claim for claim, fact in zip(claims, facts, strict=True)}
    scores = {fact.id: fact.score for fact in facts}
    tellers = [
        _Teller(n, max(scores[ref] for ref in one.members) + _known(one), told[one.lead])
        for n, one in enumerate(found)
    ]
    ranked = (found[n] for n in _told(tellers, similarity))
    return tuple(replace(one, rank=n) for n, one in enumerate(ranked, 1))


def _known(one: Development) -> float:
    """Return what the origins of a development are worth, and that it is background."""
    return _W.origins * math.log2(one.origins.count) + _W.background * one.background


def _told(tellers: Sequence[_Teller], similarity: Similarity) -> list[int]:
    """Return the places of what is to tell, in order.

    What can't be understood without the sentence before it is told after all others.
    """
    ranked = sorted(tellers, key=lambda t: (t.claim.leans, -t.worth, t.claim.best.order))
    leaning = [one.place for one in ranked if one.claim.leans]
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

    def in_order(self) -> Iterator[int]:
        """Yield the places of all: against repetition first, and then by worth alone."""
        while self._left and len(self._told) < _W.told_first:
            best = self._best()
            self._left.remove(best)
            self._told.append(best)
            source = best.claim.best.source
            self._given[source] += not best.claim.shared
            self._heard[source] += self._heard_once
            yield best.place
        yield from (one.place for one in self._left)

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
        source = one.claim.best.source
        over = not one.claim.shared and 2 * self._given[source] > len(self._told)
        worth = one.worth - _W.over_its_share * over - self._heard[source]
        value = (1 - _W.diversity) * worth - _W.diversity * self._repeats(one)
        return value, -one.claim.best.order

    def _repeats(self, one: _Teller) -> float:
        """Return how much of it has been told; what was told since it was last asked is new."""
        for other in self._told[self._compared[one.place] :]:
            alike = self._similarity.between(one.claim.best.order, other.claim.best.order)
            self._repeated[one.place] = max(self._repeated[one.place], alike)
        self._compared[one.place] = len(self._told)
        return self._repeated[one.place]
