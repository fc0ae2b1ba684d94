"""How numbers are written, and what is no number though it has digits."""

import pytest

from briefgen.extract.numerals import find_numerals


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a loss of £850m", [("£850m", 850e6, 850e6, "pound")]),
        ("a loan of 3-4 billion crowns", [("3-4 billion", 3e9, 4e9, "")]),
        ("between $3 and 4 million", [("between $3 and 4 million", 3e6, 4e6, "dollar")]),
        ("4.5 per cent of it", [("4.5 per cent", 4.5, 4.5, "percent")]),
        ("up 2 percentage points to 4%",
         [("2 percentage points", 2, 2, "percentage point"), ("4%", 4, 4, "percent")]),
        ("a rise of 50 basis points", [("50 basis points", 50, 50, "basis point")]),
        ("a loss of -3.4%", [("-3.4%", -3.4, -3.4, "percent")]),
        ("a price of 300 €", [("300 €", 300, 300, "euro")]),
        ("CHF 20m or 5 million EUR",
         [("CHF 20m", 20e6, 20e6, "franc"), ("5 million EUR", 5e6, 5e6, "euro")]),
        ("A$3bn for a dam", [("A$3bn", 3e9, 3e9, "Australian dollar")]),
        ("power for 3m homes", [("3m", 3e6, 3e6, "")]),
        ("a wall 3m high", []),
        ("10-thousand plus", [("10-thousand plus", 10_000, None, "")]),
        ("300-plus men", [("300-plus", 300, None, "")]),
        ("12 or more", [("12 or more", 12, None, "")]),
        ("4½ years", [("4½", 4.5, 4.5, "")]),
        ("half a million", [("half a million", 500_000, 500_000, "")]),
        ("half a dozen", [("half a dozen", 6, 6, "")]),
        ("dozens of boats", [("dozens", 20, 199, "")]),
        ("tens of thousands of boats", [("tens of thousands", 15_000, 199_999, "")]),
        ("several hundred boats", [("several hundred", 200, 900, "")]),
        ("one in four boats", []),
        ("no one", []),
        ("the No. 1 of Norland, its number two", []),
        ("at 5.40.2 or 19:30 on 12/5", []),
        ("a 3-1 win", []),
        ("the A320 and the F-16", []),
        ("a four-by-four car", []),
        ("from 5 to 3 per cent", [("5 to 3 per cent", 3, 5, "percent")]),
    ],
)  # fmt: skip
def test_numbers_are_read_as_they_are_written(
    text: str, found: list[tuple[str, float | None, float | None, str]]
) -> None:
    numerals = find_numerals(text)
    assert [(text[n.start : n.end], n.low, n.high, n.unit) for n in numerals] == found
