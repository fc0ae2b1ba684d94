"""One build of everything hostile together: each file accounted for, nothing gets out."""

import email
import html
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hostile import corpus

SETTINGS = """\
title: Hostile
issue_date: 2025-03-16
formats: [html, pdf, email]
limits: {seconds: 60, cpu_seconds: 4, memory_megabytes: 600, unpacked_megabytes: 2}
"""
"""Bounded by work, which a busy machine does not change, and hardly by the clock."""

OURS = frozenset([
    "html", "head", "meta", "title", "style", "body", "header", "footer", "main", "section",
    "article", "aside", "nav", "div", "span", "p", "a", "b", "i", "em", "strong", "mark", "small",
    "sup", "sub", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr",
    "th", "td", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "bdi", "time",
    "details", "summary", "figure", "figcaption", "svg", "path", "g", "text", "line", "rect",
    "circle", "img", "blockquote", "q", "cite", "abbr", "code", "col", "colgroup", "button",
])  # fmt: skip
"""Elements that our own templates use."""


@dataclass(frozen=True)
class Build:
    code: int
    output: str
    folder: Path
    expected: dict[str, tuple[str, ...]]
    knocks: list[bytes]


class Tags(HTMLParser):
    """Collects tags, attributes and links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name in ("href", "src", "data")}


def listening(knocks: list[bytes]) -> socket.socket:
    server = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            knocks.append(connection.recv(100))
            connection.close()

    threading.Thread(target=accept, daemon=True).start()
    return server


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    project = tmp_path_factory.mktemp("hostile")
    knocks: list[bytes] = []
    server = listening(knocks)
    host, port = server.getsockname()
    expected = corpus.write(project / "inputs", f"{host}:{port}")
    (project / "briefgen.yaml").write_text(SETTINGS, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "briefgen", "build"],
        cwd=project,
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    folder = project / done.stdout.strip() if done.returncode == 0 else project
    yield Build(done.returncode, done.stderr, folder, expected, knocks)
    server.close()


def evidence(build: Build) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(
        (build.folder / "evidence.json").read_text("utf-8")
    )
    return found


def test_hostile_inputs_never_stop_a_build(build: Build) -> None:
    assert build.code == 0, build.output[-3000:]
    assert "Traceback" not in build.output
    assert not build.knocks
    assert not (build.folder.parents[1] / "owned").exists()


def outcome(expected: tuple[str, ...], codes: set[str], skipped: str) -> bool:
    kind, *named = expected
    if kind == "skipped":
        return named == [skipped]
    return not skipped and (named[0] in codes if named else not codes)


def test_every_hostile_file_ends_as_expected(build: Build) -> None:
    found = evidence(build)
    routine = {"heading", "sentences-passed-over", "counts-as-one"}
    outcomes = {
        str(source["path"]): ({w["code"] for w in source["warnings"]} - routine, "")  # type: ignore[attr-defined]
        for source in found["sources"]
    } | {str(one["path"]): (set(), str(one["reason"])) for one in found["skipped"]}
    wrong = {
        name: (expected, outcomes.get(name))
        for name, expected in build.expected.items()
        if not any(
            outcome(expected, *ends)
            for path, ends in outcomes.items()
            if path == name or path.startswith(f"{name}/")
        )
    }
    assert not wrong


def test_nothing_from_a_source_is_markup_in_any_output(build: Build) -> None:
    message = email.message_from_bytes((build.folder / "brief.eml").read_bytes(), policy=default)
    body = message.get_body(("html",))
    assert body is not None
    pages = [body.get_content()]
    pages += [path.read_text("utf-8") for path in build.folder.rglob("*.html")]
    for page in pages:
        tags = Tags(page)
        assert tags.tags <= OURS, tags.tags - OURS
        assert not {name for name in tags.attributes if name.startswith("on")}
        assert not [
            link for link in tags.links if link.startswith(("javascript:", "file:", "data:t"))
        ]
        assert "<canary" not in page
        assert "&amp;lt;canary" not in page
    assert any(html.escape("<canary") in page for page in pages)
    assert not [name for name in message.keys() if "canary" in name.casefold()]  # noqa: SIM118


@pytest.mark.parametrize("canary", ["canaryhidden", "canaryoutside", "canaryscript", "canaryevent"])
def test_what_is_hidden_or_outside_enters_no_output(build: Build, canary: str) -> None:
    for path in build.folder.rglob("*"):
        if path.is_file():
            assert canary.encode() not in path.read_bytes(), path.name


def test_no_output_turns_the_direction_of_text_or_hides_it(build: Build) -> None:
    for path in build.folder.rglob("*"):
        if path.suffix in (".html", ".txt", ".json"):
            text = path.read_text("utf-8")
            assert not [c for c in "\u202e\u2066\u200b\ufeff\U000e0041\x00" if c in text], path.name


def test_template_syntax_in_sources_is_text(build: Build) -> None:
    copies = "".join(p.read_text("utf-8") for p in (build.folder / "sources").glob("*.html"))
    assert "{{ 7 * 7 }}" in copies


def test_a_brief_of_hostile_files_verifies(build: Build) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "briefgen", "verify", str(build.folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-2000:]
