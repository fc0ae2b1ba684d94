"""Feeds and JSON: who published an entry, when, and what of its text tells something."""

import json
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.clean import clean
from briefgen.formats import registry
from briefgen.formats.structure import Part
from briefgen.model.limits import DEFAULT_LIMITS
from briefgen.model.spans import Span
from briefgen.model.text import Document, Metadata, RawDocument

HEAD = "<channel><title>{}</title><link>https://tram.example.org/</link><language>en</language>"
SPACES = (
    "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:m='http://search.yahoo.com/mrss/'"
    " xmlns:media='http://search.yahoo.com/mrss/'"
)


def feed(*items: str, title: str = "Tram Watch") -> bytes:
    held = "".join(f"<item>{item}</item>" for item in items)
    return f"<rss version='2.0' {SPACES}>{HEAD.format(title)}{held}</channel></rss>".encode()


def item(text: str = "It runs.", more: str = "", link: str = "https://tram.example.org/1") -> str:
    return (
        f"<title>A tram - Skarn Post</title><link>{escape(link)}</link>"
        f"<description>{escape(text)}</description>{more}"
    )


def parts(content: bytes, name: str = "a.xml") -> tuple[Part, ...]:
    return registry.parse(content, name, "", DEFAULT_LIMITS).parts


def known(content: bytes) -> Metadata:
    return parts(content)[0].metadata


def document(part: Part) -> Document:
    reading = registry.parse(part.content, part.name, part.media_type, DEFAULT_LIMITS)
    raw = RawDocument(
        "a", reading.media_type, "0" * 64, 1, reading.encoding, reading.text, reading.blocks,
        reading.edits, part.metadata, (),
    )  # fmt: skip
    return clean(raw, "S1")


def told(text: str) -> tuple[list[str], dict[str, str]]:
    """Return what an entry tells, and what is set aside with the reasons."""
    held = document(parts(feed(item(text)))[0])
    words = {block: block.span.of(held.text) for block in held.blocks}
    return (
        [text for block, text in words.items() if not block.reason],
        {text: block.reason for block, text in words.items() if block.reason},
    )


def test_the_source_of_an_entry_is_its_publisher() -> None:
    source = "<source url='https://post.example.net/rss'>Skarn Post</source>"
    told_ = known(feed(item(more=source)))
    assert (told_.publisher, told_.title) == ("Skarn Post", "A tram")
    named = known(feed(item(more="<source url='https://www.post.example.net/rss'/>")))
    assert (named.publisher, named.title) == ("post.example.net", "A tram - Skarn Post")


def test_a_feed_is_the_publisher_of_its_own_entries() -> None:
    told_ = known(feed(item()))
    assert (told_.publisher, told_.title) == ("Tram Watch", "A tram - Skarn Post")


def test_who_gathers_entries_is_not_their_publisher() -> None:
    told_ = known(
        feed(item(link="https://news.google.com/rss/articles/x"), title="x - Google News")
    )
    assert (told_.publisher, told_.title) == ("Skarn Post", "A tram")


@pytest.mark.parametrize(
    "link",
    [
        "https://www.google.com/url?rct=j&url=https://post.example.net/a?b%3D1&ct=ga",
        "http://www.bing.com/news/apiclick.aspx?ref=FexRss&url=https%3a%2f%2fpost.example.net%2fa%3fb%3d1",
    ],
)
def test_a_redirect_is_followed_to_the_address_in_it(link: str) -> None:
    told_ = known(feed(item(link=link), title="Google Alert - trams"))
    assert told_.url == "https://post.example.net/a?b=1"
    assert told_.publisher == "post.example.net"


def test_a_feed_that_leads_to_many_sites_gathers() -> None:
    links = [f"https://www.site{n}.example{n}/x" for n in range(3)]
    items = [item("No title here.", link=link).replace(" - Skarn Post", "") for link in links]
    assert [one.metadata.publisher for one in parts(feed(*items))] == [
        "site0.example0", "site1.example1", "site2.example2",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["media", "m"])
@pytest.mark.parametrize("first", [True, False])
def test_the_caption_of_a_photo_is_not_the_news(name: str, first: bool) -> None:  # noqa: FBT001
    caption = f"<{name}:description>{'A tram of 1911 in the sun. ' * 9}</{name}:description>"
    held = f"<{name}:content url='https://x.example/a.jpg'>{caption}</{name}:content>"
    for more in (caption, held, f"<{name}:description/>{caption}"):
        text = more + item("It runs.") if first else item("It runs.") + more
        assert parts(feed(text))[0].content == b"It runs."


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        ("<dc:date>2026-03-02T10:00:00Z</dc:date><pubDate>soon</pubDate>", "2026-03-02"),
        ("<pubDate>soon</pubDate><dc:date>2026-03-02T10:00:00Z</dc:date>", "2026-03-02"),
        ("<pubDate>Tue, 3 Mar 2026 10:00 GMT</pubDate><dc:date>2026-03-02</dc:date>", "2026-03-03"),
        ("<pubDate>mardi 3 mars 2026 10:00</pubDate>", "2026-03-03"),
        ("<pubDate>3. März 2026</pubDate>", "2026-03-03"),
        ("<pubDate>31/03/2026 10:00</pubDate>", "2026-03-31"),
        ("<pubDate>03/04/2026 10:00</pubDate>", ""),
        *(
            (f"<pubDate>Tue, 03 Mar 2026 23:30:00 {zone}</pubDate>", "2026-03-03")
            for zone in ("BST", "CEST", "IST", "WAT", "EST", "+0530", "Europe/Oslo", "")
        ),
        ("<pubDate>Tues, 3 March 2026 10:00 WAT</pubDate>", "2026-03-03"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_first_date_that_can_be_read_is_taken(dates: str, day: str) -> None:
    told_ = known(feed(item(more=dates)))
    assert (told_.published, told_.published_from) == (day, "file" if day else "")


@pytest.mark.parametrize("mark", ["[…]", "[...]", "…", "...", "(…)", "[&#8230;]"])
def test_the_unfinished_sentence_of_an_excerpt_is_set_aside(mark: str) -> None:
    mark_ = mark.replace("&#8230;", "…")
    said, aside = told(f"<p>The tram runs. It costs two {mark}</p>")
    assert said == ["The tram runs."]
    assert aside == {f"It costs two {mark_}": "unfinished excerpt"}


def test_dots_inside_a_whole_text_are_no_cut() -> None:
    text = "He said it ... slowly. Then he left."
    assert told(text) == ([text], {})


def test_snippets_between_dots_are_no_sentences() -> None:
    said, aside = told("The tram runs. ... was late, the mayor said. It is free. He also&nbsp;...")
    assert said == ["The tram runs.", "It is free."]
    assert set(aside.values()) == {"unfinished excerpt"}


@pytest.mark.parametrize(
    "tail",
    [
        "The post <a href='x'>A tram</a> appeared first on <a href='y'>Tram Watch</a>.",
        "Der Beitrag <a>A tram</a> erschien zuerst auf <a>Tram Watch</a>.",
        "<a href='x'>Continue reading &rarr;</a>", "(read more)", "[Read more...]", "Lire la suite",
        "[+1234 chars]",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["{} {}", "<p>{}</p><p>{}</p>", "{}<br><br>{}"])
def test_the_line_that_a_site_adds_is_set_aside(tail: str, form: str) -> None:
    said, aside = told(form.format("The tram runs on Monday.", tail))
    assert said == ["The tram runs on Monday."]
    assert set(aside.values()) <= {"line of the feed", "link", "unfinished excerpt", "page widget"}
    assert aside


def test_a_sentence_that_ends_with_these_words_is_told() -> None:
    text = "The teacher wants all children to read more."
    assert told(text) == ([text], {})


def test_a_list_of_links_tells_nothing() -> None:
    links = "".join(
        f"<li><a href='x'>{title}</a>&nbsp;&nbsp;<font>{name}</font></li>"
        for title, name in (("Tram derails in Skarn", "Post"), ("Ten hurt by tram", "The Daily"))
    )
    said, aside = told(f"<ol>{links}</ol>")
    assert not said
    assert set(aside.values()) == {"link"}
    assert not told("<a href='x'>Tram derails in Skarn</a> <font>Post</font>")[0]


def test_a_linked_sentence_is_told_if_nothing_else_is() -> None:
    text = "The tram of Skarn derailed on Monday."
    assert told(f"<a href='x'>{text}</a>") == ([text], {})
    said, aside = told(f"<p>Ten were hurt.</p><p><a href='x'>{text}</a></p>")
    assert (said, list(aside)) == (["Ten were hurt."], [text])


def test_a_sentence_with_a_link_in_it_is_told() -> None:
    said, aside = told("<p><a href='x'>The tram</a> of Skarn derailed, the mayor said.</p>")
    assert (len(said), aside) == (1, {})


JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1", "title": "Tram Desk", "description": "News.",
    "authors": [{"name": "Ida Vik"}], "language": "en-GB",
    "items": [
        {"id": "1", "content_html": "<p>It runs.</p>", "date_published": "2026-03-03T08:00:00Z",
         "url": "https://tram.example.org/1", "authors": [{"name": "Ove Lund"}]},
        {"id": "2", "content_text": "", "summary": "It stands.",
         "date_modified": "2026-03-04T08:00:00Z", "external_url": "https://post.example.net/2"},
    ],
}  # fmt: skip


def test_a_json_feed_tells_title_authors_and_summaries() -> None:
    first, second = parts(json.dumps(JSON_FEED).encode(), "a.json")
    assert [document(one).text for one in (first, second)] == ["It runs.", "It stands."]
    assert [one.metadata.author for one in (first, second)] == ["Ove Lund", "Ida Vik"]
    assert {one.metadata.publisher for one in (first, second)} == {"Tram Desk"}
    assert {one.metadata.language for one in (first, second)} == {"en"}
    assert (first.metadata.published, first.metadata.published_from) == ("2026-03-03", "file")
    assert (second.metadata.published, second.metadata.published_from) == ("2026-03-04", "guessed")
    assert second.metadata.url == "https://post.example.net/2"
    assert (first.place.part, second.place.part) == ("/items/0/content_html", "/items/1/summary")


def test_an_article_with_several_bodies_is_read_once() -> None:
    article = {
        "headlines": [{"role": "main", "value": "A tram"}], "by": "Ida Vik",
        "versioncreated": "2026-03-03T08:00:00Z",
        "bodies": [
            {"contenttype": "application/xhtml+xml", "value": "<p>It runs.</p>"},
            {"contenttype": "text/plain", "value": "It runs."},
        ],
    }  # fmt: skip
    (part,) = parts(json.dumps(article).encode(), "a.json")
    assert (part.content, part.place.part) == (b"It runs.", "/bodies/1/value")
    assert (part.metadata.title, part.metadata.author) == ("A tram", "Ida Vik")
    assert part.metadata.published == "2026-03-03"


WORDS = st.text(st.sampled_from("abcé.“ …&<>"), min_size=1, max_size=30)
MARKUP = st.sampled_from(
    ["<p>", "</p>", "<a href='x'>", "</a>", "<br>", "&nbsp;", " [&#8230;]", "...", "(read more)",
     "The post a appeared first on b.", "The tram runs. "]
)  # fmt: skip


@settings(deadline=None, max_examples=80)
@given(st.lists(st.one_of(WORDS.map(escape), MARKUP), max_size=10))
def test_what_is_cut_from_an_entry_leads_back_to_it_and_nothing_is_lost(pieces: list[str]) -> None:
    source = "".join(pieces) + " End"
    reading = registry.parse(source.encode(), "a", "text/html; fragment", DEFAULT_LIMITS)
    entry = registry.parse(source.encode(), "a", "text/html; entry", DEFAULT_LIMITS)
    whole, cut = (
        clean(
            RawDocument("a", "h", "0" * 64, 1, "utf-8", one.text, one.blocks, one.edits,
                        Metadata(), ()), "S1",
        )
        for one in (reading, entry)
    )  # fmt: skip
    assert whole.text == cut.text
    words = ["".join("".join(b.span.of(d.text) for b in d.blocks).split()) for d in (whole, cut)]
    assert words[0] == words[1]
    for block in cut.blocks:
        raw = cut.origin.raw(Span(block.span.start, block.span.end))
        assert whole.origin.edited(raw) == block.span


@pytest.mark.parametrize(("kind", "day"), [
    ("contenttype", "versioncreated"), ("contentType", "versionCreated"),
])  # fmt: skip
def test_an_article_of_ninjs_2_and_3_is_read_in_plain_text(kind: str, day: str) -> None:
    bodies = [
        {"role": "main", kind: "text/vnd.IPTC.NITF", "value": "<block><p>It left.</p></block>"},
        {"role": "main", kind: "text/plain", "value": "The ferry left."},
    ]
    article = {
        "uri": "urn:x:1", day: "2026-11-23T10:00:00Z", "ednote": "Not for publication: call us.",
        "edNote": "Not for publication.", "headlines": [{"role": "main", "value": "Ferry"}],
        "bodies": bodies,
    }  # fmt: skip
    (part,) = parts(json.dumps(article).encode(), "a.json")
    assert document(part).text == "The ferry left."
    assert (part.metadata.title, part.metadata.published) == ("Ferry", "2026-11-23")
    assert part.place.part == "/bodies/1/value"


@pytest.mark.parametrize(("fields", "reason"), [
    ({"pubstatus": "canceled"}, "withdrawn"), ({"pubStatus": "withheld"}, "withheld"),
    ({"embargoed": "2026-12-01T06:00:00Z"}, "embargoed"), ({"pubstatus": "usable"}, None),
    ({"embargoed": None}, None), ({"embargoed": ""}, None),
])  # fmt: skip
def test_an_article_of_ninjs_that_its_newsroom_holds_back_is_named(
    fields: dict[str, str], reason: str | None
) -> None:
    article = {"uri": "urn:x:1", "body_text": "The ferry left.", **fields}
    for content in (json.dumps(article), json.dumps({"items": [article]})):
        (part,) = registry.parse(content.encode(), "a.json", "", DEFAULT_LIMITS).parts
        assert (part.held[0] if part.held else None) == reason
        assert reason != "embargoed" or "until 2026-12-01T06:00:00Z" in (part.held or ("", ""))[1]
