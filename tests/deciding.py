"""Invented sources with what they state, and the desk that decides on it."""

from dataclasses import dataclass
from hashlib import sha256

from conftest import MODEL, document_of

from briefgen.decide import decide
from briefgen.extract import annotate
from briefgen.extract.nlp import load
from briefgen.merge import Recount, merge
from briefgen.model.citations import Citation
from briefgen.model.decisions import Act, Decision, Passage
from briefgen.model.evidence import Actor, Evidence, Generator, Quotation
from briefgen.model.facts import Fact
from briefgen.model.text import Corpus, Document
from briefgen.verification.evidence.statements import check_citations, check_statements

DAY = "2026-11-18"
NOTHING = Passage()


@dataclass(frozen=True)
class Desk:
    """Sources as they were merged; what is decided is proved like all evidence."""

    found: Evidence
    corpus: Corpus
    recount: Recount

    def decided(self, *decisions: Decision) -> Evidence:
        """Return the evidence as decided; every citation and every reference is checked."""
        decided = decide(self.found, self.corpus, decisions, self.recount)
        findings = (*check_citations(decided, self.corpus), *check_statements(decided, self.corpus))
        assert findings == ()
        return decided


def desk_of(*texts: str, **known: str) -> Desk:
    """Take texts as sources S1, S2, ..., each with a publisher of its own."""
    return desk_over(
        *(
            document_of(text, key=f"S{n}", **{"publisher": f"P{n}", "published": DAY, **known})
            for n, text in enumerate(texts, 1)
        )
    )


def desk_over(*documents: Document) -> Desk:
    """Take documents as the sources."""
    nlp = load(MODEL)
    annotations = [annotate(document, nlp) for document in documents]
    corpus = Corpus(tuple(documents))
    evidence = merge(corpus, annotations, Generator("0", "0", "0"))
    return Desk(evidence, corpus, Recount(corpus, lambda: annotations))


def words(text: str, source: int = 1, at: str = "") -> Passage:
    """Return words as decisions name them."""
    return Passage(text, f"S{source}.txt", at)


def decision(act: Act, passage: Passage, other: Passage = NOTHING, value: str = "") -> Decision:
    """Make a decision with an id of its own."""
    name = f"{act} {passage.words} {passage.path} {other.words} {other.path} {value}"
    return Decision(
        sha256(name.encode()).hexdigest()[:12], act, passage, other, value, by="A. Analyst"
    )


def fact(evidence: Evidence, part: str) -> Fact:
    """Return the one fact that is told in words with this part."""
    (found,) = (one for one in evidence.facts if part in one.text)
    return found


def actor(evidence: Evidence, name: str) -> Actor:
    """Return the one actor with a name."""
    (found,) = (one for one in evidence.actors if one.name == name)
    return found


def said(evidence: Evidence, part: str) -> Quotation:
    """Return the one quotation with these words."""
    (found,) = (one for one in evidence.quotations if part in one.text)
    return found


def sources(citations: tuple[Citation, ...]) -> list[str]:
    """Return the keys of the sources of citations."""
    return [citation.source for citation in citations]
