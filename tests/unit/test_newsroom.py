"""Stories of newsrooms: what of them is told, by whom, and which must not be used."""

from pathlib import Path

import pytest

from briefgen.clean import clean
from briefgen.errors import ReadError
from briefgen.formats import registry
from briefgen.formats.sniffing import EXPORT, NEWS_ITEM, NEWS_MESSAGE, NITF, TICKER
from briefgen.formats.structure import Reading
from briefgen.model.limits import DEFAULT_LIMITS
from briefgen.model.text import Document, Metadata, RawDocument, Skipped
from briefgen.read import find_files, read

Told = list[tuple[str, str, str]]

NITF_HEAD = (
    '<docdata{}><doc-id id-string="cw.7"/><date.issue norm="20250214T100000Z"/>'
    '<date.release norm="20250220T060000Z"/><ed-msg info="Not for print."/>'
    '<doc.copyright holder="Canal Press"/></docdata>'
)
BODY_HEAD = (
    "<body.head><hedline><hl1>Divers &amp; cranes\n at Osterby</hl1><hl2>The gate is up</hl2>"
    "</hedline><note><p>Editors: picture follows.</p></note><byline>By <person>Wiebke Halvorsen"
    "</person><byttl>Canal Wire</byttl></byline><distributor>Canal Wire</distributor><dateline>"
    "<location>OSTERBY</location></dateline><abstract><p>Short.</p></abstract></body.head>"
)


def nitf(inner: str, status: str = "", head: str = BODY_HEAD) -> str:
    told = f' management-status="{status}"' if status else ""
    return (
        f'<?xml version="1.0"?>\n<nitf xml:lang="en-GB"><head>{NITF_HEAD.format(told)}</head>'
        f"<body>{head}<body.content>{inner}</body.content><body.end>"
        "<tagline>Edited by Ove Lund.</tagline></body.end></body></nitf>"
    )


NITF_ALONE = nitf("<p>It <b>left</b> &amp; sank.</p>", head="").partition("?>")[2]


def item(
    content: str, guid: str = "a", version: int = 1, more: str = "", headline: str = "Divers"
) -> str:
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:{guid}"'
        f' version="{version}" xml:lang="en-GB"><itemMeta><provider qcode="nprov:CanalWire"/>'
        f"<versionCreated>2025-02-15T10:00:00Z</versionCreated>{more}"
        "<edNote>Not for print.</edNote></itemMeta><contentMeta>"
        "<contentCreated>2025-02-14T10:00:00Z</contentCreated>"
        "<creator><name>Wiebke Halvorsen</name></creator>"
        f"<headline>{headline} <b>at</b> Osterby</headline></contentMeta>"
        f"<contentSet>{content}</contentSet></newsItem>"
    )


def message(*items: str) -> str:
    return f'<?xml version="1.0"?><newsMessage><itemSet>{"".join(items)}</itemSet></newsMessage>'


def xhtml(text: str) -> str:
    return (
        '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>Unseen.</title></head><body><p>{text}</p></body></html></inlineXML>"
    )


def post(text: str, kind: str = "post", status: str = "publish", more: str = "") -> str:
    return (
        "<item><title>Divers &amp; cranes</title><link>https://canal.example.org/7</link>"
        "<pubDate>Fri, 14 Feb 2025 23:30:00 +0000</pubDate><dc:creator>wh</dc:creator>"
        f"<content:encoded><![CDATA[{text}]]></content:encoded>"
        "<excerpt:encoded><![CDATA[Short.]]></excerpt:encoded>"
        f"<wp:post_date>2025-02-15 00:30:00</wp:post_date><wp:status>{status}</wp:status>"
        f"<wp:post_type>{kind}</wp:post_type>{more}</item>"
    )


def export(*items: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" ?>\n<!-- made by WordPress -->\n<rss version="2.0"'
        ' xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">'
        "<channel><title>Canal Watch</title><language>en-GB</language><wp:author>"
        "<wp:author_login>wh</wp:author_login><wp:author_display_name><![CDATA[Wiebke Halvorsen]]>"
        f"</wp:author_display_name></wp:author>{''.join(items)}</channel></rss>"
    )


def ticker(body: str, heads: str = "1ST LEAD\r\nDivers at Osterby\r\nBy Ove Lund, cw") -> str:
    return (
        f"\x01eca062 4 i 211 ccccb   cw 061\r\n\nCanal/divers/\r\n\x02{heads} =\r\n\n{body}\r\n\n"
        "* * * *\r\nThe following information is not for publication\r\n\n- Tel: 1\r\n\n"
        "cw ol\r\n\r\n\x03141137 GMT Feb 25 \r\n\x7f\r\n\x7f\x04"
    )


def parse(text: str, name: str = "a.xml") -> Reading:
    return registry.parse(text.encode(), name, "", DEFAULT_LIMITS)


def document(reading: Reading) -> Document:
    raw = RawDocument(
        "a", reading.media_type, "0" * 64, 1, reading.encoding, reading.text, reading.blocks,
        reading.edits, reading.metadata, reading.notices,
    )  # fmt: skip
    return clean(raw, "S1")


def told(text: str) -> Told:
    held = document(parse(text))
    return [(b.kind, b.reason or b.locator.place, b.span.of(held.text)) for b in held.blocks]


def outcomes(folder: Path, content: str, name: str = "wire.xml") -> list[tuple[str, str]]:
    """Return path and text of each source, or why it was not used."""
    (folder / name).write_text(content, "utf-8")
    return [
        (one.path, f"{one.reason}: {one.detail}")
        if isinstance(one, Skipped)
        else (one.path, clean(one, "S1").text)
        for one in read(find_files((folder,)))
    ]


def test_the_words_of_a_story_in_nitf_are_told_apart() -> None:
    inner = (
        "<p>A crane lifted\n  the <em>old</em> gate &#8211; said <person>Ove Lund</person>.</p>"
        "<media><media-reference>gate.jpg</media-reference><media-caption>The gate.</media-caption>"
        "</media><ul><li>It weighs 40 tonnes.</li></ul>"
    )
    assert told(nitf(inner)) == [
        ("heading", "¶1", "Divers & cranes at Osterby"), ("heading", "¶2", "The gate is up"),
        ("boilerplate", "note to editors", "Editors: picture follows."),
        ("boilerplate", "byline", "By Wiebke Halvorsen"), ("boilerplate", "byline", "Canal Wire"),
        ("boilerplate", "dateline", "OSTERBY"),
        ("paragraph", "¶7", "A crane lifted the old gate – said Ove Lund."),
        ("caption", "¶8", "The gate."), ("item", "¶9", "It weighs 40 tonnes."),
        ("boilerplate", "credit", "Edited by Ove Lund."),
    ]  # fmt: skip


def test_a_story_in_nitf_knows_its_headline_byline_house_day_and_language() -> None:
    known = parse(nitf("<p>It left.</p>")).metadata
    assert known == Metadata(
        title="Divers & cranes at Osterby", author="Wiebke Halvorsen", publisher="Canal Wire",
        published="2025-02-14", published_from="file", language="en",
    )  # fmt: skip


def test_cells_of_a_story_have_what_heads_them() -> None:
    rows = [("District", "Dead"), ("Kvam", "12"), ("Moss &amp; Vik", "3")]
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    held = parse(nitf(f"<p>It left.</p><table><tbody>{table}</tbody></table>"))
    found = [(b.kind, b.locator.row, b.locator.head) for b in held.blocks if b.locator.table == 1]
    assert found == [
        ("caption", 1, None), ("caption", 1, None), ("cell", 2, "District"),
        ("cell", 2, "Dead, District Kvam"), ("cell", 3, "District"),
        ("cell", 3, "Dead, District Moss & Vik"),
    ]  # fmt: skip


def test_raised_figures_of_a_story_are_written_as_running_text() -> None:
    inner = "<p>It spilt 10<sup>6</sup> litres of CO<sub>2</sub> over 3 km<sup>2</sup>.</p>"
    assert ("paragraph", "¶7", "It spilt 10⁶ litres of CO₂ over 3 km².") in told(nitf(inner))


def test_an_abstract_is_read_where_a_story_has_nothing_else() -> None:
    assert ("paragraph", "¶7", "Short.") in told(nitf(""))


@pytest.mark.parametrize(
    ("status", "reason"),
    [("canceled", "withdrawn"), ("withheld", "withheld"), ("embargoed", "embargoed")],
)
def test_a_story_that_its_newsroom_holds_back_is_not_read(status: str, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        parse(nitf("<p>It left.</p>", status))
    assert caught.value.reason == reason
    assert ("2025-02-20" in caught.value.detail or "20250220" in caught.value.detail) == (
        reason == "embargoed"
    )


def test_a_usable_story_may_have_a_day_of_release() -> None:
    assert parse(nitf("<p>It left.</p>", "usable")).media_type == NITF


@pytest.mark.parametrize(
    "content",
    [
        xhtml("It <b>left</b> &amp;\nsank."),
        xhtml("It <company>left</company> &amp; sank."),
        xhtml("It left &amp; <del>rose</del> sank."),
        "<inlineXML><h:p>It left &amp; <h:del>rose</h:del> sank.</h:p></inlineXML>",
        f"<inlineXML>{NITF_ALONE}</inlineXML>",
        "<inlineXML><h:div><h:p>It left &amp; <h:i>sank</h:i>.</h:p></h:div></inlineXML>",
        "<inlineXML><p><![CDATA[It left & ]]>sank.</p></inlineXML>",
        "<inlineXML><p>It left &amp; sank.</p></inlineXML>",
    ],
)  # fmt: skip
def test_the_story_of_an_item_is_cited_in_its_file(content: str) -> None:
    reading = parse(item(content))
    held = document(reading)
    assert reading.media_type == NEWS_ITEM
    assert reading.text == item(content)
    (block,) = [b for b in held.blocks if b.kind.states]
    assert block.span.of(held.text) == "It left & sank."
    raw = held.origin.raw(block.span)
    assert reading.text[raw.start : raw.end].startswith("It ")
    assert reading.text[raw.end - 1] == "."


def test_an_item_knows_its_headline_maker_provider_day_and_language() -> None:
    assert parse(item(xhtml("It left."))).metadata == Metadata(
        title="Divers at Osterby", author="Wiebke Halvorsen", publisher="CanalWire",
        published="2025-02-14", published_from="file", language="en",
    )  # fmt: skip


def test_items_of_a_message_are_sources_and_those_held_back_are_named(tmp_path: Path) -> None:
    held = message(
        item(xhtml("Draft."), "a", 1), item(xhtml("It left."), "a", 3), item(xhtml("No."), "a", 2),
        item(xhtml("Never."), "b", 1, '<pubStatus qcode="stat:canceled"/>'),
        item(xhtml("Not yet."), "c", 1, "<embargoed>2025-03-01T06:00:00Z</embargoed>"),
        item(xhtml("Not so."), "d", 1, "<embargoed/>"),
        item(xhtml("Kept."), "e", 1, '<pubStatus uri="http://cv.iptc.org/pubstatusg2/withheld"/>'),
        item('<inlineData contenttype="text/plain">It &amp; sank.\n\nWhy?</inlineData>', "f"),
        item('<inlineData contenttype="text/html">&lt;p&gt;It rose.&lt;/p&gt;</inlineData>', "g"),
        item('<remoteContent href="gate.jpg"/>', "h"),
        item(xhtml("It went."), "i", 1, '<pubStatus qcode="stat:usable"/>'),
    )  # fmt: skip
    found = outcomes(tmp_path, held)
    assert [path for path, _ in found] == [f"wire.xml/entry {n}" for n in range(1, 12)]
    assert [text.partition(":")[0] for _, text in found] == [
        "superseded", "It left.", "superseded", "withdrawn", "embargoed", "embargoed", "withheld",
        "It & sank.\n\nWhy?", "It rose.", "empty", "It went.",
    ]  # fmt: skip
    assert found[0][1] == "superseded: version 1 of a story whose latest is entry 2"
    assert "until 2025-03-01T06:00:00Z" in found[4][1]
    assert found[9][1].startswith("empty: it has no text of its own")


def test_a_canceled_version_takes_the_earlier_ones_with_it(tmp_path: Path) -> None:
    canceled = item(xhtml("It left."), "a", 2, '<pubStatus qcode="stat:canceled"/>')
    found = outcomes(tmp_path, message(item(xhtml("It left."), "a", 1), canceled))
    assert [text.partition(":")[0] for _, text in found] == ["superseded", "withdrawn"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (nitf("<p>It left.")[:-40], "malformed"),
        (f"<!DOCTYPE nitf [<!ENTITY a 'b'>]>{nitf('<p>It left.</p>').partition('?>')[2]}",
         "xml-entities"),
        (f"<nitf><body>{'<block>' * 300}x{'</block>' * 300}</body></nitf>", "too-deep"),
        ("<nitf/>", "empty"),
        ("<nitf><body><p>x</nitf>", "malformed"),
        (message(), "empty"),
        (export(), "empty"),
        (ticker("It left.").partition("\x03")[0], "malformed"),
        (ticker("It left.", "EMBARGO until 0600 GMT\r\nDivers"), "embargoed"),
        (export(post("It left."))[:-20], "malformed"),
        ('<packageItem guid="a"><groupSet><group/></groupSet></packageItem>', "empty"),
        (item("<inlineXML/>"), "empty"),
        (item("<inlineXML><sports-content>4</sports-content></inlineXML>"), "empty"),
        ('<?xml version="1.0"?><conceptItem/>', "unsupported-type"),
    ],
)  # fmt: skip
def test_a_damaged_story_is_refused_by_name(content: str, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        parse(content)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("content", "kind"),
    [(nitf("<p>It left.</p>"), NITF), (item(xhtml("It left.")), NEWS_ITEM),
     (message(item(xhtml("It left."))), NEWS_MESSAGE), (export(post("It left.")), EXPORT)],
)  # fmt: skip
def test_content_tells_the_kind_of_a_story_whatever_its_name(content: str, kind: str) -> None:
    assert parse(content).notices == ()
    reading = parse(content, "a.html")
    assert reading.media_type == kind
    assert [notice.code for notice in reading.notices] == ["misnamed"]


def test_a_story_is_decoded_as_it_declares() -> None:
    content = nitf("<p>Le barrage a cédé.</p>").replace('"1.0"', '"1.0" encoding="iso-8859-1"')
    reading = registry.parse(content.encode("latin-1"), "a.xml", "", DEFAULT_LIMITS)
    assert reading.encoding == "cp1252"
    assert "Le barrage a cédé." in document(reading).text


def test_published_posts_and_pages_of_wordpress_are_sources(tmp_path: Path) -> None:
    comment = "<wp:comment><wp:comment_content>Mine.</wp:comment_content></wp:comment>"
    locked = "<wp:post_password>x</wp:post_password>"
    held = export(
        post("It left.", more=comment), post("Not yet.", status="draft"), post("", "attachment"),
        post("It was.", "revision", "inherit"), post("It stands.", "page"),
        post("Hidden.", more=locked), post("Odd.", "<b>x</b>"),
    )  # fmt: skip
    rest = "attachment 1, behind a password 1, comment 1, draft 1, revision 1, x 1"
    assert outcomes(tmp_path, held) == [
        ("wire.xml/entry 1", "It left."),
        ("wire.xml/entry 5", "It stands."),
        ("wire.xml/the rest", f"unpublished: no published posts or pages: {rest}"),
    ]


def test_a_post_knows_its_title_author_site_own_day_language_and_address() -> None:
    (part,) = parse(export(post("It left."))).parts
    assert part.metadata == Metadata(
        title="Divers & cranes", author="Wiebke Halvorsen", publisher="Canal Watch",
        published="2025-02-15", published_from="file", language="en",
        url="https://canal.example.org/7",
    )  # fmt: skip


def test_an_empty_line_of_a_post_parts_paragraphs_and_codes_are_no_words() -> None:
    text = (
        "[box]It left &amp; <b>sank</b>\n at [sic] Kvam.[/box]\n\nNobody <i>saw</i>\n \n"
        '[gallery ids="4,5"]'
        '[caption id="4"]<img src="a.png"> The gate[/caption]\n\n<p>It rose.</p>'
    )
    (part,) = parse(export(post(text))).parts
    reading = registry.parse(part.content, part.name, part.media_type, DEFAULT_LIMITS)
    held = document(reading)
    said = [block.span.of(held.text) for block in held.blocks]
    assert said == ["It left & sank at [sic] Kvam.", "Nobody saw", "It rose."]
    raw = held.origin.raw(held.blocks[0].span)
    assert text[raw.start : raw.end] == "It left &amp; <b>sank</b>\n at [sic] Kvam."


def test_a_story_of_a_wire_is_read_without_its_head_and_notes() -> None:
    said = (
        "   Osterby (cw) - A crane lifted the old gate of the lock on Friday,\r\n"
        "a spokesman of the canal authority said at a café there.\r\n\n   It will be scrapped."
    )
    reading = registry.parse(ticker(said).encode("latin-1"), "a.txt", "", DEFAULT_LIMITS)
    held = document(reading)
    first, last = (block for block in held.blocks if block.kind.states)
    assert first.span.of(held.text).endswith(
        "on Friday,\na spokesman of the canal authority said at a café there."
    )
    assert last.span.of(held.text) == "It will be scrapped."
    raw = held.origin.raw(held.blocks[-1].span)
    assert ticker(said).replace("\r\n", "\n")[raw.start : raw.end] == "cw ol"
    assert {b.reason for b in held.blocks if "Tel" in b.span.of(held.text)} == {"note to editors"}
    assert reading.notices == ()
    assert (reading.media_type, reading.metadata) == (TICKER, Metadata(
        title="Divers at Osterby", author="Ove Lund", publisher="cw", published="2025-02-14",
        published_from="file",
    ))  # fmt: skip


def test_stories_of_a_wire_in_one_file_are_sources(tmp_path: Path) -> None:
    content = ticker("It left.") + ticker("It sank.")
    found = outcomes(tmp_path, content, "wire.txt")
    assert [path for path, _ in found] == ["wire.txt/entry 1", "wire.txt/entry 2"]
    assert "It sank." in found[1][1]
