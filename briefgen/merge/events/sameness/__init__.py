"""Which statements tell the same fact, and which tell of one event."""

from briefgen.merge.events.sameness.claims import Claim, cluster
from briefgen.merge.events.sameness.judgement import Sameness, Verdict

__all__ = ["Claim", "Sameness", "Verdict", "cluster"]
