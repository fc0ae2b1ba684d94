"""A note out of sixty sources: what a hard week brings."""

from unit.briefs import actor, at, document, fact, quotation, record

from briefgen.model.annotations import ActorKind, Precision, QuotationKind
from briefgen.model.citations import Citation
from briefgen.model.evidence import (
    Actor,
    Disagreement,
    Event,
    Evidence,
    Generator,
    Quotation,
    Speaker,
    Value,
)
from briefgen.model.facts import Fact, When
from briefgen.model.text import Corpus, Document, Metadata

SOURCES = 60
_STORIES = 12
_PLACES = (
    "Lipnik", "Orvel", "Brod", "Vessin", "Tarn Hill", "Saltmouth", "Korvat", "Elmridge",
    "Upper Zell", "Nadvar", "Port Ilse", "Quarry Bend",
)  # fmt: skip


def crowd() -> tuple[Evidence, Corpus]:
    """Return the evidence of sixty reports on twelve floods, and their texts."""
    held = tuple(_report(n) for n in range(SOURCES))
    stories = [held[story::_STORIES] for story in range(_STORIES)]
    evidence = Evidence(
        generator=Generator("0.1.0", "3.8.18", "en_core_web_sm 3.8.0"),
        sources=tuple(map(record, held)),
        facts=tuple(_fact(n, story) for n, story in enumerate(stories)),
        actors=tuple(_actor(n, story) for n, story in enumerate(stories)),
        quotations=tuple(_quotation(n, story) for n, story in enumerate(stories)),
        versions=(),
        events=tuple(_event(n, story) for n, story in enumerate(stories)),
        disagreements=tuple(_disagreement(n, story) for n, story in enumerate(stories[:6])),
        titles=(),
        skipped=(),
    )
    return evidence, Corpus(held)


def _report(n: int) -> Document:
    story, telling = n % _STORIES, n // _STORIES
    place = _PLACES[story]
    text = (
        f"The river at {place}, report {telling + 1}\n\n"
        f"The river at {place} rose by {_rise(n)} centimetres on {story + 8} November 2026,"
        f" and {(story + 2) * 40} households were led to higher ground by the wardens.\n\n"
        f"“The bank at {place} holds until the rain of Sunday,” said warden {_warden(story)},"
        f" who watches gauge {story + 1} of the valley.\n\n"
        f"Bread and water for three days are stored at the school of {place}."
    )
    known = Metadata(
        title=f"The river at {place}, report {telling + 1}",
        publisher=f"{place} Courier {telling + 1}",
        published=f"2026-11-{story + 9:02}",
        language="en",
        grade="ABCDEF"[telling] + "2",
    )
    return document(f"S{n + 1}", f"reports/{place.lower().replace(' ', '-')}-{n}.txt", text, known)


def _rise(n: int) -> int:
    """Return what a report says the river rose by; of a story, the last report says more."""
    return 60 + 3 * (n % _STORIES) + (15 if n // _STORIES == 4 else 0)


def _warden(story: int) -> str:
    first = ("Ada", "Bruno", "Clara", "David", "Edda", "Franz")[story % 6]
    return f"{first} {('Holm', 'Sommer')[story % 2]}{'berg' if story > 5 else ''}"


def _stated(held: Document) -> Citation:
    words = held.text.split("\n\n")[1]
    return at(held, words)


def _fact(n: int, story: tuple[Document, ...]) -> Fact:
    return fact(n + 1, *map(_stated, story))


def _actor(n: int, story: tuple[Document, ...]) -> Actor:
    mentions = tuple(at(held, _warden(n)) for held in story)
    return actor(f"a{n}", ActorKind.PERSON, mentions, (at(story[0], "warden"),))


def _quotation(n: int, story: tuple[Document, ...]) -> Quotation:
    place = _PLACES[n]
    said = at(story[0], f"The bank at {place} holds until the rain of Sunday,")
    speaker = Speaker(_warden(n), at(story[0], _warden(n)), f"a{n}", "warden", "", "")
    return quotation(f"q{n}", QuotationKind.DIRECT, said, speaker)


def _event(n: int, story: tuple[Document, ...]) -> Event:
    day = f"2026-11-{n + 8:02}"
    words = f"{n + 8} November 2026"
    return Event(f"e{n}", When(day, day, Precision.DAY, words, ""), at(story[0], words),
                 (f"f{n + 1}",), n + 1)  # fmt: skip


def _disagreement(n: int, story: tuple[Document, ...]) -> Disagreement:
    values = tuple(
        Value(words, (at(held, words),))
        for held in (story[0], story[-1])
        if (words := f"{_rise(int(held.source.key[1:]) - 1)} centimetres")
    )
    why = "the sources give different numbers"
    return Disagreement(f"d{n}", "number: centimetres", f"f{n + 1}", values, why)
