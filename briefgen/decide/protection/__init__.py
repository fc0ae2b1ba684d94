"""What the desk keeps to itself: hidden sources, and hidden words of others.

Hidden sources are taken out of what was read, hidden words out of a text that was just cleaned;
what comes after never knew them.
"""

from briefgen.decide.protection.earlier import protect_past, protect_text
from briefgen.decide.protection.exposed import exposed
from briefgen.decide.protection.passages import Passages, find_passages, protect_document, prove
from briefgen.decide.protection.sources import Sight, look
from briefgen.decide.protection.veil import own_remarks, remarks, veil, veiled_id
from briefgen.decide.protection.wish import UNPROTECTED, Protection

__all__ = [
    "UNPROTECTED",
    "Passages",
    "Protection",
    "Sight",
    "exposed",
    "find_passages",
    "look",
    "own_remarks",
    "protect_document",
    "protect_past",
    "protect_text",
    "prove",
    "remarks",
    "veil",
    "veiled_id",
]
