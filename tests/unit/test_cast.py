"""Which actors a brief lists: by origins and part in what is told, and never who only reports."""

from dataclasses import replace

from unit.briefs import actor, alone, at, dam_documents, fact

from briefgen.compose.cast import cast
from briefgen.model.annotations import ActorKind
from briefgen.model.evidence import Actor, Ambiguity, Evidence, Generator
from briefgen.model.links import Doubt, Involvement, Part

S1, *_ = dam_documents()


def who(name: str, kind: ActorKind, *parts: tuple[str, Part], origins: int = 1) -> Actor:
    made = replace(actor(name, kind, (at(S1, "Ministry of Water"),)), name=name, origins=origins)
    return replace(made, involved=tuple(Involvement(ref, part) for ref, part in parts))


def listed(*actors: Actor, most: int = 15, doubts: tuple[Ambiguity, ...] = ()) -> list[str]:
    facts = (fact(1, at(S1, "Ministry of Water")), fact(2, at(S1, "Ana Kovačević")))
    told = Evidence(
        *(Generator("0", "0", "0"), (), facts, actors, (), (), (), (), (), ()),
        ambiguities=doubts,
        developments=tuple(map(alone, facts)),
    )
    return [one.name for one in cast(told, most, ("f1", "f2"))]


PERSON, BODY, STATE = ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.STATE


def test_actors_with_a_part_in_what_is_told_come_first() -> None:
    minor = who("Ann Moss", PERSON, ("f1", Part.MENTIONED))
    major = who("Port Board", BODY, ("f1", Part.AGENT), ("f2", Part.TARGET))
    assert listed(minor, major) == ["Port Board", "Ann Moss"]


def test_bodies_and_states_have_their_third() -> None:
    people = [who(f"P{n} Moss", PERSON, ("f1", Part.AGENT), ("f2", Part.AGENT)) for n in range(6)]
    state = who("Peru", STATE, ("f1", Part.AGENT))
    assert "Peru" in listed(*people, state, most=3)
    rare = replace(state, origins=0)
    assert "Peru" not in listed(*people, rare, most=3)


def test_who_only_reports_is_not_listed_but_who_acts_is() -> None:
    said = replace(who("Larnham Post", BODY, ("f1", Part.SPEAKER)), reports=True)
    sued = replace(who("Larnham Post", BODY, ("f1", Part.TARGET)), reports=True)
    assert listed(said) == []
    assert listed(sued) == ["Larnham Post"]


def test_places_and_states_that_are_only_named_are_not_listed() -> None:
    place = who("Larnham", ActorKind.PLACE, ("f1", Part.AGENT))
    state = who("Peru", STATE, ("f1", Part.MENTIONED))
    assert listed(place, state) == []


def test_first_name_in_doubt_is_not_listed_beside_whose_it_may_be() -> None:
    full = who("Ann Moss", PERSON, ("f1", Part.MENTIONED))
    short = replace(
        who("Ann", PERSON, ("f1", Part.AGENT), ("f2", Part.AGENT)),
        mentions=(at(S1, "Ana Kovačević"),),
    )
    board = who("Port Board", BODY, ("f1", Part.AGENT))
    doubt = Ambiguity("Ann", Doubt.FIRST, short.mentions, (full.id,))
    assert listed(board, full, short, doubts=(doubt,)) == ["Ann Moss", "Port Board"]
