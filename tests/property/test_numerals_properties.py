"""Numbers are read back as they were written, wherever they stand and however they are written."""

from hypothesis import given
from hypothesis import strategies as st

from briefgen.extract.numerals import Numeral, find_numerals, value_of

VALUES = st.integers(1, 999)
SCALES = st.sampled_from(
    [(" million", 1e6), ("m", 1e6), ("bn", 1e9), (" billion", 1e9), (" mn", 1e6), ("k", 1e3)]
)
SIGNS = st.sampled_from([("$", "dollar"), ("US$", "dollar"), ("€", "euro"), ("£", "pound")])
AROUND = st.sampled_from(
    [("", ""), ("The port paid ", " for a crane."), ("(", ")"), ("It cost ", ",")]
)
BOUNDS = st.sampled_from(["at least ", "more than ", "up to ", "about ", "fewer than "])
UNITS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def only(text: str) -> Numeral:
    (found,) = find_numerals(text)
    return found


@given(VALUES, SCALES, SIGNS, AROUND)
def test_a_sum_keeps_its_magnitude_and_its_place(
    value: int, scale: tuple[str, float], sign: tuple[str, str], around: tuple[str, str]
) -> None:
    written = f"{sign[0]}{value}{scale[0]}"
    text = written.join(around)
    found = only(text)
    assert text[slice(*found.core)] == text[found.start : found.end] == written
    assert (found.low, found.high, found.unit) == (value * scale[1], value * scale[1], sign[1])


@given(VALUES, VALUES, SCALES, st.sampled_from([" to ", "-", "–", " or "]))
def test_the_ends_of_a_range_share_one_magnitude(
    one: int, other: int, scale: tuple[str, float], joint: str
) -> None:
    low, high = sorted((one, other))
    found = find_numerals(f"It paid ${low}{joint}{high}{scale[0]} for it.")
    if low < high:
        assert [(each.low, each.high) for each in found] == [(low * scale[1], high * scale[1])]


@given(st.integers(1, 10**9), BOUNDS)
def test_a_bound_opens_one_side_and_stands_before_its_number(value: int, bound: str) -> None:
    text = f"The storm hit {bound}{value:,} homes."
    found = only(text)
    assert text[found.start : found.end] == f"{bound}{value:,}"
    assert text[slice(*found.core)] == f"{value:,}"
    assert (found.low or 0) <= value <= (found.high or value)


@given(st.integers(1, 9), st.integers(2, 9), st.integers(1, 9))
def test_words_mean_what_digits_mean(hundreds: int, tens: int, units: int) -> None:
    written = f"{UNITS[hundreds]} hundred and {TENS[tens]}-{UNITS[units]}"
    assert value_of(written) == hundreds * 100 + tens * 10 + units
    assert only(f"Some towns lost {written} homes.").high == value_of(written)


@given(st.text(alphabet="0123456789 ,.-–/:$€%½kmbnto", max_size=40))
def test_places_lie_in_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for one in find_numerals(text):
        assert end <= one.start <= one.core[0] < one.core[1] <= one.end <= len(text)
        assert one.core[0] <= one.last[0] < one.last[1] == one.core[1]
        end = one.end
