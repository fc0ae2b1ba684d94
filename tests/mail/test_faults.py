"""What becomes of a brief when the mail server misbehaves, and of the next attempt."""

import base64
import itertools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from mail.letters import clock, draft, letters, plain
from mail.servers import Certificate, Server, Verdict, make_certificate, serving

from briefgen.config import Security, Smtp
from briefgen.deliver import (
    Letter,
    Login,
    Message,
    Sent,
    Session,
    State,
    connect,
    dispatch,
    open_ledger,
)
from briefgen.errors import LoginError, ServiceRefused, TlsError, TryAgain

PEOPLE = ("a@example.org", "b@example.org", "c@example.org")
LOGIN = Login("desk", "correct horse battery")
Steps = dict[str, Verdict]


def every_other(reply: bytes) -> Callable[[str], bytes]:
    """Refuse b@."""
    return lambda line: reply if "b@" in line else b"250 ok"


def first_only(reply: bytes) -> Callable[[str], bytes]:
    calls = itertools.count()
    return lambda _: b"250 ok" if next(calls) else reply


def attempt(file: Path, smtp: Smtp, login: Login | None = None, tries: int = 3) -> Sent:
    def session() -> AbstractContextManager[Session]:
        return connect(smtp, "desk@example.org", login)

    with open_ledger(file) as ledger:
        return dispatch(draft().brief, letters(*PEOPLE), ledger, session, [0.0] * tries, clock())


def patience(steps: Steps) -> float:
    """Wait long for a server that answers, so that a slow machine fails no test."""
    return 1 if "hang" in steps.values() else 30


def count(sent: Sent) -> dict[State, int]:
    states = [entry.state for entry in sent.entries]
    return {state: states.count(state) for state in State if state in states}


ACCEPTED, REFUSED, DEFERRED = State.ACCEPTED, State.REFUSED, State.DEFERRED
PLANNED, UNKNOWN = State.PLANNED, State.UNKNOWN

MATRIX: list[tuple[str, Steps, dict[State, int], dict[State, int]]] = [
    ("normal", {}, {ACCEPTED: 3}, {ACCEPTED: 3}),
    ("EHLO refused, HELO accepted", {"EHLO": b"502 no"}, {ACCEPTED: 3}, {ACCEPTED: 3}),
    ("421 at greeting", {"greeting": b"421 later"}, {PLANNED: 3}, {ACCEPTED: 3}),
    ("554 at greeting", {"greeting": b"554 never"}, {PLANNED: 3}, {ACCEPTED: 3}),
    ("silence at greeting", {"greeting": "hang"}, {PLANNED: 3}, {ACCEPTED: 3}),
    ("drop at greeting", {"greeting": "drop"}, {PLANNED: 3}, {ACCEPTED: 3}),
    ("garbage at greeting", {"greeting": "garbage"}, {PLANNED: 3}, {ACCEPTED: 3}),
    ("421 at EHLO", {"EHLO": b"421 no", "HELO": b"421 no"}, {PLANNED: 3}, {ACCEPTED: 3}),
    ("451 at MAIL", {"MAIL": b"451 busy"}, {DEFERRED: 3}, {ACCEPTED: 3}),
    ("550 at MAIL", {"MAIL": b"550 no"}, {REFUSED: 3}, {REFUSED: 3}),
    ("421 at MAIL", {"MAIL": b"421 closing"}, {PLANNED: 2, DEFERRED: 1}, {ACCEPTED: 3}),
    ("drop at MAIL", {"MAIL": "drop"}, {PLANNED: 3}, {ACCEPTED: 3}),
    ("hang at MAIL", {"MAIL": "hang"}, {PLANNED: 3}, {ACCEPTED: 3}),
    ("garbage at MAIL", {"MAIL": "garbage"}, {PLANNED: 3}, {ACCEPTED: 3}),
    ("450 for all", {"RCPT": b"450 later"}, {DEFERRED: 3}, {ACCEPTED: 3}),
    (
        "450 for some",
        {"RCPT": every_other(b"450 later")},
        {ACCEPTED: 2, DEFERRED: 1},
        {ACCEPTED: 3},
    ),
    ("450 once", {"RCPT": first_only(b"450 again")}, {ACCEPTED: 3}, {ACCEPTED: 3}),
    (
        "550 for half",
        {"RCPT": every_other(b"550 who?")},
        {ACCEPTED: 2, REFUSED: 1},
        {ACCEPTED: 2, REFUSED: 1},
    ),
    ("550 for all", {"RCPT": b"550 who?"}, {REFUSED: 3}, {REFUSED: 3}),
    ("drop at RCPT", {"RCPT": "drop"}, {PLANNED: 3}, {ACCEPTED: 3}),
    ("hang at RCPT", {"RCPT": "hang"}, {PLANNED: 3}, {ACCEPTED: 3}),
    ("451 at DATA", {"DATA": b"451 later"}, {DEFERRED: 3}, {ACCEPTED: 3}),
    ("452 at DATA", {"DATA": b"452 full"}, {DEFERRED: 3}, {ACCEPTED: 3}),
    ("554 at DATA", {"DATA": b"554 no"}, {REFUSED: 3}, {REFUSED: 3}),
    ("drop at DATA", {"DATA": "drop"}, {PLANNED: 3}, {ACCEPTED: 3}),
    ("garbage at DATA", {"DATA": "garbage"}, {PLANNED: 3}, {ACCEPTED: 3}),
    ("drop after 354", {"body": "drop"}, {PLANNED: 3}, {ACCEPTED: 3}),
    ("451 after the dot", {"dot": b"451 later"}, {DEFERRED: 3}, {ACCEPTED: 3}),
    ("552 after the dot", {"dot": b"552 too big"}, {REFUSED: 3}, {REFUSED: 3}),
    ("554 after the dot", {"dot": b"554 spam"}, {REFUSED: 3}, {REFUSED: 3}),
    ("drop after the dot", {"dot": "drop"}, {UNKNOWN: 1, PLANNED: 2}, {UNKNOWN: 1, ACCEPTED: 2}),
    ("hang after the dot", {"dot": "hang"}, {UNKNOWN: 1, PLANNED: 2}, {UNKNOWN: 1, ACCEPTED: 2}),
    (
        "garbage after the dot",
        {"dot": "garbage"},
        {UNKNOWN: 1, PLANNED: 2},
        {UNKNOWN: 1, ACCEPTED: 2},
    ),
    ("421 after the dot", {"dot": b"421 bye"}, {DEFERRED: 1, PLANNED: 2}, {ACCEPTED: 3}),
    ("RSET refused", {"RCPT": b"550 no", "RSET": "drop"}, {REFUSED: 1, PLANNED: 2},
     {REFUSED: 1, ACCEPTED: 2}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "first", "second"), [row[1:] for row in MATRIX], ids=[row[0] for row in MATRIX]
)
def test_a_bad_server_costs_nobody_a_message_and_gives_nobody_two(
    tmp_path: Path, steps: Steps, first: dict[State, int], second: dict[State, int]
) -> None:
    with serving(steps) as bad:
        sent = attempt(tmp_path / "l.db", plain(bad.port, patience(steps)))
    assert count(sent) == first
    with serving() as good:
        again = attempt(tmp_path / "l.db", plain(good.port))
    assert count(again) == second
    for who in PEOPLE:
        assert bad.accepted(who) + good.accepted(who) <= 1, who
    got = {who for who in PEOPLE if bad.accepted(who) + good.accepted(who)}
    told = {e.recipient for e in again.entries if e.state in (ACCEPTED, UNKNOWN)}
    assert got == told


def test_unknown_is_sent_again_only_when_a_person_says_so(tmp_path: Path) -> None:
    with serving({"dot": "drop"}) as bad:
        attempt(tmp_path / "l.db", plain(bad.port))
    with open_ledger(tmp_path / "l.db") as ledger:
        ledger.reopen(draft().brief, [State.UNKNOWN])
    with serving() as good:
        again = attempt(tmp_path / "l.db", plain(good.port))
    assert count(again) == {ACCEPTED: 3}
    assert bad.accepted(PEOPLE[0]) + good.accepted(PEOPLE[0]) == 2


@pytest.mark.parametrize(
    ("steps", "error"),
    [
        ({"greeting": b"421 later"}, TryAgain),
        ({"greeting": b"554 never"}, ServiceRefused),
        ({"greeting": "hang"}, TryAgain),
        ({"dot": "drop"}, TryAgain),
    ],
)
def test_what_ended_it_early_is_told(tmp_path: Path, steps: Steps, error: type) -> None:
    with serving(steps) as bad:
        sent = attempt(tmp_path / "l.db", plain(bad.port, patience(steps)))
    assert type(sent.trouble) is error


def test_nobody_listens(tmp_path: Path) -> None:
    with serving() as gone:
        port = gone.port
    sent = attempt(tmp_path / "l.db", plain(port))
    assert isinstance(sent.trouble, TryAgain)
    assert "127.0.0.1" in str(sent.trouble)


def test_a_message_with_dots_at_line_starts_arrives_as_it_was(tmp_path: Path) -> None:
    made = Message(PEOPLE[0], "<1@example.org>", b"Subject: x\r\n\r\n.\r\n..two\r\n.end\r\n")
    letter = Letter(made.recipient, made.message_id, lambda: made)
    with serving() as server, open_ledger(tmp_path / "l.db") as ledger:
        dispatch(
            "b", {PEOPLE[0]: letter}, ledger,
            lambda: connect(plain(server.port), "desk@example.org", None), (), clock(),
        )  # fmt: skip
    assert server.taken == [(PEOPLE[0], made.content)]


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="session")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("stranger"), "mail.elsewhere.example")


def secure(server: Server, trust: Certificate | None, security: Security) -> Smtp:
    return Smtp(
        host="localhost",
        port=server.port,
        security=security,
        ca_file=str(trust.certificate) if trust else "",
        timeout=30,
    )


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_trusted_certificate_is_good_for_a_login_and_mail(
    tmp_path: Path, certificate: Certificate, security: Security
) -> None:
    wrapped = security is Security.TLS
    with serving({}, certificate.context(), ("AUTH PLAIN",), wrapped=wrapped) as server:
        sent = attempt(tmp_path / "l.db", secure(server, certificate, security), LOGIN)
    assert count(sent) == {ACCEPTED: 3}
    token = base64.b64encode(b"\0desk\0correct horse battery").decode()
    assert any(token in line for line in server.heard)


def refused_for_tls(tmp_path: Path, server: Server, smtp: Smtp) -> str:
    sent = attempt(tmp_path / "l.db", smtp, LOGIN)
    assert isinstance(sent.trouble, TlsError)
    assert count(sent) == {PLANNED: 3}
    assert server.taken == []
    assert not [line for line in server.heard if line.startswith(("AUTH", "MAIL"))]
    return str(sent.trouble)


def test_without_starttls_nothing_is_sent(tmp_path: Path) -> None:
    with serving({}, None, ("AUTH PLAIN",)) as server:
        told = refused_for_tls(tmp_path, server, secure(server, None, Security.STARTTLS))
    assert "offers no STARTTLS" in told


def test_a_stripped_starttls_is_not_fallen_for(tmp_path: Path, certificate: Certificate) -> None:
    with serving({"STARTTLS": b"454 not now"}, certificate.context()) as server:
        told = refused_for_tls(tmp_path, server, secure(server, certificate, Security.STARTTLS))
    assert "STARTTLS" in told


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_certificate_of_an_unknown_authority_is_refused(
    tmp_path: Path, certificate: Certificate, security: Security
) -> None:
    wrapped = security is Security.TLS
    with serving({}, certificate.context(), wrapped=wrapped) as server:
        told = refused_for_tls(tmp_path, server, secure(server, None, security))
    assert "cannot be trusted" in told
    assert "ca_file" in told


def test_a_certificate_for_another_name_is_refused(tmp_path: Path, stranger: Certificate) -> None:
    with serving({}, stranger.context()) as server:
        told = refused_for_tls(tmp_path, server, secure(server, stranger, Security.STARTTLS))
    assert "cannot be trusted" in told


def test_tls_on_a_plain_port_is_refused(tmp_path: Path, certificate: Certificate) -> None:
    with serving() as server:
        refused_for_tls(tmp_path, server, secure(server, certificate, Security.TLS))


def test_an_authority_file_that_is_none_is_named(tmp_path: Path) -> None:
    smtp = Smtp(host="localhost", port=1, ca_file=str(tmp_path / "none.pem"))
    sent = attempt(tmp_path / "l.db", smtp)
    assert isinstance(sent.trouble, TlsError)
    assert "none.pem" in str(sent.trouble)


def secrets_of(login: Login) -> Iterator[str]:
    both = f"\0{login.user}\0{login.password}".encode()
    for secret in (login.password.encode(), both):
        yield secret.decode().strip("\0")
        yield base64.b64encode(secret).decode().rstrip("=")


def everything_written(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


@pytest.mark.parametrize("code", [b"535 5.7.8", b"454 4.7.0"])
def test_a_refused_login_ends_it_and_no_echo_of_the_password_is_kept(
    tmp_path: Path, certificate: Certificate, code: bytes
) -> None:
    steps: Steps = {"auth": lambda line: code + b" I got: " + line.encode() + b" correct horse"}
    with serving(steps, certificate.context(), ("AUTH PLAIN",)) as server:
        sent = attempt(tmp_path / "l.db", secure(server, certificate, Security.STARTTLS), LOGIN)
    assert count(sent) == {PLANNED: 3}
    assert isinstance(sent.trouble, LoginError if code.startswith(b"5") else TryAgain)
    told = str(sent.trouble)
    assert code.decode() in told
    for secret in secrets_of(LOGIN):
        assert secret not in told
        assert secret.encode() not in everything_written(tmp_path)


def test_a_later_echo_of_the_password_is_not_kept(tmp_path: Path, certificate: Certificate) -> None:
    echo = " ".join(secrets_of(LOGIN)).encode()
    steps: Steps = {"RCPT": b"550 5.1.1 no; you said " + echo}
    with serving(steps, certificate.context(), ("AUTH PLAIN",)) as server:
        sent = attempt(tmp_path / "l.db", secure(server, certificate, Security.STARTTLS), LOGIN)
    assert count(sent) == {REFUSED: 3}
    for secret in secrets_of(LOGIN):
        assert secret not in str(sent)
        assert secret.encode() not in everything_written(tmp_path)


def test_a_password_never_goes_over_a_plain_connection(tmp_path: Path) -> None:
    with serving({}, None, ("AUTH PLAIN",)) as server:
        sent = attempt(tmp_path / "l.db", plain(server.port), LOGIN)
    assert isinstance(sent.trouble, LoginError)
    assert not [line for line in server.heard if line.startswith(("AUTH", "MAIL"))]


@pytest.mark.parametrize(
    ("steps", "offers", "error"),
    [
        ({"auth": "drop"}, ("AUTH PLAIN",), TryAgain),
        ({"auth": "hang"}, ("AUTH PLAIN",), TryAgain),
        ({"auth": "garbage"}, ("AUTH PLAIN",), TryAgain),
        ({"auth": b"421 closing"}, ("AUTH PLAIN",), TryAgain),
        ({}, ("AUTH XOAUTH2",), LoginError),
        ({"STARTTLS": "hang"}, ("AUTH PLAIN",), TryAgain),
        ({"STARTTLS": "drop"}, ("AUTH PLAIN",), TlsError),
        ({"STARTTLS": b"454 not now"}, ("AUTH PLAIN",), TlsError),
        ({"EHLO": "hang"}, ("AUTH PLAIN",), TryAgain),
    ],
)
def test_a_server_that_fails_before_the_first_message_leaves_all_owed(
    tmp_path: Path, certificate: Certificate, steps: Steps, offers: tuple[str, ...], error: type
) -> None:
    with serving(steps, certificate.context(), offers) as bad:
        usual = secure(bad, certificate, Security.STARTTLS)
        smtp = replace(usual, timeout=patience(steps))
        sent = attempt(tmp_path / "l.db", smtp, LOGIN)
    assert count(sent) == {PLANNED: 3}
    assert type(sent.trouble) is error, sent.trouble
    assert bad.taken == []
    for secret in secrets_of(LOGIN):
        assert secret not in str(sent.trouble)
    with serving({}, certificate.context(), ("AUTH PLAIN",)) as good:
        again = attempt(tmp_path / "l.db", secure(good, certificate, Security.STARTTLS), LOGIN)
    assert count(again) == {ACCEPTED: 3}


def test_a_server_without_login_is_a_login_error(tmp_path: Path, certificate: Certificate) -> None:
    with serving({}, certificate.context()) as server:
        sent = attempt(tmp_path / "l.db", secure(server, certificate, Security.STARTTLS), LOGIN)
    assert isinstance(sent.trouble, LoginError)


def test_a_server_that_takes_smaller_messages_refuses_this_one(tmp_path: Path) -> None:
    with serving({"MAIL": b"552 5.3.4 larger than I take"}, None, ("SIZE 1000",)) as server:
        sent = attempt(tmp_path / "l.db", plain(server.port))
    assert count(sent) == {REFUSED: 3}
    assert any("size=" in line for line in server.heard if line.startswith("mail"))
