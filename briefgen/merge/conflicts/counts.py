"""Whether two numbers count the same: things of one kind, of one affair, at one time.

A false disagreement accuses a source, so whatever could make them two counts is looked at.
"""

import re
from collections.abc import Sequence
from datetime import date

from briefgen.merge.events import Circumstances, Counted, Entry
from briefgen.merge.tables import Weights, read_words
from briefgen.merge.words import fold_terms, noun_deed
from briefgen.model.annotations import Precision

_W = Weights(__package__, "counts")
_WORDS = read_words(__package__, "counts")
_OPEN = frozenset(fold_terms(_WORDS["open"]))
_SURE = frozenset(fold_terms(_WORDS["sure"]))
_USUAL = frozenset(fold_terms(_WORDS["usual"]))

_PLACED = re.compile(r"^(?:in|to) ")
"""What stands before the place of what is counted, and before whom a sum is paid or lost by."""

_VOTE = noun_deed(["vote"])
"""Of a vote each place has numbers of its own, told of the same persons."""

_WORD = re.compile(r"\b[a-z][a-z-]+\b")
"""A word without a capital: not "May"."""

_TELLING = re.compile(
    r"\b(?:confirm|confirms|confirmed|know|knows|believe|believes)\s(?:that|the)\b"
)
"""Behind these stands what is told, and not how sure a case is: "confirmed that six died"."""

_POINTING = re.compile(r"(?:It|This|That|These|Those)\s(?!said|says|told)")
"""A sentence that begins so counts for what the one before it tells of."""

_ELSEWHEN = re.compile(
    r"\b(?:previous(?:ly)?|earlier|last\s(?:year|month|week|season|time)|compared\s(?:with|to)|than\sin"
    r"|in\s(?:each|every)|(?:each|every)\s(?:year|season)|(?:a|per)\s(?:year|season)|ago|since\s(?:19|20)\d\d)\b"
)
"""A count of another time, or of many times."""

_LONG = (Precision.MONTH, Precision.YEAR, Precision.UNKNOWN)
"""What tells another time by itself, where nobody knows when a source was written."""

_OF_THE = re.compile(r"\bof\s(?:the|these|those|its|their|his|her|our|all)\b")
"""Counted out of a known whole: "three of the seven bullets"."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

_SO_FAR = re.compile(r"\b(?:since|so far|in total|in all|altogether|to date|overall|as of)\b")
"""Words of a count that goes on: the number of one day is no other value of it."""

_AS_OF = re.compile(
    r"\b(?:by|as of|until|up to|through)\s+((?:\d{1,2}\s)?[A-Z][a-z]+day|\d{1,2}\s[A-Z][a-z]+"
    r"|[A-Z][a-z]+\s\d{1,2}\b|(?:last|this)\s\w+)"
)
"""The day up to which a number was counted."""


class SameCount:
    """Judges pairs of numbers by what stands round them."""

    def __init__(self, counted: Counted, around: Circumstances) -> None:
        """Judge among all numbers of a run."""
        self._counted = counted
        self._around = around

    def holds(self, a: Entry, b: Entry) -> bool:
        """Tell whether two sources count the same: the same things of one event, at one time."""
        return (
            a.unit.source != b.unit.source
            and self._ask_the_same(a, b)
            and self._of_one_affair(a, b)
            and (self._told_alike(a, b) or not self._counted.are_apart(a, b))
            and not self._apart_in_time(a, b)
            and not self._of_other_kinds(a, b)
            and _of_one_size(a, b)
        )

    def _ask_the_same(self, a: Entry, b: Entry) -> bool:
        """Tell numbers of one deed, for each of the same, whole or beside others alike.

        What comes to a toll is no toll: "another 20 dead".
        """
        if a.key[2:] != b.key[2:] or (a.count.part and a.slot[1]):
            return False
        if a.count.measure or b.count.measure:
            return a.key == b.key
        same_verb = a.unit.statement.verb == b.unit.statement.verb
        return a.key == b.key or same_verb or self._counted.answer_one(a, b)

    def _of_other_kinds(self, a: Entry, b: Entry) -> bool:
        """Tell whether one counts a kind that the other does not tell of: confirmed cases."""
        if a.is_of_another_thing(b):
            return True
        for own, other in ((a, b), (b, a)):
            told = {*other.unit.terms, *_folded(other.count.qualities)}
            kinds = own.count.qualities
            if own.slot[1]:
                kinds = tuple(kind for kind in kinds if kind[0].isupper())
            if not told.issuperset(_folded(kinds)):
                return True
        whole = [bool(_OF_THE.search(self._given(entry))) for entry in (a, b)]
        if whole[0] != whole[1] and not a.slot[1]:
            return True
        beside = [_TELLING.sub(" ", self._given(entry, _W.beside)) for entry in (a, b)]
        sure = [_SURE & _words(text) for text in beside]
        return sure[0] != sure[1]

    def _of_one_affair(self, a: Entry, b: Entry) -> bool:
        """Tell whether two sources write of one affair, and of the same in it.

        Of harm the affair has one number. What else is counted needs a name in common, and more
        where nobody knows when the sources were written.
        """
        where, there = self._around.of(a.unit), self._around.of(b.unit)
        dated = bool(where.written and there.written)
        if not where.same_time(there) or not (dated or where.may_be_one_affair(there)):
            return False
        if dated and abs(where.written - there.written) > _W.near and not where.same_day(there):
            return False
        if a.slot[1] and not a.count.measure:
            return True
        voted = _VOTE in (noun_deed(a.count.qualities), noun_deed(b.count.qualities))
        if voted and where.persons & there.persons:
            return bool(where.near & there.near) or where.same_day(there)
        if not dated:
            return where.same_affair(there)
        named = [
            {*one.places, *one.persons, *entry.unit.involved, *one.named}
            for one, entry in ((where, a), (there, b))
        ]
        open_ = not all(named) if a.count.per else not any(named)
        return open_ or not named[0].isdisjoint(named[1]) or where.same_affair(there)

    def _told_alike(self, a: Entry, b: Entry) -> bool:
        """Tell two accounts of one event in much the same words, whose days may differ as well."""
        where, there = self._around.of(a.unit), self._around.of(b.unit)
        alike = self._around.similarity.between(a.unit.order, b.unit.order) >= _W.alike
        days = [day.start for entry in (a, b) for day in entry.unit.dates if day.start]
        near = not days or _days_between(min(days), max(days)) <= _W.days_apart
        others = self._around.others(a.unit, b.unit) or self._around.contrast(a.unit, b.unit)
        return alike and near and not others and not where.placed_apart(there)

    def _apart_in_time(self, a: Entry, b: Entry) -> bool:
        """Tell numbers of two times: of other years, of many times, or of another day's count."""
        texts = [self._around.text(entry.unit) for entry in (a, b)]
        years = [set(_YEAR.findall(text)) for text in texts]
        return (
            any(_is_of_others(text) for text in texts)
            or self._is_of_another_time(a)
            or self._is_of_another_time(b)
            or (all(years) and years[0].isdisjoint(years[1]))
            or self._long_ago(a, b)
            or self._long_ago(b, a)
            or (not a.is_age and self._at_other_moments(a, b, texts))
        )

    def _is_of_another_time(self, entry: Entry) -> bool:
        """Tell a number beside words of another time, unless another one stands between them.

        Of "earned 3 million, up from 2 million a year earlier" only the second is.
        """
        start = entry.unit.statement.span.start
        own = entry.count.span
        others = [one.span for one in entry.unit.statement.counts if one.span != own]
        for found in _ELSEWHEN.finditer(self._around.text(entry.unit)):
            begin, end = start + found.start(), start + found.end()
            between = (min(own.end, end), max(own.start, begin))
            if not any(between[0] <= one.start and one.end <= between[1] for one in others):
                return True
        return False

    def _at_other_moments(self, a: Entry, b: Entry, texts: Sequence[str]) -> bool:
        """Tell what is counted up to other days, or only foreseen in one of them."""
        until = [found[1] for text in texts if (found := _AS_OF.search(text))]
        both_planned = a.unit.planned and b.unit.planned
        open_ = [not _OPEN.isdisjoint(_words(text)) for text in texts]
        foreseen = open_[0] != open_[1] and not both_planned
        return len(set(until)) > 1 or foreseen or self._of_one_day(a, b, texts)

    def _long_ago(self, dated: Entry, other: Entry) -> bool:
        """Tell a number whose own days lie well before the other source, which gives none."""
        days = [day for day in dated.unit.dates if day.start]
        written = self._day(other) or self._day(dated)
        if other.unit.dates:
            return False
        if not (written and days):
            return any(day.precision in _LONG for day in dated.unit.dates)
        return _days_between(max(day.end for day in days), written) > _W.long_ago

    def _of_one_day(self, a: Entry, b: Entry, texts: Sequence[str]) -> bool:
        """Tell a count that goes on from one of a single day."""
        on = [bool(_SO_FAR.search(text)) for text in texts]
        dated = [any(d.precision is Precision.DAY for d in entry.unit.dates) for entry in (a, b)]
        return on[0] != on[1] and (dated[0] if on[1] else dated[1])

    def _given(self, entry: Entry, beside: float = 0) -> str:
        """Return the words of a number and its noun, with some `beside` in its statement."""
        place, whole = entry.count.span, entry.unit.statement.span
        start, end = place.start - int(beside), place.end + int(beside)
        text = self._around.document(entry.unit).text
        return text[max(start, whole.start) : min(end, whole.end)]

    def _day(self, entry: Entry) -> str:
        return self._around.document(entry.unit).source.metadata.anchor


def _of_one_size(a: Entry, b: Entry) -> bool:
    """Tell numbers that are near enough to be of one event."""
    sizes = [max(abs(one.count.low or 0), abs(one.count.high or 0)) for one in (a, b)]
    if a.is_age:
        return max(sizes) - min(sizes) <= _W.years
    return max(sizes) <= _W.times * max(min(sizes), 1)


def _days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _is_of_others(text: str) -> bool:
    """Tell a sentence that counts for the one before it, or for many times."""
    return bool(_POINTING.match(text)) or not _USUAL.isdisjoint(_words(text))


def _folded(kinds: Sequence[str]) -> tuple[str, ...]:
    return fold_terms([_PLACED.sub("", kind).casefold() for kind in kinds])


def _words(text: str) -> frozenset[str]:
    return frozenset(fold_terms(_WORD.findall(text)))
