"""What a statement holds, what stands round it, and what it counts."""

from briefgen.merge.events.statements.circumstances import Circumstances
from briefgen.merge.events.statements.counted import GROWING, Counted, Entry, Slot
from briefgen.merge.events.statements.subjects import names_in
from briefgen.merge.events.statements.units import Unit, collect_units, dates_differ, others_act

__all__ = [
    "GROWING",
    "Circumstances",
    "Counted",
    "Entry",
    "Slot",
    "Unit",
    "collect_units",
    "dates_differ",
    "names_in",
    "others_act",
]
