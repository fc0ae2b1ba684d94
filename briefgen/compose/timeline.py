"""Which events stand on the timeline: the developments shown, then the period's other days.

Where there is still room, other days come that several sources tell of.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush

from rapidfuzz import fuzz

from briefgen.compose.desk import behind
from briefgen.config import Config
from briefgen.model.annotations import Precision
from briefgen.model.developments import Development
from briefgen.model.evidence import Event, Evidence
from briefgen.model.facts import Fact

_DAY = "day"
_OTHERS_A_DAY = 2
_SAME_WORDS, _SAME_DAYS_WORDS = 85, 60
_MARKED, _MARKS = 2, 2


def choose_events(
    evidence: Evidence, config: Config, shown: Sequence[Development]
) -> Iterator[Event]:
    """Choose the events of the developments that are shown, then others of the period.

    None stands there without a date. Of the others, those come first that rank best, and rather
    of days on which little stands yet; and last, once each, the days before and after the period
    that several sources tell of. What can't be understood without the sentence before it stands
    on no timeline, nor does what is of another affair than the developments shown.
    """
    facts = {fact.id: fact for fact in evidence.facts}
    chosen = _Chosen(evidence, facts, config.timeline.max)
    dated = {ref: event for event in evidence.events for ref in event.facts if event.date.start}
    for refs in _turns(evidence, shown, config.facts.details):
        fit = [dated[ref] for ref in refs if ref in dated and not facts[ref].leans]
        exact = next((event for event in fit if event.date.precision is Precision.DAY), None)
        chosen.add(*([exact or fit[0]] if fit else []))
    inside, outside = _others(evidence, config, shown, facts)
    chosen.fill(inside)
    for event in _told_of_by_several(outside, facts):
        if not chosen.on(event.date.start):
            chosen.add(event)
    return (event for event in evidence.events if event.id in chosen.ids)


def _turns(
    evidence: Evidence, shown: Sequence[Development], details: int
) -> Iterator[Sequence[str]]:
    """Yield, for an entry each, the facts that can give it: of all developments, then details."""
    told = [(one.lead, *behind(evidence, one, details)) for one in shown]
    yield from told
    yield from ([ref] for refs in told for ref in refs)


class _Chosen:
    """The events chosen so far, nothing twice, and each development once a day.

    What adds to a development of the same day may stand beside it. Of the days that sources
    give for one event the timeline has only one.
    """

    def __init__(self, evidence: Evidence, facts: Mapping[str, Fact], most: int) -> None:
        self._facts = facts
        self._most = most
        self._of = {ref: one.id for one in evidence.developments for ref in one.members}
        self._details = {ref for one in evidence.developments for ref in one.details}
        self._disputed = {
            self._of[one.fact]: frozenset(value.value for value in one.values)
            for one in evidence.disagreements
            if one.slot == _DAY and one.fact in self._of
        }
        self._events: list[Event] = []

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(event.id for event in self._events)

    def on(self, day: str) -> int:
        return sum(event.date.start == day for event in self._events)

    def add(self, *events: Event) -> None:
        for event in events:
            if len(self._events) < self._most and not any(self._told(event)):
                self._events.append(event)

    def fill(self, others: Sequence[Event]) -> None:
        """Add what is not shown elsewhere, the best first and at most two a day.

        What is the second of its day comes as if it ranked at twice its place, and so on.
        """
        days = Counter(event.date.start for event in self._events)
        queue = [(self._weight(event), n) for n, event in enumerate(others)]
        heapify(queue)
        while queue:
            weight, n = heappop(queue)
            event = others[n]
            if weight < self._weight(event):
                heappush(queue, (self._weight(event), n))
            elif self.on(event.date.start) < days[event.date.start] + _OTHERS_A_DAY:
                self.add(event)

    def _weight(self, event: Event) -> int:
        return self._facts[event.facts[0]].rank * (self.on(event.date.start) + 1)

    def _told(self, event: Event) -> Iterator[bool]:
        """Tell, for each event chosen before, whether it tells the same."""
        ref = event.facts[0]
        for other in self._events:
            its = other.facts[0]
            day = (event.date.start, event.date.end) == (other.date.start, other.date.end)
            alike = fuzz.token_set_ratio(self._facts[ref].text, self._facts[its].text)
            days = self._disputed.get(self._of[ref], frozenset())
            either = {event.date.start, other.date.start} <= days
            again = either or (day and ref not in self._details)
            same = again and self._of[ref] == self._of[its]
            yield same or alike >= (_SAME_DAYS_WORDS if day else _SAME_WORDS)


def _others(
    evidence: Evidence, config: Config, shown: Sequence[Development], facts: Mapping[str, Fact]
) -> tuple[Sequence[Event], Sequence[Event]]:
    """Return what belongs to the affair of what is shown, in the period and outside, best first."""
    start, end = _period(evidence, config)
    told = [facts[one.lead] for one in shown]
    acting = {actor for fact in told for actor in fact.actors}
    topic = _topic(told, evidence.facts)
    inside: list[Event] = []
    outside: list[Event] = []
    for event in sorted(evidence.events, key=lambda event: facts[event.facts[0]].rank):
        fact = facts[event.facts[0]]
        near = acting.intersection(fact.actors) or len(topic & _words(fact)) >= _MARKS
        if fact.leans or fact.from_opinion or event.date.precision is not Precision.DAY or not near:
            continue
        (inside if start <= event.date.start <= end else outside).append(event)
    return inside, outside


def _told_of_by_several(events: Sequence[Event], facts: Mapping[str, Fact]) -> Iterator[Event]:
    """Yield the events of days that more than one origin tells of, the most told day first."""
    telling: defaultdict[str, set[str]] = defaultdict(set)
    for event in events:
        telling[event.date.start] |= {one.sources[0] for one in facts[event.facts[0]].origins}
    known = [event for event in events if len(telling[event.date.start]) > 1]
    yield from sorted(known, key=lambda event: -len(telling[event.date.start]))


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
