"""Whatever is changed in a citation, a source or a finished file, verification finds it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.clean import clean
from briefgen.formats.plain import structure_text
from briefgen.model.citations import Citation
from briefgen.model.cited import all_citations
from briefgen.model.evidence import Evidence
from briefgen.model.facts import Fact
from briefgen.model.spans import Edit, Span, apply_edits
from briefgen.model.text import Corpus, Document, RawDocument
from briefgen.verification.evidence.statements import check_citations

Change = Callable[[Citation], Citation]

CHANGES: dict[str, Change] = {
    "start": lambda c: replace(c, start=max(0, c.start - 1), text=c.before[-1:] + c.text),
    "end": lambda c: (
        replace(c, end=c.end - 1) if c.end - c.start > 1 else replace(c, end=c.end + 1)
    ),
    "text": lambda c: replace(c, text=c.text.swapcase()),
    "one letter": lambda c: replace(c, text=c.text[:-1] + ("x" if c.text[-1] != "x" else "y")),
    "before": lambda c: replace(c, before=c.before + "x"),
    "after": lambda c: replace(c, after="x" + c.after),
    "raw start": lambda c: replace(c, raw_start=(c.raw_start or 0) + 1),
    "raw end": lambda c: replace(c, raw_end=(c.raw_end or 0) + 1),
    "line": lambda c: replace(c, locator=replace(c.locator, line=(c.locator.line or 0) + 1)),
    "paragraph": lambda c: replace(c, locator=replace(c.locator, paragraph=99)),
}


def with_citation(fact: Fact, n: int, changed: Citation) -> Fact:
    citations = (*fact.citations[:n], changed, *fact.citations[n + 1 :])
    return replace(fact, citations=citations, text=citations[0].text)


@pytest.mark.parametrize("change", CHANGES)
@given(data=st.data())
def test_verify_finds_a_citation_that_was_changed(
    harbour: tuple[Evidence, Corpus], change: str, data: st.DataObject
) -> None:
    evidence, corpus = harbour
    n = data.draw(st.integers(0, len(evidence.facts) - 1))
    fact = evidence.facts[n]
    m = data.draw(st.integers(0, len(fact.citations) - 1))
    changed = CHANGES[change](fact.citations[m])
    facts = (*evidence.facts[:n], with_citation(fact, m, changed), *evidence.facts[n + 1 :])
    findings = list(check_citations(replace(evidence, facts=facts), corpus))
    assert any(fact.id in finding.message for finding in findings)


@given(data=st.data())
def test_verify_finds_a_changed_character_in_a_source(
    harbour: tuple[Evidence, Corpus], data: st.DataObject
) -> None:
    evidence, corpus = harbour
    document = corpus.documents[data.draw(st.integers(0, len(corpus.documents) - 1))]
    at = data.draw(st.integers(0, len(document.text) - 1))
    letter = data.draw(st.characters(categories=["L"]).filter(lambda c: c != document.text[at]))
    changed = rewritten(document, at, letter)
    others = [d for d in corpus.documents if d is not document]
    after = Corpus((*others, changed))
    findings = list(check_citations(evidence, after))
    assert any("is not the file" in finding.message for finding in findings)
    hit = {
        name
        for name, c in all_citations(evidence)
        if c.source == document.source.key and c.start <= at < c.end
    }
    assert hit <= {finding.message.split(":")[0] for finding in findings}


def rewritten(document: Document, at: int, letter: str) -> Document:
    text, _ = apply_edits(document.text, [Edit(Span(at, at + 1), letter)])
    structure = structure_text(text)
    raw = RawDocument(
        path=document.source.path,
        media_type="text/plain",
        sha256="0" * 64,
        size=len(text),
        encoding="utf-8",
        text=text,
        blocks=structure.blocks,
        edits=(),
        metadata=document.source.metadata,
        notices=(),
    )
    return clean(raw, document.source.key)


def test_verify_finds_nothing_where_nothing_was_changed(harbour: tuple[Evidence, Corpus]) -> None:
    evidence, corpus = harbour
    assert list(check_citations(evidence, corpus)) == []
