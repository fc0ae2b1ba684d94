"""Text that runs into the next sentence without a stop: headlines, captions, teasers, lists."""

from briefgen.extract.glued.leads import find_lead
from briefgen.extract.glued.seams import find_run_in

__all__ = ["find_lead", "find_run_in"]
