"""What the desk decided that evidence does not hold by itself, for merging to count with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.model.evidence import Speaker
from briefgen.model.spans import Span

DESK = "desk"
"""The rule by which a speaker was found, or two facts are of one event, where the desk says so."""


@dataclass(frozen=True, slots=True)
class Rulings:
    """The ISO 8601 days of statements, by source and place; speakers and roles of whom.

    `speakers` are those of quotations, by their ids, `roles` those that actors are shown with
    wherever they speak, by the actors' ids.
    """

    days: Mapping[tuple[str, Span], str] = field(default_factory=dict)
    speakers: Mapping[str, Speaker] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)

    def also(self, other: "Rulings") -> "Rulings":
        """Return both; the other one goes before where they say different things."""
        return Rulings(
            {**self.days, **other.days},
            {**self.speakers, **other.speakers},
            {**self.roles, **other.roles},
        )
