import time

import pytest

from briefgen.model.spans import Span
from briefgen.model.speech import Quoted, find_quoted


def quoted(*paragraphs: str) -> list[list[Quoted]]:
    return [list(found) for found in find_quoted("\n".join(paragraphs), _spans(paragraphs))]


def words(*paragraphs: str) -> list[list[str]]:
    text = "\n".join(paragraphs)
    return [[q.inner.of(text) for q in found] for found in find_quoted(text, _spans(paragraphs))]


def _spans(paragraphs: tuple[str, ...]) -> list[Span]:
    spans, at = [], 0
    for paragraph in paragraphs:
        spans.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 1
    return spans


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He said “we go” and left.", ["we go"]),
        ('"We go," he said. "They stay."', ["We go,", "They stay."]),
        ("« On part », dit-il.", ["On part"]),
        ("„We go“, he said.", ["We go"]),
        ("``We go,'' he said.", ["We go,"]),
        ('He called it “odd" and left.', ["odd"]),
        ("No marks here, it's plain.", []),
        ('The mast is 6\'2" tall and "very strong" too.', ["very strong"]),
        ('"" “” « »', []),
    ],
)
def test_marks_pair_by_direction_and_neighbours(text: str, inside: list[str]) -> None:
    assert words(text) == [inside]


def test_marks_nested_stay_inside_the_outer_pair() -> None:
    assert words("“He said “stop” twice,” she told us.") == [["He said “stop” twice,"]]
    assert words("“She wrote ‘stop’ twice,” he said.") == [["She wrote ‘stop’ twice,"]]


def test_marks_single_count_only_without_double_ones() -> None:
    assert words("'We go to the ministers' house,' she said. It's a '90s film.") == [
        ["We go to the ministers' house,"]
    ]
    assert words("The 'old' town and the “new” one.") == [["new"]]


def test_marks_unclosed_ends_with_its_paragraph_and_is_repaired() -> None:
    first, second = quoted("“We go, he said.", "Nothing here.")
    assert [q.repaired for q in first] == [True]
    assert second == []


def test_marks_unopened_begins_with_its_sentence_and_is_repaired() -> None:
    assert words("Rain fell. We go,” he said. “They stay.”") == [["We go,", "They stay."]]
    assert [q.repaired for q in quoted("We go,” he said. “They stay.”")[0]] == [True, False]


def test_marks_lost_in_the_middle_damages_one_stretch_only() -> None:
    assert words("“We go, he said. “They stay.”") == [["We go,", "They stay."]]


def test_marks_carried_over_a_paragraph_are_not_repaired() -> None:
    (first,), (second,) = quoted("“We go.", "“They stay,” he said.")
    assert (first.open, first.repaired) == (True, False)
    assert (second.continued, second.repaired) == (True, False)


def test_marks_a_hundred_thousand_take_moments() -> None:
    before = time.perf_counter()
    for text in ('"' * 100_000, "“a" * 50_000, "a” b." * 50_000, "'a " * 50_000):
        find_quoted(text, [Span(0, len(text))])
    assert time.perf_counter() - before < 20
