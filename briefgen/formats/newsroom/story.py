"""The text of a story in NITF or XHTML: its blocks, and what they are."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from briefgen.formats.heads import Cell, find_heads
from briefgen.formats.newsroom.elements import Element, Piece
from briefgen.formats.raised import written
from briefgen.formats.structure import Structure
from briefgen.model.locators import Locator
from briefgen.model.spans import Edit, Span
from briefgen.model.text import Block, BlockKind

_KINDS = {
    **dict.fromkeys(("hl1", "hl2", "h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    "li": BlockKind.ITEM, "dt": BlockKind.ITEM, "dd": BlockKind.ITEM,
    "td": BlockKind.CELL, "th": BlockKind.CELL,
    "media-caption": BlockKind.CAPTION, "caption": BlockKind.CAPTION,
    "figcaption": BlockKind.CAPTION,
}  # fmt: skip
_ASIDE = {
    "note": "note to editors", "byline": "byline", "dateline": "dateline",
    "tagline": "credit", "credit": "credit", "fn": "footnote",
}  # fmt: skip
_BLOCKS = frozenset([
    *_KINDS, *_ASIDE, "p", "block", "bq", "blockquote", "pre", "table", "tr", "ul", "ol", "dl",
    "div", "section", "article", "header", "footer", "figure", "media", "hr", "hedline", "body",
    "body.head", "body.content", "body.end", "datasource", "byttl",
])  # fmt: skip
_LEFT_OUT = frozenset([
    "head", "docdata", "distributor", "rights", "series", "bibliography", "nitf-table-metadata",
    "media-metadata", "media-reference", "media-object", "media-producer", "script", "style",
    "iopen", "alt-code", "del", "s", "strike",
])  # fmt: skip
_HEIGHTS = ("sup", "sub")
_LOOK_BACK = 6
"""Pieces in which a base is looked for that a raised figure belongs to."""

_CELLS = ("td", "th")
_SPANNING = ("colspan", "rowspan")
_BLANKS = re.compile(r"\s+")


def tell(text: str, root: Element, without: Collection[str] = ()) -> Structure:
    """Return the blocks of a story in the order of the file, and what removes its markup.

    What elements named in `without` hold is left out.
    """
    teller = _Teller(text, frozenset(without))
    teller.tell(root)
    edges = [0, *(edge for b in teller.blocks for edge in (b.span.start, b.span.end)), len(text)]
    between = [
        Edit(Span(start, end), "\n\n" if 0 < n < len(teller.blocks) else "")
        for n, (start, end) in enumerate(zip(edges[::2], edges[1::2], strict=True))
        if start < end
    ]
    edits = sorted((*between, *teller.edits), key=lambda edit: edit.span.start)
    return Structure(teller.headed(), tuple(edits))


@dataclass(frozen=True, slots=True)
class _Around:
    """What holds the words met: the kind of their block, why it is set aside, its cell."""

    kind: BlockKind = BlockKind.PARAGRAPH
    reason: str = ""
    table: int = 0
    row: int = 0
    column: int = 0


class _Teller:
    """Follows the elements of a story, and collects its blocks."""

    def __init__(self, text: str, without: frozenset[str]) -> None:
        self.blocks: list[Block] = []
        self.edits: list[Edit] = []
        self._text = text
        self._left_out = _LEFT_OUT | without
        self._pieces: list[Piece] = []
        self._tables = 0
        self._uneven: set[int] = set()
        self._rows: dict[int, int] = {}
        self._cells: dict[int, dict[Cell, tuple[int, str]]] = {}

    def tell(self, root: Element) -> None:
        """Collect what an element says."""
        self._walk(root, _Around())
        self._flush(_Around())

    def headed(self) -> tuple[Block, ...]:
        """Return the blocks, each cell of an even table with what heads it."""
        blocks = list(self.blocks)
        for held in (self._cells[table] for table in self._cells.keys() - self._uneven):
            heads = find_heads({cell: shown for cell, (_, shown) in held.items()})
            for cell, (n, _) in held.items():
                place = replace(blocks[n].locator, head=heads.of(cell))
                blocks[n] = replace(blocks[n], locator=place, kind=heads.kind(cell))
        return tuple(blocks)

    def _walk(self, element: Element, at: _Around) -> None:
        column = 0
        for one in element.held:
            if isinstance(one, Piece):
                self._pieces.append(one)
            elif one.name == "br":
                self._pieces.append(Piece(one.start, one.stop, " "))
            elif one.name in _HEIGHTS:
                self._shift(one)
            elif one.name in self._left_out:
                continue
            elif one.name not in _BLOCKS:
                self._walk(one, at)
            else:
                column += one.name in _CELLS
                self._flush(at)
                within = self._within(one, at, column)
                self._walk(one, within)
                self._flush(within)

    def _shift(self, element: Element) -> None:
        """Take raised or lowered figures as they are written in running text."""
        before = "".join(piece.shown for piece in self._pieces[-_LOOK_BACK:])
        now = written(before, element.text, lowered=element.name == "sub", after="")
        self._pieces.append(Piece(element.start, element.stop, now))

    def _within(self, element: Element, at: _Around, column: int) -> _Around:
        """Return what holds the words of an element in another."""
        kind = _KINDS.get(element.name, at.kind)
        reason = at.reason or _ASIDE.get(element.name, "")
        if element.name == "table":
            self._tables += 1
            return replace(at, reason=reason, table=self._tables, row=0, column=0)
        if element.name == "tr":
            self._rows[at.table] = self._rows.get(at.table, 0) + 1
            return replace(at, reason=reason, row=self._rows[at.table], column=0)
        if any(element.of(name) not in ("", "1") for name in _SPANNING):
            self._uneven.add(at.table)
        kind = BlockKind.BOILERPLATE if reason else kind
        within = column if element.name in _CELLS else at.column
        return replace(at, kind=kind, reason=reason, column=within)

    def _flush(self, at: _Around) -> None:
        """Make a block of the pieces met since the last one, if they show anything."""
        pieces, self._pieces = self._pieces, []
        full = [n for n, piece in enumerate(pieces) if piece.shown.strip()]
        if not full:
            return
        held = pieces[full[0] : full[-1] + 1]
        span = Span(_begin(held[0]), _end(held[-1]))
        self._edit(held, span)
        place = Locator(paragraph=len(self.blocks) + 1)
        if at.table and at.row:
            place = replace(place, table=at.table, row=at.row)
            cells, cell = self._cells.setdefault(at.table, {}), (at.row, at.column)
            if cell in cells or at.kind is not BlockKind.CELL:
                self._uneven.add(at.table)
            cells[cell] = len(self.blocks), " ".join("".join(p.shown for p in held).split())
        self.blocks.append(Block(span, at.kind, place, at.reason))

    def _edit(self, held: list[Piece], span: Span) -> None:
        """Note what leaves the plain words of a block: no markup, and single blanks."""
        at, blank = span.start, False
        for piece in held:
            if at < piece.start:
                self.edits.append(Edit(Span(at, piece.start)))
            start, at = max(piece.start, span.start), min(piece.end, span.end)
            plain = self._text[start:at]
            if plain != piece.shown and (piece.start, piece.end) == (start, at):
                shown = "" if blank and piece.shown.isspace() else piece.shown
                self.edits.append(Edit(Span(start, at), shown))
                blank = piece.shown[-1:].isspace()
                continue
            for run in _BLANKS.finditer(plain):
                now = "" if run.start() == 0 and blank else " "
                if run[0] != now:
                    self.edits.append(Edit(Span(start + run.start(), start + run.end()), now))
            blank = plain[-1:].isspace()


def _begin(piece: Piece) -> int:
    """Return where the words of a piece begin; a reference stands as a whole."""
    is_copy = piece.end - piece.start == len(piece.shown)
    return piece.start + (len(piece.shown) - len(piece.shown.lstrip())) * is_copy


def _end(piece: Piece) -> int:
    is_copy = piece.end - piece.start == len(piece.shown)
    return piece.end - (len(piece.shown) - len(piece.shown.rstrip())) * is_copy
