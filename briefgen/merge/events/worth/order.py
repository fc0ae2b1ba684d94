"""In which order claims and developments are told: by worth, against repetition, source by source.

Greedy maximal marginal relevance (Carbonell and Goldstein, 1998).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
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

    A source that has given by itself half of what is told so far must have clearly better to
    give more; what several sources tell is nobody's share. Where there are many sources there
    are many stories: each that a source has told makes room for one of another. What can't be
    understood without the sentence before it is told after all others.
    """
    ranked = sorted(tellers, key=lambda t: (t.claim.leans, -t.worth, t.claim.best.order))
    left = [one for one in ranked if not one.claim.leans]
    leaning = [one for one in ranked if one.claim.leans]
    repeated = {one.place: 0.0 for one in left}
    told: list[_Teller] = []
    given: Counter[str] = Counter()
    heard: defaultdict[str, float] = defaultdict(float)
    heard_once = _W.heard * min(1.0, len({t.claim.best.source for t in tellers}) / _W.crowd)

    def value(one: _Teller) -> tuple[float, int]:
        source = one.claim.best.source
        over = not one.claim.shared and 2 * given[source] > len(told)
        worth = one.worth - _W.over_its_share * over - heard[source]
        return (1 - _W.diversity) * worth - _W.diversity * repeated[
            one.place
        ], -one.claim.best.order

    while left and len(told) < _W.told_first:
        best = max(left, key=value)
        told.append(best)
        left.remove(best)
        source = best.claim.best.source
        given[source] += not best.claim.shared
        heard[source] += heard_once
        for one in left:
            alike = similarity.between(one.claim.best.order, best.claim.best.order)
            repeated[one.place] = max(repeated[one.place], alike)
    return [one.place for one in (*told, *left, *leaning)]
