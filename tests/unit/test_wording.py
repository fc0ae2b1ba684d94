"""Which tellings of a claim have the same words, on an invented harbour."""

import pytest
from conftest import Merge, document_of, merge_documents

from briefgen.model.evidence import Evidence
from briefgen.model.facts import Fact

OWN = (
    "The ferry to Osk was late again, and the school stayed shut because of the ice.",
    "A choir from Brenn sang in the old fish hall, which has a new roof since the summer.",
)
"""What else the reports tell, so that none is the copy of another."""


def told(*texts: str) -> Fact:
    """Return what most sources state, each with a publisher and news of its own."""
    return most_told(
        merge_documents(
            *(
                document_of(
                    f"{text}\n\n{own}", key=f"S{n}", publisher=f"Paper {n}", published="2026-11-18"
                )
                for n, (text, own) in enumerate(zip(texts, OWN, strict=True), 1)
            )
        )
    )


def most_told(evidence: Evidence) -> Fact:
    return max(evidence.facts, key=lambda fact: (len(fact.citations), -fact.rank))


FIRST = "The port authority of Larnham signed a contract with two shipyards on Monday."
OTHER = "On Monday, two shipyards signed a contract with Larnham's port authority."


def test_reports_in_words_of_their_own_are_independent() -> None:
    assert told(FIRST, OTHER).independent_sources == 2


@pytest.mark.parametrize(
    "again",
    [
        FIRST,
        "The port authority of Larnham has signed a contract with two shipyards on Monday.",
        "The port authority of Larnham signed a contract with two shipyards on Monday, it said.",
        f"{FIRST[:-1]}, after a year of talks between the town and its banks.",
    ],
)
def test_nearly_one_sentence_is_one_origin_and_says_so(again: str) -> None:
    fact = told(FIRST, again)
    assert len(fact.citations) == 2
    assert fact.independent_sources == 1
    assert fact.origins[0].why == "the same words"


def test_who_is_cited_for_it_makes_no_sentence_another() -> None:
    first = "Storms killed four sailors in the harbour of Larnham, the port authority said."
    again = "According to the mayor, storms killed four sailors in the harbour of Larnham."
    assert told(first, again).independent_sources == 1


def test_sentences_that_differ_in_a_number_are_not_the_same_words() -> None:
    """An inspection that two sources date otherwise is told by two."""
    fact = told(
        "The eastern wall of the harbour of Larnham was last inspected on 2 April.",
        "The eastern wall of the harbour of Larnham was last inspected on 11 April.",
    )
    assert {origin.why for origin in fact.origins} == {""}


def test_one_speakers_quoted_words_are_one_origin() -> None:
    fact = told(
        "The port authority signed the contract with two shipyards on Monday, which Ann Moss "
        "called “the best that Larnham could have got from anybody”.",
        "On Monday the contract, “the best that Larnham could have got”, was signed by the port "
        "authority and two shipyards.",
    )
    assert [origin.why for origin in fact.origins] == ["the same words"]


def test_a_report_that_rewrites_another_is_one_origin_with_it() -> None:
    rest = (
        "Storms had killed four sailors in the harbour in October, and the eastern wall broke. "
        "The works begin in March and end two years later, the director of the authority said. "
        "Fishermen asked for a ferry between the two basins while the wall is being rebuilt."
    )
    changed = (
        "In October storms had killed four sailors in the harbour, and the wall in the east fell. "
        "The director of the authority promised works that begin in March and end two years later. "
        "Many fishermen asked for a ferry between the two basins while the wall is rebuilt."
    )
    fact = told(f"{FIRST} {rest}", f"{OTHER} {changed}")
    assert fact.independent_sources == 1
    assert fact.origins[0].why == "one text rewritten"


def test_one_post_is_one_origin() -> None:
    link = "https://twitter.com/larnhamport/status/1234567"
    fact = told(f"{FIRST} {link}", f"{OTHER} See {link} for the whole of it.")
    assert fact.independent_sources == 1


def test_nobody_can_tell_whose_report_a_text_without_publisher_is() -> None:
    documents = (
        document_of(FIRST, published="2026-11-18"),
        document_of(OTHER, key="S2", published="2026-11-18"),
    )
    fact = most_told(merge_documents(*documents))
    assert (fact.independent_sources, fact.independent_exact) == (2, False)


def test_one_unknown_source_beside_known_ones_may_be_one_of_them() -> None:
    fact = most_told(
        merge_documents(
            document_of(FIRST, publisher="Gazette", published="2026-11-18"),
            document_of(OTHER, key="S2", published="2026-11-18"),
        )
    )
    assert (fact.independent_sources, fact.independent_exact) == (2, False)


def test_where_it_is_known_who_published_the_number_is_exact(merged: Merge) -> None:
    fact = most_told(merged(FIRST, OTHER))
    assert (fact.independent_sources, fact.independent_exact) == (2, True)


def test_a_single_source_is_exact_whoever_it_is() -> None:
    fact = most_told(merge_documents(document_of(FIRST)))
    assert (fact.independent_sources, fact.independent_exact) == (1, True)
