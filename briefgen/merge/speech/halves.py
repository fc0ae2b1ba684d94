"""Quotations and facts with the limiting words that they leave out."""

from collections.abc import Sequence
from dataclasses import replace

from briefgen.model.citations import Citation, cite
from briefgen.model.evidence import Quotation
from briefgen.model.facts import Fact
from briefgen.model.speech import Reservation, find_reservations
from briefgen.model.spoken import speech_of
from briefgen.model.text import Corpus


def complete(
    corpus: Corpus, quotations: Sequence[Quotation], facts: Sequence[Fact]
) -> tuple[tuple[Quotation, ...], tuple[Fact, ...]]:
    """Return them with the quoted words that limit or deny what they say, where they lack those."""
    documents = {document.source.key: document for document in corpus.documents}
    texts = {key: document.text for key, document in documents.items()}
    found = find_reservations(quotations, facts, texts, map(speech_of, quotations))

    def cited(left_out: Sequence[Reservation]) -> tuple[Citation, ...]:
        return tuple(cite(documents[one.source], one.span) for one in left_out)

    return (
        tuple(
            replace(one, reservations=cited(left_out)) if left_out else one
            for one, left_out in zip(quotations, found.quotations, strict=True)
        ),
        tuple(
            replace(one, reservations=cited(left_out)) if left_out else one
            for one, left_out in zip(facts, found.facts, strict=True)
        ),
    )
