"""Values that sources give for the same thing and that cannot all be right.

Looked for only inside a claim, and only between different sources. Both values are shown
with their citations; which one is right is not decided.
"""

from collections.abc import Iterator, Mapping, Sequence

from briefgen.merge.claims import Claim, Unit
from briefgen.model.annotations import Count, DateMention, Precision
from briefgen.model.evidence import Citation, Disagreement, Value, cite
from briefgen.model.ids import content_id
from briefgen.model.text import Corpus, Document


def find_disagreements(claims: Sequence[Claim], corpus: Corpus) -> tuple[Disagreement, ...]:
    """Return the disagreements about numbers and days, in the order of the claims."""
    documents = {document.source.key: document for document in corpus.documents}
    found = (
        one
        for claim in claims
        if len({unit.source for unit in claim.members}) > 1
        for one in (*_numbers(claim, documents), *_days(claim, documents))
    )
    return tuple({one.id: one for one in found}.values())


def _numbers(claim: Claim, documents: Mapping[str, Document]) -> Iterator[Disagreement]:
    slots: dict[tuple[str, str], list[tuple[Unit, Count]]] = {}
    for unit in claim.members:
        for count in unit.statement.counts:
            slots.setdefault((count.unit, count.role), []).append((unit, count))
    for (unit_name, role), entries in slots.items():
        if not any(_clash(a, b) for a in entries for b in entries):
            continue
        values: dict[tuple[float | None, float | None], list[Citation]] = {}
        for unit, count in entries:
            citation = cite(documents[unit.source], count.span)
            values.setdefault((count.low, count.high), []).append(citation)
        slot = f"number: {unit_name}" + (f" ({role})" if role else "")
        told = tuple(Value(cited[0].text, tuple(cited)) for cited in values.values())
        yield _disagreement(slot, told, "the sources give different numbers")


def _clash(a: tuple[Unit, Count], b: tuple[Unit, Count]) -> bool:
    """Tell whether two sources give intervals that have no number in common."""
    if a[0].source == b[0].source:
        return False
    low = max(x for x in (a[1].low, b[1].low, float("-inf")) if x is not None)
    high = min(x for x in (a[1].high, b[1].high, float("inf")) if x is not None)
    return low > high


def _days(claim: Claim, documents: Mapping[str, Document]) -> Iterator[Disagreement]:
    """Compare days only where each statement names exactly one; values are ISO days."""
    entries = [(unit, day) for unit in claim.members if (day := _only_day(unit))]
    differ = any(
        a.source != b.source and x.start != y.start for a, x in entries for b, y in entries
    )
    if differ:
        days: dict[str, list[Citation]] = {}
        for unit, day in entries:
            days.setdefault(day.start, []).append(cite(documents[unit.source], day.span))
        values = tuple(Value(day, tuple(cited)) for day, cited in sorted(days.items()))
        yield _disagreement("day", values, "the sources give different days")


def _only_day(unit: Unit) -> DateMention | None:
    days = [date for date in unit.dates if date.precision is Precision.DAY]
    return days[0] if len(days) == 1 and len(unit.dates) == 1 else None


def _disagreement(slot: str, values: tuple[Value, ...], why: str) -> Disagreement:
    places = [(c.source, c.start) for value in values for c in value.citations]
    return Disagreement(content_id("disagreement", slot, places), slot, values, why)
