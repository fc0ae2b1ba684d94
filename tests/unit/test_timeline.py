"""What stands on the timeline of a brief beside the developments that it shows."""

from dataclasses import replace
from datetime import date

import pytest
from conftest import merge_corpus

from briefgen.compose import compose
from briefgen.config import Config
from briefgen.config.settings import Facts, Most, Period
from briefgen.model.brief import SectionName
from briefgen.model.evidence import Evidence

VERDICT = (
    "A court in Larnham convicted the harbour master of Odda, Tom Reed, of fraud on Monday. "
    "Tom Reed will be sentenced in Larnham on 4 December 2026."
)
AGAIN = (
    "The harbour master of Odda, Tom Reed, was convicted of fraud by a court on Monday. "
    "On 4 December 2026 the court in Larnham will say how long Tom Reed must go to prison."
)
ALONE = "Tom Reed sold the tugs of Odda to a firm in Skarn on 9 June 2025."


def on_timeline(evidence: Evidence, most: int = 10) -> list[str]:
    config = Config(facts=Facts(max=1), timeline=Most(most))
    section = compose(evidence, config, date(2026, 11, 23)).section(SectionName.TIMELINE)
    days = {event.id: event.date.start for event in evidence.events}
    return [days[item.ref] for item in section.items] if section else []


def test_a_day_outside_the_period_that_several_sources_tell_of_stands_once() -> None:
    evidence, _ = merge_corpus(VERDICT, AGAIN)
    assert len([one for one in evidence.events if one.date.start == "2026-12-04"]) > 1
    assert on_timeline(evidence) == ["2026-11-16", "2026-12-04"]


def test_a_day_outside_the_period_that_one_source_tells_of_does_not_stand() -> None:
    evidence, _ = merge_corpus(VERDICT, AGAIN, ALONE)
    assert "2025-06-09" not in on_timeline(evidence)


def test_days_of_the_period_go_before_others() -> None:
    evidence, _ = merge_corpus(VERDICT, AGAIN)
    assert on_timeline(evidence, most=1) == ["2026-11-16"]


def undated(*texts: str) -> list[str]:
    """Return the days of what happened, of texts without a day of publication."""
    evidence, _ = merge_corpus(*texts, published="")
    return [event.date.start for event in evidence.events]


CONVICTED = (
    "Tom Reed was convicted on Tuesday by nine jurors, who had left the room at noon and came back "
    "with a note for the judge."
)


def test_a_weekday_borrows_the_day_of_the_same_deed_in_another_text() -> None:
    other = "Tom Reed was convicted on 17 November 2026 over the sale of three tugs to a firm."
    assert set(undated(CONVICTED, other)) == {"2026-11-17"}


@pytest.mark.parametrize(
    "other",
    [
        "Tom Reed was convicted on 18 November 2026 over the sale of three tugs to a firm.",
        "Ann Moss was convicted on 17 November 2026 over the sale of three tugs to a firm.",
        "Tom Reed was arrested on 17 November 2026 over the sale of three tugs to a firm.",
        """Tom Reed was convicted on 17 November 2026 over the sale of three tugs to a firm.
        Tom Reed was convicted on 3 February 2026 of theft from a church near Skarn.""",
    ],
)
def test_a_weekday_borrows_no_day_of_another_deed_person_or_weekday(other: str) -> None:
    assert "" in undated(CONVICTED, other)


MONDAY = "A court convicted the harbour master, Tom Reed, of fraud over three tugs on Monday."
ANOTHER = (
    "Later on Monday, police seized two white yachts which Tom Reed keeps in a marina near Skarn."
)
SMALL = "Tom Reed played nine holes of golf with his bishop in Larnham on Tuesday."


def filled(most: int, ranks: dict[str, int]) -> set[str]:
    """Return what stands on a timeline beside the shown, of facts with ranks by their words."""
    evidence, _ = merge_corpus(*ranks)
    ranked = [replace(one, rank=ranks[one.text]) for one in evidence.facts]
    evidence = replace(evidence, facts=tuple(sorted(ranked, key=lambda one: one.rank)))
    config = Config(facts=Facts(max=1), timeline=Most(most), period=Period(week="2026-W47"))
    section = compose(evidence, config, date(2026, 11, 23)).section(SectionName.TIMELINE)
    assert section
    of = {event.id: event.facts[0] for event in evidence.events}
    texts = {fact.id: fact.text for fact in evidence.facts}
    return {texts[of[item.ref]] for item in section.items} - {MONDAY}


@pytest.mark.parametrize(("small", "first"), [(40, ANOTHER), (3, SMALL)])
def test_what_ranks_high_goes_before_a_small_thing_of_another_day(small: int, first: str) -> None:
    ranks = {MONDAY: 1, ANOTHER: 2, SMALL: small}
    assert filled(2, ranks) == {first}
    assert filled(3, ranks) == {ANOTHER, SMALL}


def test_what_is_not_shown_stands_at_most_twice_a_day() -> None:
    others = [
        "Divers who were sent by Tom Reed brought up a rusty safe from the sea bed on Monday.",
        "Crews on board nine ferries sang songs about Tom Reed and his hat until dawn on Monday.",
    ]
    ranks = {MONDAY: 1, ANOTHER: 2, others[0]: 3, others[1]: 4}
    assert filled(9, ranks) == {ANOTHER, others[0]}
