import re
import subprocess
import sys
import tracemalloc
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.headerregistry import Address
from pathlib import Path

import dkim
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mail.letters import NOW, PDF, SETTINGS, draft, parse

from briefgen.config import Dkim, Recipient
from briefgen.config.delivery import Unsubscribe
from briefgen.deliver import Clock, address, draft_notice, open_draft, sign
from briefgen.errors import NotSendable
from briefgen.model.mail import address_of, assemble, safe_header, unintended_headers
from briefgen.publishing import address_all

ANA = Recipient("ana@example.org", "Ana Kovačević")


def test_a_message_reads_back_with_both_texts_the_pdf_and_its_headers() -> None:
    made = draft()
    message = parse(address(made, ANA, SETTINGS, NOW).write().content)
    (attached,) = message.iter_attachments()
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n") == made.text
    assert html.get_content().replace("\r\n", "\n") == made.html
    assert attached.get_content() == PDF.content
    assert attached.get_filename() == "BN-2026-047.pdf"
    assert {name: str(message[name]) for name in ("From", "To", "Date", "List-ID")} == {
        "From": "Regional desk <desk@example.org>",
        "To": "Ana Kovačević <ana@example.org>",
        "Date": "Mon, 23 Nov 2026 06:30:00 +0000",
        "List-ID": "<orvel-dam.example.org>",
    }
    assert str(message["Subject"]).startswith("[TLP:GREEN] BN-2026-047: ")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "en"
    assert not {"Cc", "Bcc", "X-Unsent"} & set(message.keys())


def test_a_message_id_is_the_same_on_every_attempt_and_another_for_everybody() -> None:
    first, again = (address(draft(), ANA, SETTINGS, NOW).write() for _ in range(2))
    later = address(draft(), ANA, SETTINGS, NOW.replace(day=24))
    other = address(draft(), Recipient("bo@example.org"), SETTINGS, NOW)
    corrected = address(replace(draft(), brief="c" * 64), ANA, SETTINGS, NOW)
    assert first == again
    assert first.message_id == later.message_id
    assert len({first.message_id, other.message_id, corrected.message_id}) == 3
    assert first.message_id.endswith("@example.org>")


def test_a_message_can_be_unsubscribed_from_with_one_click() -> None:
    ways = Unsubscribe("https://example.org/leave?who={address}", "leave@example.org")
    message = parse(address(draft(), ANA, replace(SETTINGS, unsubscribe=ways), NOW).write().content)
    assert message["List-Unsubscribe"] == (
        "<https://example.org/leave?who=ana%40example.org>,"
        " <mailto:leave@example.org?subject=unsubscribe>"
    )
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_mail_address_to_unsubscribe_at_is_no_click() -> None:
    ways = Unsubscribe(mailto="leave@example.org")
    message = parse(address(draft(), ANA, replace(SETTINGS, unsubscribe=ways), NOW).write().content)
    assert message["List-Unsubscribe"] == "<mailto:leave@example.org?subject=unsubscribe>"
    assert "List-Unsubscribe-Post" not in message


def test_an_attachment_above_the_limit_is_refused() -> None:
    heavy = replace(draft(), pdf=("brief.pdf", b"x" * 10_000_001))
    with pytest.raises(NotSendable, match="show less in the brief"):
        address(heavy, ANA, SETTINGS, NOW)


def test_an_attachment_of_just_the_limit_is_sent_and_a_larger_one_names_its_size() -> None:
    address(replace(draft(), pdf=("brief.pdf", bytes(10_000_000))), ANA, SETTINGS, NOW)
    heavy = replace(draft(), pdf=("brief.pdf", bytes(12_345_678)))
    with pytest.raises(NotSendable, match=r"has 12\.3 MB, and the most that is sent is 10 MB:"):
        address(heavy, ANA, SETTINGS, NOW)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Orvel dam", "orvel-dam"),
        ("  «Größe» & 2nd week! ", "gr-sse-2nd-week"),
        ("水資源", "brief"),
        ("a" * 50, "a" * 40),
        ("a" * 39 + " next", "a" * 39),
        ("X", "x"),
    ],
)
def test_a_list_is_named_by_the_title_in_plain_letters(title: str, name: str) -> None:
    message = parse(address(replace(draft(), title=title), ANA, SETTINGS, NOW).write().content)
    assert message["List-ID"] == f"<{name}.example.org>"


def test_a_list_and_answers_have_the_addresses_that_settings_give() -> None:
    chosen = replace(SETTINGS, list_id="dam.lists.example.org", reply_to="editor@example.org")
    message = parse(address(draft(), ANA, chosen, NOW).write().content)
    assert message["List-ID"] == "<dam.lists.example.org>"
    assert message["Reply-To"] == "editor@example.org"
    plain = parse(address(draft(), ANA, SETTINGS, NOW).write().content)
    assert "Reply-To" not in plain
    assert "List-Unsubscribe" not in plain


def test_a_message_id_has_forty_digits_and_does_not_depend_on_capitals() -> None:
    one, other = (
        address(draft(), Recipient(written), SETTINGS, NOW).message_id
        for written in ("ana@example.org", "ANA@Example.org")
    )
    assert one == other
    assert re.fullmatch(r"<[0-9a-f]{40}@example\.org>", one)


def test_a_name_is_cut_where_no_mail_program_shows_more() -> None:
    message = parse(
        address(draft(), Recipient("a@example.org", "x" * 90), SETTINGS, NOW).write().content
    )
    (found,) = message["To"].addresses
    assert found.display_name.replace(" ", "") == "x" * 79 + "…"


def test_a_letter_signs_its_finished_bytes() -> None:
    made = address(draft(), ANA, SETTINGS, NOW, lambda content: b"Signed: yes\r\n" + content)
    assert made.recipient == "ana@example.org"
    message = made.write()
    assert message.content.startswith(b"Signed: yes\r\nMIME-Version: ")
    assert (message.recipient, message.message_id) == (made.recipient, made.message_id)


def written(*, pdf: bool = True, html: str = "<p>b</p>", language: str = "fr") -> bytes:
    headers = (("Subject", "S"), *((("Content-Language", language),) if language else ()))
    return assemble(headers, "a\n", html, ("n.pdf", b"%PDF") if pdf else None)


def test_a_draft_has_what_the_message_has() -> None:
    made = open_draft(written(), "b", "Title")
    assert (made.brief, made.title, made.subject, made.language) == ("b", "Title", "S", "fr")
    assert (made.text, made.html, made.pdf) == ("a\n", "<p>b</p>\n", ("n.pdf", b"%PDF"))


def test_a_draft_without_language_or_paper_is_english_and_has_none() -> None:
    made = open_draft(written(pdf=False, language=""), "b", "Title")
    assert (made.language, made.pdf) == ("en", None)


def test_paper_without_a_name_is_called_the_brief() -> None:
    nameless = re.sub(rb';\s*filename="?n\.pdf"?', b"", written())
    assert b"n.pdf" not in nameless
    made = open_draft(nameless, "b", "Title")
    assert made.pdf == ("brief.pdf", b"%PDF")


@pytest.mark.parametrize(
    "content",
    [written(html=""), written().replace(b"Subject: S\r\n", b"")],
    ids=["no HTML", "no subject"],
)
def test_a_draft_that_lacks_something_is_refused(content: bytes) -> None:
    with pytest.raises(NotSendable, match="build the brief again"):
        open_draft(content, "b", "Title")


def test_messages_of_a_long_list_are_made_one_at_a_time() -> None:
    """All at once, each with its PDF, five hundred of them took gigabytes."""
    pdf = ("brief.pdf", bytes(100_000))
    made = replace(draft(), pdf=pdf)
    everybody = [Recipient(f"p{n}@example.org", "") for n in range(40)]
    tracemalloc.start()
    try:
        letters = address_all(made, everybody, SETTINGS, Clock(lambda: NOW, lambda _: None))
        sizes = [len(letter.write().content) for letter in letters.values()]
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(sizes) == 40
    assert min(sizes) > 130_000
    assert most < sum(sizes) / 2


def test_a_draft_that_is_no_message_is_refused() -> None:
    with pytest.raises(NotSendable, match="build the brief again"):
        open_draft(b"Subject: x\r\n\r\nOnly text.", "b", "Title")


def test_a_notice_says_that_there_is_nothing_new() -> None:
    notice = draft_notice("Orvel dam", "TLP:GREEN", "16-22 November 2026", "en")
    message = parse(address(notice, ANA, SETTINGS, NOW).write().content)
    assert message.get_content_type() == "text/plain"
    assert message["Subject"] == "[TLP:GREEN] Orvel dam: nothing new, 16-22 November 2026"
    unmarked = draft_notice("Orvel dam", "", "week 47", "fr")
    assert unmarked.subject == "Orvel dam: nothing new, week 47"
    assert unmarked.text == (
        "Orvel dam\n\nNothing new was received for week 47. There is no brief.\n"
    )
    assert (unmarked.language, unmarked.html, unmarked.pdf) == ("fr", "", None)
    assert unmarked.brief not in (notice.brief, draft_notice("O", "", "week 47", "fr").brief)


HOSTILE = [
    "Ana\r\nBcc: x@example.org",
    "é =?utf-8?q?=0ABcc:_x@example.org?=",
    'Ana" <evil@example.org>, "x',
    "Ana\u202e\u2066gro.elpmaxe@x",
    "Ana\u2028Bcc: x@example.org\x85\x00",
    "صندوق البريد",
    "Ana 🎈 Größe",
    "Kovačević, Ana (desk)",
    "é " * 200,
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_can_be_nothing_but_a_name(name: str) -> None:
    message = parse(
        address(draft(), Recipient("ana@example.org", name), SETTINGS, NOW).write().content
    )
    assert "Bcc" not in message
    (found,) = message["To"].addresses
    assert found.addr_spec == "ana@example.org"
    assert not set('"\\<>()[],;:@') & set(found.display_name)


@pytest.mark.parametrize("name", ["صندوق البريد", "Ana 🎈 Größe", "Мила Савченко", "日本 太郎"])
def test_a_name_in_any_script_arrives_as_it_was(name: str) -> None:
    message = parse(
        address(draft(), Recipient("ana@example.org", name), SETTINGS, NOW).write().content
    )
    (found,) = message["To"].addresses
    assert found.display_name == name


@pytest.mark.parametrize(
    "title",
    [
        "Größe – Łódź",
        "تقرير أسبوعي عن المياه",
        "דו״ח שבועי",
        "水資源週報",
        "Weekly 🎈 note",
        "a = ?utf-8",
    ],
)
def test_a_title_in_any_script_arrives_in_the_subject_as_it_was(title: str) -> None:
    made = replace(draft(), subject=safe_header(f"[TLP:GREEN] N-1: {title}"))
    message = parse(address(made, ANA, SETTINGS, NOW).write().content)
    assert message["Subject"] == f"[TLP:GREEN] N-1: {title}"


def test_encoded_words_of_a_long_title_have_the_length_that_is_allowed() -> None:
    title = "Bulletin hebdomadaire : l’été très sec à Genève, les réservoirs à moitié vides, " * 2
    name = "Министерство водного хозяйства и лесов Озёрного края"
    made = replace(draft(), subject=safe_header(title))
    content = address(made, Recipient("ana@example.org", name), SETTINGS, NOW).write().content
    head = content.partition(b"\r\n\r\n")[0].decode("ascii")
    words = re.findall(r"=\?utf-8\?.\?[^?]*\?=", head)
    assert len(words) > 4
    assert max(map(len, words)) <= 75
    assert all(len(line) <= 76 for line in head.splitlines() if "=?utf-8" in line)
    assert parse(content)["Subject"] == made.subject
    shown = message_from_bytes(content)["To"]
    assert str(make_header(decode_header(shown))) == f"{name} <ana@example.org>"


@given(st.text(max_size=200), st.text(max_size=60))
def test_subjects_and_names_read_back_or_are_refused(subject: str, name: str) -> None:
    made = replace(draft_notice("t", "", "p", "en"), subject=safe_header(subject) or "x")
    try:
        content = address(made, Recipient("ana@example.org", name), SETTINGS, NOW).write().content
    except NotSendable:
        return
    message = parse(content)
    assert str(message["Subject"]) == made.subject
    assert [a.addr_spec for a in message["To"].addresses] == ["ana@example.org"]
    assert len(message.keys()) == len(set(message.keys()))


def test_a_header_that_would_become_two_is_found() -> None:
    injected = b"Subject: x\r\nBcc: y@example.org\r\n\r\nbody"
    assert unintended_headers(injected, (("Subject", "x"),)) == ("Bcc",)
    with pytest.raises(ValueError, match=r"Bcc|Subject|linefeed"):
        assemble((("Subject", "é =?utf-8?q?=0ABcc:_x@example.org?= é\nBcc: z"),), "text")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ana@Example.ORG", "ana@example.org"),
        ("a.b+c@example.org", "a.b+c@example.org"),
        ("post@bücher.example", "post@xn--bcher-kva.example"),
    ],
)
def test_an_address_is_brought_to_one_form(written: str, meant: str) -> None:
    assert address_of(written) == meant
    assert Address(addr_spec=meant)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ana",
        "@example.org",
        "ana@",
        "ana@-x.org",
        "ana@exa mple.org",
        "ana@example.org, bo@example.org",
        "ana@example.org\nBcc: bo@example.org",
        "Ana <ana@example.org>",
        "änä@example.org",
        "a..b@example.org",
        f"{'a' * 250}@example.org",
        "ana@" + "a" * 64 + ".org",
        "a\x00b@example.org",
    ],
)
def test_anything_but_one_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"'.*'.*(is no|before|no address)"):
        address_of(text)


def test_lines_of_the_body_are_as_short_as_spam_filters_expect() -> None:
    content = address(draft(), ANA, SETTINGS, NOW).write().content
    body = content.partition(b"\r\n\r\n")[2]
    lines = [line for line in body.split(b"\r\n") if not line.startswith(b"Content-")]
    assert max(map(len, lines)) <= 78


KEY = Dkim(domain="example.org", selector="brief", key_file="dkim.pem")


def test_a_signature_needs_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dkim", None)
    with pytest.raises(NotSendable, match=r"pip install 'briefgen\[dkim\]'"):
        sign(b"Subject: x\r\n\r\nbody\r\n", KEY, b"")


def test_a_signature_covers_the_list_headers_and_breaks_with_them(tmp_path: Path) -> None:
    key = tmp_path / "dkim.pem"
    for command in (
        ["openssl", "genrsa", "-traditional", "-out", str(key), "2048"],
        ["openssl", "rsa", "-in", str(key), "-pubout", "-out", f"{key}.pub"],
    ):
        subprocess.run(command, check=True, capture_output=True)
    lines = (tmp_path / "dkim.pem.pub").read_text("ascii").splitlines()
    record = f"v=DKIM1; k=rsa; p={''.join(x for x in lines if '---' not in x)}".encode()
    ways = Unsubscribe("https://example.org/leave", "")
    content = address(draft(), ANA, replace(SETTINGS, unsubscribe=ways), NOW).write().content
    signed = sign(content, KEY, key.read_bytes())
    assert signed.endswith(content)
    assert dkim.verify(signed, dnsfunc=lambda *_, **__: record)
    for name in (b"List-Unsubscribe-Post: ", b"To: ", b"Subject: "):
        forged = signed.replace(b"\r\n" + name, b"\r\n" + name + b"x", 1)
        assert not dkim.verify(forged, dnsfunc=lambda *_, **__: record), name
    with pytest.raises(NotSendable, match="no RSA private key"):
        sign(content, KEY, b"nothing of the kind")
