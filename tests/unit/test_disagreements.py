"""What sources disagree about, and what they don't, on parses of sentences of our own."""

import pytest
from conftest import Merge

WORK = "Fishermen of Norhaven repaired forty nets with new tools last week."
KILLED = "Storms killed four sailors in the harbour of Larnham in October."
SIGNED = "The port authority of Larnham signed a contract with two shipyards on Monday."


def slots(merged: Merge, *texts: str, **known: str) -> list[tuple[str, list[str]]]:
    evidence = merged(*(f"{text}\n\n{WORK}" for text in texts), **known)
    return [(d.slot, [v.value for v in d.values]) for d in evidence.disagreements]


@pytest.mark.parametrize(
    ("other", "values"),
    [
        ("Storms killed five sailors in the harbour of Larnham.", ["four sailors", "five sailors"]),
        (
            "The storm killed at least six sailors in the harbour of Larnham.",
            ["four sailors", "at least six sailors"],
        ),
        (
            "Storms killed up to three sailors in the harbour of Larnham.",
            ["four sailors", "up to three sailors"],
        ),
        (
            "Storms killed 6 to 8 sailors in the harbour of Larnham.",
            ["four sailors", "6 to 8 sailors"],
        ),
    ],
    ids=["number", "at least", "up to", "range"],
)
def test_numbers_that_exclude_each_other_are_a_disagreement(
    merged: Merge, other: str, values: list[str]
) -> None:
    assert slots(merged, KILLED, other) == [("number: sailor (kill)", values)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (KILLED, "Storms killed 3 to 8 sailors in the harbour of Larnham in October."),
        (KILLED, "Storms killed more than two sailors in the harbour of Larnham in October."),
        (KILLED, "Storms killed nearly five sailors in the harbour of Larnham in October."),
        (KILLED, "Storms wounded five sailors in the harbour of Larnham in October."),
        (KILLED, "Storms killed five fishermen in the harbour of Larnham in October."),
        (KILLED, "Storms killed four of the nine sailors and five sailors of a second ship."),
        (
            "The port of Larnham sold 4,200 tonnes of wheat to Norhaven in October.",
            "The port of Larnham sold 4,186 tonnes of wheat to Norhaven in October.",
        ),
        (
            "The flood killed 2,000 people in the valley of Larnham in October.",
            "The flood displaced 3,000 people in the valley of Larnham in October.",
        ),
        (
            "Storms killed four sailors in the harbour of Larnham on 3 October 2026.",
            "Storms killed five sailors in the harbour of Larnham on 9 November 2026.",
        ),
        (
            "A 25-year-old sailor opened the harbour of Larnham at 5 pm in 2024.",
            "A 27-year-old sailor opened the harbour of Larnham at 6 pm in 2024.",
        ),
    ],
    ids=[
        "range", "more than", "nearly", "other harm", "others counted", "counted twice",
        "rounded", "killed and displaced", "other days", "ages and times",
    ],
)  # fmt: skip
def test_numbers_that_fit_or_count_something_else_are_none(
    merged: Merge, one: str, other: str
) -> None:
    assert slots(merged, one, other) == []


@pytest.mark.parametrize(
    ("other", "status"),
    [
        ("The port authority of Larnham will sign a contract with two shipyards.", "planned"),
        ("The port authority of Larnham plans to sign a contract with two shipyards.", "planned"),
        ("The port authority met to settle its plans for signing a contract with two shipyards.",
         "planned"),
        ("The port authority settled a contract with two shipyards, which will be signed in March.",
         "planned"),
        ("The port authority of Larnham did not sign a contract with two shipyards.", "denied"),
        ("The director denied that the port authority signed a contract with two shipyards.",
         "denied"),
    ],
)  # fmt: skip
def test_a_deed_that_one_source_plans_or_denies_is_a_disagreement(
    merged: Merge, other: str, status: str
) -> None:
    first = "done" if status == "planned" else "stated"
    assert slots(merged, SIGNED, other) == [("status", [first, status])]


@pytest.mark.parametrize(
    "other",
    [
        "The port authority of Larnham plans to sell a ferry to the fishermen of Norhaven.",
        "The council of Norhaven will sign a contract with two shipyards in Tarnmouth.",
        "The port authority of Larnham had signed a contract with two shipyards.",
        "The two shipyards of Larnham will watch the port authority under the contract.",
    ],
    ids=["another plan", "others plan", "done too", "only a purpose"],
)
def test_a_plan_for_something_else_is_no_disagreement(merged: Merge, other: str) -> None:
    assert slots(merged, SIGNED, other) == []


def test_what_all_sources_put_in_the_negative_is_no_disagreement(merged: Merge) -> None:
    assert slots(
        merged,
        "Neither side gave a price or a date for the contract with the two shipyards.",
        "The contract with the two shipyards gave no price and no date for the works.",
    ) == []  # fmt: skip


def test_days_of_one_deed_that_differ_are_a_disagreement(merged: Merge) -> None:
    assert slots(merged, SIGNED, SIGNED.replace("Monday", "Tuesday")) == [
        ("day", ["2026-11-16", "2026-11-17"])
    ]


def test_days_of_an_event_that_recurs_are_none(merged: Merge) -> None:
    dated = "The port authority of Larnham signed a contract with two shipyards on 3 {}."
    assert slots(merged, dated.format("March 2025"), dated.format("March 2026")) == []


def test_names_in_one_role_that_differ_are_a_disagreement(merged: Merge) -> None:
    found = slots(
        merged,
        "Mayor Ada Brandt opened the eastern harbour wall of Larnham on Monday.",
        "Mayor Ida Holm opened the eastern harbour wall of Larnham on Monday.",
    )
    assert found == [("name: mayor", ["Ada Brandt", "Ida Holm"])]


def test_names_of_people_who_speak_of_one_deed_are_none(merged: Merge) -> None:
    assert slots(
        merged,
        "The eastern harbour wall of Larnham fell on Monday, Mayor Ada Brandt said.",
        "The eastern harbour wall of Larnham fell on Monday, Mayor Ida Holm said.",
    ) == []  # fmt: skip


def test_a_disagreement_names_its_fact_and_comes_from_several_sources(merged: Merge) -> None:
    evidence = merged(KILLED, KILLED.replace("four", "five"))
    (one,) = evidence.disagreements
    assert one.fact == evidence.facts[0].id
    assert {c.source for v in one.values for c in v.citations} == {"S1", "S2"}
    assert merged(f"{KILLED}\n\n{KILLED.replace('four', 'five')}").disagreements == ()
