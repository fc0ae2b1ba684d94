from dataclasses import replace

from unit.briefs import dam_brief

from briefgen.model.brief import SectionName
from briefgen.model.evidence import Event
from briefgen.render.marks import apart, numbers, of_date
from briefgen.render.wording import pinpoint

BRIEF = dam_brief().brief


def at_places(*places: str) -> tuple[int, ...]:
    """Return the first number of each pinpoint."""
    return tuple(
        next(n for n, one in enumerate(BRIEF.citations, 1) if pinpoint(one) == place)
        for place in places
    )


def test_marks_are_those_an_item_shows() -> None:
    section = BRIEF.section(SectionName.BOTTOM_LINE)
    assert section
    item = section.items[0]
    elsewhere = next(c for n, c in enumerate(BRIEF.citations, 1) if n not in item.citations)

    assert numbers(BRIEF, item, [elsewhere, None, BRIEF.citations[0]]) == (1,)


def test_marks_of_one_pinpoint_are_told_once() -> None:
    same = tuple(n for n, one in enumerate(BRIEF.citations, 1) if pinpoint(one) == "S2 ¶2")
    other = at_places("S1 ¶2")

    assert len(same) > 1
    assert apart(BRIEF, (*same, *other)) == (same[0], *other)
    assert apart(BRIEF, (*same, *other), beside=same[1:]) == other


def test_marks_of_a_date_stand_only_where_its_fact_is_marked_otherwise() -> None:
    section = BRIEF.section(SectionName.TIMELINE)
    assert section
    item, event = section.items[0], BRIEF.shown(section.items[0])
    assert isinstance(event, Event)
    everything = replace(item, citations=tuple(range(1, len(BRIEF.citations) + 1)))

    assert of_date(BRIEF, item, event) == ()
    assert of_date(BRIEF, everything, replace(event, facts=("f7",))) == (
        BRIEF.number(event.citation),
    )
