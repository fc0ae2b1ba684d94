"""Files to raw documents: each opened once, parsed in a worker, its parts followed."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

from briefgen.errors import ReadError
from briefgen.formats.paper.recognition import is_installed
from briefgen.formats.sniffing import PICTURES
from briefgen.formats.structure import Part, Reading
from briefgen.model.keeping import KEPT_NOWHERE, Shelf
from briefgen.model.limits import DEFAULT_LIMITS, Limits
from briefgen.model.locators import Locator
from briefgen.model.packing import pack
from briefgen.model.text import GUESSED, UNKNOWN, Block, Metadata, RawDocument, Skipped
from briefgen.read.folder import Found
from briefgen.read.isolation import Workers
from briefgen.read.regular import load
from briefgen.read.remembered import recall, remember

_INHERITED = ("publisher", "via", "marking", "grade", "language", "language_from")
"""What holds for everything inside a file when a person says it of the file."""

_UNSHOWN_TEXT = re.compile(
    "[\x00-\x20\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]+"
)
_UNSHOWN = re.compile(rf"[/\\]+|{_UNSHOWN_TEXT.pattern}")
_LONGEST_NAME = 120
_LONGEST_LINE = 500

Outcome = RawDocument | Skipped


@dataclass(frozen=True, slots=True)
class _Item:
    """Bytes to read: a file, or a part of one.

    `given` is what a person says of it. `origin` is what a text that is the file itself
    (a mail's body) is known by: media type, hash and size of the file.
    """

    name: str
    part: Part
    given: Metadata
    depth: int = 0
    origin: tuple[str, str, int] | None = None


def read(
    found: Iterable[Found], limits: Limits = DEFAULT_LIMITS, shelf: Shelf = KEPT_NOWHERE
) -> Iterator[Outcome]:
    """Read files in order; each source in them, and each that could not be used, by name.

    Attachments, mails and entries are sources of their own, named after the file that
    holds them ("mail.eml/report.pdf"). Every file yields at least one outcome. A file whose
    bytes were read before, under the same limits and names, is not parsed but taken from the
    `shelf`.
    """
    with Workers(limits) as workers:
        reader = _Reader(workers, limits, shelf)
        for one in found:
            try:
                content = load(one.file, limits)
            except ReadError as error:
                yield Skipped(one.name, error.reason, error.detail)
            else:
                yield from reader.file(one, content)


class _Reader:
    """Follows parts inside files, and remembers what was read already."""

    def __init__(self, workers: Workers, limits: Limits, shelf: Shelf) -> None:
        self._workers = workers
        self._limits = limits
        self._shelf = shelf
        self._seen: dict[str, str] = {}

    def file(self, found: Found, content: bytes) -> Iterable[Outcome]:
        """Return the sources in a file, and why others could not be used; kept ones unread."""
        item = _Item(found.name, Part(found.name, content), found.metadata)
        if self._shelf is KEPT_NOWHERE:
            return self.outcomes(item, found)
        told = (found.name, found.metadata, tuple(sorted(found.parts.items())), self._limits)
        shape = (content, pack((*told, is_installed())))
        kept = recall(self._shelf.find(*shape))
        if kept and not self._seen.keys() & dict(kept.seen).keys():
            self._seen.update(kept.seen)
            return kept.outcomes
        before = frozenset(self._seen)
        outcomes = tuple(self.outcomes(item, found))
        seen = {one: name for one, name in self._seen.items() if one not in before}
        remembered = remember(outcomes, seen)
        if remembered is not None:
            self._shelf.keep(remembered, *shape)
        return outcomes

    def outcomes(self, item: _Item, found: Found) -> Iterator[Outcome]:
        """Yield the sources in bytes, or why they could not be used."""
        part = item.part
        if part.held:
            yield Skipped(item.name, *part.held)
            return
        digest = hashlib.sha256(part.content).hexdigest()
        first = self._seen.setdefault(f"{digest} {part.media_type}", item.name)
        if first != item.name and part.content:
            yield Skipped.identical(item.name, first)
            return
        try:
            reading = self._read(part, item.name)
        except ReadError as error:
            yield Skipped(item.name, error.reason, error.detail)
            return
        if item.depth >= self._limits.depth and reading.parts:
            detail = f"over {self._limits.depth} files inside each other"
            yield Skipped(item.name, "too-deep", detail)
            return
        origin = item.origin or (reading.media_type, digest, len(part.content))
        if reading.text:
            yield _document(item, reading, origin)
        names = _names(reading.parts, item.name)
        around = (
            reading.parts[0].metadata if reading.parts and not reading.parts[0].name else UNKNOWN
        )
        for inner, name in zip(reading.parts, names, strict=True):
            itself = not inner.name
            given = item.given if itself else _given(found, name, item.given)
            told = inner if itself or inner.metadata != UNKNOWN else _dated(inner, around)
            yield from self.outcomes(
                _Item(name, told, given, item.depth + 1, origin if itself else None), found
            )

    def _read(self, part: Part, name: str) -> Reading:
        """Read bytes; where pages are pictures of words, and these can be recognised, them too."""
        words: Reading | None = None
        try:
            words = self._workers.read(part.content, name, part.media_type)
        except ReadError as error:
            if error.reason != "no-text-layer" or not is_installed():
                raise
        bare = words is None or any(one.code == "pages-without-text" for one in words.notices)
        if words is not None and not (bare and is_installed()):
            return words
        try:
            return self._workers.read(part.content, name, PICTURES, self._limits.for_pictures())
        except ReadError:
            if words is None:
                raise
            return words


def _given(found: Found, name: str, around: Metadata) -> Metadata:
    """Return what a person says of a part: itself first, then what holds it."""
    inherited = {field: getattr(around, field) for field in _INHERITED}
    return _first_known(found.parts.get(name, UNKNOWN), replace(UNKNOWN, **inherited))


def _dated(part: Part, around: Metadata) -> Part:
    """Take a mail's day for that of what came with it, as a guess."""
    if not around.published:
        return part
    guess = replace(UNKNOWN, published=around.published, published_from=GUESSED)
    return replace(part, metadata=guess)


def _known(item: _Item, reading: Reading) -> Metadata:
    """Return what is known of a source, the best voice for each field first."""
    told, own = item.part.metadata, reading.metadata
    if told.published_from == GUESSED and own.published:
        told = replace(told, published="", published_from="")
    return _first_known(item.given, _shown(_first_known(told, own)))


def _shown(known: Metadata) -> Metadata:
    """Return what a file says of itself as short lines, without what shows nothing."""
    fields_ = {name: getattr(known, name) for name in ("title", "author", "publisher")}
    lines = {name: " ".join(_UNSHOWN_TEXT.sub(" ", text).split()) for name, text in fields_.items()}
    return replace(known, **{name: line[:_LONGEST_LINE] for name, line in lines.items()})


def _first_known(first: Metadata, second: Metadata) -> Metadata:
    """Return `first` with its gaps filled; a field and where it is from go together."""
    filled = {
        field.name: getattr(first, field.name) or getattr(second, field.name)
        for field in fields(Metadata)
    }
    filled["published_from"] = (first if first.published else second).published_from
    filled["language_from"] = (first if first.language else second).language_from
    return Metadata(**filled)


def _document(item: _Item, reading: Reading, origin: tuple[str, str, int]) -> RawDocument:
    known = _known(item, reading)
    media_type, digest, size = origin
    return RawDocument(
        path=item.name,
        media_type=media_type,
        sha256=digest,
        size=size,
        encoding=reading.encoding,
        text=reading.text,
        blocks=tuple(_placed(block, item.part.place) for block in reading.blocks),
        edits=reading.edits,
        metadata=known,
        notices=(*item.part.notices, *reading.notices),
        boxes=reading.boxes,
    )


def _placed(block: Block, place: Locator) -> Block:
    if place.part is None and place.entry is None:
        return block
    return replace(block, locator=replace(block.locator, part=place.part, entry=place.entry))


def _names(parts: Iterable[Part], holder: str) -> Iterator[str]:
    """Yield a name for each part; of two that are alike the second gets a number."""
    taken: set[str] = set()
    for part in parts:
        if not part.name:
            yield holder
            continue
        plain = (
            _UNSHOWN.sub(lambda c: " " if c[0].isspace() else "_", part.name).strip(" ._")[
                :_LONGEST_NAME
            ]
            or "part"
        )
        stem, dot, suffix = plain.rpartition(".")
        name, n = plain, 1
        while name in taken:
            n += 1
            name = f"{stem} ({n}){dot}{suffix}" if stem else f"{plain} ({n})"
        taken.add(name)
        yield f"{holder}/{name}"
