from itertools import pairwise

import pytest
from unit.passages import parsed

from briefgen.extract.actors import ActorMentions, find_actors
from briefgen.extract.actors.gazetteer import find_known, locate
from briefgen.model.annotations import ActorKind


def actors(text: str) -> ActorMentions:
    return find_actors(parsed(text))


def names(text: str, kind: ActorKind | None = None) -> list[str]:
    mentions = actors(text).mentions
    return [m.span.of(text) for m in mentions if kind is None or m.kind is kind]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Burkina Faso is a country in West Africa.", ["Burkina Faso"]),
        ("Mali, Burkina Faso, and Niger have signed it.", ["Mali", "Burkina Faso", "Niger"]),
        ("The Russia-Burkina Faso deal was signed.", ["Russia", "Burkina Faso"]),
        ("The army of burkina Faso moved north.", ["burkina Faso"]),
        ("Troops from Côte d’Ivoire and Cote d'Ivoire met.", ["Côte d’Ivoire", "Cote d'Ivoire"]),
        ("Guinea-Bissau is not Equatorial Guinea.", ["Guinea-Bissau", "Equatorial Guinea"]),
        ("Nigeria borders Niger and the U.S. does not.", ["Nigeria", "Niger", "U.S."]),
        ("They ate turkey from china and told us so.", []),
    ],
)
def test_actors_find_states_whole_and_apart(text: str, states: list[str]) -> None:
    assert names(text, ActorKind.STATE) == states


@pytest.mark.parametrize(
    "text",
    [
        "Both Pete Larson, the mayor of Larnham, and Ann Moss came.",
        "While Pete Larson spoke to Ann Moss, it rained.",
    ],
)
def test_actors_take_no_word_that_begins_a_sentence_into_a_name(text: str) -> None:
    assert names(text, ActorKind.PERSON) == ["Pete Larson", "Ann Moss"]


def test_actors_keep_an_organisation_that_contains_a_place_whole() -> None:
    text = "The pact created the “Alliance of Sahel States” near the Sahel region."
    assert names(text) == ["Alliance of Sahel States", "Sahel region"]


def test_actors_know_an_agency_behind_a_possessive_capital() -> None:
    text = "Officials met Moscow’s aerospace agency Roscosmos in Bamako."
    assert names(text) == ["Moscow", "Roscosmos", "Bamako"]


@pytest.mark.parametrize("spelling", ["al-Qaida", "Al-Qaeda", "al Qaeda", "Al Qaida"])
def test_actors_know_spelling_variants_as_one_entry(spelling: str) -> None:
    text = f"Fighters of {spelling} attacked the post."
    (mention,) = actors(text).mentions
    assert (mention.span.of(text), mention.entry) == (spelling, "organisation:al-qaida")


@pytest.mark.parametrize(
    "text",
    [
        "Western, African and Islamist leaders disagreed with Malian officials.",
        "On Monday and in March nothing happened.",
        "The Finance Minister and the President were absent.",
        "Parliament met the army.",
    ],
)
def test_actors_leave_out_adjectives_dates_and_titles(text: str) -> None:
    assert names(text) == []


def test_actors_tell_people_from_places_of_the_same_name() -> None:
    text = "Jordan invited Michael Jordan, and Jack London wrote from Chicago."
    assert names(text, ActorKind.STATE) == ["Jordan"]
    assert names(text, ActorKind.PERSON) == ["Michael Jordan", "Jack London"]


def test_actors_know_people_with_the_name_of_a_month() -> None:
    text = "Prime Minister Theresa May resigned in May. President May left in June."
    assert names(text, ActorKind.PERSON) == ["Theresa May", "May"]


def test_actors_keep_a_name_with_a_particle_whole() -> None:
    text = "Ursula von der Leyen met Gen. Abdel Karim al-Hassan."
    assert names(text) == ["Ursula von der Leyen", "Abdel Karim al-Hassan"]


def test_actors_find_a_last_name_again_and_keep_a_relative_apart() -> None:
    text = "Minister Eva Kowal spoke first. Kowal then left. Her rival Jan Kowal stayed."
    assert names(text, ActorKind.PERSON) == ["Eva Kowal", "Kowal", "Jan Kowal"]


def test_actors_give_both_sides_of_a_short_form_and_find_it_again() -> None:
    text = "The Collective Border Organization (CBO) met today. Later the CBO agreed."
    found = actors(text)
    (alias,) = found.aliases
    assert alias.long.of(text) == "Collective Border Organization"
    assert alias.short.of(text) == "CBO"
    assert names(text) == ["Collective Border Organization", "CBO", "CBO"]


def test_actors_do_not_overlap_and_slice_to_their_names() -> None:
    text = (
        "The United Nations' envoy met “NATO” in Washington, D.C. and the European Union (EU)"
        " in Paris.\nU.N. Secretary-General Ada Berg praised Doctors Without Borders."
    )
    mentions = actors(text).mentions
    spans = [m.span for m in mentions]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert [s.of(text) for s in spans] == [
        "United Nations",
        "NATO",
        "Washington, D.C.",
        "European Union",
        "EU",
        "Paris",
        "U.N.",
        "Ada Berg",
        "Doctors Without Borders",
    ]


def test_gazetteer_prefers_the_longest_name_and_respects_capitals() -> None:
    text = "WHO is who? The UN Security Council and the Islamic state of mind."
    assert [hit.span.of(text) for hit in find_known(text)] == ["WHO", "UN Security Council"]


def test_gazetteer_knows_where_places_are() -> None:
    (hit,) = find_known("Bamako")
    place = locate(hit.entries[0].id)
    assert place is not None
    assert place == pytest.approx((12.65, -8.0), abs=0.1)
    assert locate("organisation:nato") is None


def test_actors_take_a_person_with_the_name_of_a_capital_for_no_state() -> None:
    text = (
        "The driver, identified as Robert Amman, 20, was watched. Amman signed the deal on Monday."
    )
    assert names(text, ActorKind.STATE) == []
    assert names(text, ActorKind.PERSON) == ["Robert Amman", "Amman"]
