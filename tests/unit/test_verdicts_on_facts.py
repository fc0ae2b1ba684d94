"""Facts and events that the desk joins, parts and dates: what follows is counted again."""

import pytest
from deciding import Desk, decision, desk_of, fact, sources, words

from briefgen.model.decisions import Act
from briefgen.model.evidence import Evidence
from briefgen.model.facts import Fact

SIGNED = "The port authority of Larnham signed a contract with two shipyards on Monday."
AGAIN = "A contract with two shipyards was signed by the port authority of Larnham."
ORDER = "Two yards got the order for the new ferries of the authority."
NETS = "Fishermen of Norhaven repaired forty nets with new tools last week."
FEES = "The council of Norhaven raised its harbour fees by a tenth."


@pytest.fixture(scope="module")
def desk() -> Desk:
    return desk_of(f"{SIGNED}\n\n{NETS}", f"{ORDER}\n\n{FEES}", AGAIN)


def one(evidence: Evidence, words_of_it: str) -> Fact:
    """Return the fact that cites some words."""
    (found,) = (f for f in evidence.facts if any(words_of_it == c.text for c in f.citations))
    return found


def test_two_statements_are_one_fact_with_all_that_tell_it(desk: Desk) -> None:
    same = decision(Act.SAME_FACT, words(ORDER, 2), words(SIGNED))
    decided = desk.decided(same)
    found = one(decided, ORDER)
    assert found is one(decided, SIGNED)
    assert sources(found.citations) == ["S3", "S1", "S2"]
    assert found.independent_sources == 3
    assert found.id == fact(desk.found, AGAIN).id
    assert [f.rank for f in decided.facts] == list(range(1, len(decided.facts) + 1))
    assert [(d.ref, d.found, d.decided) for d in decided.decided] == [
        (found.id, "two facts", "one fact")
    ]
    (told,) = (each for each in decided.developments if found.id in each.members)
    assert told.origins.count == 3


def test_order_of_the_two_passages_changes_nothing(desk: Desk) -> None:
    one_way = decision(Act.SAME_FACT, words(ORDER, 2), words(SIGNED))
    other_way = decision(Act.SAME_FACT, words(SIGNED), words(ORDER, 2))
    assert desk.decided(one_way).facts == desk.decided(other_way).facts


def test_parted_statement_tells_a_fact_of_its_own(desk: Desk) -> None:
    decided = desk.decided(decision(Act.NOT_SAME_FACT, words(SIGNED), words(AGAIN, 3)))
    parted, kept = one(decided, SIGNED), one(decided, AGAIN)
    assert sources(parted.citations) == ["S1"]
    assert sources(kept.citations) == ["S3"]
    assert kept.id == fact(desk.found, AGAIN).id
    assert parted.date is not None
    assert parted.date.start == "2026-11-16"
    assert (parted.independent_sources, kept.independent_sources) == (1, 1)
    assert {d.ref for d in decided.decided} == {parted.id, kept.id}


def test_parted_facts_are_still_of_one_event_until_that_is_parted_too(desk: Desk) -> None:
    parting = decision(Act.NOT_SAME_FACT, words(SIGNED), words(AGAIN, 3))
    decided = desk.decided(parting)
    pair = {one(decided, SIGNED).id, one(decided, AGAIN).id}
    assert any(pair <= {*each.members} for each in decided.developments)
    apart = desk.decided(parting, decision(Act.NOT_SAME_EVENT, words(SIGNED), words(AGAIN, 3)))
    assert not any(pair <= {*each.members} for each in apart.developments)


def test_two_events_are_two_facts(desk: Desk) -> None:
    decided = desk.decided(decision(Act.NOT_SAME_EVENT, words(AGAIN, 3), words(SIGNED)))
    parted, kept = one(decided, SIGNED), one(decided, AGAIN)
    assert parted.id != kept.id
    alone = [each.members for each in decided.developments]
    assert (parted.id,) in alone
    assert (kept.id,) in alone


def test_facts_of_one_event_are_told_together(desk: Desk) -> None:
    decided = desk.decided(decision(Act.SAME_EVENT, words(FEES, 2), words(NETS)))
    fees, nets = one(decided, FEES), one(decided, NETS)
    (told,) = (each for each in decided.developments if fees.id in each.members)
    assert {*told.members} == {fees.id, nets.id}
    assert told.origins.count == 2
    (link,) = told.links
    assert link.reasons == (("desk", 1.0),)
    assert told.lead in {d.ref for d in decided.decided}


def test_what_was_parted_stays_so_when_others_are_joined(desk: Desk) -> None:
    parting = decision(Act.NOT_SAME_FACT, words(SIGNED), words(ORDER, 2))
    joining = decision(Act.SAME_FACT, words(AGAIN, 3), words(ORDER, 2))
    decided = desk.decided(parting, joining)
    assert one(decided, AGAIN) is one(decided, ORDER)
    assert one(decided, SIGNED) is not one(decided, ORDER)
    assert sources(one(decided, SIGNED).citations) == ["S1"]


def test_what_was_joined_leaves_together(desk: Desk) -> None:
    joining = decision(Act.SAME_FACT, words(ORDER, 2), words(SIGNED))
    decided = desk.decided(joining, decision(Act.NOT_SAME_FACT, words(AGAIN, 3), words(SIGNED)))
    assert sources(one(decided, SIGNED).citations) == ["S1", "S2"]
    assert sources(one(decided, AGAIN).citations) == ["S3"]


def test_parted_statement_can_be_joined_with_another_fact(desk: Desk) -> None:
    parting = decision(Act.NOT_SAME_FACT, words(AGAIN, 3), words(SIGNED))
    joining = decision(Act.SAME_FACT, words(SIGNED), words(FEES, 2))
    decided = desk.decided(parting, joining)
    assert {*sources(one(decided, FEES).citations)} == {"S1", "S2"}
    assert sources(one(decided, AGAIN).citations) == ["S3"]


def test_what_is_so_already_is_no_change_and_not_stale(desk: Desk) -> None:
    same = decision(Act.SAME_FACT, words(AGAIN, 3), words(SIGNED))
    apart = decision(Act.NOT_SAME_FACT, words(NETS), words(FEES, 2))
    decided = desk.decided(same, apart)
    assert decided.facts == desk.found.facts
    assert decided.stale == ()
    assert {d.found for d in decided.decided} == {"one fact", "two facts"}


def test_without_decisions_evidence_is_as_it_was_found(desk: Desk) -> None:
    assert desk.decided() == desk.found


@pytest.mark.parametrize(
    ("act", "passage", "other", "why"),
    [
        (Act.SAME_FACT, words("Nobody wrote this sentence."), words(FEES, 2), "stand there no"),
        (Act.SAME_FACT, words(FEES, 2), words("Nor this one here."), "of “Nor this one here.”"),
        (Act.SAME_EVENT, words("raised its harbour fees", 2), words(NETS), "no statement any more"),
        (Act.NOT_SAME_FACT, words(FEES, 2), words(FEES, 2), "both are one statement"),
    ],
    ids=["gone", "other gone", "part of a statement", "itself"],
)
def test_words_that_are_no_statement_are_reported(
    desk: Desk, act: Act, passage: object, other: object, why: str
) -> None:
    decided = desk.decided(decision(act, passage, other))  # type: ignore[arg-type]
    assert decided.facts == desk.found.facts
    (stale,) = decided.stale
    assert why in stale.became


def test_disagreement_goes_with_the_fact_it_is_about() -> None:
    four = "Storms killed four sailors in the harbour of Larnham in October."
    five = four.replace("four", "five")
    seven = "Seven people drowned at sea when the gale came."
    desk = desk_of(f"{four}\n\n{NETS}", five, f"{seven}\n\n{FEES}")
    (clash,) = desk.found.disagreements
    joined = desk.decided(decision(Act.SAME_FACT, words(seven, 3), words(four)))
    (still,) = joined.disagreements
    assert one(joined, four) is one(joined, seven)
    assert still.fact in {one(joined, four).id, one(joined, five).id}
    assert {c.source for v in still.values for c in v.citations} >= {
        c.source for v in clash.values for c in v.citations
    }


def test_joined_facts_whose_numbers_exclude_each_other_disagree() -> None:
    four = "Storms killed four sailors in the harbour of Larnham in October."
    nine = "Nine sailors were killed by waves near the northern pier, the mayor said."
    desk = desk_of(f"{four}\n\n{NETS}", f"{nine}\n\n{FEES}")
    assert desk.found.disagreements == ()
    decided = desk.decided(decision(Act.SAME_FACT, words(four), words(nine, 2)))
    (found,) = decided.disagreements
    assert [value.value for value in found.values] == ["four sailors", "Nine sailors"]
    assert found.fact == one(decided, four).id


def test_day_of_a_statement_is_that_of_its_event() -> None:
    desk = desk_of(f"{SIGNED}\n\n{NETS}", FEES)
    decided = desk.decided(decision(Act.DAY, words(SIGNED), value="2026-11-17"))
    found = one(decided, SIGNED)
    assert found.id == fact(desk.found, SIGNED).id
    assert found.date is not None
    assert (found.date.start, found.date.expression) == ("2026-11-17", "Monday")
    (event,) = (each for each in decided.events if found.id in each.facts)
    assert (event.date.start, event.citation.text) == ("2026-11-17", "Monday")
    (told,) = (each for each in decided.developments if found.id in each.members)
    assert [day.start for day in told.days] == ["2026-11-17"]
    assert [(d.ref, d.found, d.decided) for d in decided.decided] == [
        (found.id, "2026-11-16", "2026-11-17"),
        (event.id, "2026-11-16", "2026-11-17"),
    ]
    assert found.dated == ()


def test_day_can_be_given_where_no_words_date_a_statement() -> None:
    desk = desk_of(f"{SIGNED}\n\n{NETS}", FEES)
    decided = desk.decided(decision(Act.DAY, words(FEES, 2), value="2026-11-12"))
    found = one(decided, FEES)
    (event,) = (each for each in decided.events if found.id in each.facts)
    assert event.date.start == "2026-11-12"
    assert event.citation.text == FEES
    assert decided.decided[0].found == ""
    assert [each.date.start for each in decided.events] == sorted(
        each.date.start for each in decided.events
    )


def test_day_of_a_supporting_statement_is_that_of_the_fact(desk: Desk) -> None:
    decided = desk.decided(decision(Act.DAY, words(SIGNED), value="2026-11-14"))
    found = one(decided, SIGNED)
    (event,) = (each for each in decided.events if found.id in each.facts)
    assert event.date.start == "2026-11-14"


def test_joined_then_dated_then_named(desk: Desk) -> None:
    decided = desk.decided(
        decision(Act.SAME_FACT, words(ORDER, 2), words(SIGNED)),
        decision(Act.DAY, words(ORDER, 2), value="2026-11-15"),
        decision(Act.SAME_EVENT, words(SIGNED), words(FEES, 2)),
    )
    found = one(decided, ORDER)
    (told,) = (each for each in decided.developments if found.id in each.members)
    assert one(decided, FEES).id in told.members
    assert [day.start for day in told.days] == ["2026-11-15"]
    assert decided.stale == ()
