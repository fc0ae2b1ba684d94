"""Claims as evidence: facts with their dates, the developments they make, and the titles."""

from briefgen.merge.events.telling.developments import Told, develop
from briefgen.merge.events.telling.facts import state_facts
from briefgen.merge.events.telling.headings import find_titles
from briefgen.merge.events.telling.timeline import date_events

__all__ = ["Told", "date_events", "develop", "find_titles", "state_facts"]
