"""What a statement is worth to a reader, and what is told first."""

from briefgen.merge.events.worth.news import Period
from briefgen.merge.events.worth.order import (
    Turn,
    order_claims,
    order_developments,
    turns,
    worth_beside,
)
from briefgen.merge.events.worth.ranking import WEIGHTS, Reasons, clarity, weigh

__all__ = [
    "WEIGHTS",
    "Period",
    "Reasons",
    "Turn",
    "clarity",
    "order_claims",
    "order_developments",
    "turns",
    "weigh",
    "worth_beside",
]
