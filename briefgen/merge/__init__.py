"""Annotations of all documents to one body of evidence.

Who is who, where each source's words come from, what happened, who said what, and where the
sources differ. Nothing here adds words: evidence cites.
"""

from collections.abc import Sequence
from types import MappingProxyType

from briefgen.config import KnownActors
from briefgen.merge.events import (
    WEIGHTS,
    Beside,
    Compared,
    Flaw,
    Ground,
    Member,
    Stated,
    Trace,
    Turn,
    find_titles,
    tell,
    worth_beside,
)
from briefgen.merge.origins import Independence, flag_later, record_source
from briefgen.merge.recount import Recount
from briefgen.merge.since import compare
from briefgen.merge.who import identify
from briefgen.model.annotations import Annotations, nothing_in
from briefgen.model.evidence import Evidence, Generator
from briefgen.model.records import SourceRecord
from briefgen.model.text import Corpus

__all__ = [
    "WEIGHTS",
    "Beside",
    "Compared",
    "Flaw",
    "Ground",
    "Member",
    "Recount",
    "Stated",
    "Trace",
    "Turn",
    "compare",
    "flag_later",
    "merge",
    "retrace",
    "take_stock",
    "worth_beside",
]


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
    counting = Recount(corpus, lambda: annotations, period)
    identities = identify(corpus, tuple(annotations), known)
    account = tell(corpus, annotations, identities, counting.independence, period)
    pairs = zip(corpus.documents, annotations, strict=True)
    plain = Evidence(
        generator=generator,
        sources=tuple(record_source(*pair, counting.independence) for pair in pairs),
        facts=(),
        actors=(),
        quotations=(),
        versions=(),
        events=(),
        disagreements=(),
        titles=tuple(find_titles(corpus)),
        skipped=corpus.skipped,
        hidden=corpus.hidden,
    )
    return counting.conclude(plain, account, identities, annotations)


def retrace(
    corpus: Corpus,
    annotations: Sequence[Annotations],
    known: KnownActors = MappingProxyType({}),
    period: tuple[str, str] = ("", ""),
) -> Trace:
    """Return how the facts that `merge` makes of the same come about, for who asks."""
    identities = identify(corpus, tuple(annotations), known)
    independence = Independence(corpus, annotations)
    account = tell(corpus, annotations, identities, independence, period)
    return Trace(account, identities, independence)


def take_stock(corpus: Corpus) -> tuple[SourceRecord, ...]:
    """Return what is known of each source before anything was looked for in its text.

    Two that reprint each other's sentences are told apart here: that takes annotations.
    """
    nothing = [nothing_in(document) for document in corpus.documents]
    independence = Independence(corpus, nothing)
    pairs = zip(corpus.documents, nothing, strict=True)
    return tuple(record_source(document, one, independence) for document, one in pairs)
