"""One statement quoted in several sources: linked, with what the words differ in.

The fullest quotation stands first; every other version must match it directly (a star,
no chains), and each source gives at most one. A file with the same bytes says nothing new.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from briefgen.merge.tables import Weights
from briefgen.merge.words import Similarity
from briefgen.model.annotations import Annotations, QuotationKind
from briefgen.model.edits import Operation, WordEdit, word_edits
from briefgen.model.evidence import Likeness, Quotation, Version
from briefgen.model.ids import content_id

_W = Weights(__package__, "versions")

_NEGATION = re.compile(r"\W*(?:not|never|no|nor|neither)\W*", re.IGNORECASE)
"""Left out by itself, it does not shorten a statement but turn it round."""

_FULLEST = (QuotationKind.DIRECT, QuotationKind.MIXED, QuotationKind.INDIRECT)


def find_versions(
    quotations: Sequence[Quotation], annotations: Sequence[Annotations]
) -> tuple[Version, ...]:
    """Link quotations of one statement in different sources.

    `quotations` correspond to the utterances of all annotations, in order. The result is
    ordered by the first quotation's place, then by the other's.
    """
    terms = [said.terms for one in annotations for said in one.utterances]
    similarity = Similarity(terms)
    size = [len(each) for each in terms]
    free = set(range(len(quotations)))
    found: dict[int, list[int]] = {}
    for n in sorted(free, key=lambda n: (_FULLEST.index(quotations[n].kind), -size[n], n)):
        if n not in free:
            continue
        free.discard(n)
        found[n] = list(_others(n, quotations, similarity, free))
        free.difference_update(found[n])
    return tuple(
        _version(quotations[n], quotations[other])
        for n, others in sorted(found.items())
        for other in sorted(others)
    )


def _others(
    n: int, quotations: Sequence[Quotation], similarity: Similarity, free: set[int]
) -> Iterator[int]:
    """Yield the likest version that each other source has."""
    best: dict[str, tuple[float, int]] = {}
    for other in similarity.partners(n):
        source = _source(quotations[other])
        copied = quotations[other].id == quotations[n].id
        if other not in free or copied or source == _source(quotations[n]):
            continue
        shared = similarity.shared(n, other)
        alike = similarity.containment(n, other)
        needed, fewest = (
            (_W.alike, _W.fewest)
            if _voice(quotations[n]) == _voice(quotations[other]) != ""
            else (_W.unmistakable, _W.many)
        )
        if alike >= needed and shared >= fewest and (alike, -other) > best.get(source, (0.0, 0)):
            best[source] = (alike, -other)
    yield from (-other for _, other in best.values())


def _version(first: Quotation, other: Quotation) -> Version:
    edits = word_edits(first.text, other.text)
    return Version(
        id=content_id("version", first.id, other.id),
        quotation=first.id,
        other=other.id,
        likeness=_likeness(first, other, edits),
        edits=edits,
    )


def _likeness(first: Quotation, other: Quotation, edits: Sequence[WordEdit]) -> Likeness:
    marked = [one.kind is not QuotationKind.INDIRECT for one in (first, other)]
    if marked == [True, False]:
        return Likeness.REPORTED
    worded = {e.operation for e in edits if any(c.isalnum() for c in e.text)} - {Operation.KEEP}
    if any(e.operation is Operation.DROP and _NEGATION.fullmatch(e.text) for e in edits):
        return Likeness.ALTERED
    return _BY_OPERATIONS.get(frozenset(worded), Likeness.ALTERED)


_BY_OPERATIONS: Mapping[frozenset[Operation], Likeness] = {
    frozenset(): Likeness.SAME,
    frozenset({Operation.DROP}): Likeness.SHORTENED,
}


def _voice(quotation: Quotation) -> str:
    speaker = quotation.speaker
    named = speaker.name or (speaker.mention.text if speaker.mention else "")
    return speaker.actor or " ".join(named.casefold().split())


def _source(quotation: Quotation) -> str:
    return quotation.parts[0].source
