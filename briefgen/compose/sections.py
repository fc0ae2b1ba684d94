"""Chosen evidence as items with anchors, labels and citation numbers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from briefgen.compose.choice import Chosen
from briefgen.model.brief import Item, Section, SectionName
from briefgen.model.evidence import Citation, Fact

_MOST_MARKS = 5
"""Sources marked at one fact; evidence.json has them all."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Gives each citation its number when it first appears."""

    order: dict[Citation, int] = field(default_factory=dict)

    def of(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """Return the numbers of citations, each once."""
        citations = list(citations)
        for citation in citations:
            self.order.setdefault(citation, len(self.order) + 1)
        return tuple(dict.fromkeys(self.order[citation] for citation in citations))


def _fact_items(facts: Sequence[Fact], first: int, numbers: Numbers) -> tuple[Item, ...]:
    return tuple(
        Item(fact.id, f"fact-{n}", f"Fact {n}", numbers.of(_one_a_source(fact.citations)))
        for n, fact in enumerate(facts, first)
    )


def _one_a_source(citations: Sequence[Citation]) -> list[Citation]:
    """Return the first citation of each source, of not too many sources."""
    first = {citation.source: citation for citation in reversed(citations)}
    kept = set(first.values())
    return [citation for citation in citations if citation in kept][:_MOST_MARKS]


def _bottom_line(chosen: Chosen, numbers: Numbers) -> Section:
    return Section(SectionName.BOTTOM_LINE, _fact_items(chosen.bottom_line, 1, numbers))


def _key_facts(chosen: Chosen, numbers: Numbers) -> Section:
    first = len(chosen.bottom_line) + 1
    return Section(SectionName.KEY_FACTS, _fact_items(chosen.facts, first, numbers))


def _timeline(chosen: Chosen, numbers: Numbers) -> Section:
    items = (
        Item(
            event.id,
            f"event-{n}",
            f"Event {n}",
            numbers.of([event.citation, *(chosen.by_id[f].citations[0] for f in event.facts)]),
        )
        for n, event in enumerate(chosen.events, 1)
    )
    return Section(SectionName.TIMELINE, tuple(items))


def _actor_rows(chosen: Chosen, numbers: Numbers) -> Section:
    items = (
        Item(
            actor.id,
            f"actor-{n}",
            f"Actor {n}",
            numbers.of(
                [
                    actor.mentions[0],
                    *(role.citation for role in actor.roles),
                    *(alias.citation for alias in actor.aliases),
                ]
            ),
        )
        for n, actor in enumerate(chosen.actors, 1)
    )
    return Section(SectionName.ACTORS, tuple(items))


def _quotation_items(chosen: Chosen, numbers: Numbers) -> Section:
    items = (
        Item(
            quotation.id,
            f"quotation-{n}",
            f"Quotation {n}",
            numbers.of(
                [
                    *quotation.parts,
                    *filter(
                        None, (quotation.speaker.mention, quotation.addressee, quotation.relay)
                    ),
                ]
            ),
        )
        for n, quotation in enumerate(chosen.quotations, 1)
    )
    return Section(SectionName.QUOTATIONS, tuple(items))


def _disagreement_items(chosen: Chosen, numbers: Numbers) -> Section:
    items = (
        Item(
            one.id,
            f"disagreement-{n}",
            f"Disagreement {n}",
            numbers.of([c for value in one.values for c in value.citations]),
        )
        for n, one in enumerate(chosen.disagreements, 1)
    )
    return Section(SectionName.DISAGREEMENTS, tuple(items))


FILL: dict[SectionName, Callable[[Chosen, Numbers], Section]] = {
    SectionName.BOTTOM_LINE: _bottom_line,
    SectionName.KEY_FACTS: _key_facts,
    SectionName.TIMELINE: _timeline,
    SectionName.ACTORS: _actor_rows,
    SectionName.QUOTATIONS: _quotation_items,
    SectionName.DISAGREEMENTS: _disagreement_items,
}
