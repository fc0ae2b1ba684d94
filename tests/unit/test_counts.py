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
    ],
)
def test_sums_know_whether_each_of_many_gets_them(
    parse_text: ParseText, text: str, per: str
) -> None:
    ((passage, sentence),) = parse_text(text).sentences()
    (count,) = find_counts(passage, sentence, ())
    assert count.per == per
