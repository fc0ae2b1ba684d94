"""Sources for the real job, annotating, and the evidence that comes of it."""

from dataclasses import replace

from conftest import HARBOUR, MODEL, document_of

from briefgen.config import Config
from briefgen.execution import Executor
from briefgen.intake import ingest
from briefgen.manner import Manner
from briefgen.model.codec import encode_evidence
from briefgen.model.text import Corpus, Document
from briefgen.pipeline import gather
from briefgen.read import find_files

VILLAGES = ("Arnholm", "Berwend", "Colmary", "Durnach", "Estrup", "Farnley", "Gorsk", "Hollin")


def villages(number: int) -> Corpus:
    """Return the sources about the harbour, and some of villages with floods of their own."""
    corpus = ingest(find_files((HARBOUR / "inputs",)))
    told = tuple(_told(n) for n in range(len(corpus.documents) + 1, number + 1))
    return replace(corpus, documents=(*corpus.documents, *told))


def _told(n: int) -> Document:
    place, killed = VILLAGES[n % len(VILLAGES)], n % 7 + 2
    text = (
        f"A flood killed {killed} people in {place} on 17 November 2026, said Mayor Olga Brandt."
        f"\n\n“We shall build the wall at {place} again,” Brandt said on Wednesday."
        f"\n\nThe council of {place} will vote on {n + 3} million crowns for a new bridge."
    )
    return document_of(text, key=f"S{n}", publisher=f"P{n % 5}", published="2026-11-18")


def evidence_of(corpus: Corpus, executor: Executor) -> bytes:
    """Return the evidence of sources as it is written, with annotations made by an executor."""
    return encode_evidence(gather(corpus, Config(model=MODEL), Manner(executor=executor)))
