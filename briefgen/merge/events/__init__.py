"""What happened: which statements tell the same, what is worth telling, and when it was."""

from briefgen.merge.events.account import Account, tell
from briefgen.merge.events.sameness import Claim
from briefgen.merge.events.statements import (
    Circumstances,
    Counted,
    Entry,
    Slot,
    Unit,
    dates_differ,
    names_in,
)
from briefgen.merge.events.telling import find_titles

__all__ = [
    "Account",
    "Circumstances",
    "Claim",
    "Counted",
    "Entry",
    "Slot",
    "Unit",
    "dates_differ",
    "find_titles",
    "names_in",
    "tell",
]
