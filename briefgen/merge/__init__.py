"""Annotations of all documents to one body of evidence.

Who is who, where each source's words come from, what happened, who said what, and where the
sources differ. Nothing here adds words: evidence cites.
"""

from collections.abc import Sequence
from types import MappingProxyType

from briefgen.config import KnownActors
from briefgen.merge.conflicts import find_disagreements
from briefgen.merge.events import find_titles, tell
from briefgen.merge.origins import Independence, flag_later, known_media, record_source
from briefgen.merge.since import compare
from briefgen.merge.speech import complete, find_versions, state_quotations
from briefgen.merge.who import Press, identify, tie
from briefgen.model.annotations import Annotations
from briefgen.model.evidence import Evidence, Generator
from briefgen.model.text import Corpus

__all__ = ["compare", "flag_later", "merge"]


def merge(
    corpus: Corpus,
    annotations: Sequence[Annotations],
    generator: Generator,
    known: KnownActors = MappingProxyType({}),
    period: tuple[str, str] = ("", ""),
) -> Evidence:
    """Merge what was found in each document; `annotations` correspond to the documents.

    What the user says in `known` of who is who always counts. What lies before `period`, given
    by its first and its last day, is background.
    """
    identities = identify(corpus, tuple(annotations), known)
    independence = Independence(corpus, annotations)
    account = tell(corpus, annotations, identities, independence, period)
    quotations = state_quotations(corpus, annotations, identities)
    quotations, facts = complete(corpus, quotations, account.facts)
    press = Press(corpus, known_media())
    ties = tie(account.facts, quotations, annotations, identities, press, independence.count)
    pairs = zip(corpus.documents, annotations, strict=True)
    return Evidence(
        generator=generator,
        sources=tuple(record_source(document, one, independence) for document, one in pairs),
        facts=facts,
        actors=ties.actors,
        quotations=quotations,
        versions=find_versions(quotations, annotations),
        events=account.timeline,
        disagreements=find_disagreements(account, identities, corpus),
        titles=tuple(find_titles(corpus)),
        skipped=corpus.skipped,
        ambiguities=identities.ambiguities,
        together=ties.together,
        said_about=ties.said_about,
        developments=account.developments,
    )
