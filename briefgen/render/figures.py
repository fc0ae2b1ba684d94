"""Key figures: the numbers of the facts a note shows, with the words of the sources."""

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.model.annotations import AmountKind
from briefgen.model.brief import Brief, Item, SectionName
from briefgen.model.facts import Fact, KeyNumber

_ORDER = tuple(AmountKind)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number, the words that say of what, and its citation's number."""

    number: str
    what: str
    item: Item
    citation: int


def key_figures(brief: Brief) -> tuple[KeyFigure, ...]:
    """Return the first figures of the facts shown: tolls before sums, shares and the rest.

    All are the source's own words, whole. Where the number stands first, the words go on after it.
    """
    found: dict[tuple[str, AmountKind], KeyFigure] = {}
    for kind, number, figure in sorted(_figures(brief), key=lambda one: _ORDER.index(one[0])):
        found.setdefault((number, kind), figure)
    return tuple(found.values())[: brief.figures]


def _figures(brief: Brief) -> Iterator[tuple[AmountKind, str, KeyFigure]]:
    for item in brief.items(SectionName.BOTTOM_LINE, SectionName.KEY_FACTS):
        fact = brief.shown(item)
        if isinstance(fact, Fact):
            for one in fact.key_numbers:
                yield one.kind, one.digits, _figure(brief, item, fact, one)


def _figure(brief: Brief, item: Item, fact: Fact, one: KeyNumber) -> KeyFigure:
    stated = fact.citations[0]
    mark = next(n for n in item.citations if brief.citations[n - 1] == stated)
    told = one.words.text
    if one.number.start == one.words.start:
        told = told[len(one.number.text) :]
    return KeyFigure(one.digits, " ".join(told.split()), item, mark)
