from dataclasses import replace

import pytest
from unit.briefs import actor, at, dam_documents, fact, quotation

from briefgen.model.annotations import ActorKind, QuotationKind
from briefgen.model.citations import Citation
from briefgen.model.evidence import Disagreement, Speaker, Value
from briefgen.model.facts import Origin
from briefgen.model.locators import Locator
from briefgen.model.offices import Role
from briefgen.render.captions import as_of, as_written, byline, matter, support, worth

S1, S2, S3, _ = dam_documents()


def written(text: str, source: str = "S1") -> Citation:
    return Citation(source, 0, len(text), text, "", "", None, None, Locator())


@pytest.mark.parametrize(
    ("sources", "independent", "exact", "words"),
    [
        (("S1",), 1, True, "one source"),
        (("S1", "S1"), 1, True, "one source"),
        (("S1", "S2"), 2, True, "two independent sources"),
        (("S1", "S2"), 1, True, "one independent source"),
        (("S1", "S2", "S3"), 2, True, "two independent sources"),
        (("S1", "S2", "S3"), 3, False, "at most three independent sources"),
        (tuple(f"S{n}" for n in range(1, 14)), 13, True, "13 independent sources"),
    ],
)
def test_captions_count_sources(
    sources: tuple[str, ...], independent: int, *, exact: bool, words: str
) -> None:
    stated = fact(1, *(written("It rained.", source) for source in sources))

    joint = len(sources) - independent + 1
    together = Origin(tuple(dict.fromkeys(sources[:joint])), "same publisher")
    apart = tuple(Origin((key,), "") for key in sources[joint:])
    counted = replace(
        stated,
        independent_sources=independent,
        independent_exact=exact,
        origins=(together, *apart),
    )
    assert support(counted) == words


def test_captions_say_when_an_office_is_stated_where_another_source_says_otherwise() -> None:
    told = [
        Role("mayor", written("mayor"), "2026-11-02", "mayor"),
        Role("Mayor", written("Mayor", "S2"), "2026-11-05", "mayor", guessed=True),
        Role("farmer", written("farmer", "S3"), "2026-11-04", "farmer"),
    ]
    somebody = replace(actor("a", ActorKind.PERSON, (written("Jo"),)), roles=tuple(told))
    mayor, farmer = somebody.offices
    assert as_of(somebody, mayor) == "about 2–5 November 2026"
    assert as_of(somebody, farmer) == "4 November 2026"
    alone = replace(somebody, roles=tuple(told[:1]))
    assert not as_of(alone, alone.offices[0])


@pytest.mark.parametrize(
    ("role", "organisation", "shown"),
    [
        ("chief engineer", "Hydro Orvel", ("chief engineer", "Hydro Orvel")),
        ("Hydro Orvel's chief engineer", "Hydro Orvel", ("Hydro Orvel's chief engineer",)),
        ("hydro  orvel engineer", "Hydro Orvel", ("hydro  orvel engineer",)),
        ("Hydropower engineer", "Hydro", ("Hydropower engineer", "Hydro")),
        ("", "Hydro Orvel", ("Hydro Orvel",)),
        ("chief engineer", "", ("chief engineer",)),
        ("", "", ()),
    ],
)
def test_captions_name_an_organisation_once(
    role: str, organisation: str, shown: tuple[str, ...]
) -> None:
    speaker = Speaker("Ilse Brandt", at(S3, "Ilse Brandt"), None, role, organisation, "")

    assert byline(quotation("q", QuotationKind.INDIRECT, at(S3, "grouting"), speaker)) == (
        "Ilse Brandt",
        *shown,
    )


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        (Speaker("Henrik Dahl", at(S3, "Dahl"), None, "", "", "last name"), "Dahl [Henrik Dahl]"),
        (Speaker("", at(S1, "the ministry"), None, "", "", ""), "the ministry"),
        (Speaker("", None, None, "", "", ""), "speaker not named"),
    ],
)
def test_captions_name_speakers_as_the_source_does(speaker: Speaker, name: str) -> None:
    said = quotation(
        "q", QuotationKind.INDIRECT, at(S3, "grouting"), speaker, at(S1, "reporters"),
        at(S2, "Red Cross"),
    )  # fmt: skip

    assert byline(said) == (name, "told to reporters", "reported by Red Cross")


def test_captions_show_days_as_people_write_them_and_as_they_are_written() -> None:
    day = Value("2026-11-16", (written("Monday"), written("16 November 2026"), written("monday")))
    number = Value("two gates", (written("two gates"), written("2 gates"), written("Two gates")))
    days = Disagreement("d", "day", "f1", (day,), "")
    numbers = Disagreement("d", "number: gate (opened)", "f1", (number,), "")

    assert (matter(days), worth(days, day)) == ("Day", "16 November 2026")
    assert as_written(days, day) == ("Monday",)
    assert (matter(numbers), worth(numbers, number)) == ("Number of gates opened", "two gates")
    assert as_written(numbers, number) == ("2 gates",)


def test_captions_name_any_other_matter_in_its_own_words() -> None:
    assert matter(Disagreement("d", "cause of the leak", "f1", (), "")) == "Cause of the leak"


@pytest.mark.parametrize(
    ("slot", "words"),
    [
        ("number: sailor (kill)", "Number of sailors killed"),
        ("number: people (board)", "Number of people on board"),
        ("number: people (miss)", "Number of people missing"),
        ("number: people (rescue)", "Number of people rescued"),
        ("number: sailor (kidnap)", "Number of sailors kidnapped"),
        ("number: sailor (displace)", "Number of sailors displaced"),
        ("number: sailor", "Number of sailors"),
    ],
)
def test_captions_name_what_is_counted(slot: str, words: str) -> None:
    values = (Value("at least four sailors", ()), Value("five sailors", ()))
    assert matter(Disagreement("d", slot, "f1", values, "")) == words
