"""Where each visible word of an HTML source stands in it, found without building a tree."""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from briefgen.formats.elements import Elements
from briefgen.formats.styles import REST, Styles
from briefgen.model.spans import Edit, Span
from briefgen.model.text import BlockKind

_TOKEN = re.compile(
    r"(?P<words>[^\s<&](?:[^<&]*[^\s<&])?+)"
    r"|<(?i:(?P<opaque>script|style|iframe|noembed|noframes|textarea|title)(?=[\s/>])"
    rf"(?P<more>{REST})>(?:[^<]++|<(?!/(?P=opaque)\b))*+(?:</(?P=opaque)\b[^>]*+>?)?+)"
    rf"|<(?P<tag>/?[a-zA-Z][^\s/<>]*)(?P<rest>{REST})>"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?)"
    r"|(?P<comment><!--(?:>|->|.*?(?:--!?>|\Z))|<[!?][^>]*>?)"
    r"|(?P<sign>[<&])",
    re.DOTALL,
)
"""Words, tags, references and comments; the content of opaque elements is no markup (HTML
standard, section 13.1.2)."""

_INLINE = frozenset(
    [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em",
        "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp",
        "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    ]
)  # fmt: skip
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    "li": BlockKind.ITEM, "td": BlockKind.CELL, "th": BlockKind.CELL,
    "figcaption": BlockKind.CAPTION, "caption": BlockKind.CAPTION,
}  # fmt: skip
_BLANKS = re.compile(r"\s+")
_SENTENCE_END = ".!?:…”\"’'"


class Piece(NamedTuple):
    """Visible words that no markup parts: at which letter they begin, where they stand.

    `text` is None for a copy of the source; otherwise (a character reference) it stands as
    a whole for the whole. `before` is what parts it from the piece before: "", a blank, a
    line feed for a line break, two for the edge of an element. `kind` is the heading, list
    item or table cell around it.
    """

    at: int
    start: int
    end: int
    text: str | None
    before: str
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of letters that no element's edge cuts."""

    at: int
    length: int
    kind: BlockKind


class Visible:
    """The visible letters of a source, without the blanks, and the place of each.

    `hidden` are the elements that are not seen, `excess` is set for a source of
    which no tree should be built.
    """

    def __init__(self, source: str) -> None:
        """Scan the source once, in time linear in its length."""
        self.source = source
        elements = Elements(Styles(source))
        letters: list[str] = []
        self.pieces = tuple(_scan(source, elements, letters))
        self.letters = "".join(letters)
        self.hidden = tuple(elements.hidden)
        self.excess = elements.excess
        self._starts = [piece.at for piece in self.pieces]

    def seen(self) -> str:
        """Return the source without what is hidden."""
        edges = [0, *(edge for one in self.hidden for edge in (one.span.start, one.span.end)), None]
        return "".join(self.source[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))

    def raw(self, at: int, length: int) -> Span:
        """Return the stretch of source in which `length` letters from `at` on stand."""
        first, last = self._piece(at), self._piece(at + length - 1)
        start = first.start if first.text is not None else self._offset(first, at)
        end = last.end if last.text is not None else self._offset(last, at + length - 1) + 1
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


def _scan(source: str, elements: Elements, letters: list[str]) -> Iterator[Piece]:
    """Yield the visible pieces of a source in order, and put their letters into a list."""
    at = last = 0
    before, kind = "", BlockKind.PARAGRAPH
    for token in _TOKEN.finditer(source):
        start, end = token.span()
        if start > last:
            before = before or " "
        last = end
        group = token.lastgroup
        if group == "rest":
            name = token["tag"].casefold()
            elements.tag(name, token["rest"], start, end)
            before, kind = _after(name, before, kind)
        elif group == "more":
            before = "\n\n"
        elif group != "comment" and not elements.unseen:
            text = html.unescape(token[0]) if group == "entity" else None
            held = "".join((token[0] if text is None else text).split())
            if held:
                yield Piece(at, start, end, text, before, kind)
                letters.append(held)
                at += len(held)
            before = "" if held else before or " "
    elements.finish(last)


def _after(name: str, before: str, kind: BlockKind) -> tuple[str, BlockKind]:
    """Return what parts words from those before a tag, and what kind of block they are in."""
    bare = name.lstrip("/")
    if bare == "br":
        before = "\n\n" if "\n" in before else "\n"
    elif bare not in _INLINE:
        before = "\n\n"
    if bare in _KINDS:
        kind = _KINDS[bare] if bare == name else BlockKind.PARAGRAPH
    return before, kind
