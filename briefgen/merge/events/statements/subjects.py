"""Whether two statements are about others, by the names in them."""

import re
from collections.abc import Mapping

from briefgen.merge.events.statements.units import Unit, others_act
from briefgen.merge.words import DAYS_AND_MONTHS
from briefgen.model.text import Document

_NAME = re.compile(r"(?<=[\w,”’)] )[A-Z]\w+")
"""A word with a capital that does not begin the sentence."""


def others(a: Unit, b: Unit, documents: Mapping[str, Document]) -> bool:
    """Tell whether units name other actors, or have names and none in common.

    Not every name is a known actor's; where two units share an actor, names decide nothing.
    """
    if others_act(a, b) or a.involved & b.involved:
        return others_act(a, b)
    texts = [_stated(unit, documents[unit.source]) for unit in (a, b)]
    one, other = (names_of(text) for text in texts)
    met = any(name in texts[1] for name in one) or any(name in texts[0] for name in other)
    return bool(one) and bool(other) and not met


def names_in(unit: Unit, document: Document) -> frozenset[str]:
    """Return the words with a capital in what a unit states, but for its first word."""
    return names_of(_stated(unit, document))


def _stated(unit: Unit, document: Document) -> str:
    """Return what is stated, without who says so."""
    text = unit.statement.span.of(document.text)
    said = unit.statement.attribution
    return text.replace(said.of(document.text), " ") if said else text


def names_of(text: str) -> frozenset[str]:
    """Return the words with a capital that begin no sentence and are no days or months."""
    return frozenset(_NAME.findall(text)) - DAYS_AND_MONTHS
