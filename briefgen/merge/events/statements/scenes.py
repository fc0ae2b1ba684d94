"""Where and when a statement happens: what it names, or else what the sentences before it name.

"Nine soldiers lost their lives" follows a sentence that gives the place and the day. A day
holds on in its paragraph, a place in its document until another one is named, a person as long
as the next sentence leans on it ("He ..."). What a report dates nowhere happened most likely
on the first day that it tells of.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from briefgen.merge.events.statements.subjects import names_in, names_of
from briefgen.merge.events.statements.units import Unit
from briefgen.merge.tables import Weights, read_words
from briefgen.merge.who import Identities
from briefgen.merge.words import named_bodies
from briefgen.model.annotations import ActorKind, DateMention, Precision
from briefgen.model.evidence import Actor
from briefgen.model.text import Document

_W = Weights(__package__, "scenes")
_SORTS = read_words(__package__, "places")["sorts"]
_PLACES = (ActorKind.PLACE, ActorKind.STATE)


@dataclass(frozen=True, slots=True)
class Setting:
    """The names of places, the ids of persons and the dates that a statement is about.

    `places` may have been named long before, `near` only in the same paragraph. `lead` is the
    first day that the document tells of, for a statement that has no date. `named` are the
    words of names in the statement, `names` those in its document, in small letters, and `words`
    all that its document states. `written` is the document's day, an ordinal as of
    `date.toordinal`, 0 for none; `dated` tells that the statement itself has a date.
    """

    places: frozenset[str]
    near: frozenset[str]
    persons: frozenset[str]
    dates: tuple[DateMention, ...]
    lead: tuple[DateMention, ...] = ()
    named: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    written: int = 0
    dated: bool = False
    words: frozenset[str] = frozenset()

    def fits(self, other: "Setting") -> bool:
        """Tell whether neither places, persons nor dates of two statements exclude each other."""
        apart = self.dates and other.dates and not self.same_day(other)
        return not apart and self.about_same(other)

    def about_same(self, other: "Setting") -> bool:
        """Tell whether neither the places nor the persons of two statements are others."""
        return not (_others(self.near, other.near) or _others(self.persons, other.persons))

    def placed_apart(self, other: "Setting") -> bool:
        """Tell whether each of two statements has a place that the other does not have."""
        return bool(self.near - other.near) and bool(other.near - self.near)

    def same_day(self, other: "Setting") -> bool:
        """Tell whether dates of both may be the same."""
        return _meet(self.dates, other.dates)

    def same_time(self, other: "Setting") -> bool:
        """Tell whether two documents were written near enough to tell of one affair."""
        if not (self.written and other.written):
            return True
        return abs(self.written - other.written) <= _W.same_time

    def may_be_one_affair(self, other: "Setting") -> bool:
        """Tell whether two documents may tell of one affair: their days, and names or words.

        Short reports have one name in common, perhaps, but tell the same in the same words.
        """
        if not self.same_time(other):
            return False
        return self._share_names(other, _W.possible) or self._share_words(other)

    def same_affair(self, other: "Setting") -> bool:
        """Tell whether two documents do tell of one affair, and the statements of its own time.

        Each document also knows all that the statement of the other names.
        """
        known = self.named <= other.names and other.named <= self.names
        timed = not (self.dated or other.dated) or self.likely_same_day(other)
        return known and timed and self.same_time(other) and self._share_names(other, _W.sure)

    def _share_names(self, other: "Setting", share: float) -> bool:
        least = max(_W.fewest_names, share * min(len(self.names), len(other.names)))
        return len(self.names & other.names) >= least

    def _share_words(self, other: "Setting") -> bool:
        share = _W.alike_unnamed if self.names.isdisjoint(other.names) else _W.alike
        least = max(share * min(len(self.words), len(other.words)), _W.fewest_words)
        return len(self.words & other.words) >= least

    def likely_same_day(self, other: "Setting") -> bool:
        """Tell whether they may be, a document's first day standing in for a date not given."""
        return _meet(self.dates or self.lead, other.dates or other.lead)


def _others(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether both are known, and have nothing in common."""
    return bool(one and other) and one.isdisjoint(other)


def _meet(one: Sequence[DateMention], other: Sequence[DateMention]) -> bool:
    return any(x.start <= y.end and y.start <= x.end for x in one for y in other)


_NOWHERE = Setting(frozenset(), frozenset(), frozenset(), ())


def settings(
    units: Sequence[Unit], identities: Identities, documents: Mapping[str, Document]
) -> tuple[Setting, ...]:
    """Return the settings of all units, which stand in source and text order."""
    found: list[Setting] = []
    source, block, held = "", -1, _NOWHERE
    leads = _leads(units, documents)
    names = {source: _names_in(document) for source, document in documents.items()}
    days = {source: _written(document) for source, document in documents.items()}
    told: dict[str, set[str]] = {source: set() for source in documents}
    for unit in units:
        told[unit.source].update(unit.terms)
    words = {source: frozenset(terms) for source, terms in told.items()}
    for unit in units:
        if unit.source != source:
            source, block, held = unit.source, -1, _NOWHERE
        here = _block(unit, documents[source])
        goes_on, block = here == block, here
        own = tuple(_named(unit, identities))
        named = frozenset(_places(own))
        persons = frozenset(one.id for one in own if one.kind is ActorKind.PERSON)
        held = Setting(
            named or held.places,
            named or (held.near if goes_on else frozenset()),
            persons or (held.persons if goes_on and unit.feature("leaning") else frozenset()),
            tuple(day for day in unit.dates if day.start) or (held.dates if goes_on else ()),
            leads.get(source, ()),
            _small(names_in(unit, documents[source])),
            names[source],
            days[source],
            any(day.start for day in unit.dates),
            words[unit.source],
        )
        found.append(held)
    return tuple(found)


def _places(actors: Iterable[Actor]) -> set[str]:
    return {_bare(one.name) for one in actors if one.kind in _PLACES}


def _bare(name: str) -> str:
    """Return the name of a place without its sort: "Cook County" may be "Cook" elsewhere."""
    words = name.casefold().split()
    return " ".join(words[:-1] if len(words) > 1 and words[-1] in _SORTS else words)


def _written(document: Document) -> int:
    day = document.source.metadata.anchor
    return date.fromisoformat(day).toordinal() if day else 0


def _names_in(document: Document) -> frozenset[str]:
    stated = (b.span.of(document.text) for b in document.blocks if b.kind.states)
    return _small(frozenset(name for text in stated for name in names_of(text)))


def _small(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names) - named_bodies()


def _leads(
    units: Sequence[Unit], documents: Mapping[str, Document]
) -> Mapping[str, tuple[DateMention, ...]]:
    """Return the first day that each document tells of and that was past when it was written."""
    found: dict[str, tuple[DateMention, ...]] = {}
    for unit in units:
        anchor = documents[unit.source].source.metadata.anchor
        days = [one for one in unit.dates if one.precision is Precision.DAY and one.end <= anchor]
        if unit.source not in found and days:
            found[unit.source] = (days[0],)
    return found


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
