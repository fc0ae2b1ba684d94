"""Sources and documents: what a file is, and its canonical text with blocks.

Offsets are those of `briefgen.model.spans`.
"""

from bisect import bisect_right
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from briefgen.model.decisions import Decided
from briefgen.model.locators import NOWHERE, BoxLine, Locator
from briefgen.model.protection import Hidden
from briefgen.model.spans import Edit, OffsetMap, Span


class Genre(StrEnum):
    """What kind of text a source, or a part of it, is: who stands by what it says."""

    REPORT = "report"
    OPINION = "opinion"
    LETTER = "letter"
    REVIEW = "review"
    SPEECH = "speech"
    INTERVIEW = "interview"
    RELEASE = "release"
    CHRONOLOGY = "chronology"
    LIVE_BLOG = "live blog"
    LIST = "list page"


JUDGING = frozenset([Genre.OPINION, Genre.LETTER, Genre.REVIEW])
"""Kinds of text in which whoever wrote it judges."""


class BlockKind(StrEnum):
    """What a block of text is. Only paragraphs, items and cells can hold statements."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"
    DAMAGED = "damaged"

    @property
    def states(self) -> bool:
        """Tell whether facts and quotations may be taken from a block of this kind."""
        return self in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL)


class Box(NamedTuple):
    """Where a word of raw text stands on a page, in points from its lower left corner.

    All are 0 where only the page is told.
    """

    start: int
    end: int
    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like stretch; `reason` says why it was set aside, "" when it wasn't.

    `speaker` is where those are named whose words it is, if layout says so: the source's own
    words have none. `day` is the ISO 8601 day it was written, where that is another than the
    source's: a post's of a live blog. `genre` is its kind of text where that is another one.
    """

    span: Span
    kind: BlockKind
    locator: Locator = NOWHERE
    reason: str = ""
    speaker: Span | None = None
    day: str = ""
    genre: Genre | None = None


@dataclass(frozen=True, slots=True, order=True)
class Notice:
    """A named warning: a code from a closed list, and a sentence for people."""

    code: str
    detail: str


DECIDED, GIVEN = "decisions.yaml", "sources.yaml"
IN_FILE, IN_PAGE, GUESSED = "file", "page", "guessed"
PRINTED, IN_ADDRESS, IN_NAME = "text", "address", "name"
"""Who says what is known of a source: the desk, another person, the file's or the page's own
metadata, nobody for sure, the text as it is printed at its head, the address, in which sites put
the day, or the name that people give its file."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a source apart from its text; "" means not known.

    `published` is an ISO 8601 day; `published_from` and `language_from` say who says so.
    `via` names the agency or outlet that the source reprints. `grade` is an Admiralty code
    (A-F, 1-6), `marking` a TLP 2.0 label.
    """

    title: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    published_from: str = ""
    language: str = ""
    language_from: str = ""
    url: str = ""
    via: str = ""
    marking: str = ""
    grade: str = ""

    @property
    def anchor(self) -> str:
        """The day that relative dates are counted from; a guess is none."""
        return "" if self.published_from == GUESSED else self.published


UNKNOWN = Metadata()
"""Of a source of which nothing is known."""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What a reader makes of a file: decoded text, raw blocks, format edits, metadata.

    `blocks`, `edits` and `boxes` refer to `text`; edits remove the format's own markup.
    `text` has no carriage returns. `encoding` is "" where the format has no text of its
    own (PDF, Word): then offsets into `text` mean nothing outside.
    """

    path: str
    media_type: str
    sha256: str
    size: int
    encoding: str
    text: str
    blocks: tuple[Block, ...]
    edits: tuple[Edit, ...]
    metadata: Metadata
    notices: tuple[Notice, ...]
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read. `id` is the first 12 hex digits of its SHA-256.

    Of a `protected` one the hash is a salted one, and the size is not told (0): by them the words
    that are hidden in it could be guessed.
    """

    id: str
    key: str
    path: str
    media_type: str
    encoding: str
    sha256: str
    size: int
    metadata: Metadata
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A source and its canonical text, which nothing edits any more.

    `blocks` are sorted and disjoint; `origin` maps each span to the raw text;
    `lines` are the raw offsets at which lines begin (empty where a format has none).
    `genre` is what kind of text it is.
    """

    source: Source
    text: str
    text_sha256: str
    blocks: tuple[Block, ...]
    origin: OffsetMap
    lines: tuple[int, ...]
    notices: tuple[Notice, ...]
    boxes: tuple[Box, ...] = ()
    genre: Genre = Genre.REPORT

    def __post_init__(self) -> None:
        """Refuse blocks that overlap, are out of order, or leave the text."""
        at = 0
        for block in self.blocks:
            if block.span.start < at or block.span.end > len(self.text):
                raise ValueError(f"block out of order in {self.source.path}: {block.span}")
            at = block.span.end

    def block_at(self, span: Span) -> Block | None:
        """Return the block that holds the beginning of `span`."""
        at = bisect_right(self.blocks, span.start, key=lambda block: block.span.start) - 1
        if at >= 0 and span.start < self.blocks[at].span.end:
            return self.blocks[at]
        return None

    def locate(self, span: Span, raw: Span) -> Locator:
        """Return where a span stands in the original, `raw` being its raw stretch."""
        block = self.block_at(span)
        place = block.locator if block else NOWHERE
        if self.lines:
            line = bisect_right(self.lines, raw.start)
            return replace(place, line=line, column=raw.start - self.lines[line - 1] + 1)
        if self.boxes:
            boxes = self.boxes_of(raw)
            page = int(boxes[0][0]) if boxes else place.page
            return replace(place, page=page, boxes=tuple(one for one in boxes if any(one[1:])))
        start = block.span.start if block else span.start
        return replace(place, column=span.start - start + 1)

    def boxes_of(self, raw: Span) -> tuple[BoxLine, ...]:
        """Return the rectangles of a raw stretch, one a line, for formats that have pages."""
        at = bisect_right(self.boxes, raw.start, key=lambda box: box.end)
        lines: list[BoxLine] = []
        while at < len(self.boxes) and self.boxes[at].start < raw.end:
            box = self.boxes[at]
            line = (box.page, box.left, box.bottom, box.right, box.top)
            if lines and _one_line(lines[-1], line):
                last = lines.pop()
                line = (box.page, last[1], min(last[2], line[2]), line[3], max(last[4], line[4]))
            lines.append(line)
            at += 1
        return tuple(lines)


def _one_line(left: BoxLine, right: BoxLine) -> bool:
    shared = min(left[4], right[4]) - max(left[2], right[2])
    follows = left[0] == right[0] and left[1] <= right[1]
    return follows and 2 * shared > min(left[4] - left[2], right[4] - right[2])


@dataclass(frozen=True, slots=True, order=True)
class Skipped:
    """A file that was not used, with a reason from a closed list."""

    path: str
    reason: str
    detail: str

    @classmethod
    def identical(cls, path: str, first: str) -> "Skipped":
        """Make the one of a file that has the bytes of another."""
        return cls(path, IDENTICAL, f"{_TWIN[0]}{first}{_TWIN[1]}")

    @property
    def twin(self) -> str:
        """The path of the file that has the same bytes, "" where that is not the reason."""
        if self.reason != IDENTICAL:
            return ""
        return self.detail.removeprefix(_TWIN[0]).removesuffix(_TWIN[1])


IDENTICAL = "identical"
_TWIN = ("the same as ", ", byte for byte")


@dataclass(frozen=True, slots=True)
class Corpus:
    """All documents of a run in source-key order, every file that was skipped, all hidden words.

    `described` is what the desk has decided about sources as the documents have it.
    """

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...] = ()
    described: tuple[Decided, ...] = ()
    hidden: tuple[Hidden, ...] = ()

    def __post_init__(self) -> None:
        """Refuse two documents with one key."""
        keys = [document.source.key for document in self.documents]
        if len(set(keys)) != len(keys):
            raise ValueError("two sources share a key")

    def document(self, key: str) -> Document | None:
        """Return the document with this source key."""
        return next((d for d in self.documents if d.source.key == key), None)
