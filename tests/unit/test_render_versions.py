"""Other sources' versions of a quotation in the finished files."""

import re
from datetime import date

import pytest
from conftest import merge_corpus

from briefgen.compose import compose
from briefgen.config import Config
from briefgen.model.brief import Artifact
from briefgen.render import render
from briefgen.verification import verify

VOWED = "“We will not open the quay before engineers have tested every pile,” Ada Brandt said."
TOLD = "Ada Brandt said the quay would not open before engineers had tested every pile."
OTHER = VOWED.replace("Ada Brandt", "Jonas Weber, the deputy mayor,")


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    evidence, corpus = merge_corpus(VOWED, TOLD, OTHER, f"It rained.\n\n{VOWED}")
    verified = verify(compose(evidence, Config(), date(2026, 11, 23)), evidence, corpus)
    made: tuple[Artifact, ...] = render(verified, ("html", "email"))
    return {one.path: one.content.decode(errors="replace") for one in made}


def test_versions_html_marks_what_was_left_out_and_put_in(files: dict[str, str]) -> None:
    page = files["brief.html"]
    assert "In indirect speech" in page
    assert "<del>We will</del> <ins>the quay would</ins> not open <del>the quay</del>" in page


def test_versions_html_names_the_other_speaker(files: dict[str, str]) -> None:
    assert "Same words, said by <bdi>Jonas Weber</bdi>" in files["brief.html"]


def test_versions_html_gives_the_same_words_as_marks_only(files: dict[str, str]) -> None:
    (lines,) = re.findall(r'class="version">Same words (.*)</span>', files["brief.html"])
    assert "[S4 ¶2]" in lines
    assert "<del>" not in lines


def test_versions_text_marks_differences_as_wdiff_does(files: dict[str, str]) -> None:
    words = " ".join(files["brief.txt"].split())
    assert "[-We will-] {+the quay would+} not open" in words
