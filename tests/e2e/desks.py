"""A desk at work: the command in a process of its own, and what its page would send."""

import http.client
import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PATIENCE = 240.0


@dataclass
class Answer:
    """What the server said."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever the page would get
        return json.loads(self.text)


@dataclass
class Client:
    """Sends what a page of the desk sends; `seen` is what the page has seen of the decisions."""

    address: str
    cookie: str = ""
    key: str = ""
    seen: str = ""

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str | None] | None = None,
    ) -> Answer:
        """Send one request; a header that is None is left out."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        usual: dict[str, str | None] = {"Host": f"127.0.0.1:{self.port}", "Cookie": self.cookie}
        if method == "POST":
            usual |= {
                "Origin": f"http://127.0.0.1:{self.port}",
                "Content-Type": "application/json",
                "Sec-Fetch-Site": "same-origin",
                "X-Desk-Key": self.key,
            }
        sent = {**usual, **(headers or {})}
        with closing(connection):
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in sent.items():
                if value:
                    connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        return Answer(answer.status, dict(answer.getheaders()), text)

    def enter(self) -> Answer:
        """Exchange the printed address for the cookie."""
        answer = self.ask("GET", urlsplit(self.address).path)
        self.cookie = answer.headers.get("set-cookie", "").partition(";")[0]
        self.key = answer.headers.get("location", "").partition("#key=")[2]
        return answer

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, **value: str) -> Answer:
        return self.ask("POST", path, json.dumps(value).encode())

    def news(self) -> dict[str, str]:
        """Return where the work stands, and see it."""
        told: dict[str, str] = self.get("/news?known=").json
        self.seen = told["seen"]
        return told

    def fresh(self, after: str = "") -> dict[str, str]:
        """Wait until there is a draft, one made after that of the number `after`."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            told = self.news()
            if told["draft"] not in ("", after) and not told["kind"]:
                return told
            time.sleep(0.02)
        raise AssertionError(told)

    def tasks(self) -> list[str]:
        """Return the items of the queue, in order."""
        return re.findall(r'data-task="([^"]+)"', self.get("/queue").text)

    def decide(self, task: str, act: str, choice: str = "") -> dict[str, Any]:
        """Decide as a page does that has seen `seen`, and return what it is told."""
        answer = self.post("/decide", task=task, act=act, choice=choice, seen=self.seen)
        told: dict[str, Any] = answer.json
        self.seen = told["seen"] or self.seen
        return told


@contextmanager
def desk(
    project: Path, *arguments: str, command: str = "desk", browser: str = ""
) -> Iterator[tuple[Client, Any]]:
    """Run a desk in a folder, with a browser or none; yields a client that has entered.

    Yields the process with it.
    """
    opening = [] if browser else ["--no-browser"]
    process = subprocess.Popen(
        [sys.executable, "-m", "briefgen", command, *opening, *arguments],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "BROWSER": browser},
    )
    try:
        client = Client(printed(process))
        client.enter()
        yield client, process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def printed(process: Any) -> str:  # noqa: ANN401 - a process of text
    """Return the next line that the process prints."""
    ready, _, _ = select.select([process.stdout], [], [], PATIENCE)
    line = process.stdout.readline().strip() if ready else ""
    assert line.startswith("http://127.0.0.1:"), line or process.stderr.read()
    return line
