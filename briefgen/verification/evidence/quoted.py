"""Quotations shown whole: none stops before, or leaves out, the words that limit or deny it."""

from collections.abc import Iterable, Iterator, Mapping

from briefgen.errors import Finding
from briefgen.model.citations import Citation
from briefgen.model.evidence import Evidence, Quotation
from briefgen.model.facts import Fact
from briefgen.model.speech import find_reservations
from briefgen.model.spoken import Spoken, speech_of
from briefgen.verification.evidence.statements import place


def check_quoted(
    evidence: Evidence,
    shown: Iterable[str],
    texts: Mapping[str, str],
    spoken: Iterable[Spoken] = (),
) -> Iterator[Finding]:
    """Find limiting words that what is shown leaves out and that are not shown with it.

    `texts` are those of the sources, by their keys; a source without one is not asked. `spoken`
    is the speech in them, which is that of the evidence where none is given.
    """
    ids = set(shown)
    said_by = tuple(spoken) or tuple(map(speech_of, evidence.quotations))
    found = find_reservations(evidence.quotations, evidence.facts, texts, said_by)
    said: Iterable[tuple[str, Quotation | Fact, Citation]] = (
        *((f"quotation {one.id}", one, one.parts[-1]) for one in evidence.quotations),
        *((f"fact {one.id}", one, one.citations[0]) for one in evidence.facts),
    )
    left_out = (*found.quotations, *found.facts)
    for (name, one, last), words in zip(said, left_out, strict=True):
        cited = {(with_it.source, with_it.span) for with_it in one.reservations}
        for missing in words if one.id in ids else ():
            if (missing.source, missing.span) not in cited:
                told = " ".join(missing.span.of(texts[missing.source]).split())
                yield Finding(place(last), f"{name}: cut, without “{told}” of {missing.source}")
