"""Key figures: the numbers of the facts a note shows, in the words of the sources."""

import re
from dataclasses import dataclass

from briefgen.model.brief import Brief, Item, SectionName
from briefgen.model.facts import Fact

_MOST = 4
_LONGEST = 46
_NUMBER = re.compile(
    r"((?:[€$£¥]\s?)?\d[\d.,\u00a0 ]*"
    r"(?:\s?%|\s(?:per cent|percent|thousand|million|billion|trillion))?"
    r"|[A-Za-z]+(?:-[a-z]+)?)\s+(\S.*)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number and what it counts, with the item it stands in and its citation's number."""

    number: str
    what: str
    item: Item
    citation: int


def key_figures(brief: Brief) -> tuple[KeyFigure, ...]:
    """Return the first figures of the facts shown that count or measure something."""
    found: dict[str, KeyFigure] = {}
    for section in brief.sections:
        if section.name in (SectionName.BOTTOM_LINE, SectionName.KEY_FACTS):
            for item in section.items:
                for figure in _figures(brief, item):
                    found.setdefault(f"{figure.number} {figure.what}".casefold(), figure)
    return tuple(found.values())[:_MOST]


def _figures(brief: Brief, item: Item) -> list[KeyFigure]:
    fact = brief.shown(item)
    if not isinstance(fact, Fact):
        return []
    mark = next(n for n in item.citations if brief.citations[n - 1] == fact.citations[0])
    made = []
    for figure in fact.figures:
        parts = _NUMBER.fullmatch(figure.text)
        inside = fact.citations[0].source == figure.citation.source
        if parts and inside and figure.unit and len(figure.text) <= _LONGEST:
            made.append(KeyFigure(parts[1].strip(), parts[2], item, mark))
    return made
