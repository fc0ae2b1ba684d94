"""What was said and by whom, and one statement as several sources quote it."""

from briefgen.merge.speech.halves import complete
from briefgen.merge.speech.quotations import state_quotations
from briefgen.merge.speech.versions import find_versions

__all__ = ["complete", "find_versions", "state_quotations"]
