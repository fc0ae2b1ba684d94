"""Quoted words that limit or deny what a quotation says, where the quotation leaves them out.

Half a quotation can turn its speaker's sense: "We will sign" of "We will sign, but only if the
north agrees". They are looked for round the quotation in its own source, and where another
source quotes the same words of the same speaker at greater length.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefgen.model.annotations import QuotationKind
from briefgen.model.evidence import Quotation
from briefgen.model.facts import Fact
from briefgen.model.spans import Span
from briefgen.model.speech.stretches import Said, Stretches
from briefgen.model.spoken import Spoken, speech_of

_ELLIPSIS = re.compile(r"\[?(?:…|\.\s?\.\s?\.)\]?")
_WORD = re.compile(r"\w+(?:['’]\w+)*")

_ANCHOR = 4
"""The fewest words in a row by which a speech is known in another source."""

_SURE = 8
"""The fewest words that are one speech where its speaker is not known on both sides."""

_OMITTED = 60
"""The most words that another source may have in the place of an ellipsis."""


_NOWHERE = -(10**9)


@dataclass(frozen=True, slots=True, order=True)
class Reservation:
    """Words of a source that limit or deny what a quotation says."""

    source: str
    span: Span


@dataclass(frozen=True, slots=True)
class Reserved:
    """The limiting words that quotations and facts leave out, in the order of both."""

    quotations: tuple[tuple[Reservation, ...], ...]
    facts: tuple[tuple[Reservation, ...], ...]


def find_reservations(
    quotations: Sequence[Quotation],
    facts: Sequence[Fact],
    texts: Mapping[str, str],
    spoken: Iterable[Spoken],
) -> Reserved:
    """Return the limiting words that each quotation leaves out, and each fact that quotes.

    `texts` are those of all sources, by their keys, and `spoken` tells who says what in them.
    Another source is only asked where the quotation's own one has nothing to say. Indirect
    speech has nobody's own words.
    """
    held: dict[str, list[Said]] = {key: [] for key in texts}
    for one in spoken:
        held.setdefault(one.source, []).append(Said(one.parts, one.voice))
    read = {key: Stretches(text, held[key]) for key, text in texts.items()}
    elsewhere = _Elsewhere(read)
    return Reserved(
        tuple(_left_out(one, read, elsewhere) for one in quotations),
        tuple(_left_out_of_fact(one, read, elsewhere) for one in facts),
    )


def _left_out_of_fact(
    fact: Fact, read: Mapping[str, Stretches], elsewhere: "_Elsewhere"
) -> tuple[Reservation, ...]:
    source = fact.citations[0].source
    if source not in read:
        return ()
    said = read[source].said_in(fact.citations[0].span)
    own = [Reservation(source, span) for span in read[source].limited(said)]
    text = read[source].text
    shortened = Said(tuple(p for p in said.parts if _ELLIPSIS.search(p.of(text))), said.voice)
    return tuple(dict.fromkeys(own or elsewhere.left_out(source, shortened)))


def _left_out(
    one: Quotation, read: Mapping[str, Stretches], elsewhere: "_Elsewhere"
) -> tuple[Reservation, ...]:
    told = speech_of(one)
    source, said = told.source, Said(told.parts, told.voice)
    if source not in read or one.kind is not QuotationKind.DIRECT:
        return ()
    own = [Reservation(source, span) for span in read[source].left_out(said.parts, said.voice)]
    return tuple(dict.fromkeys(own or elsewhere.left_out(source, said)))


class _Elsewhere:
    """The quoted words of all sources, found by a few of them in a row."""

    def __init__(self, read: Mapping[str, Stretches]) -> None:
        self._read = read
        self._words = {key: tuple(_quoted_words(held)) for key, held in read.items()}
        self._folded = {
            key: [_folded(read[key].text, word) for word in words]
            for key, words in self._words.items()
        }
        self._places: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
        for key, folded in self._folded.items():
            for n in range(len(folded) - _ANCHOR + 1):
                self._places[tuple(folded[n : n + _ANCHOR])].append((key, n))

    def left_out(self, source: str, one: Said) -> Iterator[Reservation]:
        """Yield the limiting words of the first other source that has any."""
        text = self._read[source].text
        for part in one.parts:
            pieces = [piece for piece in _pieces(text, part) if piece]
            longest = max(range(len(pieces)), key=lambda n: len(pieces[n]), default=None)
            if longest is None or len(pieces[longest]) < _ANCHOR:
                continue
            for key, place in self._places[tuple(pieces[longest][:_ANCHOR])]:
                spans = self._matched(key, place, pieces, longest) if key != source else ()
                if spans and self._is_same(one, key, spans, sum(map(len, pieces))):
                    found = tuple(self._read[key].left_out(spans, one.voice))
                    yield from (Reservation(key, span) for span in found)
                    if found:
                        return

    def _matched(
        self, key: str, place: int, pieces: Sequence[Sequence[str]], longest: int
    ) -> tuple[Span, ...]:
        """Return where the pieces stand in a source round a place of the longest; () nowhere."""
        folded, words = self._folded[key], self._words[key]
        starts = {longest: _seek(pieces[longest], folded, range(place, place + 1))}
        for n in range(longest - 1, -1, -1):
            latest = starts[n + 1] - len(pieces[n])
            starts[n] = _seek(pieces[n], folded, range(latest, latest - _OMITTED, -1))
        for n in range(longest + 1, len(pieces)):
            earliest = starts[n - 1] + len(pieces[n - 1])
            starts[n] = _seek(pieces[n], folded, range(earliest, earliest + _OMITTED))
        if _NOWHERE in starts.values():
            return ()
        return tuple(
            Span(words[starts[n]].start, words[starts[n] + len(piece) - 1].end)
            for n, piece in enumerate(pieces)
        )

    def _is_same(self, one: Said, key: str, spans: Sequence[Span], words: int) -> bool:
        """Tell whether another source's words are said by the same, as far as is known."""
        voice = self._read[key].voice(spans[0])
        return voice == one.voice if voice and one.voice else words >= _SURE


def _seek(piece: Sequence[str], folded: Sequence[str], places: Iterable[int]) -> int:
    """Return the first of these places at which a piece stands."""
    size = len(piece)
    stands = (at for at in places if at >= 0 and folded[at : at + size] == piece)
    return next(stands, _NOWHERE)


def _quoted_words(held: Stretches) -> Iterator[Span]:
    for quoted in held.quoted:
        inner = quoted.inner
        yield from (Span(*w.span()) for w in _WORD.finditer(held.text, inner.start, inner.end))


def _pieces(text: str, part: Span) -> Iterator[list[str]]:
    """Yield the folded words of a part between its ellipses."""
    for piece in _ELLIPSIS.split(part.of(text)):
        yield [word.casefold() for word in _WORD.findall(piece)]


def _folded(text: str, word: Span) -> str:
    return word.of(text).casefold()
