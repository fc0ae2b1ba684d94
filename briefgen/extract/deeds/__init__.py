"""What a sentence tells of: deeds, who does them to whom, whether they are so, and their causes."""

from briefgen.extract.deeds.standings import denies, is_negated
from briefgen.extract.deeds.told import causes_in, holding_in, standings_in

__all__ = ["causes_in", "denies", "holding_in", "is_negated", "standings_in"]
