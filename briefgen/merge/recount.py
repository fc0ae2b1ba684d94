"""Evidence counted again after somebody decided on it: what follows from it, as merging does it.

Who is one actor, what is one fact and which facts are of one event is taken as it stands in the
evidence; nothing is grouped anew. Of evidence as it was merged nothing changes.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from briefgen.merge.conflicts import find_disagreements
from briefgen.merge.events import Account, retell
from briefgen.merge.origins import Independence, known_media
from briefgen.merge.ruled import ruled
from briefgen.merge.speech import complete, find_versions, state_quotations
from briefgen.merge.who import Identities, Press, in_order, tie
from briefgen.model.annotations import Annotations
from briefgen.model.evidence import Evidence, Quotation
from briefgen.model.rulings import Rulings
from briefgen.model.text import Corpus

_NONE = Rulings()


class Recount:
    """Counts evidence of some sources again; what does not depend on it is found once."""

    def __init__(
        self,
        corpus: Corpus,
        annotations: Callable[[], Sequence[Annotations]],
        period: tuple[str, str] = ("", ""),
    ) -> None:
        """Take what the evidence was merged of; `annotations` are asked for when needed."""
        self._corpus = corpus
        self._find = annotations
        self._period = period

    @cached_property
    def _annotations(self) -> tuple[Annotations, ...]:
        return tuple(self._find())

    @cached_property
    def independence(self) -> Independence:
        """Which sources count as one."""
        return Independence(self._corpus, self._annotations)

    def __call__(self, evidence: Evidence, rulings: Rulings) -> Evidence:
        """Return the evidence with all that follows from it."""
        identities = Identities(in_order(evidence.actors), evidence.ambiguities)
        told = ruled(self._annotations, evidence.quotations, rulings)
        account = retell(evidence, self._corpus, told, identities, self.independence, self._period)
        return self.conclude(evidence, account, identities, told, rulings)

    def conclude(
        self,
        evidence: Evidence,
        account: Account,
        identities: Identities,
        annotations: Sequence[Annotations],
        rulings: Rulings = _NONE,
    ) -> Evidence:
        """Return evidence with what the sources tell and say, and all that follows from that."""
        stated = state_quotations(self._corpus, annotations, identities)
        said, facts = complete(
            self._corpus, [_ruled(one, rulings) for one in stated], account.facts
        )
        press = Press(self._corpus, known_media())
        count = self.independence.count
        ties = tie(account.facts, said, annotations, identities, press, count)
        return replace(
            evidence,
            facts=facts,
            actors=ties.actors,
            quotations=said,
            versions=find_versions(said, annotations),
            events=account.timeline,
            disagreements=find_disagreements(account, identities, self._corpus),
            ambiguities=identities.ambiguities,
            together=ties.together,
            said_about=ties.said_about,
            developments=account.developments,
        )


def _ruled(quotation: Quotation, rulings: Rulings) -> Quotation:
    """Return a quotation of whom the desk says, in the role that it gives the speaker."""
    speaker = rulings.speakers.get(quotation.id, quotation.speaker)
    role = rulings.roles.get(speaker.actor or "", speaker.role)
    return replace(quotation, speaker=replace(speaker, role=role))
