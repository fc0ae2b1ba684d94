"""What stands inside quotation marks, and what a quotation must not leave out of it."""

from briefgen.model.speech.limiting import turns
from briefgen.model.speech.marks import Quoted, find_quoted
from briefgen.model.speech.reservations import Reservation, find_reservations

__all__ = ["Quoted", "Reservation", "find_quoted", "find_reservations", "turns"]
