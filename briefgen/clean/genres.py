"""What kind of text a document is, and where it changes: from what the text says of itself.

A report is the default. Another kind needs a label, a line that only such texts have, the
layout of one, or two weaker signs of opinion together.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from statistics import median

from briefgen.clean.chronologies import mark_lines
from briefgen.clean.turns import find_speaker, mark_turns
from briefgen.model.spans import Span
from briefgen.model.text import Block, BlockKind, Genre, Metadata, Notice

_DATA = tomllib.loads(files("briefgen.clean").joinpath("data/genres.toml").read_text("utf-8"))
_LABELS = {label: Genre(kind) for kind, labels in _DATA["labels"].items() for label in labels}
_PATHS = {part: Genre(kind) for kind, parts in _DATA["paths"].items() for part in parts}
_PHRASES = {
    Genre(kind): re.compile("|".join(patterns), re.IGNORECASE)
    for kind, patterns in _DATA["phrases"].items()
}
_WRITERS = re.compile("|".join(_DATA["opinion"]["writers"]), re.IGNORECASE)
_ARGUING = frozenset(words for words in _DATA["opinion"]["arguing"] if " " not in words)
_PHRASES_OF_ARGUMENT = re.compile(
    rf"\b(?:{'|'.join(words for words in _DATA['opinion']['arguing'] if ' ' in words)})\b"
)
_OWN, _OURS = frozenset(_DATA["opinion"]["own"]), frozenset(_DATA["opinion"]["ours"])
_SORTS = (_OWN, _OURS, _ARGUING)
_DENSITY = _DATA["density"]

_QUOTED = re.compile(r"[\"“«][^\"”»\n]{0,600}[\"”»]")
_WORD = re.compile(r"[\w'’]+")
_PARTED = re.compile(r"\s*(?:\||:|\s[-–—])\s+")
_FIRST_LINES, _LAST_LINES = 6, 4
_FEWEST_IN_A_MENU = 4
_LONGEST_LABEL = 4
_FEWEST_TEASERS, _LONGEST_TEASER = 4, 45
_SHORTEST_HEADLINE = 5
_FEWEST_POSTS = 2
_TITLE_LINES = 2
_SENDERS = (Genre.LETTER, Genre.RELEASE)
"""Kinds that a line near the beginning or the end tells, not one in the midst."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The kind of a document, its blocks with speakers and kinds of their own, and why."""

    genre: Genre
    blocks: tuple[Block, ...]
    notices: tuple[Notice, ...] = ()


def judge_genre(text: str, blocks: tuple[Block, ...], known: Metadata) -> Judged:
    """Judge what kind of text a document is.

    Blocks of speakers get those, an interviewer's are set aside; lines of a chronology inside
    another text get that genre. `text` is canonical.
    """
    blocks, turns = mark_turns(text, blocks, known)
    blocks, lines = mark_lines(text, blocks)
    genre, why = next(_signs(text, blocks, known, turns=turns, lines=lines), (Genre.REPORT, ""))
    if genre is Genre.SPEECH:
        blocks = _spoken(text, blocks, known)
    if genre is Genre.REPORT:
        return Judged(genre, blocks)
    return Judged(genre, blocks, (Notice("genre", f"Read as {_named(genre)}: {why}."),))


def _named(genre: Genre) -> str:
    article = "an" if genre.value[0] in "aeiou" else "a"
    return f"{article} {genre.value}"


def _signs(
    text: str, blocks: Sequence[Block], known: Metadata, *, turns: bool, lines: bool
) -> Iterator[tuple[Genre, str]]:
    """Yield what speaks for another kind than a report, and why, the surest first."""
    if turns:
        yield Genre.INTERVIEW, "its paragraphs begin with who speaks"
    if len({block.day for block in blocks if block.day}) >= _FEWEST_POSTS:
        yield Genre.LIVE_BLOG, "its posts have days of their own"
    if lines:
        yield Genre.CHRONOLOGY, "its lines begin with a day and a dash"
    running = [block.span.of(text) for block in blocks if block.kind.states]
    words = _Words.of("\n".join(running)[:_ENOUGH])
    yield from _speech(text, blocks, known, words)
    yield from _labelled(text, blocks, known)
    yield from _phrased(running, [block.span.of(text) for block in blocks])
    if _lists(text, blocks):
        yield Genre.LIST, "it has nothing but headlines with a line or two"
    found = _argued(words, running)
    if found:
        yield Genre.OPINION, found


def _labelled(text: str, blocks: Sequence[Block], known: Metadata) -> Iterator[tuple[Genre, str]]:
    """Yield kinds by a label of the page or the title, or a part of the address."""
    shown = [b.span.of(text) for b in blocks if b.kind.states or b.kind is BlockKind.HEADING]
    first = shown[:_FIRST_LINES]
    short = [line for line in first if len(line.split()) < _LONGEST_LABEL]
    menu = len(short) >= _FEWEST_IN_A_MENU
    parts = [part for line in (known.title, *first[:2]) for part in _ends(line)]
    for words in (*parts, *([] if menu else short)):
        kind = _LABELS.get(" ".join(words.casefold().split()).strip(" |:·•[]()"))
        if kind:
            yield kind, f"“{words}” stands above it"
    path = re.sub(r"^https?://[^/]+|[?#].*$", "", known.url.casefold())
    for part in path.split("/")[:-1]:
        kind = _PATHS.get(part)
        if kind:
            yield kind, f"its address has “/{part}/”"


def _ends(line: str) -> list[str]:
    """Return what stands before the first and after the last bar, colon or dash of a title."""
    parts = _PARTED.split(line)
    return [parts[0], parts[-1]] if len(parts) > 1 else []


def _phrased(running: Sequence[str], lines: Sequence[str]) -> Iterator[tuple[Genre, str]]:
    """Yield kinds by a line that only such texts have, be it set aside as a page's own."""
    edges = [line for each in (running, lines) for line in _edges(each)]
    for kind, pattern in _PHRASES.items():
        for line in edges if kind in _SENDERS else lines:
            if found := pattern.search(line):
                yield kind, f"it says “{' '.join(found[0].split())}”"
                break


def _edges(lines: Sequence[str]) -> tuple[str, ...]:
    return (*lines[:_FIRST_LINES], *lines[_FIRST_LINES:][-_LAST_LINES:])


_ENOUGH = 30_000
"""Characters of running text by whose words its kind is told."""


@dataclass(frozen=True, slots=True)
class _Words:
    """How often words of some sorts stand outside quotation marks, and how many words do."""

    total: int
    counts: dict[str, int]

    @classmethod
    def of(cls, text: str) -> "_Words":
        outside = _QUOTED.sub(" ", text)
        words = Counter(_WORD.findall(outside.replace("’", "'")))
        folded: Counter[str] = Counter()
        for word, count in words.items():
            folded["" if word == "US" else word.casefold()] += count
        own, ours, arguing = (sum(folded[word] for word in each & folded.keys()) for each in _SORTS)
        counts = {
            "own": own,
            "ours": ours,
            "spoken": own + ours,
            "arguing": arguing + len(_PHRASES_OF_ARGUMENT.findall(outside.casefold())),
            "asking": outside.count("?"),
        }
        return cls(words.total(), counts)

    def many(self, sort: str) -> bool:
        """Tell whether words of a sort are so dense as in texts of the kind they tell."""
        count, needed = self.counts[sort], _DENSITY[sort]
        dense = 1000 * count >= needed["thousandth"] * self.total
        return dense and count >= int(needed["fewest"])


def _argued(words: _Words, running: Sequence[str]) -> str:
    """Return why a text without a label is an opinion, "" when it is none."""
    if not words.many("arguing"):
        return ""
    signs = {
        "speaks of himself or herself": words.many("own"),
        "speaks of us": words.many("ours"),
        "asks": words.many("asking"),
        "is introduced as a writer": any(map(_WRITERS.search, running[-_LAST_LINES:])),
    }
    also = next((sign for sign, holds in signs.items() if holds), "")
    return also and f"whoever wrote it argues, and {also}"


def _lists(text: str, blocks: Sequence[Block]) -> bool:
    """Tell a page of teasers: headlines, each with no more than a line or two below."""
    sizes: list[list[int]] = []
    for block in blocks:
        count = len(block.span.of(text).split())
        if block.kind is BlockKind.HEADING:
            sizes.append([count, 0])
        elif block.kind.states and sizes:
            sizes[-1][1] += count
        elif block.kind.states:
            return False
    held = [(heading, below) for heading, below in sizes if below]
    if len(held) < _FEWEST_TEASERS or any(below > _LONGEST_TEASER for _, below in held):
        return False
    return median(heading for heading, _ in held) >= _SHORTEST_HEADLINE


def _speech(
    text: str, blocks: Sequence[Block], known: Metadata, words: _Words
) -> Iterator[tuple[Genre, str]]:
    """Yield that a text is a speech: its title names who speaks, and it says I and we."""
    if words.many("spoken"):
        for title in _titles(text, blocks, known):
            if find_speaker(title, "speech"):
                yield Genre.SPEECH, f"“{title}” names who speaks"


def _titles(text: str, blocks: Sequence[Block], known: Metadata) -> Iterator[str]:
    shown = [b for b in blocks if b.kind.states or b.kind is BlockKind.HEADING]
    yield from filter(None, (known.title, *(b.span.of(text) for b in shown[:_TITLE_LINES])))


def _spoken(text: str, blocks: tuple[Block, ...], known: Metadata) -> tuple[Block, ...]:
    """Give the paragraphs of a speech its speaker; what leads up to it stays the source's own."""
    found = (find_speaker(title, "speech") for title in _titles(text, blocks, known))
    name = next(filter(None, found), "")
    at = text.find(name)
    speaker = Span(at, at + len(name)) if at >= 0 else None
    begun = False
    marked = []
    for block in blocks:
        own = _OWN | _OURS
        begun = begun or any(w.casefold() in own for w in _WORD.findall(block.span.of(text)))
        said = begun and block.kind.states and block.speaker is None
        new = replace(block, speaker=speaker, genre=None if speaker else Genre.SPEECH)
        marked.append(new if said else block)
    return tuple(marked)
