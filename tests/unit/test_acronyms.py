import pytest

from briefgen.extract.actors.acronyms import find_pairs


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("The Border Treaty Organization (BTO) met.", "Border Treaty Organization", "BTO"),
        (
            "Talks with BTO (Border Treaty Organization) failed.",
            "Border Treaty Organization",
            "BTO",
        ),
        (
            "A Union of Small Northern States (“USNS”) met.",
            "Union of Small Northern States",
            "USNS",
        ),
        ("The Institute for Peace and War (IfPW) closed.", "Institute for Peace and War", "IfPW"),
    ],
)
def test_acronyms_find_long_and_short_form(text: str, long: str, short: str) -> None:
    (pair,) = find_pairs(text)
    assert (pair.long.of(text), pair.short.of(text)) == (long, short)


@pytest.mark.parametrize(
    "text",
    [
        "The bank (in May) closed.",
        "Doe (R-Texas) voted.",
        "A name (XYZ) without those letters.",
        "An empty () bracket and an open one (BTO",
        "Founded in 1999 (2001).",
    ],
)
def test_acronyms_leave_other_brackets_alone(text: str) -> None:
    assert find_pairs(text) == ()
