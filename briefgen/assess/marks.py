"""Marks in the analyst's words, as notes print them, and the passages that they name."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from briefgen.assess.places import places_of
from briefgen.model.citations import Citation, cite
from briefgen.model.spans import Span
from briefgen.model.text import Corpus, Document
from briefgen.model.written import Piece, Words

_BRACKET = re.compile(r"\[\s*(S\d+(?!\w)[^\[\]]*)\]", re.IGNORECASE)
_LIKE_ONE = re.compile(
    r"\[[^\[\]]*(?<!\w)S\d+\s*(?:,\s*)?(?:¶|p\.|table|footnote|line|slide|sheet|cell)[^\[\]]*\]",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(\bsheet\s[^;]*?,\s*[A-Z]{1,3}\d+(?=\s*(?:[,;]|$)))|\s*[,;]\s*(?=S\d+(?!\w))",
    re.IGNORECASE,
)
"""What parts marks in one bracket; in "sheet Flows, S7" the address is none of the next one's."""

_ONE = re.compile(r"(S\d+)[\s,]*(.*)", re.IGNORECASE | re.DOTALL)
_NUMBERED = re.compile(r"(.*?)(\d+)$")

_MOST_NEAR = 3
"""Places that a message names."""

_FEW_WORDS = 8


class Mark(NamedTuple):
    """What stands in brackets: its place in the text around, and the places it names."""

    start: int
    end: int
    names: tuple[tuple[str, str], ...]


def find_marks(text: str) -> Iterator[Mark]:
    """Yield what is a mark of sources in a text: a bracket that begins with a source's key."""
    for bracket in _BRACKET.finditer(text):
        names = []
        for one in _parted(bracket[1]):
            named = _ONE.fullmatch(one)
            if named:
                names.append((named[1].upper(), _spelled(named[2])))
        yield Mark(*bracket.span(), tuple(names))


def _parted(text: str) -> Iterator[str]:
    """Yield the marks in one bracket; an address such as S7 in "sheet Flows, S7" begins none."""
    start = 0
    for found in _NEXT.finditer(text):
        if not found[1]:
            yield text[start : found.start()]
            start = found.end()
    yield text[start:]


def find_strays(text: str) -> Iterator[re.Match[str]]:
    """Yield brackets that hold what looks like a mark behind other words."""
    yield from (one for one in _LIKE_ONE.finditer(text) if not _BRACKET.match(one[0]))


def _spelled(place: str) -> str:
    """Return the name of a place with blanks where notes have them."""
    told = re.sub(r"\bp\.\s*(?=\w)", "p. ", " ".join(place.split()))
    told = re.sub(r"¶\s+", "¶", told)
    return re.sub(r"(?<=[\w)]),?\s*¶", ", ¶", told)


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages that marks may name, and a number for each of those that were asked for."""

    documents: Mapping[str, Document]
    numbers: dict[Citation, int] = field(default_factory=dict)
    _places: dict[str, Mapping[str, Span]] = field(default_factory=dict)

    @classmethod
    def of(cls, corpus: Corpus) -> "Passages":
        """Take the passages of all documents."""
        return cls({document.source.key: document for document in corpus.documents})

    def find(self, key: str, place: str) -> Citation:
        """Return the citation of the passage at a place.

        Raises LookupError, with what stands nearby, when there is no such source or place.
        """
        document = self.documents.get(key)
        if document is None:
            raise LookupError(f"there is no source {key}; {self._sources_near(key)}")
        places = self._places.setdefault(key, places_of(document))
        span = places.get(place)
        if span is None:
            fault = f"has no {place}" if place else "has many places, and none is named"
            raise LookupError(f"{key} {fault}; nearest {_near(document, places, place)}")
        return cite(document, span)

    def number(self, citation: Citation) -> int:
        """Return the number of a citation, in the order in which they were first asked for."""
        return self.numbers.setdefault(citation, len(self.numbers) + 1)

    def _sources_near(self, key: str) -> str:
        near = sorted(sorted(self.documents), key=lambda one: abs(int(one[1:]) - int(key[1:])))
        sources = (
            self.documents[one].source
            for one in sorted(near[:_MOST_NEAR], key=lambda one: int(one[1:]))
        )
        told = (f"{one.key} ({one.metadata.title or one.path})" for one in sources)
        return f"nearest are {', '.join(told)}"


def _near(document: Document, places: Mapping[str, Span], place: str) -> str:
    """Name the places nearest to one that is not there, each with its first words."""
    names = list(places)
    wanted = _NUMBERED.fullmatch(place)
    alike = [
        (abs(int(found[2]) - int(wanted[2])), name)
        for name in names
        if wanted and (found := _NUMBERED.fullmatch(name)) and found[1] == wanted[1]
    ]
    near = [name for _, name in sorted(alike, key=lambda one: one[0])] or names
    chosen = sorted(near[:_MOST_NEAR], key=names.index)
    told = (f"{name} “{_first_words(places[name].of(document.text))}”" for name in chosen)
    return f"{'is' if len(chosen) == 1 else 'are'} {', '.join(told)}" if chosen else "is nothing"


def _first_words(text: str) -> str:
    words = text.lstrip('“”"‘„«').split()
    return " ".join(words[:_FEW_WORDS]) + (" …" if len(words) > _FEW_WORDS else "")


def resolve(words: Words, passages: Passages) -> Words:
    """Return the words with a piece for each place that a mark in them names."""
    parts = tuple(resolve(part, passages) for part in words.parts)
    return replace(words, pieces=tuple(_trimmed(_cut(words.pieces, passages))), parts=parts)


def _cut(pieces: Sequence[Piece], passages: Passages) -> Iterator[Piece]:
    text = "".join(piece.text for piece in pieces)
    at = 0
    for mark in find_marks(text):
        yield from _between(pieces, at, mark.start)
        for key, place in mark.names:
            citation = passages.find(key, place)
            yield Piece(f"[{citation.mark}]", citation=passages.number(citation))
        at = mark.end
    yield from _between(pieces, at, len(text))


def _between(pieces: Sequence[Piece], start: int, end: int) -> Iterator[Piece]:
    """Yield the pieces between two places of their joined text, cut there."""
    at = 0
    for piece in pieces:
        text = piece.text[max(0, start - at) : max(0, end - at)]
        at += len(piece.text)
        if text:
            yield replace(piece, text=text)


def _trimmed(pieces: Iterable[Piece]) -> list[Piece]:
    """Return pieces with single blanks in them, and none at the ends and before marks."""
    told: list[Piece] = []
    for piece in pieces:
        text = re.sub(r"\s+", " ", piece.text)
        if piece.citation:
            _end(told)
        elif not told or told[-1].text.endswith(" "):
            text = text.lstrip()
        if text:
            told.append(replace(piece, text=text))
    _end(told)
    return told


def _end(told: list[Piece]) -> None:
    """Take a blank from the end of the last piece."""
    if told and (last := told.pop()).text.rstrip():
        told.append(replace(last, text=last.text.rstrip()))
