"""Sends through the postfix of check_mail.sh, and judges what arrived."""

import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import dkim

from briefgen.deliver import State, open_ledger

TESTS = Path(__file__).parents[1] / "tests"
DEMO = Path(__file__).parents[1] / "demo" / "weeks"
WEEKS = (("2026-W46", "2026-11-16"), ("2026-W47", "2026-11-23"))
PEOPLE = ("mayor", "archive")
KILLS = 20
CROWD = 200
MOST_POINTS = 2.0
MOST_BYTES = 80_000
ALLOWED = frozenset(
    (
        "@media", "<style> element", "<bdi> element", "<body> element", "display:none",
        "overflow", "role attribute", "white-space", "word-break",
    )
)  # fmt: skip
"""What some mail program ignores, and the message does without: it only adds to it."""

SPAM = b"""From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n\r
XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X\r
"""
"""What every spam filter must call spam (spamassassin.apache.org/gtube)."""


@dataclass(frozen=True)
class Postfix:
    """The server of check_mail.sh: the folder of its files, and its port."""

    work: Path
    port: int

    def arrived(self, person: str) -> list[bytes]:
        """Return the messages in a person's Maildir, the oldest first."""
        files = (self.work / "mail" / person / "new").glob("*")
        return [file.read_bytes() for file in sorted(files, key=lambda f: f.stat().st_mtime)]

    def all_arrived(self) -> int:
        """Count the messages in all Maildirs."""
        return sum(1 for _ in (self.work / "mail").glob("*/new/*"))

    def settle(self) -> None:
        """Wait until the queue is empty."""
        for _ in range(120):
            time.sleep(0.5)
            queued = [
                file
                for name in ("incoming", "active", "deferred", "maildrop")
                for file in (self.work / "queue" / name).rglob("*")
                if file.is_file()
            ]
            if not queued:
                return
        raise AssertionError("postfix has not delivered all it took")


def send_both(postfix: Postfix) -> Path:
    """Run the weekly job twice for each week; return the project."""
    work = postfix.work
    project = work / "weeks"
    shutil.copytree(DEMO, project)
    key = project / "dkim.pem"
    shutil.copy(work / "dkim.pem", key)
    key.chmod(0o600)
    settings = project / "briefgen.yaml"
    head, _, _ = settings.read_text("utf-8").partition("  smtp:")
    settings.write_text(
        f"{head}  smtp: {{host: localhost, port: {postfix.port}, ca_file: {work / 'cert.pem'}}}\n"
        "  dkim: {domain: example.org, selector: brief, key_file: dkim.pem}\n",
        "utf-8",
    )
    for week, day in WEEKS:
        command = [sys.executable, "-m", "briefgen", "run", "--week", week, "--issue-date", day]
        for _ in range(2):
            done = subprocess.run(command, cwd=project, check=False, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr
    postfix.settle()
    return project


def check_parts(content: bytes, pdfs: set[str]) -> str:
    """Hold one message to what was sent; return its HTML."""
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    (attached,) = message.iter_attachments()
    digest = hashlib.sha256(attached.get_content()).hexdigest()
    assert digest in pdfs, "the PDF is another one"
    assert "TELLIN" in str(text.get_content()).upper()
    markup = str(html.get_content())
    assert len(markup.encode()) < MOST_BYTES
    for once in ("Subject", "From", "To", "Date", "Message-ID", "List-ID", "List-Unsubscribe"):
        assert len(message.get_all(once, [])) == 1, once
    return markup


def check_signature(work: Path, content: bytes) -> None:
    """Verify DKIM with the key's public half; a changed message must fail."""
    public = subprocess.run(
        ["openssl", "rsa", "-in", str(work / "dkim.pem"), "-pubout"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    key = "".join(line for line in public.splitlines() if "-----" not in line)
    record = f"v=DKIM1; k=rsa; p={key}".encode()

    def published(*_: object, **__: object) -> bytes:
        return record

    unix = content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    assert dkim.verify(unix, dnsfunc=published), "the signature is broken"
    assert not dkim.verify(unix.replace(b"Valley desk", b"Village desk"), dnsfunc=published)
    signed = re.search(rb"h=([^;]+);", unix)
    assert signed is not None
    assert b"list-unsubscribe" in signed[1].lower()


def spam_points(content: bytes) -> float:
    """Return what spamassassin gives a message without asking the network."""
    done = subprocess.run(
        ["spamassassin", "-L", "-t"], input=content, capture_output=True, check=True
    )
    found = re.search(rb"X-Spam-Status: .*?score=(-?[\d.]+)", done.stdout, re.DOTALL)
    assert found is not None
    return float(found[1])


def unsupported(work: Path, markup: str) -> list[str]:
    """Return what caniemail says that some mail program lacks."""
    (work / "node" / "mail.html").write_text(markup, "utf-8")
    script = (
        "import {caniemail} from 'caniemail'; import fs from 'node:fs';"
        "const r = caniemail({clients: ['gmail.*', 'outlook.*', 'apple-mail.*', 'thunderbird.*'],"
        " html: fs.readFileSync('mail.html', 'utf8')});"
        "const e = [...r.issues.errors.values()].flat().map(i => i.title);"
        "console.log(JSON.stringify([...new Set(e)]));"
    )
    (work / "node" / "check.mjs").write_text(script, "utf-8")
    done = subprocess.run(
        ["node", "check.mjs"], cwd=work / "node", capture_output=True, text=True, check=True
    )  # fmt: skip
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found


def check_once(postfix: Postfix) -> str:
    """Count the messages of two weeks that were run twice each."""
    for person in PEOPLE:
        number = len(postfix.arrived(person))
        assert number == len(WEEKS), f"{person} got {number} messages"
    return f"{len(PEOPLE)} people, {len(WEEKS)} weeks, each message once"


def check_whole(postfix: Postfix) -> str:
    """Compare text, HTML and PDF with what was sent, and verify the signature."""
    found = (postfix.work / "weeks").glob("out/*/brief.pdf")
    pdfs = {hashlib.sha256(pdf.read_bytes()).hexdigest() for pdf in found}
    most = 0
    for content in (one for person in PEOPLE for one in postfix.arrived(person)):
        most = max(most, len(check_parts(content, pdfs).encode()))
        check_signature(postfix.work, content)
    return f"text, HTML and PDF right, DKIM intact, at most {most} bytes of HTML"


def check_spam(postfix: Postfix) -> str:
    """Let spamassassin judge, which knows spam when it sees it."""
    assert spam_points(SPAM) > MOST_POINTS
    points = max(spam_points(one) for person in PEOPLE for one in postfix.arrived(person))
    assert points < MOST_POINTS, f"{points} points of spam"
    return f"at most {points} points of spam"


def check_support(postfix: Postfix) -> str:
    """Hold the HTML to what mail programs show."""
    grid = unsupported(postfix.work, '<div style="display: grid">x</div>')
    assert any("grid" in title for title in grid), "caniemail finds nothing wrong with a grid"
    message = message_from_bytes(postfix.arrived(PEOPLE[0])[-1], policy=default)
    html = message.get_body(("html",))
    assert html is not None
    lacking = set(unsupported(postfix.work, str(html.get_content()))) - ALLOWED
    assert not lacking, f"some mail programs lack {sorted(lacking)}"
    return "every mail program of the list shows the HTML"


def check_kills(postfix: Postfix) -> str:
    """Kill a sender twenty times: nobody gets two, and nobody is lost silently."""
    ledger = postfix.work / "ledger.db"
    sender = TESTS / "mail" / "sender.py"
    command = [sys.executable, str(sender), str(ledger), str(postfix.port), str(CROWD),
               str(postfix.work / "cert.pem")]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(TESTS)}
    chance = random.Random(20261123)  # noqa: S311
    killed = 0
    for _ in range(KILLS):
        there = postfix.all_arrived()
        process = subprocess.Popen(command, env=environment)
        while process.poll() is None and postfix.all_arrived() == there:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.03))
        process.kill()
        killed += process.wait() == -signal.SIGKILL
    assert killed == KILLS, f"only {killed} of {KILLS} were killed: the crowd is too small"
    subprocess.run(command, env=environment, check=True)
    postfix.settle()
    with open_ledger(ledger) as book:
        states = {entry.recipient: entry.state for entry in book.entries("brief")}
    assert len(states) == CROWD
    for who, state in states.items():
        got = len(postfix.arrived(who.partition("@")[0]))
        assert got <= 1, f"{who} got {got}"
        assert state is State.UNKNOWN or (state is State.ACCEPTED and got == 1), f"{who}: {state}"
    unknown = list(states.values()).count(State.UNKNOWN)
    return f"killed {KILLS} times: {CROWD - unknown} got it once, {unknown} unknown, none twice"


def main(folder: str, port: str) -> None:
    """Run every check, and count those that fail."""
    postfix = Postfix(Path(folder), int(port))
    send_both(postfix)
    checks: list[Callable[[Postfix], str]] = [check_once, check_whole, check_spam, check_kills]
    if (postfix.work / "node" / "node_modules" / "caniemail").is_dir():
        checks.append(check_support)
    else:
        print("SKIPPED: caniemail is not there, so what mail programs support is not checked")
    failed = 0
    for check in checks:
        try:
            print(f"PASSED {check(postfix)}", flush=True)
        except (AssertionError, ValueError, OSError, subprocess.CalledProcessError) as error:
            failed += 1
            print(f"FAILED {check.__doc__} {error}", flush=True)
    print(f"{len(checks) - failed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
