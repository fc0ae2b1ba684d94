"""Sends the two demo weeks through the postfix of check_mail.sh, and judges what arrived."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import dkim

DEMO = Path(__file__).parents[1] / "demo" / "weeks"
WEEKS = (("2026-W46", "2026-11-16"), ("2026-W47", "2026-11-23"))
PEOPLE = ("mayor", "archive")
MOST_POINTS = 2.0
MOST_BYTES = 80_000
ALLOWED = frozenset(
    (
        "@media", "<style> element", "<bdi> element", "<body> element", "display:none",
        "overflow", "role attribute", "white-space", "word-break",
    )
)  # fmt: skip
"""What some mail program ignores, and the message does without: it only adds to it."""


def send_both(work: Path, port: int) -> Path:
    """Run the weekly job twice against postfix; return the project."""
    project = work / "weeks"
    shutil.copytree(DEMO, project)
    key = project / "dkim.pem"
    shutil.copy(work / "dkim.pem", key)
    key.chmod(0o600)
    settings = project / "briefgen.yaml"
    head, _, _ = settings.read_text("utf-8").partition("  smtp:")
    settings.write_text(
        f"{head}  smtp: {{host: localhost, port: {port}, ca_file: {work / 'cert.pem'}}}\n"
        "  dkim: {domain: example.org, selector: brief, key_file: dkim.pem}\n",
        "utf-8",
    )
    for week, day in WEEKS:
        command = [sys.executable, "-m", "briefgen", "run", "--week", week, "--issue-date", day]
        for _ in range(2):
            subprocess.run(command, cwd=project, check=True, capture_output=True)
    return project


def arrived(work: Path, person: str) -> list[bytes]:
    """Wait for both messages of a person; return all there are."""
    folder = work / "mail" / person / "new"
    for _ in range(60):
        if folder.is_dir() and len(list(folder.iterdir())) >= len(WEEKS):
            break
        time.sleep(0.5)
    time.sleep(1)
    return [file.read_bytes() for file in sorted(folder.iterdir(), key=lambda f: f.stat().st_mtime)]


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
    """Return what caniemail says that some mail program lacks, beyond what is allowed."""
    package = work / "node" / "node_modules" / "caniemail"
    if not package.is_dir():
        return []
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
    return [title for title in found if title not in ALLOWED]


def main(folder: str, port: str) -> None:
    """Run every check; an assertion names the first that fails."""
    work = Path(folder)
    project = send_both(work, int(port))
    pdfs = {hashlib.sha256(pdf.read_bytes()).hexdigest() for pdf in project.glob("out/*/brief.pdf")}
    for person in PEOPLE:
        messages = arrived(work, person)
        assert len(messages) == len(WEEKS), f"{person} got {len(messages)} messages"
        for content in messages:
            markup = check_parts(content, pdfs)
            check_signature(work, content)
            points = spam_points(content)
            assert points < MOST_POINTS, f"{points} points of spam"
            lacking = unsupported(work, markup)
            assert not lacking, f"some mail programs lack {lacking}"
            print(f"{person}: whole, signature valid, {points} points, {len(markup)} bytes of HTML")


if __name__ == "__main__":
    main(*sys.argv[1:])
