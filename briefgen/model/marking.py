"""Handling marks: the Traffic Light Protocol, version 2.0 (FIRST, 2022)."""

from enum import StrEnum


class Marking(StrEnum):
    """TLP labels, from the widest to the narrowest audience."""

    CLEAR = "TLP:CLEAR"
    GREEN = "TLP:GREEN"
    AMBER = "TLP:AMBER"
    AMBER_STRICT = "TLP:AMBER+STRICT"
    RED = "TLP:RED"

    @property
    def level(self) -> int:
        """How narrow the audience is; 0 is the widest."""
        return list(Marking).index(self)
