"""Runs the weekly job for two weeks of demo/weeks, with a mail server of its own on loopback."""

import shlex
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox

READ = ("run", "--week", "2026-W46", "--issue-date", "2026-11-16", "--draft")
ISSUE = ("issue", "out/2026-11-16-tellin-valley-weekly", "--reviewed-by", "A. Analyst")
UNREAD = ("run", "--week", "2026-W47", "--issue-date", "2026-11-23")
STEPS = {
    "The draft of week 46, for an analyst to read": READ,
    "The same folder as an issue, once it was read": ISSUE,
    "Week 47, which nobody reads before it goes out": UNREAD,
}
DEMO = Path(__file__).parents[1] / "demo" / "weeks"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def prepare(project: Path, port: int) -> None:
    """Copy the demo to `project`, with the mail server's port in its settings."""
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(DEMO, project)
    settings = project / "briefgen.yaml"
    settings.write_text(settings.read_text("utf-8").replace("2525", str(port)), "utf-8")


def main(folder: str) -> None:
    """Make the project, issue both weeks, and say what lies where."""
    project = Path(folder)
    port = free_port()
    prepare(project, port)
    server = Controller(Mailbox(project / "maildir"), hostname="127.0.0.1", port=port)
    server.start()
    try:
        for what, command in STEPS.items():
            print(f"\n{what}:\n$ briefgen {shlex.join(command)}", flush=True)
            subprocess.run([sys.executable, "-m", "briefgen", *command], cwd=project, check=True)
    finally:
        server.stop()
    arrived = sorted((project / "maildir" / "new").iterdir())
    print(f"\n{len(arrived)} messages arrived in {project / 'maildir' / 'new'}")
    second = next((project / "out").glob("2026-11-23-*"))
    print(f"What changed since the first week: {second / 'brief.html'}")


if __name__ == "__main__":
    main(sys.argv[1])
