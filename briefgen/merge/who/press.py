"""Tells the press from those it reports on: media, those who write for them, and bylines.

A medium is known by its name or by the last word of it; who writes is known by a role, by the
line that signs a report, or by what the source says of its author.
"""

import re
from collections.abc import Iterable
from functools import cache

from briefgen.merge.tables import read_table, read_words
from briefgen.merge.words import fold
from briefgen.model.annotations import ActorKind
from briefgen.model.citations import Citation
from briefgen.model.evidence import Actor
from briefgen.model.spans import Span
from briefgen.model.text import Corpus

_WORDS = read_words(__package__, "press")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SIGNED = re.compile(
    r"(?:^|\n|\.\s)[^\S\n]*(?:[Bb]y|BY|From|Words by|Reporting by|Writing by)[^\S\n]+$"
)
_BEFORE = 30
"""Characters before a name among which the word stands that signs with it."""

_FIRST_LINES = 600
"""Characters at the beginning of a text, or of a report in it, where a byline stands."""


class Press:
    """Who of some actors only tells: `media` are the folded names known to be media."""

    def __init__(self, corpus: Corpus, media: frozenset[str]) -> None:
        """Gather what the sources say of their authors."""
        self._documents = {document.source.key: document for document in corpus.documents}
        self._media = media | _known()
        self._authors = " \n ".join(
            fold(document.source.metadata.author) for document in corpus.documents
        )

    def has(self, actor: Actor) -> bool:
        """Tell whether an actor is a medium, or somebody who reports."""
        if actor.kind is ActorKind.PERSON:
            return self._reports(actor) or any(map(self._is_signed, actor.mentions))
        names = (actor.name, *(alias.text for alias in actor.aliases))
        return actor.kind is not ActorKind.STATE and any(map(self._is_medium, names))

    def only_tells(self, source: str, verb: Span) -> bool:
        """Tell whether a verb says what media do as media."""
        word = verb.of(self._documents[source].text).casefold()
        return word.startswith(tuple(_WORDS["reporting"]))

    def _is_medium(self, name: str) -> bool:
        folded = fold(name).removeprefix("the ")
        words = _WORD.findall(folded)
        named = len(folded.split()) > 1 and bool(words) and words[-1] in _WORDS["media"]
        named = named or " ".join(words[-2:]) in _WORDS["agencies"]
        return folded in self._media or named

    def _reports(self, actor: Actor) -> bool:
        heads = (word for role in actor.roles for word in _WORD.findall(role.text.casefold()))
        full = " " in actor.name and fold(actor.name) in self._authors
        return full or any(word in _WORDS["reporters"] for word in heads)

    def _is_signed(self, mention: Citation) -> bool:
        """Tell whether a name stands behind the word that signs a report."""
        text = self._documents[mention.source].text
        before = text[max(0, mention.start - _BEFORE) : mention.start]
        return mention.start < _FIRST_LINES and bool(_SIGNED.search(before))


@cache
def _known() -> frozenset[str]:
    names: Iterable[str] = read_table(__package__, "press")["names"]
    return frozenset(fold(name).removeprefix("the ") for name in names)
