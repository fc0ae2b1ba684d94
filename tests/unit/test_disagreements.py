"""What sources disagree about, and what they don't, on parses of sentences of our own."""

import pytest
from conftest import Merge, document_of, merge_documents

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
            "A sailor opened the harbour of Larnham at 5 pm in 2024.",
            "A sailor opened the harbour of Larnham at 6 pm in 2024.",
        ),
    ],
    ids=[
        "range", "more than", "nearly", "other harm", "others counted", "counted twice",
        "rounded", "killed and displaced", "other days", "times",
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
    ((slot, (so, not_so)),) = slots(merged, SIGNED, other)
    first, second = ("done", "still to come") if status == "planned" else ("yes", "no")
    assert (slot, so, not_so.partition(",")[0]) == ("status", first, second)


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


APART = [
    # (one source, another source, what they disagree about)
    (
        "A ferry sank off Larnham on Thursday and 31 passengers died.",
        "At least 40 passengers lost their lives when a ferry went down off Larnham on Thursday.",
        "number: passenger (kill)",
    ),
    (
        "The death toll of the earthquake in Varnia rose to 112 on Thursday.",
        "The earthquake in Varnia has killed 140 people, the governor said on Thursday.",
        "number: people (kill)",
    ),
    (
        "Police in Larnham made 14 arrests at the harbour on Sunday.",
        "Officers detained 22 people at the harbour of Larnham on Sunday.",
        "number: people (arrest)",
    ),
    (
        "A court in Tarnmouth sentenced the former mayor Edvin Sall to eight years in prison.",
        "Edvin Sall, the former mayor of Tarnmouth, was given a ten-year prison sentence.",
        "number: year (sentence)",
    ),
    (
        "The steel mill in Orle will cut 400 jobs, the owner said.",
        "Some 650 jobs are to be cut at the steel mill in Orle, according to the union.",
        "number: job",
    ),
    (
        "The state bank granted $90 million for new quays in Larnham.",
        "The state bank approved 70 million dollars for new quays in Larnham.",
        "number: dollar",
    ),
    (
        "The nurses' union of Varnia called off its strike on Monday.",
        "On Tuesday the nurses' union of Varnia cancelled its strike.",
        "day",
    ),
    (
        "The appeal of Edvin Sall will be heard on 4 December in Tarnmouth.",
        "The appeal court in Tarnmouth will hear the case of Edvin Sall on 11 December.",
        "day",
    ),
    (
        "Varnia and Norland signed a fishing treaty on Monday.",
        "Norland denied that it had signed a fishing treaty with Varnia.",
        "status",
    ),
    (
        "A shipment of 9,000 doses of vaccine landed in Larnham on Monday.",
        "The first doses of vaccine are expected to arrive in Larnham on Friday.",
        "status",
    ),
    (
        "The banker Petra Voss was extradited to Varnia on Thursday.",
        "The banker Petra Voss is to be extradited to Varnia next month.",
        "status",
    ),
]


@pytest.mark.parametrize(("one", "other", "slot"), APART)
def test_other_words_for_one_event_hide_no_disagreement(
    merged: Merge, one: str, other: str, slot: str
) -> None:
    assert [found for found, _ in slots(merged, one, other)] == [slot]


def test_a_statement_without_a_place_happens_where_the_one_before_does(merged: Merge) -> None:
    found = slots(
        merged,
        "Gunmen attacked the harbour of Rotterdam on Monday and killed at least 12 sailors.",
        "On Monday a gang came to the harbour of Rotterdam."
        " Nine of the young sailors lost their lives.",
    )
    assert found == [
        ("number: sailor (kill)", ["at least 12 sailors", "Nine of the young sailors"])
    ]


FITTING = {
    "another event": (
        "A bomb killed four people in Larnham on Monday.",
        "A flood killed nine people in Orle on Tuesday.",
    ),
    "two attacks": (
        "Gunmen killed four soldiers at the Larnham checkpoint on Monday.",
        "Gunmen killed six soldiers at the Larnham barracks on Friday.",
    ),
    "two days of one thing": (
        "Rebels attacked the barracks of Sarn on Monday.",
        "Rebels attacked the market of Sarn on Tuesday.",
    ),
    "part and whole": (
        "The ferry accident off Larnham killed 31 people.",
        "The ferry accident off Larnham killed 31 people, nine of them children.",
    ),
    "further ones": (
        "The storm killed four people in Orle on Monday.",
        "The storm killed another two people in Orle on Monday.",
    ),
    "foreseen and counted": (
        "The central bank of Varnia forecast growth of 3 percent for this year.",
        "The economy of Varnia had growth of 2 percent this year.",
    ),
    "asked for and given": (
        "The prosecutor had asked for 15 years in prison for Edvin Sall.",
        "The court sentenced Edvin Sall to 12 years in prison.",
    ),
    "a day and a year": (
        "The Orle mine produces 400 tonnes of ore a day.",
        "The Orle mine produced 120,000 tonnes of ore last year.",
    ),
    "another year": (
        "Varnia exported 300 ships in 2024.",
        "Varnia exported 410 ships in 2025.",
    ),
    "another place": (
        "The flood displaced 300 people in Larnham on Monday.",
        "The flood displaced 900 people in Orle on Monday.",
    ),
    "counted up to other days": (
        "The ministry in Orle had counted 300 cases of measles by Monday.",
        "The ministry in Orle had counted 340 cases of measles by Wednesday.",
    ),
    "all and those of a day": (
        "The court has heard 74 witnesses since May.",
        "The court heard nine witnesses on Tuesday.",
    ),
    "about": (
        "About 1,200 people fled the town of Sarn on Monday.",
        "Exactly 1,187 people fled the town of Sarn on Monday.",
    ),
    "half a billion": (
        "The bank lent Varnia half a billion crowns for the bridge.",
        "The bank lent Varnia 500 million crowns for the bridge.",
    ),
    "about half a billion": (
        "The bank lent Varnia about half a billion crowns for the bridge.",
        "The bank lent Varnia 487 million crowns for the bridge.",
    ),
    "other money": (
        "The bridge of Orle cost 500 million dollars.",
        "The bridge of Orle cost 460 million euros.",
    ),
    "other people": (
        "A court in Tarnmouth sentenced the mayor Edvin Sall to eight years in prison.",
        "A court in Tarnmouth sentenced the clerk Jon Berg to three years in prison.",
    ),
    "a term that was cut": (
        "The appeal court cut the sentence of Edvin Sall from 12 to nine years.",
        "Edvin Sall was sentenced to 12 years in prison in 2024.",
    ),
    "both sides": (
        "The army of Varnia lost nine soldiers at Sarn.",
        "The army of Varnia killed 30 rebels at Sarn.",
    ),
    "a visit elsewhere": (
        "The minister Ola Brekke visited Sarn on Monday.",
        "The minister Ola Brekke will visit Larnham on Friday.",
    ),
}


@pytest.mark.parametrize("why", FITTING)
def test_what_fits_together_is_no_disagreement(merged: Merge, why: str) -> None:
    assert slots(merged, *FITTING[why]) == []


def published(days: tuple[str, str], publishers: tuple[str, str], *texts: str) -> list[str]:
    known = [
        {"published": day, "publisher": publisher}
        for day, publisher in zip(days, publishers, strict=True)
    ]
    documents = tuple(
        document_of(f"{text}\n\n{WORK}", key=f"S{n}", **metadata)
        for n, (text, metadata) in enumerate(zip(texts, known, strict=True), 1)
    )
    return [one.slot for one in merge_documents(*documents).disagreements]


DEAD = "The flood killed 112 people in the valley of Larnham."
MORE_DEAD = "The flood killed 140 people in the valley of Larnham."


def test_a_toll_that_is_higher_days_later_is_no_disagreement() -> None:
    apart = ("Norland Post", "Coast Radio")
    assert published(("2026-11-10", "2026-11-16"), apart, DEAD, MORE_DEAD) == []
    assert published(("2026-11-16", "2026-11-10"), apart, DEAD, MORE_DEAD) != []


def test_a_number_that_its_publisher_corrects_is_no_disagreement() -> None:
    days = ("2026-11-16", "2026-11-17")
    assert published(days, ("Norland Post", "Norland Post"), DEAD, MORE_DEAD) == []
    assert published(days, ("Norland Post", "Coast Radio"), MORE_DEAD, DEAD) != []


def test_statements_that_each_tell_a_deed_and_plan_it_again_are_no_two_sides(merged: Merge) -> None:
    both = (
        "The port authority of Larnham, which will sign a contract with two shipyards {}, met"
        " on Monday and signed a contract with two shipyards."
    )
    assert slots(merged, both.format("soon"), both.format("later")) == []


def test_a_plan_that_came_true_is_no_disagreement() -> None:
    publishers = ("Norland Post", "Coast Radio")
    plan = "The port authority of Larnham will sign a contract with two shipyards."
    done = "The port authority of Larnham signed a contract with two shipyards on 12 November 2026."
    assert published(("2026-11-10", "2026-11-13"), publishers, plan, done) == []
    assert published(("2026-11-14", "2026-11-13"), publishers, plan, done) == ["status"]


def two(one: str, other: str) -> list[list[str]]:
    """Return the values of each box of two reports of one day."""
    documents = (
        document_of(text, key=f"S{n}", publisher=f"P{n}", published="2026-06-10")
        for n, text in enumerate((one, other), 1)
    )
    found = merge_documents(*documents).disagreements
    return [[value.value for value in box.values] for box in found]


SHORT = (
    "The bank of Norhaven raised its main rate by {} percentage points to {} percent on Tuesday."
    " The largest shipyard earned {} in spring{}. The guards said {} were arrested at the gate."
)


def test_short_reports_of_one_affair_differ_though_they_share_no_two_names() -> None:
    found = two(
        SHORT.format("0.5", "3.5", "$2.2bn", ", up from £1.4bn a year earlier", "three dozen"),
        SHORT.format("0.25", "3.25", "$2.6bn", "", "50 dockers"),
    )
    assert ["3.5 percent", "3.25 percent"] in found
    assert ["$2.2bn", "$2.6bn"] in found


@pytest.mark.parametrize(
    ("some", "all_", "differ"),
    [
        ("thirty miners", "24 people", True),
        ("thirty miners", "34 people", False),
        ("thirty horses", "24 people", False),
    ],
)
def test_no_more_of_one_kind_are_dead_than_people_altogether(
    merged: Merge, some: str, all_: str, *, differ: bool
) -> None:
    told = slots(
        merged,
        f"The explosion at the pit of Larnham killed {some} in October.",
        f"The explosion at the pit of Larnham killed {all_} in October.",
    )
    assert bool(told) == differ


def test_what_is_lost_by_others_is_another_sum() -> None:
    assert not two(
        "The port of Larnham is closed. The strike costs the town 300,000 euros a day.",
        "The port of Larnham is closed. The strike costs the operator 450,000 euros a day.",
    )


PIT = "The pit at Larnham, in which 40 men of the town work, belongs to the Norhaven Coal Company."


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        (
            "The last inspection of the main shaft was on 14 April 2026, the mining office said.",
            "The company said that the main shaft had been inspected on 29 May 2026.",
            ["2026-04-14", "2026-05-29"],
        ),
        (
            "The main shaft of the pit was built in 1931, the company said.",
            "The main shaft of the pit was built in 1947.",
            ["1931", "1947"],
        ),
        (
            "The engineer first warned the company of the cracks in May 2025.",
            "The engineer warned the company of the cracks in January 2025.",
            ["2025-01", "2025-05"],
        ),
        (
            "The men are trapped at a depth of 310 metres in the main shaft.",
            "Ten men are trapped 360 metres below ground in the main shaft.",
            ["310 metres", "360 metres"],
        ),
        (
            "The earthquake that closed the main shaft had a magnitude of 4.2.",
            "The main shaft was closed by an earthquake of magnitude 4.9.",
            ["4.2", "4.9"],
        ),
    ],
    ids=["last", "once", "first", "depth", "magnitude"],
)
def test_measures_and_times_that_exclude_each_other(
    one: str, other: str, values: list[str]
) -> None:
    assert two(f"{one} {PIT}", f"{other} {PIT}") == [values]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The main shaft was last inspected on 29 May 2026.",
            "The main shaft was inspected on 14 April 2026.",
        ),
        (
            "The main shaft was inspected in April 2026.",
            "The main shaft was inspected in May 2026.",
        ),
        (
            "The wall of the pit is 30 metres high.",
            "The tower of the pit is 44 metres high.",
        ),
        (
            "The main shaft is 310 metres deep and was built in 1931.",
            "The north shaft is 360 metres deep and was built in 1947.",
        ),
        (
            "The company sold 40 tonnes of coal in 2024.",
            "The company sold 60 tonnes of coal in 2025.",
        ),
    ],
    ids=["earlier than last", "two of several", "two things", "two shafts", "two years"],
)
def test_measures_and_times_that_may_both_be_right(one: str, other: str) -> None:
    assert two(f"{one} {PIT}", f"{other} {PIT}") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Ida Lorn will continue to lead the Norhaven Coal Company as its director.",
            "Ida Lorn will leave the Norhaven Coal Company, of which she is director.",
        ),
        (
            "The ministry of health of Norhaven received a warning from the mining office.",
            "Not one warning was received by the ministry of health from the mining office.",
        ),
    ],
    ids=["leaves", "not one"],
)
def test_what_stays_and_what_none_received_stands_against_the_deed(one: str, other: str) -> None:
    assert len(two(f"{one} {PIT}", f"{other} {PIT}")) == 1
