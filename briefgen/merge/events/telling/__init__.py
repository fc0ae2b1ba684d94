"""Claims as evidence: facts with their dates, the developments they make, and the titles."""

from briefgen.merge.events.telling.developments import (
    ENOUGH_TOGETHER,
    Links,
    Told,
    average,
    develop,
    develop_as,
    link_all,
)
from briefgen.merge.events.telling.facts import state_facts
from briefgen.merge.events.telling.headings import find_titles
from briefgen.merge.events.telling.lead import Flaw, Telling
from briefgen.merge.events.telling.timeline import date_events

__all__ = [
    "ENOUGH_TOGETHER",
    "Flaw",
    "Links",
    "Telling",
    "Told",
    "average",
    "date_events",
    "develop",
    "develop_as",
    "find_titles",
    "link_all",
    "state_facts",
]
