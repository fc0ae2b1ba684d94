"""Where a quotation was cut, and the limiting words that it lacks."""

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.model.brief import Brief, Item
from briefgen.model.citations import Citation
from briefgen.model.evidence import Quotation
from briefgen.render import marks


@dataclass(frozen=True, slots=True)
class Cut:
    """What a quotation leaves out, and in words where."""

    label: str
    text: str
    numbers: tuple[int, ...]


def cuts(brief: Brief, item: Item) -> tuple[Cut, ...]:
    """Return the limiting words that a quotation leaves out and the item cites."""
    quotation = brief.shown(item)
    return tuple(_cuts(brief, item, quotation)) if isinstance(quotation, Quotation) else ()


def _cuts(brief: Brief, item: Item, quotation: Quotation) -> Iterator[Cut]:
    for left_out in quotation.reservations:
        numbers = marks.numbers(brief, item, [left_out])
        if numbers:
            yield Cut(_label(quotation, left_out), left_out.text, numbers)


def _label(quotation: Quotation, left_out: Citation) -> str:
    first, last = quotation.parts[0], quotation.parts[-1]
    if left_out.source != first.source:
        return "Cut; another source has more of these words"
    if left_out.end <= first.start:
        return "Cut; the sentence begins"
    return "Cut here; it goes on" if left_out.start >= last.end else "Left out of it"
