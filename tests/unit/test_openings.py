"""What was run into a paragraph is parted from it at the exact place, and said."""

from itertools import pairwise

import pytest
from conftest import MakeDocument, ParseText
from hypothesis import given
from hypothesis import strategies as st
from unit.passages import parsed

from briefgen.clean.openings import cut_opening
from briefgen.clean.parting import part_blocks
from briefgen.extract.sentences import find_sentences
from briefgen.model.spans import Span
from briefgen.model.text import Block, BlockKind

LEAD = "Larnham council has voted to rebuild the eastern wall."


def rest(words: str) -> tuple[list[str], str]:
    cuts = cut_opening(words)
    end = cuts[-1].end if cuts else 0
    return [words[cut.start : cut.end].strip() for cut in cuts], words[end:].strip()


@pytest.mark.parametrize(
    ("before", "parts"),
    [
        ("18 November 2026 Last updated at 06:28 GMT ", 1),
        ("Wednesday 18 November 2026 12.48 BST ", 1),
        ("Wall to be rebuilt Harbour users relieved Wednesday 18 November 2026 12.48 BST ", 2),
        ("Page last updated at 07:02 GMT, Friday, 16 October 2026 08:02 UK ", 1),
        ("LARNHAM | Tue Nov 18, 2026 9:20 am GMT LARNHAM (NPA) - ", 3),
        ("LARNHAM, Norland, Nov 18 (NPA) — ", 1),
        ("THE LONG HAUL | ", 1),
        ("Larnham (NPA) – ", 1),
        ("LARNHAM — ", 1),
        ("(NPA) - ", 1),
        ("LARNHAM, Nov. 18, 2026 /PRNewswire/ -- ", 1),
        ("Norland harbour plans stall, papers LARNHAM, Nov 18 (NPA) - ", 2),
        ("By Ann Moss, Harbour Correspondent LARNHAM, Nov 18 (NPA) - ", 2),
        ("* Wall to cost 4 mln * Work starts in March LARNHAM, Nov 18 (NPA) - ", 2),
        ("Photograph: Ada Brandt/AFP ", 1),
        ("2026-11-18 09:20 ", 1),
    ],
)
def test_openings_are_cut_up_to_the_first_sentence(before: str, parts: int) -> None:
    cut, left = rest(before + LEAD)
    assert left == LEAD
    assert len(cut) == parts
    assert "".join("".join(cut).split()) == "".join(before.split())


def test_a_stamp_is_cut_before_and_after_a_dateline() -> None:
    dated = "Tue 18 Nov 2026 9:20 am GMT LARNHAM (NPA) - "
    assert len(cut_opening(f"{dated}Updated 10:15 am The council voted.")) == 3
    assert len(cut_opening(f"{dated}The council voted at 10:15 am on the wall.")) == 2


def test_opening_ends_where_a_small_word_has_a_capital_without_a_stop() -> None:
    cut, left = rest("Fresh talks on bridge Mayor in tears at the site The council met.")
    assert cut == ["Fresh talks on bridge Mayor in tears at the site"]
    assert left == "The council met."


@pytest.mark.parametrize(
    "words",
    [
        LEAD,
        "The wall fell on Wednesday 18 November 2026 and was rebuilt.",
        "On 18 November 2026 the wall fell, the third time since May 2019.",
        "18 November 2026 was a black day for Larnham.",
        "He said at 9:30 am The Norland Echo had called him.",
        "Too little vitamin A was found in the rice that the ship had brought.",
        "The council – led by Ann Moss – voted on Monday.",
        "“We will rebuild,” said Ann Moss of the Norland Harbour Authority (NHA) - the owner.",
        "Norland Harbour Authority (NHA) director Ann Moss voted on Monday.",
        "Captain Ann Moss of the Larnham Police led the search.",
        "The board of the Norland Scientists wrote a letter.",
    ],
)
def test_openings_of_running_text_stay_whole(words: str) -> None:
    assert cut_opening(words) == ()


def test_what_stands_before_the_dateline_is_no_report(make_document: MakeDocument) -> None:
    document = make_document(
        "Policemen stop a fisherman at the broken wall of Larnham in June.\n\n"
        f"LARNHAM (NPA) - {LEAD}\n\nWork begins in March, the director said."
    )
    told = [b.span.of(document.text) for b in document.blocks if b.kind.states]
    assert told == [LEAD, "Work begins in March, the director said."]
    assert [b.reason for b in document.blocks][:2] == ["before the dateline", "dateline"]


def test_a_caption_goes_with_the_credit_that_was_run_into_the_lead(
    make_document: MakeDocument,
) -> None:
    document = make_document(
        f"Divers stand guard at the broken wall.\n\nPhotograph: Ada Brandt/AFP {LEAD}\n\nThey left."
    )
    told = [b.span.of(document.text) for b in document.blocks if b.kind.states]
    assert told == [LEAD, "They left."]


@pytest.mark.parametrize(
    "phrase",
    [
        "Read more: How the wall was lost.",
        "SEE ALSO: Ten walls to visit",
        "Click here for more pictures of the wall.",
        "For more reports from Larnham, click here.",
        "The post Wall to be rebuilt appeared first on Norland Echo.",
        "An earlier version of this article said that the wall had cost 450 crowns.",
        "An earlier version said that the wall had cost 450 crowns.",
        "This article was amended on 19 November 2026.",
        "Correction: the wall is 450 metres long.",
        "Sign up here for our weekly newsletter on harbours.",
        "Follow us on Twitter and Facebook.",
        "Have you been affected by the flood? Send us your pictures.",
        "You need the latest version of the Flash Player to see this film.",
        "Additional reporting by Tom Reed in Sudria; editing by Ann Moss.",
        "Ada Brandt in Sudria contributed to this report.",
        "Views expressed in the comments are not those of the Norland Echo.",
        "Copyright 2026 Norland Echo. All rights reserved.",
        "Story continues below advertisement.",
    ],
)
def test_phrases_of_the_page_state_nothing(make_document: MakeDocument, phrase: str) -> None:
    document = make_document(f"{LEAD} {phrase}\n\n{phrase}\n\nWork begins in March, she said.")
    told = " ".join(b.span.of(document.text) for b in document.blocks if b.kind.states)
    first = phrase.split(".", maxsplit=1)[0].split("?", maxsplit=1)[0]
    assert first not in told
    assert LEAD in told
    assert "Work begins in March, she said." in told


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministers corrected the figures that an earlier version of the report had given.",
        "She follows the council on foot to the wall every Monday.",
        "Readers may click here and there, the director said, but nobody pays.",
        "Written by nobody, the letter was read out on Monday.",
        "The views of the council do not reflect those of the town, Moss said.",
    ],
)
def test_sentences_about_such_things_are_left_alone(
    make_document: MakeDocument, sentence: str
) -> None:
    document = make_document(f"{LEAD} {sentence}\n\nThey left.")
    assert document.blocks[0].span.of(document.text) == f"{LEAD} {sentence}"


REPORT = (
    "The council of Larnham has voted to rebuild the eastern wall, which a storm broke in October"
    " and which protects two basins of the harbour."
)


@pytest.mark.parametrize(
    "marker", ["Comments (23)", "12 comments", "Your comments", "Have your say", "Report abuse"]
)
def test_readers_comments_end_the_article(make_document: MakeDocument, marker: str) -> None:
    document = make_document(
        f"{REPORT}\n\nThey left.\n\n{marker}\n\nI saw the wall fall and forty people died."
    )
    told = [b.span.of(document.text) for b in document.blocks if b.kind.states]
    assert told == [REPORT, "They left."]
    assert document.blocks[-1].reason == "readers' comments"


def test_signed_comments_end_the_article_where_several_are(make_document: MakeDocument) -> None:
    signed = "harbour fan 3 November 2026 at 8:35 am"
    document = make_document(
        f"{REPORT}\n\n{signed}\n\nForty died there.\n\nTom R. 4 November 2026 at 9:02 pm\n\nNo."
    )
    assert [b.span.of(document.text) for b in document.blocks if b.kind.states] == [REPORT]


PIECES = st.sampled_from(
    ["The wall fell.", "LARNHAM (NPA) - ", "18 November 2026 ", "9:20 am GMT ", "Read more: wall. ",
     "By Ann Moss ", "| ", "Comments (2)\n", "He said so. ", "Photograph: Ada/AFP ", "\n", "A "]
)  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=14).map("".join))
def test_parts_are_sorted_disjoint_and_lose_no_letter(text: str) -> None:
    spans = [line for line in text.split("\n") if line.strip()]
    blocks, at = [], 0
    for line in spans:
        start = text.index(line, at)
        bare = line.strip()
        begin = start + line.index(bare)
        blocks.append(Block(Span(begin, begin + len(bare)), BlockKind.PARAGRAPH))
        at = start + len(line)
    parted = part_blocks(text, blocks)
    for one, after in pairwise(parted):
        assert one.span.end <= after.span.start
    kept = "".join(block.span.of(text) for block in parted)
    assert "".join(kept.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("head", "lead"),
    [
        ("Divers search the wreck of the ferry", "Rescue teams have found two bodies in Larnham"),
        ("Ann Moss looks at the cost of the wall in Larnham", "Larnham has begun to pay for it"),
        ("Tom Reed was mayor for ten years", "Tom Reed, once mayor of Larnham, has been arrested"),
        ("Norland says it is ready for floods", "The Norlandic council is urging people to stay"),
        ("The quay is closed to cars", "Fishermen from Larnham have blocked the only road to it"),
    ],
)
def test_a_headline_with_a_verb_is_no_part_of_the_lead(
    parse_text: ParseText, head: str, lead: str
) -> None:
    later = "Divers and rescue teams left on Monday. Many teams and fishermen stayed."
    read = parse_text(f"{head} {lead} after the storm.\n\n{later}")
    assert read.passages[0].doc.text == f"{lead} after the storm."
    assert len(read.run_in) == 1


@pytest.mark.parametrize(
    "words",
    [
        "The party's candidate Ann Moss remains far ahead of her rival in the north.",
        "Ann Moss told the court Judge Tom Reed had closed the case before lunch on Monday.",
        "She praised the state of emergency President Reed declared last Friday in Larnham.",
        "The council was divided when Mayor Tom Reed asked it to vote on the eastern wall.",
        "The news came the same day Larnham confirmed that its eastern wall had fallen at night.",
        "They left the harbour Wednesday and nobody has seen the ship of Captain Reed since.",
    ],
)
def test_a_name_after_a_noun_begins_no_lead(parse_text: ParseText, words: str) -> None:
    later = "The judge and the president met the mayor, the council and a captain."
    read = parse_text(f"{words}\n\n{later}")
    assert read.passages[0].doc.text == words
    assert read.run_in == ()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Chairman Ben S. Lorn said so. He left.", ["Chairman Ben S. Lorn said so.", "He left."]),
        ("The dam fell.[12] Next they rebuilt it.", ["The dam fell.[12]", "Next they rebuilt it."]),
        ("It holds 10⁶ m³. A second one opened.", ["It holds 10⁶ m³.", "A second one opened."]),
        ("They chose plan B. The council agreed.", ["They chose plan B.", "The council agreed."]),
        (
            "Two were found, said Det.-Sgt. Ann Lorn of Orle. Cpl. Reed left.",
            ["Two were found, said Det.-Sgt. Ann Lorn of Orle.", "Cpl. Reed left."],
        ),
        ("She called the Sgt. He came.", ["She called the Sgt.", "He came."]),
    ],
)
def test_sentences_end_at_notes_and_not_at_initials_or_titles(
    text: str, sentences: list[str]
) -> None:
    assert [one.tokens.text for one in find_sentences(parsed(text))] == sentences
