"""The table of how servers behave: what the first `send` says, and whom the second one sends to."""

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from e2e.command_line import run
from e2e.test_commands import in_project
from mail.servers import Certificate, Server, Verdict, make_certificate, serving

from briefgen import commands

PASSWORD = "correct-horse-battery"  # noqa: S105
BOTH = ["a@example.org", "b@example.org"]
Steps = dict[str, Verdict]
Send = Callable[[str], int]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the harbour brief once; return its project."""
    project = in_project(tmp_path_factory.mktemp("finished"))
    assert run("build", "--format", "email", cwd=project).returncode == 0
    return project


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def send(finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Send:
    """Return what sends the brief by the command line, with these settings of a server."""
    project = tmp_path / "project"
    shutil.copytree(finished, project)
    monkeypatch.chdir(project)
    monkeypatch.setenv("MAIL_PASSWORD", PASSWORD)
    settings = (project / "briefgen.yaml").read_text("utf-8")
    (manifest,) = (project / "out").glob("*/manifest.json")

    def sending(smtp: str) -> int:
        to = f"deliver:\n  from: desk@example.org\n  to: [{', '.join(BOTH)}]\n  smtp: {{{smtp}}}\n"
        (project / "briefgen.yaml").write_text(settings + to, "utf-8")
        monkeypatch.setattr(sys, "argv", ["briefgen", "send", str(manifest.parent)])
        with pytest.raises(SystemExit) as ended:
            commands.main()
        return int(ended.value.code or 0)

    return sending


def plain(server: Server, steps: Steps) -> str:
    wait = 1 if "hang" in steps.values() else 30
    return f"host: 127.0.0.1, port: {server.port}, security: none, timeout: {wait}, retry_after: []"


def secure(server: Server, certificate: Certificate, more: str = "") -> str:
    authority = f"ca_file: {certificate.certificate}" if more != "stranger" else "timeout: 20"
    login = f", {more}" if more not in ("", "stranger") else ""
    return f"host: localhost, port: {server.port}, {authority}{login}, retry_after: []"


def slowly(_: str) -> bytes:
    time.sleep(0.2)
    return b"250 ok"


def for_b(reply: bytes) -> Callable[[str], bytes]:
    return lambda line: reply if "b@" in line else b"250 ok"


NOBODY: list[str] = []
TABLE: list[tuple[str, Steps, int, int, list[str]]] = [
    ("normal", {}, 0, 0, NOBODY),
    ("slow", {"MAIL": slowly, "RCPT": slowly}, 0, 0, NOBODY),
    ("EHLO refused, HELO accepted", {"EHLO": b"502 no"}, 0, 0, NOBODY),
    ("421 at greeting", {"greeting": b"421 later"}, 75, 0, BOTH),
    ("silence at greeting", {"greeting": "hang"}, 75, 0, BOTH),
    ("451 at MAIL", {"MAIL": b"451 busy"}, 75, 0, BOTH),
    ("451 at DATA", {"DATA": b"451 later"}, 75, 0, BOTH),
    ("452 at DATA", {"DATA": b"452 full"}, 75, 0, BOTH),
    ("450 for all", {"RCPT": b"450 later"}, 75, 0, BOTH),
    ("drop after 354", {"body": "drop"}, 75, 0, BOTH),
    ("garbage", {"MAIL": "garbage"}, 75, 0, BOTH),
    ("450 for some", {"RCPT": for_b(b"450 later")}, 75, 0, ["b@example.org"]),
    ("550 for some", {"RCPT": for_b(b"550 who?")}, 3, 3, NOBODY),
    ("550 for all", {"RCPT": b"550 who?"}, 69, 69, NOBODY),
    ("550 at MAIL", {"MAIL": b"550 no"}, 69, 69, NOBODY),
    ("554 after DATA", {"dot": b"554 spam"}, 69, 69, NOBODY),
    ("message too big", {"MAIL": b"552 too big"}, 69, 69, NOBODY),
    ("drop after the final dot", {"dot": "drop"}, 75, 75, ["b@example.org"]),
    ("hang after the final dot", {"dot": "hang"}, 75, 75, ["b@example.org"]),
]


@pytest.mark.parametrize(
    ("steps", "first", "second", "owed"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_a_server_of_the_table(
    send: Send, steps: Steps, first: int, second: int, owed: list[str]
) -> None:
    with serving(steps) as bad:
        assert send(plain(bad, steps)) == first
    with serving() as good:
        assert send(plain(good, {})) == second
    assert [who for who, _ in good.taken] == owed
    for who in BOTH:
        assert bad.accepted(who) + good.accepted(who) <= 1


def test_a_server_without_starttls_gets_nothing(send: Send, certificate: Certificate) -> None:
    with serving() as bad:
        assert send(secure(bad, certificate)) == 76
    finished_right(send, bad, certificate)


def test_a_server_with_a_bad_certificate_gets_nothing(send: Send, certificate: Certificate) -> None:
    with serving({}, certificate.context()) as bad:
        assert send(secure(bad, certificate, "stranger")) == 76
    finished_right(send, bad, certificate)


def finished_right(send: Send, bad: Server, certificate: Certificate) -> None:
    assert bad.taken == []
    with serving({}, certificate.context()) as good:
        assert send(secure(good, certificate)) == 0
    assert [who for who, _ in good.taken] == BOTH


LOGIN = "user: desk, password_env: MAIL_PASSWORD"


def test_a_refused_login_that_echoes_the_password_ends_with_77(
    send: Send, certificate: Certificate, capsys: pytest.CaptureFixture[str]
) -> None:
    echo: Steps = {"auth": lambda line: b"535 5.7.8 no: " + line.encode() + PASSWORD.encode()}
    with serving(echo, certificate.context(), ("AUTH PLAIN",)) as bad:
        assert send(secure(bad, certificate, LOGIN)) == 77
    with serving({}, certificate.context(), ("AUTH PLAIN",)) as good:
        assert send(secure(good, certificate, LOGIN)) == 0
    assert [who for who, _ in good.taken] == BOTH
    told = capsys.readouterr()
    written = b"".join(f.read_bytes() for f in Path().rglob("*") if f.is_file())
    assert PASSWORD not in told.out + told.err
    assert PASSWORD.encode() not in written


def test_a_password_is_not_sent_in_clear(send: Send) -> None:
    with serving({}, None, ("AUTH PLAIN",)) as bad:
        assert send(f"{plain(bad, {})}, {LOGIN}") == 77
    assert not [line for line in bad.heard if line.upper().startswith(("AUTH", "MAIL"))]
