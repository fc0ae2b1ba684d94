"""Pairs of reports: what contradicts itself is shown, with who says so; what is alike is not."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import document_of, merge_documents

from briefgen.model.evidence import Disagreement

PAIRS = Path(__file__).parents[1] / "eval" / "contradictions"
UNSEEN = frozenset(["whether the pilot was drunk", "whether the signatures are genuine",
                    "who is responsible for the attack"])  # fmt: skip
"""What no rule finds yet."""


def pairs() -> list[dict[str, Any]]:
    told = [tomllib.loads(path.read_text("utf-8"))["pair"] for path in sorted(PAIRS.glob("*.toml"))]
    return [pair for each in told for pair in each]


def boxes(*texts: str) -> tuple[Disagreement, ...]:
    documents = (
        document_of(text, key=f"S{n}", publisher=f"P{n}", published="2026-06-10")
        for n, text in enumerate(texts, 1)
    )
    return merge_documents(*documents).disagreements


@pytest.mark.parametrize("pair", [one for one in pairs() if "differ" in one], ids=str)
def test_reports_that_contradict_each_other_are_shown(pair: dict[str, Any]) -> None:
    found = boxes(pair["one"], pair["other"])
    assert bool(found) == (pair["differ"] not in UNSEEN)


@pytest.mark.parametrize("pair", [one for one in pairs() if "differ" not in one], ids=str)
def test_reports_that_are_only_alike_are_not(pair: dict[str, Any]) -> None:
    assert boxes(pair["one"], pair["other"]) == ()


def test_a_box_says_what_differs_and_which_party_says_what() -> None:
    (box,) = boxes(
        "The Harl bridge in Dessin has been reopened to lorries, the haulage association said.",
        "The Harl bridge in Dessin remains closed to all lorries, the roads office said.",
    )
    assert box.matter == "whether the Harl bridge in Dessin has been reopened to lorries"
    assert [value.value for value in box.values] == [
        "yes, according to the haulage association",
        "no, according to the roads office",
    ]


def test_causes_that_parties_give_are_set_against_each_other() -> None:
    (box,) = boxes(
        "The fire at the Lindau warehouse was caused by a faulty heater, the fire brigade said.",
        "Arson caused the fire at the Lindau warehouse, the police said.",
    )
    assert (box.slot, box.matter) == ("cause", "what caused the fire")
    assert [value.value for value in box.values] == [
        "a faulty heater, according to the fire brigade",
        "Arson, according to the police",
    ]


def test_two_parties_in_one_source_may_differ() -> None:
    (box,) = boxes(
        "The ferry to Orle has been cancelled, a guard said. The ferry to Orle has not been "
        "cancelled, the shipping line said.",
        "The sea was calm at Orle on Monday.",
    )
    assert [value.value for value in box.values] == [
        "yes, according to a guard",
        "no, according to the shipping line",
    ]
