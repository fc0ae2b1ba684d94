from dataclasses import replace

from unit.briefs import dam_brief, small_brief
from unit.pages import Page

from briefgen.render.copies import write_copies


def test_copies_hold_an_anchor_for_every_citation() -> None:
    verified = dam_brief()
    copies = {copy.path: Page(copy.content) for copy in write_copies(verified, linked=True)}

    for page in copies.values():
        assert len(page.anchors) == len(set(page.anchors))
        assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.anchors)
    for n, citation in enumerate(verified.brief.citations, 1):
        page = copies[f"sources/{citation.source}.html"]
        assert f"c{n}" in page.anchors
        assert f"p{citation.locator.paragraph}" in page.anchors
        assert f"../brief.html#c{n}" in page.links


def test_copies_show_the_whole_text_and_what_was_set_aside() -> None:
    verified = dam_brief()
    pages = [Page(copy.content) for copy in write_copies(verified, linked=False)]

    for held, page in zip(verified.corpus.documents, pages, strict=True):
        assert all(block.span.of(held.text) in page.text for block in held.blocks)
        assert not [link for link in page.links if "brief.html" in link]
    assert "Set aside: invitation to follow the publisher" in pages[0].text


def test_copies_show_hostile_text_as_text() -> None:
    hostile = "<b onclick=x>{{ 7 * 7 }}</b>"
    (copy,) = write_copies(small_brief(hostile, hostile, hostile, hostile), linked=True)

    page = Page(copy.content)
    assert "b" not in page.tags
    assert page.text.count(hostile) > 3


def test_copies_number_blocks_that_share_a_paragraph_once() -> None:
    verified = small_brief("It rained.")
    (held,) = verified.corpus.documents
    first = held.blocks[0].locator
    blocks = tuple(replace(block, locator=first) for block in held.blocks)
    corpus = replace(verified.corpus, documents=(replace(held, blocks=blocks),))

    (copy,) = write_copies(replace(verified, corpus=corpus), linked=False)
    assert Page(copy.content).anchors.count("p1") == 1
