"""Which citations are marked beside what an item shows."""

from collections.abc import Iterable

from briefgen.model.brief import Brief, Item
from briefgen.model.citations import Citation
from briefgen.model.evidence import Event, Quotation
from briefgen.model.facts import Fact
from briefgen.render.wording import pinpoint


def numbers(brief: Brief, item: Item, citations: Iterable[Citation | None]) -> tuple[int, ...]:
    """Return the numbers of those citations that the item shows."""
    shown = {brief.citations[n - 1]: n for n in item.citations}
    return tuple(dict.fromkeys(shown[c] for c in citations if c in shown))


def apart(brief: Brief, marked: Iterable[int], beside: Iterable[int] = ()) -> tuple[int, ...]:
    """Return the numbers whose pinpoints differ from each other and from those of `beside`.

    The same mark twice in one place tells a reader nothing; the ledger keeps them all.
    """
    known = {pinpoint(brief.citations[n - 1]) for n in beside}
    places: dict[str, int] = {}
    for n in marked:
        places.setdefault(pinpoint(brief.citations[n - 1]), n)
    return tuple(n for place, n in places.items() if place not in known)


def of_speech(brief: Brief, item: Item, quotation: Quotation) -> tuple[int, ...]:
    """Return the numbers of a quotation's own places, without those of other versions."""
    said = quotation.speaker.mention, quotation.addressee, quotation.relay
    return apart(brief, numbers(brief, item, (*quotation.parts, *said)))


def of_date(brief: Brief, item: Item, event: Event) -> tuple[int, ...]:
    """Return the number that proves an event's date, if its facts are marked otherwise."""
    facts = (fact for ref in event.facts if isinstance(fact := brief.find(ref), Fact))
    stated = numbers(brief, item, (c for fact in facts for c in fact.citations))
    return apart(brief, numbers(brief, item, [event.citation]), stated)
