"""The table of actors, as a reader sees it in every format."""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from briefgen.config import load_config
from briefgen.pipeline import build
from briefgen.proof import verify

FIRST = """Colombia, Ecuador and Peru had argued about the tuna quota for nine years.

Finance Minister Ann Moss signed the pact on Monday. The three countries share the catch.

Lima rejected the first draft in May.
"""
SECOND = """Former Finance Minister Ann Moss denied that Ecuador was paid for its vote.

Judge Karl Brandt freed two sailors of the Northern Fleet Company on Sunday.
"""


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tuna")
    (folder / "inputs").mkdir()
    (folder / "inputs" / "a.txt").write_text(FIRST)
    (folder / "inputs" / "b.txt").write_text(SECOND)
    (folder / "inputs" / "sources.yaml").write_text(
        'a.txt: {published: "2026-11-05"}\nb.txt: {published: "2026-11-04"}\n'
    )
    (folder / "actors.yaml").write_text(
        "Karl Brandt: {role: {title: judge of the harbour court, since: 2025-03-01}}\n"
    )
    (folder / "briefgen.yaml").write_text("actors: {file: actors.yaml}\nformats: [html, email]\n")
    config = load_config(folder / "briefgen.yaml")
    done = build([folder / "inputs"], config, date(2026, 11, 10), folder / "out")
    assert verify(done.folder).findings == ()
    return done.folder


def visible(folder: Path, file: str) -> str:
    text = (folder / file).read_text("utf-8")
    if file.endswith(".html"):
        text = unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", text, flags=re.DOTALL))
    return " ".join(text.split())


@pytest.mark.parametrize("file", ["brief.html", "brief.txt"])
def test_actors_table_shows_roles_with_dates_and_says_where_sources_differ(
    brief: Path, file: str
) -> None:
    text = visible(brief, file)
    assert "as of 5 November 2026" in text
    assert "as of 4 November 2026" in text
    assert "Sources differ: one source says that the office has ended" in text
    assert "Role of Ann Moss" in text


@pytest.mark.parametrize("file", ["brief.html", "brief.txt"])
def test_actors_table_marks_what_is_inferred_and_what_the_user_says(brief: Path, file: str) -> None:
    text = visible(brief, file)
    assert re.search(r"meant by:? Lima .*?\(inferred\)", text)
    assert re.search(
        r"judge of the harbour court,? since 1 March 2025( ·|,) your actors file", text
    )
