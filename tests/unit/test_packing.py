"""Values to compact bytes and back: exactly the same, or refused."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

import pytest
from conftest import MODEL
from hypothesis import given
from hypothesis import strategies as st

from briefgen.extract import annotate, load
from briefgen.model.annotations import Annotations, Count
from briefgen.model.evidence import Evidence
from briefgen.model.packing import pack, unpack
from briefgen.model.spans import Span
from briefgen.model.text import Box, Corpus, Document


class Colour(StrEnum):
    RED = "red"


class Place(NamedTuple):
    x: int
    y: float


NOWHERE = Place(0, 0.5)


@dataclass(frozen=True, slots=True)
class Thing:
    name: str
    size: float | None
    colours: tuple[Colour, ...] = ()
    pair: tuple[str, int] = ("", 0)
    place: Place = NOWHERE
    parts: tuple[Span, ...] = ()
    sure: bool = False


THINGS = st.builds(
    Thing,
    st.text(st.characters()),
    st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    st.lists(st.sampled_from(Colour)).map(tuple),
    st.tuples(st.text(), st.integers()),
    st.builds(Place, st.integers(), st.floats(-1e9, 1e9)),
    st.lists(st.integers(0, 99).map(lambda n: Span(n, n + 1))).map(tuple),
    st.booleans(),
)


@given(THINGS)
def test_what_is_unpacked_is_what_was_packed(thing: Thing) -> None:
    again = unpack(Thing, pack(thing))
    assert again == thing
    assert repr(again) == repr(thing)


def test_whole_results_come_back_exactly(harbour: tuple[Evidence, Corpus]) -> None:
    evidence, corpus = harbour
    found = annotate(corpus.documents[0], load(MODEL))
    results = ((Evidence, evidence), (Document, corpus.documents[0]), (Annotations, found))
    for kind, value in results:
        assert repr(unpack(kind, pack(value))) == repr(value)
    assert unpack(tuple[Box, ...], pack((Box(0, 1, 1, 0.5, 0, 2, 3),)))[0].left == 0.5


GOOD: list[Any] = ["n", 1.5, ["red"], ["p", 2], [1, 2.5], [[0, 3]], True]


@pytest.mark.parametrize(
    ("at", "wrong"),
    [
        (0, 7),
        (0, None),
        (1, "1.5"),
        (1, True),
        (2, "red"),
        (2, ["blue"]),
        (3, ["p"]),
        (3, ["p", 2, 3]),
        (3, ["p", 2.0]),
        (4, {"x": 1, "y": 2}),
        (5, [[3, 0]]),
        (5, [[0, "3"]]),
        (6, 1),
    ],
)
def test_what_is_not_of_the_type_is_refused(at: int, wrong: object) -> None:
    assert unpack(Thing, json.dumps(GOOD).encode()).size == 1.5
    spoilt = [*GOOD[:at], wrong, *GOOD[at + 1 :]]
    with pytest.raises(ValueError, match=r"."):
        unpack(Thing, json.dumps(spoilt).encode())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[",
        b"[]",
        b"null",
        b'{"py/object": "os.system"}',
        b"[" * 5_000,
        b"\x80\x04.",
    ],
)
def test_foreign_bytes_are_refused(content: bytes) -> None:
    for kind in (Thing, Annotations, Evidence):
        with pytest.raises(ValueError, match=r"."):
            unpack(kind, content)


def test_what_has_no_exact_form_is_refused() -> None:
    for value in (float("nan"), {1}, object()):
        with pytest.raises(ValueError, match=r"."):
            pack(value)
    with pytest.raises(ValueError, match="not packed"):
        unpack(dict[str, int], b"{}")


def test_whole_numbers_and_numbers_with_a_point_stay_apart() -> None:
    place = Span(0, 1)
    for low in (12, 12.0):
        count = Count(place, low, None, "boats", "", place)
        assert repr(unpack(Count, pack(count)).low) == repr(low)


def test_half_a_character_is_no_hindrance() -> None:
    assert unpack(Thing, pack(Thing("\ud83d", None))).name == "\ud83d"
