"""What evidence says of itself: counts of its citations, figures in them, days of their words."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from unit.briefs import dam_brief

from briefgen.model.annotations import Precision
from briefgen.model.evidence import Evidence
from briefgen.model.facts import Figure, Origin, When
from briefgen.verify import check_claims, check_marking

EVIDENCE = dam_brief().brief.evidence
Change = Callable[[Evidence], Evidence]


def told(evidence: Evidence) -> str:
    return "\n".join(map(str, check_claims(evidence)))


def with_date(words: str, start: str, end: str = "", anchor: str = "") -> Evidence:
    date = When(start, end or start, Precision.DAY, words, anchor)
    event = replace(EVIDENCE.events[0], date=date)
    return replace(EVIDENCE, events=(event,), facts=EVIDENCE.facts)


@pytest.mark.parametrize(
    ("words", "start", "end", "anchor"),
    [
        ("16 November 2026", "2026-11-16", "", ""),
        ("November 16, 2026", "2026-11-16", "", ""),
        ("between 14 and 16 November 2026", "2026-11-14", "2026-11-16", ""),
        ("Monday", "2026-11-16", "", "2026-11-18"),
        ("yesterday", "2026-11-17", "", "2026-11-18"),
        ("in the spring", "2026-03-01", "2026-05-31", ""),
        ("tomorrow", "", "", ""),
    ],
)
def test_days_that_follow_from_their_words(words: str, start: str, end: str, anchor: str) -> None:
    assert "is another day" not in told(with_date(words, start, end, anchor))


@pytest.mark.parametrize(
    ("words", "start", "anchor"),
    [
        ("16 November 2026", "2026-11-15", ""),
        ("November 16, 2026", "2026-10-16", ""),
        ("Monday", "2026-11-17", "2026-11-18"),
        ("yesterday", "2026-11-16", "2026-11-18"),
    ],
)
def test_a_day_that_its_words_do_not_mean_is_found(words: str, start: str, anchor: str) -> None:
    assert f"'{words}' is another day" in told(with_date(words, start, "", anchor))


def _fact(evidence: Evidence, **change: object) -> Evidence:
    return replace(
        evidence,
        facts=(replace(evidence.facts[0], **change), *evidence.facts[1:]),  # type: ignore[arg-type]
    )


def test_origins_that_are_not_those_of_the_citations_are_found() -> None:
    fact = EVIDENCE.facts[0]
    assert "its origins are not those" not in told(EVIDENCE)
    more = (*fact.origins, Origin(("S9",), ""))
    changed = _fact(EVIDENCE, origins=more, independent_sources=len(more))
    assert f"fact {fact.id}: its origins are not those of its citations" in told(changed)


def test_a_figure_that_a_fact_does_not_give_is_found() -> None:
    fact = EVIDENCE.facts[0]
    figure = Figure("9,000", 9000.0, 9000.0, "people", "", fact.citations[0])
    changed = _fact(EVIDENCE, figures=(figure,))
    assert f"fact {fact.id}: no figure of what it says" in told(changed)


def test_sources_of_an_actor_that_do_not_name_it_are_found() -> None:
    actor = EVIDENCE.actors[0]
    changed = replace(EVIDENCE, actors=(replace(actor, sources=("S9",)), *EVIDENCE.actors[1:]))
    assert f"actor {actor.name}: its sources are not those that name it" in told(changed)


def test_a_note_marked_lower_than_a_source_is_found() -> None:
    brief = dam_brief().brief
    record = replace(brief.evidence.sources[0], marking="TLP:RED")
    evidence = replace(brief.evidence, sources=(record, *brief.evidence.sources[1:]))
    (found,) = check_marking(replace(brief, evidence=evidence))
    assert f"is marked lower than {record.key}" in str(found)
