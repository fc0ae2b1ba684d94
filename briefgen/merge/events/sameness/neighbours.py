"""How much nearer two statements are to each other than to anything else in their two sources.

In a folder where all tell of one thing every statement is like many others. Of two that tell
the same fact, each is the nearest that its source has for the other, mostly by far.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from briefgen.merge.events.statements import Unit
from briefgen.merge.words import Similarity

_Nearest = Mapping[str, tuple[float, float]]
"""The likeness of the nearest statement of each other source, and of the next."""


class Neighbours:
    """The nearest of other sources for each statement of a run, addressed by order."""

    def __init__(self, units: Sequence[Unit], similarity: Similarity) -> None:
        """Look up nothing yet: only what is asked for is compared."""
        self._units = units
        self._similarity = similarity
        self._kept: dict[int, _Nearest] = {}

    def margin(self, a: int, b: int) -> float:
        """Return by what share any other statement is less like one of two than the other is.

        From 0, for another one as near, to 1; negative where another one is nearer. Both are of
        two sources, and have a word in common.
        """
        alike = self._similarity.between(a, b)
        others = max(self._other(a, b, alike), self._other(b, a, alike))
        return 1 - others / alike

    def _other(self, a: int, b: int, alike: float) -> float:
        """Return the likeness of what, beside `b`, is nearest to `a` in the source of `b`."""
        first, second = self._of(a).get(self._units[b].source, (0.0, 0.0))
        return second if alike == first else first

    def _of(self, a: int) -> _Nearest:
        if a not in self._kept:
            alike: defaultdict[str, list[float]] = defaultdict(list)
            for n in self._similarity.partners(a):
                alike[self._units[n].source].append(self._similarity.between(a, n))
            self._kept[a] = {source: _two_greatest(each) for source, each in alike.items()}
        return self._kept[a]


def _two_greatest(values: Sequence[float]) -> tuple[float, float]:
    first, second, *_ = sorted((*values, 0.0), reverse=True)
    return first, second
