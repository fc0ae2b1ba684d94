"""Struck words and marks of notes: a citation's source without them is the canonical text."""

import html
import re
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefgen.clean import clean
from briefgen.formats import registry
from briefgen.model.citations import cite
from briefgen.model.limits import Limits
from briefgen.model.spans import Span
from briefgen.model.text import Document, RawDocument

WORDS = st.text(alphabet=st.sampled_from("abcdeéñøЖ”’–&<>'"), min_size=3, max_size=9)
"""Longer than a unit, so that raised figures after them are marks of notes."""

DROPPED_IN_PAGES = (
    "", "", "", "<sup>7</sup>", "<sup><a href='#n'>[12]</a></sup>", "<del>xy</del>",
    " <s>x <b>y</b></s>", "<sup>*</sup>", "<b style='text-decoration:line-through'>z &amp;</b>",
)  # fmt: skip
DROPPED_IN_MARKDOWN = ("", "", "", "[^7]", "<sup>[12]</sup>", " ~~xy z~~", "<del>x</del>", "^4^")


def read(content: bytes, name: str) -> Document:
    reading = registry.parse(content, name, "", Limits())
    raw = RawDocument(
        name, reading.media_type, "0" * 64, len(content), reading.encoding, reading.text,
        reading.blocks, reading.edits, replace(reading.metadata, title="x"), reading.notices,
    )  # fmt: skip
    return clean(raw, "S1")


def sentences(marks: tuple[str, ...]) -> st.SearchStrategy[list[list[tuple[str, str]]]]:
    words = st.tuples(WORDS, st.sampled_from(marks))
    return st.lists(st.lists(words, min_size=9, max_size=16), min_size=3, max_size=5)


def cited(held: Document, content: bytes, data: st.DataObject) -> list[tuple[str, str]]:
    """Return source and canonical text of a stretch of each block."""
    found = []
    for block in held.blocks:
        start = data.draw(st.integers(block.span.start, block.span.end - 1))
        end = data.draw(st.integers(start + 1, block.span.end))
        citation = cite(held, Span(start, end))
        source = content.decode()[citation.raw_start : citation.raw_end]
        found.append((source, citation.text))
    return found


def letters(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(told=sentences(DROPPED_IN_PAGES), data=st.data())
@settings(max_examples=60, deadline=None)
def test_source_of_a_page_without_what_is_dropped_is_the_text(
    told: list[list[tuple[str, str]]], data: st.DataObject
) -> None:
    inner = "".join(
        f"<p>The {' '.join(html.escape(word) + mark for word, mark in words)} end.</p>\n"
        for words in told
    )
    content = f"<!doctype html><title>x</title><article>{inner}</article>".encode()
    held = read(content, "a.html")
    assert held.blocks
    # Chance may spell mojibake, which is repaired, with a warning.
    assume(all(notice.code != "mojibake-repaired" for notice in held.notices))
    for source, text in cited(held, content, data):
        left = re.sub(r"<(sup|del|s)>.*?</\1>|<b style=.*?</b>", "", source)
        assert letters(html.unescape(re.sub(r"<[^>]*>", "", left))) == letters(text)


@given(told=sentences(DROPPED_IN_MARKDOWN), data=st.data())
@settings(max_examples=60, deadline=None)
def test_source_of_markdown_without_what_is_dropped_is_the_text(
    told: list[list[tuple[str, str]]], data: st.DataObject
) -> None:
    quiet = ([(re.sub("[<&>]", "+", word), mark) for word, mark in words] for words in told)
    content = "\n\n".join(
        f"The {' '.join(word + mark for word, mark in words)} end." for words in quiet
    ).encode()
    held = read(content, "a.md")
    assert held.blocks
    # Chance may spell mojibake, which is repaired, with a warning.
    assume(all(notice.code != "mojibake-repaired" for notice in held.notices))
    for source, text in cited(held, content, data):
        left = re.sub(r"<(sup|del)>.*?</\1>|\[\^7\]|~~.*?~~|\^4\^", "", source)
        assert letters(left) == letters(text)


@pytest.mark.parametrize("exponent", ["2", "3"])
def test_an_exponent_stands_for_its_whole_element(exponent: str) -> None:
    content = f"<article><p>It has 9 km<sup>{exponent}</sup> of land.</p></article>".encode()
    held = read(content, "a.html")
    at = held.text.index("km") + 2
    assert held.text[at] in "²³"
    raw = held.origin.raw(Span(at, at + 1))
    assert content.decode()[raw.start : raw.end] == f"<sup>{exponent}</sup>"
