"""Whether two statements are about others, by the names in them."""

import re
from collections.abc import Mapping

from briefgen.merge.claims import Unit, dates_differ, others_act
from briefgen.model.text import Document

_NAME = re.compile(r"(?<=[\w,”’)] )[A-Z]\w+")
"""A word with a capital that does not begin the sentence."""

_CALENDAR = frozenset(
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January",
     "February", "March", "April", "May", "June", "July", "August", "September", "October",
     "November", "December"]
)  # fmt: skip


def differ(a: Unit, b: Unit, documents: Mapping[str, Document]) -> bool:
    """Tell whether units are about others, or about other days."""
    return dates_differ(a, b) or others(a, b, documents)


def others(a: Unit, b: Unit, documents: Mapping[str, Document]) -> bool:
    """Tell whether units name other actors, or have names and none in common.

    Not every name is a known actor's; where two units share an actor, names decide nothing.
    """
    if others_act(a, b) or a.actors & b.actors:
        return others_act(a, b)
    one, other = (_names(unit, documents[unit.source]) for unit in (a, b))
    return bool(one) and bool(other) and not one & other


def _names(unit: Unit, document: Document) -> frozenset[str]:
    """Return the names in what is stated, not of those who say so."""
    text = unit.statement.span.of(document.text)
    said = unit.statement.attribution
    if said:
        text = text.replace(said.of(document.text), " ")
    return frozenset(_NAME.findall(text)) - _CALENDAR
