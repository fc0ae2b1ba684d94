"""`briefgen send` as an operator runs it, against mail servers on loopback."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from e2e.command_line import run
from e2e.test_commands import in_project
from mail.letters import parse
from mail.servers import Verdict, make_certificate, serving

from briefgen.commands.issuing import weigh

PASSWORD = "correct-horse-battery"  # noqa: S105


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the harbour brief once; return its project."""
    project = in_project(tmp_path_factory.mktemp("finished"))
    assert run("build", "--format", "pdf,email", cwd=project).returncode == 0
    return project


@pytest.fixture
def project(finished: Path, tmp_path: Path) -> Path:
    shutil.copytree(finished, tmp_path / "project")
    return tmp_path / "project"


def brief(project: Path) -> str:
    (manifest,) = (project / "out").glob("*/manifest.json")
    return str(manifest.parent)


def configured(project: Path, smtp: str, to: str = "[a@example.org, b@example.org]") -> Path:
    with (project / "briefgen.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"deliver:\n  from: Desk <desk@example.org>\n  to: {to}\n  smtp: {{{smtp}}}\n")
    return project


def plain(port: int) -> str:
    return f"host: 127.0.0.1, port: {port}, security: none, timeout: 30, retry_after: [0]"


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """Run aiosmtpd with a Maildir; yield its port and the folder."""
    maildir = tmp_path / "maildir"
    with serving() as free:
        port = free.port
    controller = Controller(Mailbox(maildir), hostname="127.0.0.1", port=port)
    controller.start()
    yield port, maildir
    controller.stop()


def test_a_brief_arrives_whole_once_with_everybody(
    project: Path, mailbox: tuple[int, Path]
) -> None:
    port, maildir = mailbox
    configured(project, plain(port))
    done = run("send", brief(project), cwd=project)
    assert done.returncode == 0, done.stderr
    assert "2 accepted of 2" in done.stderr
    arrived = [parse(file.read_bytes()) for file in sorted((maildir / "new").iterdir())]
    assert {str(message["To"]) for message in arrived} == {"a@example.org", "b@example.org"}
    pdf = (Path(brief(project)) / "brief.pdf").read_bytes()
    for message in arrived:
        (attached,) = message.iter_attachments()
        assert attached.get_content() == pdf
        html = message.get_body(("html",))
        assert html is not None
        assert len(str(html.get_content()).encode()) < 80_000
    again = run("send", brief(project), cwd=project)
    assert again.returncode == 0
    assert len(list((maildir / "new").iterdir())) == 2


@pytest.mark.parametrize(
    ("steps", "code", "told"),
    [
        ({"RCPT": lambda line: b"550 who?" if "b@" in line else b"250 ok"}, 3,
         "refused b…@example.org: 550 who?"),
        ({"RCPT": b"550 who?"}, 69, "2 refused of 2"),
        ({"RCPT": b"450 later"}, 75, "2 deferred of 2"),
        ({"greeting": b"421 later"}, 75, "refused to serve: 421 later"),
        ({"greeting": b"554 never"}, 69, "refused to serve: 554 never"),
        ({"dot": "drop"}, 75, "look for Message-ID <"),
    ],
)  # fmt: skip
def test_a_bad_server_gives_its_exit_code_and_a_line_for_each(
    project: Path, steps: dict[str, Verdict], code: int, told: str
) -> None:
    with serving(steps) as server:
        configured(project, plain(server.port))
        done = run("send", brief(project), cwd=project)
    assert done.returncode == code, done.stderr
    assert told in done.stderr
    assert " b@example.org:" not in done.stderr
    assert "Traceback" not in done.stderr


def test_the_unknown_is_sent_again_only_on_demand(project: Path) -> None:
    steps: dict[str, Verdict] = {"dot": "drop"}
    with serving(steps) as server:
        configured(project, plain(server.port))
        assert run("send", brief(project), cwd=project).returncode == 75
        server.steps = {}
        second = run("send", brief(project), cwd=project)
        assert second.returncode == 75
        assert "1 accepted, 1 unknown of 2" in second.stderr
        third = run("send", brief(project), "--resend-unknown", cwd=project)
        assert third.returncode == 0
        assert server.accepted("a@example.org") == 2
        assert server.accepted("b@example.org") == 1


def test_a_rehearsal_writes_the_messages_and_opens_no_connection(project: Path) -> None:
    configured(project, plain(9), to="people.csv")
    (project / "people.csv").write_text("address\na@example.org\nb@example.org\n", "utf-8")
    (project / "sitecustomize.py").write_text(
        "import socket\n"
        "def refuse(*args, **kwargs):\n    raise RuntimeError('a connection was opened')\n"
        "socket.socket.connect = refuse\nsocket.getaddrinfo = refuse\n",
        "utf-8",
    )
    done = run("send", brief(project), "--dry-run", cwd=project, PYTHONPATH=str(project))
    assert done.returncode == 0, done.stderr
    files = [project / line for line in done.stdout.splitlines()]
    to: list[Message] = [parse(file.read_bytes()) for file in files]
    assert [str(message["To"]) for message in to] == ["a@example.org", "b@example.org"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert not (project / ".briefgen" / "ledger.db").exists()


def test_secrets_come_from_the_environment_and_appear_nowhere(
    project: Path, tmp_path: Path
) -> None:
    certificate = make_certificate(tmp_path)
    smtp = (
        f"host: localhost, port: {{port}}, ca_file: {certificate.certificate},"
        " user: desk, password_env: MAIL_PASSWORD, timeout: 30"
    )
    steps: dict[str, Verdict] = {"auth": lambda line: b"535 5.7.8 got " + line.encode()}
    with serving(steps, certificate.context(), ("AUTH PLAIN",)) as server:
        configured(project, smtp.format(port=server.port))
        unset = run("send", brief(project), cwd=project)
        assert unset.returncode == 77
        assert "MAIL_PASSWORD is not set" in unset.stderr
        done = run("send", brief(project), "-v", cwd=project, MAIL_PASSWORD=PASSWORD)
        assert done.returncode == 77
        assert "535 5.7.8: check name and password" in done.stderr
        server.steps = {}
        sent = run("send", brief(project), cwd=project, MAIL_PASSWORD=PASSWORD)
        assert sent.returncode == 0, sent.stderr
    kept = [file.read_bytes() for file in project.rglob("*") if file.is_file()]
    assert PASSWORD.encode() not in b"".join(kept)
    assert PASSWORD not in done.stdout + done.stderr + sent.stdout + sent.stderr


def test_a_password_file_that_others_may_read_is_refused(project: Path) -> None:
    (project / "password").write_text(PASSWORD, "utf-8")
    (project / "password").chmod(0o644)
    configured(project, "host: localhost, user: desk, password_file: password")
    done = run("send", brief(project), cwd=project)
    assert done.returncode == 77
    assert "chmod 600" in done.stderr


def test_tls_trouble_has_its_exit_code(project: Path) -> None:
    with serving() as server:
        configured(project, f"host: localhost, port: {server.port}")
        done = run("send", brief(project), cwd=project)
    assert done.returncode == 76
    assert "offers no STARTTLS" in done.stderr
    assert server.taken == []


def test_a_changed_brief_is_not_sent(project: Path) -> None:
    configured(project, plain(9))
    text = Path(brief(project)) / "brief.txt"
    text.write_text(text.read_text("utf-8") + "One more line.\n", "utf-8")
    done = run("send", brief(project), cwd=project)
    assert done.returncode == 1
    assert "brief.txt: was changed after the brief was made" in done.stderr


def test_a_red_brief_is_not_sent(tmp_path: Path) -> None:
    project = in_project(tmp_path)
    file = project / "briefgen.yaml"
    kept = [line for line in file.read_text("utf-8").splitlines() if "marking" not in line]
    file.write_text("\n".join([*kept, "marking: TLP:RED", ""]), "utf-8")
    configured(project, plain(9))
    assert run("build", "--format", "email", cwd=project).returncode == 0
    done = run("send", brief(project), cwd=project)
    assert done.returncode == 78
    assert "TLP:RED" in done.stderr


@pytest.mark.parametrize(
    ("setting", "arguments", "message"),
    [
        ("to: []", [], "deliver.from is missing"),
        ("from: d@example.org", [], "deliver.to is missing"),
        ("{from: d@example.org, to: [a@example.org]}", [], "deliver.smtp.host is missing"),
        ("{from: d@example.org, to: [a@example.org], smtp: {host: x}}", ["--week", "2026-W11"],
         "not 2026-W11"),
    ],
)  # fmt: skip
def test_what_is_missing_is_named(
    project: Path, setting: str, arguments: list[str], message: str
) -> None:
    with (project / "briefgen.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"deliver: {setting if setting.startswith('{') else '{' + setting + '}'}\n")
    done = run("send", brief(project), *arguments, cwd=project)
    assert done.returncode == 78
    assert message in done.stderr


def test_a_heavy_pdf_is_warned_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "brief.pdf").write_bytes(b"x" * 5_000_000)
    weigh(tmp_path)
    assert capsys.readouterr().err == ""
    (tmp_path / "brief.pdf").write_bytes(b"x" * 5_200_000)
    weigh(tmp_path)
    assert "5.2 MB: some mail servers refuse so much" in capsys.readouterr().err


def test_two_at_once_is_one_too_many(project: Path) -> None:
    configured(project, plain(9))
    (project / ".briefgen").mkdir(exist_ok=True)
    holder = (
        "import sys, subprocess\nfrom pathlib import Path\n"
        "from briefgen.workspace import locked\n"
        "with locked(Path('.briefgen')):\n"
        "    sys.exit(subprocess.run([sys.executable, '-m', 'briefgen', 'send', sys.argv[1]],"
        " check=False).returncode)\n"
    )
    (project / "holder.py").write_text(holder, "utf-8")
    done = subprocess.run(
        [sys.executable, "holder.py", brief(project)],
        cwd=project, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 75
    assert "another run is at work" in done.stderr
