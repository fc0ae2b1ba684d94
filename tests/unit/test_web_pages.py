"""What the markup of web pages says: whose words, of which day, struck out, raised, set aside."""

import json
from dataclasses import replace

import pytest

from briefgen.clean import clean
from briefgen.formats.markdown import read_markdown
from briefgen.formats.structure import Reading
from briefgen.formats.web.page import read_fragment, read_page
from briefgen.model.limits import Limits
from briefgen.model.text import Block, BlockKind, Document, Genre, RawDocument

TEXT = "".join(
    f"<p>The council of Orvel mended part {n} of the wall before the winter came to the coast.</p>"
    for n in range(1, 5)
)
TAIL = "".join(
    f"<p>The ferry crossed the sound on day {n} although the wind blew hard from the north.</p>"
    for n in range(1, 4)
)


def cleaned(reading: Reading) -> Document:
    raw = RawDocument(
        "a", reading.media_type, "0" * 64, 1, reading.encoding, reading.text, reading.blocks,
        reading.edits, replace(reading.metadata, title="x"), reading.notices,
    )  # fmt: skip
    return clean(raw, "S1")


def page(inner: str, head: str = "", around: str = "{}") -> Document:
    article = f"<article><h1>The wall</h1>{TEXT}{inner}{TAIL}</article>"
    source = f"<html><head><title>Wall</title>{head}</head><body>{around.format(article)}</body>"
    return cleaned(read_page(source.encode(), Limits()))


def texts(held: Document) -> list[str]:
    return [block.span.of(held.text) for block in held.blocks if block.kind.states]


def aside(held: Document) -> list[tuple[str, str]]:
    return [(block.reason, block.span.of(held.text)) for block in held.blocks if block.reason]


def named(held: Document) -> list[tuple[str, str]]:
    return [
        (block.span.of(held.text), block.speaker.of(held.text))
        for block in held.blocks
        if block.speaker
    ]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("to <time datetime='2026-12-03'>3 December</time> by the", "to 3 December by the"),
        ("a <q>strong wall</q> by the", "a “strong wall” by the"),
        ("a “<q>strong wall</q>” by the", "a “strong wall” by the"),
        ("a <q>wall of <q>stone</q></q> by the", "a “wall of ‘stone’” by the"),
        ("<del>300</del> <ins>30</ins> boats by the", "30 boats by the"),
        ("<s>300</s> <strike>200</strike> 30 boats by the", "30 boats by the"),
        ("<span style='text-decoration: line-through'>300</span> 30 boats", "30 boats"),
        ("<b class='old'>300</b> 30 boats", "30 boats"),
        ("23<sup>4</sup> boats", "23 boats"),
        ("1,450<sup><a href='#n11'>11</a></sup> boats", "1,450 boats"),
        ("23<a href='#n4'><sup>4</sup></a> boats", "23 boats"),
        ("km<sup><a href='#n2'>2</a></sup> boats", "km boats"),
        ("9 km<sup>2</sup> of CO<sub>2</sub>", "9 km² of CO₂"),
        ("4.1 &times; 10<sup>7</sup> litres", "4.1 × 10⁷ litres"),
        ("the 2<sup>nd</sup> boat", "the 2nd boat"),
        ("boats<sup>[<i>citation needed</i>]</sup> and", "boats and"),
        ("boats<span style='vertical-align: super'>5</span> and", "boats and"),
        ("boats<b class='raised'>5</b> and", "boats and"),
    ],
)  # fmt: skip
def test_a_sentence_is_read_as_it_is_meant(markup: str, words: str) -> None:
    sheet = (
        "<style>.old { text-decoration: line-through red } .raised{vertical-align:super}</style>"
    )
    held = page(
        f"<p>The vote moved {markup} harbour council of Orvel on Monday, a clerk said.</p>", sheet
    )
    assert f"The vote moved {words} harbour council of Orvel on Monday, a clerk said." in texts(
        held
    )


def test_a_mark_after_a_full_stop_leaves_the_end_of_the_sentence() -> None:
    held = page(
        "<p>The wall held on Monday.<sup>[9]</sup> It held on Sunday.[10] It will hold.¹¹</p>"
    )
    assert "The wall held on Monday. It held on Sunday. It will hold." in texts(held)


def test_struck_text_is_reported_and_never_cited() -> None:
    held = page(
        "<p>The <del>old <sup>3</sup> wall</del> new wall of the port is 3 metres high.</p>"
    )
    assert "The new wall of the port is 3 metres high." in texts(held)
    assert [n.detail for n in held.notices if n.code == "struck-text"] == [
        "Struck-out text was left out; places: 1."
    ]


@pytest.mark.parametrize(
    ("markup", "speaker"),
    [
        ("<blockquote><p>{}</p><footer>— Ilse Brandt, engineer</footer></blockquote>",
         "Ilse Brandt, engineer"),
        ("<blockquote><p>{}</p><footer>Ilse Brandt in <cite>The Wall</cite></footer></blockquote>",
         "Ilse Brandt"),
        ("<blockquote>{} <cite>Ilse Brandt</cite></blockquote>", "Ilse Brandt"),
        ("<blockquote><p>{}</p><p>– Ilse Brandt</p></blockquote>", "Ilse Brandt"),
        ("<blockquote><p>{}</p></blockquote><p>― Ilse Brandt</p>", "Ilse Brandt"),
        ("<figure><blockquote>{}</blockquote><figcaption>Ilse Brandt</figcaption></figure>",
         "Ilse Brandt"),
        ("<figure><q>{}</q><figcaption>— Ilse Brandt, engineer.</figcaption></figure>",
         "Ilse Brandt, engineer"),
        ("<blockquote><p>{}</p><p class='quote__author'>Ilse Brandt</p></blockquote>",
         "Ilse Brandt"),
        ("<blockquote><p>{}</p>&mdash; Ilse (@ilse) <a href='/1'>May 3, 2026</a></blockquote>",
         "Ilse"),
    ],
)  # fmt: skip
def test_a_block_quotation_names_who_said_it(markup: str, speaker: str) -> None:
    said = "We shall mend every stone of it before the frost."
    held = page(markup.format(said))
    assert [(words.strip("“”"), who) for words, who in named(held)] == [(said, speaker)]
    assert len([reason for reason, _ in aside(held) if reason == "attribution"]) == 1


def test_a_block_quotation_without_a_name_has_no_speaker() -> None:
    said = "I read <cite>The Wall</cite> every night of that long winter."
    held = page(f"<blockquote><p>{said}</p></blockquote>")
    assert "I read The Wall every night of that long winter." in texts(held)
    assert not named(held)


@pytest.mark.parametrize(
    "markup",
    [
        "<aside><blockquote><p>{}</p></blockquote></aside>",
        "<aside><q>{}</q></aside>",
        "<div class='article__pull-quote'><p>{}</p></div>",
        "<blockquote class='pullquote'><p>{}</p><cite>Ilse Brandt</cite></blockquote>",
    ],
)
def test_a_pull_quote_is_set_aside(markup: str) -> None:
    said = "We shall mend every stone of it before the frost"
    held = page(f"{markup.format(said)}<p>“{said},” Ilse Brandt said on Monday at the port.</p>")
    assert [words for words in texts(held) if said in words] == [
        f"“{said},” Ilse Brandt said on Monday at the port."
    ]
    assert "pull quote" in dict(aside(held))


def test_words_named_a_pull_quote_that_stand_nowhere_else_are_a_quotation() -> None:
    held = page(
        "<figure class='wp-block-pullquote'><blockquote><p>It was the worst winter of them all.</p>"
        "<cite>Otto Lind</cite></blockquote></figure>"
    )
    assert named(held) == [("It was the worst winter of them all.", "Otto Lind")]


LEAD = "The wall of Orvel is to be raised by two metres at a cost of 90 million crowns."


@pytest.mark.parametrize(
    "above",
    [
        f"<header><h1>The wall</h1><p class='standfirst'>{LEAD}</p></header>",
        f"<h1>The wall</h1><div class='ArticleDek'>{LEAD}</div>",
        f"<h1>The wall</h1><p>{LEAD}</p>",
        f"<h1>The wall</h1><p class='byline'>By Ilse Brandt</p><h2 class='sub-title'>{LEAD}</h2>",
    ],
)
def test_a_standfirst_outside_the_article_is_read(above: str) -> None:
    source = f"<html><title>x</title><body><main>{above}<article>{TEXT}{TAIL}</article></main>"
    assert texts(cleaned(read_page(source.encode(), Limits())))[0] == LEAD


def test_what_stands_under_a_headline_beside_the_text_is_no_standfirst() -> None:
    letter = "<p>Get the harbour letter every day.</p>"
    above = f"<h1>The wall</h1><div class='newsletter-signup'>{letter}</div>"
    source = f"<html><title>x</title><body><main>{above}<article>{TEXT}{TAIL}</article></main>"
    assert not [
        words for words in texts(cleaned(read_page(source.encode(), Limits()))) if "Get" in words
    ]


POSTS = (
    (
        "2026-03-04T09:10:00+01:00",
        "Wall gives way",
        "The wall gave way today at the northern pier.",
    ),
    (
        "2026-03-03T21:40:00+01:00",
        "Storm warning",
        "The storm will reach the port tomorrow, it said.",
    ),
    ("2026-03-02T08:00:00+01:00", "Calm sea", "The sea was calm this morning, the pilots told us."),
)


def days(held: Document) -> dict[str, tuple[str, Genre | None]]:
    return {
        block.span.of(held.text): (block.day, block.genre)
        for block in held.blocks
        if block.kind.states or block.kind is BlockKind.HEADING
    }


@pytest.mark.parametrize("element", ["article", "section", "li", "div"])
def test_each_post_of_a_live_blog_has_its_day(element: str) -> None:
    posts = "".join(
        f"<{element} class='post'><time datetime='{when}'>at that time</time><h2>{head}</h2>"
        f"<p>{words}</p><p>{words.replace('The', 'Again the')}</p></{element}>"
        for when, head, words in POSTS
    )
    source = f"<html><title>x</title><body><main><h1>The storm</h1><div>{posts}</div></main>"
    found = days(cleaned(read_page(source.encode(), Limits())))
    for when, head, words in POSTS:
        assert found[words] == found[head] == (when[:10], Genre.LIVE_BLOG)


def test_a_day_in_words_is_a_posts_day_if_its_year_can_be_told() -> None:
    told = ("4 March 2026", "March 3, 2026", "2 March")
    posts = "".join(
        f"<section><h2><time>{day}</time></h2><p>{words}</p></section>"
        for day, (_, _, words) in zip(told, POSTS, strict=True)
    )
    meta = "<meta property='article:published_time' content='2026-03-04T10:00:00Z'>"
    source = f"<html><head><title>x</title>{meta}</head><body><main>{posts}</main></body></html>"
    found = days(cleaned(read_page(source.encode(), Limits())))
    assert [found[words][0] for _, _, words in POSTS] == [when[:10] for when, *_ in POSTS]


def test_a_figure_that_quotes_a_word_in_its_text_is_no_quotation() -> None:
    held = page(
        "<figure><p>The ferry <q>Anna</q> crossed the sound in the storm of the winter.</p>"
        "<figcaption>Otto Lind took this picture</figcaption></figure>"
    )
    assert not named(held)


def test_posts_are_found_by_what_the_page_says_of_itself() -> None:
    updates = [
        {"@type": "BlogPosting", "headline": head, "datePublished": when, "articleBody": words}
        for when, head, words in POSTS
    ]
    told = json.dumps({"@type": "LiveBlogPosting", "liveBlogUpdate": updates})
    posts = "".join(f"<h2>{head}</h2><p>{words} {words}</p>" for _, head, words in POSTS)
    source = (
        f"<html><head><title>x</title><script type='application/ld+json'>{told}</script></head>"
        f"<body><article><h1>The storm</h1>{posts}</article></body></html>"
    )
    found = days(cleaned(read_page(source.encode(), Limits())))
    for when, head, words in POSTS:
        assert found[f"{words} {words}"] == found[head] == (when[:10], Genre.LIVE_BLOG)


CONTEXT = {"@context": "https://schema.org"}


@pytest.mark.parametrize("own", ["Flood in Orvel: as it happened", "Wall holds back the sea"])
def test_the_title_is_the_pages_own_not_a_posts(own: str) -> None:
    posts = [{"@type": "BlogPosting", "headline": f"Bridge {n} shut"} for n in (1, 2)]
    updates = {"liveBlogUpdate": posts}
    told = json.dumps({**CONTEXT, "@type": "LiveBlogPosting", "headline": own, **updates})
    shown = "".join(f"<h2>Bridge {n} shut</h2>{TEXT}" for n in (1, 2))
    source = (
        f"<html><head><title>{own}</title><script type='application/ld+json'>{told}</script></head>"
        f"<body><main><h1>{own}</h1>{shown}</main></body></html>"
    )
    assert read_page(source.encode(), Limits()).metadata.title == own


def test_a_headline_of_the_metadata_is_the_title_where_no_part_has_it() -> None:
    told = json.dumps({**CONTEXT, "@type": "NewsArticle", "headline": "Wall of Orvel is mended"})
    source = (
        f"<html><head><title>Orvel Post</title><script type='application/ld+json'>{told}</script>"
        f"</head><body><main><h2>More news</h2>{TEXT}</main></body></html>"
    )
    assert read_page(source.encode(), Limits()).metadata.title == "Wall of Orvel is mended"


def test_days_in_sentences_and_on_cards_make_no_live_blog() -> None:
    cards = "".join(
        f"<div class='card'><time datetime='{when}'>x</time><a href='/{n}'><h3>{head}</h3>"
        f"<p>{words}</p></a></div>"
        for n, (when, head, words) in enumerate(POSTS)
    )
    told = "".join(
        f"<p>The council met on <time datetime='{when}'>that day</time> and the wall held out.</p>"
        for when, *_ in POSTS
    )
    held = page(told, around=f"<main>{{}}<section>{cards}</section></main>")
    assert not [block for block in held.blocks if block.day or block.genre]


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<div class='related-articles'><p>The ferry sank in May <a href='/1'>there</a>.</p></div>",
         "teaser"),
        ("<section aria-label='Most read'><p>Ferries <a href='/1'>sank</a> in May.</p></section>",
         "teaser"),
        ("<div class='newsletterSignup'><p>Our letter brings the port to you each day.</p></div>",
         "promotion"),
        ("<p><a href='/1'>The old ferry sank in the harbour of Orvel</a></p>", "teaser"),
        ("<div class='photo-credit'><p>A ferry in the harbour in May, by O. Lind.</p></div>",
         "caption or credit"),
        ("<div role='doc-endnotes'><p>The figures are those of the port.</p></div>", "note"),
        ("<div id='cookie-notice'><p>We keep small files on the device you use.</p></div>",
         "cookie notice"),
    ],
)  # fmt: skip
def test_what_stands_beside_the_text_is_set_aside(markup: str, reason: str) -> None:
    inner = f"{TEXT}{markup}{TAIL}"
    held = cleaned(read_fragment(inner.encode(), Limits()))
    assert [why for why, _ in aside(held)] == [reason]
    assert len(texts(held)) == 7


def test_a_list_of_links_is_set_aside_and_a_list_of_facts_is_not() -> None:
    links = "".join(f"<li><a href='/{n}'>Ferry {n} sank in the harbour</a></li>" for n in range(3))
    facts = "".join(f"<li>Ferry {n} <a href='/{n}'>sank</a> in the harbour.</li>" for n in range(3))
    held = cleaned(read_fragment(f"{TEXT}<ul>{links}</ul><ul>{facts}</ul>".encode(), Limits()))
    assert [why for why, _ in aside(held)] == ["link list"] * 3
    assert texts(held)[4:] == [f"Ferry {n} sank in the harbour." for n in range(3)]


def test_a_link_that_goes_on_with_a_sentence_is_text() -> None:
    told = "what the council of the port had said about the wall that day."
    inner = f"{TEXT}<p>The clerk of the port wrote down on a leaf</p><p><a href='/1'>{told}</a></p>"
    held = cleaned(read_fragment(f"{inner}{TAIL}".encode(), Limits()))
    assert told in texts(held)
    assert not aside(held)


def test_readers_comments_end_the_article() -> None:
    comments = "<p>I never believed a word of what they say about it. The wall is a joke.</p>" * 3
    inner = (
        f"{TEXT}{TAIL}<div id='comments'>{comments}</div><p>Someone else says the sea is flat.</p>"
    )
    held = cleaned(read_fragment(inner.encode(), Limits()))
    assert {why for why, _ in aside(held)} == {"comments"}
    assert len(texts(held)) == 7


def test_names_of_the_whole_page_set_nothing_aside() -> None:
    held = cleaned(
        read_fragment(
            f"<div class='share related'>{TEXT}<a href='/'>x</a></div>".encode(), Limits()
        )
    )
    assert len(texts(held)) >= 4


def test_a_page_of_teasers_alone_is_still_read() -> None:
    cards = "".join(
        f"<p><a href='/{n}'>The ferry {n} sank in the harbour.</a></p>" for n in range(5)
    )
    assert len(texts(cleaned(read_fragment(cards.encode(), Limits())))) == 5


def test_markdown_marks_mean_what_they_show() -> None:
    source = (
        "The port counts ~~300~~ 30 boats[^1] on 9 km^2^, and CO~2~ rose.\n\n"
        "> We mend the wall.\n> — Ilse Brandt\n\n"
        "[The old ferry sank](https://example.org/1)\n\n"
        "- [A ferry](https://example.org/2)\n- A wall\n\n[^1]: Figures of the port.\n"
    )
    held = cleaned(read_markdown(source.encode(), Limits()))
    assert texts(held) == [
        "The port counts 30 boats on 9 km², and CO₂ rose.", "We mend the wall.", "A wall",
    ]  # fmt: skip
    assert named(held) == [("We mend the wall.", "Ilse Brandt")]
    assert [why for why, _ in aside(held)] == ["attribution", "teaser", "link list", "note"]
    assert [n.code for n in held.notices if "truck" in n.detail] == ["struck-text"]


def test_a_quotation_keeps_its_place_among_the_blocks() -> None:
    held = page("<blockquote><p>We shall mend it all.</p><footer>Otto Lind</footer></blockquote>")
    assert [block.span for block in held.blocks] == sorted(block.span for block in held.blocks)
    assert isinstance(held.blocks[0], Block)


def test_elements_without_words_change_no_text() -> None:
    scripts = "<script>var x = 'The wall';</script><style>p { margin: 0 }</style>"
    head = '<meta charset="utf-8"><link rel="preload" href="a.css">' + 3 * scripts
    bare, laden = page(""), page(scripts, head=head)
    assert texts(laden) == texts(bare)
    assert laden.source.metadata == bare.source.metadata


def test_the_blank_after_the_mark_of_a_note_stays() -> None:
    words = "Growth<sup> a </sup>was 12<sup>1 </sup>percent of the total, the office of Orvel said."
    assert "Growth was 12 percent of the total, the office of Orvel said." in texts(
        page(f"<p>{words}</p>")
    )
