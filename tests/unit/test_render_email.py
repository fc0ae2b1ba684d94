from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from unit.briefs import MASTHEAD, compose, dam_brief, long_brief, one_event, small_brief
from unit.pages import Page

from briefgen.model.brief import Artifact
from briefgen.model.mail import safe_header
from briefgen.render.email import MOST_BYTES, write_email, write_text

PDF = Artifact("brief.pdf", b"%PDF-1.7 as good as any")
MEANT = [
    "MIME-Version", "Content-Type", "Subject", "Date", "Message-ID",
    "Content-Language", "Auto-Submitted", "X-Unsent",
]  # fmt: skip


def parse(artifact: Artifact) -> EmailMessage:
    message = message_from_bytes(artifact.content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def body_of(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def html_of(message: EmailMessage) -> str:
    return body_of(message, "html")


def test_email_reads_back_with_its_parts_and_headers() -> None:
    message = parse(write_email(dam_brief(), PDF))
    kinds = [part.get_content_type() for part in message.walk()]
    (attached,) = message.iter_attachments()

    assert message.keys() == MEANT
    assert kinds == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf",
    ]  # fmt: skip
    assert attached.get_content() == PDF.content
    assert attached.get_filename() == "BN-2026-047.pdf"
    assert message["Subject"] == (
        "[TLP:GREEN] BN-2026-047: Orvel valley evacuated as dam seepage is repaired"
    )
    assert message["Date"] == "Sun, 22 Nov 2026 06:00:00 +0000"
    assert message["X-Unsent"] == "1"


def test_email_without_pdf_is_text_and_html() -> None:
    message = parse(write_email(dam_brief()))

    assert message.get_content_type() == "multipart/alternative"


def test_email_is_the_same_bytes_again() -> None:
    assert write_email(dam_brief(), PDF) == write_email(dam_brief(), PDF)


def test_email_text_is_the_plain_note() -> None:
    text = body_of(parse(write_email(dam_brief(), PDF)), "plain")

    assert text == write_text(dam_brief()).content.decode()


@pytest.mark.parametrize(
    "title",
    [
        "One\r\nBcc: x@example.org",
        "é =?utf-8?q?=0ABcc:_x@example.org?=",
        "é \u2028Bcc: x@example.org\u202e\x85\x00",
        "é " * 300,
        "Größe – Łódź, Київ — two  blanks",
    ],
)
def test_email_title_stays_in_one_header(title: str) -> None:
    message = parse(write_email(small_brief("It rained.", title, title), PDF))

    assert message.keys() == MEANT
    assert str(message["Subject"]).startswith("[TLP:GREEN] BN-2026-047: ")


def test_email_html_asks_for_nothing_from_outside() -> None:
    page = Page(html_of(parse(write_email(dam_brief(), PDF))).encode())

    assert not {"img", "script", "link", "form"}.intersection(page.tags)
    assert page.links == []


def test_email_html_links_only_to_web_addresses_of_sources() -> None:
    verified = dam_brief()
    web, local = ("https://example.org/orvel", "file:///etc/hostname")
    sources = tuple(
        replace(record, url=url)
        for record, url in zip(verified.brief.evidence.sources, (web, local, "", ""), strict=True)
    )
    evidence = replace(verified.brief.evidence, sources=sources)
    brief = replace(verified.brief, evidence=evidence)

    page = Page(html_of(parse(write_email(replace(verified, brief=brief)))).encode())
    assert page.links == [web]


def test_email_html_names_source_and_paragraph_of_every_fact() -> None:
    page = Page(html_of(parse(write_email(dam_brief(), PDF))).encode())

    assert all(fact.text in page.text for fact in dam_brief().brief.evidence.facts)
    assert "[S1 ¶2] [S2 ¶2]" in page.text


def test_email_html_stays_small_and_says_what_it_leaves_out() -> None:
    html = html_of(parse(write_email(long_brief(300), PDF)))

    assert len(html.encode()) <= MOST_BYTES
    assert "more in the full note" in html


def test_email_shows_hostile_text_as_text() -> None:
    hostile = "<script>alert(1)</script> {{ 7 * 7 }}"
    message = parse(write_email(small_brief(hostile, hostile, hostile, hostile), PDF))
    page = Page(html_of(message).encode())

    assert "script" not in page.tags
    assert page.text.count(hostile) > 4
    assert hostile in write_text(small_brief(hostile)).content.decode()


def test_email_text_has_no_characters_that_reorder_it() -> None:
    text = write_text(small_brief("one \u202etwo\u2066", "t\u202e", "n\u202d")).content.decode()

    assert not set(text).intersection("\u202d\u202e\u2066")


def test_email_text_keeps_marks_whole_and_lines_short() -> None:
    lines = write_text(dam_brief()).content.decode().splitlines()

    assert max(map(len, lines)) <= 76
    assert not [line for line in lines if line.endswith(("[S1", "[S2", "[S3"))]


def test_email_safe_header_cuts_between_words() -> None:
    assert safe_header("one two three", 9) == "one two …"
    assert safe_header("onetwothree", 9) == "onetwoth…"


def test_mail_and_text_show_details_behind_their_lead() -> None:
    verified = dam_brief()
    facts = verified.brief.evidence.facts
    told = one_event(verified.brief.evidence, facts[3], facts[6])
    verified = replace(verified, brief=compose(told, MASTHEAD))
    html = " ".join(Page(html_of(parse(write_email(verified))).encode()).text.split())
    text = write_text(verified).content.decode()

    assert (
        "according to the Red Cross. [S2 ¶3] [S3 ¶5]2 independent sources, reported"
        " The valley road was reopened to lorries on 20 November 2026. [S3 ¶4] 1 source" in html
    )
    assert (
        "    (2 independent sources, reported)\n"
        "    - The valley road was reopened to lorries on 20 November 2026. [S3 ¶4]\n"
        "      (1 source)\n" in text.replace("\u00a0", " ")
    )
