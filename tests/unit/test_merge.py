"""Merging, on real parses of sentences about one invented event."""

import pytest
from conftest import document_of, merge_documents
from conftest import merge_texts as merged

from briefgen.model.evidence import Evidence
from briefgen.model.facts import Fact, Origin

SIGNED = "The port authority of Larnham signed a contract with two shipyards on Monday."
FILLER = "Fishermen of Norhaven repaired forty nets with new tools last week."


def fact(evidence: Evidence, words: str) -> Fact:
    return next(f for f in evidence.facts if words in f.text)


def test_merge_joins_the_same_fact_of_two_sources() -> None:
    evidence = merged(
        f"{SIGNED}\n\n{FILLER}",
        "A contract with two shipyards was signed by the port authority of Larnham.",
    )
    one = fact(evidence, "contract")
    assert {c.source for c in one.citations} == {"S1", "S2"}
    assert one.independent_sources == 2
    assert one.text == one.citations[0].text


def test_merge_counts_several_spans_of_one_source_once() -> None:
    evidence = merged(f"{SIGNED}\n\n{SIGNED}\n\n{FILLER}")
    assert fact(evidence, "contract").independent_sources == 1


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"publisher": "Norland Press"}, "same publisher, Norland Press"),
        ({"via": "Norland Press"}, "same agency, Norland Press"),
    ],
    ids=["publisher", "via"],
)
def test_merge_counts_one_origin_once(known: dict[str, str], why: str) -> None:
    evidence = merged(f"{SIGNED}\n\n{FILLER}", SIGNED.replace("two", "some"), **known)
    one = fact(evidence, "contract")
    assert len({c.source for c in one.citations}) == 2
    assert one.independent_sources == 1
    warned = [n.detail for s in evidence.sources for n in s.warnings if n.code == "counts-as-one"]
    assert warned == [f"It counts as one source with S1: {why}."]
    assert one.origins == (Origin(("S1", "S2"), why),)


def test_merge_counts_what_rests_on_one_agency_once() -> None:
    evidence = merged(
        f"A contract with two shipyards was signed by Larnham's port authority.\n\n{FILLER}",
        "The port authority of Larnham signed a contract with two shipyards, Reuters reported.",
        "Larnham's port authority signed the contract with two shipyards, according to Reuters.",
    )
    one = fact(evidence, "contract")
    assert one.origins == (Origin(("S1",), ""), Origin(("S2", "S3"), "same agency, Reuters"))


def test_merge_counts_copies_once_even_from_other_publishers() -> None:
    text = f"{SIGNED}\n\n{FILLER}\n\nThe works begin in March and end two years later in all."
    assert fact(merged(text, text), "contract").independent_sources == 1


@pytest.mark.parametrize(
    "other",
    [
        "The port authority of Larnham did not sign a contract with two shipyards.",
        "The council of Norhaven signed a contract with two shipyards on Friday.",
        "Storms killed four sailors in the harbour of Larnham in October.",
    ],
    ids=["negated", "other place and day", "other fact"],
)
def test_merge_keeps_different_facts_apart(other: str) -> None:
    evidence = merged(f"{SIGNED}\n\n{FILLER}", other)
    assert len(fact(evidence, "signed a contract").citations) == 1


def test_merge_shows_different_numbers_for_the_same_thing() -> None:
    evidence = merged(
        "Storms killed four sailors in the harbour of Larnham in October.",
        "Storms killed five sailors in the harbour of Larnham in October.",
    )
    (one,) = evidence.disagreements
    assert [value.value for value in one.values] == ["four sailors", "five sailors"]
    assert [c.source for value in one.values for c in value.citations] == ["S1", "S2"]


def test_merge_shows_different_days_for_the_same_event() -> None:
    evidence = merged(SIGNED, SIGNED.replace("Monday", "Tuesday"))
    (one,) = evidence.disagreements
    assert [value.value for value in one.values] == ["2026-11-16", "2026-11-17"]
    assert [v.citations[0].text for v in one.values] == ["Monday", "Tuesday"]


@pytest.mark.parametrize(
    "other",
    [
        "Storms killed more than three sailors in the harbour of Larnham in October.",
        "Storms wounded five sailors in the harbour of Larnham in October.",
        "Storms killed four sailors in the harbour of Larnham in October.",
    ],
    ids=["bounds that fit", "other harm", "same number"],
)
def test_merge_sees_no_disagreement_where_numbers_fit(other: str) -> None:
    evidence = merged("Storms killed four sailors in the harbour of Larnham in October.", other)
    assert evidence.disagreements == ()


def test_merge_ranks_a_supported_event_above_general_talk() -> None:
    talk = (
        "This partnership plays a crucial role in the harbour and underscores the importance of"
        " contracts between shipyards and authorities in a landscape of evolving partnerships."
    )
    again = "On Monday the port authority of Larnham signed its contract with shipyards in Tessen."
    evidence = merged(f"{talk}\n\n{SIGNED}", f"{talk}\n\n{FILLER}\n\n{again}")
    assert evidence.facts[0].text in (SIGNED, again)
    assert dict(evidence.facts[0].reasons)["support"] > 0


def test_merge_does_not_let_one_long_source_fill_the_first_facts() -> None:
    long = "\n\n".join(
        f"The fishermen of village {name} repaired {n} boats in October."
        for n, name in enumerate(
            ("Asgard", "Bremvik", "Calder", "Dunmore", "Elsfleth", "Farsund", "Gorey"), 10
        )
    )
    short = (
        "The port authority of Larnham signed a contract with two shipyards.\n\n"
        "Storms killed four sailors at the old pier in September.\n\n"
        "The council of Larnham elected Ada Brandt as mayor on Friday."
    )
    first = [f.citations[0].source for f in merged(long, short).facts[:6]]
    assert first.count("S1") <= 3


def test_merge_tells_a_fact_last_whose_subject_only_the_sentence_before_names() -> None:
    leaning = "They also repaired forty nets with new tools on 3 March 2026."
    evidence = merged(f"{SIGNED} {leaning}\n\nThe wall of the old harbour has cracks.")
    assert [f.text for f in evidence.facts][-1] == leaning


def test_merge_cites_a_leaning_sentence_of_another_source() -> None:
    evidence = merged(
        f"{SIGNED}\n\n{FILLER}",
        f"{FILLER} This contract with two shipyards was signed by the port authority of Larnham.",
    )
    assert {c.source for c in fact(evidence, "signed a contract").citations} == {"S1", "S2"}


def test_merge_lets_a_sentence_support_two_facts() -> None:
    both = (
        "I hear that the port authority of Larnham signed a contract with two shipyards after"
        " storms killed four sailors."
    )
    evidence = merged(
        f"{FILLER}\n\n{both}",
        "The port authority of Larnham signed a contract with two shipyards.",
        "Storms killed four sailors in October, as the port authority of Larnham found.",
    )
    assert "S1" in {c.source for c in fact(evidence, "authority of Larnham signed").citations}
    assert "S1" in {c.source for c in fact(evidence, "Storms killed").citations}


def test_merge_takes_a_small_part_of_a_fact_for_no_support() -> None:
    whole = (
        "The port authority of Larnham signed a contract with two shipyards after storms in October"
        " had killed four sailors and broken the eastern wall, the old pier, two cranes, the roof"
        " of the fish market, the lamps along the quay and thirty boats of the southern villages."
    )
    part = "Storms had killed four sailors in October."
    evidence = merged(whole, part)
    assert {f.text for f in evidence.facts} == {whole, part}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "An explosion at the fuel depot of Larnham killed nine workers.",
            "Nine employees died when the fuel depot of Larnham exploded.",
        ),
        (
            "The president of Mali visited the harbour of Larnham.",
            "Malian president on visit to Larnham harbour",
        ),
        (
            "Six sailors lost their lives when a ferry sank off Larnham.",
            "Six sailors died after the ferry sank near Larnham.",
        ),
        (
            "The shipyard of Larnham put the ferry works on hold on Monday.",
            "The Larnham shipyard suspended its ferry works on Monday.",
        ),
    ],
    ids=["word families", "people of a country", "light verb", "verb and its noun"],
)
def test_merge_joins_reports_in_other_words(one: str, other: str) -> None:
    assert len(merged(one, other).facts) == 1


def test_merge_of_one_source_alone_works() -> None:
    evidence = merged(f"{SIGNED}\n\n{FILLER}")
    assert {f.independent_sources for f in evidence.facts} == {1}
    assert [f.rank for f in evidence.facts] == [1, 2]


def test_merge_dates_events_and_keeps_undated_expressions_last() -> None:
    evidence = merged(f"{SIGNED}\n\nThe wall was closed on 3 March 2026 by the harbour master.")
    assert [e.date.start for e in evidence.events] == ["2026-03-03", "2026-11-16"]
    undated = merged(SIGNED, published="")
    assert [(e.date.start, e.date.expression) for e in undated.events] == [("", "Monday")]


def test_merge_keeps_a_long_general_essay_below_the_news() -> None:
    essay = (
        "Harbour policy in Larnham plays a vital role in shaping the prospects of the region."
        " This approach reflects the broader importance of harbours and contracts for Larnham."
        " The port authority of Larnham remains a key player in an evolving maritime landscape."
        " Such partnerships between authorities and shipyards may foster trust and cooperation."
        " Contracts with shipyards serve as a framework for the resilience of harbours.\n\n"
        "These dynamics underscore the significance of harbour walls in times of change."
        " The integration of technology in harbours could shape the future of Larnham."
        " Understanding harbour policy is essential for comprehending the role of Larnham."
        " The relationship between sailors and the port authority represents a crucial aspect."
        " Challenges facing the harbour include budget constraints and shifting priorities."
    )
    agency = (
        f"{SIGNED}\n\nStorms killed four sailors at the old pier in September.\n\n"
        "The council of Larnham elected Ada Brandt as mayor on Friday."
    )
    gazette = (
        "A contract with two shipyards was signed by the port authority of Larnham.\n\n"
        "The coast guard closed the eastern basin on 20 November 2026."
    )
    first = [fact.citations[0].source for fact in merged(essay, agency, gazette).facts[:4]]
    assert "S1" not in first


def test_merge_keeps_two_deeds_of_the_same_actors_apart() -> None:
    first = (
        "Peru, Chile and Bolivia have turned to Norway for help with their old lighthouses.",
        "Peru, Chile and Bolivia have signed a treaty with Norway about the price of copper.",
    )
    found = merged(*(f"{one} The weather was fine in the harbour on that day.\n" for one in first))
    told = [fact for fact in found.facts if "Norway" in fact.text]
    assert [len(fact.citations) for fact in told] == [1, 1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The school at Orle opens again on Thursday, the office of the district says.",
            "Soldiers removed 64 shells from the villages of the district of Orle.",
        ),
        (
            "Jon Berg handed in his resignation after 19 years as head of the fire service.",
            "The fire service has a new ladder, Jon Berg told a class of pupils.",
        ),
    ],
)
def test_merge_keeps_two_deeds_of_the_same_persons_and_places_apart(one: str, other: str) -> None:
    evidence = merged(one, other)
    assert all(fact.independent_sources == 1 for fact in evidence.facts)


def test_merge_joins_statements_with_a_large_number_in_common() -> None:
    evidence = merged(
        "Norland sent 300 unarmed observers to the border.",
        "A team of 300 observers arrived from Norland in May.",
    )
    assert evidence.facts[0].independent_sources == 2


def test_merge_joins_a_short_sentence_that_only_tells_the_toll() -> None:
    evidence = merged(
        "Raiders of the Coast Brigade attacked a post at Orle in Varnia on Monday and killed at"
        " least nine soldiers, a doctor said.",
        "The post at Orle in Varnia was attacked on Monday. Nine soldiers lost their lives.",
    )
    told = [{c.source for c in one.citations} for one in evidence.facts if "soldiers" in one.text]
    assert {"S1", "S2"} in told


def test_merge_tells_a_plan_for_a_day_that_is_past_after_what_came_of_it() -> None:
    plan = "The court will rule on Friday on the appeal of the port of Larnham."
    done = "The court dismissed the appeal of the port of Larnham on Friday."
    documents = (
        document_of(plan, key="S1", publisher="P1", published="2026-11-18"),
        document_of(done, key="S2", publisher="P2", published="2026-11-23"),
    )
    evidence = merge_documents(*documents)
    assert [fact.text for fact in evidence.facts] == [done, plan]
    assert dict(evidence.facts[1].reasons)["overtaken"] < 0
