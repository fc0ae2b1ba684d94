"""What numbers count, and what has become of those who are counted."""

import pytest
from conftest import ParseText

from briefgen.extract.counts import find_counts


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("The storm cost six lives.", [("life", "kill")]),
        ("The board regrets the loss of three lives.", [("life", "kill")]),
        ("The vaccine saved 300 lives.", [("life", "rescue")]),
        ("The clinic treated 22 injured people.", [("injured", "injure")]),
        ("The clinic treated 212 injured.", [("injured", "injure")]),
        ("Some 40 people are missing.", [("people", "miss")]),
        ("Of the crew, 142 survived.", [("people", "survive")]),
        ("Thirty-four are dead.", [("people", "kill")]),
        ("Fishermen saved 142 of them.", [("people", "rescue")]),
        ("By noon, 138 people were pulled out of the sea.", [("people", "rescue")]),
        ("The governor puts the number of dead at 43.", [("dead", "kill")]),
        ("There were 187 people on board.", [("people", "board")]),
        ("Her skipper took 41 people on board.", [("people", "")]),
        ("The owner cut 340 of the mill's 1,900 jobs.", [("job", "")]),
        ("The gate fell at 5.40 a.m. on Monday.", []),
        ("The flood left 27 dead in the valley.", [("dead", "kill")]),
        ("The flood left at least 27 people dead.", [("people", "kill")]),
        ("The landslide left 5,000 homeless.", [("homeless", "displace")]),
        ("The death toll has risen to 31.", [("toll", "kill")]),
        ("The toll reached 57 on Friday.", [("toll", "kill")]),
        ("The death toll of 57 shocked the town.", [("toll", "kill")]),
        ("The dead numbered 41 by nightfall.", [("dead", "kill")]),
        ("Forty-three are known to have died.", [("people", "kill")]),
        ("Twenty-four people were reported dead.", [("people", "kill")]),
        ("Dozens were hurt.", [("people", "injure")]),
        ("Police put the crowd at 40,000.", [("crowd", "")]),
        ("Confirmed cases reached 1,340 on Monday.", [("case", "")]),
        ("The mint printed 1.5m notes.", [("note", "")]),
        ("The company paid 300m euros for the yard.", [("euro", "")]),
        ("It paid 40 Australian dollars.", [("Australian dollar", "")]),
        ("It cost 18 million euros ($20 million).", [("euro", "")]),
        ("One in four households has debts.", []),
        ("No one of the crew was hurt.", []),
        ("He was held for 17 days.", [("day", "")]),
        ("The train ran at 62 kilometres per hour.", [("kilometre", "")]),
        ("The town lies 62 kilometres off the coast.", []),
    ],
)
def test_numbers_know_what_they_count(
    parse_text: ParseText, text: str, counted: list[tuple[str, str]]
) -> None:
    found = [
        count
        for passage, sentence in parse_text(text).sentences()
        for count in find_counts(passage, sentence, ())
    ]
    assert [(one.unit, one.role) for one in found] == counted


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("The line pays 200,000 crowns to each family.", "each"),
        ("Every family is given 200,000 crowns.", "each"),
        ("The line pays 200,000 crowns to the city.", ""),
        ("The plant sold power for 19 cents per kilowatt hour.", "hour"),
        ("Each morning 40 ships leave the port.", ""),
        ("The port earned 40 crowns, a year earlier nothing.", ""),
    ],
)
def test_sums_know_whether_each_of_many_gets_them(
    parse_text: ParseText, text: str, per: str
) -> None:
    ((passage, sentence),) = parse_text(text).sentences()
    (count,) = find_counts(passage, sentence, ())
    assert count.per == per


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A 23-month-old child was found.", "age"),
        ("A 22-month old Norlander was found.", "age"),
        ("She spent 17 days in custody.", "duration"),
        ("The hold was as hot as 130 degrees.", "temperature"),
        ("The hold was loaded with 130 crates.", ""),
    ],
)
def test_measures_of_one_thing_are_no_counts_of_many(
    parse_text: ParseText, text: str, said: str
) -> None:
    ((passage, sentence),) = parse_text(text).sentences()
    (count,) = find_counts(passage, sentence, ())
    assert count.measure == said


def test_a_change_ends_at_its_second_number(parse_text: ParseText) -> None:
    ((passage, sentence),) = parse_text("Inflation rose from 3.1 to 3.6 per cent.").sentences()
    (count,) = find_counts(passage, sentence, ())
    assert (count.low, count.high, passage.doc.text[count.span.start :][:12]) == (
        3.6,
        3.6,
        "3.6 per cent",
    )


def test_counts_know_what_narrows_them_down(parse_text: ParseText) -> None:
    ((passage, sentence),) = parse_text("The port sold 40 tonnes of dried fish.").sentences()
    (count,) = find_counts(passage, sentence, ())
    assert count.qualities == ("fish",)
