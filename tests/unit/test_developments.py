"""An event is told once: which sentence leads, what stands behind it, what a brief makes of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from conftest import MODEL, document_of, merge_texts
from unit.briefs import alone, fact, one_event

from briefgen.compose import compose
from briefgen.config import Config
from briefgen.config.settings import Facts, Most
from briefgen.extract import annotate
from briefgen.extract.nlp import load
from briefgen.merge import merge
from briefgen.merge.events.sameness.claims import Claim
from briefgen.merge.events.statements.circumstances import Circumstances
from briefgen.merge.events.statements.counted import Counted
from briefgen.merge.events.statements.units import collect_units
from briefgen.merge.events.telling.lead import Telling
from briefgen.merge.who import identify
from briefgen.merge.words import Similarity
from briefgen.model.brief import Brief, Item, SectionName
from briefgen.model.evidence import Evidence, Generator
from briefgen.model.facts import Fact
from briefgen.model.text import Corpus

ISSUE = date(2026, 11, 23)
Harbour = tuple[Evidence, Corpus]
ROAD = "Landslides closed the road to Ulvik on Monday, and killed three drivers."


def told(*texts: str, agreeing: int = 0) -> tuple[str, ...]:
    """Return how an event is told that each of these texts tells of, from day to day.

    The last `agreeing` ones state what the first one does.
    """
    documents = [
        document_of(text, key=f"S{n}", published=f"2026-11-{16 + n}")
        for n, text in enumerate(texts)
    ]
    nlp = load(MODEL)
    annotations = [annotate(document, nlp) for document in documents]
    identities = identify(Corpus(tuple(documents)), tuple(annotations), {})
    units = collect_units(annotations, identities)
    held = {document.source.key: document for document in documents}
    similarity = Similarity([unit.terms for unit in units])
    around = Circumstances(units, identities, held, similarity)
    own = len(units) - agreeing
    claims = [Claim((units[0], *units[own:])), *(Claim((unit,)) for unit in units[1:own])]
    lead, details = Telling(claims, around, Counted(units, around)).in_short()
    return tuple(
        claim.best.statement.span.of(held[claim.best.source].text) for claim in (lead, *details)
    )


def test_an_event_of_one_sentence_has_no_details() -> None:
    assert told(ROAD) == (ROAD,)


def test_the_latest_toll_leads_and_an_earlier_one_is_no_detail() -> None:
    later = "Landslides near Ulvik killed seven drivers on Monday."
    assert told(ROAD, later) == (later,)


def test_a_toll_that_says_less_overtakes_none_though_it_is_later() -> None:
    more = "Landslides near Ulvik have killed more than two drivers since Monday."
    assert told(ROAD, more)[0] == ROAD


def test_a_number_that_is_no_toll_is_overtaken_by_a_later_one() -> None:
    cost = "The council of Larnham bought the bridge for 40 million euros."
    dearer = "The council of Larnham bought the bridge for 52 million euros."
    assert told(cost, dearer) == (dearer,)


def test_a_number_that_does_not_grow_is_not_overtaken_by_one_that_fewer_give() -> None:
    cost = "The council of Larnham bought the bridge for 40 million euros."
    dearer = "The council of Larnham bought the bridge for 52 million euros."
    assert told(cost, dearer, cost, agreeing=1) == (cost,)


def test_what_is_done_leads_where_another_source_only_plans_it() -> None:
    plan = "The council of Larnham will open the new bridge on Friday, the mayor said."
    done = "The council of Larnham opened the new bridge on Friday."
    assert told(plan, done) == (done,)


def test_a_sentence_that_leans_on_the_one_before_never_leads_nor_follows() -> None:
    assert told("They also closed the road to Tarvik for 40 days.", ROAD) == (ROAD,)


def test_a_detail_gives_a_number_a_name_a_day_or_a_deed_that_the_lead_has_not() -> None:
    school = "Two hundred pupils of Ulvik slept in the school of Tarvik."
    assert told(ROAD, school) == (ROAD, school)


def test_a_detail_is_no_repetition() -> None:
    again = (
        "Landslides closed the road to Ulvik on Monday, and three drivers of Tarvik were killed."
    )
    assert told(ROAD, again) == (ROAD,)


def test_no_more_than_two_details_stand_behind_a_lead() -> None:
    more = (
        "Two hundred pupils of Ulvik slept in the school of Tarvik.",
        "Soldiers carried 90 tonnes of bread over the mountain.",
        "Engineers of Vegdrift measured cracks in the tunnel on Tuesday.",
    )
    assert told(ROAD, *more) == (ROAD, *more[:2])


def shown(brief: Brief, *names: SectionName) -> list[tuple[str, str]]:
    return [(item.label, item.ref) for item in brief.items(*names)]


def grouped(evidence: Evidence, *places: int) -> tuple[Evidence, list[Fact]]:
    """Make one development of the facts at these places of the evidence."""
    facts = [evidence.facts[n] for n in places]
    return one_event(evidence, *facts), facts


def test_a_brief_tells_a_development_once_its_details_behind_its_lead(harbour: Harbour) -> None:
    evidence, (lead, first, second) = grouped(harbour[0], 0, 3, 1)
    brief = compose(evidence, Config(), ISSUE)
    told_first = shown(brief, SectionName.BOTTOM_LINE)[:3]
    assert told_first == [("Fact 1", lead.id), ("Fact 1a", first.id), ("Fact 1b", second.id)]
    refs = [ref for _, ref in shown(brief, SectionName.BOTTOM_LINE, SectionName.KEY_FACTS)]
    assert sorted(refs) == sorted(one.id for one in evidence.facts)
    assert [item.anchor for item in brief.items()][1:4] == ["fact-1", "fact-1a", "fact-1b"]


def test_a_detail_has_citations_of_its_own(harbour: Harbour) -> None:
    evidence, (_, detail) = grouped(harbour[0], 0, 3)
    brief = compose(evidence, Config(), ISSUE)
    item = brief.item(detail.id)
    assert item is not None
    assert item.label == "Fact 1a"
    assert {brief.citations[n - 1] for n in item.citations} >= set(detail.proof)
    assert all(item in brief.uses(n) for n in item.citations)


def test_the_most_facts_are_the_most_developments(harbour: Harbour) -> None:
    evidence, (lead, detail) = grouped(harbour[0], 0, 3)
    brief = compose(evidence, Config(facts=Facts(max=2)), ISSUE)
    refs = [ref for _, ref in shown(brief, SectionName.BOTTOM_LINE, SectionName.KEY_FACTS)]
    assert refs == [lead.id, detail.id, evidence.developments[1].lead]


@pytest.mark.parametrize(
    ("most", "labels"), [(0, []), (1, ["Fact 1a"]), (2, ["Fact 1a", "Fact 1b"])]
)
def test_a_brief_shows_as_many_details_as_it_is_told_to(
    harbour: Harbour, most: int, labels: Sequence[str]
) -> None:
    evidence, _ = grouped(harbour[0], 0, 3, 1)
    brief = compose(evidence, Config(facts=Facts(details=most)), ISSUE)
    lead = brief.section(SectionName.BOTTOM_LINE)
    assert lead is not None
    assert [item.label for item in lead.items[0].details] == labels


def test_a_question_that_a_detail_answers_is_no_gap() -> None:
    evidence = merge_texts(
        "Several sailors were injured in a storm.",
        "Their ship ran aground in France on 3 May 2026 with 40 people.",
    )
    lead, detail = sorted(evidence.facts, key=lambda one: "40" in one.text)

    def asked(held: Evidence) -> set[str]:
        section = compose(held, Config(), ISSUE).section(SectionName.GAPS)
        return {note.partition(" is ")[0] for note in section.notes} if section else set()

    questions = {"No day", "No place", "How many"}
    apart = replace(evidence, developments=(alone(lead), alone(detail)))
    assert questions <= asked(apart)
    assert not questions & asked(one_event(evidence, lead, detail))


def test_a_development_stands_once_a_day_on_the_timeline(harbour: Harbour) -> None:
    by_lead = {one.lead for one in harbour[0].developments}
    dated = [
        event
        for event in harbour[0].events
        if event.date.start and by_lead.intersection(event.facts)
    ][:2]
    again = replace(dated[1], date=dated[0].date)
    events = tuple(again if event is dated[1] else event for event in harbour[0].events)
    evidence = replace(harbour[0], events=events)
    facts = {one.id: one for one in evidence.facts}
    config = Config(timeline=Most(20))

    def on_timeline(held: Evidence) -> set[str]:
        return {ref for _, ref in shown(compose(held, config, ISSUE), SectionName.TIMELINE)}

    assert {again.id, dated[0].id} <= on_timeline(evidence)
    group = one_event(evidence, *(facts[event.facts[0]] for event in dated))
    assert len({again.id, dated[0].id} & on_timeline(group)) == 1


def test_what_lies_before_the_period_is_background() -> None:
    texts = ("Fire destroyed the old mill on 3 May 2019.", "Workers rebuilt the mill on Monday.")
    documents = [
        document_of(text, key=f"S{n}", published="2026-11-18") for n, text in enumerate(texts, 1)
    ]
    nlp = load(MODEL)
    annotations = [annotate(document, nlp) for document in documents]
    corpus, made = Corpus(tuple(documents)), Generator("0", "0", "0")
    evidence = merge(corpus, annotations, made, period=("2026-11-16", "2026-11-22"))
    words = {one.id: one.text for one in evidence.facts}
    past = {
        words[one.lead]: (one.background, [day.start for day in one.days])
        for one in evidence.developments
    }
    assert past == {texts[0]: (True, ["2019-05-03"]), texts[1]: (False, ["2026-11-16"])}
    assert merge(corpus, annotations, made).developments == evidence.developments, (
        "the days that the sources are of stand for a period that is not given"
    )


def test_origins_of_a_development_are_counted_over_all_that_tell_of_it(harbour: Harbour) -> None:
    for one in harbour[0].developments:
        members = [held for held in harbour[0].facts if held.id in one.members]
        assert one.origins.count >= max(held.independent_sources for held in members)
        if len(members) == 1 and len(members[0].citations) == 1:
            assert one.origins.exact == members[0].independent_exact


def test_evidence_refuses_a_fact_in_two_developments(harbour: Harbour) -> None:
    evidence = harbour[0]
    twice = (*evidence.developments, alone(evidence.facts[0]))
    with pytest.raises(ValueError, match="do not have each fact once"):
        replace(evidence, developments=twice)
    with pytest.raises(ValueError, match="do not have each fact once"):
        replace(evidence, developments=evidence.developments[1:])


def test_a_development_refuses_to_tell_what_is_no_member_of_it(harbour: Harbour) -> None:
    one = alone(fact(1, harbour[0].facts[0].citations[0]))
    for wrong in ({"lead": "f2"}, {"details": ("f2",)}, {"details": ("f1",)}):
        with pytest.raises(ValueError, match="no member of it, or twice"):
            replace(one, **wrong)


def test_an_item_is_told_with_its_details() -> None:
    detail = Item("f2", "fact-1a", "Fact 1a", (2,))
    assert Item("f1", "fact-1", "Fact 1", (1,), details=(detail,)).told[1:] == (detail,)
