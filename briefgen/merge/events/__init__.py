"""What happened: which statements tell the same, what is worth telling, and when it was."""

from briefgen.merge.events.account import Account, retell, tell
from briefgen.merge.events.sameness import Claim, Ground
from briefgen.merge.events.statements import (
    Circumstances,
    Counted,
    Entry,
    Setting,
    Slot,
    Unit,
    dates_differ,
    names_in,
)
from briefgen.merge.events.telling import Flaw, find_titles
from briefgen.merge.events.tracing import Beside, Compared, Member, Stated, Trace
from briefgen.merge.events.worth import WEIGHTS, Turn, worth_beside

__all__ = [
    "WEIGHTS",
    "Account",
    "Beside",
    "Circumstances",
    "Claim",
    "Compared",
    "Counted",
    "Entry",
    "Flaw",
    "Ground",
    "Member",
    "Setting",
    "Slot",
    "Stated",
    "Trace",
    "Turn",
    "Unit",
    "dates_differ",
    "find_titles",
    "names_in",
    "retell",
    "tell",
    "worth_beside",
]
