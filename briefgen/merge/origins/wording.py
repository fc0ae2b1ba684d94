"""Whether two sources tell a claim in the same words: then one of them has it from the other.

Independent reports hardly ever share a sentence. What they share is one speaker's words, a
release or an agency's sentence, or one is the other rewritten.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from briefgen.merge.tables import Weights
from briefgen.model.annotations import Annotations, Statement
from briefgen.model.spans import Span
from briefgen.model.text import Document

_W = Weights(__package__, "wording")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_QUOTED = re.compile(r"“[^“”]+(?:”|$)|\"[^\"]+(?:\"|$)")
_POST = re.compile(
    r"(?:twitter|x)\.com/\w+/status/\d+|pic\.twitter\.com/\w+|\bt\.me/\w+/\d+"
    r"|facebook\.com/[\w.]+/posts/\w+|bsky\.app/profile/[\w.:-]+/post/\w+",
    re.IGNORECASE,
)
"""The address of what somebody wrote to all: a tweet, a post."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """What a source says of a claim, without who says so: its words, and those it quotes.

    `posts` are the addresses of posts that stand beside it.
    """

    source: str
    words: Words
    quoted: tuple[Words, ...]
    posts: frozenset[str]

    def has_words_of(self, other: "Telling") -> bool:
        """Tell whether both are one text: nearly one sentence, a speaker's words or one post."""
        return (
            bool(self.posts & other.posts)
            or _nearly_one(self.words, other.words)
            or any(_share_run(said, other.words) for said in self.quoted)
            or any(_share_run(said, self.words) for said in other.quoted)
        )


@dataclass(frozen=True, slots=True)
class _Report:
    """What a source reports in its own words, and the runs that tell a rewritten text."""

    words: Words
    runs: tuple[Words, ...]
    known: frozenset[Words]

    def share_in(self, other: "_Report") -> float:
        """Return the share of its words that stand in runs which the other has; 0 for few."""
        length = int(_W.run)
        if len(self.known & other.known) * length < _W.rewritten * len(self.words):
            return 0.0  # too few runs, wherever they stand
        told = bytearray(len(self.words))
        for n, run in enumerate(self.runs):
            if run in other.known:
                told[n : n + length] = b"\1" * length
        return sum(told) / len(self.words)


class Wordings:
    """Compares the words of some documents; `annotations` say what these report."""

    def __init__(self, documents: Iterable[Document], annotations: Iterable[Annotations]) -> None:
        """Hold what the words are taken from."""
        self._documents = {document.source.key: document for document in documents}
        self._stated = {found.source: found.statements for found in annotations}
        self._reports: dict[str, _Report] = {}
        self._rewritten: dict[tuple[str, str], bool] = {}

    def telling(self, source: str, statement: Statement) -> Telling:
        """Return what a statement of a source tells."""
        document = self._documents[source]
        block = document.block_at(statement.span)
        posts = _POST.findall(block.span.of(document.text) if block else "")
        inside = (_common(said, statement.span) for said in _quoted(document, statement.span))
        return Telling(
            source,
            _words(document, statement.span, _said_by(statement)),
            tuple(_words(document, said, ()) for said in inside if said),
            frozenset(post.casefold() for post in posts),
        )

    def rewritten(self, a: str, b: str) -> bool:
        """Tell whether much of the shorter of two reports stands in the other."""
        pair = (a, b) if a < b else (b, a)
        if pair not in self._rewritten:
            short, long = sorted(map(self._report, pair), key=lambda one: len(one.words))
            enough = len(short.words) >= _W.fewest_of_report
            self._rewritten[pair] = enough and short.share_in(long) >= _W.rewritten
        return self._rewritten[pair]

    def _report(self, source: str) -> _Report:
        if source not in self._reports:
            document = self._documents[source]
            words: list[str] = []
            for one in self._stated.get(source, ()):
                said = (*_quoted(document, one.span), *_said_by(one))
                words += _words(document, one.span, said)
            runs = tuple(_runs(tuple(words), int(_W.run)))
            self._reports[source] = _Report(tuple(words), runs, frozenset(runs))
        return self._reports[source]


def _nearly_one(a: Words, b: Words) -> bool:
    """Tell whether the other of two has nearly all words of the shorter, in runs and in order.

    What differs is no number.
    """
    short, long = sorted((a, b), key=len)
    enough = _W.alike * len(short)
    held = set(long)
    if len(short) < _W.fewest_words or sum(word in held for word in short) < enough:
        return False
    if any(word[0].isdigit() and word not in held for word in short):
        return False
    blocks = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= _W.together) >= enough


def _share_run(said: Words, words: Words) -> bool:
    length = int(_W.quoted)
    return not set(_runs(said, length)).isdisjoint(_runs(words, length))


def _runs(words: Words, length: int) -> Iterator[Words]:
    return zip(*(words[n:] for n in range(length)), strict=False)


def _said_by(statement: Statement) -> tuple[Span, ...]:
    return (statement.attribution,) if statement.attribution else ()


def _quoted(document: Document, span: Span) -> Iterator[Span]:
    """Yield what stands inside quotation marks in the block of a stretch."""
    block = document.block_at(span)
    if block:
        for found in _QUOTED.finditer(block.span.of(document.text)):
            yield Span(*found.span()).shifted(block.span.start)


def _common(a: Span, b: Span) -> Span | None:
    return Span(max(a.start, b.start), min(a.end, b.end)) if a.overlaps(b) else None


def _words(document: Document, span: Span, without: Sequence[Span]) -> Words:
    """Return the folded words of a stretch that begin in none of some others."""
    found = _WORD.finditer(document.text, span.start, span.end)
    return tuple(
        word[0].casefold().replace("’", "'")
        for word in found
        if not any(one.start <= word.start() < one.end for one in without)
    )
