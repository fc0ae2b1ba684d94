from briefgen.verify.alike import look_alikes
from briefgen.verify.rendered import comparable

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
