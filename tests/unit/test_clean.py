import ftfy
import pytest
from conftest import MakeDocument
from hypothesis import given
from hypothesis import strategies as st

from briefgen.clean.passes import mojibake
from briefgen.model.citations import cite
from briefgen.model.spans import Span
from briefgen.model.text import BlockKind, Document


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, block.reason) for block in document.blocks]


@pytest.mark.parametrize(
    ("line", "kind", "reason"),
    [
        ("Loading...", "boilerplate", "page widget"),
        ("Related Posts", "boilerplate", "page widget"),
        ("X", "boilerplate", "page widget"),
        ("Share this article", "boilerplate", "page widget"),
        ("A patrol near the river. Photo: Ada Brandt via NPA", "caption", "caption or credit"),
        ("Soldiers wave at a convoy / AFP", "caption", "caption or credit"),
        ("< li >The ministers met on Monday.< / li >", "damaged", "left-over markup"),
        ("The plan: strong>Ministers met on Monday in the capital.", "damaged", "left-over markup"),
        ("The talksbetweentheministersandtheirguests went on.", "damaged", "glued words"),
        ("“" * 501, "damaged", "a run without blanks"),
        ("Talks betweenNorlandandSudria went on for days.", "damaged", "glued words"),
        (
            "\ufffdhe \ufffdinisters \ufffdet on Monday in the capital.",
            "damaged",
            "lost characters",
        ),
    ],
)
def test_clean_sets_a_block_aside_with_its_reason(
    make_document: MakeDocument, line: str, kind: str, reason: str
) -> None:
    document = make_document(f"Ministers met in the old capital on Monday.\n\n{line}\n\nThey left.")
    assert kinds(document)[1] == (kind, reason)
    notices = [n.detail for n in document.notices if n.code == "set-aside"]
    assert notices == [f"Paragraph 2 was set aside ({reason})."]


@pytest.mark.parametrize(
    "line",
    [
        "The company <P> sold its shares in Larnham on Monday.",
        "Ministers wrote to press.office@ministryofforeignaffairs.example on Monday evening.",
        "They read https://example.org/averyveryverylongaddresswithoutanybreaks that day.",
        "A photo of the minister hung in the hall when the delegation arrived.",
        (
            "Since rising to power, the governments have moved away from their allies and asked"
            " the troops of the old coalition to leave the region before the end of the year"
        ),
        "X said on Monday that the harbour stays closed.",
        "The Wasserstraßenunterhaltungsgenossenschaft of Odda said that the lock is safe.",
        "The ministry changed the Binnenschifffahrtssicherheitsuntersuchungsordnung in May.",
        r"A worm wrote itself to C:\Windows\networkconfigurationhandlerservice.dll at night.",
        (
            "Ann Moss came from Pwllgwyngyllcyfronyddmelinllan to open a mill. She was born in"
            " Pwllgwyngyllcyfronyddmelinllan, and sang of Pwllgwyngyllcyfronyddmelinllan."
        ),
        "YouTube and WhatsApp were blocked for two days.",
    ],
)
def test_clean_leaves_running_text_alone(make_document: MakeDocument, line: str) -> None:
    document = make_document(f"Ministers met in the old capital on Monday.\n\n{line}\n\nThey left.")
    assert kinds(document)[1] == ("paragraph", "")


@pytest.mark.parametrize(
    "line",
    [
        "What comes next",
        "A New Era for the Harbour of Larnham",
        "CONCLUSION",
        "The Road Ahead: Notes",
    ],
)
def test_clean_knows_a_heading_from_a_sentence(make_document: MakeDocument, line: str) -> None:
    document = make_document(f"Ministers met on Monday.\n\n{line}\n\nThe harbour stays closed.")
    assert document.blocks[1].kind is BlockKind.HEADING


def test_clean_takes_the_title_from_a_heading_above_all_text(make_document: MakeDocument) -> None:
    headed = make_document("Harbour stays closed for a third week\n\nMinisters met on Monday.")
    assert headed.source.metadata.title == "Harbour stays closed for a third week"
    later = make_document("Ministers met on Monday.\n\nWhat comes next\n\nNobody knows that yet.")
    assert later.source.metadata.title == ""


def test_clean_keeps_a_title_that_was_given(make_document: MakeDocument) -> None:
    document = make_document("Some Heading\n\nMinisters met on Monday.", title="Given")
    assert document.source.metadata.title == "Given"


def test_clean_mends_mojibake_and_keeps_curly_marks(make_document: MakeDocument) -> None:
    document = make_document("A coup dâ€™Ã©tat “failed” on Monday, the cafÃ© owner said.")
    assert document.text == "A coup d’état “failed” on Monday, the café owner said."
    assert [n.code for n in document.notices] == ["mojibake-repaired"]


def test_clean_drops_what_shows_nothing_and_maps_back(make_document: MakeDocument) -> None:
    raw = "\ufeffMin\u00adisters m\u200bet on Mon\u202eday."
    document = make_document(raw)
    assert document.text == "Ministers met on Monday."
    start = document.text.index("met")
    citation = cite(document, Span(start, start + 3))
    assert raw[citation.raw_start : citation.raw_end] == "m\u200bet"


def test_clean_joins_hand_wrapped_lines_into_one_paragraph(make_document: MakeDocument) -> None:
    wrapped = (
        "The port authority of Larnham signed a contract on Monday with\n"
        "two shipyards to rebuild the eastern harbour wall before the next\n"
        "winter.\n\nFishing boats use the western basin."
    )
    document = make_document(wrapped)
    assert [b.locator.paragraph for b in document.blocks] == [1, 2]
    assert document.blocks[0].span.of(document.text).endswith("next\nwinter.")


def test_clean_takes_time_linear_in_a_word_without_end(make_document: MakeDocument) -> None:
    document = make_document("a" * 300_000 + " " + "b." * 100_000)
    assert document.blocks[0].kind is BlockKind.DAMAGED


def test_clean_lists_many_places_in_one_sentence(make_document: MakeDocument) -> None:
    lines = ["Ministers met on Monday.", *["Related Posts"] * 3, "They left.", "Loading..."]
    document = make_document("\n\n".join(lines))
    assert [n.detail for n in document.notices] == [
        "Paragraphs 2–4 and 6 were set aside (page widget)."
    ]


@pytest.mark.parametrize(
    ("before", "line", "kept"),
    [
        ("The wall fell.", "► May 18: Mayor accused of leaving the gate open at night", 0),
        ("The wall fell.", "► Could your own wall fall in the next storm?", 0),
        ("The council decided:", "► to rebuild the wall in Larnham before the next winter", 1),
        ("The wall fell.", "► The council has voted to rebuild the wall in Larnham.", 1),
    ],
)
def test_a_line_that_points_to_another_report_states_nothing(
    make_document: MakeDocument, before: str, line: str, kept: int
) -> None:
    document = make_document(f"Larnham met.\n\nIt rained. {before}\n\n{line}\n\nHe left at noon.")
    told = [b.span.of(document.text) for b in document.blocks if b.kind.states]
    assert told.count(line) == kept
    assert "He left at noon." in told


@given(st.text(alphabet=st.sampled_from("aEz1 ,.\n$’‘“”–—…\xa0"), max_size=80))
def test_quotation_marks_and_dashes_alone_are_no_mojibake(text: str) -> None:
    assert ftfy.fix_encoding(text, config=ftfy.TextFixerConfig(normalization=None)) == text
    assert mojibake(text) == ()
