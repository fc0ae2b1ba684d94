"""The note as Markdown: everything shown, footnotes for marks, tables, no pictures, equal bytes."""

import re
from dataclasses import replace

import lxml.html
import pytest
from markdown_it import MarkdownIt
from unit.briefs import dam_brief, small_brief

from briefgen.model.brief import VerifiedBrief
from briefgen.model.facts import Fact
from briefgen.render.html import PAPER, open_page
from briefgen.render.markdown import write_markdown
from briefgen.verification.pages.marked import markdown_notes, markdown_text
from briefgen.verification.rendered import comparable

HOSTILE = """<b>Bold</b> *claims* of [a _link_](http://x.example) | and a | bar

# No heading, but 1. words & &amp; "quoted" `code` ~~struck~~ $a$ [^1] [S9 ¶4].

- no item ![picture](a.png) <script>alert(1)</script> \\*escaped\\* https://y.example www.z.example

[^2]: no footnote | a | b | --- [S1 ¶1]: http://x.example <!-- none -->

> no quote == *** __ a_b_c 3) = + and **bold**."""


@pytest.fixture(scope="module")
def brief() -> VerifiedBrief:
    return dam_brief()


@pytest.fixture(scope="module")
def content(brief: VerifiedBrief) -> bytes:
    return write_markdown(brief).content


def test_markdown_twice_from_one_note_is_the_same_bytes(
    brief: VerifiedBrief, content: bytes
) -> None:
    assert write_markdown(brief).content == content
    assert content.endswith(b"\n")
    assert not content.endswith(b"\n\n")


def test_markdown_has_a_footnote_for_each_mark_and_none_besides(content: bytes) -> None:
    text = content.decode()
    notes = re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE)
    body = re.sub(r"^\[\^\d+\]: .*$", "", text, flags=re.MULTILINE)
    assert set(re.findall(r"\[\^(\d+)\]", body)) == set(notes)
    assert notes == sorted(notes, key=int)


def test_markdown_shows_every_statement_with_its_mark_and_quotes_its_passage(
    brief: VerifiedBrief, content: bytes
) -> None:
    text, notes = comparable(markdown_text(content)), comparable(markdown_notes(content))
    for item in brief.brief.items():
        shown = brief.brief.shown(item)
        if isinstance(shown, Fact):
            assert comparable(f"{shown.wording}[{shown.citations[0].mark}]") in text
            assert comparable(shown.citations[0].text) in notes


def test_markdown_has_tables_where_the_page_has_them_and_words_for_pictures(content: bytes) -> None:
    text = content.decode()
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    kinds = {token.type for token in tokens}
    assert {"table_open", "heading_open", "bullet_list_open", "blockquote_open"} <= kinds
    assert "html_block" not in kinds
    assert "| Date | What the sources state |" in text
    assert r"\[Picture: How many" in text


def told(verified: VerifiedBrief) -> str:
    """Return the words of the printed page, of pictures what they tell, without the ledger."""
    body = lxml.html.document_fromstring(open_page(verified).fill(PAPER)).body
    for element in list(body.iter()):
        if {"ledger", "glance"} & set((element.get("class") or "").split()):
            element.drop_tree()
        elif element.tag == "img":
            element.tail = f"[Picture: {element.get('alt')}]{element.tail or ''}"
    return str(body.text_content())


def signless(text: str) -> str:
    """Return comparable text without what parts elements in the one and not in the other."""
    return re.sub(r"[:.]", "", comparable(text))


def hostile_brief() -> VerifiedBrief:
    paragraphs = HOSTILE.split("\n\n")
    made = small_brief(HOSTILE, *paragraphs[1:4])
    masthead = replace(
        made.brief.masthead, title=paragraphs[0], footer="*foot* <i>", brand="[b](c)"
    )
    return replace(made, brief=replace(made.brief, masthead=masthead))


@pytest.mark.parametrize("made", [dam_brief, hostile_brief])
def test_parsed_markdown_has_the_words_of_the_page_and_no_others(made: object) -> None:
    assert callable(made)
    verified = made()
    text = markdown_text(write_markdown(verified).content)
    shown, foot = signless(told(verified)), signless("Machine-extracted from")
    assert signless(text)[: len(shown)] == shown
    assert foot in signless(text)[len(shown) :]


def test_markdown_of_hostile_sources_acts_nowhere() -> None:
    source = write_markdown(hostile_brief()).content.decode()
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    inline = [one for token in parser.parse(source) for one in token.children or ()]
    kinds = {one.type for one in inline} | {token.type for token in parser.parse(source)}
    assert not kinds & {"link_open", "image", "html_inline", "html_block", "code_inline", "s_open"}
    assert re.search(r"^\[\^2\]: ", source, re.MULTILINE)
    assert r"\[^2\]: no footnote" in source
