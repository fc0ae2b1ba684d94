"""Which events stand on the timeline: those of the facts shown, then the period's other days."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from briefgen.config import Config
from briefgen.model.annotations import Precision
from briefgen.model.evidence import Event, Evidence
from briefgen.model.facts import Fact

_A_DAY = 3
_SAME_WORDS = 85
_SAME_EVENT = 60
_MARKED, _MARKS = 2, 2


def choose_events(evidence: Evidence, config: Config, told: Sequence[Fact]) -> Iterator[Event]:
    """Choose the dated events of the facts that are told, then others of the period.

    Each is told once. Of the others, those come first that fill a day on which nothing stands
    yet; what can't be understood without the sentence before it stands on no timeline, nor does
    what is of another affair than the facts shown.
    """
    facts = {fact.id: fact for fact in evidence.facts}
    of_fact = {ref: event for event in evidence.events for ref in event.facts}
    shown = [of_fact[fact.id] for fact in told if fact.id in of_fact]
    dated = [event for event in shown if event.date.start]
    exact = [event for event in dated if event.date.precision is Precision.DAY]
    chosen: list[Event] = []
    for event in (*exact, *(event for event in dated if event not in exact)):
        if len(chosen) < config.timeline.max and not _is_told(event, chosen, facts):
            chosen.append(event)
    others = [event for event in _others(evidence, config, told, facts) if event not in shown]
    for most in range(1, _A_DAY + 1):
        days = Counter(event.date.start for event in chosen)
        for event in others:
            room = len(chosen) < config.timeline.max and days[event.date.start] < most
            if room and event not in chosen and not _is_told(event, chosen, facts):
                chosen.append(event)
                days[event.date.start] += 1
    ids = {event.id for event in chosen}
    return (event for event in evidence.events if event.id in ids)


def _others(
    evidence: Evidence, config: Config, told: Sequence[Fact], facts: Mapping[str, Fact]
) -> Iterator[Event]:
    """Yield what happened in the period and belongs to the affair of the facts told, best first.

    Behind it comes what several sources tell of days to come.
    """
    start, end = _period(evidence, config)
    acting = {actor for fact in told for actor in fact.actors}
    topic = _topic(told, evidence.facts)
    ahead = []
    for event in sorted(evidence.events, key=lambda event: facts[event.facts[0]].rank):
        fact = facts[event.facts[0]]
        near = acting.intersection(fact.actors) or len(topic & _words(fact)) >= _MARKS
        if fact.leans or fact.from_opinion or event.date.precision is not Precision.DAY or not near:
            continue
        if start <= event.date.start <= end:
            yield event
        elif event.date.start > end and fact.independent_sources > 1:
            ahead.append(event)
    yield from ahead


def _topic(told: Sequence[Fact], facts: Sequence[Fact]) -> frozenset[str]:
    """Return the words that mark the facts told: clearly more common there than in all facts."""
    common = Counter(word for fact in told for word in _words(fact))
    overall = Counter(word for fact in facts for word in _words(fact))
    share = len(told) / (len(facts) or 1)
    return frozenset(
        word for word, n in common.items() if n > 1 and n >= _MARKED * share * overall[word]
    )


def _words(fact: Fact) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]{4,}", fact.text.casefold()))


def _period(evidence: Evidence, config: Config) -> tuple[str, str]:
    """Return the first and last day that the brief covers, "" where nobody can tell."""
    if config.period:
        return config.period.days()
    days = [source.published for source in evidence.sources if source.published]
    return (min(days), max(days)) if days else ("", "")


def _is_told(event: Event, chosen: Sequence[Event], facts: Mapping[str, Fact]) -> bool:
    """Tell whether an event chosen before tells the same."""
    own = facts[event.facts[0]]
    for other in chosen:
        its = facts[other.facts[0]]
        alike = fuzz.token_set_ratio(own.text, its.text)
        same_day = (event.date.start, event.date.end) == (other.date.start, other.date.end)
        if alike >= (_SAME_EVENT if same_day else _SAME_WORDS):
            return True
    return False
