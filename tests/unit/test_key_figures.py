"""Key figures with the words that say of what, whole, and what a reader would still ask."""

from dataclasses import replace

import pytest
from conftest import merge_corpus

from briefgen.compose.questions import open_questions
from briefgen.model.annotations import AmountKind
from briefgen.verification.evidence.statements import check_statements


@pytest.mark.parametrize(
    ("sentence", "kind", "digits", "words"),
    [
        (
            "Of all regions, at least 103 deaths in Norland have been confirmed by the ministry.",
            AmountKind.TOLL, "103", "at least 103 deaths in Norland",
        ),
        (
            "A storm that came from the sea has killed up to 159 people in Norland.",
            AmountKind.TOLL, "159", "killed up to 159 people in Norland",
        ),
        (
            "More than 40 people were injured in Odran on Monday, the police said.",
            AmountKind.TOLL, "40", "More than 40 people were injured in Odran on Monday",
        ),
        (
            "The oil company Equor earned $4.5bn in the third quarter, a spokesman said.",
            AmountKind.MONEY, "$4.5bn", "The oil company Equor earned $4.5bn in the third quarter",
        ),
        (
            "The dam near Orvel will cost 18 million euros.",
            AmountKind.MONEY, "18 million euros",
            "The dam near Orvel will cost 18 million euros",
        ),
        (
            "Turnout in the election in Odran was 61 per cent.",
            AmountKind.SHARE, "61 per cent", "Turnout in the election in Odran was 61 per cent",
        ),
        (
            "Inflation in Norland rose from 3.1 to 3.6 percent in October.",
            AmountKind.SHARE, "3.6 percent",
            "Inflation in Norland rose from 3.1 to 3.6 percent in October",
        ),
        (
            "The number of cases in Norland rose to 109 on Monday.",
            AmountKind.COUNT, "109", "The number of cases in Norland rose to 109 on Monday",
        ),
        (
            "The total of confirmed X2 fever cases in Norland had risen to 61, doctors said.",
            AmountKind.COUNT, "61",
            "The total of confirmed X2 fever cases in Norland had risen to 61",
        ),
        (
            "About eleven hundred villagers left Odran on Monday.",
            AmountKind.COUNT, "1,100", "About eleven hundred villagers left Odran on Monday",
        ),
    ],
)  # fmt: skip
def test_a_key_figure_has_all_the_words_that_say_of_what(
    sentence: str, kind: AmountKind, digits: str, words: str
) -> None:
    evidence, corpus = merge_corpus(sentence)
    (one,) = evidence.facts[0].key_numbers
    assert (one.kind, one.digits, one.words.text) == (kind, digits, words)
    assert not list(check_statements(evidence, corpus))


@pytest.mark.parametrize(
    "sentence",
    [
        "The church had stood for two centuries, struck south of the town.",
        "If 40 people are injured in Odran, the mayor will close the road.",
        "The ministry denied that 40 people were injured in Odran.",
        "They spent 18 million euros on the dam of Odran.",
        "One in 11 houses of Odran was lost in the fire on Monday.",
        "Several thousand people left Odran by boat on Monday.",
        "Three boats reached the harbour of Odran on Monday.",
        "A guest fell ill with a virus, which may have killed more than 100 people in Norland.",
        "The flu of 1918 was the worst so far 1957: Larn flu killed 4,000 people.",
        "The festival opened on 12 May 2026 in the harbour of Odran.",
    ],
)
def test_no_figure_is_better_than_a_cut_or_silly_one(sentence: str) -> None:
    evidence, _ = merge_corpus(sentence)
    assert not any(fact.key_numbers for fact in evidence.facts)


def test_verify_finds_other_digits_than_the_source_has() -> None:
    evidence, corpus = merge_corpus("Turnout in the election in Odran was 61 per cent.")
    (fact,) = evidence.facts
    (one,) = fact.key_numbers
    wrong = replace(fact, key_numbers=(replace(one, digits="16 per cent"),))
    assert list(check_statements(replace(evidence, facts=(wrong,)), corpus))


def asked(*texts: str) -> list[str]:
    evidence, _ = merge_corpus(*texts, published="")
    labels = {fact.id: f"Fact {n}" for n, fact in enumerate(evidence.facts, 1)}
    return list(open_questions(evidence, evidence.facts, dict.fromkeys(labels, ()), labels))


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("A banker was shot in Odran on Monday.", "Who did it is not said for Fact 1."),
        ("Five sailors were injured in a storm off Odran.", "No day is given for Fact 1."),
        ("Five sailors were injured in a storm on Monday.", "No place is named for Fact 1."),
        (
            "Dozens of people were injured in Odran on Monday.",
            "How many is not said for Fact 1, only “Dozens”.",
        ),
    ],
)
def test_a_reader_asks_what_all_sources_leave_open_of_a_harm(sentence: str, question: str) -> None:
    assert asked(sentence) == [question]


@pytest.mark.parametrize(
    "sentence",
    [
        "The council of Larnham approved a budget.",
        "The trial opened with a speech of the lawyer.",
        "A virus has killed 20 people in Norland.",
        "A banker was shot by a guard in Odran on Monday.",
        "Five sailors were injured in a storm off Odran on Monday.",
        "Dozens of people were injured in Odran on Monday, 12 of them badly.",
        "People may be killed if the dam breaks.",
    ],
)
def test_a_reader_asks_nothing_of_what_needs_no_answer(sentence: str) -> None:
    assert asked(sentence) == []
