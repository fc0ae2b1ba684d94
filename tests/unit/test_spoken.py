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


@pytest.mark.parametrize(
    "answer",
    ["Q: when", "Ömer: no we leave", "Иван: no we leave", "Maria de Silva: no we leave", "- no"],
)
def test_words_behind_a_label_or_a_dash_go_on_from_nobody(answer: str) -> None:
    cues = f"00:01.000 --> 00:02.000\nwe will stay here\n\n00:02.000 --> 00:03.000\n{answer}\n"
    assert len(told(f"WEBVTT\n\n{cues}")) == 2


@pytest.mark.parametrize("line", ["he said: we leave", "At 10: 30 of them"])
def test_a_colon_alone_makes_no_label(line: str) -> None:
    cues = f"00:01.000 --> 00:02.000\nwe heard\n\n00:02.000 --> 00:03.000\n{line}\n"
    assert len(told(f"WEBVTT\n\n{cues}")) == 1 + (line[0] == "A")


@pytest.mark.parametrize("answer", ["- Yes I shot him.", "<i>Bob: Yes</i> I shot him."])
def test_a_voice_does_not_say_what_another_answers(answer: str) -> None:
    cue = f"00:01.000 --> 00:02.000\n<v Anna>- Did you?\n{answer}\nI did."
    assert [who for _, who, _ in told(f"WEBVTT\n\n{cue}\n")] == ["Anna", "", ""]
    broken = f"<p begin='1s' ttm:agent='a'>Did you?<br/>{answer}<br/>I did.</p>"
    assert [who for _, who, _ in told(TIMED.format(broken), "a.ttml")] == ["Ann Moss", "", ""]


def test_agents_without_a_name_or_with_the_same_are_two() -> None:
    nobody = "<p begin='1s' ttm:agent='x'>we stay</p><p begin='2s' ttm:agent='y'>we go</p>"
    assert [words for _, _, words in told(TIMED.format(nobody), "a.ttml")] == ["we stay", "we go"]


def test_words_before_others_in_time_do_not_go_on_from_them() -> None:
    cues = "00:30.000 --> 00:32.000\nthe ferry\n\n00:01.000 --> 00:02.000\nleft\n"
    assert told(f"WEBVTT\n\n{cues}") == [
        ("at 00:00:30", "", "the ferry"), ("at 00:00:01", "", "left"),
    ]  # fmt: skip


@pytest.mark.parametrize("until", ["end='5s'", "dur='5s'"])
def test_a_sentence_of_timed_text_goes_on_where_a_paragraph_ends(until: str) -> None:
    inner = f"<p begin='0s' {until}>The minister said that</p><p begin='5s'>two people died.</p>"
    assert told(TIMED.format(inner), "a.ttml") == [
        ("at 00:00:00", "", "The minister said that two people died."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "aside",
    [
        "<ttm:desc>A bell</ttm:desc>", "<metadata><ttm:title>X</ttm:title></metadata>",
        "<span tts:display='none'>secret</span>",
    ],
)  # fmt: skip
def test_what_is_only_noted_in_a_paragraph_is_not_said(aside: str) -> None:
    inner = f"<p begin='1s' xmlns:tts='http://www.w3.org/ns/ttml#styling'>Hello {aside} world.</p>"
    held = document(read(TIMED.format(inner), "a.ttml"))
    assert held.text.split() == ["Hello", "world."]
    assert held.source.metadata.title == ""


def test_ticks_are_frames_where_only_frames_are_counted() -> None:
    head = TIMED.replace("tickRate", "frameRate")
    inner = "<p begin='1200t'>It left.</p>"
    assert told(head.format(inner), "a.ttml") == [("at 00:02:00", "", "It left.")]


def test_an_arrow_in_words_ends_no_cue() -> None:
    cue = "00:01.000 --> 00:02.000\nIt fell from\n3 --> 2 percent\n"
    assert document(read(f"WEBVTT\n\n{cue}")).text == "It fell from 3 --> 2 percent"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_subtitles_without_numbers_lose_no_words(mark: str) -> None:
    times = "00:00:0{0},000 --> 00:00:0{0},900\n"
    cues = f"{times.format(1)}It fell to\n12\n{times.format(2)}percent.\n"
    assert document(read(mark + cues, "a.srt")).text == "It fell to 12 percent."


def test_an_agent_who_is_named_late_has_a_name_from_there_on() -> None:
    inner = "<p begin='0s' ttm:agent='b'>we go</p>" + AGENT.format("b", "Anna", 1, "we stay.")
    assert [who for _, who, _ in told(TIMED.format(inner), "a.ttml")] == ["", "Anna"]
