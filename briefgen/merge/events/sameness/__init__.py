"""Which statements tell the same fact, and which tell of one event."""

from briefgen.merge.events.sameness.claims import Claim, claims_of, cluster
from briefgen.merge.events.sameness.grounds import Ground
from briefgen.merge.events.sameness.judgement import Reasons, Sameness, Verdict

__all__ = ["Claim", "Ground", "Reasons", "Sameness", "Verdict", "claims_of", "cluster"]
