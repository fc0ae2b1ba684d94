"""What stands beside a name tells its kind, and what of its capitals names nobody."""

import pytest
from unit.passages import parsed

from briefgen.extract.actors import find_actors
from briefgen.model.annotations import ActorKind

PERSON, BODY = ActorKind.PERSON, ActorKind.ORGANISATION


def kinds(text: str) -> dict[str, ActorKind]:
    return {m.span.of(text): m.kind for m in find_actors(parsed(text)).mentions}


def roles(text: str) -> list[tuple[str, str]]:
    found = find_actors(parsed(text)).roles
    return [(role.person.of(text), role.role.of(text)) for role in found]


@pytest.mark.parametrize(
    "text",
    [
        'The film "Harbour Nights" opened on Friday and "Harbour Nights" won a prize.',
        "Hurricane Nadia hit the coast. Nadia killed three people. Nadia moved north.",
        "The patient had an electroencephalogram (EEG) on Monday. The EEG was normal.",
        "LARNMOUTH, the coast — Delegates met on Monday.",
        "Camp Dorsey was closed. Camp Dorsey will not reopen.",
    ],
)
def test_capitals_that_name_nobody(text: str) -> None:
    assert kinds(text) == {}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Navy began a search. The Navy said on Monday that it had failed.", "Navy", BODY),
        ("Channel 7 said that it would show the film.", "Channel 7", BODY),
        ("Sergeant Walter de Brune of the city police will speak.", "Walter de Brune", PERSON),
        ("Dean Wexler, the editor of the paper, disagreed.", "Dean Wexler", PERSON),
        ("Walter Hobbs Jr. will speak on Friday.", "Walter Hobbs Jr.", PERSON),
        ("King Osric waved and Princess Adela smiled.", "Osric", PERSON),
        (
            "The National Grain, Seed and Feed Board met on Monday.",
            "National Grain, Seed and Feed Board",
            BODY,
        ),
    ],
)
def test_kind_by_what_stands_beside_a_name(text: str, name: str, kind: ActorKind) -> None:
    assert kinds(text).get(name) is kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("South African President Themba Ndlo left.", ("Themba Ndlo", "South African President")),
        ("The excellent novelist Mary Wexler won.", ("Mary Wexler", "novelist")),
        ("The slain prosecutor Mary Wexler was mourned.", ("Mary Wexler", "prosecutor")),
        ("The 51-year-old King Osric spoke.", ("Osric", "King")),
        ("The minister and Sir Jeremy Wexler met the envoys.", ("Jeremy Wexler", "Sir")),
        (
            "Mary Wexler, head of the teachers' union, spoke.",
            ("Mary Wexler", "head of the teachers' union"),
        ),
        (
            "Mary Wexler, former advisor to Mr. Odell, spoke.",
            ("Mary Wexler", "former advisor to Mr. Odell"),
        ),
        (
            "Mary Wexler, head of the inspectors in the run-up to the vote, spoke.",
            ("Mary Wexler", "head of the inspectors"),
        ),
        ("Conservative leader Mary Wexler lost.", ("Mary Wexler", "Conservative leader")),
    ],
)
def test_role_is_the_words_of_its_own_phrase(text: str, expected: tuple[str, str]) -> None:
    assert expected in roles(text)


def test_two_titles_of_one_person_are_two_roles() -> None:
    assert roles("Harbour Board spokesman Lt. Ann Wexler spoke.") == [
        ("Ann Wexler", "Harbour Board spokesman"),
        ("Ann Wexler", "Lt."),
    ]


def test_titles_of_two_people_are_not_one_role() -> None:
    found = roles("The chancellor, Gordon Ames, and the trade minister, Pat Hewlet, disagreed.")
    assert found == [("Gordon Ames", "chancellor"), ("Pat Hewlet", "trade minister")]
