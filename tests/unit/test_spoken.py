"""Captions and subtitles: what is said once, when, and by whom."""

from time import process_time

import pytest

from briefgen.clean import clean
from briefgen.errors import ReadError
from briefgen.formats import registry
from briefgen.formats.sniffing import SRT, TTML, VTT
from briefgen.formats.structure import Reading
from briefgen.model.limits import DEFAULT_LIMITS
from briefgen.model.text import BlockKind, Document, RawDocument

Told = list[tuple[str, str, str]]

ROLLING = """WEBVTT
Kind: captions
Language: en

00:00:01.000 --> 00:00:03.000 align:start position:0%
\x20
the<00:00:01.400><c> ferry</c><00:00:01.900><c> to</c>

00:00:03.000 --> 00:00:03.010 align:start position:0%
the ferry to
\x20

00:00:03.010 --> 00:00:05.000 align:start position:0%
the ferry to
skarn<00:00:03.500><c> was</c><00:00:04.000><c> late</c>
"""

TIMED = (
    '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"'
    ' xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:tickRate="10" xml:lang="en"><head>'
    '<metadata><ttm:agent xml:id="a"><ttm:name>Ann Moss</ttm:name></ttm:agent></metadata></head>'
    "<body><div>{}</div></body></tt>"
)


def read(text: str, name: str = "a.vtt") -> Reading:
    return registry.parse(text.encode(), name, "", DEFAULT_LIMITS)


def document(reading: Reading) -> Document:
    raw = RawDocument(
        "a", reading.media_type, "0" * 64, 1, reading.encoding, reading.text, reading.blocks,
        reading.edits, reading.metadata, (),
    )  # fmt: skip
    return clean(raw, "S1")


def told(text: str, name: str = "a.vtt") -> Told:
    """Return place, speaker and words of what is said."""
    held = document(read(text, name))
    return [
        (b.locator.place, b.speaker.of(held.text) if b.speaker else "", b.span.of(held.text))
        for b in held.blocks
        if b.kind is not BlockKind.CAPTION
    ]


def test_captions_that_roll_up_are_said_once() -> None:
    assert told(ROLLING) == [("at 00:00:01", "", "the ferry to skarn was late")]


def test_who_says_the_same_twice_is_quoted_twice() -> None:
    cues = "00:01.000 --> 00:02.000\nNo.\n\n00:02.000 --> 00:03.000\nNo.\n"
    assert [words for _, _, words in told(f"WEBVTT\n\n{cues}")] == ["No.", "No."]


def test_a_sentence_over_cues_is_one_with_the_time_it_begins() -> None:
    cues = "00:01.000 --> 00:02.000\nThe ferry\n\n00:02.000 --> 00:03.000\nleft. It rained\n"
    more = "\n00:09.000 --> 00:10.000\nAfter a silence.\n"
    assert told(f"WEBVTT\n\n{cues}{more}") == [
        ("at 00:00:01", "", "The ferry left. It rained"), ("at 00:00:09", "", "After a silence."),
    ]  # fmt: skip


def test_two_voices_in_one_cue_are_two_speakers() -> None:
    cue = "00:00:01.000 --> 00:00:02.000\n<v Ann Moss>It left.</v> <v.loud Jan Novak>When?\n"
    assert told(f"WEBVTT\n\n{cue}") == [
        ("at 00:00:01", "Ann Moss", "It left."), ("at 00:00:01", "Jan Novak", "When?"),
    ]  # fmt: skip


def test_the_name_of_a_voice_may_have_references() -> None:
    cue = "00:00:01.000 --> 00:00:02.000\n<v Moss &amp; Co>It left.\n"
    assert told(f"WEBVTT\n\n{cue}") == [("at 00:00:01", "Moss & Co", "It left.")]


def test_notes_styles_and_regions_are_not_said() -> None:
    head = "WEBVTT\n\nNOTE secret words\nmore\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n"
    cue = "\n00:01.000 --> 00:02.000\nIt left.\n\nNOTE last secret\n"
    assert document(read(head + cue)).text == "It left."


def test_labels_of_subtitles_are_turns_as_in_any_transcript() -> None:
    said = ["CHAIR: What was seen?", "MOSS: We saw a crack.", "CHAIR: When?", "MOSS: On Monday."]
    cues = "\n".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{s}\n" for n, s in enumerate(said))
    assert [(who, words) for _, who, words in told(cues, "a.srt") if who] == [
        ("MOSS", "We saw a crack."), ("MOSS", "On Monday."),
    ]  # fmt: skip


def test_times_of_timed_text_add_up_whatever_they_are_counted_in() -> None:
    inner = (
        "<p begin='01:00:00.5'>One.</p><p begin='90s'>Two.</p><p begin='1200t'>Three.</p>"
        "<p begin='00:00:10:29'>Four.</p><p><span begin='2m'>Five.</span></p>"
    )
    places = [place for place, _, _ in told(TIMED.format(inner), "a.ttml")]
    clocks = ["01:00:00", "00:01:30", "00:02:00", "00:00:10", "00:02:00"]
    assert places == [f"at {clock}" for clock in clocks]


def test_an_agent_of_timed_text_speaks_until_another_does() -> None:
    inner = "<p begin='1s' ttm:agent='a'>It\n left &amp; <span>sank</span>.<br/>Why?</p>"
    assert told(TIMED.format(inner), "a.ttml") == [
        ("at 00:00:01", "Ann Moss", "It left & sank."), ("at 00:00:01", "Ann Moss", "Why?"),
    ]  # fmt: skip


AGENT = (
    "<div><metadata><ttm:agent xml:id='{0}'><ttm:name>{1}</ttm:name></ttm:agent></metadata>"
    "<p begin='{2}s' ttm:agent='{0}'>{3}</p></div>"
)


def test_agents_named_between_paragraphs_stand_where_they_are_named() -> None:
    inner = AGENT.format("b", "Anna", 1, "we") + AGENT.format("c", "Bo", 2, "we stay.")
    reading = read(TIMED.format(inner), "a.ttml")
    assert [block.span.of(reading.text) for block in reading.blocks] == [
        "Anna", "we", "Bo", "we stay.",
    ]  # fmt: skip
    assert told(TIMED.format(inner), "a.ttml") == [
        ("at 00:00:01", "Anna", "we"), ("at 00:00:02", "Bo", "we stay."),
    ]  # fmt: skip


def test_a_name_inside_a_paragraph_parts_it() -> None:
    name = "<metadata><ttm:agent xml:id='b'><ttm:name>Bo</ttm:name></ttm:agent></metadata>"
    inner = f"<p begin='1s' ttm:agent='a'>we {name}<span ttm:agent='b'>stay</span></p>"
    assert [words for _, _, words in told(TIMED.format(inner), "a.ttml")] == ["we", "stay"]


@pytest.mark.parametrize(("raw", "said"), [("& more", "& more"), ("&amp; b;", "&amp; b;")])
def test_a_sign_in_cdata_begins_no_reference(raw: str, said: str) -> None:
    inner = f"<p begin='0s'><![CDATA[{raw}]]> then</p><p begin='1s'>It was Tom &amp; Bo.</p>"
    assert document(read(TIMED.format(inner), "a.ttml")).text == f"{said} then It was Tom & Bo."


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.vtt", "WEBVTT\n", "empty"),
        ("a.vtt", "WEBVTT\n\nNOTE\nonly a note\n", "empty"),
        ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02", "empty"),
        ("a.ttml", TIMED.format("<p begin='1s'>It left.")[:-20], "malformed"),
        ("a.ttml", "<!DOCTYPE tt [<!ENTITY a 'b'>]><tt><p>&a;</p></tt>", "xml-entities"),
        ("a.ttml", f"<tt>{'<div>' * 300}<p>x</p>{'</div>' * 300}</tt>", "too-deep"),
        ("a.ttml", "<tt><body/></tt>", "empty"),
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused_by_name(name: str, content: str, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(content, name)
    assert caught.value.reason == reason


def test_times_that_are_none_cost_only_their_own_words() -> None:
    cues = "0:x --> 00:02.000\nLost.\n\n00:09.000 --> 00:02.000\nKept.\n"
    reading = read(f"WEBVTT\n\n{cues}")
    assert document(reading).text == "Kept."
    assert [notice.code for notice in reading.notices] == ["times-damaged"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (ROLLING, VTT), ("1\n00:00:01,000 --> 00:00:02,000\nIt left.\n", SRT),
        (TIMED.format("<p>It left.</p>"), TTML),
    ],
)  # fmt: skip
def test_its_content_tells_what_it_is_whatever_its_name(content: str, kind: str) -> None:
    reading = read(content, "a.html")
    assert reading.media_type == kind
    assert [notice.code for notice in reading.notices] == ["misnamed"]


def test_a_voice_without_end_is_passed_in_time_linear_in_its_length() -> None:
    started = process_time()
    assert told(f"WEBVTT\n\n00:01.000 --> 00:02.000\nIt left. <v {' ' * 20_000}\n")
    assert process_time() - started < 0.5
