"""How much two statements say the same, by the rarity of the words they share.

IDF-weighted Jaccard similarity of content lemmas. Inside one story every sentence is
near every other; rare shared words tell facts apart better than embeddings do.
"""

import math
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate

from briefgen.merge.tables import Weights

_W = Weights(__package__, "similarity")

_GRAIN = 1 << 24
"""Weights are whole numbers of this fraction, so that no sum depends on its order."""


class Similarity:
    """Similarities among a fixed list of term tuples, addressed by position.

    `few` is how many of them may have a term that is still rare.
    """

    def __init__(self, terms: Sequence[tuple[str, ...]]) -> None:
        """Count in how many statements each term stands, and index the rare ones."""
        self._terms = [frozenset(each) for each in terms]
        self._frequency = Counter(term for each in self._terms for term in each)
        total = len(self._terms)
        self.few = max(_W.few, int(math.sqrt(total) / 2))
        self._grains = {
            term: round(_GRAIN * math.log(1 + total / count))
            for term, count in self._frequency.items()
        }
        self._weight = [sum(self._grains[term] for term in each) for each in self._terms]
        most = _W.most_postings
        cap = max(most, total // 10) if total < 10 * most else most
        self._close: dict[int, array[int]] = {}
        self._postings: defaultdict[str, list[int]] = defaultdict(list)
        for n, each in enumerate(self._terms):
            for term in each:
                if self._frequency[term] <= cap:
                    self._postings[term].append(n)

    def __len__(self) -> int:
        return len(self._terms)

    def terms(self, a: int) -> frozenset[str]:
        """Return the terms of a statement."""
        return self._terms[a]

    def between(self, a: int, b: int) -> float:
        """Return the similarity of two statements, from 0 to 1."""
        shared = self._shared(a, b)
        union = self._weight[a] + self._weight[b] - shared
        return shared / union if union else 0.0

    def containment(self, a: int, b: int) -> float:
        """Return how much of the lighter statement lies in the other, from 0 to 1."""
        shared = self._shared(a, b)
        lighter = min(self._weight[a], self._weight[b])
        return shared / lighter if lighter else 0.0

    def covered(self, a: int, b: int) -> float:
        """Return how much of what `a` says `b` says as well, from 0 to 1."""
        shared = self._shared(a, b)
        return shared / self._weight[a] if self._weight[a] else 0.0

    def _shared(self, a: int, b: int) -> int:
        """Return the weight of the terms in common, in grains."""
        return sum(map(self._grains.__getitem__, self._terms[a] & self._terms[b]))

    def shared(self, a: int, b: int) -> int:
        """Return how many terms two statements have in common."""
        return len(self.common(a, b))

    def common(self, a: int, b: int) -> frozenset[str]:
        """Return the terms two statements have in common."""
        return self._terms[a] & self._terms[b]

    def partners(self, a: int) -> list[int]:
        """Return the positions of statements that share a rare term with `a`, in order."""
        found = {n for term in self._terms[a] for n in self._postings.get(term, ())}
        found.discard(a)
        return sorted(found)

    def partners_within(self, a: int, places: range) -> set[int]:
        """Return those of the partners of `a` that stand at some places, which follow each other.

        It may be one of them itself.
        """
        found: set[int] = set()
        for term in self._terms[a]:
            if held := self._postings.get(term):
                first = bisect_left(held, places.start)
                found.update(held[first : bisect_left(held, places.stop, first)])
        return found

    def finds_partners(self, term: str) -> bool:
        """Tell whether a term is so rare that all who share it are partners."""
        return term in self._postings

    def likenesses(self, a: int) -> Mapping[int, float]:
        """Return how similar each of the partners of a statement is to it."""
        common = frozenset(term for term in self._terms[a] if not self.finds_partners(term))
        shared: defaultdict[int, int] = defaultdict(int)
        for term in self._terms[a] - common:
            grains = self._grains[term]
            for n in self._postings[term]:
                shared[n] += grains
        shared.pop(a, None)
        own, grains_of = self._weight[a], self._grains.__getitem__
        found = {}
        for n, rare in shared.items():
            both = rare + sum(map(grains_of, common & self._terms[n]))
            found[n] = both / (own + self._weight[n] - both)
        if a not in self._close:
            close = [n for n, alike in found.items() if alike >= _W.close]
            self._close[a] = array("I", sorted(close, key=found.__getitem__, reverse=True))
        return found

    def alike(self, a: int, least: float) -> Collection[int]:
        """Return the partners of a statement that are at least so similar to it."""
        if least < _W.close:
            return [n for n, alike in self.likenesses(a).items() if alike >= least]
        if a not in self._close:
            self.likenesses(a)
        close = self._close[a]
        return close[: bisect_right(close, -least, key=lambda n: -self.between(a, n))]

    def idf(self, term: str) -> float:
        """Return how rare a term is; 0 for one that stands nowhere."""
        return self._grains.get(term, 0) / _GRAIN

    def is_rare(self, term: str) -> bool:
        """Tell whether few enough statements have a term for two with it to tell of one thing."""
        return self._frequency[term] <= self.few

    def grains(self, term: str) -> int:
        """Return the weight of a term that stands somewhere, in grains."""
        return self._grains[term]

    def weight(self, a: int) -> int:
        """Return the sum of the weights of a statement's terms, in grains."""
        return self._weight[a]

    def tails(self, a: int) -> list[tuple[str, int]]:
        """Return a statement's terms, the rarest first, each with the weight from there on."""
        ordered = sorted(self._terms[a], key=lambda term: (self._frequency[term], term))
        rest = accumulate(self._grains[term] for term in reversed(ordered))
        return list(zip(ordered, reversed(list(rest)), strict=True))
