"""Key figures: the numbers of the facts a note shows, with the words of the sources."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.model.brief import Brief, Item, SectionName
from briefgen.model.facts import Fact, Figure
from briefgen.render.wording import clipped

_LONGEST = 42
"""The most characters of the words behind a number."""

_CUT = re.compile(r"[,;:]? …$")
_MILLION = 1_000_000
_NUMBER = re.compile(
    r"(?P<digits>(?:[€$£¥]\s?)?\d[\d.,\u00a0 ]*"
    r"(?:\s?%|\s(?:per cent|percent|thousand|million|billion|trillion))?(?=\s))"
    r"|(?P<words>[A-Za-z]+(?:-[a-z]+)?(?:\s(?:hundred|thousand|million|billion|trillion))*(?=\s))"
)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number, the words that follow it in its source, and its citation's number."""

    number: str
    what: str
    item: Item
    citation: int


def key_figures(brief: Brief) -> tuple[KeyFigure, ...]:
    """Return the first figures of the facts shown that count or measure something.

    Numbers are set in digits, as dates are set in one form; the source's own words follow.
    """
    found: dict[tuple[str, str], KeyFigure] = {}
    for item in brief.items(SectionName.BOTTOM_LINE, SectionName.KEY_FACTS):
        for unit, figure in _figures(brief, item):
            found.setdefault((figure.number, unit), figure)
    return tuple(found.values())[: brief.figures]


def _figures(brief: Brief, item: Item) -> Iterator[tuple[str, KeyFigure]]:
    fact = brief.shown(item)
    if not isinstance(fact, Fact):
        return
    stated = fact.citations[0]
    mark = next(n for n in item.citations if brief.citations[n - 1] == stated)
    for figure in fact.figures:
        place = figure.citation
        parts = _NUMBER.match(figure.text)
        inside = place.source == stated.source and stated.span.contains(place.span)
        if parts and inside and figure.unit:
            number = parts["digits"] or _in_digits(figure)
            behind = stated.text[place.span.start - stated.span.start + parts.end() :]
            if number:
                what = _CUT.sub("\N{NO-BREAK SPACE}…", clipped(behind.rstrip(".!?"), _LONGEST))
                yield figure.unit, KeyFigure(number.strip(), what, item, mark)


def _in_digits(figure: Figure) -> str:
    """Write a number of words in digits; "" for a range, an open number, and one alone."""
    value = figure.low
    if value is None or value != figure.high or value <= 1:
        return ""
    if value >= _MILLION:
        return f"{value / _MILLION:g} million"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:g}"
