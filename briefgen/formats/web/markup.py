"""Where each visible word of an HTML source stands in it, found without building a tree."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.formats.web.elements import Element, Elements
from briefgen.formats.web.scan import Piece, Scan
from briefgen.formats.web.styles import Styles
from briefgen.model.spans import Edit, Span, apply_edits
from briefgen.model.text import BlockKind

_BLANKS = re.compile(r"\s+")
_SENTENCE_END = ".!?:…”\"’'"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of letters that no element's edge cuts."""

    at: int
    length: int
    kind: BlockKind

    @property
    def span(self) -> Span:
        """The letters from the first to the one after the last."""
        return Span(self.at, self.at + self.length)


class Visible:
    """The letters of a source that are read, without the blanks, and the place of each.

    `hidden` are the elements that are not seen, or struck out; `elements` all in order;
    `excess` is set for a source of which no tree should be built. Raised and lowered figures
    are letters as they are written in running text, and marks of notes are none.
    """

    def __init__(self, source: str) -> None:
        """Scan the source once, in time linear in its length."""
        self.source = source
        elements = Elements(Styles(source))
        scan = Scan(source, elements)
        scan.run()
        self.pieces = tuple(scan.pieces)
        self.letters = "".join(scan.letters)
        self.hidden = tuple(elements.hidden)
        self.elements = elements.all
        self.excess = elements.excess
        self._replaced = scan.replaced
        self._starts = [piece.at for piece in self.pieces]
        self._sources = [piece.start for piece in self.pieces]
        linking = (self._held(e) for e in self.elements if e.name == "a" and "href" in e.rest)
        self._links = [held for held in linking if held]

    def seen(self) -> str:
        """Return the source without what is hidden or struck out, raised figures as written."""
        gone = [Edit(one.span) for one in self.hidden]
        return apply_edits(self.source, [*gone, *self._replaced])[0]

    def inside(self, element: Element) -> Span | None:
        """Return the letters an element holds, None for no letter."""
        held = self._held(element)
        return Span(*held) if held else None

    def _held(self, element: Element) -> tuple[int, int] | None:
        """Return where the letters of an element begin and end: a span costs more than they do."""
        first = bisect_left(self._sources, element.start)
        last = bisect_left(self._sources, element.end)
        if first >= last:
            return None
        end = self.pieces[last].at if last < len(self.pieces) else len(self.letters)
        return self.pieces[first].at, end

    def linked(self, span: Span) -> list[Span]:
        """Return the letters of the links that letters stand in, or that stand in them."""
        first = max(0, bisect_left(self._links, (span.start, span.end)) - 1)
        found: list[Span] = []
        for n in range(first, len(self._links)):
            start, end = self._links[n]
            if start >= span.end:
                break
            if end > span.start:
                found.append(Span(start, end))
        return found

    def place(self, at: int) -> int:
        """Return the innermost element around a letter, as a place among all; -1 for none."""
        return self._piece(at).place

    def around(self, at: int) -> Iterator[Element]:
        """Yield the elements around a letter, the innermost first."""
        place = self.place(at)
        while place >= 0:
            element = self.elements[place]
            yield element
            place = element.parent

    def raw(self, at: int, length: int) -> Span:
        """Return the stretch of source in which `length` letters from `at` on stand."""
        first, last = self._piece(at), self._piece(at + length - 1)
        begins = at == first.at or first.text is not None
        start = first.start if begins else self._offset(first, at)
        ends = last.text is not None or self._begins(at + length)
        end = last.end if ends else self._offset(last, at + length - 1) + 1
        return Span(start, end)

    def edits(self, at: int, length: int) -> Iterator[Edit]:
        """Yield the edits that leave the plain words of a stretch of letters."""
        whole = self.raw(at, length)
        first = bisect_right(self._starts, at) - 1
        last = bisect_right(self._starts, at + length - 1)
        for n in range(first, last):
            piece = self.pieces[n]
            if n > first and (gap := self._gap(self.pieces[n - 1].end, piece)):
                yield gap
            if piece.text is not None:
                yield Edit(Span(piece.start, piece.end), piece.text)
                continue
            start, end = max(piece.start, whole.start), min(piece.end, whole.end)
            for blanks in _BLANKS.finditer(self.source, start, end):
                if blanks[0] != " ":
                    yield Edit(Span(*blanks.span()), " ")

    def runs(self, at: int, length: int) -> Iterator["Run"]:
        """Cut a stretch of letters where elements and paragraphs in the source end."""
        first = bisect_right(self._starts, at) - 1
        last = bisect_right(self._starts, at + length - 1)
        begun, kind = at, self.pieces[first].kind
        for piece in self.pieces[first + 1 : last]:
            if piece.before == "\n\n" or (piece.before == "\n" and self._is_closed(piece.at)):
                yield Run(begun, piece.at - begun, kind)
                begun, kind = piece.at, piece.kind
        yield Run(begun, at + length - begun, kind)

    def _is_closed(self, at: int) -> bool:
        return self.letters[at - 1] in _SENTENCE_END

    def _gap(self, end: int, piece: Piece) -> Edit | None:
        """Return the edit between two pieces; one plain blank stays as it is."""
        between = self.source[end : piece.start]
        if not between or between == piece.before == " ":
            return None
        return Edit(Span(end, piece.start), piece.before and " ")

    def _piece(self, at: int) -> Piece:
        return self.pieces[bisect_right(self._starts, at) - 1]

    def _begins(self, at: int) -> bool:
        """Tell whether a piece begins with a letter; the last one ends at the last letter."""
        following = bisect_left(self._starts, at)
        return following == len(self._starts) or self._starts[following] == at

    def _offset(self, piece: Piece, at: int) -> int:
        """Return where in the source a letter of a piece stands."""
        letters = at - piece.at
        for blanks in _BLANKS.finditer(self.source, piece.start, piece.end):
            if blanks.start() > piece.start + letters:
                break
            letters += blanks.end() - blanks.start()
        return piece.start + letters


def plain_text(fragment: str) -> str:
    """Return the visible words of a short piece of HTML on one line."""
    texts = (
        ("" if not p.before else " ") + (fragment[p.start : p.end] if p.text is None else p.text)
        for p in Visible(fragment).pieces
    )
    return " ".join("".join(texts).split())
