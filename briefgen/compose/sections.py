"""Chosen evidence as items with anchors, labels and citation numbers."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from string import ascii_lowercase

from briefgen.compose.choice import Chosen
from briefgen.model.brief import Item, Section, SectionName, Shown
from briefgen.model.citations import Citation
from briefgen.model.evidence import Actor, Event, Quotation, Title
from briefgen.model.facts import Fact

_MOST_MARKS = 5
"""Sources marked at one fact; evidence.json has them all."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Gives each citation its number when it first appears."""

    order: dict[Citation, int] = field(default_factory=dict)

    def of(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """Return the numbers of citations, each once."""
        numbers = [self.order.setdefault(c, len(self.order) + 1) for c in citations]
        return tuple(dict.fromkeys(numbers))


def number_section(name: SectionName, chosen: Chosen, numbers: Numbers) -> Section:
    """Make a section of the chosen evidence; one that shows none has no items."""
    fill = _FILL.get(name)
    items = fill(chosen, numbers) if fill else ()
    return Section(name, tuple(_edited(item, chosen) for item in items))


def _edited(item: Item, chosen: Chosen) -> Item:
    """Return an item that says of itself and its details whether the desk has decided on them."""
    details = tuple(_edited(one, chosen) for one in item.details)
    return replace(item, details=details, edited=item.ref in chosen.edited)


def _items(
    label: str, things: Sequence[Shown], numbers: Numbers, chosen: Chosen, first: int = 1
) -> tuple[Item, ...]:
    return tuple(
        Item(thing.id, f"{label.lower()}-{n}", f"{label} {n}", numbers.of(_cited(thing, chosen)))
        for n, thing in enumerate(things, first)
    )


def _told(
    leads: Sequence[Fact], numbers: Numbers, chosen: Chosen, first: int = 1
) -> tuple[Item, ...]:
    """Make items of the leads of developments, each with its details behind it."""
    return tuple(
        replace(item, details=tuple(_details(item, chosen, numbers)))
        for lead, n in zip(leads, count(first))
        for item in _items("Fact", (lead,), numbers, chosen, n)
    )


def _details(lead: Item, chosen: Chosen, numbers: Numbers) -> Iterator[Item]:
    for letter, fact in zip(ascii_lowercase, chosen.details[lead.ref], strict=False):
        cited = numbers.of(_cited(fact, chosen))
        yield Item(fact.id, f"{lead.anchor}{letter}", f"{lead.label}{letter}", cited)


def _cited(thing: Shown, chosen: Chosen) -> Iterator[Citation]:
    """Yield the citations shown with a thing, the one that proves it first."""
    match thing:
        case Fact():
            yield from _one_a_source(thing.citations)
            yield from thing.proof
        case Event():
            yield thing.citation
            yield from (cited for ref in thing.facts for cited in chosen.by_id[ref].proof)
        case Title():
            yield thing.citation
        case Actor():
            yield thing.mentions[0]
            yield from (cited for office in thing.offices for cited in office.citations)
            yield from (alias.citation for alias in thing.other_names)
            yield from (one.citation for one in thing.inferred_names)
            if thing.refers_to:
                yield thing.refers_to.citation
        case Quotation():
            yield from thing.parts
            yield from thing.reservations
            yield from filter(None, (thing.speaker.mention, thing.addressee, thing.relay))
            yield from (part for other in chosen.versions[thing.id] for part in other.parts)
        case _:
            yield from (citation for value in thing.values for citation in value.citations)
            yield from (cited for ref in (thing.fact,) if ref for cited in chosen.by_id[ref].proof)


def _one_a_source(citations: Sequence[Citation]) -> list[Citation]:
    """Return the first citation of each source, of not too many sources."""
    first = {citation.source: citation for citation in reversed(citations)}
    kept = set(first.values())
    return [citation for citation in citations if citation in kept][:_MOST_MARKS]


def _headline(chosen: Chosen, numbers: Numbers) -> tuple[Item, ...]:
    thing = chosen.headline
    if thing is None:
        return ()
    return (Item(thing.id, "top", "Headline", numbers.of(_cited(thing, chosen))),)


def _key_facts(chosen: Chosen, numbers: Numbers) -> tuple[Item, ...]:
    items = _told(chosen.facts, numbers, chosen, first=len(chosen.bottom_line) + 1)
    return tuple(replace(item, theme=chosen.themes[item.ref]) for item in items)


def _changes(chosen: Chosen, numbers: Numbers) -> tuple[Item, ...]:
    return tuple(
        Item(
            fact.id,
            f"change-{n}",
            f"Change {n}",
            numbers.of((*fact.proof, *(revision.after for revision in change.revisions))),
        )
        for n, (fact, change) in enumerate(chosen.changed, 1)
    )


_FILL: dict[SectionName, Callable[[Chosen, Numbers], tuple[Item, ...]]] = {
    SectionName.HEADLINE: _headline,
    SectionName.BOTTOM_LINE: lambda c, n: _told(c.bottom_line, n, c),
    SectionName.CHANGES: _changes,
    SectionName.KEY_FACTS: _key_facts,
    SectionName.TIMELINE: lambda c, n: _items("Event", c.events, n, c),
    SectionName.ACTORS: lambda c, n: _items("Actor", c.actors, n, c),
    SectionName.QUOTATIONS: lambda c, n: _items("Quotation", c.quotations, n, c),
    SectionName.DISAGREEMENTS: lambda c, n: _items("Disagreement", c.disagreements, n, c),
}
