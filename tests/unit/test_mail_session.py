"""One message at a mail server: what is said at each step, and what the outcome keeps of it."""

import socket
import ssl
from dataclasses import replace

import pytest
from mail.letters import plain
from mail.servers import Certificate, Verdict, make_certificate, serving

from briefgen.config import Security, Smtp
from briefgen.deliver import Login, Message, State, connect
from briefgen.deliver.smtp import Outcome, _hung_up
from briefgen.errors import LoginError, ServiceRefused, TlsError, TryAgain

MADE = Message("ana@example.org", "<1@example.org>", b"Subject: x\r\n\r\nbody\r\n")
Steps = dict[str, Verdict]


def offered(steps: Steps, *messages: Message, offers: tuple[str, ...] = ()) -> list[Outcome]:
    with (
        serving(steps, None, offers) as server,
        connect(plain(server.port, 10), "desk@example.org", None) as session,
    ):
        return [session.send(one) for one in messages or (MADE,)]


@pytest.mark.parametrize(
    ("steps", "outcome"),
    [
        ({}, Outcome(State.ACCEPTED, 250, "2.0.0 ok")),
        ({"RCPT": b"251 will forward"}, Outcome(State.ACCEPTED, 250, "2.0.0 ok")),
        ({"RCPT": b"252 perhaps"}, Outcome(State.PLANNED, 252, "perhaps", over=True)),
        ({"MAIL": b"550 no"}, Outcome(State.REFUSED, 550, "no")),
        ({"MAIL": b"500 no"}, Outcome(State.REFUSED, 500, "no")),
        ({"MAIL": b"499 odd"}, Outcome(State.DEFERRED, 499, "odd")),
        ({"MAIL": b"450 later"}, Outcome(State.DEFERRED, 450, "later")),
        ({"MAIL": b"400 later"}, Outcome(State.DEFERRED, 400, "later")),
        ({"RCPT": b"421 bye"}, Outcome(State.DEFERRED, 421, "bye", over=True)),
        ({"DATA": b"250 odd"}, Outcome(State.PLANNED, 250, "odd", over=True)),
        ({"DATA": b"399 odd"}, Outcome(State.PLANNED, 399, "odd", over=True)),
        ({"dot": b"552 too big"}, Outcome(State.REFUSED, 552, "too big")),
        ({"dot": b"421 bye"}, Outcome(State.DEFERRED, 421, "bye", over=True)),
        ({"dot": b"354 odd"}, Outcome(State.UNKNOWN, 354, "answer is no SMTP", over=True)),
        ({"dot": b"600 odd"}, Outcome(State.UNKNOWN, 600, "answer is no SMTP", over=True)),
        ({"MAIL": b"550 no", "RSET": "drop"}, Outcome(State.REFUSED, 550, "no", over=True)),
    ],
)
def test_an_outcome_is_what_the_server_said(steps: Steps, outcome: Outcome) -> None:
    assert offered(steps) == [outcome]


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "body"])
def test_a_connection_lost_before_the_dot_leaves_the_message_owed(step: str) -> None:
    (outcome,) = offered({step: "drop"})
    assert (outcome.state, outcome.code, outcome.over) == (State.PLANNED, 0, True)
    assert "before the end of the message" in outcome.detail


def test_a_connection_lost_behind_the_dot_leaves_it_unknown() -> None:
    (outcome,) = offered({"dot": "drop"})
    assert (outcome.state, outcome.code, outcome.over) == (State.UNKNOWN, 0, True)
    assert outcome.detail.startswith("no answer after the end of the message: ")


def test_what_says_nothing_of_smtp_has_no_code() -> None:
    (outcome,) = offered({"MAIL": "garbage"})
    assert (outcome.state, outcome.code, outcome.over) == (State.PLANNED, 0, True)
    (outcome,) = offered({"dot": "garbage"})
    assert (outcome.state, outcome.code, outcome.over) == (State.UNKNOWN, 0, True)


def test_a_refused_message_does_not_keep_the_next_one_back() -> None:
    refused = iter([b"550 who?", b"250 ok"])
    outcomes = offered({"RCPT": lambda _: next(refused)}, MADE, replace(MADE, recipient="b@x.org"))
    assert [one.state for one in outcomes] == [State.REFUSED, State.ACCEPTED]


def test_a_message_without_a_line_end_gets_one_and_no_other_does() -> None:
    with (
        serving() as server,
        connect(plain(server.port, 10), "desk@example.org", None) as session,
    ):
        session.send(replace(MADE, content=b"x: y\r\n\r\nopen"))
        session.send(MADE)
    assert [content for _, content in server.taken] == [b"x: y\r\n\r\nopen\r\n", MADE.content]


def test_the_size_is_told_to_a_server_that_asks_for_it_alone() -> None:
    for offers, told in ((("SIZE 1000",), f" size={len(MADE.content)}"), ((), "")):
        with (
            serving({}, None, offers) as server,
            connect(plain(server.port, 10), "desk@example.org", None) as session,
        ):
            session.send(MADE)
        assert f"mail FROM:<desk@example.org>{told}" in server.heard
        assert server.heard[0] == "ehlo example.org"
        assert server.heard[-1].upper() == "QUIT"


@pytest.mark.parametrize(
    ("greeting", "kind"),
    [(b"421 later", TryAgain), (b"499 odd", TryAgain), (b"500 no", ServiceRefused)],
)
def test_a_server_that_does_not_serve_says_for_how_long(greeting: bytes, kind: type) -> None:
    with (
        serving({"greeting": greeting}) as server,
        pytest.raises((TryAgain, ServiceRefused)) as caught,
        connect(plain(server.port, 10), "desk@example.org", None),
    ):
        pass
    assert type(caught.value) is kind
    assert str(caught.value) == f"127.0.0.1: refused to serve: {greeting.decode()}"


def test_where_nobody_listens_the_place_and_the_reason_are_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with (
        pytest.raises(TryAgain) as caught,
        connect(plain(port, 10), "desk@example.org", None),
    ):
        pass
    told = str(caught.value)
    assert told.startswith(f"127.0.0.1:{port}: no mail service: ")
    assert told.endswith("Connection refused")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


def encrypted(port: int, certificate: Certificate) -> Smtp:
    return Smtp(
        host="localhost", port=port, security=Security.STARTTLS, timeout=10,
        ca_file=str(certificate.certificate),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("reply", "kind", "told"),
    [
        (b"535 5.7.8 bad", LoginError, "535 5.7.8: check"),
        (b"500 bad", LoginError, "500: check"),
        (b"454 4.7.0 later", TryAgain, "454 4.7.0: check"),
    ],
)
def test_a_refused_login_is_final_or_not_by_its_code(
    certificate: Certificate, reply: bytes, kind: type, told: str
) -> None:
    with (
        serving({"auth": reply}, certificate.context(), ("AUTH PLAIN",)) as server,
        pytest.raises((LoginError, TryAgain)) as caught,
        connect(encrypted(server.port, certificate), "desk@example.org", Login("desk", "word")),
    ):
        pass
    assert type(caught.value) is kind
    assert told in str(caught.value)


def test_starttls_answered_with_another_code_is_refused(certificate: Certificate) -> None:
    with (
        serving({"STARTTLS": b"250 fine"}, certificate.context()) as server,
        pytest.raises(TlsError, match="refused STARTTLS: 250"),
        connect(encrypted(server.port, certificate), "desk@example.org", None),
    ):
        pass


def test_a_message_arrives_over_an_encrypted_connection(certificate: Certificate) -> None:
    with (
        serving({}, certificate.context()) as server,
        connect(encrypted(server.port, certificate), "desk@example.org", None) as session,
    ):
        assert session.send(MADE).state is State.ACCEPTED
    assert server.heard.count("ehlo example.org") == 2


def test_a_server_that_answered_or_went_before_the_end_has_hung_up() -> None:
    assert _hung_up(None)
    near, far = socket.socketpair()
    with near, far:
        assert not _hung_up(near)
        far.send(b"421")
        assert _hung_up(near)
    near, far = socket.socketpair()
    with near:
        far.close()
        assert _hung_up(near)


@pytest.mark.parametrize(("record", "gone"), [(b"\x15\x03\x03", True), (b"\x16\x03\x03", False)])
def test_under_tls_only_an_alert_is_an_answer(*, record: bytes, gone: bool) -> None:
    near, far = socket.socketpair()
    context = ssl.create_default_context()
    with (
        far,
        context.wrap_socket(
            near, server_hostname="localhost", do_handshake_on_connect=False
        ) as secured,
    ):
        far.send(record)
        assert _hung_up(secured) is gone
