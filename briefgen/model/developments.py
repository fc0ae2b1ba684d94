"""Developments: each an event that a brief tells once, with the facts that tell of it."""

from dataclasses import dataclass

from briefgen.model.annotations import Precision

MOST_DETAILS = 2
"""The most facts that are told behind the lead of a development, unless the desk shows more."""


@dataclass(frozen=True, slots=True)
class SameEvent:
    """Two facts, by id, that tell of one event; the parts of `score` are its `reasons`.

    It groups them and is no support: they need not state the same.
    """

    a: str
    b: str
    score: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Days:
    """A day, or a stretch of days, both ends inclusive; ISO 8601."""

    start: str
    end: str
    precision: Precision


@dataclass(frozen=True, slots=True)
class OriginCount:
    """How many independent sources tell of an event; no more than that where not `exact`."""

    count: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Development:
    """An event told once: facts by id, `lead` the one to tell, `details` what adds to it.

    `members` are all facts that tell of it, in rank order, `links` what holds them together.
    `background` is what lies before the period that a brief is of.
    """

    id: str
    rank: int
    lead: str
    details: tuple[str, ...]
    members: tuple[str, ...]
    links: tuple[SameEvent, ...]
    days: tuple[Days, ...]
    background: bool
    origins: OriginCount

    def __post_init__(self) -> None:
        """Refuse facts to tell, or links, that are not among the members, each once."""
        told = (self.lead, *self.details)
        linked = {ref for link in self.links for ref in (link.a, link.b)}
        if len(set(told)) < len(told) or not {*told, *linked} <= set(self.members):
            raise ValueError(f"development {self.id} tells what is no member of it, or twice")
