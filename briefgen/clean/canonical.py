"""A raw document to a document: edit, map the blocks, mark what is no running text."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from briefgen.clean.advisories import join_advisories
from briefgen.clean.genres import judge_genre
from briefgen.clean.language import identify
from briefgen.clean.marks import HEADING, mark_blocks
from briefgen.clean.parting import part_blocks
from briefgen.clean.passes import invisibles, mojibake, note_marks
from briefgen.clean.printed_day import PrintedHead, date_text, lines_of
from briefgen.clean.signatures import sign_quotations
from briefgen.formats.sniffing import HTML
from briefgen.model.languages import is_analysed, language_name
from briefgen.model.protection import cover
from briefgen.model.spans import Edit, OffsetMap, Span, apply_edits
from briefgen.model.text import (
    GIVEN,
    GUESSED,
    Block,
    BlockKind,
    Document,
    Metadata,
    Notice,
    RawDocument,
    Source,
)

_PASSES = {
    mojibake: Notice("mojibake-repaired", "text decoded with the wrong code page"),
    invisibles: Notice("invisibles-repaired", "characters that show nothing"),
    note_marks: Notice("note-marks-repaired", "marks of notes stood in the text"),
}
_ROUNDS = 8
"""Repairs can uncover more to repair; each round that changes something shortens the text."""

_MOST_PLACES = 12


def clean(raw: RawDocument, key: str, hidden: Sequence[Span] = ()) -> Document:
    """Make the canonical document of a raw one; `key` is the source's short name ("S1").

    Blocks stand for the words that are `hidden`, stretches of its canonical text: what they were
    plays no part in anything here. The result depends on nothing else, and cleaning its text
    again changes nothing.
    """
    text, origin, notices = canonical(raw.text, raw.edits)
    whole = _moved(raw.blocks, origin, text)
    text = cover(text, hidden, [block.span for block in whole]) if hidden else text
    blocks = sign_quotations(
        text, mark_blocks(text, part_blocks(text, join_advisories(text, whole)))
    )
    known = replace(raw.metadata, title=raw.metadata.title or _headline(text, blocks))
    known = _in_language(known, text, blocks)
    page = _is_page(raw)
    head = PrintedHead(() if page else lines_of(text, whole), () if page else blocks, raw.path)
    known = date_text(known, head, text)
    judged = judge_genre(text, blocks, known)
    return Document(
        source=_source(raw, key, known),
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        blocks=judged.blocks,
        origin=origin,
        lines=_line_starts(raw.text) if raw.encoding else (),
        notices=(
            *raw.notices,
            *notices,
            *judged.notices,
            *_guessed(known),
            *_foreign(known.language),
            *_set_aside(judged.blocks),
        ),
        boxes=raw.boxes,
        genre=judged.genre,
    )


def _line_starts(text: str) -> tuple[int, ...]:
    lengths = [length + 1 for length in map(len, text.split("\n")[:-1])]
    return tuple(accumulate(lengths, initial=0))


def canonical(text: str, edits: tuple[Edit, ...] = ()) -> tuple[str, OffsetMap, tuple[Notice, ...]]:
    """Apply a format's own edits and all passes; return text, map and what was changed."""
    text, origin = apply_edits(text, edits)
    counts = dict.fromkeys(_PASSES, 0)
    for _ in range(_ROUNDS):
        before = text
        for find in _PASSES:
            if found := find(text):
                counts[find] += len(found)
                text, step = apply_edits(text, found)
                origin = origin.then(step)
        if text == before:
            break
    notices = (
        Notice(named.code, f"Repaired in {count} place{'s' * (count > 1)}: {named.detail}.")
        for find, named in _PASSES.items()
        if (count := counts[find])
    )
    return text, origin, tuple(notices)


def _moved(blocks: tuple[Block, ...], origin: OffsetMap, text: str) -> tuple[Block, ...]:
    """Move raw blocks into canonical text; one that was markup only disappears."""
    moved = []
    for block in blocks:
        span = origin.edited(block.span)
        words = span.of(text) if span else ""
        if span and words.strip():
            start = span.start + len(words) - len(words.lstrip())
            end = span.start + len(words.rstrip())
            speaker = origin.edited(block.speaker) if block.speaker else None
            moved.append(replace(block, span=Span(start, end), speaker=speaker))
    return tuple(moved)


def _headline(text: str, blocks: tuple[Block, ...]) -> str:
    """Return the heading that stands before all running text, "" when there is none."""
    first = next((b for b in blocks if b.kind.states or b.kind is BlockKind.HEADING), None)
    heading = first is not None and first.kind is BlockKind.HEADING
    return " ".join(first.span.of(text).split()) if first and heading else ""


def _in_language(known: Metadata, text: str, blocks: tuple[Block, ...]) -> Metadata:
    """Fill in the text's language: a person's word counts more than the text, a file's less."""
    if known.language_from == GIVEN:
        return known
    words = "\n".join(block.span.of(text) for block in blocks if block.kind.states)
    return replace(known, language=identify(words or text) or known.language)


def _is_page(raw: RawDocument) -> bool:
    """Tell a web page by itself: its reader has seen all that it prints, the text has less."""
    return raw.media_type == HTML and all(
        block.locator.part is None and block.locator.entry is None for block in raw.blocks
    )


def _guessed(known: Metadata) -> tuple[Notice, ...]:
    if known.published_from != GUESSED:
        return ()
    detail = f"Its date, {known.published}, is a guess: no relative date is counted from it."
    return (Notice("date-guessed", detail),)


def _foreign(language: str) -> tuple[Notice, ...]:
    if is_analysed(language):
        return ()
    named = language_name(language)
    return (Notice("not-analysed", f"It is in {named}, which is not analysed."),)


def _source(raw: RawDocument, key: str, metadata: Metadata) -> Source:
    return Source(
        id=raw.sha256[:12],
        key=key,
        path=raw.path,
        media_type=raw.media_type,
        encoding=raw.encoding,
        sha256=raw.sha256,
        size=raw.size,
        metadata=metadata,
    )


def _set_aside(blocks: tuple[Block, ...]) -> tuple[Notice, ...]:
    """Say which passages were set aside, by reason."""
    places: dict[str, list[int]] = {}
    for block in blocks:
        if block.reason and block.locator.paragraph:
            places.setdefault(block.reason, []).append(block.locator.paragraph)
    return tuple(
        Notice("heading" if reason == HEADING else "set-aside", _sentence(numbers, reason))
        for reason, numbers in sorted(places.items())
    )


def _sentence(numbers: list[int], reason: str) -> str:
    """Say where passages were set aside: runs as ranges, the rest of a long list counted."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    places = [f"{a}–{b}" if b > a else str(a) for a, b in runs[:_MOST_PLACES]]
    left = sum(b - a + 1 for a, b in runs[_MOST_PLACES:])
    places += [f"{left} more"] if left else []
    listed = " and ".join(filter(None, (", ".join(places[:-1]), places[-1])))
    if len(numbers) == 1:
        return f"Paragraph {listed} was set aside ({reason})."
    return f"Paragraphs {listed} were set aside ({reason})."
