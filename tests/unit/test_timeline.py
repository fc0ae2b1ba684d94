"""What stands on the timeline of a brief beside the developments that it shows."""

from datetime import date

import pytest
from conftest import merge_corpus

from briefgen.compose import compose
from briefgen.config import Config
from briefgen.config.settings import Facts, Most
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
