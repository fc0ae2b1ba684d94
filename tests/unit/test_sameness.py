"""What speaks for and against one fact and one event, on sentences about invented things."""

import pytest
from eval.corpora import find
from eval.judged import judging

from briefgen.merge.events.sameness.claims import cluster
from briefgen.merge.events.sameness.judgement import Verdict
from briefgen.merge.events.sameness.neighbours import Neighbours


def verdicts(one: str, other: str) -> tuple[Verdict, Verdict]:
    """Return whether two texts of one sentence tell one fact, and one event."""
    units, sameness = judging(find([one, other], ["2026-11-18", "2026-11-18"]))
    a, b = (unit.order for unit in units)
    return sameness.fact(a, b), sameness.event(a, b)


def test_one_fact_in_other_words_has_its_reasons_the_weightiest_first() -> None:
    fact, event = verdicts(
        "The port authority of Larnham signed a contract with two shipyards on Monday.",
        "A contract with two shipyards was signed on Monday by Larnham's port authority.",
    )
    assert fact.holds
    assert event.holds
    assert fact.against is None
    weighed = [abs(part) for _, part in fact.reasons]
    assert weighed == sorted(weighed, reverse=True)
    assert dict(fact.reasons)["day"] > 0
    assert str(fact).startswith(f"{fact.score:.2f} = ")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Mayor Ada Brandt opened the new bridge of Larnham on Monday.",
            "Mayor Ada Brandt will open the new bridge of Larnham on Monday.",
        ),
        (
            "The council of Larnham approved the new harbour wall on Monday.",
            "The council of Larnham did not approve the new harbour wall on Monday.",
        ),
    ],
    ids=["planned", "denied"],
)
def test_no_one_fact_is_done_and_planned_or_denied(one: str, other: str) -> None:
    fact, _ = verdicts(one, other)
    assert not fact.holds
    assert fact.against


def test_a_name_in_common_is_nothing_in_common() -> None:
    fact, _ = verdicts(
        "Sir Edgar Bartholomew Lindqvist-Moreau visited a school in Orle.",
        "Sir Edgar Bartholomew Lindqvist-Moreau bought a yacht last year.",
    )
    assert not fact.holds


def test_equal_quoted_words_are_one_fact_whatever_stands_round_them() -> None:
    fact, _ = verdicts(
        'The minister told parliament that "we will rebuild every house in the valley".',
        '"We will rebuild every house in the valley," said Ms Brandt during a visit to Orle.',
    )
    assert fact.holds


def test_what_is_so_in_one_country_is_not_so_in_another() -> None:
    fact, _ = verdicts(
        "Norwegian officials said the number of confirmed cases of marsh fever had risen to 12.",
        "In total, the number of confirmed cases of marsh fever in Portugal rose to 12.",
    )
    assert fact.against == "in other countries"
    assert fact.contrary


def test_a_country_named_beside_does_not_make_two_countries_one() -> None:
    fact, _ = verdicts(
        "Norway confirmed its first case of marsh fever in a girl who had come home from Chile.",
        "Portugal confirmed its first case of marsh fever in a man who had been to Chile.",
    )
    assert fact.against == "in other countries"


@pytest.mark.parametrize(("number", "same"), [("103", "yes"), ("176", "no")])
def test_a_bound_is_met_by_what_lies_near_it(number: str, same: str) -> None:
    fact, _ = verdicts(
        "At least 100 people died in the flood at Larnham on Monday, the council said.",
        f"The council said {number} people died in the flood at Larnham on Monday.",
    )
    assert fact.holds == (same == "yes")


def test_who_agrees_with_two_that_agree_supports_the_fact_too() -> None:
    texts = [
        "A fire destroyed the old paper mill of Larnham on Monday.",
        "A fire destroyed the old paper mill of Larnham and two sheds of boat builder Bryn.",
        "The fire destroyed the old mill of Larnham and two sheds of the boat builder Bryn.",
        "Flames destroyed two sheds of the boat builder Bryn.",
    ]
    units, sameness = judging(find(texts, ["2026-11-18"] * len(texts)))
    assert not sameness.fact(0, 3).holds
    claims = cluster(units, [4.0, 3.0, 2.0, 1.0], sameness)
    assert [unit.source for unit in claims[0].members] == ["S1", "S2", "S3", "S4"]


def test_of_two_statements_of_a_source_the_nearer_one_is_meant() -> None:
    units, sameness = judging(
        find(
            [
                "The council of Larnham closed the old harbour bridge to lorries on Monday.",
                (
                    "The council of Larnham closed the old harbour bridge to lorries.\n\n"
                    "The council of Larnham keeps the old mill and bridge."
                ),
            ],
            ["2026-11-18"] * 2,
        )
    )
    assert [unit.source for unit in units] == ["S1", "S2", "S2"]
    near = Neighbours(units, sameness.signals.plain)
    assert near.margin(0, 1) > 0 > near.margin(0, 2)


def test_guilty_is_not_what_somebody_said_not_to_be() -> None:
    fact, _ = verdicts(
        "Dr Ada Brandt was found guilty of manslaughter by a jury in Larnham.",
        "Dr Ada Brandt has pleaded not guilty to manslaughter before a jury in Larnham.",
    )
    assert fact.contrary
