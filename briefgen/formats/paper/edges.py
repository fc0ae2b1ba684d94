"""What stands at the edge of page after page: running heads and feet, page numbers."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from briefgen.formats.paper.pages import Line

_PAGE_NUMBER = re.compile(
    r"(?:page |p\. ?|[-–—] ?)?(?:#+|[ivxl]+)(?: ?(?:of|/|\||[-–—]) ?#*)?", re.IGNORECASE
)
_EDGE_LINES = 2
_FEWEST_PAGES = 2
_SAME_PLACE = 2.0
_NUMBER = re.compile(r"^\d{1,4}\b|\b\d{1,4}$")


def edge_lines(lines: Sequence[Line]) -> frozenset[Line]:
    """Return running heads and feet, and page numbers.

    These are lines of the rim whose words come again on half of the pages but for figures, or
    that hold a number which counts the pages; and what stands where those stand elsewhere.
    """
    rims = [rim for _, page in groupby(lines, key=lambda line: line.page) if (rim := _rim(page))]
    if len(rims) < _FEWEST_PAGES:
        return frozenset()
    often = max(_FEWEST_PAGES, len(rims) / 2)
    words = Counter(word for rim in rims for word in {_placed(line) for line in rim})
    counted = Counter(step for rim in rims for step in {n for line in rim for n in _steps(line)})
    counters = {
        step for step, times in counted.items() if times > max(_FEWEST_PAGES, len(rims) / 4)
    }
    found = {
        line
        for rim in rims
        for line in rim
        if words[_placed(line)] >= often
        or _PAGE_NUMBER.fullmatch(_bare(line))
        or not counters.isdisjoint(_steps(line))
    }
    known = {(_level(line) + n, line.size) for line in found for n in (-1, 0, 1)}
    return frozenset(line for rim in rims for line in rim if (_level(line), line.size) in known)


def _rim(page: Iterable[Line]) -> list[Line]:
    """Return the highest and the lowest lines of a page."""
    ordered = sorted(page, key=lambda line: -line.top)
    return list(dict.fromkeys((*ordered[:_EDGE_LINES], *ordered[-_EDGE_LINES:])))


def _bare(line: Line) -> str:
    return re.sub(r"\d", "#", line.text)


def _level(line: Line) -> int:
    return round(line.top / _SAME_PLACE)


def _placed(line: Line) -> tuple[str, int]:
    return _bare(line), _level(line)


def _steps(line: Line) -> Iterator[tuple[int, float]]:
    """Yield by how much numbers at a line's ends run ahead of the pages, and the line's size."""
    for number in _NUMBER.findall(line.text):
        yield int(number) - line.page, line.size
