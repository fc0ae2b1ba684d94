"""Mails: what they say themselves, what they forward, quote and carry along, in every layout."""

import base64
import re
import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefgen.clean import clean
from briefgen.formats import registry
from briefgen.formats.letters.senders import sender
from briefgen.formats.structure import Reading
from briefgen.model.limits import DEFAULT_LIMITS
from briefgen.model.spans import Span
from briefgen.model.text import Document, RawDocument, Skipped
from briefgen.read import find_files, read

TOP = "From: Ove Lund <ove@desk.example>\nTo: all@desk.example\nDate: Fri, 6 Mar 2026 09:00 +0100\n"
GMAIL = """\
---------- Forwarded message ---------
From: Quarry Office <office@quarry.example>
Date: Tue, Mar 3, 2026 at 8:15 AM
Subject: Blast postponed
To: <ove@desk.example>


The quarry of Skarn postponed its blast on Monday.
"""
OUTLOOK = """\
________________________________
From: Berg, Ines [mailto:ines@quarry.example]
Sent: Dienstag, 3. März 2026 08:15
To: Ove Lund; Tom Holt <tom@desk.example>;
 Ida Vik <ida@desk.example>
Subject: RE: Blast postponed

The quarry of Skarn postponed its blast on Monday.
"""
FRENCH = """\
-------- Message transféré --------
Sujet : Blast postponed
De : Ines Berg <ines@quarry.example>
Date : mardi 3 mars 2026 08:15
Pour : Ove Lund

The quarry of Skarn postponed its blast on Monday.
"""
APPLE = """\
> Begin forwarded message:
>\x20
> From: Ines Berg <ines@quarry.example>
> Subject: Blast postponed
> Date: 3 March 2026 at 08:15:00 CET
> To: Ove Lund <ove@desk.example>
>\x20
> The quarry of Skarn postponed its blast on Monday.
"""


def mail(text: str, subject: str = "Fwd: Blast postponed", kind: str = "plain") -> bytes:
    return f"{TOP}Subject: {subject}\nContent-Type: text/{kind}; charset=utf-8\n\n{text}".encode()


def sources(tmp_path: Path, content: bytes, name: str = "m.eml") -> list[Document | Skipped]:
    (tmp_path / name).write_bytes(content)
    outcomes = read(find_files((tmp_path,)))
    return [clean(one, "S1") if isinstance(one, RawDocument) else one for one in outcomes]


def said(document: Document | Skipped) -> list[str]:
    """Return what a source says itself."""
    assert isinstance(document, Document)
    blocks = (b for b in document.blocks if not b.reason or b.reason == "heading")
    return [block.span.of(document.text) for block in blocks]


def why(document: Document | Skipped) -> set[str]:
    assert isinstance(document, Document)
    return {block.reason for block in document.blocks} - {"", "heading"}


@pytest.mark.parametrize("forwarded", [GMAIL, OUTLOOK, FRENCH, APPLE])
def test_a_forwarded_mail_is_a_source_with_its_own_author_and_day(
    tmp_path: Path, forwarded: str
) -> None:
    note = "The harbour gives no dates, so here is the quarry.\n\n"
    outer, inner = sources(tmp_path, mail(note + forwarded))
    assert said(outer) == [note.strip()]
    assert said(inner) == ["The quarry of Skarn postponed its blast on Monday."]
    assert isinstance(inner, Document)
    known = inner.source.metadata
    assert (known.published, known.published_from) == ("2026-03-03", "file")
    assert known.title == "Blast postponed"
    assert "ines" in known.author.casefold() or known.author == "Quarry Office"
    assert inner.source.path == "m.eml/forwarded mail 1"


@pytest.mark.parametrize(
    "note",
    [
        "", "FYI\n\n", "zur Info\n\n", "FYI\n\n-- \nOve Lund\n\n",
        "Hi all,\n\nPlease use this on page two.\n\nOve\n\n",
    ],
)  # fmt: skip
def test_a_mail_that_only_forwards_is_the_mail_inside(tmp_path: Path, note: str) -> None:
    (inner,) = sources(tmp_path, mail(note + GMAIL))
    assert isinstance(inner, Document)
    assert (inner.source.path, inner.source.metadata.author) == ("m.eml", "Quarry Office")
    assert inner.source.metadata.published == "2026-03-03"
    told = [notice.detail for notice in inner.notices if "above the forwarded" in notice.detail]
    assert len(told) == bool(note)


@pytest.mark.parametrize("note", ["Rebels took Skarn.", "Please note that it rains. Five died."])
def test_a_note_that_tells_something_is_a_source(tmp_path: Path, note: str) -> None:
    outer, _ = sources(tmp_path, mail(f"{note}\n\n{GMAIL}"))
    assert said(outer) == [note]


def test_a_forward_in_html_is_cut_where_its_head_stands(tmp_path: Path) -> None:
    html = (
        "<div>The quarry told us first.</div><div class='gmail_quote'>"
        "---------- Forwarded message ---------<br>From: <b>Ines &amp; Co</b> &lt;<a>i@q.example"
        "</a>&gt;<br>Date: Tue, Mar 3, 2026 at 8:15 AM<br>Subject: Blast<br>To: x<br><br>"
        "<p>The blast was put off.</p></div>"
    )
    outer, inner = sources(tmp_path, mail(html, kind="html"))
    assert said(outer) == ["The quarry told us first."]
    assert said(inner) == ["The blast was put off."]
    assert isinstance(inner, Document)
    assert inner.source.metadata.author == "Ines & Co"
    assert inner.source.metadata.published == "2026-03-03"


def test_a_forward_of_a_forward_gives_each_mail_its_author(tmp_path: Path) -> None:
    second = GMAIL.replace("Quarry Office", "Clerk").replace("Tue, Mar 3", "Mon, Mar 2")
    _, first, last = sources(tmp_path, mail(f"Look at this one.\n\n{GMAIL}\n{second}"))
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert [one.source.metadata.author for one in (first, last)] == ["Quarry Office", "Clerk"]
    assert [one.source.metadata.published[-2:] for one in (first, last)] == ["03", "02"]


def test_what_an_answer_quotes_is_no_source(tmp_path: Path) -> None:
    text = f"It was put off again.\n\n{OUTLOOK}"
    (answer,) = sources(tmp_path, mail(text, subject="AW: Blast"))
    assert said(answer) == ["It was put off again."]
    assert why(answer) == {"quoted mail", "head of a forwarded mail"}


def test_an_itinerary_is_no_head_of_a_mail(tmp_path: Path) -> None:
    text = "The minister travels.\n\nFrom: Oslo\nTo: Skarn\nHe arrives on Tuesday.\n"
    (document,) = sources(tmp_path, mail(text))
    assert not why(document)


def test_quoted_lines_and_the_line_above_are_set_aside_though_no_blank_line_parts_them(
    tmp_path: Path,
) -> None:
    text = "Seven ships wait.\nOn 3 May 2026 at 8:15 Ida wrote:\n> Six ships wait.\nNot six.\n"
    (document,) = sources(tmp_path, mail(text, subject="Re: ships"))
    assert said(document) == ["Seven ships wait.", "Not six."]
    assert why(document) == {"quoted mail"}


def test_a_sentence_about_a_letter_is_not_above_a_quotation(tmp_path: Path) -> None:
    text = "On Monday the mayor wrote:\n\nThe bridge is closed.\n"
    (document,) = sources(tmp_path, mail(text, subject="Letter"))
    assert not why(document)


NEWS = "The tram of Skarn runs again since Monday."


@pytest.mark.parametrize(
    ("below", "reason"),
    [
        ("Kind regards,\nIda Vik\nHead of press\nWe carried 9 million people.", "signature"),
        ("Mit freundlichen Grüßen\n\nIda Vik\nPressestelle", "signature"),
        ("Cordialement,\nIda", "signature"),
        ("Thanks,\nIda", "signature"),
        ("-- \nIda Vik", "signature"),
        ("Sent from my iPhone", "line of the mail program"),
        ("Get Outlook for iOS<https://aka.example/x>", "line of the mail program"),
        ("Von meinem iPad gesendet", "line of the mail program"),
        (
            "This message and its attachments may contain privileged information. Delete it.",
            "legal notice",
        ),
        ("If you are not the intended recipient you must\nnot copy it.", "legal notice"),
        ("Diese E-Mail enthält vertrauliche Informationen.", "legal notice"),
        ("Ce message et ses pièces jointes sont confidentiels.", "legal notice"),
        ("DISCLAIMER\n\nSkarn Trams never owes anybody anything.", "legal notice"),
        ("CAUTION: This email came from outside the town hall.", "notice of the mail system"),
        ("To unsubscribe, click here.", "mailing list footer"),
        ("You are receiving this email because you ride our trams.", "mailing list footer"),
        (
            "_______________________________________________\nTrams mailing list\nt@l.example",
            "mailing list footer",
        ),
        (
            "-------------- next part --------------\nAn HTML attachment was scrubbed...\nURL: <x>",
            "taken out by the mailing list",
        ),
        ("-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----", "signature"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["plain", "html"])
def test_what_is_no_news_is_set_aside_with_a_reason(
    tmp_path: Path, below: str, reason: str, kind: str
) -> None:
    text = f"{NEWS}\n\n{below}\n"
    if kind == "html":
        lines = (line.replace("<", "&lt;") for line in text.split("\n"))
        text = f"<div>{'<br>'.join(lines)}</div>"
    (document,) = sources(tmp_path, mail(text, subject="Trams", kind=kind))
    assert said(document) == [NEWS]
    assert why(document) == {reason}


@pytest.mark.parametrize(
    "text",
    [
        "The spokesman called the message confidential. It is not.",
        "Passengers were checked for the virus before they were let on board.",
        "Best of all, the tram is free.\n\nThe mayor pays for it until May.",
        "Thanks.\n\nThe tram is free until the end of May, the mayor said.",
        "The notice was sent from the town hall to all tenants.",
    ],
)
def test_news_about_letters_is_news(tmp_path: Path, text: str) -> None:
    (document,) = sources(tmp_path, mail(f"{NEWS}\n\n{text}\n", subject="Trams"))
    assert text.rsplit("\n", maxsplit=1)[-1] in said(document)


def test_what_follows_after_a_signature_is_read_when_it_is_long_or_an_afterthought(
    tmp_path: Path,
) -> None:
    report = " ".join(["The tram of the northern line carried 900 people on Monday."] * 9)
    for name, below in (("a.eml", report), ("b.eml", "PS: The lift is broken.")):
        (tmp_path / name).mkdir()
        text = f"{NEWS}\n\nBest regards,\nIda Vik\n\n{below}\n"
        (document,) = sources(tmp_path / name, mail(text, subject="Trams"))
        assert said(document) == [NEWS, below]


def test_quoted_mail_in_html_is_set_aside(tmp_path: Path) -> None:
    html = (
        "<div>Seven wait.</div><div>On 3 May 2026 at 8:15, Ida &lt;i@x.example&gt; wrote:<br></div>"
        "<blockquote class='gmail_quote'><p>Six wait.</p></blockquote>"
    )
    (document,) = sources(tmp_path, mail(html, subject="Re: ships", kind="html"))
    assert said(document) == ["Seven wait."]
    assert why(document) == {"quoted mail"}


# layouts


def nested(*parts: str, kind: str = "mixed", boundary: str = "b") -> str:
    """Return a part that holds others, each with its own header."""
    held = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f"Content-Type: multipart/{kind}; boundary={boundary}\n\n{held}--{boundary}--\n"


def part(text: str, kind: str = "text/plain", more: str = "") -> str:
    return f"Content-Type: {kind}; charset=utf-8\n{more}\n{text}\n"


FILE = part("The dam leaks.", more="Content-Disposition: attachment; filename=dam.txt\n")


def whole(body: str, subject: str = "Dam") -> bytes:
    return f"{TOP}Subject: {subject}\nMIME-Version: 1.0\n{body}".encode()


def test_a_file_inside_one_of_two_ways_to_say_it_is_a_source(tmp_path: Path) -> None:
    rich = nested(part("<p>See it.</p>", "text/html"), FILE, boundary="c")
    body = nested(part("See it."), rich, kind="alternative")
    outer, file = sources(tmp_path, whole(body))
    assert (said(outer), said(file)) == (["See it."], ["The dam leaks."])


def test_text_after_a_file_belongs_to_the_mail(tmp_path: Path) -> None:
    outer, file = sources(tmp_path, whole(nested(part("First."), FILE, part("Second."))))
    assert said(outer) == ["First.", "Second."]
    assert said(file) == ["The dam leaks."]


def test_a_blank_plain_text_gives_way_to_html(tmp_path: Path) -> None:
    body = nested(part(" "), part("<p>The dam leaks.</p>", "text/html"), kind="alternative")
    (document,) = sources(tmp_path, whole(body))
    assert said(document) == ["The dam leaks."]


def test_a_signed_mail_is_read_without_its_signature(tmp_path: Path) -> None:
    signature = part("MIIB", "application/pkcs7-signature", "Content-Transfer-Encoding: base64\n")
    body = nested(nested(part("Signed."), FILE, boundary="c"), signature, kind="signed")
    outer, file = sources(tmp_path, whole(body))
    assert (said(outer), said(file)) == (["Signed."], ["The dam leaks."])


def der(tag: int, *values: bytes) -> bytes:
    held = b"".join(values)
    return bytes([tag, 0x82]) + len(held).to_bytes(2, "big") + held


def ber(tag: int, *values: bytes) -> bytes:
    return bytes([tag, 0x80, *b"".join(values), 0, 0])


@pytest.mark.parametrize("made", [der, ber])
def test_a_mail_inside_its_signature_is_read(tmp_path: Path, made: object) -> None:
    assert callable(made)
    octets = der(0x04, part("Opaque but").encode()), der(0x04, b"read.\n")
    signed = bytes.fromhex("06092a864886f70d010702")
    data = bytes.fromhex("06092a864886f70d010701")
    inner = made(0x30, data, made(0xA0, made(0x24, *octets)))
    message = made(0x30, signed, made(0xA0, made(0x30, b"\x02\x01\x01", der(0x31), inner)))
    body = part(
        base64.b64encode(message).decode(), "application/pkcs7-mime; smime-type=signed-data",
        "Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=smime.p7m\n",
    )  # fmt: skip
    (document,) = sources(tmp_path, whole(body))
    assert said(document) == ["Opaque but", "read."]


def test_an_encrypted_mail_says_so(tmp_path: Path) -> None:
    enveloped = der(0x30, bytes.fromhex("06092a864886f70d010703"), der(0xA0, der(0x30)))
    body = part(
        base64.b64encode(enveloped).decode(), "application/pkcs7-mime",
        "Content-Transfer-Encoding: base64\n",
    )  # fmt: skip
    (tmp_path / "a").mkdir()
    (skipped,) = sources(tmp_path / "a", whole(body))
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "encrypted"
    (skipped,) = sources(tmp_path, whole(nested(part("x"), kind="encrypted")))[:1]
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "encrypted"


def test_each_mail_of_a_digest_is_a_source(tmp_path: Path) -> None:
    mails = (f"\nFrom: k{n}@x.example\nSubject: No. {n}\n\nLetter {n} came.\n" for n in (1, 2))
    documents = sources(tmp_path, whole(nested(*mails, kind="digest")))
    assert [said(one) for one in documents] == [["Letter 1 came."], ["Letter 2 came."]]
    assert isinstance(documents[0], Document)
    assert documents[0].source.metadata.title == "No. 1"


def test_a_mail_that_is_only_an_attached_mail_is_no_empty_one(tmp_path: Path) -> None:
    inner = "Content-Type: message/rfc822\n\nFrom: k@x.example\nSubject: In\n\nIt is inside.\n"
    (document,) = sources(tmp_path, whole(nested(inner)))
    assert said(document) == ["It is inside."]


CALENDAR = """\
BEGIN:VCALENDAR\r
METHOD:REQUEST\r
BEGIN:VTIMEZONE\r
BEGIN:STANDARD\r
DTSTART:19700101T000000\r
END:STANDARD\r
END:VTIMEZONE\r
BEGIN:VEVENT\r
DTSTAMP:20260301T080000Z\r
DTSTART;TZID="Europe/Oslo":20260310T143000\r
SUMMARY:Visit of the dam\\, with\r
  the mayor\r
LOCATION:Skarn\\; north gate\r
DESCRIPTION:Bring boots.\\nThe path is wet.\r
BEGIN:VALARM\r
DESCRIPTION:Reminder\r
END:VALARM\r
END:VEVENT\r
END:VCALENDAR\r
"""
LINES = [
    (
        "When: Tuesday, 10 March 2026, 14:30 Europe/Oslo time."
        " What: Visit of the dam, with the mayor. Where: Skarn; north gate"
    ),
    "Bring boots.\nThe path is wet.",
]  # fmt: skip


def test_a_mail_that_is_only_an_invitation_says_what_when_and_where(tmp_path: Path) -> None:
    (document,) = sources(tmp_path, whole(part(CALENDAR, "text/calendar"), "Visit"))
    assert said(document) == LINES
    assert isinstance(document, Document)
    known = document.source.metadata
    assert (known.title, known.author, known.published) == ("Visit", "Ove Lund", "2026-03-06")


def test_a_calendar_by_itself_is_read_with_the_day_it_was_saved(tmp_path: Path) -> None:
    (document,) = sources(tmp_path, CALENDAR.encode(), "visit.ics")
    assert said(document) == LINES
    assert isinstance(document, Document)
    assert document.source.metadata.published == "2026-03-01"


def test_a_cancelled_event_says_so_and_an_answer_is_none(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    gone = CALENDAR.replace("LOCATION:", "STATUS:CANCELLED\r\nLOCATION:")
    (document,) = sources(tmp_path / "a", gone.encode(), "visit.ics")
    assert " Cancelled: Visit of the dam, with the mayor. Where: Skarn; north" in said(document)[0]
    (skipped,) = sources(tmp_path, CALENDAR.replace("REQUEST", "REPLY").encode(), "r.ics")[-1:]
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "empty"


def test_a_winmail_dat_is_named_in_the_reason(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@x.example", "b@x.example", "x"
    message.set_content("See it.")
    message.add_attachment(
        b"\x78\x9f\x3e\x22\x01", maintype="application", subtype="ms-tnef", filename="winmail.dat"
    )
    _, skipped = sources(tmp_path, message.as_bytes())
    assert isinstance(skipped, Skipped)
    assert "winmail.dat" in skipped.detail


# mailboxes and senders


def test_only_a_real_separator_parts_a_mailbox() -> None:
    head = "From: Ida <i@x.example>\nSubject: x\nDate: Mon, 2 Mar 2026 10:00 +0100\n\n"
    content = (
        f"From i@x.example Mon Mar  2 10:00:00 2026\n{head}The tram is free.\n\n"
        "From May on it costs two euros.\n\nFrom: here\nit goes north.\n\n"
        f"From i at x.example  Tue Mar  3 10:00:00 2026\n{head}A second mail.\n\n"
        f"From - Tue, 3 Mar 2026 10:00:00\n{head}A third mail.\n\n"
        f"From ???@??? \n{head}A fourth mail.\n"
    )
    reading: Reading = registry.parse(content.encode(), "a.mbox", "", DEFAULT_LIMITS)
    assert len(reading.parts) == 4
    assert b"From May on it costs" in reading.parts[0].content
    assert b"it goes north" in reading.parts[0].content


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("Ida Vik <i@x.example>", "Ida Vik"),
        ("i@x.example (Ida Vik)", "Ida Vik"),
        ("i.vik at x.example (Ida Vik)", "Ida Vik"),
        ("i.vik at x.example (=?utf-8?Q?Ida_V=C3=ADk?=)", "Ida Vík"),
        ('"Vik, Ida" <i@x.example>', "Vik, Ida"),
        ("Ida Vik (Desk) <i@x.example>", "Ida Vik (Desk)"),
        ("Ida Vik [mailto:i@x.example]", "Ida Vik"),
        ("<i@x.example>", "i@x.example"),
        ("i@x.example ()", "i@x.example"),
        ("", ""),
    ],
)
def test_a_sender_is_named_wherever_the_name_stands(field: str, name: str) -> None:
    assert sender(field) == name


def test_a_name_in_brackets_is_the_author(tmp_path: Path) -> None:
    (document,) = sources(
        tmp_path, b"From: i@x.example (Ida Vik)\nTo: a@x.example\nSubject: x\n\nIt rains.\n"
    )
    assert isinstance(document, Document)
    assert document.source.metadata.author == "Ida Vik"


# every citation leads back into the body as it was sent

WORDS = st.text(st.sampled_from("abcé=“–.,> 12"), min_size=1, max_size=90)
BODIES = st.lists(
    st.one_of(
        WORDS, st.sampled_from(["", "", "> quoted", "-- ", "Best regards,", *GMAIL.split("\n")[:6]])
    ),
    max_size=14,
)


def letters(text: str) -> str:
    """Return a text without blanks and the marks of quoting, which are edits."""
    return re.sub(r"[\s>]+", "", text)


@settings(deadline=None, max_examples=60)
@given(BODIES, st.sampled_from(["Fwd: x", "Re: x", "x"]))
def test_letters_and_forwards_map_back_to_the_body(lines: list[str], subject: str) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@x.example", "b@x.example", subject
    message.set_content("\n".join(lines) + "\n", cte="quoted-printable")
    body = str(message.get_content())
    assume(letters(body))
    reading = registry.parse(message.as_bytes(), "m.eml", "", DEFAULT_LIMITS)
    shown = 0
    for one in reading.parts:
        letter = registry.parse(one.content, one.name, one.media_type, DEFAULT_LIMITS)
        assert len(letter.text) == len(body)
        raw = RawDocument(
            "m", "m", "0" * 64, 1, "utf-8", letter.text, letter.blocks, letter.edits,
            one.metadata, (),
        )  # fmt: skip
        document = clean(raw, "S1")
        for block in document.blocks:
            for start in range(block.span.start, block.span.end, 5):
                span = Span(start, min(start + 4, block.span.end))
                assert letters(span.of(document.text)) == letters(
                    document.origin.raw(span).of(body)
                )
            shown += len(letters(block.span.of(document.text)))
    assert shown <= len(letters(body))


OUTLOOK_PAGE = (
    "<p class=MsoNormal><b>From:</b> Berg, Ines &lt;ines@quarry.example&gt; <br><b>Sent:</b> "
    "Tuesday, March 3, 2026 8:15 AM<br><b>To:</b> Ove Lund<br><b>Subject:</b> FW: Blast</p>"
)
THUNDERBIRD_PAGE = (
    "<br>-------- Forwarded Message --------<table><tbody>"
    "<tr><th>Subject: </th><td>Blast</td></tr>"
    "<tr><th>Date: </th><td>Tue, 3 Mar 2026 08:15</td></tr>"
    "<tr><th>From: </th><td>Berg, Ines &lt;ines@quarry.example&gt;</td></tr>"
    "<tr><th>To: </th><td>Ove</td></tr></tbody></table>"
)
APPLE_PAGE = (
    "<blockquote type='cite'><div>Begin forwarded message:</div><div><b>From: </b>\"Berg, Ines\" "
    "&lt;ines@quarry.example&gt;</div><div><b>Subject: </b>Blast</div>"
    "<div><b>Date: </b>3 March 2026 at 08:15:00 CET</div><div><b>To: </b>Ove</div>"
    "<p>It was put off.</p></blockquote><p>Ove's.</p>"
)


@pytest.mark.parametrize("page", [OUTLOOK_PAGE, THUNDERBIRD_PAGE, APPLE_PAGE])
def test_forwards_are_cut_as_each_program_writes_them_in_html(tmp_path: Path, page: str) -> None:
    below = "" if "blockquote" in page else "<p>It was put off.</p>"
    html = f"<p>The quarry told us first.</p>{page}{below}"
    outer, inner = sources(tmp_path, mail(html, kind="html"))
    assert said(outer)[0] == "The quarry told us first."
    assert said(outer)[1:] == (["Ove's."] if "blockquote" in page else [])
    assert said(inner) == ["It was put off."]
    assert isinstance(inner, Document)
    known = inner.source.metadata
    assert (known.author, known.title, known.published) == ("Berg, Ines", "Blast", "2026-03-03")


@pytest.mark.parametrize(
    "line", ["Cheers", "--", "> x", "From: a@b.example", "On 3 May 2026 at 8:15 Ida wrote:"]
)
@pytest.mark.parametrize("kind", ["plain", "html"])
def test_long_letters_are_read_in_time_that_grows_with_their_length(line: str, kind: str) -> None:
    took = []
    for count in (500, 2_000):
        mark = "<blockquote type=cite><br>" if kind == "html" else "\n"
        content = mark.join([line] * count).encode()
        begun = time.process_time()
        registry.parse(content, "m", f"text/{kind}; letter", DEFAULT_LIMITS)
        took.append(time.process_time() - begun)
    assert took[1] < 8 * took[0] + 0.5
