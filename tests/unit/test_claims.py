"""What evidence says of itself: counts of its citations, figures in them, days of their words."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from unit.briefs import dam_brief

from briefgen.model.annotations import Precision
from briefgen.model.decisions import Act, Decided
from briefgen.model.evidence import Evidence
from briefgen.model.facts import Figure, Origin, When
from briefgen.verification import check_claims, check_marking

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


def test_the_day_of_a_fact_follows_from_its_words_too() -> None:
    fact = EVIDENCE.facts[0]
    right = When("2026-11-16", "2026-11-16", Precision.DAY, "16 November 2026", "")
    assert f"fact {fact.id}" not in told(_fact(EVIDENCE, date=right))
    wrong = _fact(EVIDENCE, date=replace(right, start="2026-11-15", end="2026-11-15"))
    assert f"fact {fact.id}: '16 November 2026' is another day" in told(wrong)
    decided = Decided("1", Act.DAY, fact.id, "", "2026-11-15", "", "")
    assert f"fact {fact.id}:" not in told(replace(wrong, decided=(decided,)))
    elsewhere = replace(decided, ref=EVIDENCE.facts[1].id)
    assert f"fact {fact.id}: '16" in told(replace(wrong, decided=(elsewhere,)))


def test_a_day_that_the_desk_decided_on_follows_from_nothing() -> None:
    wrong = with_date("16 November 2026", "2026-11-15")
    (event,) = wrong.events
    for ref in (event.id, *event.facts):
        decided = Decided("1", Act.DAY, ref, "", "2026-11-15", "", "")
        assert "is another day" not in told(replace(wrong, decided=(decided,)))


@pytest.mark.parametrize(
    ("words", "precision", "start", "end", "anchor"),
    [
        ("from 14 November 2026 to 16 November 2026", Precision.DAY, "2026-11-15", "", ""),
        ("16 November 2026", Precision.RANGE, "2026-11-10", "2026-11-12", ""),
        ("16 November 2026", Precision.DAY, "", "", ""),
        ("yesterday", Precision.DAY, "2026-11-10", "", ""),
        ("last month", Precision.MONTH, "2026-10-01", "2026-10-31", "2026-11-18"),
        ("2 November 2026", Precision.DAY, "2026-11-02", "", ""),
    ],
)
def test_days_of_which_it_cannot_be_told_are_taken_as_they_are(
    words: str, precision: Precision, start: str, end: str, anchor: str
) -> None:
    date = When(start, end or start, precision, words, anchor)
    event = replace(EVIDENCE.events[0], date=date)
    assert "is another day" not in told(replace(EVIDENCE, events=(event,)))


def test_figures_stand_in_a_citation_with_their_own_words() -> None:
    fact = next(one for one in EVIDENCE.facts if one.figures)
    figure = fact.figures[0]

    def changed(figure: Figure) -> str:
        facts = tuple(
            replace(one, figures=(figure,)) if one is fact else one for one in EVIDENCE.facts
        )
        return told(replace(EVIDENCE, facts=facts))

    fault = f"fact {fact.id}: no figure of what it says"
    assert fault not in changed(figure)
    assert fault in changed(replace(figure, text="9"))
    assert fault in changed(replace(figure, citation=replace(figure.citation, source="S9")))
    cited = fact.citations[0]
    beyond = replace(figure.citation, end=cited.end + 1)
    assert fault in changed(replace(figure, citation=beyond))


@pytest.mark.parametrize(("origins", "right"), [(0, True), (1, True), (2, False), (-1, False)])
def test_an_actor_has_no_more_origins_than_sources(*, origins: int, right: bool) -> None:
    actor = EVIDENCE.actors[0]
    assert len(actor.sources) == 1
    actors = (replace(actor, origins=origins), *EVIDENCE.actors[1:])
    found = told(replace(EVIDENCE, actors=actors))
    assert ("has more origins than sources" not in found) is right
    part = check_claims(replace(EVIDENCE, actors=actors), whole=False)
    assert "origins than sources" not in "\n".join(map(str, part))


@pytest.mark.parametrize(
    ("own", "of_source", "lower"),
    [
        ("TLP:GREEN", "TLP:GREEN", False),
        ("TLP:GREEN", "TLP:CLEAR", False),
        ("TLP:GREEN", "TLP:AMBER", True),
        ("", "TLP:CLEAR", True),
        ("", "", False),
        ("TLP:GREEN", "", False),
        ("of our house", "TLP:CLEAR", True),
    ],
)
def test_a_note_is_marked_as_its_sources_are_at_least(
    *, own: str, of_source: str, lower: bool
) -> None:
    brief = dam_brief().brief
    record = replace(brief.evidence.sources[0], marking=of_source)
    marked = replace(
        brief,
        masthead=replace(brief.masthead, marking=own),
        evidence=replace(brief.evidence, sources=(record,)),
    )
    assert bool(list(check_marking(marked))) is lower
