"""Where words stand in the sources: as they are, and if nowhere, what comes nearest."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from briefgen.explain.drafting import raw_texts
from briefgen.explain.material import Material
from briefgen.model.spans import Span

_ALIKE = {
    **dict.fromkeys('“”„«»"', '[“”„«»"]'),
    **dict.fromkeys("‘’‚'", "[‘’‚']"),
    **dict.fromkeys("-–—", "[-–—]"),
}
_ADDED = re.compile(r"\s*\[[^\]]*\]:?")
"""What a brief adds to the words of a source."""

_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*[\"”’')]*")
_NEAR = 60
"""How alike, of 100, the nearest sentence must be to be told."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the canonical text of a source."""

    source: str
    span: Span


@dataclass(frozen=True, slots=True)
class Near:
    """The sentence of a source that is most like some words, and how much of 100."""

    place: Place
    words: str
    alike: int


def find_words(words: str, material: Material) -> tuple[Place, ...]:
    """Return all places of words in the sources; case, blanks and kinds of marks do not count.

    What stands in brackets may have been added by a brief: without it they are sought again.
    """
    for sought in dict.fromkeys((words, _ADDED.sub(" ", words))):
        pattern = _pattern(sought)
        if pattern is not None:
            found = tuple(_places(pattern, material))
            if found:
                return found
    return ()


def nearest(words: str, material: Material) -> Near | None:
    """Return the sentence that is most like some words, None where none is."""
    folded = " ".join(words.casefold().split())
    best: Near | None = None
    for key, text in material.texts.items():
        for match in _SENTENCE.finditer(text):
            alike = round(fuzz.ratio(folded, " ".join(match[0].casefold().split())))
            if alike >= _NEAR and (best is None or alike > best.alike):
                best = Near(Place(key, Span(*match.span())), match[0].strip(), alike)
    return best


def left_out_of(words: str, material: Material) -> tuple[str, ...]:
    """Return the sources that have words in their file, though not in the text read from it."""
    pattern = _pattern(words)
    evidence = material.evidence
    open_ = {one.path for one in evidence.sources if not one.protected}
    open_ |= {one.path for one in evidence.skipped}
    found = raw_texts(material.found, material.limits) if pattern and material.found else {}
    raws = {path: text for path, text in found.items() if path in open_}
    shown = ((path, html.unescape(_TAG.sub(" ", text))) for path, text in raws.items())
    return tuple(path for path, text in shown if pattern and pattern.search(text))


def _places(pattern: re.Pattern[str], material: Material) -> Iterator[Place]:
    for key, text in material.texts.items():
        for match in pattern.finditer(text):
            yield Place(key, Span(*match.span()))


def _pattern(words: str) -> re.Pattern[str] | None:
    pieces = [_piece(word) for word in words.split()]
    return re.compile(r"\s+".join(pieces), re.IGNORECASE) if pieces else None


def _piece(word: str) -> str:
    return "".join(_ALIKE.get(letter) or re.escape(letter) for letter in word)
