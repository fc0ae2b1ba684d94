"""Which sources count as one, on texts about an invented harbour."""

import pytest
from conftest import document_of

from briefgen.merge.origins.copies import copied
from briefgen.merge.origins.credits import Agencies
from briefgen.merge.origins.independence import Independence
from briefgen.model.text import Corpus, Document

REPORT = (
    "The port authority of Larnham signed a contract with two shipyards on Monday. "
    "Storms had killed four sailors in the harbour in October, and the eastern wall broke. "
    "The works begin in March and end two years later, the director of the authority said. "
    "Fishermen asked for a ferry between the two basins while the wall is being rebuilt."
)


def tied(*documents: Document) -> dict[str, tuple[str, str]]:
    independence = Independence(Corpus(documents))
    return {d.source.key: independence.of_source(d.source.key) for d in documents}


def credit(text: str, *publishers: str) -> tuple[str, ...]:
    return Agencies(frozenset(publishers)).credited(document_of(text))


def test_independence_joins_a_publisher_and_says_so() -> None:
    found = tied(
        document_of("One text about boats.", publisher="The Norland Press"),
        document_of("Another text about nets.", key="S2", publisher="Larnham Gazette"),
        document_of("A third text about wind.", key="S3", publisher="Norland  press"),
    )
    assert found["S1"] == found["S2"] == ("", "")
    assert found["S3"] == ("S1", "same publisher, The Norland Press")


@pytest.mark.parametrize("name", ["Associated Press", "AP", "The Associated Press"])
def test_independence_joins_reprints_of_an_agency_with_the_agency(name: str) -> None:
    found = tied(
        document_of("One text about boats.", publisher="Associated Press"),
        document_of("Another text about nets.", key="S2", publisher="Gazette", via=name),
    )
    assert found["S2"] == ("S1", "same agency, Associated Press")


def test_independence_joins_texts_that_credit_one_agency() -> None:
    found = tied(
        document_of("LARNHAM, Nov 18 (AFP) - The harbour wall fell.", publisher="Gazette"),
        document_of("The wall of the harbour fell.\n\nSource: AFP", key="S2", publisher="Portal"),
        document_of("No ship has sailed from Larnham since.", key="S3", publisher="Herald"),
    )
    assert found["S2"] == ("S1", "same agency, Agence France-Presse")
    assert found["S3"] == ("", "")


@pytest.mark.parametrize(
    "text",
    [
        "LARNHAM, Nov. 18 (Reuters) - The wall of the harbour fell on Monday.",
        "LARNHAM (Reuters) — The wall of the harbour fell on Monday.",
        "(Reuters) - The wall of the harbour fell on Monday.",
        "LARNHAM, November 18. /Reuters/. The wall of the harbour fell on Monday.",
        "Harbour wall falls\n\nBy Reuters\n\nThe wall of the harbour fell on Monday.",
        "Harbour wall falls\n\nBy Ada Brandt, Reuters\n\nThe wall of the harbour fell.",
        "The wall of the harbour fell on Monday. (Reuters)",
        "The wall of the harbour fell on Monday.\n\n— Reuters",
        "The wall of the harbour fell.\n\nReuters contributed to this report.",
        "The wall of the harbour fell.\n\n(With inputs from Reuters)",
        "The wall of the harbour fell.\n\nThis article was first published by Reuters.",
        "The wall of the harbour fell.\n\n© 2026 Reuters. All rights reserved.",
    ],
)
def test_credits_find_the_agency_of_a_report(text: str) -> None:
    assert credit(text) == ("Reuters",)


@pytest.mark.parametrize(
    "text",
    [
        "The wall of the harbour fell on Monday.\n\nPhoto: Ada Brandt/Reuters",
        "A ship in the harbour (Photo by Reuters)\n\nThe wall of the harbour fell.",
        "The director told Reuters that the wall of the harbour fell on Monday.",
        "The Port Administration (PA) said that the wall fell and a second one stands.",
        "The wall belongs to the Port Administration (PA).",
        "A map of the harbour was drawn.",
    ],
)
def test_credits_take_no_picture_or_mention_for_a_report(text: str) -> None:
    assert credit(text) == ()


def test_credits_name_both_agencies_and_publishers_of_the_run() -> None:
    assert credit("LARNHAM (AP/Reuters) - The wall fell.") == ("Associated Press", "Reuters")
    assert credit("The wall fell.\n\nSource: Norland Wire", "Norland Wire") == ("Norland Wire",)


def test_copies_are_found_when_cut_framed_or_slightly_edited() -> None:
    other = "A different text about the weather of the coast, which was mild in all the valleys."
    texts = (
        REPORT,
        REPORT.replace("March", "April"),
        REPORT[: len(REPORT) // 2],
        f"{other}\n\n{REPORT}",
        f"{other} It will stay so until the end of the month, and then it may change again.",
    )
    documents = tuple(document_of(text, key=f"S{n}") for n, text in enumerate(texts, 1))
    assert copied(Corpus(documents)) == {"S1": "S1", "S2": "S1", "S3": "S1", "S4": "S1", "S5": "S5"}


def test_copies_of_many_texts_are_found_by_their_signatures() -> None:
    """More texts than are compared all with all, some of them copies with another ending."""
    texts = [
        " ".join(f"ship{n} port{i} wave{n * i} sailed on day {i}." for i in range(20))
        for n in range(60)
    ]
    again = [f"{text} Copied by portal {n}." for n, text in enumerate(texts[:30])]
    documents = tuple(document_of(t, key=f"S{n}") for n, t in enumerate((*texts, *again), 1))
    found = copied(Corpus(documents))
    assert all(found[f"S{n}"] == f"S{n}" for n in range(1, 61))
    assert all(found[f"S{60 + n}"] == f"S{n}" for n in range(1, 31))


@pytest.mark.parametrize("dateline", ["(NPA) The", "LARNHAM, Nov 18 (NPA) - The", "The"])
def test_credits_know_a_publisher_of_the_run_by_its_initials(dateline: str) -> None:
    named = ("Norland Press Agency",) if "NPA" in dateline else ()
    assert credit(f"{dateline} wall of the harbour fell.", "Norland Press Agency") == named
