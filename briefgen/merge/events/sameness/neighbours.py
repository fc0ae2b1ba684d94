"""How much nearer two statements are to each other than to anything else in their two sources.

In a folder where all tell of one thing every statement is like many others. Of two that tell
the same fact, each is the nearest that its source has for the other, mostly by far.
"""

from collections.abc import Sequence

from briefgen.merge.events.statements import Unit
from briefgen.merge.words import Similarity


class Neighbours:
    """The nearest of other sources for each statement of a run, addressed by order."""

    def __init__(self, units: Sequence[Unit], similarity: Similarity) -> None:
        """Look up nothing yet; units stand in source and text order."""
        self._units = units
        self._similarity = similarity
        first = {unit.source: unit.order for unit in reversed(units)}
        self._places = {unit.source: range(first[unit.source], unit.order + 1) for unit in units}
        self._kept: dict[tuple[int, str], tuple[float, float]] = {}

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
        first, second = self._nearest(a, self._units[b].source)
        return second if alike == first else first

    def _nearest(self, a: int, source: str) -> tuple[float, float]:
        """Return the likeness of what is nearest to `a` in another source, and of the next."""
        if (a, source) not in self._kept:
            places = self._similarity.partners_within(a, self._places[source])
            alike = sorted((self._similarity.between(a, n) for n in places), reverse=True)
            first, second, *_ = (*alike, 0.0, 0.0)
            self._kept[a, source] = first, second
        return self._kept[a, source]
