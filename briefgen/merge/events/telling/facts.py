"""Claims to facts: words, citations, figures, date, and how many sources stand behind them."""

from collections.abc import Mapping, Sequence

from briefgen.merge.events.sameness import Claim
from briefgen.merge.events.statements import Unit
from briefgen.merge.events.worth import Reasons
from briefgen.merge.origins import Independence
from briefgen.model.annotations import Amount, Count, DateMention, Resolution
from briefgen.model.citations import Citation, cite
from briefgen.model.days import counting_rule
from briefgen.model.facts import Dated, Fact, Figure, KeyNumber, Resolved, When
from briefgen.model.ids import content_id
from briefgen.model.text import Corpus, Document


def state_facts(
    claims: Sequence[Claim],
    scores: Sequence[tuple[float, Reasons]],
    corpus: Corpus,
    independence: Independence,
) -> tuple[Fact, ...]:
    """Make facts of claims, in the order given."""
    documents = {document.source.key: document for document in corpus.documents}
    return tuple(
        _fact(rank, claim, scores[claim.best.order], documents, independence)
        for rank, claim in enumerate(claims, 1)
    )


def _fact(
    rank: int,
    claim: Claim,
    weighed: tuple[float, Reasons],
    documents: Mapping[str, Document],
    independence: Independence,
) -> Fact:
    best = claim.best
    document = documents[best.source]
    citations = [cite(documents[unit.source], unit.statement.span) for unit in claim.members]
    said = best.statement.attribution
    date = main_date(best, document)
    score, reasons = weighed
    lead_in = best.statement.lead_in
    told_by = ((unit.source, unit.statement) for unit in claim.members)
    origins = independence.of_statements(told_by)
    told = (lead_in.of(document.text) if lead_in else "", citations[0].text)
    return Fact(
        id=content_id("fact", " ".join(" ".join(told).split()), date and date[0].start),
        rank=rank,
        text=citations[0].text,
        citations=(citations[0], *sorted(citations[1:], key=lambda c: c.order)),
        independent_sources=len(origins.told),
        independent_exact=origins.exact,
        origins=origins.told,
        actors=tuple(sorted(best.actors)),
        figures=tuple(_figure(count, document) for count in best.statement.counts),
        date=date[0] if date else None,
        attribution=cite(document, said) if said else None,
        hedged=best.statement.hedged,
        negated=best.statement.negated,
        score=score,
        reasons=tuple(sorted(reasons.items())),
        lead_in=cite(document, lead_in) if lead_in else None,
        resolved=tuple(_resolved(one, document) for one in best.statement.resolutions),
        dated=tuple(_dated(one, document) for one in best.statement.counted_days),
        key_numbers=tuple(_key_number(one, document) for one in best.statement.amounts),
    )


def _resolved(resolution: Resolution, document: Document) -> Resolved:
    words, names = cite(document, resolution.words), cite(document, resolution.names)
    return Resolved(words, names, resolution.rule)


def _dated(date: DateMention, document: Document) -> Dated:
    told, words = when(date, document)
    return Dated(words, told, counting_rule(words.text, date.precision))


def _key_number(amount: Amount, document: Document) -> KeyNumber:
    number, words = cite(document, amount.number), cite(document, amount.words)
    return KeyNumber(amount.digits, number, words, amount.kind)


def _figure(count: Count, document: Document) -> Figure:
    citation = cite(document, count.span)
    return Figure(citation.text, count.low, count.high, count.unit, count.role, citation)


def main_date(unit: Unit, document: Document) -> tuple[When, Citation] | None:
    """Return the date of what a statement tells, and its citation; None where it gives none."""
    return when(unit.when, document) if unit.when else None


def when(date: DateMention, document: Document) -> tuple[When, Citation]:
    """Return a date expression as evidence, with the citation of its words."""
    citation = cite(document, date.span)
    return When(date.start, date.end, date.precision, citation.text, date.anchor), citation
