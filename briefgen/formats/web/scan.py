"""The walk through an HTML source: visible words in order, and what markup makes of them."""

import html
import re
from functools import cache, lru_cache
from typing import NamedTuple

from briefgen.formats.raised import written
from briefgen.formats.web.elements import Elements
from briefgen.formats.web.styles import LOWERED, REST
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
_TAGS = re.compile(rf"</?[a-zA-Z][^\s/<>]*{REST}>")
_TO_NOTE = re.compile(r"\shref\s*=\s*[\"']?[^\"'\s>]*#", re.IGNORECASE)
_LOOK_BACK = 6
"""Pieces in which a base is looked for that a raised figure belongs to."""

_QUOTED = frozenset(["q", "/q"])
_MARKS = (("“", "”"), ("‘", "’"))
_QUOTATION_MARKS = frozenset("“”‘’„«»\"'")
_LONGEST_QUOTATION = 3000
_LONGEST_REFERENCE = 8


class Piece(NamedTuple):
    """Visible words that no markup parts: at which letter they begin, where they stand.

    `text` is None for a copy of the source; otherwise (a character reference) it stands as
    a whole for the whole. `before` is what parts it from the piece before: "", a blank, a
    line feed for a line break, two for the edge of an element. `kind` is the heading, list
    item or table cell around it, `place` the innermost element.
    """

    at: int
    start: int
    end: int
    text: str | None
    before: str
    kind: BlockKind
    place: int


@cache
def _content(name: str) -> re.Pattern[str]:
    """Return what finds the end of an element that holds few words, and none of its own name."""
    inner = rf"(?:[^<]|<(?!/?(?:{re.escape(name)}|p|div|br|li|t[dr])\b)/?[a-zA-Z!]{REST}>){{0,80}}?"
    return re.compile(rf"({inner})</{name}\s*>", re.IGNORECASE)


class Scan:
    """The walk through a source: pieces in order, their letters, and what replaces markup."""

    def __init__(self, source: str, elements: Elements) -> None:
        """Begin at the start of a source."""
        self.pieces: list[Piece] = []
        self.letters: list[str] = []
        self.replaced: list[Edit] = []
        self._source = source
        self._elements = elements
        self._at = 0
        self._before = ""
        self._kind = BlockKind.PARAGRAPH
        self._taken = 0
        self._quoted: list[bool] = []

    def run(self) -> None:
        """Walk through the source once."""
        elements, last = self._elements, 0
        for token in _TOKEN.finditer(self._source):
            start, end = token.span()
            if start > last >= self._taken:
                self._before = self._before or " "
            last = end
            group = token.lastgroup
            if group == "rest":
                name = token["tag"].casefold()
                elements.tag(name, token["rest"], start, end)
                if start >= self._taken:
                    edge, kind = _effect(name)
                    if edge:
                        self._before = "\n\n" if "\n" in self._before else edge
                    self._kind = kind or self._kind
                    if elements.shift or name in _QUOTED:
                        self._written(name, start, end)
            elif group == "more":
                self._before = "\n\n"
            elif group != "comment" and start >= self._taken and not elements.unseen:
                self._words(start, end, html.unescape(token[0]) if group == "entity" else None)
        elements.finish(last)

    def _written(self, name: str, start: int, end: int) -> None:
        if self._elements.shift:
            self._shifted(name, start, end)
        elif not self._elements.unseen:
            self._quotation(name, start, end)

    def _words(self, start: int, end: int, text: str | None) -> None:
        """Take a piece; one that holds no letter is a blank."""
        held = "".join((self._source[start:end] if text is None else text).split())
        if held:
            place = self._elements.place
            piece = Piece(self._at, start, end, text, self._before, self._kind, place)
            self.pieces.append(piece)
            self.letters.append(held)
            self._at += len(held)
        self._before = "" if held else self._before or " "

    def _shifted(self, name: str, start: int, end: int) -> None:
        """Take raised or lowered figures, as they are written in running text."""
        found = _content(name).match(self._source, end)
        if not found:
            return
        figures = html.unescape(_TAGS.sub("", found[1]))
        is_linked = bool(_TO_NOTE.search(found[1])) or self._elements.is_linked()
        before = "" if is_linked else self._read()
        after = html.unescape(self._source[found.end() : found.end() + _LONGEST_REFERENCE])
        lowered = self._elements.shift == LOWERED
        now = written(before, figures, lowered=lowered, after=after)
        if now == figures:
            return
        self._taken = found.end()
        blank = " " if not now and figures[-1:].isspace() else ""
        self.replaced.append(Edit(Span(start, self._taken), now or blank))
        if now:
            self._words(start, self._taken, now)
        self._before = self._before or blank

    def _read(self) -> str:
        """Return the words read last."""
        words = "".join(
            (" " if piece.before else "")
            + (self._source[piece.start : piece.end][-40:] if piece.text is None else piece.text)
            for piece in self.pieces[-_LOOK_BACK:]
        )
        return words + (" " if self._before else "")

    def _quotation(self, name: str, start: int, end: int) -> None:
        """Write the quotation marks that browsers put around `q`, unless the words have them."""
        source = self._source
        if name == "q":
            before = "" if self._before or not self.letters else self.letters[-1][-1]
            after = html.unescape(source[end : end + _LONGEST_REFERENCE].lstrip())[:1]
            closed = "</q" in source[end : end + _LONGEST_QUOTATION].casefold()
            marked = closed and _QUOTATION_MARKS.isdisjoint((before, after))
            self._quoted.append(marked)
        else:
            marked = bool(self._quoted) and self._quoted.pop()
        sign = ""
        if marked:
            depth = sum(self._quoted) - (name == "q")
            sign = _MARKS[min(depth, 1)][name == "/q"]
            self._words(start, end, sign)
        self.replaced.append(Edit(Span(start, end), sign))


@lru_cache(1024)
def _effect(name: str) -> tuple[str, BlockKind | None]:
    """Return what parts the words before and after a tag, and the kind of block from it on."""
    bare = name.lstrip("/")
    edge = "\n" if bare == "br" else "" if bare in _INLINE else "\n\n"
    known = _KINDS.get(bare)
    return edge, known if bare == name or known is None else BlockKind.PARAGRAPH
