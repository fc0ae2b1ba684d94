"""Which passages of a page are its main text, found again in the source."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document

from briefgen.formats.web.markup import Run, Visible
from briefgen.model.spans import Span
from briefgen.model.text import BlockKind, Genre

_KINDS = {"head": BlockKind.HEADING, "item": BlockKind.ITEM, "cell": BlockKind.CELL}
_BLOCKS = frozenset(["p", "quote", "code", "list", "table", "row", "div", *_KINDS])
_SHORT = 200
_NEAR = 2000
"""Letters within which words that stand in a page often are taken for the next ones."""

_LEAST_BESIDE = 20
"""Letters beside a `time` from which on it is part of a sentence, not a line of its own."""


class Passage(NamedTuple):
    """A run of visible letters, and what the page makes of it.

    A cell knows its table and row; `reason` says why it is set aside; `speaker` are the letters
    that name whose words it is; `day` and `genre` are those of the post it belongs to.
    """

    run: Run
    kind: BlockKind
    table: int | None = None
    row: int | None = None
    reason: str = ""
    speaker: Span | None = None
    day: str = ""
    genre: Genre | None = None


@dataclass(frozen=True, slots=True)
class _Sought:
    """Words without their blanks, to be found in the source."""

    letters: str
    kind: BlockKind
    table: int | None = None
    row: int | None = None


def take_out_wordless(tree: HtmlElement) -> None:
    """Take out what trafilatura takes out as well, after looking at it in each of its passes.

    Linked data stay: by them it knows a forum.
    """
    for head in tree.iter("head"):
        head[:] = [element for element in head if _is_linked_data(element)]
    for element in tuple(tree.iter("script", "style")):
        if not _is_linked_data(element):
            element.drop_tree()


def _is_linked_data(element: HtmlElement) -> bool:
    return "ld+json" in (element.get("type") or "")


def main_text(tree: HtmlElement, visible: Visible) -> tuple[tuple[Passage, ...], int]:
    """Return the passages of the main text in order, and how many were not found in the source.

    None are returned when no main text is found, or next to none of what is seen.
    The tree is changed.
    """
    _keep_times(tree)
    found = trafilatura.bare_extraction(tree, favor_precision=True, include_comments=False)
    sought = tuple(_sought(found.body)) if isinstance(found, Document) else ()
    places = tuple(_found(sought, visible))
    letters = sum(one.run.length for one in places)
    if letters < _SHORT and 2 * letters < len(visible.letters):
        return (), 0
    cut = (
        one._replace(run=run) for one in places for run in visible.runs(one.run.at, one.run.length)
    )
    return tuple(cut), len(sought) - len(places)


def all_text(visible: Visible) -> tuple[Passage, ...]:
    """Return all that is seen."""
    if not visible.letters:
        return ()
    return tuple(Passage(run, run.kind) for run in visible.runs(0, len(visible.letters)))


def _keep_times(tree: HtmlElement) -> None:
    """Make the words of `time` in a sentence words of the sentence, which are else left out."""
    for time in tuple(tree.iter("time")):
        around = time.getparent()
        if around is None:
            continue
        beside = len("".join(around.itertext()).strip()) - len("".join(time.itertext()).strip())
        if beside >= _LEAST_BESIDE and around.tag not in ("div", "header", "body", "article"):
            time.drop_tag()


def _sought(body: HtmlElement) -> Iterator[_Sought]:
    """Yield the paragraphs, headings, items and cells of an extracted body in order."""
    cells = {
        part: (table, row)
        for table, rows in enumerate(body.iter("table"), 1)
        for row, held in enumerate(rows.iter("row"), 1)
        for cell in held.iter("cell")
        for part in cell.iter()
    }
    for element, text in _texts(body):
        letters = "".join(text.split())
        if letters and element in cells:
            yield _Sought(letters, BlockKind.CELL, *cells[element])
        elif letters:
            yield _Sought(letters, _KINDS.get(element.tag, BlockKind.PARAGRAPH))


def _texts(element: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield each block with its own text, cut where blocks inside it stand."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag in _BLOCKS:
            yield element, "".join(pieces)
            pieces = []
            yield from _texts(child)
        else:
            pieces.append("".join(child.itertext()))
        pieces.append(child.tail or "")
    yield element, "".join(pieces)


def _found(sought: tuple[_Sought, ...], visible: Visible) -> Iterator[Passage]:
    """Find passages in the source; one that is not there by itself is left out."""
    at = 0
    placed = zip(_places(sought, visible.letters), range(len(sought)), strict=True)
    for place, n in sorted((place, n) for place, n in placed if place is not None):
        one = sought[n]
        if place >= at:
            at = place + len(one.letters)
            yield Passage(Run(place, len(one.letters), one.kind), one.kind, one.table, one.row)


def _places(sought: tuple[_Sought, ...], letters: str) -> list[int | None]:
    """Return where each passage begins; words that stand there often come after the last."""
    places: list[int | None] = []
    at = 0
    for one in sought:
        first = letters.find(one.letters)
        again = letters.find(one.letters, max(at, first + 1)) if 0 <= first < at else -1
        place = again if again >= 0 else first
        often = first >= 0 and letters.find(one.letters, first + 1) >= 0
        places.append(place if place >= 0 else None)
        if place >= at and (not often or place - at < _NEAR):
            at = place + len(one.letters)
    return places
