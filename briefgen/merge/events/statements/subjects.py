"""Whether two statements are about others, by the names in them."""

import re
from dataclasses import dataclass, replace

from briefgen.merge.events.statements.units import Unit, others_act
from briefgen.merge.words import DAYS_AND_MONTHS
from briefgen.model.annotations import ActorKind
from briefgen.model.text import Document

_NAME = re.compile(r"(?<=[\w,”’)] )[A-Z]\w+")
"""A word with a capital that does not begin the sentence."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A unit with the words of what it states, without who says so, and the names in them."""

    unit: Unit
    text: str
    names: frozenset[str]

    @classmethod
    def of(cls, unit: Unit, document: Document) -> "Stated":
        """Return what a unit of a document states."""
        text = unit.statement.span.of(document.text)
        said = unit.statement.attribution
        stated = text.replace(said.of(document.text), " ") if said else text
        return cls(unit, stated, names_of(stated))

    def without(self, names: frozenset[str]) -> "Stated":
        """Return it without some of its names."""
        return replace(self, names=self.names - names)


def others(a: Stated, b: Stated, *, of_bodies: bool = True) -> bool:
    """Tell whether units name other actors, or have names and none in common.

    Not every name is a known actor's; where two units share an actor, names decide nothing.
    """
    if a.unit.involved & b.unit.involved:
        return False
    kinds = a.unit.kinds & b.unit.kinds
    if others_act(a.unit, b.unit) and (of_bodies or kinds != {ActorKind.ORGANISATION}):
        return True
    met = any(name in b.text for name in a.names) or any(name in a.text for name in b.names)
    return bool(a.names) and bool(b.names) and not met


def names_in(unit: Unit, document: Document) -> frozenset[str]:
    """Return the words with a capital in what a unit states, but for its first word."""
    return Stated.of(unit, document).names


def names_of(text: str) -> frozenset[str]:
    """Return the words with a capital that begin no sentence and are no days or months."""
    return frozenset(_NAME.findall(text)) - DAYS_AND_MONTHS
