"""Where the words of a decision stand now, and what became of them where they do not."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from briefgen.model.citations import Citation, cite
from briefgen.model.decisions import Passage
from briefgen.model.spans import Span
from briefgen.model.text import Corpus, Document, Metadata

_ALIKE = 0.5
"""The share of its words that a sentence must have to be what became of one."""

_SENTENCE = re.compile(r"\S(?:[^.!?\n]|[.!?](?![\s”’\"')\]]*\s)|\n(?!\s*\n))*[.!?]?[”’\"')\]]*")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a source's text, by the source's key."""

    source: str
    span: Span


class Places:
    """The texts in which the words of decisions are sought: exact words, wherever lines break."""

    def __init__(self, corpus: Corpus) -> None:
        """Take the texts."""
        self._corpus = corpus

    @cached_property
    def _by_path(self) -> dict[str, Document]:
        return {document.source.path: document for document in self._corpus.documents}

    @cached_property
    def _by_key(self) -> dict[str, Document]:
        return {document.source.key: document for document in self._corpus.documents}

    def find(self, passage: Passage) -> tuple[Place, ...] | str:
        """Return where the words stand, the likeliest place first; or say what became of them.

        They are sought in the source with the passage's path, then in the one other source that
        has them. Of several places in it, those named as the passage's come first, then the
        others as they stand.
        """
        own = self._by_path.get(passage.path)
        found = tuple(_places(passage, own)) if own else ()
        if found:
            return found
        others = [tuple(_places(passage, one)) for one in self._corpus.documents]
        holding = [places for places in others if places]
        if len(holding) == 1:
            return holding[0]
        if holding:
            keys = ", ".join(places[0].source for places in holding)
            return f"{'the words stand no more' if own else 'no such source'} there, but in {keys}"
        return self._became(passage.words, own) if own else "the source is there no more"

    def stating(self, words: str, path: str) -> tuple[Place, ...]:
        """Return where whole words stand in any source, those of the source with a path first."""
        first = self._by_path.get(path)
        others = (one for one in self._corpus.documents if one is not first)
        return tuple(
            Place(document.source.key, Span(*found.span()))
            for document in (*((first,) if first else ()), *others)
            for found in re.finditer(rf"(?<!\w){_spaced(words)}(?!\w)", document.text)
        )

    def cite(self, place: Place) -> Citation:
        """Return the citation of a place."""
        return cite(self._by_key[place.source], place.span)

    def known(self, place: Place) -> Metadata:
        """Return what is known of the source of a place."""
        return self._by_key[place.source].source.metadata

    def _became(self, words: str, document: Document) -> str:
        """Say that words are gone, and which sentence is most like them."""
        sentences = [" ".join(found[0].split()) for found in _SENTENCE.finditer(document.text)]
        shared, _, near = max(((*_alike(words, one), one) for one in sentences), default=(0, 0, ""))
        instead = f"; the nearest there: “{near}”" if shared >= _ALIKE else ""
        return f"the words stand there no more{instead}"


def _alike(words: str, sentence: str) -> tuple[float, float]:
    """Return the share of words that a sentence has too, and how alike the two are, of 100."""
    own, its = Counter(words.split()), Counter(sentence.split())
    return (own & its).total() / own.total(), fuzz.ratio(words, sentence)


def _places(passage: Passage, document: Document) -> Iterator[Place]:
    """Yield where the words stand in a document, those at the passage's place first."""
    words = passage.words.split()
    if not words:
        return
    spans = [Span(*found.span()) for found in _whole(words).finditer(document.text)]
    if len(spans) > 1:
        named = passage.place.split()
        spans.sort(key=lambda span: cite(document, span).locator.place.split() != named)
    yield from (Place(document.source.key, span) for span in spans)


def _whole(words: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for words wherever lines break, of which none is a part of a longer one."""
    first, last = (r"\b" if re.match(r"\w", edge) else "" for edge in (words[0], words[-1][-1:]))
    return re.compile(first + r"\s+".join(map(re.escape, words)) + last)


def _spaced(words: str) -> str:
    """Return a pattern of words, wherever lines break between them."""
    return r"\s+".join(re.escape(word) for word in words.split())
