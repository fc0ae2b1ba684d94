"""Covers: whether some stretch of text lies inside one of many others, which may overlap."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from briefgen.model.spans import Span


class Cover:
    """Stretches of text, for look-up by place."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Sort the stretches; of those up to each one, remember how far any reaches."""
        known = sorted(spans)
        self._starts = [span.start for span in known]
        self._reach = [*accumulate((span.end for span in known), max)]

    def has(self, place: Span) -> bool:
        """Tell whether stretches that begin before `place` reach as far as its end."""
        at = bisect_right(self._starts, place.start) - 1
        return at >= 0 and place.end <= self._reach[at]
