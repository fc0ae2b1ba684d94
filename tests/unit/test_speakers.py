"""Whose words are quoted: layouts, turns of phrase, pronouns, and doubts."""

import pytest
from conftest import document_of, merge_documents, merge_texts

from briefgen.compose.choice import choose
from briefgen.config import Config
from briefgen.model.evidence import Quotation
from briefgen.model.text import BlockKind
from briefgen.render.captions import byline


def quoted(text: str) -> list[Quotation]:
    return list(merge_texts(text).quotations)


def speakers(text: str) -> list[str]:
    """Return who speaks, in text order, with the name that the phrase stands for."""
    return [one.speaker.name for one in quoted(text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Never again,” snapped the keeper of the lock.", "the keeper of the lock"),
        ("“Who opened it?” the guard barked.", "the guard"),
        ("“We are ready”, barked the pilot.", "the pilot"),
        ("“It is dreadful,” the ferryman shrugged.", "the ferryman"),
        ("“It is over,” sighed Per Lind, a driver who had waited for days.", "Per Lind"),
        ("“We were early,” grinned Ann Moss.", "Ann Moss"),
    ],
)
def test_speakers_of_unknown_verbs_are_their_subjects(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "“Go away!” Ann Moss left the room.",
        "“Is it open?” Nobody knew.",
        "Haddad, once called the “king of the quay wall works”, was head of the yard.",
    ],
)
def test_speakers_none_where_a_verb_tags_no_quotation(text: str) -> None:
    assert not [one for one in quoted(text) if one.rule == "after-quote"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("As Ann Moss put it: “A lock is a promise.”", "Ann Moss"),
        ("As Omar Haddad, a pilot, recently put it, “Who will pay?”", "Omar Haddad"),
        ("In the words of Ann Moss, it was “a letter to the rich of Larnham”.", "Ann Moss"),
        ("Quote of the day: “I read it twice,” said Ann Moss.", "Ann Moss"),
        ("Joint statement of the fishermen: “We ask the council to wait.”", "the fishermen"),
        ("The mayor was blunt: “We have no money.”", "The mayor"),
        ("Ann Moss took a parting shot: “Oh no, what a surprise.”", "Ann Moss"),
        ("“The dam must stay as it is today.”― Ann Moss", "Ann Moss"),
        ("At the talks in Luxembourg Ms Moss said: “We are worried.”", "Moss"),
        ("“Here it is,” said study co-author Professor Carl Lipp of Brel.", "Carl Lipp"),
        ("“That was bad,” the harbour's former pilot said.", "the harbour's former pilot"),
    ],
)
def test_speakers_are_introduced_in_many_ways(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("According to the mediator, Ida Sand, both sides were close.", "Ida Sand"),
        ("According to the Larn mayor, Ida Sand, the quay is safe again.", "Ida Sand"),
        ("According to the report, Ida Sand, a clerk, left the room.", "the report"),
    ],
)
def test_speakers_beside_a_post_are_named_after_according_to(text: str, speaker: str) -> None:
    assert speakers(text)[0] == speaker


def test_speakers_inside_an_account_have_its_teller_as_relay() -> None:
    text = "According to the Daily Echo, Carl Dane approached the guard and said he had a key."
    outer, inner = quoted(text)
    assert (outer.speaker.name, outer.relay) == ("Daily Echo", None)
    assert inner.relay is not None
    assert inner.relay.text == "the Daily Echo"


@pytest.mark.parametrize(
    "text",
    [
        "Ann Moss was actively encouraged to drop the plan for the lock.",
        "Ann Moss led the yard; successful, Ann Moss was hailed a heroine of Larnham.",
        "Nobody said that the lock was shut in May.",
        "Not everyone agreed the lock should be shut in May.",
        "The pilots had a plan to call the lock “a danger to every ship in the bay”.",
    ],
)
def test_speakers_are_not_those_spoken_of(text: str) -> None:
    assert not [name for name in speakers(text) if name]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour will, as I said, be shut for a year, and that is the end of it.",
        "You can say that the harbour is shut.",
        "That implies the harbour will be shut for a year.",
    ],
)
def test_speakers_who_name_nobody_are_never_shown(text: str) -> None:
    assert all(one.confidence < Config().quotations.min_confidence for one in quoted(text))


def test_speakers_after_another_person_in_between_are_a_doubt() -> None:
    text = "“It is dreadful,” said Per Lind. His colleague nodded. “We lose a lot of money here.”"
    assert speakers(text) == ["Per Lind", ""]
    text = "“We are ready,” Ann Moss said. Moss opened the lock in May. “Let them come now.”"
    (said,) = quoted(text)
    assert said.text == "We are ready […] Let them come now."


def test_speakers_two_tags_in_one_paragraph_stay_apart() -> None:
    text = "“I have no words,” lamented John Carr, a farmer. “Never,” snapped the minister."
    assert speakers(text) == ["John Carr", "the minister"]


@pytest.mark.parametrize(
    "text",
    [
        "The Imus family said that the service would be private.",
        "Longtime Imus in the Morning writer Rob Bartel said that he would be missed.",
        "The Moss campaign said that the vote was close.",
    ],
)
def test_speakers_are_no_names_inside_of_another_description(text: str) -> None:
    text = f"Don Imus died on Friday. Ann Moss was told.\n\n{text}"
    assert not {"Don Imus", "Ann Moss"} & set(speakers(text))


def test_speakers_he_and_she_are_never_one_person() -> None:
    text = (
        "Maria Lopez met the mayor of Larn, Tom Claes, on Monday. He told reporters that the talks"
        " had failed. She said that they would go on."
    )
    assert speakers(text) in (["He", "She"], ["Tom Claes", "Maria Lopez"])


def test_speakers_pronoun_means_nobody_where_either_of_two_may_be_meant() -> None:
    text = "Helen Carr dismissed Robert Stone on Tuesday. “I have done nothing wrong,” he said."
    assert speakers(text) == ["he"]
    told = "Ms Carr dismissed Mr Stone on Tuesday. “I have done nothing wrong,” he said."
    assert speakers(told) == ["Stone"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            "The head of the port of Larn, Luc Maes, blamed the lock. He said it was old.",
            "Luc Maes",
        ),
        (
            "Mr Haddad's predecessor, Lord Kinn, was blunt.\n\n“It hurts the party,” he said.",
            "Kinn",
        ),
        (
            "Spokeswoman Ann Moss met Omar Haddad in the yard. “Wait,” she said.",
            "Ann Moss",
        ),
    ],
)
def test_speakers_pronoun_means_who_acts(text: str, last: str) -> None:
    assert speakers(text)[-1] == last


def test_speakers_in_what_another_says_are_only_told_of() -> None:
    text = (
        "The leader, Mr Harwood, demanded that Mr Blear explain why the prime minister said that it"
        " had not changed.\n\n“We received new information last night,” he said."
    )
    assert "Blear" not in speakers(text)[-1]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("— Marta Quint, chief executive of NorTel", "Marta Quint"),
        ("- Omar Haddad, leader of the pilots", "Omar Haddad"),
        ("-- Governor Helen Carr", "Helen Carr"),
    ],
)
def test_signatures_in_a_line_of_their_own(line: str, name: str) -> None:
    text = (
        f"The council published reactions.\n\n“The lock is a missed chance.”\n{line}\n\nIt rained."
    )
    assert speakers(text) == [name]


@pytest.mark.parametrize(
    "line", ["And from Chairwoman Ida Brekke:", "From the desk of Ida Brekke."]
)
def test_introductions_in_a_line_of_their_own(line: str) -> None:
    text = f"The council published reactions.\n\n{line}\n\n“She brings years of service to it”\n"
    assert speakers(text) == ["Ida Brekke"]


def test_posts_are_whose_who_signs_them() -> None:
    text = (
        "The quay was shut on Monday.\n\n"
        "Nobody goes near it until it is checked! pic.twitter.com/aB — Ann Moss (@annm)"
        " May 4, 2026\n\n"
        "What a mess this is. — john quill (@q77) May 5, 2026 We warned them. — Pilots (@p) May"
        " 5, 2026"
        " The pilots had struck in April.\n"
    )
    said = quoted(text)
    assert [(one.speaker.name, one.text) for one in said] == [
        ("Ann Moss", "Nobody goes near it until it is checked!"),
        ("john quill", "What a mess this is."),
        ("Pilots", "We warned them."),
    ]
    assert "The pilots had struck in April." in {fact.text for fact in merge_texts(text).facts}


def test_posts_too_long_for_one_are_set_aside() -> None:
    long = "The council met. " * 30
    document = document_of(f"{long}It is bad. — Ann Moss (@annm) May 4, 2026\n")
    assert {block.kind for block in document.blocks} == {BlockKind.BOILERPLATE}


def test_posts_are_not_read_from_a_name_with_a_handle_in_a_sentence() -> None:
    document = document_of("Moss was angry - and so was Omar Haddad (@haddad) of the port.\n")
    assert [block.speaker for block in document.blocks] == [None]


def test_quotations_run_over_paragraphs_of_one_sentence_to_their_mark() -> None:
    text = (
        'Ann Moss said: " I did not open it.\nI would never have opened the lock ".'
        "\n\nIt rained.\n\n"
        '" The lock is old.\nIt leaks. " Omar Haddad told the council.\n'
    )
    assert speakers(text) == ["Ann Moss", "Omar Haddad"]
    assert [len(one.parts) for one in quoted(text)] == [2, 2]


def test_told_to_me_is_told_to_the_source() -> None:
    (said,) = quoted("“I was afraid,” Ann Moss told me on Friday.")
    assert byline(said)[-1] == "told to S1"


def test_quotations_shown_are_about_what_is_told_and_say_something() -> None:
    report = (
        "The council of Larnham closed the northern quay on Tuesday after two piles broke.\n\n"
        "“We will not open the quay before every pile is tested,” Mayor Ann Moss said.\n\n"
        "“It feels surreal,” one man said.\n\n"
        "The harbour master denied that the piles were old.\n\n"
        "“The quay brought us nine jobs,” a baker said.\n"
    )
    evidence = merge_texts(report, "Two piles of the quay of Larnham broke on Monday.\n")
    shown = choose(evidence, Config()).quotations
    assert shown[0].speaker.name == "Ann Moss"
    assert shown[-1].text in ("It feels surreal", "that the piles were old")


def test_quotations_shown_are_of_various_speakers() -> None:
    said = " ".join(
        f"“The quay of Larnham needs {n} new piles,” Ann Moss said." for n in range(2, 9)
    )
    text = f"The quay of Larnham was closed on Tuesday.\n\n{said}\n"
    shown = choose(merge_documents(document_of(text)), Config()).quotations
    assert len(shown) <= 3


def test_quotations_of_nobody_are_never_shown() -> None:
    text = "The quay was closed on Tuesday.\n\n“We will not open it before every pile is tested.”\n"
    assert choose(merge_documents(document_of(text)), Config()).quotations == ()


def test_terms_in_marks_without_a_blank_between_them_are_read() -> None:
    text = (
        'Holders are in Odran under a "K," "L,""M," or "N" permit, and have been there for years.'
    )
    evidence = merge_texts(text)
    assert [fact.text for fact in evidence.facts] == [text]
    assert [one.speaker.name for one in evidence.quotations if one.speaker.name] == []


def test_speakers_with_title_and_first_name_are_named_in_full() -> None:
    [said] = quoted("Sir Alan Pym opened the pier. Sir Alan said that it was safe.")
    assert byline(said)[0] == "Sir Alan [Alan Pym]"


def test_speakers_keep_a_title_of_one_word_before_their_name() -> None:
    [said] = quoted("Lord Pym said that the pier was safe.")
    assert byline(said) == ("Lord Pym",)


def test_who_goes_on_speaking_is_no_doubt_where_others_are_only_told_of() -> None:
    text = (
        "The mayor of Larnham, Peter Hale, said that Ann Lorn had left the board in May.\n\n"
        "“The books were closed on Monday,” he said."
    )
    said = quoted(text)[-1]
    assert said.speaker.name == "Peter Hale"
    assert said.confidence > 0.6
