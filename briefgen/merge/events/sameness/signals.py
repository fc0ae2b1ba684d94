"""What speaks for and against two statements telling the same: signals, each from 0 to 1.

An actor is one term here, however long its name is, and neither names nor the topic's own
words count as words in common. What statements do not give is never in common.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from briefgen.merge.events.sameness.profiles import (
    Affairs,
    Nearest,
    Profile,
    both_done_to,
    profile_of,
    standing_apart,
)
from briefgen.merge.events.statements import (
    Circumstances,
    Counted,
    Entry,
    Unit,
    dates_differ,
    others_act,
)
from briefgen.merge.tables import Weights
from briefgen.merge.who import Identities
from briefgen.merge.words import Similarity, bodies, fold_terms
from briefgen.model.evidence import Actor

_W = Weights(__package__, "signals")
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_ACTOR = "@"
"""What a term that stands for an actor begins with."""

Given = Mapping[str, float]
"""The signals of a pair by their names; what is not there is 0."""


class Signals:
    """The signals between the statements of a run, addressed by their order."""

    def __init__(
        self, units: Sequence[Unit], around: Circumstances, counted: Counted, identities: Identities
    ) -> None:
        """Bring every statement down to what is compared; units stand in source and text order."""
        self._units = units
        self._around = around
        self._numbers = counted
        topic = find_topic(units, identities)
        self.topic = frozenset(actor.id for actor in topic)
        self.words_of_topic = _words_of_names(topic)
        self._topical = _topical_words(units)
        self.plain = around.similarity
        self.told = Similarity([self._told(unit, identities) for unit in units])
        self._profiles = tuple(self._profiled())
        self._wide = Similarity(tuple(_beside(units, self.told)))
        self._affairs = Affairs(units, self.told)
        self._nearest = Nearest(units, self.told)

    def of(self, a: int, b: int) -> Given:
        """Return the signals of two statements by themselves that are not 0."""
        x, y = self._units[a], self._units[b]
        return {
            **_given(self._of_words(a, b)),
            **self.of_deed(a, b),
            **_given(self._of_actors(x, y)),
            **_given(self._of_setting(x, y)),
            **_given(standing_apart(x, y)),
            **_given(self._of_texts(x, y)),
        }

    def of_deed(self, a: int, b: int) -> Given:
        """Return those of what happened alone: deeds, what they are done to, and numbers."""
        x, y = self._units[a], self._units[b]
        return {**_given(self._of_deeds(x, y)), **_given(self._of_numbers(x, y))}

    def beside_others(self, a: int, b: int) -> Given:
        """Return those of how alike two are beside what else is alike, and of what is near them."""
        near = sorted((self._nearest.share(a, b), self._nearest.share(b, a)))
        around = self._wide.between(a, b)
        return _given({"nearest": near[0], "nearest of one": near[1], "alike around": around})

    def quote_same(self, a: int, b: int) -> bool:
        """Tell whether statements of two sources have words in quotation marks in common."""
        other = self._units[a].source != self._units[b].source
        return other and bool(self._profiles[a].quoted & self._profiles[b].quoted)

    def _told(self, unit: Unit, identities: Identities) -> tuple[str, ...]:
        """Return the terms of a statement, each actor as one and the topic's own as none."""
        text = self._around.document(unit).text
        named = identities.named(unit.source, unit.statement.span)
        words = (_WORD.findall(span.of(text).casefold()) for span, _ in named)
        of_names = {*fold_terms(chain.from_iterable(words)), *self.words_of_topic}
        actors = sorted(f"{_ACTOR}{actor}" for actor in unit.involved - self.topic)
        return (*(term for term in unit.terms if term not in of_names), *actors)

    def _profiled(self) -> Iterator[Profile]:
        places: Counter[str] = Counter()
        telling_nothing = self.words_of_topic | self._topical
        for unit in self._units:
            quoted = frozenset(_quoted(self._around.text(unit)))
            yield profile_of(unit, self.topic, telling_nothing, quoted, places[unit.source])
            places[unit.source] += 1

    def _of_words(self, a: int, b: int) -> Given:
        common = self.told.common(a, b)
        words = [one for one in common if not one.startswith(_ACTOR)]
        rare = sum(self.told.is_rare(one) for one in words)
        weights = (self.told.weight(a), self.told.weight(b))
        plain = self.plain.between(a, b)
        return {
            "alike": plain,
            "root alike": math.sqrt(plain),
            "told alike": self.told.between(a, b),
            "contained": self.told.containment(a, b),
            "covered": min(self.told.covered(a, b), self.told.covered(b, a)),
            "rare words": min(1.0, rare / _W.many),
            "weight": min(1.0, math.fsum(sorted(map(self.told.idf, common))) / _W.heavy),
            "size": min(weights) / (max(weights) or 1),
            "few words": len(common - self._topical) < _W.fewest_told,
        }

    def _of_deeds(self, a: Unit, b: Unit) -> Given:
        one, other = self._profiles[a.order], self._profiles[b.order]
        shared = one.deeds & other.deeds
        beside = (one.deeds & {*b.terms} | other.deeds & {*a.terms}) - shared
        parts = _in_common(one.parts, other.parts, shared)
        objects = _in_common(one.objects, other.objects, shared)
        both = [d for d in shared if one.objects.get(d) and other.objects.get(d)]
        told = bool(one.days & other.days) or bool(one.things & other.things)
        return {
            "main deed": bool(one.own) and one.own == other.own,
            "deed": bool(shared),
            "deed beside": bool(beside),
            "part": bool(parts),
            "object": bool(objects),
            "other object": bool(both) and not objects,
            "same deed": self._same_deed(a, b),
            "deed or thing": bool(told or shared or beside),
            "quoted": bool(one.quoted & other.quoted),
        }

    def _same_deed(self, a: Unit, b: Unit) -> bool:
        """Tell whether both have a large number in common, or a deed with actors, day or object."""
        one, other = self._profiles[a.order], self._profiles[b.order]
        if one.large & other.large:
            return True
        deeds = a.stated & b.stated
        if len(one.actors & other.actors) > 1 or one.things & other.things:
            return bool(deeds)
        free = any(not both_done_to(a, b, deed) for deed in deeds)
        return bool(one.days & other.days) and free

    def _of_actors(self, a: Unit, b: Unit) -> Given:
        one, other = self._profiles[a.order].actors, self._profiles[b.order].actors
        return {
            "actors": min(1.0, len(one & other) / _W.many_actors),
            "topic": bool(a.involved & b.involved & self.topic),
            "other actors": others_act(a, b),
            "person": self._around.share_person(a, b),
            "names apart": self._around.contrast(a, b),
        }

    def _of_numbers(self, a: Unit, b: Unit) -> Given:
        one, other = self._profiles[a.order], self._profiles[b.order]
        pairs = [
            (x, y)
            for x in self._numbers.of(a)
            for y in self._numbers.of(b)
            if x.counted == y.counted
            and x.key[2:] == y.key[2:]
            and (x.key == y.key or not x.count.measure)
            and not x.is_age
        ]
        differ = bool(pairs) and not any(_meet(x, y) for x, y in pairs)
        many = [any(not x.count.measure for x in self._numbers.of(unit)) for unit in (a, b)]
        counts = [any(not count.measure for count in unit.statement.counts) for unit in (a, b)]
        return {
            "large number": bool(one.large & other.large),
            "small number": bool(one.small & other.small),
            "other number": differ,
            "other count": all(many) and not pairs,
            "one counts": counts[0] != counts[1],
        }

    def _of_setting(self, a: Unit, b: Unit) -> Given:
        here, there = self._around.of(a), self._around.of(b)
        stated = bool(self._profiles[a.order].days & self._profiles[b.order].days)
        return {
            "day": stated,
            "day around": not stated and here.same_day(there),
            "likely day": not stated and here.likely_same_day(there),
            "other day": dates_differ(a, b),
            "place": bool(here.near & there.near),
            "place around": bool(here.places & there.places),
            "other place": here.placed_apart(there),
            "written apart": not here.same_time(there),
        }

    def _of_texts(self, a: Unit, b: Unit) -> Given:
        one, other = self._profiles[a.order].place, self._profiles[b.order].place
        affair = self._affairs.alike(a.source, b.source)
        return {
            "both lead": max(one, other) < _W.leading and a.source != b.source,
            "one leads": (one < _W.leading) != (other < _W.leading),
            "affair": affair or 0.0,
            "no affair": affair is None,
        }


def _given(signs: Given) -> Given:
    return {name: float(value) for name, value in signs.items() if value}


def _in_common(
    one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]], deeds: Iterable[str]
) -> list[str]:
    return [d for d in deeds if d in one and d in other and one[d] & other[d]]


def _meet(a: Entry, b: Entry) -> bool:
    """Tell whether one number can be the other's: "at least 100" and 103, but not 176.

    Of two bounds of one kind, if they are equal.
    """
    x, y = (entry.count for entry in (a, b))
    bounds = {(one.low is None, one.high is None) for one in (x, y)}
    if len(bounds) == 1 and True in min(bounds):
        return (x.low, x.high) == (y.low, y.high)
    highs = [count.high for count in (x, y) if count.high is not None]
    lows = [count.low for count in (x, y) if count.low is not None]
    top, bottom = min(highs, default=math.inf), max(lows, default=0.0)
    open_ = any(None in (one.low, one.high) for one in (x, y))
    most, least = max(highs, default=bottom), min(lows, default=top)
    near = most <= max(_W.near * least, least + _W.few_more)
    return bottom <= top and (near or not open_)


def _quoted(text: str) -> Iterator[str]:
    """Yield each run of words, as long as counts, that stands in quotation marks."""
    size = int(_W.quoted)
    for match in _QUOTED.finditer(text):
        words = _WORD.findall(match[1].casefold())
        for n in range(len(words) - size + 1):
            yield " ".join(words[n : n + size])


def _beside(units: Sequence[Unit], told: Similarity) -> Iterator[tuple[str, ...]]:
    """Yield what stands before and after each statement."""
    for unit in units:
        near = (units[n] for n in (unit.order - 1, unit.order + 1) if 0 <= n < len(units))
        terms = (told.terms(one.order) for one in near if one.source == unit.source)
        yield tuple(sorted(set(chain.from_iterable(terms))))


def find_topic(units: Sequence[Unit], identities: Identities) -> list[Actor]:
    """Return whom most of the sources name."""
    sources = {unit.source for unit in units}
    return [one for one in identities.actors if len(one.sources) > _W.common * len(sources)]


def _topical_words(units: Sequence[Unit]) -> frozenset[str]:
    """Return the words that so many of the statements have that they name what all is about."""
    held = Counter(chain.from_iterable(unit.terms for unit in units))
    least = max(_W.fewest_topical, _W.topical * len(units))
    return frozenset(term for term, count in held.items() if count > least)


def _words_of_names(actors: Iterable[Actor]) -> frozenset[str]:
    """Return the words that name actors, and those for sorts of bodies."""
    names = (name for a in actors for name in (a.name, *(alias.text for alias in a.aliases)))
    words = (word for name in names for word in _WORD.findall(name.casefold()))
    return bodies() | frozenset(fold_terms(words))
