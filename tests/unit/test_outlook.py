"""Mails of Outlook and Apple Mail, and mail folders: read as the mails they hold."""

import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest
from unit.outlook_files import Value, outlook_mail, outlook_tree

from briefgen.errors import ReadError
from briefgen.formats.letters.packed import unpacked
from briefgen.formats.registry import parse
from briefgen.formats.structure import Reading
from briefgen.model.limits import DEFAULT_LIMITS, Limits
from briefgen.model.text import RawDocument
from briefgen.read import find_files, read

SENT = datetime(2025, 2, 24, 9, 30, tzinfo=UTC)
MAIL: dict[int, Value] = {
    0x0037: "The lock",
    0x0C1A: "Åse Brandt",
    0x5D01: "ase@canal.example.org",
    0x0039: SENT,
}
BODY = "The lock at Osterby closed on Monday.\r\n\r\nIt opens again in May.\r\n"


def parsed(content: bytes, name: str = "a.msg", limits: Limits = DEFAULT_LIMITS) -> Reading:
    return parse(content, name, "", limits)


def test_an_outlook_mail_is_read_as_the_mail_it_is() -> None:
    note: dict[int, Value] = {0x3707: "levels.txt", 0x3701: b"The water rose.", 0x3705: 1}
    inner = outlook_tree({0x0037: "Older", 0x1000: "Before."}, head=24)
    reading = parsed(outlook_mail({**MAIL, 0x1000: BODY}, note, mails=[inner]))
    assert reading.media_type == "application/vnd.ms-outlook"
    body, file, mail = reading.parts
    assert body.content.decode().split("\n")[0] == "The lock at Osterby closed on Monday."
    known = body.metadata
    assert (known.title, known.author, known.published) == ("The lock", "Åse Brandt", "2025-02-24")
    assert (file.name, file.content) == ("levels.txt", b"The water rose.")
    assert mail.name == "Older.eml"
    assert b"Before." in mail.content


def test_html_alone_is_read_with_its_code_page() -> None:
    page = "<p>Čapek was here.</p>".encode("cp1250")
    (part,) = parsed(outlook_mail({**MAIL, 0x1013: page, 0x3FDE: 1250})).parts
    assert "Čapek was here." in part.content.decode()


def test_half_a_character_costs_no_others() -> None:
    (part,) = parsed(outlook_mail({**MAIL, 0x1000: f"\ud800 {BODY}"})).parts
    assert part.content.decode().startswith("\N{REPLACEMENT CHARACTER} The lock at Osterby closed")


def test_letters_that_a_code_page_has_not_cost_no_others() -> None:
    mail = outlook_mail({**MAIL, 0x1000: "x" * len(BODY), 0x3FDE: 1251})
    told, eight = struct.pack("<HH", 0x001F, 0x1000), struct.pack("<HH", 0x001E, 0x1000)
    named, short = (f"__substg1.0_1000001{kind}".encode("utf-16-le") for kind in "FE")
    wide = ("x" * len(BODY)).encode("utf-16-le")
    words = b"\x98 " + "Шлюз закрыт.".encode("cp1251").ljust(len(wide) - 2)
    held = mail.replace(told, eight).replace(named, short).replace(wide, words)
    (part,) = parsed(held).parts
    assert part.content.decode().startswith("\N{REPLACEMENT CHARACTER} Шлюз закрыт.")


def test_a_day_that_no_calendar_has_costs_only_itself() -> None:
    ticks = int((SENT - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
    mail = outlook_mail({**MAIL, 0x1000: BODY})
    (part,) = parsed(mail.replace(struct.pack("<Q", ticks), b"\xff" * 7 + b"\x7f")).parts
    assert (part.metadata.title, part.metadata.published) == ("The lock", "")


RICH = b"{\\rtf1\\ansi The \\b lock\\b0  closed.\\par {\\*\\htmltag <p>}It opens.\\par}"


def plainly_packed(content: bytes) -> bytes:
    return (
        (len(content) + 12).to_bytes(4, "little")
        + len(content).to_bytes(4, "little")
        + b"MELA\0\0\0\0"
        + content
    )


def test_a_body_that_is_only_rich_text_is_read() -> None:
    (part,) = parsed(outlook_mail({**MAIL, 0x1009: plainly_packed(RICH)})).parts
    assert part.content.decode().split("\n\n") == ["The lock closed.", "It opens.\n"]


PACKED = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af3"
    "2068656c090020627705b06c647d0a800fa0"
)
"""The first example of [MS-OXRTFCP], section 3.1."""


def test_packed_rich_text_unpacks_as_its_specification_shows() -> None:
    assert unpacked(PACKED, DEFAULT_LIMITS) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def test_packed_rich_text_that_claims_too_much_is_refused() -> None:
    claims = PACKED[:4] + b"\xff\xff\xff\x7f" + PACKED[8:]
    with pytest.raises(ReadError) as caught:
        unpacked(claims, DEFAULT_LIMITS)
    assert caught.value.reason == "too-large-unpacked"


@pytest.mark.parametrize("size", [600, 1500, 2600, 4000])
def test_an_outlook_mail_that_is_cut_off_is_refused_by_name(size: int) -> None:
    content = outlook_mail({**MAIL, 0x1000: BODY * 200})[:size]
    with pytest.raises(ReadError) as caught:
        parsed(content)
    assert caught.value.detail.endswith("save it anew from Outlook")


def test_mails_inside_each_other_are_followed_no_further_than_allowed() -> None:
    tree = outlook_tree({0x1000: "Deep."}, head=24)
    for _ in range(5):
        tree = outlook_tree({0x1000: "Deep."}, mails=[tree], head=24)
    with pytest.raises(ReadError) as caught:
        parsed(outlook_mail({0x1000: "x"}, mails=[tree]), limits=Limits(depth=3))
    assert caught.value.reason == "too-deep"


EML = b"From: a@example.org\nTo: b@example.org\nSubject: x\n\nThe ferry sank.\n"
NOTES = b'<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict/></plist>'


@pytest.mark.parametrize(("length", "codes"), [(len(EML), []), (len(EML) + 900, ["cut-off"])])
def test_a_mail_of_apple_mail_ends_where_its_length_says(length: int, codes: list[str]) -> None:
    (part,) = parsed(b"%d   \n" % length + EML + NOTES, "1.emlx").parts
    assert part.content.decode().strip() == "The ferry sank."
    assert [notice.code for notice in part.notices] == codes


def test_a_mail_folder_is_read_mail_by_mail_what_has_not_arrived_left_out(tmp_path: Path) -> None:
    box = tmp_path / "box"
    for name in ("cur/1740.M1.host:2,S", "new/1741.M2.host", "tmp/1742.M3.host"):
        (box / name).parent.mkdir(parents=True, exist_ok=True)
        (box / name).write_bytes(EML.replace(b"ferry", name[:3].encode()))
    (box / "dovecot.index").write_bytes(b"\0\1")
    outcomes = list(read(find_files((tmp_path,))))
    assert [(type(one), one.path) for one in outcomes] == [
        (RawDocument, "box/cur/1740.M1.host:2,S"),
        (RawDocument, "box/new/1741.M2.host"),
    ]
