"""What is written down and read again: manifests, decisions, wordings, hidden words, messages."""

import json
from dataclasses import replace

import pytest
from unit.briefs import MASTHEAD, dam_brief

from briefgen.model.codec import (
    content_digest,
    decode_brief,
    decode_changes,
    decode_evidence,
    encode_brief,
    encode_evidence,
    encode_line,
    parse_evidence,
    parse_object,
)
from briefgen.model.decisions import Act, Decision, Passage, Wording, in_force, standing
from briefgen.model.edits import Operation, WordEdit, word_edits
from briefgen.model.limits import DEFAULT_LIMITS
from briefgen.model.mail import LONGEST_VALUE, address_of, assemble, safe_header
from briefgen.model.manifest import (
    InputFile,
    Manifest,
    OutputFile,
    decode_manifest,
    encode_manifest,
    is_litter,
    is_signature,
    with_contents,
)
from briefgen.model.protection import (
    COVER,
    Hidden,
    Mask,
    cover,
    joined_spans,
    salted,
    whole_characters,
)
from briefgen.model.spans import Edit, OffsetMap, Segment, Span, apply_edits

BRIEF = dam_brief().brief
EVIDENCE = BRIEF.evidence

# The manifest


MANIFEST = Manifest(
    digest="d",
    generator="briefgen 0",
    masthead=MASTHEAD,
    origins=("../inputs",),
    inputs=(InputFile("S1", "a.txt", "0" * 64),),
    limits=DEFAULT_LIMITS,
    shown=("f1",),
    analyst=("We think so.",),
    files=(),
)


def test_a_manifest_is_read_as_it_was_written() -> None:
    content = encode_manifest(MANIFEST)
    assert decode_manifest(content) == MANIFEST
    assert content.endswith(b"}\n")
    assert "–".encode() in encode_manifest(replace(MANIFEST, generator="–"))
    assert content.startswith(b'{\n "analyst": [\n  "We')


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"schema": "briefgen/manifest/9"}, r"the schema is not briefgen/manifest/1"),
        ({"digest": "e"}, "its seal is not that of its content"),
        ({"seal": "0" * 64}, "its seal is not that of its content"),
    ],
)
def test_a_manifest_that_was_changed_is_refused(change: dict[str, str], fault: str) -> None:
    top = {**json.loads(encode_manifest(MANIFEST)), **change}
    with pytest.raises(ValueError, match=fault):
        decode_manifest(json.dumps(top).encode())


def test_a_manifest_that_is_sealed_and_no_manifest_is_refused() -> None:
    wrong = replace(MANIFEST, shown=("f1", 7))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="valid string"):
        decode_manifest(encode_manifest(wrong))


def test_files_are_listed_by_path_with_hash_and_size() -> None:
    listed = with_contents(MANIFEST, {"b": b"two", "a": b""}).files
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert listed[0] == OutputFile("a", empty, 0)
    assert (listed[1].path, listed[1].size) == ("b", 3)


def test_what_desktops_leave_and_signatures_are_no_files_of_a_note() -> None:
    litter = ["x/.DS_Store", "Thumbs.db", "desktop.ini", "._brief.pdf", "brief.pdf", ".x"]
    assert [is_litter(one) for one in litter] == [True, True, True, True, False, False]
    signatures = ["manifest.json.sig", "brief.signed.pdf", "x/manifest.json.sig", "brief.pdf"]
    assert [is_signature(one) for one in signatures] == [True, True, False, False]


# Evidence and notes


@pytest.mark.parametrize(
    ("content", "fault"),
    [(b"{", "not JSON: "), (b"[]", "not JSON: no object"), (b"[" * 99_999, "not JSON: ")],
)
def test_what_is_no_object_is_refused(content: bytes, fault: str) -> None:
    with pytest.raises(ValueError, match=f"^{fault}"):
        parse_object(content)


def test_evidence_on_one_line_is_the_same_evidence() -> None:
    line = encode_line(EVIDENCE)
    assert line.count(b"\n") == 1
    assert decode_evidence(line) == decode_evidence(encode_evidence(EVIDENCE)) == EVIDENCE


def test_a_digest_that_is_not_of_the_content_is_refused_and_the_rest_can_be_read() -> None:
    top = json.loads(encode_evidence(EVIDENCE))
    for digest in ({}, {"digest": "x"}):
        bare = {name: held for name, held in top.items() if name != "digest"} | digest
        content = json.dumps(bare).encode()
        with pytest.raises(ValueError, match="the digest is not that of the content"):
            decode_evidence(content)
        assert parse_evidence(content) == EVIDENCE


def test_the_schema_says_whether_there_are_developments() -> None:
    top = json.loads(encode_evidence(EVIDENCE))
    first = {**top, "schema": "briefgen/evidence/1"}
    with pytest.raises(ValueError, match="developments: not as the schema has them"):
        parse_evidence(json.dumps(first).encode())
    first.pop("developments")
    assert parse_evidence(json.dumps(first).encode()) == EVIDENCE
    with pytest.raises(ValueError, match="developments: not as the schema has them"):
        parse_evidence(json.dumps({**first, "schema": top["schema"]}).encode())
    with pytest.raises(ValueError, match=r"the schema is not briefgen/evidence/2 or"):
        parse_evidence(json.dumps({**top, "schema": "briefgen/evidence/3"}).encode())


@pytest.mark.parametrize("facts", [7, [7], [{}], [{"reasons": 7}]], ids=str)
def test_facts_that_are_none_are_refused(facts: object) -> None:
    top = {**json.loads(encode_evidence(EVIDENCE)), "facts": facts}
    with pytest.raises(ValueError, match="facts"):
        parse_evidence(json.dumps(top).encode())


def test_the_first_fault_is_named_by_its_place() -> None:
    top = json.loads(encode_evidence(EVIDENCE))
    top["facts"][1]["rank"] = "2"
    with pytest.raises(ValueError, match=r"^facts\.1\.rank: "):
        parse_evidence(json.dumps(top).encode())


def test_a_note_is_read_as_it_was_written_and_by_its_schema_alone() -> None:
    content = encode_brief(BRIEF)
    assert decode_brief(content) == BRIEF
    assert encode_brief(decode_brief(content)) == content
    other = content.replace(b"briefgen/brief/1", b"briefgen/brief/9")
    with pytest.raises(ValueError, match="the schema is not briefgen/brief/1"):
        decode_brief(other)
    with pytest.raises(ValueError, match="the schema is not briefgen/changes/1"):
        decode_changes(content)


def test_what_a_note_says_has_one_digest_whoever_reviewed_and_printed_it() -> None:
    digest = content_digest(encode_brief(BRIEF))
    for same in (
        replace(BRIEF, finder="a", composer="b", press="c", content="d"),
        replace(BRIEF, masthead=replace(MASTHEAD, reviewed_by="Ana")),
    ):
        assert content_digest(encode_brief(same)) == digest
    for other in (
        replace(BRIEF, figures=3),
        replace(BRIEF, masthead=replace(MASTHEAD, title="Another")),
    ):
        assert content_digest(encode_brief(other)) != digest
    with pytest.raises(ValueError, match="masthead: not as the schema has it"):
        content_digest(b'{"masthead": 7}')


# Decisions


def decision(
    ref: str, act: Act = Act.HIDE, words: str = "w", place: str = "", value: str = ""
) -> Decision:
    return Decision(ref, act, Passage(words, "a.txt", place), value=value)


def undo(ref: str, of: str) -> Decision:
    return Decision(ref, Act.UNDO, value=of)


def test_an_undo_reaches_what_stands_before_it_and_may_be_undone() -> None:
    one, again = decision("1"), decision("1")
    assert standing([one, undo("2", "1")]) == ()
    assert standing([undo("2", "1"), one]) == (one,)
    assert standing([one, undo("2", "1"), undo("3", "2")]) == (one,)
    other = decision("4", words="x")
    assert standing([one, undo("2", "1"), other]) == (other,)
    assert standing([one, other, undo("2", "4")]) == (one,)
    assert len(standing([one, undo("2", "1"), again])) == 1


def test_the_last_decision_of_a_kind_about_a_thing_holds() -> None:
    first, last = decision("1", Act.DAY, value="x"), decision("2", Act.DAY, value="y")
    others = [
        decision("3", Act.KIND),
        decision("4", Act.DAY, "z"),
        decision("5", Act.DAY, place="¶2"),
    ]
    assert in_force([first, *others, last]) == (*others, last)


def test_pairs_are_about_the_same_in_whatever_order() -> None:
    a, b = Passage("a", "x.txt", "¶1"), Passage("b", "y.txt", "¶2")
    one = Decision("1", Act.SAME_FACT, a, b)
    other = Decision("2", Act.NOT_SAME_FACT, b, a)
    assert one.about == other.about
    assert one.touches(other)
    assert not one.touches(replace(other, passage=a, other=a))


@pytest.mark.parametrize(
    ("one", "other", "touching"),
    [("¶1", "¶1", True), ("¶1", "", True), ("", "¶1", True), ("", "", True), ("¶1", "¶2", False)],
)
def test_words_without_a_place_may_be_any(*, one: str, other: str, touching: bool) -> None:
    assert decision("1", place=one).touches(decision("2", place=other)) is touching
    assert not decision("1", place=one).touches(decision("2", words="x", place=other))


def test_own_words_are_about_their_issue_and_title() -> None:
    one = Decision("1", Act.ASSESSMENT, wording=Wording(issue="2026-W47", title="Our view"))
    assert one.touches(replace(one, id="2"))
    for wording in (Wording(issue="2026-W48", title="Our view"), Wording(issue="2026-W47")):
        assert not one.touches(replace(one, wording=wording))
    assert replace(one, line=3) == one


# Wordings


def test_edits_keep_drop_and_add_words() -> None:
    edits = word_edits("The old dam broke.", "the new dam, broke early")
    assert edits == (
        WordEdit(Operation.KEEP, "The"),
        WordEdit(Operation.DROP, "old"),
        WordEdit(Operation.ADD, "new"),
        WordEdit(Operation.KEEP, "dam broke."),
        WordEdit(Operation.ADD, "early"),
    )
    assert word_edits("a b", "a") == (WordEdit(Operation.KEEP, "a"), WordEdit(Operation.DROP, "b"))
    assert word_edits("", "") == ()
    assert word_edits("it’s – so", "it's — so")[1:3] == (
        WordEdit(Operation.DROP, "–"), WordEdit(Operation.ADD, "—"),
    )  # fmt: skip


def test_words_that_stand_often_are_compared_like_others() -> None:
    common = "word " * 300
    assert word_edits(common + "end", common + "other") == (
        WordEdit(Operation.KEEP, common.strip()),
        WordEdit(Operation.DROP, "end"),
        WordEdit(Operation.ADD, "other"),
    )


# Edited texts


def test_spans_share_characters_or_not() -> None:
    span = Span(2, 5)
    assert [span.overlaps(Span(*one)) for one in ((0, 2), (0, 3), (4, 9), (5, 6))] == [
        False, True, True, False,
    ]  # fmt: skip
    assert [span.contains(Span(*one)) for one in ((1, 3), (2, 3), (4, 5), (4, 6))] == [
        False, True, True, False,
    ]  # fmt: skip
    assert (len(span), span.shifted(-2), span.of("abcdefg")) == (3, Span(0, 3), "cde")


def test_edits_may_touch_and_reach_to_the_end() -> None:
    text, origin = apply_edits(
        "abcdef", [Edit(Span(4, 6)), Edit(Span(0, 2), "x"), Edit(Span(2, 3))]
    )
    assert text == "xd"
    assert origin.segments == (
        Segment(0, 1, 0, 2, verbatim=False),
        Segment(1, 2, 3, 4, verbatim=True),
    )
    assert apply_edits("ab", [Edit(Span(0, 2))]) == ("", OffsetMap(()))


def test_raw_places_are_found_in_edited_text() -> None:
    text, origin = apply_edits("ab&amp;cd", [Edit(Span(2, 7), "&")])
    assert text == "ab&cd"
    found = {
        raw: origin.edited(Span(*raw)) for raw in ((0, 2), (1, 8), (2, 7), (3, 7), (2, 6), (7, 9))
    }
    assert found == {
        (0, 2): Span(0, 2), (1, 8): Span(1, 4), (2, 7): Span(2, 3),
        (3, 7): None, (2, 6): None, (7, 9): Span(3, 5),
    }  # fmt: skip
    assert origin.raw(Span(2, 3)) == Span(2, 7)
    assert origin.raw(Span(1, 4)) == Span(1, 8)


def test_two_edits_in_a_row_are_one_map() -> None:
    middle, first = apply_edits("a&amp;b c", [Edit(Span(1, 6), "&")])
    text, second = apply_edits(middle, [Edit(Span(2, 4), "B")])
    whole = first.then(second)
    assert (middle, text) == ("a&b c", "a&Bc")
    assert [whole.raw(Span(n, n + 1)) for n in range(4)] == [
        Span(0, 1), Span(1, 6), Span(6, 8), Span(8, 9),
    ]  # fmt: skip
    nothing = OffsetMap.identity(len(middle))
    assert first.then(nothing) == first
    assert OffsetMap.identity(9).then(first) == first
    cut = OffsetMap((Segment(0, 1, 0, 1, verbatim=True), Segment(1, 2, 1, 2, verbatim=True)))
    assert OffsetMap.identity(2).then(cut) == OffsetMap.identity(2)


# Hidden words


def test_blocks_have_the_length_of_what_they_stand_for() -> None:
    text = "ab cd\n\nef"
    blocks = (Span(0, 5), Span(7, 9))
    assert cover(text, [Span(1, 8)], blocks) == f"a{COVER * 4}\n\n{COVER}f"
    assert cover(text, [], blocks) == text
    assert Hidden("S1", 1, 8, "x").span == Span(1, 8)


@pytest.mark.parametrize(
    ("text", "span", "whole"),
    [
        ("abc", (1, 2), (1, 2)),
        ("e\u0301a", (0, 1), (0, 2)),
        ("ae\u0301", (2, 3), (1, 3)),
        ("👩\u200d🔬x", (0, 1), (0, 3)),
        ("👩\u200d🔬x", (2, 3), (0, 3)),
        ("👍\U0001f3fdx", (0, 1), (0, 2)),
        ("👍\U0001f3ffx", (1, 2), (0, 2)),
        ("a\U0001f3fax", (0, 1), (0, 1)),
        ("a\U0001f400x", (0, 1), (0, 1)),
        ("\u0301a", (0, 1), (0, 1)),
    ],
)
def test_characters_are_hidden_whole(
    text: str, span: tuple[int, int], whole: tuple[int, int]
) -> None:
    assert whole_characters(text, Span(*span)) == Span(*whole)


def test_a_salted_hash_needs_the_secret_and_tells_parts_apart() -> None:
    told = salted(b"secret", "S1", 1, "word")
    assert told == salted(b"secret", "S1", "1", "word")
    assert len({told, salted(b"other", "S1", 1, "word"), salted(b"secret", "S11", "", "word")}) == 3


def test_stretches_that_overlap_or_touch_are_one() -> None:
    spans = [Span(8, 9), Span(0, 5), Span(1, 2), Span(5, 6)]
    assert joined_spans(spans) == (Span(0, 6), Span(8, 9))


def test_a_mask_finds_words_in_other_case_and_with_other_blanks() -> None:
    mask = Mask(("Anna Moss", "Moss"))
    assert mask.on("anna\n MOSS and Mossy") == f"{COVER * 10} and {COVER * 4}y"
    assert mask.spans("Moss, Anna Moss") == (Span(0, 4), Span(6, 15))
    assert mask.spans("nobody") == ()


def test_short_words_are_sought_alone_and_single_letters_not_at_all() -> None:
    assert Mask(("Ann",)).on("Ann Anna") == f"{COVER * 3} Anna"
    assert Mask(("A",)).on("A") == "A"
    assert Mask(("Ab",)).on("Ab") == COVER * 2


def test_a_name_is_known_in_addresses_however_it_is_written() -> None:
    mask = Mask(("José Łęcki",))
    named = ["x/jose-łęcki.pdf", "José_Łęcki", "jos%C3%A9", "jose%20Łęcki", "joséłęcki"]
    assert [mask.names(one) for one in named] == [True, True, False, True, False]


# Messages


def test_a_header_is_one_short_line() -> None:
    assert safe_header(" a\r\n b\x00 =?utf-8") == "a b = ?utf-8"
    assert safe_header("x" * LONGEST_VALUE) == "x" * LONGEST_VALUE
    assert safe_header("x" * 151) == "x" * 149 + "…"
    assert safe_header("one two three", 9) == "one two …"
    assert safe_header("one two three", 8) == "one …"
    assert LONGEST_VALUE == 150


def test_an_address_has_254_characters_at_most() -> None:
    local = "a" * 60
    domain = ".".join(["b" * 60, "c" * 60, "d" * 60])
    longest = f"{local}@{domain}{'.' + 'e' * 10}"
    assert len(longest) == 254
    assert address_of(longest) == longest
    with pytest.raises(ValueError, match="is no domain"):
        address_of(longest + "e")


def test_an_address_says_what_is_wrong_with_it() -> None:
    for text, fault in (
        ("ana", "has no @"),
        ("änä@example.org", "letters before the @ must be ASCII"),
        ("a b@example.org", "no address"),
        ("@example.org", "no address"),
        ("ana@-x.org", "'-x.org' is no domain"),
    ):
        with pytest.raises(ValueError, match=fault):
            address_of(text)


def test_a_message_is_the_same_bytes_every_time_and_others_differ() -> None:
    headers = (("Subject", "S"),)
    one = assemble(headers, "a", "<p>a</p>", ("n/x.pdf", b"%PDF"))
    assert assemble(headers, "a", "<p>a</p>", ("n/x.pdf", b"%PDF")) == one
    assert b'filename="n-x.pdf"' in one
    assert assemble(headers, "a", "<p>b</p>", ("n/x.pdf", b"%PDF")) != one
    assert assemble(headers, "a").count(b"Content-Type") == 1
