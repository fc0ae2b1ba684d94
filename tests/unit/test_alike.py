import pytest

from briefgen.verification.pages.alike import look_alikes
from briefgen.verification.rendered import comparable

SOURCE = (
    "The northern dam of Ostvar holds 12 million tonnes of water, the authority said on Monday. "
    "The southern dam of Ostvar holds 21 million tonnes of water, the authority said on Tuesday. "
    "“The harbour will be closed until the middle of March,” said Ragna Thorsen."
)


def found(text: str) -> bool:
    return bool(list(look_alikes((), [SOURCE], comparable(text), "brief.html")))


def test_words_of_a_source_are_no_look_alike_wherever_they_stand() -> None:
    assert not found(SOURCE)
    assert not found("Fact 1: The southern dam of Ostvar holds 21 million tonnes of water [S1 ¶1]")
    assert not found("… northern dam of Ostvar holds 12 million tonnes of water, the …")


def test_a_quotation_may_be_followed_by_its_speaker() -> None:
    assert not found("“The harbour will be closed until the middle of March” Ragna Thorsen")


def test_a_day_in_brackets_is_no_look_alike() -> None:
    assert not found(
        "The northern dam of Ostvar holds 12 million tonnes of water, the authority [of Lund] said"
        " on Monday [16 November 2026]."
    )


def test_another_name_number_negation_unit_or_day_is_one() -> None:
    right = "The northern dam of Ostvar holds 12 million tonnes of water, the authority said on"
    for old, new in {
        "Ostvar": "Merrin",
        "12": "21",
        "holds": "never holds",
        "tonnes": "litres",
        "million": "billion",
        "authority": "ministry",
    }.items():
        assert found(f"{right.replace(old, new)} Monday."), new
    assert found("“The harbour will not be closed until the middle of March,” said Ragna Thorsen.")


WORDS = "The eastern gate of Merrin was opened by seven engineers before sunrise"


def apart(words: str, held: str = WORDS) -> list[str]:
    return [one.message for one in look_alikes((), [held], comparable(words), "x")]


def test_a_look_alike_is_told_from_where_it_differs() -> None:
    (told,) = apart(WORDS.replace("seven", "eleven"))
    assert told == (
        "“nwasopenedbyelevenengineersbeforesun” looks like “nwasopenedbysevenengineersbeforesunr”,"
        " and is not it"
    )
    assert apart(WORDS) == []


def test_words_that_a_note_shows_are_compared_as_those_of_sources_are() -> None:
    (source,) = apart(WORDS.replace("seven", "eleven"))
    parts = [("fact f1", None, WORDS)]
    shown = look_alikes(parts, [], comparable(WORDS.replace("seven", "eleven")), "x")  # type: ignore[arg-type]
    assert [one.message for one in shown] == [source]
    both = look_alikes(parts, [WORDS], comparable(WORDS.replace("seven", "eleven")), "x")  # type: ignore[arg-type]
    assert len(list(both)) == 1


def test_short_words_are_no_sentence_to_be_taken_for_another() -> None:
    short = "The gate of Merrin was shut by nine engineers"
    just = comparable(short)[:36]
    assert apart(just.replace("shut", "open"), just)
    assert not apart(just[:35].replace("shut", "open"), just[:35])


def test_a_difference_of_many_letters_is_other_words_between() -> None:
    assert len(apart(WORDS.replace("of Merrin", f"of {'x' * 16}"))) == 1
    assert apart(WORDS.replace("of Merrin", f"of {'x' * 17}")) == []


def test_each_place_of_a_look_alike_is_found() -> None:
    wrong = WORDS.replace("seven", "eleven")
    two = apart(f"{wrong}. In between there stand some other words that nobody knows. {wrong}")
    assert len(two) == 2
    assert len(apart(f"{wrong}. {WORDS}")) == 1


def test_signs_and_labels_are_no_difference() -> None:
    assert apart(WORDS.replace("gate of", "gate — of")) == []
    assert apart(WORDS.replace("Merrin was", "Merrin person was")) == []
    assert apart(WORDS.replace("gate of", "gate [of] of")) == []


def test_words_of_two_places_may_follow_each_other() -> None:
    other = "opened by nine sailors at noon"
    text = f"{WORDS}. It was {other}."
    assert apart(f"The eastern gate of Merrin was; {other}", text) == []


def test_what_was_and_what_is_may_stand_one_behind_the_other() -> None:
    text = WORDS.replace("seven", "[seven]{+many+}")
    known = f"{WORDS}. {WORDS.replace('seven', 'many')}."
    told = [one for one in apart(text, known) if "bysevenmany" not in one]
    assert told == []


@pytest.mark.parametrize("number", ["112", "122", "1212"])
def test_a_number_with_a_digit_of_its_own_put_in_is_a_look_alike(number: str) -> None:
    """Without what was put in it is the sentence itself: that made it pass for two values."""
    right = "The northern dam of Ostvar holds 12 million tonnes of water"
    assert len(apart(right.replace("12", number), right)) == 1
