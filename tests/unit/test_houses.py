"""The data on who publishes: no entry is dead, no title stands in two houses."""

from collections import Counter

import pytest

from briefgen.merge.origins.agencies import Agencies
from briefgen.merge.origins.houses import country_of_host, folded, house_of, site_of
from briefgen.merge.tables import read_table

ORIGINS = "briefgen.merge.origins"
HOUSES = read_table(ORIGINS, "houses")["house"]
ADDRESSES = read_table(ORIGINS, "houses")["addresses"]
AGENCIES = read_table(ORIGINS, "agencies")


@pytest.mark.parametrize("name", HOUSES)
def test_every_title_and_site_of_a_house_leads_to_it(name: str) -> None:
    house = HOUSES[name]
    for title in house["titles"]:
        assert house_of(title, "") == name, title
    for site in house["sites"]:
        for host in (site, f"www.{site}", f"news.{site}"):
            assert site_of(f"https://{host}/a") == site, host
            assert house_of("", site_of(f"https://{host}/a")) == name, host


def test_a_house_has_several_names_and_says_why_they_are_one() -> None:
    for name, house in HOUSES.items():
        assert len({*map(folded, house["titles"]), *house["sites"]}) > 1, name
        assert house["why"], name
        assert house.keys() == {"titles", "sites", "why"}, name


def test_no_title_and_no_site_stands_in_the_data_twice() -> None:
    titles = Counter(title for house in HOUSES.values() for title in house["titles"])
    sites = Counter(site for house in HOUSES.values() for site in house["sites"])
    addresses = Counter(one for kind in ("hosts", "gatherers") for one in ADDRESSES[kind])
    for counted in (titles, sites, sites + addresses):
        assert [one for one, count in counted.items() if count > 1] == []


def test_every_site_where_many_publish_says_nothing_of_the_publisher() -> None:
    for site in (*ADDRESSES["gatherers"], *ADDRESSES["hosts"]):
        assert site_of(f"https://www.{site}/a") == "", site
    for site in ADDRESSES["hosts"]:
        assert site_of(f"https://larnham.{site}/a") == f"larnham.{site}"


@pytest.mark.parametrize("machine", ADDRESSES["machines"])
def test_every_machine_of_a_site_belongs_to_it(machine: str) -> None:
    assert site_of(f"https://{machine}.larnham.example/a") == "larnham.example"
    assert site_of(f"https://{machine}.ml/a") == f"{machine}.ml"


def test_names_under_one_name_are_sites_of_their_own() -> None:
    assert site_of("https://osk.larnham.example/a") == "osk.larnham.example"


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.larnham.example/2026/a", "larnham.example"),
        ("https://web.archive.org/web/2026/https://www.larnham.example/a", "larnham.example"),
        ("https://energy.gov.uk/a", "energy.gov.uk"),
        ("https://192.168.0.1/a", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_an_address_belongs_to_a_site(url: str, site: str) -> None:
    assert site_of(url) == site


def test_a_site_decides_whose_paper_it_is_where_houses_share_a_name() -> None:
    assert house_of("The Guardian", "") == "Guardian"
    assert house_of("The Guardian", site_of("https://guardian.ng/a")) == ""


def test_the_ending_of_an_address_names_a_country() -> None:
    assert country_of_host("https://www.larnham.co.uk/a") == "GB"
    assert country_of_host("https://larnham.ne/a") == "NE"
    assert country_of_host("https://larnham.example/a") == ""


def test_every_form_of_an_agency_leads_to_it() -> None:
    known = Agencies()
    for kind, marked in (("names", False), ("marked", True)):
        for name, forms in AGENCIES[kind].items():
            for form in forms:
                assert known.find(form, "", marked=marked) == name, form


def test_every_agency_of_shared_initials_is_found_by_its_countries() -> None:
    known = Agencies()
    for letters, owners in AGENCIES["shared"].items():
        lands = [land for each in owners.values() for land in each]
        assert len(lands) == len(set(lands)), letters
        assert known.find(letters, "", marked=True) == letters
        for owner, countries in owners.items():
            for country in countries:
                assert known.find(letters, country, marked=True) == owner


def test_no_form_stands_for_two_agencies() -> None:
    forms = Counter(
        form for kind in ("names", "marked") for each in AGENCIES[kind].values() for form in each
    )
    assert [form for form, count in forms.items() if count > 1] == []
    assert not forms.keys() & AGENCIES["shared"].keys()
