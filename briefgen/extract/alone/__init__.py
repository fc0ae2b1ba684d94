"""What a sentence needs from the ones before it, so that a reader who sees it alone is lost.

Nothing is resolved here: a word points back when nothing before it in its own sentence can be
what it means. Some such words leave a reader without the subject ("It was closed"), others only
without a connexion ("The mayor also opened a pier").
"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefgen.extract.alone.joints import find_joints
from briefgen.extract.alone.nouns import find_nouns
from briefgen.extract.alone.pointers import LOST, VAGUE, Pointer, Setting
from briefgen.extract.alone.pronouns import find_pronouns
from briefgen.extract.alone.times import find_times
from briefgen.extract.nlp import Parsed, Passage
from briefgen.extract.tokens import Token, Tokens
from briefgen.extract.units import Found
from briefgen.model.spans import Span
from briefgen.model.text import BlockKind
from briefgen.model.unsaid import OpenWords

__all__ = ["LOST", "Alone", "Missing", "is_clear", "read_alone"]


@dataclass(frozen=True, slots=True)
class Missing:
    """How much a reader misses, from `LOST` on who or what it is about, and by which words."""

    weight: float
    words: tuple[OpenWords, ...]


@dataclass(frozen=True, slots=True)
class Alone:
    """Reads the units of a document as one who sees none of the others.

    `topics` are the words of its headings, `quoted` what stands inside quotation marks.
    """

    topics: frozenset[str]
    quoted: Sequence[Span]

    def missing(self, unit: Found, known: Iterable[Span]) -> Missing:
        """Return what a reader misses.

        The words at `known` are explained to the reader. An item of a list is announced by
        its lead-in, and only that can point further back.
        """
        told = unit.lead_in or unit
        explained = tuple(known)
        passage = told.passage

        def is_quoted(token: Token) -> bool:
            return unit.spoken or self.is_quoted(passage.span(token))

        setting = Setting(
            told.tokens, unit.order == 0, unit.lead_in is not None, self.topics, is_quoted
        )
        pointers = [
            one
            for one in find_pointers(setting)
            if not any(_is_at(one, passage, span) for span in explained)
        ]
        words = (OpenWords(passage.span(p.tokens), p.kind, p.weight >= LOST) for p in pointers)
        return Missing(_sum(setting, pointers), tuple(dict.fromkeys(words)))

    def is_quoted(self, span: Span) -> bool:
        """Tell what stands inside quotation marks."""
        at = bisect_right(self.quoted, span.start, key=lambda quoted: quoted.start) - 1
        return at >= 0 and self.quoted[at].contains(span)


def read_alone(parsed: Parsed) -> Alone:
    """Prepare the reading of a document's units."""
    text = parsed.document.text
    headings = (b.span.of(text) for b in parsed.document.blocks if b.kind is BlockKind.HEADING)
    topics = frozenset(word.casefold() for line in headings for word in line.split())
    quoted = [one.whole for marks in parsed.quoted for one in marks]
    return Alone(topics, quoted)


def is_clear(tokens: Tokens) -> bool:
    """Tell words that say who and what they are about, even to who sees nothing else."""
    setting = Setting(tokens, opens=False, announces=False, topics=frozenset(), is_quoted=_never)
    return _sum(setting, find_pointers(setting)) < LOST


def _never(_: Token) -> bool:
    return False


def _sum(setting: Setting, pointers: Iterable[Pointer]) -> float:
    """Return what is missing: of one kind of what is vague, much is no more than little.

    Where a name is the subject, a reader is never lost for what is vague alone.
    """
    found = list(pointers)
    vague = {one.kind for one in found if one.weight < LOST}
    lost = math.fsum(one.weight for one in found if one.weight >= LOST)
    kinds = min(len(vague), 1) if setting.names_subject else len(vague)
    return lost + VAGUE * kinds


def find_pointers(setting: Setting) -> Iterator[Pointer]:
    """Yield the words of a unit that point back out of it, those of one kind after another."""
    yield from find_pronouns(setting)
    yield from find_nouns(setting)
    yield from find_times(setting)
    yield from find_joints(setting)


def _is_at(pointer: Pointer, passage: Passage, span: Span) -> bool:
    return passage.span(pointer.tokens).overlaps(span)
