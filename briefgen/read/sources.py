"""Files to raw documents: each opened once, parsed in a worker, its parts followed."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

from briefgen.errors import ReadError
from briefgen.formats.structure import Part, Reading
from briefgen.model.limits import DEFAULT_LIMITS, Limits
from briefgen.model.text import GUESSED, UNKNOWN, Metadata, Notice, RawDocument, Skipped
from briefgen.read.folder import Found
from briefgen.read.isolation import Workers
from briefgen.read.regular import load

_INHERITED = ("publisher", "via", "marking", "grade", "language")
"""What holds for everything inside a file when a person says it of the file."""

_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff/\\]+")
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class _Item:
    """Bytes to read: a file, or a part of one.

    `given` is what a person says of it, `told` what the file around it says.
    """

    name: str
    content: bytes
    media_type: str
    given: Metadata
    told: Metadata
    depth: int


def read(
    found: Iterable[Found], limits: Limits = DEFAULT_LIMITS
) -> Iterator[RawDocument | Skipped]:
    """Read files in order; each source in them, and each that could not be used, by name.

    Attachments, mails and entries are sources of their own, named after the file that
    holds them ("mail.eml/report.pdf"). Every file yields at least one outcome.
    """
    seen: dict[str, str] = {}
    with Workers(limits) as workers:
        for one in found:
            try:
                content = load(one.file, limits)
            except ReadError as error:
                yield Skipped(one.name, error.reason, error.detail)
                continue
            item = _Item(one.name, content, "", one.metadata, UNKNOWN, 0)
            yield from _read(item, workers, limits, one, seen)


def _read(
    item: _Item, workers: Workers, limits: Limits, found: Found, seen: dict[str, str]
) -> Iterator[RawDocument | Skipped]:
    digest = hashlib.sha256(item.content).hexdigest()
    first = seen.setdefault(f"{digest} {item.media_type}", item.name)
    if first != item.name:
        yield Skipped(item.name, "identical", f"the same bytes as {first}")
        return
    try:
        reading = workers.read(item.content, item.name, item.media_type)
    except ReadError as error:
        yield Skipped(item.name, error.reason, error.detail)
        return
    known = _known(item, reading)
    if reading.text:
        yield _document(item, reading, known, digest)
    if item.depth >= limits.depth and reading.parts:
        yield Skipped(item.name, "too-deep", f"over {limits.depth} files inside each other")
        return
    for part, name in zip(reading.parts, _names(reading.parts, item.name), strict=True):
        told = known if part.metadata == UNKNOWN else part.metadata
        yield from _read(
            _Item(
                name,
                part.content,
                part.media_type,
                _given(found, name, item.given),
                _as_guess(told) if part.metadata == UNKNOWN else told,
                item.depth + 1,
            ),
            workers,
            limits,
            found,
            seen,
        )


def _given(found: Found, name: str, around: Metadata) -> Metadata:
    """Return what a person says of a part: itself first, then what holds it."""
    inherited = {field: getattr(around, field) for field in _INHERITED}
    return _first_known(found.parts.get(name, UNKNOWN), Metadata(**inherited))


def _as_guess(told: Metadata) -> Metadata:
    """Take a mail's day for that of what came with it, as a guess."""
    return Metadata(published=told.published, published_from=GUESSED if told.published else "")


def _known(item: _Item, reading: Reading) -> Metadata:
    """Return what is known of a source, the best voice for each field first."""
    told, read_ = item.told, reading.metadata
    if told.published_from == GUESSED and read_.published:
        told = replace(told, published="", published_from="")
    if read_.published_from == GUESSED and told.published:
        read_ = replace(read_, published="", published_from="")
    return _first_known(item.given, _first_known(told, read_))


def _first_known(first: Metadata, second: Metadata) -> Metadata:
    """Return `first` with its gaps filled; a date and where it is from go together."""
    filled = {
        field.name: getattr(first, field.name) or getattr(second, field.name)
        for field in fields(Metadata)
    }
    whence = first if first.published else second
    return Metadata(**{**filled, "published_from": whence.published_from})


def _document(item: _Item, reading: Reading, known: Metadata, digest: str) -> RawDocument:
    guessed = known.published_from == GUESSED
    told = Notice("date-guessed", f"Its date, {known.published}, is a guess.")
    return RawDocument(
        path=item.name,
        media_type=reading.media_type,
        sha256=digest,
        size=len(item.content),
        encoding=reading.encoding,
        text=reading.text,
        blocks=reading.blocks,
        edits=reading.edits,
        metadata=known,
        notices=(*reading.notices, *((told,) if guessed else ())),
        boxes=reading.boxes,
    )


def _names(parts: Iterable[Part], holder: str) -> Iterator[str]:
    """Yield a name for each part; of two that are alike the second gets a number."""
    taken: set[str] = set()
    for part in parts:
        plain = _UNSHOWN.sub("_", part.name).strip(" ._")[:_LONGEST_NAME] or "part"
        stem, dot, suffix = plain.rpartition(".")
        name, n = plain, 1
        while name in taken:
            n += 1
            name = f"{stem} ({n}){dot}{suffix}" if stem else f"{plain} ({n})"
        taken.add(name)
        yield f"{holder}/{name}"
