"""What stands inside quotation marks, and what a quotation must not leave out of it."""

from briefgen.model.speech.limiting import turns
from briefgen.model.speech.marks import Quoted, find_quoted
from briefgen.model.speech.reservations import Reservation, Reserved, find_reservations

__all__ = ["Quoted", "Reservation", "Reserved", "find_quoted", "find_reservations", "turns"]
