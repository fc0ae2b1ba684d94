"""Which sources count as one, on texts about an invented harbour."""

import pytest
from conftest import document_of

from briefgen.merge.origins.agencies import Agencies
from briefgen.merge.origins.copies import copied
from briefgen.merge.origins.credits import find_credits
from briefgen.merge.origins.independence import Independence
from briefgen.model.annotations import nothing_in
from briefgen.model.text import Corpus, Document

REPORT = (
    "The port authority of Larnham signed a contract with two shipyards on Monday. "
    "Storms had killed four sailors in the harbour in October, and the eastern wall broke. "
    "The works begin in March and end two years later, the director of the authority said. "
    "Fishermen asked for a ferry between the two basins while the wall is being rebuilt."
)


def tied(*documents: Document) -> dict[str, tuple[str, str]]:
    independence = Independence(Corpus(documents), [nothing_in(one) for one in documents])
    return {d.source.key: independence.of_source(d.source.key) for d in documents}


def credit(text: str, *publishers: str, **known: str) -> tuple[str, ...]:
    return find_credits(document_of(text, **known), Agencies(frozenset(publishers)))


def test_independence_joins_a_publisher_and_says_so() -> None:
    found = tied(
        document_of("One text about boats.", publisher="The Norland Press"),
        document_of("Another text about nets.", key="S2", publisher="Larnham Gazette"),
        document_of("A third text about wind.", key="S3", publisher="Norland  press"),
    )
    assert found["S1"] == found["S2"] == ("", "")
    assert found["S3"] == ("S1", "same publisher, The Norland Press")


def test_independence_takes_a_publisher_in_its_own_byline_for_no_agency() -> None:
    found = tied(
        document_of("One text about boats.", publisher="Harbour Desk"),
        document_of("Nets\n\nBy Harbour Desk\n\nNets dry.", key="S2", publisher="Harbour Desk"),
    )
    assert found["S2"] == ("S1", "same publisher, Harbour Desk")


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


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Ouagadougou, Nov 18, 2026 (AIB) - The wall fell.", "Agence d'Information du Burkina"),
        ("BAMAKO, 18 Nov (AMAP) - The wall fell.", "Agence Malienne de Presse et de Publicité"),
        ("APA-Bamako (Mali) The wall of the market fell.", "Agence de Presse Africaine"),
        ("DAKAR, Nov 18 (APA) - The wall fell.", "Agence de Presse Africaine"),
        ("VIENNA, Nov 18 (APA) - The wall fell.", "Austria Presse Agentur"),
        ("NIAMEY, Nov 18 (ANP) - The wall fell.", "Agence Nigérienne de Presse"),
        ("AMSTERDAM, Nov 18 (ANP) - The wall fell.", "Algemeen Nederlands Persbureau"),
        ("ALGIERS, Nov 18 (APS) - The wall fell.", "Algérie Presse Service"),
        ("DAKAR, Nov 18 (APS) - The wall fell.", "Agence de Presse Sénégalaise"),
        ("CAIRO, Nov 18 (MENA) - The wall fell.", "Middle East News Agency"),
        ("New Delhi [India], November 18 (ANI): The wall fell.", "ANI"),
        ("New Delhi, Nov 18 (PTI) The wall of the harbour fell.", "Press Trust of India"),
        ("Mumbai, Nov 18 (IANS) The wall of the harbour fell.", "IANS"),
        ("BEIJING, Nov. 18 (Xinhua) -- The wall fell.", "Xinhua"),
        ("SEOUL, Nov. 18 (Yonhap) -- The wall fell.", "Yonhap"),
        ("Madrid, 18 Nov (EFE).- The wall fell.", "Agencia EFE"),
        ("(ANSA) - ROME, NOV 18 - The wall fell.", "ANSA"),
        ("MOSCOW, November 18. /TASS/. The wall fell.", "TASS"),
        ("Accra, Nov. 18, GNA - The wall of the harbour fell.", "Ghana News Agency"),
        ("TOKYO, Nov 18 (Kyodo) - The wall fell.", "Kyodo"),
        ("The wall of the harbour fell.\n\nSource: MAP", "Maghreb Arabe Presse"),
        ("The wall of the harbour fell. (BSS)", "Bangladesh Sangbad Sangstha"),
        ("The wall of the harbour fell.\n\nWith inputs from ANI", "ANI"),
    ],
)
def test_credits_know_the_agencies_of_the_regions(text: str, agency: str) -> None:
    assert credit(text) == (agency,)


def test_initials_that_agencies_share_are_decided_by_the_address_where_no_place_is_given() -> None:
    text = "The wall of the harbour fell. (ANP)"
    assert credit(text, url="https://www.levenement.ne/a") == ("Agence Nigérienne de Presse",)
    assert credit(text, url="https://dagblad.nl/a") == ("Algemeen Nederlands Persbureau",)
    assert credit(text) == ("ANP",)


@pytest.mark.parametrize("author", ["Reuters", "Ada Brandt, Reuters", "Ada Brandt (Reuters)"])
def test_credits_are_read_from_the_author_of_a_page(author: str) -> None:
    assert credit("The wall of the harbour fell.", author=author) == ("Reuters",)


def test_titles_of_one_house_count_as_one_and_say_so() -> None:
    found = tied(
        document_of("One text about boats.", publisher="BBC News"),
        document_of("Another text about nets.", key="S2", publisher="BBC World Service"),
        document_of("A third about wind.", key="S3", url="https://www.bbc.com/afrique/1"),
    )
    assert found["S2"] == ("S1", "same house, BBC")
    assert found["S3"] == ("S1", "same house, BBC")


def test_pages_of_one_site_count_as_one_whoever_they_name() -> None:
    found = tied(
        document_of("Boats.", publisher="Larnham Gazette", url="https://www.larnham.example/a"),
        document_of(
            "Nets.", key="S2", publisher="Gazette Sport", url="https://m.larnham.example/b"
        ),
        document_of("Wind.", key="S3", publisher="larnham.example"),
        document_of("Rain.", key="S4", publisher="Herald", url="https://news.google.com/x"),
        document_of("Hail.", key="S5", publisher="Portal", url="https://news.google.com/y"),
    )
    assert found["S2"] == found["S3"] == ("S1", "same site, larnham.example")
    assert found["S4"] == found["S5"] == ("", "")


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
