import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

import pytest
from unit.passages import parsed

from briefgen.extract.actors import find_actors
from briefgen.extract.quotations import find_quotations
from briefgen.extract.quotations.cues import Cue
from briefgen.extract.quotations.speech import _sentence_in_marks
from briefgen.model.annotations import QuotationKind, Utterance
from briefgen.model.spans import Span


class Found:
    """An utterance with the words at its spans."""

    def __init__(self, text: str, utterance: Utterance) -> None:
        self.kind = utterance.kind
        self.parts = [part.of(text) for part in utterance.parts]
        self.rule = utterance.rule
        self.resolved_by = utterance.resolved_by
        self.confidence = utterance.confidence
        named = ("cue", "speaker", "name", "role", "organisation", "antecedent")
        self.words = {
            field: span.of(text)
            for field in (*named, "addressee", "relay")
            if isinstance(span := getattr(utterance, field), Span)
        }


def found(text: str) -> list[Found]:
    document = parsed(text)
    actors = find_actors(document)
    return [Found(text, u) for u in find_quotations(document, actors.mentions, actors.roles)]


def only(text: str) -> Found:
    (utterance,) = found(text)
    return utterance


def parts(utterances: Iterable[Found]) -> list[list[str]]:
    return [utterance.parts for utterance in utterances]


def test_quotations_speakers_keep_the_whole_name_that_the_parse_cuts() -> None:
    said = only(
        '"The dike is old," said Dr. Anna-Luise von und zu Wolkenhorst-Rabenfels, its head.'
    )
    assert said.words["name"] == "Anna-Luise von und zu Wolkenhorst-Rabenfels"
    assert said.words["role"] == "head"


def test_quotations_minister_with_country_and_portfolio_in_indirect_speech() -> None:
    said = only("Norwegian Finance Minister Ingrid Solberg said that the harbour fund would grow.")
    assert said.kind is QuotationKind.INDIRECT
    assert said.parts == ["that the harbour fund would grow"]
    assert said.words["speaker"] == "Norwegian Finance Minister Ingrid Solberg"
    assert said.words["name"] == "Ingrid Solberg"
    assert said.words["role"] == "Norwegian Finance Minister"


def test_quotations_addressee_and_relay_are_never_the_speaker() -> None:
    said = only(
        "Harbour Policy Center Senior Fellow Daniel Okafor told the Lakeside News Agency that the"
        " pact would not hold, as reported by the Daily Echo."
    )
    assert said.parts == ["that the pact would not hold"]
    assert said.words["speaker"] == "Harbour Policy Center Senior Fellow Daniel Okafor"
    assert said.words["name"] == "Daniel Okafor"
    assert said.words["organisation"] == "Harbour Policy Center"
    assert said.words["addressee"] == "the Lakeside News Agency"
    assert said.words["relay"] == "the Daily Echo"


def test_quotations_outlet_at_the_end_is_a_relay() -> None:
    said = only("The mayor told the Echo that the ferry sank, Radio Lake reported.")
    assert said.parts == ["that the ferry sank"]
    assert said.words["speaker"] == "The mayor"
    assert said.words["relay"] == "Radio Lake"


def test_quotations_group_stays_a_phrase() -> None:
    said = only("In Lima, the ministers highlighted how drought had emptied the reservoirs.")
    assert said.words["speaker"] == "the ministers"
    assert "name" not in said.words
    assert said.parts == ["how drought had emptied the reservoirs"]


@pytest.mark.parametrize(
    "text",
    [
        "The river rose by two metres on Friday and the road was closed.",
        "The parties formed a confederation called “Alliance of Lake States” in May.",
        'Troops joined an exercise named "Silent Heron" on Monday.',
        "The so-called “green line” was closed.",
        "They sang “Waters of the North” at the end.",
        "He wore a “lucky” hat to the talks.",
        "The spokesman declined to say when the talks would resume.",
        "She did not say who was there.",
        "Asked whether he would resign, Hale left the room.",
    ],
)
def test_quotations_none_where_nothing_is_said(text: str) -> None:
    assert found(text) == []


def test_quotations_split_one_has_several_parts() -> None:
    said = only("“The dam,” said Ingrid Solberg, “is safe. We checked it.”")
    assert said.kind is QuotationKind.DIRECT
    assert said.parts == ["The dam", "is safe. We checked it."]
    assert said.words["speaker"] == "Ingrid Solberg"


def test_quotations_over_two_paragraphs_is_one() -> None:
    said = only("“The dam is safe,” said Ann Moss. “We checked.\n“And we will check again.”")
    assert said.parts == ["The dam is safe", "We checked.", "And we will check again."]
    assert said.words["speaker"] == "Ann Moss"


def test_quotations_two_speakers_in_one_paragraph_stay_apart() -> None:
    first, second = found("“Why us?” she asked. “Because,” Hale replied, “nobody else would.”")
    assert (first.parts, first.words["speaker"]) == (["Why us?"], "she")
    assert second.parts == ["Because", "nobody else would."]
    assert second.words["speaker"] == "Hale"


def test_quotations_unclosed_mark_ends_with_its_paragraph_and_counts_less() -> None:
    said = only("The clerk said “the bridge is closed. Nobody knew.\nTraffic went by the lake.")
    assert said.parts == ["the bridge is closed. Nobody knew."]
    assert said.confidence <= 0.4


def test_quotations_pronoun_and_last_name_point_at_the_full_name() -> None:
    she, last = found(
        "Maria Lopez, the mayor of Puno, opened the road. She said the work had taken two years."
        " Lopez added: “It was worth it.”"
    )
    assert (she.words["speaker"], she.words["antecedent"]) == ("She", "Maria Lopez")
    assert she.resolved_by == "pronoun"
    assert (last.words["name"], last.words["antecedent"]) == ("Lopez", "Maria Lopez")
    assert last.resolved_by == "last-name"


def test_quotations_pronoun_that_may_be_somebody_else_counts_less() -> None:
    told = "Maria Lopez opened the road. {}She said that the work had taken two years."
    assert found(told.format(""))[-1].confidence > 0.6
    said = found(told.format("The engineer thanked her. "))[-1]
    assert said.confidence <= 0.5
    assert said.words["antecedent"] == "Maria Lopez"


def test_quotations_pronoun_does_not_take_a_person_of_the_other_gender() -> None:
    last = found("Mrs. Anna Haas met Mr. Tom Berg on Monday. He said that the mill would close.")[
        -1
    ]
    assert last.words.get("antecedent", "Tom Berg") == "Tom Berg"


def test_quotations_last_name_of_two_persons_is_not_resolved() -> None:
    said = only("Anna Berg met Tom Berg on Monday. Berg said that the mill would close.")
    assert "antecedent" not in said.words


def test_quotations_title_points_at_the_person_with_the_role() -> None:
    said = only(
        "Foreign Minister Sergei Petrov met Ann Moss in Rome. The foreign minister said that a"
        " deal was near."
    )
    assert (said.words["antecedent"], said.resolved_by) == ("Sergei Petrov", "title")


def test_quotations_according_to_takes_the_right_side() -> None:
    first, last = found(
        "According to the harbour master, two ships were lost. The crews were saved, according to"
        " Ann Moss."
    )
    assert (first.parts, first.words["speaker"]) == (["two ships were lost"], "the harbour master")
    assert (last.parts, last.words["speaker"]) == (["The crews were saved"], "Ann Moss")


def test_quotations_cue_in_the_middle_leaves_both_sides() -> None:
    said = only("The bank, he argued, should be closed.")
    assert said.parts == ["The bank", "should be closed"]


def test_quotations_mixed_when_some_words_stand_in_marks() -> None:
    said = only("The mayor said the plan was “a gift to the builders and nobody else”.")
    assert said.kind is QuotationKind.MIXED
    assert said.parts == ["the plan was “a gift to the builders and nobody else”"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "The minister said the border would open, but did not give a date.",
            "the border would open",
        ),
        ("Ann Moss said the mine would close, adding that it was old.", "the mine would close"),
        (
            "Ann Moss said the mine would close, while workers waited outside.",
            "the mine would close",
        ),
        ("Ann Moss said on Friday that the mine would close.", "that the mine would close"),
        ("NIAMEY, Niger - The mine will close, officials said.", "The mine will close"),
    ],
)
def test_quotations_end_where_another_voice_begins(text: str, content: str) -> None:
    assert found(text)[0].parts == [content]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("President Amara Diallo urged rebels to lay down arms.", "rebels to lay down arms"),
        ("The president called on rebels to lay down arms.", "rebels to lay down arms"),
        ("The union vowed to keep the mine open.", "to keep the mine open"),
        ("The envoy stressed the need for a new mandate.", "the need for a new mandate"),
    ],
)
def test_quotations_demands_and_topics(text: str, content: str) -> None:
    assert only(text).parts == [content]


def test_quotations_verdict_needs_a_named_speaker() -> None:
    said = only("Ann Moss condemned the attack on the ferry. Nobody condemned the attack on us.")
    assert said.parts == ["condemned the attack on the ferry"]
    assert (said.rule, said.words["name"]) == ("verdict", "Ann Moss")


def test_quotations_speaker_goes_through_clauses_and_agents() -> None:
    speakers = [
        only(text).words["speaker"]
        for text in (
            "Ann Moss, who heads the board, said that the mine would close.",
            "Ann Moss and Tom Hale said that the mine would close.",
            "The board met on Monday and said that the mine would close.",
            "“The mine will close,” Tom Hale, a member of the board, told reporters.",
            "Hale was quoted by the Echo as saying the mine would close.",
        )
    ]
    assert speakers == [
        "Ann Moss",
        "Ann Moss and Tom Hale",
        "The board",
        "Tom Hale, a member of the board",
        "Hale",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“The board has decided to close the mine.” - Ann Moss",
        "From Chair Ann Moss: “The board has decided to close the mine.”",
        "Chair Ann Moss said:\n“The board has decided to close the mine.”",
    ],
)
def test_quotations_layouts_that_announce_a_speaker(text: str) -> None:
    said = only(text)
    assert said.parts == ["The board has decided to close the mine."]
    assert said.words["speaker"].endswith("Ann Moss")


def test_quotations_without_a_speaker_name_none() -> None:
    said = only("Rain fell.\n“Nobody knows what the board has in mind.”")
    assert "speaker" not in said.words


def test_quotations_come_in_text_order_with_parts_inside_the_text() -> None:
    text = "“A flood,” Moss said. Hale said it rained. “No,” he added, according to Ann Bell."
    document = parsed(text)
    starts = [u.parts[0].start for u in find_quotations(document, (), ())]
    assert starts == sorted(starts)


def test_quotations_in_another_script_are_not_swallowed_by_an_english_one() -> None:
    arabic = 'قال المتحدث: "لن نغلق السد قبل الفحص" وأضاف أن العمل سيبدأ غداً.'
    told = found(f"{arabic} “The dam is safe,” said Ann Moss.")
    assert all(said.kind is QuotationKind.DIRECT for said in told)


@pytest.mark.parametrize(
    "text",
    [
        "According to Moss, who heads the port, the wall is old.",
        "According to the Port Bureau, which tested it in May, the wall is old.",
        "According to a report, published on Monday, the wall is old.",
    ],
)
def test_quotations_according_to_leaves_out_what_is_said_of_the_source(text: str) -> None:
    assert only(text).parts == ["the wall is old"]


def test_quotations_participle_after_a_denial_has_its_speaker() -> None:
    denied, added = found("Moss denied that the wall had cracks, saying engineers had tested it.")
    assert denied.words["speaker"] == added.words["speaker"] == "Moss"


def test_quotations_participle_after_a_description_has_its_speaker() -> None:
    text = "A clerk described how the fire began, stating, “I saw the smoke come out of the hall.”"
    assert only(text).words["speaker"] == "A clerk"


def test_quotations_according_to_inside_a_sentence_takes_both_sides() -> None:
    text = "On Sunday in Larnham, according to clerks, a man with a knife entered the shop."
    assert only(text).parts == ["On Sunday in Larnham", "a man with a knife entered the shop"]


def test_quotations_a_remark_between_dashes_is_the_writers() -> None:
    text = "Mayor Ann Moss commented on the plan – which the Echo noted as a rare step – at length."
    assert found(text) == []


def test_quotations_many_marks_raise_nothing() -> None:
    for text in ('"' * 5000, '"a" ' * 2000, "“Go,” he said. " * 200):
        find_quotations(parsed(text), (), ())


@pytest.mark.parametrize(
    "text",
    [
        "This contract underscores the importance of the harbour for the whole region.",
        "Norland's timber exports to Sudria highlight the deepening ties of the two states.",
    ],
)
def test_quotations_read_no_speech_into_what_a_thing_underscores(text: str) -> None:
    assert found(text) == []


SPOKEN = (
    "The council of Larnham met on Monday and spoke about the harbour wall.",
    "“The wall will stand,” Ingrid Solberg told the council. “We have tested it twice.”",
    "“Nobody asked the sailors,” said Jonas Weber, who leads their union.",
    "“We want to see the plans.",
    "“And we want to see them soon,” he added.",
    'The mayor called the plan "a gift to the town" and promised that work would begin in May.',
    "Moss said that the fishermen had been told of the works in June.",
)


def _by_paragraph(paragraphs: Sequence[str]) -> list[list[list[str]]]:
    text = "\n".join(paragraphs)
    starts = list(accumulate((len(p) + 1 for p in paragraphs), initial=0))
    document = parsed(text)
    actors = find_actors(document)
    told: list[list[list[str]]] = [[] for _ in paragraphs]
    for said in find_quotations(document, actors.mentions, actors.roles):
        for part in said.parts:
            told[bisect_right(starts, part.start) - 1].append([said.kind, part.of(text)])
    return told


@pytest.mark.parametrize(
    ("paragraph", "mark"),
    [(n, m.start()) for n, p in enumerate(SPOKEN) for m in re.finditer('[“”"]', p)],
)
def test_quotations_a_lost_mark_changes_its_paragraph_and_the_next_at_most(
    paragraph: int, mark: int
) -> None:
    line = SPOKEN[paragraph]
    damaged = (*SPOKEN[:paragraph], line[:mark] + line[mark + 1 :], *SPOKEN[paragraph + 1 :])
    whole, found_again = _by_paragraph(SPOKEN), _by_paragraph(damaged)
    assert all(whole[1:])
    for n in range(len(SPOKEN)):
        if n not in (paragraph, paragraph + 1):
            assert found_again[n] == whole[n]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (
            "UPDATE The sea wall of Saint-Orvel will be rebuilt by 2028, the ministry said.",
            "UPDATE The sea wall of Saint-Orvel will be rebuilt by 2028",
        ),
        (
            "BRENN - The sea wall will be rebuilt by 2028, the ministry said.",
            "The sea wall will be rebuilt by 2028",
        ),
    ],
)
def test_quotations_begin_after_a_dateline_but_not_inside_a_name(sentence: str, words: str) -> None:
    assert only(sentence).parts == [words]


def test_quoted_words_without_any_behind_the_cue_do_not_stop_a_build() -> None:
    held = parsed("“We will mend the old weir before winter comes.” The mayor said so.")
    doc = held.passages[0].doc
    cue = Cue(doc[0], range(1), range(1), None, marked=frozenset(range(12)))
    assert _sentence_in_marks(cue, range(0)) == range(0)
