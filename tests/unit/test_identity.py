import re

import pytest
from unit.passages import document

from briefgen.merge.who.identity import Identities, identify
from briefgen.model.annotations import (
    ActorKind,
    AliasMention,
    Annotations,
    Mention,
    RoleMention,
)
from briefgen.model.links import JoinReason
from briefgen.model.spans import Span
from briefgen.model.text import Corpus

Marked = tuple[str, ...]
KINDS = {
    "P": ActorKind.PERSON,
    "O": ActorKind.ORGANISATION,
    "S": ActorKind.STATE,
    "L": ActorKind.PLACE,
}
MARK = re.compile(r"\[([POSL])(?::([a-z]+))? ([^\]]+)\]")
"""A name in a marked text: "[P Jane Roe]", or "[O:un U.N.]" with a known entry."""

USUAL = {"un": "United Nations", "faso": "Burkina Faso", "mali": "Mali", "niger": "Niger"}


def read(
    marked: str,
    roles: tuple[tuple[str, str], ...] = (),
    aliases: tuple[tuple[str, str], ...] = (),
) -> tuple[str, tuple[Mention, ...], tuple[RoleMention, ...], tuple[AliasMention, ...]]:
    text, mentions, at = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        kind, entry, words = match.groups()
        span = Span(len(text), len(text) + len(words))
        name = USUAL[entry] if entry else words
        mentions.append(Mention(span, KINDS[kind], name, entry or "", "test"))
        text += words
        at = match.end()
    text += marked[at:]

    def place(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    held = tuple(RoleMention(place(name), place(role), None) for name, role in roles)
    pairs = tuple(AliasMention(place(long), place(short)) for long, short in aliases)
    return text, tuple(mentions), held, pairs


def identities(
    *marked: str,
    roles: tuple[tuple[str, str], ...] = (),
    aliases: tuple[tuple[str, str], ...] = (),
) -> Identities:
    """Identify the actors of marked texts; roles and aliases belong to the first one."""
    documents, annotations = [], []
    for number, source in enumerate(marked, 1):
        first = number == 1
        text, mentions, held, pairs = read(source, roles * first, aliases * first)
        key = f"S{number}"
        documents.append(document(text, key))
        annotations.append(Annotations(key, mentions, held, pairs, (), (), (), ()))
    return identify(Corpus(tuple(documents)), tuple(annotations))


def groups(found: Identities) -> list[list[str]]:
    return [[mention.text for mention in actor.mentions] for actor in found.actors]


def test_identity_joins_a_known_entry_and_shows_its_usual_name() -> None:
    found = identities("[S:faso burkina Faso] and [S:faso burkina Faso].", "[S:faso Burkina Faso].")
    (actor,) = found.actors
    assert actor.name == "Burkina Faso"
    assert actor.aliases == ()
    assert actor.sources == ("S1", "S2")


def test_identity_shows_only_words_of_the_text() -> None:
    (actor,) = identities("The [O:un U.N.] met. The [O:un UN] left.").actors
    assert actor.name in {"U.N.", "UN"}
    assert {actor.name, *(alias.text for alias in actor.aliases)} == {"U.N.", "UN"}


def test_identity_folds_accents_case_hyphens_and_article() -> None:
    found = identities("[P Ana-Lía Núñez] of [O the Old Fund].", "[P Ana Lia Nunez], [O Old Fund].")
    assert groups(found) == [["Ana-Lía Núñez", "Ana Lia Nunez"], ["the Old Fund", "Old Fund"]]


@pytest.mark.parametrize(
    "marked",
    [
        "[S:mali Mali] and [O Mali Finance Ministry].",
        "[S:niger Niger] and [S Nigeria].",
        "[P Eva Kowal] and [P Jan Kowal].",
        "[P John A. Smith] and [P John B. Smith].",
        "[O Bank of Ruritania] and [O Ruritania].",
    ],
)
def test_identity_never_joins_on_a_shared_part(marked: str) -> None:
    assert len(identities(marked).actors) == 2


def test_identity_reads_a_last_name_as_the_only_person_of_the_document() -> None:
    found = identities(
        "[P Eva Kowal] spoke. [P Kowal] left.", "[P Jan Kowal] spoke. [P Kowal] sat."
    )
    assert groups(found) == [["Eva Kowal", "Kowal"], ["Jan Kowal", "Kowal"]]
    assert found.actors[0].other_names == ()
    (alias,) = found.actors[0].aliases
    assert (alias.text, alias.reason) == ("Kowal", JoinReason.LAST_NAME)


def test_identity_reads_a_last_name_by_another_document_if_only_one_person_has_it() -> None:
    found = identities("[P Ursula von der Leyen] spoke.", "[P von der Leyen] and [P Leyen].")
    assert groups(found) == [["Ursula von der Leyen", "von der Leyen", "Leyen"]]


def test_identity_leaves_an_ambiguous_last_name_apart() -> None:
    found = identities("[P Eva Kowal], [P Jan Kowal] and then [P Kowal].", "Only [P Kowal].")
    assert sorted(groups(found)) == [["Eva Kowal"], ["Jan Kowal"], ["Kowal", "Kowal"]]


def test_identity_takes_a_middle_initial_for_the_same_person() -> None:
    (actor,) = identities("[P John A. Smith] spoke. [P John Smith] and [P Smith] left.").actors
    assert actor.name == "John A. Smith"


def test_identity_joins_a_stated_short_form_everywhere() -> None:
    found = identities(
        "The [O Border Treaty Organization] ([O BTO]) met.",
        "The [O BTO] met again.",
        aliases=(("Border Treaty Organization", "BTO"),),
    )
    (actor,) = found.actors
    assert actor.name == "Border Treaty Organization"
    assert [alias.text for alias in actor.aliases] == ["BTO"]


def test_identity_cites_each_role_once_for_a_source_with_its_date() -> None:
    found = identities(
        "Trade Minister [P Eva Kowal], a trade minister and head of the fund, left.",
        roles=(
            ("Eva Kowal", "Trade Minister"),
            ("Eva Kowal", "trade minister"),
            ("Eva Kowal", "head of the fund"),
        ),
    )
    (actor,) = found.actors
    assert [(role.text, role.date) for role in actor.roles] == [
        ("Trade Minister", "2026-11-01"),
        ("head of the fund", "2026-11-01"),
    ]
    assert actor.roles[0].citation.text == "Trade Minister"


def test_identity_orders_by_sources_then_mentions_then_place() -> None:
    found = identities(
        "[S:niger Niger], [S:niger Niger], [S:mali Mali], [P Eva Kowal].", "[S:mali Mali]."
    )
    assert [actor.name for actor in found.actors] == ["Mali", "Niger", "Eva Kowal"]


def test_identity_gives_the_actor_at_a_place_and_within_a_stretch() -> None:
    found = identities("[S:mali Mali] Finance Minister [P Eva Kowal] spoke.")
    person, state = found.at("S1", Span(22, 31)), found.at("S1", Span(0, 4))
    assert person is not None
    assert person.name == "Eva Kowal"
    assert state is not None
    assert state.name == "Mali"
    assert found.at("S1", Span(0, 31)) == person
    assert found.at("S1", Span(2, 3)) == state
    assert found.at("S1", Span(5, 12)) is None
    assert found.at("S9", Span(0, 4)) is None
    assert found.within("S1", Span(0, 31)) == (state, person)
    assert found.within("S1", Span(1, 31)) == (person,)


def test_identity_ids_stay_the_same_in_another_corpus() -> None:
    (one,) = identities("[S:faso Burkina Faso].").actors
    (other,) = identities("Yesterday [S:faso burkina Faso] and [S:faso Burkina Faso].").actors
    assert one.id == other.id
    assert re.fullmatch("[0-9a-f]{12}", one.id)
