"""Measures how the time and memory of merging grow with the number of sources.

Usage: python benchmarks/merging.py [SOURCES ...]. Writes invented news from a vocabulary of
its own: every event is told by a few sources in other words, the rest is told once. Only
merging is timed: annotations come from the sentence patterns, not from a language model.
Prints seconds, memory and, for each step up, the growth beside that of the statements, and
the powers of their number that time and memory grow by: 1 where they grow as it does.
"""

import hashlib
import math
import random
import re
import sys
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from time import process_time

from briefgen.merge import merge
from briefgen.model.annotations import (
    ActorKind,
    Annotations,
    Count,
    DateMention,
    Mention,
    Precision,
    QuotationKind,
    Statement,
    Utterance,
)
from briefgen.model.evidence import Evidence, Generator
from briefgen.model.locators import Locator
from briefgen.model.spans import OffsetMap, Span
from briefgen.model.text import Block, BlockKind, Corpus, Document, Metadata, Source

SIZES = (50, 500, 2000)
_SENTENCES = 16
_TELLERS = 4
_SPOKEN = 8
_REWORDED, _MISCOUNTED, _LAST_NAME = 0.25, 0.1, 0.3
_SYLLABLES = (
    "ba", "cor", "dal", "en", "fir", "gol", "hem", "il", "jun", "kar", "lo", "mir", "nas",
    "or", "pel", "qua", "ros", "sil", "tam", "ul", "ver", "wen", "yor", "zan",
)  # fmt: skip
_VERBS = ("sign", "open", "close", "visit", "reject", "approve", "order", "repair", "sell")
_COUNTED = ("ships", "people", "houses", "trucks", "nets")


@dataclass(frozen=True, slots=True)
class Event:
    """What one sentence tells: who did what to what, how many of them, and on which day."""

    who: str
    verb: str
    details: tuple[str, ...]
    number: int
    counted: str
    day: str

    @property
    def terms(self) -> tuple[str, ...]:
        """Return the content words it is told in, each once."""
        words = (*self.who.casefold().split(), self.verb, *self.details)
        return tuple(dict.fromkeys(words))


def word(number: int) -> str:
    """Return an invented word, another one for each number."""
    syllables = []
    number += len(_SYLLABLES)
    while number:
        number, rest = divmod(number, len(_SYLLABLES))
        syllables.append(_SYLLABLES[rest])
    return "".join(syllables)


class World:
    """Invented events and the words they are told in; the vocabulary grows with the texts.

    Words are drawn as people use them: few of them often, most of them seldom (Zipf).
    """

    def __init__(self, sources: int) -> None:
        """Make as many events as the sources can tell, from a fixed seed."""
        self._chance = random.Random(sources)
        self._words = 500 + round(40 * (sources * _SENTENCES) ** 0.6)
        self.events = tuple(self._event() for _ in range(sources * _SENTENCES // _TELLERS))

    def documents(self, sources: int) -> Iterator[tuple[Document, Annotations]]:
        """Tell the events, each in a few of the sources."""
        for number in range(1, sources + 1):
            told = [self._chance.choice(self.events) for _ in range(_SENTENCES)]
            yield _document(f"S{number}", [self._sentence(event) for event in told])

    def _event(self) -> Event:
        details = tuple(self._word() for _ in range(8))
        who = f"{self._word().capitalize()} {self._word().capitalize()}"
        number, day = self._chance.randint(2, 900), f"2026-11-{self._chance.randint(1, 28):02}"
        verb, counted = self._chance.choice(_VERBS), self._chance.choice(_COUNTED)
        return Event(who, verb, details, number, counted, day)

    def _word(self) -> str:
        return word(int(self._words ** self._chance.random()) - 1)

    def _sentence(self, event: Event) -> Event:
        """Tell an event with some words of the teller's own, and at times another number."""
        details = tuple(self._word() if self._draws(_REWORDED) else d for d in event.details)
        who = event.who.split()[-1] if self._draws(_LAST_NAME) else event.who
        number = event.number + self._draws(_MISCOUNTED)
        return replace(event, who=who, details=details, number=number)

    def _draws(self, chance: float) -> bool:
        return self._chance.random() < chance


def _document(key: str, told: list[Event]) -> tuple[Document, Annotations]:
    """Write a source and annotate it."""
    sentences = [_write(event) for event in told]
    text = "\n\n".join(sentences)
    starts = accumulate((len(sentence) + 2 for sentence in sentences[:-1]), initial=0)
    spans = [
        Span(start, start + len(words)) for start, words in zip(starts, sentences, strict=True)
    ]
    blocks = tuple(
        Block(span, BlockKind.PARAGRAPH, Locator(line=2 * n - 1, paragraph=n), "")
        for n, span in enumerate(spans, 1)
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    known = Metadata(publisher=f"Publisher {key}", published="2026-11-29")
    source = Source(digest[:12], key, f"{key}.txt", "text/plain", "utf-8", digest, len(text), known)
    lines = (0, *(found.end() for found in re.finditer("\n", text)))
    origin = OffsetMap.identity(len(text))
    document = Document(source, text, digest, blocks, origin, lines, ())
    return document, _annotate(key, told, spans)


def _write(event: Event) -> str:
    counted = f"{event.number} {event.counted}"
    return f"{event.who} {event.verb} {counted} {' '.join(event.details)} on {event.day}."


def _annotate(key: str, told: list[Event], spans: list[Span]) -> Annotations:
    """Say of each sentence what a language model would find in it."""
    mentions, dates, statements, utterances = [], [], [], []
    for n, (event, span) in enumerate(zip(told, spans, strict=True)):
        who = Span(span.start, span.start + len(event.who))
        at = who.end + len(event.verb) + 2
        counted = Span(at, at + len(f"{event.number} {event.counted}"))
        count = Count(counted, event.number, event.number, event.counted, "", counted)
        day = Span(span.end - 1 - len(event.day), span.end - 1)
        features = (("event", 1.0), ("position", max(0.0, 1 - n / 30)))
        mentions.append(Mention(who, ActorKind.PERSON, event.who, "", "benchmark"))
        dates.append(DateMention(day, event.day, event.day, Precision.DAY, ""))
        statements.append(
            Statement(span, event.terms, event.verb, (count,), None, False, False, features)
        )
        if n % _SPOKEN == 0:
            utterances.append(_utterance(span, who, event.terms))
    return Annotations(
        key, tuple(mentions), (), (), tuple(utterances), tuple(dates), tuple(statements), ()
    )


def _utterance(span: Span, who: Span, terms: tuple[str, ...]) -> Utterance:
    return Utterance(
        kind=QuotationKind.INDIRECT,
        parts=(span,),
        cue=None,
        speaker=who,
        name=who,
        role=None,
        organisation=None,
        antecedent=None,
        resolved_by="",
        addressee=None,
        relay=None,
        confidence=0.9,
        rule="benchmark",
        terms=terms,
    )


def measure(sources: int) -> tuple[Evidence, int, float, float]:
    """Return the evidence, the number of statements, seconds and megabytes at the peak."""
    made = tuple(World(sources).documents(sources))
    corpus = Corpus(tuple(document for document, _ in made))
    annotations = tuple(found for _, found in made)
    generator = Generator("0", "0", "0")
    begun = process_time()
    evidence = merge(corpus, annotations, generator)
    seconds = process_time() - begun
    del evidence
    tracemalloc.start()
    evidence = merge(corpus, annotations, generator)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return evidence, sum(len(found.statements) for found in annotations), seconds, peak


def main() -> None:
    """Measure all sizes in one run and print them with their growth."""
    sizes = [int(given) for given in sys.argv[1:]] or SIZES
    before: tuple[int, float, float] | None = None
    print(
        "sources statements  facts disagreements  seconds      MB"
        "  growth: statements time memory, powers: time memory"
    )
    for size in sizes:
        evidence, statements, seconds, peak = measure(size)
        line = f"{size:7} {statements:10} {len(evidence.facts):6} {len(evidence.disagreements):13}"
        line += f" {seconds:8.2f} {peak:7.0f}"
        if before:
            grown = (statements / before[0], seconds / before[1], peak / before[2])
            line += "          {:8.1f}x {:.1f}x {:.1f}x".format(*grown)
            line += "    {:.2f} {:.2f}".format(*(math.log(n, grown[0]) for n in grown[1:]))
        print(line, flush=True)
        before = (statements, seconds, peak)


if __name__ == "__main__":
    main()
