"""Which statements are worth comparing, so that not all pairs are compared."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from briefgen.merge.words import Similarity

Key = tuple[str, ...]


class Proposals:
    """Proposes what may state the same: statements much alike, or less so but with a key in common.

    Nothing is lost: whatever is `least` alike, or `least_keyed` alike and shares a key, is
    proposed.
    """

    def __init__(
        self,
        similarity: Similarity,
        least: float,
        keys: Sequence[Iterable[Key]],
        least_keyed: float,
    ) -> None:
        """Index all statements; `keys` correspond to them."""
        self._alike = Matches(similarity, least)
        self._keys = [
            tuple((*key, term) for key in each for term in _telling(similarity, n, least_keyed))
            for n, each in enumerate(keys)
        ]
        self._holders: defaultdict[Key, list[int]] = defaultdict(list)
        for n, each in enumerate(self._keys):
            for key in each:
                self._holders[key].append(n)

    def after(self, a: int) -> set[int]:
        """Return the positions behind `a` of all statements proposed for it."""
        found = self._alike.after(a)
        for key in self._keys[a]:
            held = self._holders[key]
            if held[-1] > a:
                found.update(held[bisect_right(held, a) :])
        return found


def _telling(similarity: Similarity, a: int, least: float) -> Iterator[str]:
    """Yield the terms of which two statements share one if they are at least so similar."""
    weight = similarity.weight(a)
    for term, tail in similarity.tails(a):
        if tail + 1 < least * weight:
            break
        yield term


class Matches:
    """Finds every statement that is at least so similar to one, without comparing all pairs.

    Two sets are alike only if they share enough weight, so that the rarest term they share
    must come early in both. Who shares a rare one is a partner, and compared. Of the common
    ones only those that can be that one are indexed and looked up: prefix and positional
    filtering (Bayardo et al., 2007; Xiao et al., 2008); and a bit for each of them tells how
    many are shared (Sandes et al., 2020). No pair is lost.
    """

    def __init__(self, similarity: Similarity, least: float) -> None:
        """Index all statements for similarities of `least` and more; it is above 0."""
        self._similarity = similarity
        self._least = least
        self._share = least / (1 + least)
        self._weights = [similarity.weight(n) for n in range(len(similarity))]
        index: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
        bits: dict[str, int] = {}
        self._marks = []
        for n, weight in enumerate(self._weights):
            common = [one for one in similarity.tails(n) if not similarity.finds_partners(one[0])]
            self._marks.append(sum(1 << bits.setdefault(term, len(bits)) for term, _ in common))
            for term, tail in common:
                if tail + 1 < least * weight:
                    break
                index[term].append((self._share * weight - tail, n))
        self._index = {term: sorted(held) for term, held in index.items()}

    def after(self, a: int) -> set[int]:
        """Return the positions behind `a` of all statements as similar as that to it."""
        similarity, marks, weights = self._similarity, self._marks, self._weights
        tails = similarity.tails(a)
        common = [term for term, _ in tails if not similarity.finds_partners(term)]
        heaviest = self._heaviest(a, common)
        others = (
            n
            for n in self._candidates(a, tails)
            if weights[n] <= heaviest[(marks[a] & marks[n]).bit_count()]
            and similarity.between(a, n) >= self._least
        )
        return {*(n for n in similarity.alike(a, self._least) if n > a), *others}

    def _heaviest(self, a: int, common: Iterable[str]) -> list[float]:
        """Return what another weighs at most that shares so many common terms, and no rare one."""
        shared = accumulate(map(self._similarity.grains, common), initial=1)
        return [most / self._share - self._weights[a] for most in shared]

    def _candidates(self, a: int, tails: Iterable[tuple[str, int]]) -> set[int]:
        """Return those behind `a` with which it has a common term that leaves enough to share.

        That term and those after it must weigh `share` of both statements' weights.
        """
        weight = self._weights[a]
        most = 1 - self._share * weight
        found = set()
        for term, tail in tails:
            if tail + 1 < self._least * weight:
                break
            heaviest = (tail + 1) / self._share - weight
            for needed, n in self._index.get(term, ()):
                if needed > most:
                    break
                if n > a and self._weights[n] <= heaviest:
                    found.add(n)
        return found
