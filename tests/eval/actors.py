"""Scores the finding of actors against texts marked by hand.

A mark is `[[name|kind]]`, with `|role` after it where the text states one, and `|=who`
where the name alone does not tell who is meant. A line of `=====` parts documents.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from conftest import MODEL, document_of
from spacy.language import Language

from briefgen.extract import annotate, load
from briefgen.extract.actors.gazetteer import fold
from briefgen.merge.who.identity import Identities, identify
from briefgen.model.annotations import Annotations
from briefgen.model.spans import Span
from briefgen.model.text import Corpus, Document

TEXTS = Path(__file__).parent / "actors"
SUBJECTS = tuple(sorted(path.stem for path in TEXTS.glob("*.txt")))

_MARK = re.compile(r"\[\[([^|\]]+)\|([a-z]+)(?:\|([^=|\]][^|\]]*))?(?:\|=([^\]]+))?\]\]")
_SMALL = frozenset({"a", "an", "the", "its", "his", "her", "their", "s", "who", "of"})


@dataclass(frozen=True, slots=True)
class Gold:
    """A marked name: where, of what kind, with what role, and who it is (folded)."""

    span: Span
    kind: str
    role: str
    who: str


@dataclass(frozen=True, slots=True)
class Found:
    """A document, its marks, and what the program found in it."""

    document: Document
    gold: tuple[Gold, ...]
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over some documents. Names count when span and kind are exactly right."""

    gold: int
    found: int
    right: int
    noise: int
    roles: int
    roles_right: int
    wrong_merges: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.gold + self.found)

    @property
    def noise_share(self) -> float:
        """The share of found names that are no actor: nothing marked lies there."""
        return self.noise / self.found

    @property
    def role_share(self) -> float:
        """The share of people with a stated role that got it."""
        return self.roles_right / self.roles


@cache
def find(subject: str) -> tuple[Found, ...]:
    """Return the documents of a subject with marks and findings."""
    text = (TEXTS / f"{subject}.txt").read_text("utf-8")
    nlp = load(MODEL)
    parts = text.split("\n=====\n")
    return tuple(_found(part.strip(), f"{subject}{n}", nlp) for n, part in enumerate(parts, 1))


def score(found: Sequence[Found]) -> Score:
    """Score the findings in some documents, wrong merges over all of them together."""
    return Score(
        gold=sum(len(one.gold) for one in found),
        found=sum(len(one.annotations.mentions) for one in found),
        right=sum(len(right(one)) for one in found),
        noise=sum(len(noise(one)) for one in found),
        roles=sum(1 for one in found for gold in one.gold if gold.role),
        roles_right=sum(1 for one in found for gold in one.gold if _has_role(gold, one)),
        wrong_merges=len(wrong_merges(found)),
    )


def right(found: Found) -> set[tuple[Span, str]]:
    """Return the names that were found where and as what they are marked."""
    return {(g.span, g.kind) for g in found.gold} & named(found)


def named(found: Found) -> set[tuple[Span, str]]:
    """Return the names the program found."""
    return {(mention.span, mention.kind.value) for mention in found.annotations.mentions}


def noise(found: Found) -> list[Span]:
    """Return where the program found an actor and none is marked."""
    return [
        mention.span
        for mention in found.annotations.mentions
        if not any(mention.span.overlaps(gold.span) for gold in found.gold)
    ]


def without_role(found: Found) -> list[Gold]:
    """Return the people whose stated role was not found."""
    return [gold for gold in found.gold if gold.role and not _has_role(gold, found)]


def wrong_merges(found: Sequence[Found]) -> list[tuple[str, ...]]:
    """Return the groups of different actors that were taken for one."""
    who = {(one.document.source.key, gold.span): gold.who for one in found for gold in one.gold}
    groups = (
        {who[m.source, m.span] for m in actor.mentions if (m.source, m.span) in who}
        for actor in _identities(found).actors
    )
    return [tuple(sorted(group)) for group in groups if len(group) > 1]


def split_actors(found: Sequence[Found]) -> list[str]:
    """Return who was taken for several actors."""
    who = {(one.document.source.key, gold.span): gold.who for one in found for gold in one.gold}
    actors: dict[str, set[str]] = {}
    for actor in _identities(found).actors:
        for mention in actor.mentions:
            place = (mention.source, mention.span)
            if place in who:
                actors.setdefault(who[place], set()).add(actor.id)
    return sorted(name for name, ids in actors.items() if len(ids) > 1)


def _identities(found: Sequence[Found]) -> Identities:
    corpus = Corpus(tuple(one.document for one in found))
    return identify(corpus, tuple(one.annotations for one in found))


def _found(marked: str, key: str, nlp: Language) -> Found:
    document = document_of(_MARK.sub(r"\1", marked), key=key, published="2026-03-10")
    return Found(document, tuple(_gold(marked, document.text)), annotate(document, nlp))


def _gold(marked: str, text: str) -> Iterator[Gold]:
    """Lay the marks over a document's text, which differs at most in its blanks."""
    places = [i for i, letter in enumerate(text) if not letter.isspace()]
    plain = "".join(_MARK.sub(r"\1", marked).split())
    if plain != "".join(text.split()):
        raise ValueError("cleaning changed more than blanks")
    at = 0
    for before, mark in _pieces(marked):
        at += len("".join(before.split()))
        name, kind, role, who = mark.groups(default="")
        size = len("".join(name.split()))
        span = Span(places[at], places[at + size - 1] + 1)
        yield Gold(span, kind, role, fold(who or name))
        at += size


def _pieces(marked: str) -> Iterator[tuple[str, re.Match[str]]]:
    end = 0
    for mark in _MARK.finditer(marked):
        yield marked[end : mark.start()], mark
        end = mark.end()


def _has_role(gold: Gold, found: Found) -> bool:
    """Tell whether one of the roles at a name says the greater part of what is marked."""
    roles = (
        role.role.of(found.document.text)
        for role in found.annotations.roles
        if role.person.overlaps(gold.span)
    )
    marked = _words(gold.role)
    return bool(marked) and any(2 * len(marked & _words(role)) >= len(marked) for role in roles)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(text))) - _SMALL


def report(subjects: Iterable[str] = SUBJECTS) -> Iterator[str]:
    """Yield the errors of some subjects as lines."""
    for subject in subjects:
        for one in find(subject):
            text, gold = one.document.text, {(g.span, g.kind) for g in one.gold}
            for span, kind in sorted(gold ^ named(one)):
                side = "missed" if (span, kind) in gold else "wrong "
                around = text[max(0, span.start - 30) : span.end + 20].replace("\n", " ")
                yield f"{subject} {side} {kind:12} {span.of(text)!r}   ...{around}..."
            for missed in without_role(one):
                yield f"{subject} no role {missed.span.of(text)!r}: {missed.role}"
