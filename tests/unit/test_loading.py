"""Libraries are loaded without what is not used of them, and do the same."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from briefgen.errors import ModelError
from briefgen.extract import load
from briefgen.extract.lookups import look_up
from briefgen.language_model import find_model

WORDS = """
The ferries were leaving two older harbours; geese, oxen and children watched them fall.
She has been driving better lorries than the firm's, whose axles he had broken twice.
It ain't over, and they're gonna say so: let's go. There were none who'd got the better of it!
"""


def run(program: str) -> str:
    command = (sys.executable, "-c", program)
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_spacy_comes_without_its_command_line_until_that_is_asked_for() -> None:
    told = run(
        "import sys, briefgen.extract, spacy\n"
        "print('httpx' in sys.modules, 'weasel' in sys.modules)\n"
        "print(spacy.info(silent=True)['spacy_version'] == spacy.__version__)\n"
        "import spacy.cli\n"
        "print(callable(spacy.cli.download))"
    )
    assert told.split() == ["False", "False", "True", "True"]


def test_spacy_that_is_there_already_is_left_alone() -> None:
    told = run(
        "import spacy.cli, sys\n"
        "kept = spacy.info, sys.modules['spacy.cli']\n"
        "import briefgen.extract\n"
        "print(kept == (spacy.info, sys.modules['spacy.cli']))"
    )
    assert told.split() == ["True"]


def told(nlp: Language) -> list[tuple[str, ...]]:
    words = nlp(WORDS)
    return [(w.text, w.lemma_, w.tag_, w.pos_, str(w.morph), w.dep_, w.ent_type_) for w in words]


def test_words_are_told_as_by_spacy_alone() -> None:
    alone = spacy.load(find_model().source)
    alone.add_pipe("briefgen_glued_stops", before="parser")
    assert told(load()) == told(alone)


def test_a_rule_that_asks_for_more_than_a_tag_and_letters_is_left_to_spacy() -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    assert isinstance(ruler, spacy.pipeline.AttributeRuler)
    ruler.add([[{"LOWER": "salt"}, {"LOWER": "marsh"}]], {"LEMMA": "saltmarsh"}, index=1)
    ruler.add([[{"LOWER": "marsh"}], [{"LOWER": "mire"}]], {"LEMMA": "bog"})
    ruler.add([[{"LOWER": {"IN": ["mire"]}}]], {"LEMMA": "fen"})
    ruler.add([[{"LOWER": "salt", "OP": "+"}]], {"LEMMA": "brine"})
    texts = ("The salt marsh", "A mire, a Marsh", "salt salt")
    before = [ruler.match(nlp.make_doc(text)) for text in texts]
    look_up(nlp)
    after = [ruler.match(nlp.make_doc(text)) for text in texts]
    assert after == [sorted(set(found)) for found in before]
    assert [[w.lemma_ for w in nlp(text)] for text in texts[:2]] == [
        ["", "brine", "bog"],
        ["", "fen", "", "", "bog"],
    ]


def test_weasyprint_asks_no_compiler_for_libraries() -> None:
    told = run(
        "import ctypes.util, sys\n"
        "from briefgen.render.pdf import inspect_pdf\n"
        "usual, asked = ctypes.util.find_library, []\n"
        "sys.addaudithook(lambda event, _: asked.append(event))\n"
        "inspect_pdf()\n"
        "print('subprocess.Popen' in asked, ctypes.util.find_library is usual)"
    )
    if sys.platform == "linux":
        assert told.split() == ["False", "True"]


def test_pipeline_is_imported_without_numpy() -> None:
    asked = "import sys, briefgen.pipeline; sys.exit('numpy' in sys.modules)"
    subprocess.run([sys.executable, "-c", asked], check=True)


@pytest.mark.parametrize(
    ("meta", "told"),
    [
        ({"lang": "en", "pipeline": ["tagger", "ner"]}, "has no parser"),
        ({"lang": "en", "pipeline": []}, "has no tagger and no parser and no ner"),
        ({"lang": "fr", "pipeline": ["tagger", "parser", "ner"]}, "is for another language"),
        ({}, "does not say what is in it"),
    ],
)
def test_a_pipeline_without_what_is_needed_is_refused_before_it_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, meta: dict[str, object], told: str
) -> None:
    """One without a parser ended as an error of the program itself."""
    name = "pipeline_of_tests"
    inner = tmp_path / name / f"{name}-1.0"
    inner.mkdir(parents=True)
    (tmp_path / name / "__init__.py").touch()
    (inner / "config.cfg").touch()
    (inner / "meta.json").write_text(json.dumps({"name": name, "version": "1.0", **meta}), "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ModelError, match=f"spaCy pipeline '{name}' {told}"):
        find_model(name)
