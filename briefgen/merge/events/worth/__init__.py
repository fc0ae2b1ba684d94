"""What a statement is worth to a reader, and what is told first."""

from briefgen.merge.events.worth.news import Period
from briefgen.merge.events.worth.order import order_claims, order_developments
from briefgen.merge.events.worth.ranking import Reasons, clarity, weigh

__all__ = ["Period", "Reasons", "clarity", "order_claims", "order_developments", "weigh"]
