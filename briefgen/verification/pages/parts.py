"""The words that a note must show as it shows its evidence, and those that a file does not have."""

from collections.abc import Iterable, Iterator

from briefgen.errors import Finding
from briefgen.model.evidence import Evidence
from briefgen.verification.evidence.origin import Part
from briefgen.verification.evidence.statements import place
from briefgen.verification.rendered import comparable


def unnoted(parts: Iterable[Part], notes: str, path: str) -> Iterator[Finding]:
    """Find passages of what is shown that no footnote holds.

    Parts of a quotation from one paragraph have one mark, and with that one footnote.
    """
    told = [(name, one, comparable(one.text) in notes) for name, one, _ in parts]
    noted = {(name, one.mark) for name, one, there in told if there}
    for name, one, _ in told:
        if (name, one.mark) not in noted:
            yield Finding(place(one), f"{name}: its passage is in no footnote of {path}")


def unproved(parts: Iterable[Part], text: str, path: str) -> Iterator[Finding]:
    """Find statements that stand nowhere right before their own mark."""
    for name, citation, words in parts:
        proved = comparable(f"{words}[{citation.mark}]")
        if not name.startswith("quotation") and proved not in text:
            yield Finding(place(citation), f"{name}: not with its own mark in {path}")


def shown_parts(evidence: Evidence, shown: Iterable[str]) -> tuple[Part, ...]:
    """Return the words that a note must show, as it shows the evidence with these ids.

    Those of a fact are its wording, with lead-in, and names and days in brackets.
    """
    ids = set(shown)
    said = (q for q in evidence.quotations if q.id in ids)
    return (
        *((f"fact {f.id}", f.citations[0], f.wording) for f in evidence.facts if f.id in ids),
        *((f"title {t.id}", t.citation, t.text) for t in evidence.titles if t.id in ids),
        *((f"quotation {q.id}", c, c.text) for q in said for c in (*q.parts, *q.reservations)),
    )


def edited_parts(evidence: Evidence) -> frozenset[str]:
    """Return the names of the parts that the desk has decided on."""
    refs = {one.ref for one in evidence.decided}
    facts, titles, said = evidence.facts, evidence.titles, evidence.quotations
    named = (("fact", facts), ("title", titles), ("quotation", said))
    return frozenset(f"{name} {one.id}" for name, held in named for one in held if one.id in refs)


def missing_parts(parts: Iterable[Part], text: str, path: str) -> Iterator[Finding]:
    """Find words that the comparable text of a file does not have."""
    for name, citation, words in parts:
        if comparable(words) not in text:
            yield Finding(place(citation), f"{name}: not found in {path}")
