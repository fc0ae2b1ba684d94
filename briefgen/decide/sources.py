"""What is known of a source as the desk has it: title, publisher, day and kind.

It acts on documents right after cleaning, before anything is looked for in them, and goes before
what sources.yaml and the source itself say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefgen.model.decisions import OF_SOURCES, Act, Decided, Decision, Stale
from briefgen.model.text import DECIDED, Block, Document, Genre

_NOTICES = {Act.PUBLISHED: "date-guessed", Act.GENRE: "genre"}
"""What was to be said of that which was found, by its code."""


def describe(
    document: Document, decisions: Iterable[Decision]
) -> tuple[Document, tuple[Decided, ...]]:
    """Return a document as the desk has it, and what it has decided about its source."""
    decided: list[Decided] = []
    for one in decisions:
        if one.act in OF_SOURCES and one.passage.path == document.source.path:
            found = _found(document, one.act)
            document = _with(document, one.act, one.value)
            ref = document.source.id
            decided.append(Decided(one.id, one.act, ref, found, one.value, one.by, one.on))
    return document, tuple(decided)


def of_no_source(decisions: Iterable[Decision], paths: Sequence[str]) -> tuple[Stale, ...]:
    """Return the decisions about sources that are not among those with these paths."""
    return tuple(
        Stale(one.id, one.act, "", one.passage.path, "the source is there no more")
        for one in decisions
        if one.act in OF_SOURCES and one.passage.path not in paths
    )


def _found(document: Document, act: Act) -> str:
    known = document.source.metadata
    if act is Act.GENRE:
        return document.genre.value
    return {Act.TITLE: known.title, Act.PUBLISHER: known.publisher}.get(act, known.published)


def _with(document: Document, act: Act, value: str) -> Document:
    notices = tuple(one for one in document.notices if one.code != _NOTICES.get(act))
    if act is Act.GENRE:
        genre = Genre(value)
        blocks = tuple(_of_kind(block, document.genre) for block in document.blocks)
        return replace(document, genre=genre, blocks=blocks, notices=notices)
    known = document.source.metadata
    if act is Act.PUBLISHED:
        known = replace(known, published=value, published_from=DECIDED)
    elif act is Act.TITLE:
        known = replace(known, title=value)
    else:
        known = replace(known, publisher=value)
    source = replace(document.source, metadata=known)
    return replace(document, source=source, notices=notices)


def _of_kind(block: Block, before: Genre) -> Block:
    """Return a block without the kind that it had from the whole."""
    return replace(block, genre=None) if block.genre is before else block
