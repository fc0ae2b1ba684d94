"""Stories of newsrooms: what of them is told, by whom, and which must not be used."""

from pathlib import Path

import pytest

from briefgen.clean import clean
from briefgen.errors import ReadError
from briefgen.formats import registry
from briefgen.formats.sniffing import NEWS_ITEM, NEWS_MESSAGE, NITF
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
        ('<packageItem guid="a"><groupSet><group/></groupSet></packageItem>', "empty"),
        (item("<inlineXML/>"), "empty"),
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
     (message(item(xhtml("It left."))), NEWS_MESSAGE)],
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
