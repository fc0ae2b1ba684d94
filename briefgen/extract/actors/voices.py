"""Names of those whose words a paragraph is, where layout says so: "SENATOR DOE: ..."."""

import re
from collections.abc import Iterator, Sequence

from briefgen.extract.actors.gazetteer import fold
from briefgen.extract.actors.placement import is_free, new_mention
from briefgen.extract.lexicon import words
from briefgen.model.annotations import ActorKind, Mention
from briefgen.model.spans import Span
from briefgen.model.text import Document

_WORD = re.compile(r"[^\s,()\[\]]+")
_MOST_NAMES = 4
_TITLES = ("honorifics", "ranks", "heads", "grades", "fields", "tenures")


def find_voices(document: Document, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the names of speakers whom no mention names yet, in text order.

    A single word counts as a name after a title, or where a person of that last name is known.
    """
    known = {fold(m.name.split()[-1]) for m in mentions if m.kind is ActorKind.PERSON}
    speakers = {block.speaker for block in document.blocks if block.speaker is not None}
    spans = (_name(document.text, speaker, known) for speaker in sorted(speakers))
    return tuple(
        new_mention(span, ActorKind.PERSON, document.text, "label")
        for span in spans
        if span is not None and is_free(span, mentions)
    )


def _name(text: str, speaker: Span, known: set[str]) -> Span | None:
    """Return where a name stands in a label, without titles before and roles after it."""
    found = list(_before_role(text, speaker))
    titled = bool(found) and _is_title(found[0].of(text))
    while found and _is_title(found[0].of(text)):
        found = found[1:]
    names = [span.of(text) for span in found]
    capitals = all(name[0].isupper() for name in names)
    enough = len(names) > 1 or titled or (names and fold(names[0]) in known)
    if not enough or not names or not capitals or len(names) > _MOST_NAMES:
        return None
    return Span(found[0].start, found[-1].end)


def _before_role(text: str, speaker: Span) -> Iterator[Span]:
    """Yield the words of a label up to a comma or bracket, without a dash before them."""
    for match in _WORD.finditer(text, speaker.start, speaker.end):
        if match[0].strip("-–—"):
            yield Span(*match.span())
        if text[match.end() : match.end() + 1] == ",":
            return


def _is_title(word: str) -> bool:
    bare = word.casefold().rstrip(".")
    return bare == "the" or any(bare in words("roles", kind) for kind in _TITLES)
