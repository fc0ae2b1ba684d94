"""What runs into a sentence without a stop is left out, anywhere in a text, and nothing else."""

from itertools import pairwise

import pytest
from conftest import ParseText
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.passages import parsed

from briefgen.extract.nlp import analysis_text

OPENING = """Larnham council met on Monday.

It heard the harbour master.

He spoke for an hour.

Nobody else spoke.

They voted at noon.

It rained all day."""
LATER = "Repairs will begin in March. Good pumps are scarce, and signs of a leak are small."


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        ("Ann Moss reports from Larnham", "A 40-year-old dam has fallen in the storm."),
        ("Moss said the company had caused the flood", "Her words echoed an older report."),
        (
            "Both pumps failed at the quay in the storm",
            "But the harbour master had ordered new ones.",
        ),
        ("Wet sand can hold the water back", "Of the 40 pumps in Larnham, only two still work."),
        ("Crowds had gathered outside the hall in Larnham", "The judge ordered a short delay."),
        ("Many dams have leaked this winter", "Signs of leaks include wet sand and small holes."),
        ("The flood closed two roads to the coast", "In Larnham, the number of deaths rose to 12."),
    ],
)
def test_what_runs_into_a_sentence_is_left_out_anywhere(
    parse_text: ParseText, head: str, sentence: str
) -> None:
    text = f"{OPENING}\n\nThe wall is old. {head} {sentence} He left.\n\n{LATER}"
    read = parse_text(text)
    told = [passage.doc.text for passage in read.passages]
    assert told[6:-1] == ["The wall is old.", f"{sentence} He left."]
    assert len(read.run_in) == 1


def test_of_several_pieces_run_together_the_last_is_the_sentence(parse_text: ParseText) -> None:
    run = "If you see a leak you should call the harbour If you are alone you should leave"
    read = parse_text(f"{OPENING}\n\n{run} His deputy closed the gate at noon.\n\n{LATER}")
    assert read.passages[6].doc.text == "His deputy closed the gate at noon."


@pytest.mark.parametrize(
    "words",
    [
        "The clinic found that influenza A cases had risen in Larnham since the first storm.",
        "She told the newspaper The Larnham Post had asked her for the letter on Monday.",
        "Three officers who briefed The Larnham Post on the flood have left the council since.",
        "Mothers Against the Flood is a group that has met in Larnham since the first storm.",
        "He said 40 members of the Council voted for the wall and that the President agreed.",
        'The council called it "a day when everyone left The wall fell at noon" in its letter.',
        "The judge (who was told the dam was safe The day before) has left Larnham for good.",
        "It grew out of the Group of Six, which met in Larnham for the first time last year.",
        "At 6 p.m. The council voted for the wall, and nobody in Larnham spoke against it.",
    ],
)
def test_a_capital_within_a_sentence_is_no_seam(parse_text: ParseText, words: str) -> None:
    read = parse_text(f"{OPENING}\n\n{words}\n\nA group of six told a council and a president.")
    assert read.passages[6].doc.text == words
    assert read.run_in == ()


def test_a_name_with_a_clause_of_its_own_begins_a_lead(parse_text: ParseText) -> None:
    head = "Harbour doctor Tom Reed speaks to Larnham radio on Thursday night"
    lead = "Dr Tom Reed, who was convicted of fraud, has defended himself in an interview."
    assert parse_text(f"{head} {lead}\n\n{LATER}").passages[0].doc.text == lead


PIECES = st.sampled_from(
    ["The wall fell. ", "Ann Moss reports from Larnham ", "A dam has fallen in the storm. ",
     "the judge left the hall ", "His words echoed a report. ", "But nobody called. ", "“", "” ",
     "\n\n", "Of the 40 pumps, two work. ", "(", ") ", "at 6 p.m. ", "…", "Repairs cost money "]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=16).map("".join))
def test_every_passage_stands_in_the_text_where_it_says(text: str) -> None:
    read = parsed(text)
    for passage in read.passages:
        whole = passage.at(0, len(passage.doc.text))
        assert passage.block.span.contains(whole)
        assert passage.doc.text == analysis_text(whole.of(read.document.text))
    spans = [passage.at(0, len(passage.doc.text)) for passage in read.passages]
    assert all(one.end <= after.start for one, after in pairwise(spans))
