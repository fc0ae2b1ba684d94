"""What can be chosen for an item: speakers, roles, days and partners, out of what sources say."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from briefgen.model.annotations import ActorKind
from briefgen.model.citations import Citation
from briefgen.model.days import long_date
from briefgen.model.decisions import Act
from briefgen.model.evidence import Actor, Evidence, Quotation
from briefgen.model.facts import Fact
from briefgen.model.text import BlockKind, Corpus, Genre
from briefgen.render.wording import clipped, pinpoint

_MOST = 9
"""As many as there are keys from 1 to 9."""

_MOST_SOUGHT = 30
"""As many as are read through, where somebody has searched."""

_CLIPPED = 150
_WORD = re.compile(r"\w{4,}")
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things to choose: its value for the server, and what a person reads.

    `act` is what is decided by it, where that is another than was asked about.
    """

    value: str
    words: str
    aside: str = ""
    act: str = ""


def sought(choices: Sequence[Choice], words: str) -> tuple[Choice, ...]:
    """Return the first choices, or the first of those in which all words stand."""
    wanted = words.casefold().split()
    if not wanted:
        return tuple(choices[:_MOST])
    read = ((one, f"{one.words} {one.aside}".casefold()) for one in choices)
    found = (one for one, text in read if all(word in text for word in wanted))
    return tuple(islice(found, _MOST_SOUGHT))


def speakers(evidence: Evidence, quotation: Quotation) -> tuple[Choice, ...]:
    """Return whom the source names, those nearest to the quotation first."""
    place = quotation.parts[0]
    near: list[tuple[int, str, Actor]] = []
    for actor in evidence.actors:
        here = [abs(c.start - place.start) for c in actor.mentions if c.source == place.source]
        if here and actor.kind is not ActorKind.PLACE:
            near.append((min(here), actor.name, actor))
    people = sorted(near, key=lambda one: (one[2].kind is not ActorKind.PERSON, *one[:2]))
    return tuple(Choice(actor.name, actor.name, _office(actor)) for _, _, actor in people)


def roles(evidence: Evidence, actor: Actor) -> tuple[Choice, ...]:
    """Return the roles that sources of an actor state, its own first."""
    own = [(role.text, role.citation) for role in actor.roles]
    sources = {mention.source for mention in actor.mentions}
    others = (
        (role.text, role.citation)
        for other in evidence.actors
        for role in other.roles
        if role.citation.source in sources
    )
    first: dict[str, Citation] = {}
    for text, citation in (*own, *others):
        first.setdefault(text, citation)
    return tuple(Choice(text, text, pinpoint(citation)) for text, citation in first.items())


def kinds() -> tuple[Choice, ...]:
    """Return what an actor can be."""
    return tuple(Choice(kind.value, kind.value) for kind in ActorKind)


def names(actor: Actor) -> tuple[Choice, ...]:
    """Return the names that sources have for an actor."""
    told = {alias.text: alias.citation for alias in actor.aliases}
    return tuple(Choice(text, text, pinpoint(citation)) for text, citation in told.items())


def other_actors(evidence: Evidence, actor: Actor) -> tuple[Choice, ...]:
    """Return who may be the same as an actor: names that share a word first, of its kind."""
    words = set(actor.name.casefold().split())

    def unlike(other: Actor) -> tuple[bool, bool, int]:
        return (
            not words.intersection(other.name.casefold().split()),
            other.kind is not actor.kind,
            -len(other.mentions),
        )

    others = sorted((a for a in evidence.actors if a.id != actor.id), key=unlike)
    return tuple(
        Choice(other.id, other.name, _office(other) or other.kind.value) for other in others
    )


def joined_names(actor: Actor) -> tuple[Choice, ...]:
    """Return the names that were taken for an actor's, and could be another's."""
    return tuple(
        Choice(alias.text, alias.text, f"{alias.reason.value}, {pinpoint(alias.citation)}")
        for alias in actor.aliases
    )


def told_with(evidence: Evidence, fact: Fact) -> tuple[Choice, ...]:
    """Return what tells of one event with a fact, the most doubtful first."""
    by_id = {one.id: one for one in evidence.facts}
    links = sorted(
        (
            (link.score, link.a if link.b == fact.id else link.b)
            for development in evidence.developments
            for link in development.links
            if fact.id in (link.a, link.b)
        ),
    )
    linked = [ref for _, ref in links]
    others = [
        ref
        for development in evidence.developments
        if fact.id in development.members
        for ref in development.members
        if ref != fact.id and ref not in linked
    ]
    told = (_of_fact(by_id[ref]) for ref in (*linked, *others))
    return tuple(replace(one, aside=f"not the same event: {one.aside}") for one in told)


def support(fact: Fact) -> tuple[Choice, ...]:
    """Return the other statements that were taken to state the same, the last found first."""
    return tuple(
        Choice(
            pinpoint(citation),
            f"“{clipped(citation.text, _CLIPPED)}”",
            f"not the same fact: {pinpoint(citation)}",
            Act.NOT_SAME_FACT,
        )
        for citation in reversed(fact.citations[1:])
    )


def alike(evidence: Evidence, fact: Fact) -> tuple[Choice, ...]:
    """Return facts told as other events that share rare words or actors with a fact."""
    held = {one.id: _words(one) for one in evidence.facts}
    common = Counter(word for words in held.values() for word in words)
    together = {
        ref
        for development in evidence.developments
        if fact.id in development.members
        for ref in development.members
    }

    def likeness(other: Fact) -> float:
        shared = held[fact.id] & held[other.id]
        rare = sum(math.log(len(held) / common[word]) for word in shared)
        return rare / math.sqrt(len(held[other.id]) + 1)

    others = sorted(
        (one for one in evidence.facts if one.id not in together),
        key=lambda one: (-likeness(one), one.rank),
    )
    return tuple(_of_fact(one) for one in others)


def days(evidence: Evidence, citations: Iterable[Citation]) -> tuple[Choice, ...]:
    """Return days that the sources of some words name, and those before they were published."""
    sources = {citation.source for citation in citations}
    told: dict[str, str] = {}
    for event in evidence.events:
        if event.citation.source in sources and event.date.start:
            told.setdefault(event.date.start, f"“{event.date.expression}”")
    for record in evidence.sources:
        if record.key in sources and record.published:
            for ago, day in enumerate(_before(record.published)):
                words = "day of publication" if not ago else f"{ago} before publication"
                told.setdefault(day, f"{record.key}: {words}")
    return tuple(Choice(day, long_date(day), words) for day, words in told.items())


def genres() -> tuple[Choice, ...]:
    """Return what kind of text a source can be."""
    return tuple(Choice(genre.value, genre.value) for genre in Genre)


def titles(corpus: Corpus, key: str) -> tuple[Choice, ...]:
    """Return the headings of a source."""
    document = corpus.document(key)
    blocks = document.blocks if document else ()
    headings = (b for b in blocks if b.kind is BlockKind.HEADING)
    return tuple(
        Choice(words, words, block.locator.place)
        for block in islice(headings, _MOST)
        if document and (words := " ".join(block.span.of(document.text).split()))
    )


def _before(published: str) -> Iterator[str]:
    try:
        day = date.fromisoformat(published)
    except ValueError:
        return
    yield from ((day - timedelta(days=ago)).isoformat() for ago in range(_WEEK))


def _office(actor: Actor) -> str:
    return next((office.wording for office in actor.offices), "")


def _of_fact(fact: Fact) -> Choice:
    return Choice(fact.id, clipped(fact.wording, _CLIPPED), pinpoint(fact.citations[0]))


def _words(fact: Fact) -> frozenset[str]:
    return frozenset((*(word.casefold() for word in _WORD.findall(fact.text)), *fact.actors))


def words_of(evidence: Evidence, ref: str) -> Citation:
    """Return the words that a piece of evidence is known by. Raises LookupError for no such."""
    found = (
        *((one.id, one.citations[0]) for one in evidence.facts),
        *((one.id, one.parts[0]) for one in evidence.quotations),
        *((one.id, one.mentions[0]) for one in evidence.actors),
    )
    return dict(found)[ref]
