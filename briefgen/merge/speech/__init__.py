"""What was said and by whom, and one statement as several sources quote it."""

from briefgen.merge.speech.quotations import state_quotations
from briefgen.merge.speech.versions import find_versions

__all__ = ["find_versions", "state_quotations"]
