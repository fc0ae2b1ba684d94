"""Readings as JSON, between the worker process and the one that asked."""

import base64
import json
from dataclasses import astuple
from typing import Any

from briefgen.formats.structure import Part, Reading
from briefgen.model.locators import Locator
from briefgen.model.spans import Edit, Span
from briefgen.model.text import Block, BlockKind, Box, Genre, Metadata, Notice


def encode_reading(reading: Reading) -> bytes:
    """Return a reading as ASCII JSON."""
    value = {
        "media_type": reading.media_type,
        "text": reading.text,
        "encoding": reading.encoding,
        "blocks": [
            (b.span.start, b.span.end, b.kind.value, b.reason, _place(b.locator), _voice(b))
            for b in reading.blocks
        ],
        "edits": [(e.span.start, e.span.end, e.replacement) for e in reading.edits],
        "boxes": reading.boxes,
        "metadata": astuple(reading.metadata),
        "notices": [astuple(notice) for notice in reading.notices],
        "parts": [
            (
                p.name,
                base64.b64encode(p.content).decode(),
                p.media_type,
                astuple(p.metadata),
                _place(p.place),
                [astuple(notice) for notice in p.notices],
                p.held,
            )
            for p in reading.parts
        ],
    }
    return json.dumps(value, separators=(",", ":")).encode()


def _place(at: Locator) -> tuple[object, ...]:
    """Return the fields in order: as `astuple`, which takes ten times as long."""
    return (
        at.line, at.column, at.paragraph, at.page, at.part, at.entry, at.table, at.row, at.boxes,
        at.label, at.note, at.slide, at.sheet, at.cell, at.head, at.time,
    )  # fmt: skip


def _voice(block: Block) -> tuple[object, ...] | None:
    """Return who speaks, the day and the genre of a block; None for the usual one."""
    if block.speaker is None and not block.day and block.genre is None:
        return None
    said = (block.speaker.start, block.speaker.end) if block.speaker else None
    return said, block.day, block.genre


def decode_reading(value: dict[str, Any]) -> Reading:
    """Return the reading that was encoded. Raises ValueError, TypeError or KeyError."""
    return Reading(
        media_type=str(value["media_type"]),
        text=str(value["text"]),
        encoding=str(value["encoding"]),
        blocks=tuple(
            Block(Span(start, end), BlockKind(kind), _locator(place), str(reason), *_spoken(voice))
            for start, end, kind, reason, place, voice in value["blocks"]
        ),
        edits=tuple(Edit(Span(start, end), str(new)) for start, end, new in value["edits"]),
        boxes=tuple(map(Box._make, value["boxes"])),
        metadata=Metadata(*map(str, value["metadata"])),
        notices=_notices(value["notices"]),
        parts=tuple(
            Part(
                str(name),
                base64.b64decode(content),
                str(kind),
                Metadata(*map(str, known)),
                _locator(place),
                _notices(notices),
                (str(held[0]), str(held[1])) if held else None,
            )
            for name, content, kind, known, place, notices, held in value["parts"]
        ),
    )


def _notices(notices: list[list[Any]]) -> tuple[Notice, ...]:
    return tuple(Notice(*map(str, notice)) for notice in notices)


def _locator(place: list[Any]) -> Locator:
    line, column, paragraph, page, part, entry, table, row, boxes, *named = place
    rectangles = tuple(tuple(box) for box in boxes)
    return Locator(line, column, paragraph, page, part, entry, table, row, rectangles, *named)


def _spoken(voice: list[Any] | None) -> tuple[Span | None, str, Genre | None]:
    said, day, genre = voice or (None, "", None)
    return Span(*said) if said else None, str(day), Genre(genre) if genre else None
