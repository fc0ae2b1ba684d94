"""The headline: the title that says best what the first development states, or its lead."""

import re
from collections.abc import Sequence

from briefgen.model.evidence import Evidence, Title
from briefgen.model.facts import Fact
from briefgen.model.text import JUDGING

_FITTING = 0.5
"""Least share of a title's words that the fact has as well."""

_FEWEST = 2
_STEM = 5
_LONGEST = 140


def find_headline(evidence: Evidence, told: Sequence[Fact], leads: int) -> Title | Fact | None:
    """Return the title of a source of the first fact told that tells it, in a source's own words.

    Without one it is the first fact, unless that leads the note already (`leads` facts
    stand in the bottom line), or is too long for a headline. An opinion, a letter or a review
    gives neither.
    """
    fact = next((one for one in told if not one.from_opinion), None)
    if fact is None:
        return None
    judging = {source.key for source in evidence.sources if source.kind in JUDGING}
    stated = _stems(" ".join(citation.text for citation in fact.citations))
    sources = [citation.source for citation in fact.citations]
    fitting = []
    for title in evidence.titles:
        words = _stems(title.text)
        shared = len(words & stated)
        known = title.citation.source in {*sources} - judging and len(title.text) <= _LONGEST
        if known and shared >= _FEWEST and shared >= _FITTING * len(words):
            fitting.append((-shared, sources.index(title.citation.source), title))
    if fitting:
        return min(fitting, key=lambda one: one[:2])[2]
    return fact if not leads and len(fact.text) <= _LONGEST else None


def _stems(text: str) -> frozenset[str]:
    """Return the beginnings of the longer words, which "sign" and "signed" have in common."""
    return frozenset(word[:_STEM] for word in re.findall(r"[^\W\d_]{4,}", text.casefold()))
