"""Contradictions between statements that share few words, each rule with what it must not take in.

Every source goes on with sentences that name the same people and places: what is compared are
reports of one affair.
"""

import pytest
from conftest import document_of, merge_documents

ABOUT = (
    "The minister Ola Brekke and the mayor of Larnham, Edvin Sall, spoke to Radio Norhaven. "
    "Petra Voss of the Coastal Union came with them to the Old Market Hall."
)
ELSEWHERE = "In Tarnmouth the singer Mira Holt opened the Winter Festival with the Orle Choir."
DAY = "2026-11-18"


def boxes(one: str, other: str, about: str = ABOUT, day: str = DAY) -> list[tuple[str, list[str]]]:
    """Return slots and values of what two sources disagree about."""
    documents = (
        document_of(f"{one}\n\n{ABOUT}", key="S1", publisher="P1", published=DAY),
        document_of(f"{other}\n\n{about}", key="S2", publisher="P2", published=day),
    )
    found = merge_documents(*documents).disagreements
    return [(box.slot, [value.value for value in box.values]) for box in found]


NUMBERS = [
    (
        "Six people were killed in the old dock of Larnham on Monday.",
        "The Harbour Board regrets the loss of four lives in the dock on Monday.",
        "number: people (kill)",
        ["four lives", "Six people"],
    ),
    (
        "The governor puts the number of dead in the flooded mine at 12.",
        "Nineteen people perished in the flooded mine.",
        "number: people (kill)",
        ["12", "Nineteen people"],
    ),
    (
        "There were 187 people on board the ferry.",
        "There were 150 passengers and 12 sailors on the vessel, 162 people in all.",
        "number: people (board)",
        ["187 people", "162 people"],
    ),
    (
        "Fishermen saved 140 of them.",
        "Alive, 131 people were pulled out of the water.",
        "number: people (rescue)",
        ["140", "131 people"],
    ),
    (
        "Boats brought 900 people to safety by Tuesday.",
        "In all, 1,400 people were evacuated by boat on Monday and Tuesday.",
        "number: people (evacuate)",
        ["900 people", "1,400 people"],
    ),
    (
        "The line will pay 200,000 crowns to each family.",
        "The line offers 150,000 crowns to the family of every victim.",
        "number: crown",
        ["200,000 crowns", "150,000 crowns"],
    ),
    (
        "The tram was travelling at 40 kilometres per hour on Monday.",
        "The recorder of the tram shows a speed of 71 kilometres per hour on Monday.",
        "number: kilometre",
        ["40 kilometres", "71 kilometres"],
    ),
    (
        "The mill will cut 400 jobs in Larnham.",
        "Some 900 people in Larnham are to lose their jobs at the mill.",
        "number: job (dismiss)",
        ["400 jobs", "Some 900 people"],
    ),
    (
        "The Coastal Union won 40 of the 90 seats in the new council.",
        "The Coastal Union will hold 43 of the 90 seats in the new council.",
        "number: seat",
        ["40 of the 90 seats", "43 of the 90 seats"],
    ),
    (
        "Turnout in the vote of Sunday was 61 percent.",
        "Only 52 percent cast a ballot in the vote of Sunday, the turnout lists show.",
        "number: percent",
        ["61 percent", "52 percent"],
    ),
]


@pytest.mark.parametrize(("one", "other", "slot", "values"), NUMBERS)
def test_numbers_of_one_thing_in_other_words(
    one: str, other: str, slot: str, values: list[str]
) -> None:
    ((found, told),) = boxes(one, other)
    assert found == slot.replace(" (dismiss)", "")
    assert sorted(told) == sorted(values)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Six people were killed in Larnham on Monday.", "Two people were killed in Orle."),
        ("There were 187 people on board.", "Her skipper took 41 people on board."),
        ("The line offers 150,000 crowns to every family.", "The fund received 640,000 crowns."),
        ("The tram ran at 40 kilometres per hour.", "The limit is 30 kilometres per hour."),
        ("The mill will cut 400 jobs in Larnham.", "The mill has 1,900 jobs in Larnham."),
        ("More than 15 people were injured.", "The clinic treated 22 injured people."),
        ("The dock was closed at 5 p.m. on Monday.", "The dock was closed at 9 p.m. on Monday."),
    ],
)  # fmt: skip
def test_numbers_of_two_things_are_no_contradiction(one: str, other: str) -> None:
    assert boxes(one, other) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The harvest brought 40 tonnes of wheat to Larnham on Monday.",
            "The harvest brought 90 tonnes of barley to Larnham on Monday.",
        ),
        (
            "The ministry has confirmed 12 deaths from the fever in Larnham.",
            "The fever in Larnham is suspected in 31 deaths.",
        ),
        (
            "Edvin Sall missed four sessions of the council this spring.",
            "Ola Brekke missed nine sessions of the council this spring.",
        ),
        (
            "The fire in Larnham killed six people.",
            "A fire killed 40 people in Larnham in March 2019.",
        ),
        ("The quake in Larnham killed 9 people.", "It killed 21 people in Larnham."),
        ("The wave in Larnham hurt 9 people.", "Waves hurt 700 people in Larnham."),
        (
            "The council of Larnham bought two of the seven boats of the pilots.",
            "The council of Larnham bought seven boats of the pilots.",
        ),
        (
            "The clinic of Larnham counted 13 births from 2009 to 2014.",
            "The clinic of Larnham counted 21 births from 2007 to 2017.",
        ),
        (
            "A 66-year-old man drowned in the harbour of Larnham on Monday.",
            "A 59-year-old man drowned in the harbour of Larnham on Monday.",
        ),
        (
            "The union won about 20 percent of the vote in Larnham.",
            "The union won about 63 percent of the vote in Orle.",
        ),
    ],
    ids=[
        "kinds", "confirmed and suspected", "persons", "long ago", "pointing back", "sizes",
        "part and whole", "stretches of time", "two persons' ages", "places",
    ],
)  # fmt: skip
def test_numbers_of_other_kinds_times_and_sizes_are_no_contradiction(one: str, other: str) -> None:
    assert boxes(one, other) == []


def test_at_least_is_a_number_beside_another_one_of_that_day() -> None:
    one, other = "The wave killed at least 12 people.", "The wave killed at least 19 people."
    assert boxes(one, other) == [
        ("number: people (kill)", ["at least 12 people", "at least 19 people"])
    ]
    assert boxes(one, other, day="2026-11-19") == []
    assert boxes(other, one, day="2026-11-19") != []


def test_another_day_hides_no_other_number_where_the_words_are_the_same() -> None:
    one = "Varnia signed a contract with the yard of Larnham on {} to buy {} patrol boats."
    found = boxes(one.format("Monday", "four"), one.format("Tuesday", "five"))
    assert ("number: boat", ["four patrol boats", "five patrol boats"]) in found


def test_ages_of_one_person_are_a_contradiction() -> None:
    found = boxes(
        "A 23-month-old boy died of the fever in Larnham on Monday.",
        "The ministry said a 22-month-old child had died of the fever in Larnham on Monday.",
    )
    assert found == [("age", ["23-month-old", "22-month-old"])]


def test_temperatures_of_one_place_are_a_contradiction() -> None:
    found = boxes(
        "The hold of the ferry could have reached nearly 120 degrees.",
        "The inside of the ferry could have reached between 130 and 170 degrees.",
    )
    assert found == [("temperature", ["nearly 120 degrees", "between 130 and 170 degrees"])]


DAYS = [
    (
        "A watchman saw the harbour wall give way on Monday night.",
        "The harbour wall of Larnham gave way early on Tuesday.",
        ["2026-11-16", "2026-11-17"],
    ),
    (
        "The crane was inspected by the coast guard on Friday.",
        "The coast guard last came for an inspection of the crane on Thursday.",
        ["2026-11-12", "2026-11-13"],
    ),
    (
        "The crane in the old dock was last inspected on 2 November.",
        "The crane in the old dock was last inspected on 11 June.",
        ["2026-06-11", "2026-11-02"],
    ),
    (
        "The new vote will be held on 9 December.",
        "The board has set the new vote for 12 December.",
        ["2026-12-09", "2026-12-12"],
    ),
]


@pytest.mark.parametrize(("one", "other", "days"), DAYS)
def test_days_of_one_deed_in_other_words(one: str, other: str, days: list[str]) -> None:
    assert boxes(one, other) == [("day", days)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Norhaven won round 3 of the harbour cup on Monday.",
            "Norhaven won round 4 of the harbour cup on Tuesday.",
        ),
        (
            "Ola Brekke ended his campaign on Monday.",
            "Edvin Sall ended his campaign on Tuesday.",
        ),
        (
            "The gate of the old dock, closed since Sunday, is to reopen on Wednesday.",
            "Drivers found the gate of the old dock closed on Tuesday.",
        ),
        (
            "The crane was inspected on 2 November.",
            "The crane was inspected on 11 June.",
        ),
    ],
)
def test_days_of_two_deeds_are_no_contradiction(one: str, other: str) -> None:
    assert boxes(one, other) == []


STATUSES = [
    (
        "The council of Larnham has sacked the harbour master, Jon Berg.",
        "The harbour master, Jon Berg, remains in office.",
    ),
    (
        "The harbour master, Jon Berg, will step down.",
        "Jon Berg will continue to lead the harbour as its master.",
    ),
    (
        "Police opened fire on a crowd of strikers on Monday.",
        "At no time were firearms discharged by the police on Monday.",
    ),
    (
        "Sirens alerted the villages below the dam before the flood.",
        "In none of the villages below the dam had any alert arrived before the flood.",
    ),
    (
        "The judges annulled the vote on the harbour wall on Monday.",
        "On Monday the judges threw out the complaint about the vote on the harbour wall.",
    ),
    (
        "The board suspended the licence of the Norhaven Line on Monday.",
        "The licence of the Norhaven Line remains in force.",
    ),
    (
        "The engineer Jon Berg handed the board a study on cracks in the harbour wall.",
        "The board has never received a report about cracks in the harbour wall.",
    ),
    (
        "The brakes of the crane failed.",
        "The company rejects reports that the brakes of the crane had failed.",
    ),
    (
        "The gates of the dock were not secured when the ship left.",
        "The gates of the dock were closed and locked when the ship left.",
    ),
    (
        "The cartel office approved the sale of the Norhaven Line.",
        "The cartel office objected to the sale of the Norhaven Line.",
    ),
    (
        "The Norhaven bridge reopened to lorries on Monday.",
        "The Norhaven bridge is still closed to lorries.",
    ),
]


@pytest.mark.parametrize(("one", "other"), STATUSES)
def test_what_one_states_and_the_other_denies_in_other_words(one: str, other: str) -> None:
    for told in (boxes(one, other), boxes(other, one)):
        ((slot, sides),) = told
        assert (slot, [side.partition(",")[0] for side in sides]) == ("status", ["yes", "no"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The council of Larnham has sacked the harbour master, Jon Berg.",
            "The minister, Ola Brekke, remains in office.",
        ),
        (
            "The cartel office approved the sale of the Norhaven Line.",
            "The cartel office has not approved the merger of two dairies in Orle.",
        ),
        (
            "The judges ruled that the lists had been changed.",
            "The lists of the harbour had been changed, the judges ruled.",
        ),
        (
            "The fund had received 640,000 crowns for the families by Monday.",
            "The families will receive 200,000 crowns from the line.",
        ),
    ],
)
def test_what_is_said_of_two_deeds_is_no_contradiction(one: str, other: str) -> None:
    assert boxes(one, other) == []


def test_all_that_state_a_deed_stand_against_the_one_that_denies_it() -> None:
    told = (
        "Police opened fire on a crowd of strikers on Monday.",
        "Six strikers fell when police shot at their march on Monday.",
        "At no time were firearms discharged by the police on Monday.",
    )
    documents = (
        document_of(f"{text}\n\n{ABOUT}", key=f"S{n}", publisher=f"P{n}", published=DAY)
        for n, text in enumerate(told, 1)
    )
    (box,) = merge_documents(*documents).disagreements
    assert [{c.source for c in value.citations} for value in box.values] == [{"S1", "S2"}, {"S3"}]


@pytest.mark.parametrize(("one", "other"), [told[:2] for told in NUMBERS[:2]])
def test_reports_of_two_affairs_or_times_are_not_set_against_each_other(
    one: str, other: str
) -> None:
    assert boxes(one, other) != []
    assert boxes(one, other, about=ELSEWHERE) == []
    assert boxes(one, other, day="2026-09-01") == []


@pytest.mark.parametrize(
    "doubted",
    [
        "Berg's lawyers said the prosecutors had not proved that Jon Berg caused the fire.",
        "Berg's lawyers said the state had failed to prove its assertion that he caused the fire.",
        "Berg's lawyers dismissed the assertion that Jon Berg caused the fire in Larnham.",
    ],
)
def test_whoever_says_that_a_deed_is_not_proved_does_not_say_that_it_was_done(
    doubted: str,
) -> None:
    denied = "Jon Berg did not cause the fire in Larnham, his lawyers said."
    assert boxes(doubted, denied) == []
    assert boxes(doubted, "The fire in Larnham was caused by a heater, the police said.") == []
