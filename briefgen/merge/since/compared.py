"""Facts as they are compared from issue to issue: by content words, names, numbers and days."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.merge.tables import read_words
from briefgen.merge.words import DAYS_AND_MONTHS, fold_terms
from briefgen.model.citations import Citation
from briefgen.model.evidence import Evidence
from briefgen.model.facts import Fact

_WORDS = read_words(__package__, "compared")
_FUNCTION_WORDS, _NUMBER_WORDS = _WORDS["function"], _WORDS["numbers"]
_CALENDAR = frozenset(name.casefold() for name in DAYS_AND_MONTHS)
_NUMBER = re.compile(r"\d(?:[\d,.]*\d)?")
_YEAR = re.compile(r"1[89]\d\d|20\d\d")
_PLAN = re.compile(
    r"\b(?:will|would|plans?|planned|scheduled|due|set to|expected)\b", re.IGNORECASE
)

_PASSING = frozenset(fold_terms(_WORDS["passing"]))
"""What one report may say and the other not, and they still tell the same."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact with what it is compared by: content words, and names after its first word.

    `numbers` are those beside its figures and dates: "34" of "the toll rose to 34". `day`
    cites the words of its date, or else the whole statement.
    """

    fact: Fact
    terms: tuple[str, ...]
    names: frozenset[str]
    numbers: tuple[str, ...]
    day: Citation

    @property
    def matter(self) -> frozenset[str]:
        """The words that two statements of one fact must agree in."""
        return frozenset(self.terms) - _PASSING


def planned(fact: Fact) -> bool:
    """Tell a fact that is still to come."""
    return bool(_PLAN.search(fact.text))


def _expression(fact: Fact) -> str:
    return fact.date.expression if fact.date else ""


def all_stated(evidence: Evidence) -> Iterator[Stated]:
    """Yield every fact of the evidence, in its order, ready to be compared."""
    days = {
        (ref, event.citation.text): event.citation
        for event in evidence.events
        for ref in event.facts
    }
    for fact in evidence.facts:
        yield _stated(fact, days.get((fact.id, _expression(fact)), fact.citations[0]))


def _stated(fact: Fact, day: Citation) -> Stated:
    words = fact.text
    aside = (fact.attribution.text if fact.attribution else "", _expression(fact))
    for part in filter(None, aside):
        words = words.replace(part, " ")
    tokens = re.findall(r"[^\W\d_][\w'’-]*", words)
    terms = fold_terms(_plain(token) for token in tokens if not _empty(token))
    named = (token for token in tokens[1:] if token[0].isupper() and not _empty(token))
    names = frozenset(fold_terms(map(_plain, named)))
    return Stated(fact, terms, names, tuple(_numbers(fact, words)), day)


def _empty(token: str) -> bool:
    """Tell a word that says nothing of what a statement is about: a function word, a value."""
    word = _plain(token)
    value = set(word.split("-")) <= _NUMBER_WORDS
    return value or word in _FUNCTION_WORDS or word in _CALENDAR


def _numbers(fact: Fact, words: str) -> Iterator[str]:
    """Yield the numbers in `words` that belong to no figure; a year is none."""
    for figure in fact.figures:
        words = words.replace(figure.citation.text, " ")
    yield from (n for n in _NUMBER.findall(words) if not _YEAR.fullmatch(n))


def _plain(token: str) -> str:
    letters = unicodedata.normalize("NFKD", re.sub(r"['’]s$", "", token))
    return "".join(c for c in letters if not unicodedata.combining(c)).casefold()
