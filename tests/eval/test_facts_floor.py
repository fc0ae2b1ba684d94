"""Facts, disagreements and dates never fall below what was once reached on texts of our own."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from eval.facts import FIGURES, GROUPS, HELD_OUT, score, written
from eval.facts_gold import Place, corpus_of, gold_of, places_of, subjects

from briefgen.model.annotations import Precision
from briefgen.model.facts import When
from briefgen.model.spans import Span
from briefgen.model.text import Document

FLOORS = tomllib.loads((Path(__file__).parent / "floors-facts.toml").read_text("utf-8"))
_MARK = re.compile(r"(?:[-#]+|\d\.) +")
_BETWEEN = re.compile(r'(?<=\w\w[.!?])"? +(?=["A-ZÁ])')


def test_facts_texts_are_each_in_one_group_with_floors_of_its_own() -> None:
    assert set(FLOORS) == set(GROUPS)
    assert all(set(FLOORS[one]) == {*FIGURES, "false"} for one in FLOORS)
    assert sorted(one for group in GROUPS.values() for one in group) == list(subjects())
    assert set(HELD_OUT) <= set(GROUPS)
    assert all(len(corpus_of(subject).documents) == 5 for subject in subjects())


@pytest.mark.parametrize("subject", subjects())
def test_facts_gold_stands_in_the_sources_and_is_whole(subject: str) -> None:
    gold = gold_of(subject)
    ids = [fact.id for fact in gold.facts]
    assert len(set(ids)) == len(ids)
    assert all(fact.places for fact in gold.facts)
    assert all(fact.independent for fact in gold.facts if fact.key)
    assert 8 <= sum(fact.key for fact in gold.facts) <= 12
    assert all(len(one.sides) > 1 and all(one.sides) for one in gold.disagreements)


@pytest.mark.parametrize("subject", subjects())
def test_facts_gold_judges_every_sentence(subject: str) -> None:
    gold, left = gold_of(subject), []
    places = tuple(places_of(gold))
    for document in corpus_of(subject).documents:
        apart = tuple(gold.apart.get(document.source.key, ()))
        left += [
            words
            for sentence in sentences(document)
            if not (words := sentence.span.of(document.text)).startswith(apart)
            and not any(_meet(place, sentence) for place in places)
        ]
    assert left == []


def sentences(document: Document) -> Iterator[Place]:
    """Yield the sentences of a text, without the marks of headings and items."""
    for line in re.finditer(r".+", document.text):
        mark = _MARK.match(document.text, line.start())
        start = mark.end() if mark else line.start()
        for between in _BETWEEN.finditer(document.text, start, line.end()):
            yield Place(document.source.key, Span(start, between.start()), "")
            start = between.end()
        yield Place(document.source.key, Span(start, line.end()), "")


def _meet(one: Place, other: Place) -> bool:
    return one.source == other.source and one.span.overlaps(other.span)


@pytest.mark.parametrize("group", GROUPS)
def test_facts_are_told_as_well_as_before(group: str) -> None:
    reached, least = score(GROUPS[group]), FLOORS[group]
    # Rules are made by reading errors: those of the subjects held out stay unread.
    errors = "" if group in HELD_OUT else "\n".join(reached.errors)
    assert {name for name in FIGURES if reached.share(name) < least[name]} == set(), errors
    assert reached.false <= least["false"], errors


@pytest.mark.parametrize(
    ("start", "end", "as_written"),
    [
        ("2026-02-09", "2026-02-09", "2026-02-09"),
        ("2026-02-01", "2026-02-28", "2026-02"),
        ("2026-01-01", "2026-12-31", "2026"),
        ("2026-02-02", "2026-02-08", "2026-02-02/2026-02-08"),
        ("", "", ""),
    ],
)
def test_facts_dates_are_written_as_gold_gives_them(start: str, end: str, as_written: str) -> None:
    assert written(When(start, end, Precision.UNKNOWN, "then", "")) == as_written
