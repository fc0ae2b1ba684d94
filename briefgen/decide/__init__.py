"""What the desk decided, on evidence that was found: same evidence and decisions, same result.

Merging knows nothing of decisions, so what it made is used again when they change. What is
decided of actors, facts, events and speakers is counted again once, by who knows how.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefgen.decide.actors import Joining, kind, name, role
from briefgen.decide.choice import above, hide, pin, show
from briefgen.decide.conflicts import not_a_disagreement
from briefgen.decide.effects import Effect, Recount, Verdict
from briefgen.decide.facts import Grouping, day
from briefgen.decide.places import Places
from briefgen.decide.sources import describe, of_no_source
from briefgen.decide.speech import no_speaker, speaker
from briefgen.decide.touched import touched
from briefgen.model.decisions import Act, Decided, Decision, Stale
from briefgen.model.evidence import Evidence
from briefgen.model.rulings import Rulings
from briefgen.model.text import Corpus

__all__ = ["Recount", "decide", "describe"]

Family = Mapping[Act, Verdict]
"""Kinds of decisions that are applied in the order in which they were made, be they of any."""

_CHOICE: Sequence[Family] = (
    {Act.NOT_A_DISAGREEMENT: not_a_disagreement},
    {Act.SHOW: show},
    {Act.PIN: pin},
    {Act.ABOVE: above},
    {Act.HIDE: hide},
)
"""What is shown is chosen of what is then so."""


def _changing() -> Sequence[Family]:
    """Return the verdicts that change evidence: who it is of comes before what is told and said."""
    joining, grouping = Joining(), Grouping()
    return (
        {Act.JOIN: joining.join, Act.PART: joining.part},
        {Act.KIND: kind},
        {Act.NAME: name},
        {Act.ROLE: role},
        {
            Act.SAME_FACT: grouping.same_fact,
            Act.NOT_SAME_FACT: grouping.not_same_fact,
            Act.SAME_EVENT: grouping.same_event,
            Act.NOT_SAME_EVENT: grouping.not_same_event,
        },
        {Act.DAY: day},
        {Act.SPEAKER: speaker, Act.NO_SPEAKER: no_speaker},
    )


def decide(
    evidence: Evidence, corpus: Corpus, decisions: Sequence[Decision], recount: Recount
) -> Evidence:
    """Return the evidence as decided: `decided` tells what was changed, `stale` what was not.

    `corpus` has the texts that it was found in, with what was decided about them; `recount` says
    what follows where evidence is changed. Decisions of one family are applied in their order.
    """
    places = Places(corpus)
    judging = _Judging(evidence)
    for family in _changing():
        judging.apply(family, decisions, places)
    if judging.changes:
        judging.evidence = recount(judging.evidence, judging.rulings)
    judging.made = [one for made in judging.made for one in _everywhere(made, judging, evidence)]
    for family in _CHOICE:
        judging.apply(family, decisions, places)
    paths = [document.source.path for document in corpus.documents]
    return replace(
        judging.evidence,
        decided=(*corpus.described, *judging.made),
        stale=(*of_no_source(decisions, paths), *judging.stale),
    )


@dataclass(slots=True)
class _Judging:
    """Evidence as far as it is decided, and what the decisions came to."""

    evidence: Evidence
    made: list[Decided] = field(default_factory=list)
    stale: list[Stale] = field(default_factory=list)
    rulings: Rulings = field(default_factory=Rulings)
    changes: bool = False

    def apply(self, family: Family, decisions: Sequence[Decision], places: Places) -> None:
        """Apply the decisions of a family, one after the other."""
        for one in decisions:
            if one.act in family:
                outcome = family[one.act](self.evidence, one, places)
                if isinstance(outcome, str):
                    told = (one.passage.words, one.passage.path, outcome)
                    self.stale.append(Stale(one.id, one.act, *told))
                else:
                    self._take(one, outcome)

    def _take(self, one: Decision, outcome: Effect) -> None:
        self.changes = self.changes or outcome.evidence is not self.evidence
        self.changes = self.changes or outcome.rulings != Rulings()
        self.evidence = outcome.evidence
        self.rulings = self.rulings.also(outcome.rulings)
        self.made = [replace(d, ref=outcome.renamed.get(d.ref, d.ref)) for d in self.made]
        self.made += (
            Decided(one.id, one.act, ref, outcome.found, outcome.decided, one.by, one.on)
            for ref in outcome.refs
        )


def _everywhere(made: Decided, judging: _Judging, found: Evidence) -> Iterator[Decided]:
    """Yield what was decided, and the same of all else that shows it."""
    yield made
    for ref in touched(made, judging.evidence, found):
        yield replace(made, ref=ref)
