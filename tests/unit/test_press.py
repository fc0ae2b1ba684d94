"""Media told from bodies that act, by their names."""

import pytest
from conftest import Merge


@pytest.mark.parametrize("name", ["Harl Press Agency", "Odran News Service", "Larnham Gazette"])
def test_a_medium_is_known_by_the_end_of_its_name(merged: Merge, name: str) -> None:
    evidence = merged(
        f"The {name} said on Monday that the bridge of Larnham was shut.\n\n"
        f"The {name} reported two days later that the bridge was open."
    )
    assert [one.reports for one in evidence.actors if one.name == name] == [True]


def test_an_agency_that_is_none_of_the_press_acts(merged: Merge) -> None:
    evidence = merged("The Odran Space Agency signed a contract with Larnham on Monday.")
    assert [one.reports for one in evidence.actors if "Agency" in one.name] == [False]
