"""What stands on the timeline of a brief beside the developments that it shows."""

from datetime import date

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
