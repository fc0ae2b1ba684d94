"""The scorer of facts gives full marks to what the gold says, and to nothing else."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from eval.facts import FIGURES, Score, evidence_of, score_evidence
from eval.facts_gold import Gold, GoldFact, Place, corpus_of, gold_of, subjects

from briefgen.model.annotations import Precision
from briefgen.model.citations import Citation, cite
from briefgen.model.evidence import Disagreement, Event, Evidence, Value
from briefgen.model.facts import Fact, Origin, When


def citations(subject: str, places: Sequence[Place]) -> tuple[Citation, ...]:
    documents = {one.source.key: one for one in corpus_of(subject).documents}
    return tuple(cite(documents[place.source], place.span) for place in places)


def fact_of(subject: str, rank: int, gold: GoldFact) -> Fact:
    cited = citations(subject, gold.places)
    stated = replace(
        evidence_of(subject).facts[0], id=gold.id, rank=rank, text=cited[0].text, citations=cited
    )
    return counted_as(stated, max(gold.independent, default=1))


def counted_as(fact: Fact, independent: int) -> Fact:
    origins = tuple(Origin((f"S{n}",), "") for n in range(1, independent + 1))
    return replace(fact, independent_sources=independent, origins=origins)


def box_of(subject: str, *values: Sequence[Place]) -> Disagreement:
    cited = (citations(subject, places) for places in values)
    told = tuple(Value(each[0].text, each) for each in cited)
    about = min(gold_of(subject).facts, key=lambda one: not one.key).id
    return Disagreement(id="box", slot="slot", fact=about, values=told, why="why")


def event_of(subject: str, fact: Fact, day: str) -> Event:
    when = When(day, day, Precision.DAY, "then", "")
    return replace(
        evidence_of(subject).events[0], id=f"{fact.id} {day}", date=when, facts=(fact.id,)
    )


def untied(evidence: Evidence) -> Evidence:
    """Return the evidence without what ties its facts to others, so that those can change."""
    actors = tuple(replace(actor, involved=()) for actor in evidence.actors)
    return replace(evidence, actors=actors, together=(), said_about=(), developments=())


def ideal(subject: str) -> Evidence:
    """Make the evidence that the gold describes."""
    gold = gold_of(subject)
    ordered = sorted(gold.facts, key=lambda one: not one.key)
    facts = tuple(fact_of(subject, n, one) for n, one in enumerate(ordered, 1))
    dated = [(fact, one.dates[0]) for fact, one in zip(facts, ordered, strict=True) if one.dates]
    return replace(
        untied(evidence_of(subject)),
        facts=facts,
        events=tuple(event_of(subject, fact, day) for fact, day in dated),
        disagreements=tuple(box_of(subject, *one.sides) for one in gold.disagreements),
    )


def short_of(reached: Score) -> set[str]:
    return {name for name in FIGURES if reached.share(name) < 1}


@pytest.mark.parametrize("subject", subjects())
def test_facts_scorer_gives_the_gold_full_marks(subject: str) -> None:
    reached = score_evidence(ideal(subject), gold_of(subject))
    assert short_of(reached) == set(), reached.errors
    assert reached.false == 0, reached.errors


@pytest.mark.parametrize("subject", subjects())
def test_facts_scorer_takes_every_agreement_shown_as_disagreement_for_false(subject: str) -> None:
    gold = gold_of(subject)
    boxes = tuple(box_of(subject, (one.one,), (one.other,)) for one in gold.agreements)
    reached = score_evidence(replace(ideal(subject), disagreements=boxes), gold)
    assert reached.false == len(gold.agreements)
    assert all(
        any(one.why in error for error in reached.errors if error.startswith("false"))
        for one in gold.agreements
    )


@pytest.mark.parametrize("subject", subjects())
def test_facts_scorer_takes_a_box_with_a_foreign_value_for_false(subject: str) -> None:
    gold = gold_of(subject)
    boxes = tuple(box_of(subject, *one.sides, (gold.small[-1],)) for one in gold.disagreements[:1])
    reached = score_evidence(replace(ideal(subject), disagreements=boxes), gold)
    assert reached.false == 1
    assert reached.share("disagreements") == 0


@pytest.mark.parametrize(
    ("subject", "figures"),
    [("security", {"citations", "merged"}), ("health", {"citations", "merged"})],
)
def test_facts_scorer_sees_a_citation_of_something_else(subject: str, figures: set[str]) -> None:
    first, *rest = ideal(subject).facts
    mixed = replace(
        first, citations=first.citations + citations(subject, gold_of(subject).small[:1])
    )
    evidence = replace(ideal(subject), facts=(mixed, *rest))
    assert short_of(score_evidence(evidence, gold_of(subject))) == figures


def test_facts_scorer_sees_a_vacuous_fact_first_and_a_fact_told_again() -> None:
    evidence, gold = ideal("economy"), gold_of("economy")
    vacuous = citations("economy", gold.small[-1:])
    empty = replace(evidence.facts[0], id="empty", text=vacuous[0].text, citations=vacuous)
    assert short_of(_with(evidence, gold, empty)) == {"facts", "ranked"}
    again = replace(evidence.facts[1], id="again")
    assert short_of(_with(evidence, gold, again)) == {"fresh"}


def _with(evidence: Evidence, gold: Gold, second: Fact) -> Score:
    first, *rest = evidence.facts
    return score_evidence(replace(evidence, facts=(first, second, *rest)), gold)


def test_facts_scorer_sees_missing_sources_wrong_counts_and_wrong_days() -> None:
    evidence, gold = ideal("health"), gold_of("health")
    first, *rest = evidence.facts
    lonely = replace(first, citations=first.citations[:1])
    assert short_of(score_evidence(replace(evidence, facts=(lonely, *rest)), gold)) == {"cited"}
    counted = counted_as(first, 5)
    assert short_of(score_evidence(replace(evidence, facts=(counted, *rest)), gold)) == {
        "independent"
    }
    days = (event_of("health", first, "2026-05-05"), *evidence.events[1:])
    assert short_of(score_evidence(replace(evidence, events=days), gold)) == {"dates", "dated"}
    assert short_of(score_evidence(replace(evidence, facts=(first,), events=()), gold)) >= {
        "key",
        "kept",
    }
