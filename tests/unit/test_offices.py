"""What somebody is said to be: one office in many wordings, held, former, and when stated."""

import pytest

from briefgen.merge.who.offices import is_over, office_of
from briefgen.model.citations import Citation
from briefgen.model.locators import Locator
from briefgen.model.offices import Role, offices_of


def role(text: str, day: str, *, guessed: bool = False) -> Role:
    citation = Citation("S1", 0, len(text), text, "", "", None, None, Locator())
    return Role(text, citation, day, office_of(text), over=is_over(text), guessed=guessed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Health Minister", "health minister"),
        ("vice-president", "Vice President"),
        ("Peruvian Health Minister", "Health Minister"),
        ("South Korean envoy", "envoy"),
        ("Peru's Health Minister", "Peruvian health minister"),
        ("president of Peru", "President"),
        ("Sen.", "senator"),
        ("former mayor", "mayor"),
    ],
)
def test_offices_are_one_in_other_wordings(one: str, other: str) -> None:
    assert office_of(one) == office_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("deputy mayor", "mayor"), ("trade minister", "prime minister"), ("head", "head of sales")],
)
def test_offices_that_differ_in_more_stay_apart(one: str, other: str) -> None:
    assert office_of(one) != office_of(other)


def test_office_is_shown_fullest_with_its_first_and_last_day() -> None:
    told = [role("Minister", "2026-11-03"), role("Peruvian minister", "2026-11-01", guessed=True)]
    (office,) = offices_of(told)
    assert (office.wording, office.first, office.last) == (
        "Peruvian minister",
        "2026-11-01",
        "2026-11-03",
    )
    assert not office.exact
    assert len(office.citations) == 2


@pytest.mark.parametrize("day", ["2026-11-01", "2026-11-02", ""])
def test_office_that_is_over_is_never_shown_as_held(day: str) -> None:
    told = [role("mayor of Larnham", day), role("former mayor of Larnham", "2026-11-02")]
    assert [office.wording for office in offices_of(told)] == ["former mayor of Larnham"]


def test_office_held_after_a_source_called_it_former_is_shown_beside_that() -> None:
    told = [role("mayor", "2026-11-05"), role("former mayor", "2026-11-02")]
    assert [office.wording for office in offices_of(told)] == ["mayor", "former mayor"]
