"""What heads the cells of a table, and where it is not clear enough that anything does."""

import pytest

from briefgen.formats.heads import find_heads


def headed(*lines: str) -> dict[str, str | None]:
    """Return what heads each cell of a table whose cells are parted by bars."""
    cells = {
        (row, column): words
        for row, line in enumerate(lines, 1)
        for column, words in enumerate(line.split("|"), 1)
        if words
    }
    heads = find_heads(cells)
    return {words: heads.of(at) for at, words in cells.items() if at not in heads.tops}


@pytest.mark.parametrize(
    ("lines", "words", "head"),
    [
        (("district|Dead", "Kvam|12", "Voss|–"), "12", "Dead, district Kvam"),
        (("Year|Dead", "2024|12", "2025|5"), "5", "Dead, Year 2025"),
        (("district|Dead", "Kvam|12", "Voss|5–7"), "5–7", "Dead, district Voss"),
        (("Town|2024|2025", "Kvam|12|3"), "3", "2025, Town Kvam"),
        (("|2024|2025", "Kvam|12|3"), "12", "2024, Kvam"),
        (("Flows|", "Town|Dead", "Kvam|12"), "12", "Dead, Town Kvam"),
        (("Item|By|Said", "Barges|Kvam", "Quay|Voss|It is shut."), "Kvam", "By, Item Barges"),
        (("Date|Dead", "2026-03-01|NOK 500"), "NOK 500", "Dead, Date 2026-03-01"),
    ],
)
def test_a_first_row_over_figures_heads_them(lines: tuple[str, ...], words: str, head: str) -> None:
    assert headed(*lines)[words] == head


@pytest.mark.parametrize(
    ("lines", "words", "head"),
    [
        (("Incident|Flood", "Date|3 March 2026", "Place|Voss"), "Flood", "Incident"),
        (("Incident|Flood at Kvam", "Dead|12", "Where|Kvam"), "12", "Dead"),
        (("Incident|Flood", "Remark|The quay is shut."), "Flood", "Incident"),
        (("2026-03-01|Kvam|12 dead", "2026-03-02|Voss|5 dead"), "5 dead", "2026-03-02"),
        (("Kvam|NOK 500", "Voss|NOK 600"), "NOK 600", "Voss"),
        (("Kvam|12:30", "Voss|12:45"), "12:45", "Voss"),
        (("Kvam|−5", "Voss|−7"), "−7", "Voss"),
        (("Founded|1850", "Dead|12"), "12", "Dead"),
        (("1900|1850", "1875|2001"), "2001", None),
        (("Year|2025|", "|Dead|Injured", "Kvam|12|3"), "12", "Kvam"),
        (("Ove Lund|mayor|Kvam", "Åse Brandt|clerk|Voss"), "clerk", "Åse Brandt"),
    ],
)  # fmt: skip
def test_a_first_row_that_may_be_one_of_values_heads_nothing_and_states(
    lines: tuple[str, ...], words: str, head: str | None
) -> None:
    assert headed(*lines)[words] == head


def test_tables_side_by_side_have_heads_of_their_own() -> None:
    found = headed("Town|Dead||Camp|Refugees", "Kvam|12||Azraq|4000")
    assert (found["12"], found["4000"]) == ("Dead, Town Kvam", "Refugees, Camp Azraq")
