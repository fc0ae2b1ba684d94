"""Where and when a statement happens: what it names, or else what the sentences before it name.

"Nine soldiers lost their lives" follows a sentence that gives the place and the day. A day
holds on in its paragraph, a place in its document until another one is named.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefgen.merge.claims import Unit
from briefgen.merge.identity import Identities
from briefgen.model.annotations import ActorKind, DateMention
from briefgen.model.evidence import Actor
from briefgen.model.text import Document

_PLACES = (ActorKind.PLACE, ActorKind.STATE)


@dataclass(frozen=True, slots=True)
class Setting:
    """The ids of places and persons, and the resolved dates, that a statement is about.

    `places` may have been named long before, `near` only in the same paragraph.
    """

    places: frozenset[str]
    near: frozenset[str]
    persons: frozenset[str]
    dates: tuple[DateMention, ...]

    def fits(self, other: "Setting") -> bool:
        """Tell whether neither places, persons nor dates of two statements exclude each other."""
        return self.about_same(other) and (not (self.dates and other.dates) or self.same_day(other))

    def about_same(self, other: "Setting") -> bool:
        """Tell whether neither the places nor the persons of two statements are all others."""
        pairs = ((self.near, other.near), (self.persons, other.persons))
        return all(not (one and two) or bool(one & two) for one, two in pairs)

    def same_day(self, other: "Setting") -> bool:
        """Tell whether dates of both may be the same."""
        return any(x.start <= y.end and y.start <= x.end for x in self.dates for y in other.dates)


_NOWHERE = Setting(frozenset(), frozenset(), frozenset(), ())


def settings(
    units: Sequence[Unit], identities: Identities, documents: Mapping[str, Document]
) -> tuple[Setting, ...]:
    """Return the settings of all units, which stand in source and text order."""
    found: list[Setting] = []
    source, block, held = "", -1, _NOWHERE
    for unit in units:
        if unit.source != source:
            source, block, held = unit.source, -1, _NOWHERE
        here = _block(unit, documents[source])
        goes_on, block = here == block, here
        own = tuple(_named(unit, identities))
        named = frozenset(one.id for one in own if one.kind in _PLACES)
        held = Setting(
            named or held.places,
            named or (held.near if goes_on else frozenset()),
            frozenset(one.id for one in own if one.kind is ActorKind.PERSON),
            tuple(date for date in unit.dates if date.start) or (held.dates if goes_on else ()),
        )
        found.append(held)
    return tuple(found)


def _named(unit: Unit, identities: Identities) -> Iterator[Actor]:
    """Yield who and what is named in what is stated, not who says so."""
    said = unit.statement.attribution
    for span, actor in identities.named(unit.source, unit.statement.span):
        if not (said and said.contains(span)):
            yield actor


def _block(unit: Unit, document: Document) -> int:
    """Return the place of the block that a unit stands in."""
    begins = [block.span.start for block in document.blocks]
    return bisect_right(begins, unit.statement.span.start)
