"""Raised and lowered figures as running text has them."""

import pytest

from briefgen.formats.raised import written


@pytest.mark.parametrize(
    ("before", "figures"),
    [
        ("some 23", "4"), ("1,450", "11"), ("ended.", "[9]"), ("ended.", "9"), ("the mayor", "a"),
        ("the mayor", "*"), ("the mayor", "††"), ("so", "[citation needed]"), ("so", "[1][2]"),
        ("so", "3,4"), ("so", "3–5"), ("so", "ii"), ("£6m", "3"), ("the team", "2"), ("km", "7"),
        ("he came in", "3"), ("so", "(1)"), ("", "1"), ("so", ","), ("so", "[ 12 ]"),
    ],
)  # fmt: skip
def test_marks_of_notes_are_not_written(before: str, figures: str) -> None:
    assert written(before, figures) == ""


@pytest.mark.parametrize(
    ("before", "figures", "now"),
    [
        ("9 km", "2", "²"), ("km", "3", "³"), ("mg/m", "3", "³"), ("4.1 × 10", "7", "⁷"),
        ("10", "−12", "⁻¹²"), ("x", "2", "²"), ("6 in", "2", "²"), ("m s", "−1", "⁻¹"),
        ("Na", "+", "⁺"), ("Ca", "2+", "²⁺"), ("2", "n", "ⁿ"),
    ],
)  # fmt: skip
def test_exponents_are_written_raised(before: str, figures: str, now: str) -> None:
    assert written(before, figures) == now


@pytest.mark.parametrize(
    ("before", "figures"),
    [
        ("1", "st"), ("22", "nd"), ("XX", "e"), ("3", "ème"), ("n", "o"), ("M", "me"),
        ("D", "r"), ("M", "c"), ("Acme", "new edition"),
    ],
)  # fmt: skip
def test_letters_that_end_a_word_stay(before: str, figures: str) -> None:
    assert written(before, figures) == figures


def test_figures_belong_to_what_follows_them() -> None:
    assert written("of ", "137", after="Cs") == "¹³⁷"
    assert written("5", "1", after="⁄2") == "¹"
    assert written("of ", "137", after=" boats") == ""


def test_signs_of_trade_are_signs() -> None:
    assert [written("Acme", figures) for figures in ("TM", "®")] == ["™", "®"]


@pytest.mark.parametrize(
    ("before", "figures", "now"),
    [("CO", "2", "₂"), ("SO", "4", "₄"), ("PM", "2.5", "2.5"), ("log", "10", "₁₀"), ("", "2", "2")],
)
def test_indices_are_written_lowered(before: str, figures: str, now: str) -> None:
    assert written(before, figures, lowered=True) == now
