"""Quotations shown whole: none stops before, or leaves out, the words that limit or deny it."""

from collections.abc import Iterable, Iterator, Mapping

from briefgen.errors import Finding
from briefgen.model.evidence import Evidence
from briefgen.model.speech import find_reservations
from briefgen.verify.statements import place


def check_quoted(
    evidence: Evidence, shown: Iterable[str], texts: Mapping[str, str]
) -> Iterator[Finding]:
    """Find limiting words that shown quotations leave out and that are not shown with them.

    `texts` are those of the sources, by their keys; a source without one is not asked.
    """
    ids = set(shown)
    found = find_reservations(evidence.quotations, texts)
    for quotation, left_out in zip(evidence.quotations, found, strict=True):
        cited = {(words.source, words.span) for words in quotation.reservations}
        for one in left_out if quotation.id in ids else ():
            if (one.source, one.span) not in cited:
                words = " ".join(one.span.of(texts[one.source]).split())
                fault = f"quotation {quotation.id}: cut, without “{words}” of {one.source}"
                yield Finding(place(quotation.parts[-1]), fault)
