"""Whose words a paragraph is, where layout says so: "SENATOR DOE: ...", "- Ann Moss, mayor"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.extract.actors.gazetteer import fold
from briefgen.extract.actors.placement import is_free, new_mention
from briefgen.extract.lexicon import words
from briefgen.model.annotations import ActorKind, Mention, RoleMention
from briefgen.model.spans import Span
from briefgen.model.text import Document

_WORD = re.compile(r"[^\s,()\[\]]+")
_MOST_NAMES = 4
_TITLES = ("honorifics", "ranks", "heads", "grades", "fields", "tenures")
_BEHIND = re.compile(r",\s*(?:(?:the|an?)\s)?(?P<role>[^,;:()\d]*[^\s,;:()\d.])")


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker whom layout names, and the role that stands behind the name, if one does."""

    mention: Mention
    role: RoleMention | None


def find_voices(document: Document, mentions: Sequence[Mention]) -> tuple[Voice, ...]:
    """Return the speakers whom no mention names yet, in text order.

    A single word counts as a name after a title, or where a person of that last name is known.
    """
    known = {fold(m.name.split()[-1]) for m in mentions if m.kind is ActorKind.PERSON}
    speakers = {block.speaker for block in document.blocks if block.speaker is not None}
    text = document.text
    named = ((speaker, _name(text, speaker, known)) for speaker in sorted(speakers))
    return tuple(
        Voice(new_mention(name, ActorKind.PERSON, text, "label"), _role(text, speaker, name))
        for speaker, name in named
        if name is not None and is_free(name, mentions)
    )


def _role(text: str, speaker: Span, name: Span) -> RoleMention | None:
    """Return what a label says of a speaker behind the name: "Ann Moss, mayor of Larnham"."""
    found = _BEHIND.match(text, name.end, speaker.end)
    if found is None or words("roles", "heads").isdisjoint(found["role"].casefold().split()):
        return None
    return RoleMention(name, Span(*found.span("role")), None)


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
