"""Hidden words: where they stand, and a source without all that would tell of them."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.decide.protection.wish import Protection, named
from briefgen.model.citations import cite
from briefgen.model.decisions import Decision, Passage
from briefgen.model.protection import Hidden, Mask, joined_spans, whole_characters
from briefgen.model.spans import Span
from briefgen.model.text import Box, Document, Metadata, Notice, Source

_ALIKE = ("'’‘ʼ", '"“”„«»', "-‐‑‒–")
"""Signs that people write for each other: words are hidden whichever of them stands there."""


def occurrences(words: str, text: str) -> tuple[Span, ...]:
    """Return where words stand in a text, wherever lines break and however accents are encoded.

    They are sought inside longer words only where they stand nowhere by themselves.
    """
    pieces = words.split()
    if not pieces:
        return ()
    inside = r"\s+".join("".join(map(_letter, _characters(piece))) for piece in pieces)
    before = r"(?<!\w)" if words.strip()[0].isalnum() else ""
    behind = r"(?!\w)" if words.strip()[-1].isalnum() else ""
    for pattern in (before + inside + behind, inside):
        found = tuple(Span(*match.span()) for match in re.finditer(pattern, text))
        if found:
            return tuple(whole_characters(text, span) for span in found)
    return ()


def _characters(piece: str) -> Iterator[str]:
    """Yield letters with their accents."""
    at = 0
    for end in range(1, len(piece) + 1):
        if end == len(piece) or not unicodedata.category(piece[end]).startswith("M"):
            yield piece[at:end]
            at = end


def _letter(character: str) -> str:
    alike = next((signs for signs in _ALIKE if character in signs), "")
    if alike:
        return f"[{re.escape(alike)}]"
    forms = {character, *(unicodedata.normalize(form, character) for form in ("NFC", "NFD"))}
    told = sorted(map(re.escape, forms), key=lambda form: (-len(form), form))
    return told[0] if len(told) == 1 else f"(?:{'|'.join(told)})"


@dataclass(frozen=True, slots=True)
class Passages:
    """Where words are hidden, by the keys of sources; `idle` are decisions that found none."""

    hidden: Mapping[str, tuple[Span, ...]]
    idle: tuple[Decision, ...] = ()


def find_passages(
    documents: Sequence[Document], protection: Protection, paths: Collection[str]
) -> Passages:
    """Find what is to be hidden in documents.

    Words are sought in the source that a decision names: at the place it names, everywhere where
    they do not stand there, or none is named. Where no such source is left, among all that lies in
    the inputs (`paths`), it may have got another name: then in all sources.
    """
    held = frozenset(document.source.path for document in documents)
    found: dict[str, list[Span]] = {}
    idle = []
    for decision in protection.passages:
        sought = decision.passage
        means = named(sought.path, paths)
        own = means & held if means else held
        there = [(d.source.key, _meant(sought, d)) for d in documents if d.source.path in own]
        if own and not any(spans for _, spans in there):
            idle.append(decision)
        for key, spans in there:
            found.setdefault(key, []).extend(spans)
    hidden = {key: joined_spans(spans) for key, spans in found.items() if spans}
    return Passages(hidden, tuple(idle))


def _meant(passage: Passage, document: Document) -> tuple[Span, ...]:
    """Return where words stand in a document, at their place where that has them."""
    spans = occurrences(passage.words, document.text)
    place = passage.place.split()
    there = (span for span in spans if cite(document, span).locator.place.split() == place)
    return tuple(there) or spans


def protect_document(
    covered: Document, original: Document, hidden: Sequence[Span], protection: Protection
) -> Document:
    """Return a document with blocks for what is hidden, without what would tell of that.

    `original` is the same with its words. What is known of the source has blocks too, an address
    with the words is not told, nor are the size of the file, its hash, and where in the file or on
    a page things stand, as far as the length or the width of the words can be read from that.
    """
    mask = mask_of(original, hidden)
    straight = all(_is_straight(original, span) for span in hidden)
    notices = tuple(replace(one, detail=mask.on(one.detail)) for one in covered.notices)
    return replace(
        covered,
        source=seal(covered.source, mask, protection),
        lines=covered.lines if straight else (),
        boxes=tuple(Box(one.start, one.end, one.page, 0, 0, 0, 0) for one in covered.boxes)
        if hidden
        else covered.boxes,
        notices=(*notices, *_noticed(hidden)),
    )


def seal(source: Source, mask: Mask, protection: Protection) -> Source:
    """Return a source under a salted hash, with blocks for words in what is known of it."""
    sha256 = protection.salted(source.sha256)
    known = source.metadata
    return replace(
        source,
        id=sha256[:12],
        sha256=sha256,
        size=0,
        metadata=_masked(known, mask),
        protected=True,
    )


def _masked(known: Metadata, mask: Mask) -> Metadata:
    told = {name: mask.on(getattr(known, name)) for name in ("title", "author", "publisher", "via")}
    return replace(known, **told, url="" if mask.names(known.url) else known.url)


def mask_of(original: Document, hidden: Iterable[Span]) -> Mask:
    """Return the hidden words of a document, whole and as each paragraph has them."""
    words: list[str] = []
    for span in hidden:
        words.append(span.of(original.text).strip())
        for block in original.blocks:
            if block.span.overlaps(span):
                start, end = max(block.span.start, span.start), min(block.span.end, span.end)
                words.append(original.text[start:end].strip())
    return Mask(tuple(dict.fromkeys(filter(None, words))))


def _is_straight(original: Document, span: Span) -> bool:
    """Tell hidden words that stand in the file as in the text, on one line."""
    raw = original.origin.raw(span)
    broken = any(raw.start < line <= raw.end for line in original.lines)
    return len(raw) == len(span) and not broken and "\n" not in span.of(original.text)


def _noticed(hidden: Sequence[Span]) -> tuple[Notice, ...]:
    if not hidden:
        return ()
    told = f"{len(hidden)} passages are" if len(hidden) > 1 else "A passage is"
    detail = f"{told} hidden by the desk (█), where alone its original can be checked."
    return (Notice("passages-hidden", detail),)


def prove(original: Document, hidden: Iterable[Span], protection: Protection) -> tuple[Hidden, ...]:
    """Return what the folder says of hidden words: where they stand, and a salted hash."""
    source = original.source
    return tuple(
        Hidden(
            source.key,
            span.start,
            span.end,
            protection.proof(source.sha256, span, span.of(original.text)),
        )
        for span in hidden
    )
