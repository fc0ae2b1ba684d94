import pytest
from unit.passages import parsed

from briefgen.extract.actors import find_actors
from briefgen.model.annotations import ActorKind

Found = tuple[str, str, str | None]


def roles(text: str) -> list[Found]:
    found = find_actors(parsed(text))
    people = {m.span for m in found.mentions if m.kind is ActorKind.PERSON}
    assert all(role.person in people for role in found.roles)
    return [
        (r.person.of(text), r.role.of(text), r.organisation.of(text) if r.organisation else None)
        for r in found.roles
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ruritania Finance Minister Karel Novak agreed.",
            ("Karel Novak", "Ruritania Finance Minister", "Ruritania"),
        ),
        (
            "Policy Institute for the Old North Senior Fellow Jane Roe told Reuters so.",
            (
                "Jane Roe",
                "Policy Institute for the Old North Senior Fellow",
                "Policy Institute for the Old North",
            ),
        ),
        ("Maj. Gen. (ret.) Jane Roe resigned on Monday.", ("Jane Roe", "Maj. Gen. (ret.)", None)),
        ("They met Col. (Retd) Karel Novak.", ("Karel Novak", "Col. (Retd)", None)),
        (
            "Africa Desk at the US Council of Trade Vice President Jane Roe criticised it.",
            (
                "Jane Roe",
                "Africa Desk at the US Council of Trade Vice President",
                "Africa Desk at the US Council of Trade",
            ),
        ),
        (
            "Mali's Defence Minister Sadio Keita arrived.",
            ("Sadio Keita", "Mali's Defence Minister", "Mali"),
        ),
        (
            "Ministry of Foreign Affairs Spokesperson Lena Fall declined to comment.",
            (
                "Lena Fall",
                "Ministry of Foreign Affairs Spokesperson",
                "Ministry of Foreign Affairs",
            ),
        ),
        (
            "Then U.N. Secretary-General Ada Berg spoke.",
            ("Ada Berg", "U.N. Secretary-General", "U.N."),
        ),
        ("They met spokesman Omar Diallo on Monday.", ("Omar Diallo", "spokesman", None)),
        (
            "The former Border Guard deputy director Ana Lind left.",
            ("Ana Lind", "former Border Guard deputy director", "Border Guard"),
        ),
        (
            "Mali army commander Sadio Keita left.",
            ("Sadio Keita", "Mali army commander", "Mali"),
        ),
        ("The foreign minister Ana Lind resigned.", ("Ana Lind", "foreign minister", None)),
        ("Later Gen. Abdel Karim al-Hassan left.", ("Abdel Karim al-Hassan", "Gen.", None)),
    ],
)
def test_roles_before_a_name(text: str, expected: Found) -> None:
    assert roles(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Jane Roe, a senior researcher at the Institute for Border Studies, disagreed.",
            (
                "Jane Roe",
                "senior researcher at the Institute for Border Studies",
                "Institute for Border Studies",
            ),
        ),
        (
            "Omar Ba, the minister of trade, met them.",
            ("Omar Ba", "minister of trade", None),
        ),
        (
            "Peter Holm, 54, the president of Mali, was there.",
            ("Peter Holm", "president of Mali", "Mali"),
        ),
        (
            "The agency's director, Peter Holm, stayed at home.",
            ("Peter Holm", "director", None),
        ),
        (
            "The finance minister of Mali, Karel Novak, resigned.",
            ("Karel Novak", "finance minister of Mali", "Mali"),
        ),
    ],
)
def test_roles_beside_a_name(text: str, expected: Found) -> None:
    assert roles(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "General Motors and General Electric grew.",
        "The minister of trade and the president of Mali met.",
        "Mr. Holm and Dr. Lind agreed.",
        "Jane Roe, Peter Holm and Ana Lind met.",
    ],
)
def test_roles_are_not_made_up(text: str) -> None:
    assert roles(text) == []


def test_roles_may_end_with_the_text() -> None:
    text = "She met Martin Howard, deputy chief of the MoP."
    assert [name for name, _, _ in roles(text)] == ["Martin Howard"]


def test_roles_stay_with_their_own_person() -> None:
    text = "Karel Novak, President Ana Lind and Prime Minister Omar Ba met in Bamako."
    assert roles(text) == [("Ana Lind", "President", None), ("Omar Ba", "Prime Minister", None)]


def test_roles_are_no_subjects_of_the_clause_after_a_name() -> None:
    text = "At the request of Prime Minister Ann Moss, the Queen opened the harbour for a week."
    assert roles(text) == [("Ann Moss", "Prime Minister", None)]
