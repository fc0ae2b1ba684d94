"""Actors and speakers as the desk has them, in all that refers to them."""

import pytest
from deciding import Desk, actor, decision, desk_of, fact, said, words

from briefgen.model.annotations import ActorKind
from briefgen.model.decisions import Act
from briefgen.model.links import JoinReason

OPENED = "Anna Berg, the harbour master of Larnham, opened the new lock on Monday."
SERVES = "The lock will serve the fleet for fifty years"
WAITED = "We have waited for this day for a decade"
FIRST = f"{OPENED} “{SERVES},” she said. Berg thanked the crews."
SECOND = (
    f"Minister Peter Holm praised the work in Larnham. “{WAITED},” Berg told reporters."
    " Holm had cut the budget of the lock in May."
)
THIRD = (
    "Dr. Anna M. Berg took office as director of ports last year. A second A. Berg sits on the"
    " board of Norhaven Shipping. P. J. Holm wrote the law on ports."
)
SHE_SAID = (
    "Lena Skaar and Anna Berg met in Larnham. Berg opened the lock. She said that the gates were"
    " tested by forty engineers in May. Storms killed four sailors in October."
)
WENT_ON = (
    "Lena Skaar met the crews in Larnham. Anna Berg opened the lock. “The gates were tested in"
    " May,” she said. “The port will spend nine million euros on the pier in March.”"
)


@pytest.fixture(scope="module")
def desk() -> Desk:
    return desk_of(FIRST, SECOND, THIRD)


def test_two_names_are_one_actor_everywhere(desk: Desk) -> None:
    desk = desk_of("Anna Berg opened the lock.", "Minister Peter Holm met Lena Skaar in Larnham.")
    decided = desk.decided(decision(Act.JOIN, words("Lena Skaar", 2), words("Anna Berg")))
    one = actor(decided, "Anna Berg")
    assert one.sources == ("S1", "S2")
    assert [(a.text, a.reason) for a in one.aliases] == [("Lena Skaar", JoinReason.DESK)]
    assert one.id in fact(decided, "met Lena Skaar").actors
    assert one.origins == 2
    assert {each.ref for each in one.involved} >= {f.id for f in decided.facts}
    holm = actor(decided, "Peter Holm")
    assert {one.id, holm.id} in [{link.first, link.second} for link in decided.together]
    (made,) = decided.decided
    assert (made.ref, made.found, made.decided) == (one.id, "two actors", "one actor")
    assert all(other.name != "Lena Skaar" for other in decided.actors)


def test_parted_mention_is_another_actors(desk: Desk) -> None:
    decided = desk.decided(decision(Act.PART, words("Anna Berg"), words("Berg", 3, "¶1")))
    berg = actor(decided, "Anna M. Berg")
    (other,) = (one for one in decided.actors if one.name == "Berg")
    assert other.sources == ("S3",)
    assert other.id in fact(decided, "A second A. Berg").actors
    assert berg.id not in fact(decided, "A second A. Berg").actors
    assert other.origins == 1
    assert {d.ref for d in decided.decided} == {berg.id, other.id}


def test_parted_mention_can_be_joined_with_somebody_else(desk: Desk) -> None:
    decided = desk.decided(
        decision(Act.PART, words("Anna Berg"), words("Berg", 2)),
        decision(Act.JOIN, words("Berg", 2), words("Peter Holm", 2)),
    )
    holm = actor(decided, "Peter Holm")
    assert "Berg" in [alias.text for alias in holm.aliases]
    assert said(decided, WAITED).speaker.actor == holm.id
    assert holm.id in fact(decided, "Berg told reporters").actors


def test_who_was_parted_is_not_joined_again(desk: Desk) -> None:
    decided = desk.decided(
        decision(Act.PART, words("Anna Berg"), words("Berg", 2)),
        decision(Act.JOIN, words("Berg", 2), words("Anna M. Berg", 3)),
    )
    (stale,) = decided.stale
    assert "were parted: undo that first" in stale.became


def test_all_mentions_cannot_leave_an_actor(desk: Desk) -> None:
    decided = desk.decided(decision(Act.PART, words("Peter Holm", 2), words("Peter Holm", 2)))
    (stale,) = decided.stale
    assert "both are one mention" in stale.became


def test_actor_is_of_another_kind(desk: Desk) -> None:
    decided = desk.decided(decision(Act.KIND, words("Larnham", 2), value="organisation"))
    found = actor(decided, "Larnham")
    assert found.kind is ActorKind.ORGANISATION
    assert found.id == actor(desk.found, "Larnham").id
    (made,) = decided.decided
    assert (made.found, made.decided) == ("place", "organisation")


def test_actor_is_shown_under_another_of_its_names(desk: Desk) -> None:
    decided = desk.decided(decision(Act.NAME, words("Anna Berg"), value="Anna Berg"))
    found = actor(decided, "Anna Berg")
    assert "Anna M. Berg" in [alias.text for alias in found.aliases]
    assert said(decided, SERVES).speaker.name == "Anna Berg"
    assert [d.ref for d in decided.decided] == [found.id, said(decided, SERVES).id]
    assert decided.decided[0].found == "Anna M. Berg"


def test_name_may_be_words_that_were_taken_for_no_name(desk: Desk) -> None:
    decided = desk.decided(decision(Act.NAME, words("Anna Berg"), value="Dr. Anna M. Berg"))
    found = actor(decided, "Dr. Anna M. Berg")
    assert next(m.text for m in found.mentions if m.source == "S3") == "Dr. Anna M. Berg"


@pytest.mark.parametrize(
    ("act", "value", "why"),
    [
        (Act.NAME, "Hanne Lund", "no source has the words “Hanne Lund”"),
        (Act.NAME, "Peter Holm", "another actor's name: join the two first"),
        (Act.ROLE, "queen of the sea", "no source has the words “queen of the sea”"),
        (Act.ROLE, "port", "no source has the words “port”"),
    ],
)
def test_words_of_the_desk_stand_in_a_source(desk: Desk, act: Act, value: str, why: str) -> None:
    decided = desk.decided(decision(act, words("Anna Berg"), value=value))
    (stale,) = decided.stale
    assert why in stale.became
    assert decided.actors == desk.found.actors


def test_role_is_that_of_the_desk_with_its_citation(desk: Desk) -> None:
    decided = desk.decided(decision(Act.ROLE, words("Anna Berg"), value="director of ports"))
    found = actor(decided, "Anna M. Berg")
    (office,) = found.offices
    assert (office.wording, office.citations[0].source) == ("director of ports", "S3")
    assert said(decided, SERVES).speaker.role == "director of ports"
    assert said(decided, SERVES).id in {d.ref for d in decided.decided}


def test_joined_then_named_then_given_a_role(desk: Desk) -> None:
    decided = desk.decided(
        decision(Act.ROLE, words("Peter Holm", 2), value="harbour master of Larnham"),
        decision(Act.NAME, words("Peter Holm", 2), value="P. J. Holm"),
        decision(Act.JOIN, words("P. J. Holm", 3), words("Peter Holm", 2)),
    )
    found = actor(decided, "P. J. Holm")
    assert {alias.text for alias in found.aliases} >= {"Peter Holm", "Holm"}
    assert [role.text for role in found.roles] == ["harbour master of Larnham"]
    assert decided.stale == ()


def test_speaker_is_whom_the_desk_names(desk: Desk) -> None:
    decided = desk.decided(decision(Act.SPEAKER, words(WAITED, 2), value="Peter Holm"))
    spoken = said(decided, WAITED)
    holm = actor(decided, "Peter Holm")
    assert spoken.speaker.actor == holm.id
    assert spoken.speaker.mention is not None
    assert (spoken.speaker.mention.text, spoken.speaker.resolved_by) == ("Peter Holm", "desk")
    assert spoken.id in {each.ref for each in holm.involved}
    (made, *_) = decided.decided
    assert (made.ref, made.found, made.decided) == (spoken.id, "Berg", "Peter Holm")


@pytest.mark.parametrize(
    ("text", "tested", "wording"),
    [
        (
            SHE_SAID,
            "that the gates were tested by forty engineers in May",
            "She [Lena Skaar] said that the gates",
        ),
        (
            WENT_ON,
            "The port will spend nine million euros on the pier in March",
            "[Lena Skaar:] “The port will spend",
        ),
    ],
    ids=["pronoun", "inside the marks"],
)
def test_facts_name_the_decided_speaker_too(text: str, tested: str, wording: str) -> None:
    desk = desk_of(text)
    before = fact(desk.found, tested)
    assert [one.names.text for one in before.resolved] == ["Anna Berg"]
    decided = desk.decided(decision(Act.SPEAKER, words(tested), value="Lena Skaar"))
    after = fact(decided, tested)
    assert after.id == before.id
    assert after.wording.startswith(wording)
    assert after.id in {one.ref for one in decided.decided}
    assert actor(decided, "Lena Skaar").id in after.actors
    nobody = desk.decided(decision(Act.NO_SPEAKER, words(tested)))
    assert fact(nobody, tested).resolved == ()
    assert fact(nobody, tested).leans


def test_speaker_may_be_named_by_another_source(desk: Desk) -> None:
    decided = desk.decided(decision(Act.SPEAKER, words(SERVES), value="Peter Holm"))
    spoken = said(decided, SERVES).speaker
    assert spoken.mention is not None
    assert spoken.mention.source == "S2"


def test_words_of_nobody_known(desk: Desk) -> None:
    decided = desk.decided(decision(Act.NO_SPEAKER, words(WAITED, 2)))
    spoken = said(decided, WAITED).speaker
    assert (spoken.name, spoken.actor, spoken.mention) == ("", None, None)
    berg = actor(decided, "Anna M. Berg")
    assert said(decided, WAITED).id not in {
        each.ref for each in berg.involved if each.part == "speaker"
    }


def test_speaker_without_a_source_is_reported(desk: Desk) -> None:
    decided = desk.decided(
        decision(Act.SPEAKER, words(WAITED, 2), value="Olga Brandt"),
        decision(Act.NO_SPEAKER, words("Holm had cut the budget", 2)),
    )
    assert decided.stale[0].became == "no source has the words “Olga Brandt”"
    assert "nobody's speech" in decided.stale[1].became
    assert decided.quotations == desk.found.quotations


def test_speaker_of_who_was_joined_is_one_actor(desk: Desk) -> None:
    decided = desk.decided(
        decision(Act.SPEAKER, words(WAITED, 2), value="P. J. Holm"),
        decision(Act.JOIN, words("P. J. Holm", 3), words("Peter Holm", 2)),
    )
    (holm,) = (one for one in decided.actors if "Holm" in one.name)
    assert said(decided, WAITED).speaker.actor == holm.id
