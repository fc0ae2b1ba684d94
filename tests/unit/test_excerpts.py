"""What a note holds of the evidence is compared with it, piece by piece."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from briefgen.compose import compose
from briefgen.config import Config
from briefgen.config.settings import Actors, Facts
from briefgen.errors import VerificationFailed
from briefgen.model.brief import Brief
from briefgen.model.evidence import Evidence
from briefgen.model.text import Corpus, Skipped
from briefgen.verification import verify
from briefgen.verification.evidence.excerpts import check_excerpt
from briefgen.verification.kept import paragraphs_of

DAY = date(2026, 11, 23)
Harbour = tuple[Evidence, Corpus]


def few(evidence: Evidence) -> Brief:
    return compose(evidence, Config(facts=Facts(max=2), actors=Actors(max=2)), DAY)


def first(name: str, change: Callable[[Any], Any]) -> Callable[[Evidence], Evidence]:
    """Return what changes the first of the things with this name."""

    def changed(kept: Evidence) -> Evidence:
        one, *others = getattr(kept, name)
        fields: dict[str, Any] = {name: (change(one), *others)}
        return replace(kept, **fields)

    return changed


CHANGES: dict[str, Callable[[Evidence], Evidence]] = {
    "facts ": first("facts", lambda one: replace(one, hedged=not one.hedged)),
    "quotations ": first("quotations", lambda one: replace(one, confidence=0.123)),
    "events ": first("events", lambda one: replace(one, rank=99)),
    "titles ": first("titles", lambda one: replace(one, id=one.id[::-1])),
    "actor ": first("actors", lambda one: replace(one, origins=99)),
    "actor": first("actors", lambda one: replace(one, mentions=one.mentions * 2)),
    "development ": first("developments", lambda one: replace(one, background=True)),
    "sources": first("sources", lambda one: replace(one, publisher="Nobody")),
    "skipped": lambda kept: replace(kept, skipped=(Skipped("lost.txt", "empty", "no bytes"),)),
    "generator": lambda kept: replace(kept, generator=replace(kept.generator, spacy="0")),
}


def test_part_of_the_evidence_is_as_the_evidence_has_it(harbour: Harbour) -> None:
    brief = few(harbour[0])
    assert len(brief.evidence.facts) < len(harbour[0].facts)
    assert list(check_excerpt(brief.evidence, harbour[0])) == []
    verified = verify(brief, *harbour).brief
    assert verified == replace(brief, paragraphs=paragraphs_of(brief, harbour[1]))


@pytest.mark.parametrize("name", CHANGES)
def test_part_that_says_something_else_is_found(harbour: Harbour, name: str) -> None:
    brief = few(harbour[0])
    kept = replace(brief.evidence, titles=brief.evidence.titles or harbour[0].titles[:1])
    (found, *_) = check_excerpt(CHANGES[name](kept), harbour[0])
    assert str(found).startswith("brief.json: ")
    assert name.strip() in found.message


def test_note_with_another_word_than_the_evidence_is_never_verified(harbour: Harbour) -> None:
    brief = few(harbour[0])
    changed = first("facts", lambda one: replace(one, negated=not one.negated))
    with pytest.raises(VerificationFailed, match="not as the evidence has it"):
        verify(replace(brief, evidence=changed(brief.evidence)), *harbour)
