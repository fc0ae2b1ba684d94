"""Hidden words: blocks for each code point, and nothing else moves, in whatever text they stand."""

import hashlib
import unicodedata
from dataclasses import replace
from typing import Literal

from conftest import document_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefgen.clean import clean
from briefgen.decide.protection import Protection, find_passages
from briefgen.formats.plain import structure_text
from briefgen.model.citations import cite
from briefgen.model.decisions import Act, Decision, Passage
from briefgen.model.packing import pack
from briefgen.model.protection import COVER, salted, whole_characters
from briefgen.model.spans import Span
from briefgen.model.text import Metadata, RawDocument
from briefgen.protecting import Guard, guard_of

SECRET = bytes(range(32))
FORMS: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")
LETTERS = ("a", "b", "Q", "é", "e\u0301", "ı", "Ж", "語", "𝔘", "😀", "👩🏽", "\u0308")
WORD = st.lists(st.sampled_from(LETTERS), min_size=1, max_size=7).map("".join)
GAP = st.sampled_from([" ", " ", " ", "\n", ". ", ", ", ".\n\n", "\n\n", "” ", " “", "\n\n- "])
TEXT = st.lists(st.tuples(WORD, GAP), min_size=4, max_size=40).map(
    lambda told: "".join(word + gap for word, gap in told)
)


def raw_of(text: str) -> RawDocument:
    structure, content = structure_text(text), text.encode()
    return RawDocument(
        "a.txt", "text/plain", hashlib.sha256(content).hexdigest(), len(content), "utf-8", text,
        structure.blocks, structure.edits, Metadata(title="About"), (),
    )  # fmt: skip


def guarded(*spans: Span) -> Guard:
    return Guard(Protection((), SECRET), {"S1": spans}, frozenset(["S1"]))


@given(text=TEXT, data=st.data())
@settings(max_examples=300)
def test_blocks_stand_for_the_code_points_and_nothing_else_moves(
    text: str, data: st.DataObject
) -> None:
    original = clean(raw_of(text), "S1")
    assume(original.text.strip())
    start = data.draw(st.integers(0, len(original.text) - 1))
    end = data.draw(st.integers(start + 1, len(original.text)))
    span = Span(start, end)
    document, hidden = guarded(span).cleaned(raw_of(text), "S1")
    assert len(document.text) == len(original.text)
    assert document.text[:start] == original.text[:start]
    assert document.text[end:] == original.text[end:]
    inside = zip(document.text[start:end], original.text[start:end], strict=True)
    assert all(new == COVER or (new == old and old.isspace()) for new, old in inside)
    for block in document.blocks:
        at = range(max(block.span.start, start), min(block.span.end, end))
        assert all(document.text[n] == COVER for n in at)
    assert document.origin == original.origin
    assert [(one.start, one.end) for one in hidden] == [(start, end)]


@given(text=TEXT, before=st.booleans(), data=st.data())
@settings(max_examples=200)
def test_citations_beside_hidden_words_are_as_they_were(
    text: str, *, before: bool, data: st.DataObject
) -> None:
    told = "A keeper of the harbour told us so at the gate on Monday."
    padding = "And here are more than thirty-two signs of something else."
    whole = f"{told}\n\n{padding}\n\n{text}" if before else f"{text}\n\n{padding}\n\n{told}"
    original = clean(raw_of(whole), "S1")
    at, pad = original.text.index(told), original.text.index(padding)
    start = data.draw(st.integers(at, at + len(told) - 1))
    end = data.draw(st.integers(start + 1, at + len(told)))
    document, _ = guarded(Span(start, end)).cleaned(raw_of(whole), "S1")
    low, high = (pad + len(padding), len(original.text)) if before else (0, pad)
    assume(low + 1 < high)
    first = data.draw(st.integers(low, high - 1))
    cited = Span(first, data.draw(st.integers(first + 1, high)))
    assert cite(document, cited) == cite(original, cited)


@given(text=TEXT, data=st.data())
@settings(max_examples=200)
def test_what_is_made_of_a_source_does_not_depend_on_its_hidden_words(
    text: str, data: st.DataObject
) -> None:
    """The strongest of all: two sources that differ only in hidden words are the same outside."""
    original = clean(raw_of(text), "S1")
    block = data.draw(st.sampled_from(original.blocks)) if original.blocks else None
    assume(block is not None)
    assert block is not None
    start = data.draw(st.integers(block.span.start, block.span.end - 1))
    end = data.draw(st.integers(start + 1, block.span.end))
    raw = original.origin.raw(Span(start, end))
    assume(len(raw) == end - start and text[raw.start : raw.end] == original.text[start:end])
    assume("\n" not in text[raw.start : raw.end])
    other = text[: raw.start] + "Q" * len(raw) + text[raw.end :]
    again = clean(raw_of(other), "S1")
    assume([b.span for b in again.blocks] == [b.span for b in original.blocks])
    assume(again.text[start:end] == "Q" * len(raw) and again.origin == original.origin)
    one, other_one = (
        guarded(Span(start, end)).cleaned(raw_of(each), "S1")[0] for each in (text, other)
    )
    nameless = replace(one.source, id="", sha256="")
    assert replace(one, source=nameless) == replace(
        other_one, source=replace(other_one.source, id="", sha256="")
    )


@given(text=TEXT, data=st.data())
@settings(max_examples=200)
def test_words_are_found_however_their_accents_are_encoded(text: str, data: st.DataObject) -> None:
    document = document_of(text)
    assume(document.text.strip())
    words = document.text.split()
    at = data.draw(st.integers(0, len(words) - 1))
    chosen = " ".join(words[at : data.draw(st.integers(at + 1, len(words)))])
    form = data.draw(st.sampled_from(FORMS))
    sought = Passage(unicodedata.normalize(form, chosen), "S1.txt")
    protection = Protection((Decision("0" * 12, Act.HIDE_PASSAGE, sought),), SECRET)
    found = find_passages([document], protection, frozenset(["S1.txt"]))
    assert found.idle == ()
    told = (" ".join(span.of(document.text).split()) for span in found.hidden["S1"])
    composed = unicodedata.normalize("NFC", chosen)
    assert any(composed in unicodedata.normalize("NFC", words) for words in told)


@given(text=TEXT, data=st.data())
def test_no_accent_is_left_over_a_block(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = whole_characters(text, Span(start, end))
    assert span.contains(Span(start, end))
    assert span.end == len(text) or not unicodedata.category(text[span.end]).startswith("M")
    assert whole_characters(text, span) == span


@given(st.lists(st.text(max_size=20), min_size=1, max_size=3), st.binary(min_size=32, max_size=32))
def test_hashes_differ_by_the_secret_and_by_the_words(parts: list[str], secret: bytes) -> None:
    made = salted(secret, *parts)
    assert made == salted(secret, *parts)
    assert made != salted(bytes([secret[0] ^ 1, *secret[1:]]), *parts)
    assert made != salted(secret, *parts[:-1], parts[-1] + "x")


def test_a_guard_of_a_folder_hides_what_the_folder_says() -> None:
    text = "One paragraph with a name in it.\n\nAnd a second one, about the weather."
    document, hidden = guarded(Span(21, 25)).cleaned(raw_of(text), "S1")
    again = guard_of(["S1"], hidden, Protection((), SECRET))
    assert again.cleaned(raw_of(text), "S1") == (document, hidden)
    assert pack(document)
