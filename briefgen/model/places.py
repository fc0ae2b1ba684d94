"""Places of the world, and how often a note names them."""

from dataclasses import dataclass

Point = tuple[float, float]
"""A longitude and a latitude."""


@dataclass(frozen=True, slots=True)
class Place:
    """A named place; `country` is an ISO code, and a whole `land` is one itself."""

    name: str
    at: Point
    country: str
    land: bool


@dataclass(frozen=True, slots=True)
class ToldPlace:
    """A place that facts shown name, and how many of them do."""

    place: Place
    facts: int
