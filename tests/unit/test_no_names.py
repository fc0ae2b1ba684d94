"""Capitals that name no actor: labels, kinds of bodies, exercises, ships, money."""

import pytest
from unit.passages import document, parsed

from briefgen.extract.actors import find_actors
from briefgen.extract.nlp import Parsed, Passage
from briefgen.model.annotations import ActorKind
from briefgen.model.text import Block, BlockKind


def names(text: str) -> dict[str, str]:
    return {m.span.of(text): m.kind.value for m in find_actors(parsed(text)).mentions}


@pytest.mark.parametrize(
    "text",
    [
        "The Armed Forces serve as a symbol of strength.",
        "Every village in the hills has a Community Council of elders.",
        'Joint drills like "Coastal Shield" showed how little they had learned.',
        "They lost their money, their tents and every ABC card.",
        "The ferry Southern Bell ran aground on Monday.",
        "The owner valued the house at US$473,000 in May.",
        "The Automatic Berth System (ABS) failed. Engineers repaired ABS in May.",
        "The talks went on for hours after Brexit.",
    ],
)
def test_capitals_that_name_no_actor_give_none(text: str) -> None:
    assert names(text) == {}


def test_label_of_a_list_item_is_no_actor() -> None:
    text = "Rising Power Questions: The cost of arms may weaken the old order in the south."
    plain = parsed(text)
    items = tuple(
        Passage(Block(one.block.span, BlockKind.ITEM), one.start, one.doc) for one in plain.passages
    )
    assert find_actors(Parsed(document(text), items)).mentions == ()


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (
            "The army of Peru shelled the Larnham Rescue Force.",
            "Larnham Rescue Force",
            "organisation",
        ),
        (
            "A Larnham Fisheries Board spokesman resigned.",
            "Larnham Fisheries Board",
            "organisation",
        ),
        ("First Minister of Scotland Moira Keane resigned.", "Moira Keane", "person"),
        ("Judge Peter Strand QC said the case was closed.", "Peter Strand", "person"),
        ("Superintendent Chan Wai-kwan called for calm.", "Chan Wai-kwan", "person"),
        ("Both Ann Moss and Tom Hale resigned.", "Ann Moss", "person"),
    ],
)
def test_names_beside_such_words_are_found_whole(text: str, name: str, kind: str) -> None:
    assert names(text).get(name) == kind


def test_body_of_whom_who_tells_is_a_person() -> None:
    text = "The judges freed Viktor Bararika, who had been held since May."
    assert names(text)["Viktor Bararika"] == ActorKind.PERSON
