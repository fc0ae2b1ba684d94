"""What speaks for and against one fact and one event, on sentences about invented things."""

import pytest
from eval.corpora import find
from eval.judged import judging

from briefgen.merge.events.sameness.judgement import Verdict


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
    assert fact.against == ""
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
