"""Half a quotation turns its speaker's sense: it is found, and shown with its other half."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from conftest import merge_texts as merged
from unit.briefs import at, document, fact, quotation, record
from unit.halves import LIMITED, SHORTENED

from briefgen.compose import compose
from briefgen.config import Config
from briefgen.model.annotations import QuotationKind
from briefgen.model.brief import SectionName
from briefgen.model.citations import cite
from briefgen.model.evidence import Evidence, Generator, Quotation, Speaker
from briefgen.model.spans import Span
from briefgen.model.text import Document
from briefgen.verification.evidence.quoted import check_quoted

DIRECT = QuotationKind.DIRECT
UNKNOWN = Speaker("", None, None, "", "", "")
ANN = Speaker("Ann Lorn", None, None, "", "", "")
TOM = Speaker("Tom Berg", None, None, "", "", "")


def source(key: str, *paragraphs: str) -> Document:
    return document(key, f"{key}.txt", "\n\n".join(("Notes from the valley", *paragraphs)))


def saying(held: Document, words: str, speaker: Speaker = ANN, ref: str = "q1") -> Quotation:
    return quotation(ref, DIRECT, at(held, words), speaker)


def evidence(documents: Sequence[Document], *quotations: Quotation) -> Evidence:
    heading = documents[0].blocks[0].span
    return Evidence(
        generator=Generator("0", "0", "0"),
        sources=tuple(map(record, documents)),
        facts=(fact(1, cite(documents[0], heading)),),
        actors=(),
        quotations=quotations,
        versions=(),
        events=(),
        disagreements=(),
        titles=(),
        skipped=(),
    )


def missing(documents: Sequence[Document], *quotations: Quotation) -> list[str]:
    """Return the words that the first quotation is found to lack."""
    texts = {one.source.key: one.text for one in documents}
    found = check_quoted(evidence(documents, *quotations), [quotations[0].id], texts)
    return [finding.message.split("“")[1].split("”")[0] for finding in found]


@pytest.mark.parametrize(("half", "limit"), LIMITED)
@pytest.mark.parametrize(
    "speech",
    [
        "“{half}, {limit},” Ann Lorn said on Monday.",
        '"{half}, {limit}."',
        "“{half},” Ann Lorn said, “{limit}.”",
        "Ann Lorn said: «{half} – {limit}».",
    ],
    ids=["inside the marks", "straight marks", "resumed", "after a dash"],
)
def test_quotation_that_stops_before_its_limit_is_found(half: str, limit: str, speech: str) -> None:
    held = source("S1", speech.format(half=half, limit=limit), "It rained in the valley.")

    assert [words.rstrip(".") for words in missing([held], saying(held, half))] == [limit]


@pytest.mark.parametrize(("before", "hidden", "behind"), SHORTENED)
def test_omission_between_two_parts_that_hides_a_denial_is_found(
    before: str, hidden: str, behind: str
) -> None:
    held = source("S1", f"“{before} {hidden} {behind},” Ann Lorn said on Monday.")
    parts = (at(held, before), at(held, behind))
    said = replace(saying(held, before), parts=parts, text=" […] ".join(p.text for p in parts))

    (words,) = missing([held], said)

    assert words == hidden.strip(",")


@pytest.mark.parametrize(("before", "hidden", "behind"), SHORTENED)
@pytest.mark.parametrize("dots", ["...", "…", "[...]", ". . ."])
def test_omission_of_the_source_that_hides_a_denial_is_found_in_another(
    before: str, hidden: str, behind: str, dots: str
) -> None:
    held = source("S1", f"“{before} {dots} {behind},” said Ann Lorn.")
    fuller = source("S2", f"Ann Lorn spoke on Monday: “{before} {hidden} {behind}.”")

    (words,) = missing([held, fuller], saying(held, f"{before} {dots} {behind}"))

    assert words == hidden.strip(",")


@pytest.mark.parametrize(("half", "limit"), [pair for pair in LIMITED if len(pair[0].split()) > 3])
def test_limit_that_only_another_source_quotes_is_found(half: str, limit: str) -> None:
    held = source("S1", f"“{half},” said Ann Lorn.")
    fuller = source("S2", f"“{half}, {limit},” Ann Lorn told the paper.")
    theirs = saying(fuller, f"{half}, {limit}", ref="q2")

    assert missing([held, fuller], saying(held, half), theirs) == [limit]


@pytest.mark.parametrize(("before", "hidden", "behind"), SHORTENED[:20])
def test_quotation_that_begins_behind_a_denial_is_found(
    before: str, hidden: str, behind: str
) -> None:
    held = source("S1", f"“It rained. {before} {hidden} {behind},” Ann Lorn said on Monday.")

    assert missing([held], saying(held, behind)) == [f"{before} {hidden}".strip(",")]


@pytest.mark.parametrize(
    "speech",
    [
        "“We will sign.” Ann Lorn said. “But not this year.”",
        "“We will sign. But not this year,” Ann Lorn said.",
        "“We will sign,” said Ann Lorn, the minister. “But not this year.”",
        "“We will sign.\n\n“But not this year,” Ann Lorn said.",
        "“We will sign,” Ann Lorn said. “Unless the north objects.”",
        "“We will sign,” Ann Lorn said. “Only if the north agrees.”",
        "“We will sign,” Ann Lorn said. “Not today.”",
        "“We will sign,” Ann Lorn said. “However, the price is too high.”",
        "“We will sign,” Ann Lorn said. “Until May.”",
        "“We will sign,” Ann Lorn said. “If they do.”",
    ],
)
def test_sentence_that_takes_the_one_before_back_is_part_of_it(speech: str) -> None:
    held = source("S1", speech)

    assert len(missing([held], saying(held, "We will sign"))) == 1


def test_limit_in_another_quotation_of_the_same_speaker_is_found() -> None:
    held = source("S1", "“We will sign,” Ann Lorn said. She paused. Then: “But not this year.”")
    later = saying(held, "But not this year.", ref="q2")

    assert missing([held], saying(held, "We will sign"), later) == ["But not this year."]


@pytest.mark.parametrize(
    "speech",
    [
        "“We will sign the treaty,” Ann Lorn said.",
        "“We will sign the treaty,” Ann Lorn said. “It is a good one.”",
        "“We will sign the treaty,” Ann Lorn said. “Not only that, we will keep it.”",
        "“We will sign the treaty,” Ann Lorn said. “If the north objects, we talk again.”",
        "“We will sign the treaty,” Ann Lorn said. “Although it is long, it is a good one.”",
        "“We will sign the treaty,” Ann Lorn said of what critics call “not a treaty at all”.",
        "“We will sign the treaty,” Ann Lorn said. It rained. The town slept. “But why?”",
        "“I do not like rain. We will sign the treaty,” Ann Lorn said.",
        "“We will sign the treaty and keep it,” Ann Lorn said.",
        "“We will sign the treaty,” Ann Lorn said, but nobody believed her.",
    ],
)
def test_quotation_that_nothing_limits_is_whole(speech: str) -> None:
    held = source("S1", speech)

    assert missing([held], saying(held, "We will sign the treaty")) == []


def test_what_somebody_else_says_limits_nothing() -> None:
    held = source("S1", "“We will sign,” Ann Lorn said. “But nobody asked us,” said Tom Berg.")
    other = saying(held, "But nobody asked us", TOM, "q2")

    assert missing([held], saying(held, "We will sign"), other) == []


def test_same_words_of_another_speaker_limit_nothing() -> None:
    held = source("S1", "“We want peace in the valley,” said Ann Lorn.")
    fuller = source("S2", "“We want peace in the valley, but not at any price,” said Tom Berg.")
    theirs = saying(fuller, "We want peace in the valley, but not at any price", TOM, "q2")

    said = saying(held, "We want peace in the valley")
    assert missing([held, fuller], said, theirs) == []


def test_few_words_of_nobody_known_are_no_speech_of_another_source() -> None:
    held = source("S1", "“We want peace in the valley,” said a man.")
    fuller = source("S2", "“We want peace in the valley, but not at any price,” said another.")

    assert missing([held, fuller], saying(held, "We want peace in the valley", UNKNOWN)) == []


def test_indirect_speech_and_what_is_not_shown_are_not_judged() -> None:
    held = source("S1", "“We will sign, but not this year,” Ann Lorn said.")
    said = saying(held, "We will sign")
    texts = {"S1": held.text}

    assert not list(check_quoted(evidence([held], said), [], texts))
    indirect = replace(said, kind=QuotationKind.INDIRECT)
    assert not list(check_quoted(evidence([held], indirect), ["q1"], texts))


def test_quotation_with_its_limit_beside_it_is_whole() -> None:
    held = source("S1", "“We will sign, but not this year,” Ann Lorn said.")
    said = saying(held, "We will sign")
    whole = replace(said, reservations=(at(held, "but not this year"),))

    assert missing([held], said) == ["but not this year"]
    assert missing([held], whole) == []


def test_program_shows_a_quotation_with_what_the_same_speaker_takes_back() -> None:
    text = (
        "“The quay will open in May,” harbour master Ada Brandt said on Monday.\n\n"
        "“But no ship may use the northern basin,” Brandt said."
    )
    first, *_ = merged(text).quotations

    assert [one.text for one in first.reservations] == ["But no ship may use the northern basin"]


def test_program_shows_what_another_source_has_in_place_of_dots() -> None:
    short = "“The quay will ... open before the summer,” Ada Brandt said."
    whole = "“The quay will not, whatever you were told, open before the summer,” Ada Brandt said."
    first, *_ = merged(short, whole).quotations

    assert [(one.source, one.text) for one in first.reservations] == [
        ("S2", "not, whatever you were told")
    ]


@pytest.mark.parametrize(("half", "limit"), LIMITED)
def test_fact_that_quotes_half_of_a_speech_is_found(half: str, limit: str) -> None:
    end = "But " + limit.removeprefix("but ")
    held = source("S1", f"“{half},” Ann Lorn said on Monday. “{end},” she said.")
    told = fact(2, at(held, f"“{half},” Ann Lorn said on Monday."))
    made = evidence([held])
    texts = {"S1": held.text}

    (found,) = check_quoted(replace(made, facts=(*made.facts, told)), ["f2"], texts)
    whole = replace(told, reservations=(at(held, end),))

    assert found.message == f"fact f2: cut, without “{end}” of S1"
    assert whole.wording == f"“{half},” Ann Lorn said on Monday. [it goes on:] “{end}”"
    assert whole.reservations[0] in whole.proof
    assert not list(check_quoted(replace(made, facts=(*made.facts, whole)), ["f2"], texts))


@pytest.mark.parametrize(("before", "hidden", "behind"), SHORTENED)
def test_fact_whose_dots_hide_a_denial_is_shown_with_it(
    before: str, hidden: str, behind: str
) -> None:
    held = source("S1", f"“{before} ... {behind},” said Ann Lorn.")
    fuller = source("S2", f"Ann Lorn spoke on Monday: “{before} {hidden} {behind}.”")
    told = fact(2, at(held, f"“{before} ... {behind},” said Ann Lorn."))
    made = evidence([held, fuller])
    texts = {"S1": held.text, "S2": fuller.text}

    (found,) = check_quoted(replace(made, facts=(told,)), ["f2"], texts)

    assert found.message == f"fact f2: cut, without “{hidden.strip(',')}” of S2"


@pytest.mark.parametrize(
    "behind",
    [
        "“It will be a fine day,” she said.",
        "But nobody believed her.",
        "Tom Berg called it “but a dream”.",
        "It rained in the valley. Tom Berg laughed. “But why?” he asked.",
    ],
)
def test_fact_that_nothing_limits_is_whole(behind: str) -> None:
    held = source("S1", f"“The quay will open in May,” Ann Lorn said. {behind}")
    told = fact(2, at(held, "“The quay will open in May,” Ann Lorn said."))
    made = evidence([held])

    assert not list(check_quoted(replace(made, facts=(told,)), ["f2"], {"S1": held.text}))


def test_fragments_that_a_fact_quotes_without_dots_leave_nothing_out() -> None:
    held = source("S1", "She spoke “to the people of Velm” and said “this is not who we are”.")
    fuller = source("S2", "“I speak to the people of Velm, not who we are,” said Ann Lorn.")
    told = fact(2, at(held, held.text.split("\n\n")[1]))
    texts = {"S1": held.text, "S2": fuller.text}

    assert not list(check_quoted(replace(evidence([held, fuller]), facts=(told,)), ["f2"], texts))


def test_program_shows_a_fact_with_what_the_same_speaker_takes_back() -> None:
    made = merged(
        "“The quay will open in May,” harbour master Ada Brandt said on Monday. “But no ship may"
        " use the northern basin until the dredger has left.”"
    )
    shown = [one.wording for one in made.facts if one.text.startswith("“The quay")]

    assert shown
    assert all("[it goes on:] “But no ship may use the northern basin" in one for one in shown)


def test_words_shown_beside_a_quotation_are_not_shown_again_as_one() -> None:
    brief = compose(
        merged(
            "“The quay will open in May,” harbour master Ada Brandt said on Monday.\n\n"
            "“But no ship may use the northern basin,” Brandt said."
        ),
        Config(),
        date(2026, 11, 23),
    )
    shown = [brief.shown(item) for item in brief.items(SectionName.QUOTATIONS)]

    assert [one.text for one in shown if isinstance(one, Quotation)] == [
        "The quay will open in May"
    ]


def test_paragraphs_of_one_line_each_keep_their_own_marks() -> None:
    lost = "“The mark of this line was lost when somebody copied it out of an old page" + " on" * 20
    text = f"Notes\n{lost}.\n“We will sign,” Ann Lorn said.\nBut nobody came."
    held = document("S1", "S1.txt", text)
    start = text.index("We will sign")
    said = quotation("q1", DIRECT, cite(held, Span(start, start + 12)), ANN)

    assert missing([held], said) == []


def test_rows_of_stops_and_of_initials_take_moments() -> None:
    before = time.perf_counter()
    for row in ("." * 200_000 + "x", "A. " * 100_000):
        held = document("S1", "S1.txt", f"Notes\n\n“We will sign,{row}”")
        missing([held], quotation("q1", DIRECT, at(held, "We will sign"), ANN))
    assert time.perf_counter() - before < 20
