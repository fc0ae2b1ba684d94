"""What happened: which statements tell the same, what is worth telling, and when it was."""

from briefgen.merge.events.account import Account, tell
from briefgen.merge.events.circumstances import Circumstances
from briefgen.merge.events.claims import Claim
from briefgen.merge.events.counted import Counted, Entry, Slot
from briefgen.merge.events.headings import find_titles
from briefgen.merge.events.scenes import Setting
from briefgen.merge.events.subjects import names_in
from briefgen.merge.events.units import Unit, dates_differ

__all__ = [
    "Account",
    "Circumstances",
    "Claim",
    "Counted",
    "Entry",
    "Setting",
    "Slot",
    "Unit",
    "dates_differ",
    "find_titles",
    "names_in",
    "tell",
]
