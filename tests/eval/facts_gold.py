"""What a reader takes from the texts in facts/: gold facts, disagreements and dates.

`facts/NAME/` holds the sources of a subject as a user would give them, `facts/NAME.toml`
what they state. Places are given as exact words of a source, named by its file's stem:

- `[[fact]]` is worth stating; a `key` fact belongs into a brief of twelve. `stated` has the
  words that state it, `near` words that may be cited for it: a plan that came true, a guess of
  another day, what is told in passing. `date` lists the right days (any one will do), `passing`
  further dates that its sentences give; as 2026-05-13, 2026-05, 2026 or two days with "/"
  between. `independent` counts the sources of a key fact, copies and reprints as one; it has
  several counts where `near` words may be counted or not.
- `[[disagreement]]` has sides that cannot all be right, in a number, date or status; an
  `optional` one need not be found.
- `[[agreement]]` has two places that differ in a number, day or name and yet fit together.
- `[other]` states something small, `[vacuous]` nothing, `[apart]` is heading or credit.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from briefgen.intake import ingest
from briefgen.model.citations import Citation
from briefgen.model.spans import Span
from briefgen.model.text import Corpus
from briefgen.read import find_files

FOLDER = Path(__file__).parent / "facts"
ENOUGH = 0.8
"""Share of the letters of a place that a citation has to hold in order to state it."""

Words = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Place:
    """Some words of a source, by the source's key."""

    source: str
    span: Span
    text: str

    def is_in(self, citation: Citation) -> bool:
        """Tell whether a citation holds (nearly) all of these words."""
        return citation.source == self.source and self._share(citation.span) >= ENOUGH

    def touches(self, citation: Citation) -> bool:
        """Tell whether a citation lies on these words: a number in them, a sentence round them."""
        return citation.source == self.source and self.span.overlaps(citation.span)

    def overlaps(self, other: "Place") -> bool:
        """Tell whether two places have words in common."""
        return self.source == other.source and self.span.overlaps(other.span)

    def _share(self, span: Span) -> float:
        start, end = max(self.span.start, span.start), min(self.span.end, span.end)
        held = sum(map(str.isalnum, self.text[start - self.span.start : end - self.span.start]))
        return held / sum(map(str.isalnum, self.text)) if start < end else 0.0


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A fact worth stating, every place that states it, and those that may be cited for it."""

    id: str
    says: str
    key: bool
    dates: tuple[str, ...]
    passing: tuple[str, ...]
    independent: tuple[int, ...]
    places: tuple[Place, ...]
    near: tuple[Place, ...]

    def is_in(self, citation: Citation) -> bool:
        """Tell whether a citation states this fact."""
        return any(place.is_in(citation) for place in self.places)

    def may_have(self, citation: Citation) -> bool:
        """Tell whether a citation states this fact, or may be cited for it."""
        return any(place.is_in(citation) for place in (*self.places, *self.near))


@dataclass(frozen=True, slots=True)
class GoldDisagreement:
    """What sources give differently: for each side its places."""

    about: str
    slot: str
    optional: bool
    sides: tuple[tuple[Place, ...], ...]


@dataclass(frozen=True, slots=True)
class GoldAgreement:
    """Two places that fit together, and why."""

    why: str
    one: Place
    other: Place


@dataclass(frozen=True, slots=True)
class Gold:
    """What the sources of one subject state."""

    facts: tuple[GoldFact, ...]
    disagreements: tuple[GoldDisagreement, ...]
    agreements: tuple[GoldAgreement, ...]
    small: tuple[Place, ...]
    apart: Words
    """Beginnings of lines, by source key."""


def subjects() -> tuple[str, ...]:
    """Return the names of all subjects."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def corpus_of(subject: str) -> Corpus:
    """Read the sources of a subject."""
    return ingest(find_files((FOLDER / subject,)))


@cache
def gold_of(subject: str) -> Gold:
    """Read what the sources of a subject state.

    Raises ValueError for words that do not stand exactly once in their source.
    """
    told = tomllib.loads((FOLDER / f"{subject}.toml").read_text("utf-8"))
    reader = _Reader(corpus_of(subject))
    return Gold(
        facts=tuple(_fact(one, reader) for one in told["fact"]),
        disagreements=tuple(_disagreement(one, reader) for one in told["disagreement"]),
        agreements=tuple(_agreement(one, reader) for one in told["agreement"]),
        small=(*reader.places(told["other"]), *reader.places(told["vacuous"])),
        apart={reader.keys[stem]: words for stem, words in told["apart"].items()},
    )


class _Reader:
    """Finds quoted words in the sources of a subject."""

    def __init__(self, corpus: Corpus) -> None:
        documents = {Path(one.source.path).stem: one for one in corpus.documents}
        self.keys = {stem: one.source.key for stem, one in documents.items()}
        self._texts = {stem: one.text for stem, one in documents.items()}

    def places(self, quoted: Words) -> tuple[Place, ...]:
        return tuple(self.place(stem, words) for stem, each in quoted.items() for words in each)

    def place(self, stem: str, words: str) -> Place:
        if self._texts[stem].count(words) != 1:
            raise ValueError(f"{words!r} stands {self._texts[stem].count(words)} times in {stem}")
        start = self._texts[stem].index(words)
        return Place(self.keys[stem], Span(start, start + len(words)), words)

    def only(self, quoted: Mapping[str, str]) -> Place:
        ((stem, words),) = quoted.items()
        return self.place(stem, words)


def _fact(told: Mapping[str, Any], reader: _Reader) -> GoldFact:
    return GoldFact(
        id=told["id"],
        says=told["says"],
        key=told.get("key", False),
        dates=tuple(told.get("date", ())),
        passing=tuple(told.get("passing", ())),
        independent=tuple(told.get("independent", ())),
        places=reader.places(told["stated"]),
        near=reader.places(told.get("near", {})),
    )


def _disagreement(told: Mapping[str, Any], reader: _Reader) -> GoldDisagreement:
    sides = tuple(reader.places(side) for side in told["sides"].values())
    return GoldDisagreement(told["about"], told["slot"], told.get("optional", False), sides)


def _agreement(told: Mapping[str, Any], reader: _Reader) -> GoldAgreement:
    return GoldAgreement(told["why"], reader.only(told["one"]), reader.only(told["other"]))


def places_of(gold: Gold) -> Iterator[Place]:
    """Yield every place that the gold judges, apart from headings and credits."""
    yield from gold.small
    for fact in gold.facts:
        yield from (*fact.places, *fact.near)
