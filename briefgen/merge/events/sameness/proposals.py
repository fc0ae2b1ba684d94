"""Which statements are worth comparing, so that not all pairs are compared."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

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

    def of(self, a: int) -> list[int]:
        """Return the positions of all statements proposed for `a`, in order."""
        found = {n for key in self._keys[a] for n in self._holders[key]}
        return sorted({*self._alike.of(a), *found} - {a})


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
    must come early in both. Only terms that can be that one are indexed and looked up:
    prefix and positional filtering (Bayardo et al., 2007; Xiao et al., 2008), which loses
    no pair.
    """

    def __init__(self, similarity: Similarity, least: float) -> None:
        """Index all statements for similarities of `least` and more; it is above 0."""
        self._similarity = similarity
        self._least = least
        self._share = least / (1 + least)
        index: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
        for n in range(len(similarity)):
            weight = similarity.weight(n)
            for term, tail in similarity.tails(n):
                if tail + 1 < least * weight:
                    break
                index[term].append((self._share * weight - tail, n))
        self._index = {term: sorted(held) for term, held in index.items()}

    def of(self, a: int) -> list[int]:
        """Return the positions of all statements as similar as that to `a`, in order."""
        between = self._similarity.between
        return sorted(n for n in self._candidates(a) if between(a, n) >= self._least)

    def _candidates(self, a: int) -> set[int]:
        """Return the statements whose rarest term in common with `a` leaves enough to share.

        That term and those after it must weigh `share` of both statements' weights.
        """
        weight = self._similarity.weight(a)
        found = set()
        for term, tail in self._similarity.tails(a):
            if tail + 1 < self._least * weight:
                break
            heaviest = (tail + 1) / self._share - weight
            for needed, n in self._index.get(term, ()):
                if needed + self._share * weight > 1:
                    break
                if self._similarity.weight(n) <= heaviest:
                    found.add(n)
        found.discard(a)
        return found
