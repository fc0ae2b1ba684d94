"""What a verdict of the desk comes to: other evidence, or a reason why it has nothing to change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from briefgen.decide.places import Places
from briefgen.model.decisions import Decision
from briefgen.model.evidence import Evidence
from briefgen.model.rulings import Rulings


@dataclass(frozen=True, slots=True)
class Effect:
    """Evidence after a decision: on which of it (ids), what was found there, what is decided.

    `renamed` has the new ids of what has another one now, by the old ones; `rulings` what is
    decided of single statements, quotations and actors, for the counting that comes after it.
    """

    evidence: Evidence
    refs: tuple[str, ...]
    found: str
    decided: str
    renamed: Mapping[str, str] = field(default_factory=dict)
    rulings: Rulings = field(default_factory=Rulings)


Verdict = Callable[[Evidence, Decision, Places], Effect | str]
"""How decisions of one kind are applied; gives words for what became of one that cannot be."""

Recount = Callable[[Evidence, Rulings], Evidence]
"""Counts again what follows from evidence: ranks, origins, links, disagreements and so on."""
