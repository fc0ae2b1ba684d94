"""What is passed by at little cost would have found nothing."""

import pytest

from briefgen.extract.dates.day_rules import day_rules
from briefgen.extract.dates.parts import names_month
from briefgen.extract.dates.period_rules import period_rules
from briefgen.extract.numerals import find_numerals
from briefgen.extract.numerals.reading import _Reader
from briefgen.extract.numerals.values import begins_value, may_hold_value

MONTHLESS = """\
On Friday, from Monday to Thursday, last night, a week ago and 3 days ago, on the 4th. This year,
in 2024, next month and over the weekend, in the third quarter of 2023, in Q2, on 2025-03-10, on
Christmas Eve, the first half of last year, Wednesday week, 12 of 2024, first of last year."""
VALUES = (
    "dozens", "tens of thousands", "several hundred", "a few million", "a couple of dozen",
    "half a million", "half a dozen", "a hundred", "an hundred", "twenty-six", "¼", "$5bn",
    "five", "a thousand", "hundreds of thousands", "Two hundred and five", "3.5m people",
)  # fmt: skip


def test_rules_with_a_month_find_nothing_without_one() -> None:
    assert not names_month(MONTHLESS)
    for rule in (*period_rules(), *day_rules()):
        if rule.of_month:
            assert rule.pattern.search(MONTHLESS) is None


@pytest.mark.parametrize("value", VALUES)
def test_no_value_is_passed_by(value: str) -> None:
    assert may_hold_value(value)
    assert may_hold_value(f"They counted {value} there.")
    reader = _Reader(value)
    signed = reader.pieces[0].kind == "sign"
    assert begins_value(reader.pieces[signed])
    assert find_numerals(f"They counted {value} there.")


def test_a_text_without_a_value_is_passed_by() -> None:
    text = "Halfway to the quay, a man and a couple told the crew that many ships had gone."
    assert not may_hold_value(text)
    assert not [n for n in range(len(_Reader(text).pieces)) if _Reader(text).values.at(n)]


@pytest.mark.parametrize(
    "said",
    [
        "the day before yesterday", "Yesterday", "tomorrow morning", "last night", "Today",
        "TONIGHT", "this afternoon", "this evening", "this morning", "last evening",
        "a week on Friday", "Friday week", "next Monday night", "ten days ago", "a year ago",
        "earlier this week",
        "just last month", "next year", "the weekend", "next weekend", "in 1899", "by 2031",
    ],
)  # fmt: skip
def test_a_rule_that_is_passed_by_would_find_nothing(said: str) -> None:
    finding = [r for r in (*period_rules(), *day_rules()) if r.pattern.search(f"It ended {said}.")]
    assert any(rule.holding for rule in finding)
    for rule in finding:
        assert not rule.holding or any(letters in said.casefold() for letters in rule.holding)
