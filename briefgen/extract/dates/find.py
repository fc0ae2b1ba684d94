"""Date expressions: found by rule, resolved against the source's publication date only.

A weekday, "yesterday" or a day without a year is counted from the publication date, its
anchor; in a text without one, weekdays are counted from a full date that it gives with its
weekday. Without an anchor an expression stays as written, with no date: never against today.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefgen.extract.dates.bounds import (
    BOUND_LENGTH,
    is_compared,
    is_end,
    is_limit,
    is_moved,
    is_of_event,
    is_part_of_name,
)
from briefgen.extract.dates.carried import find_carried
from briefgen.extract.dates.day_rules import day_rules
from briefgen.extract.dates.listed import resolve_listed, tense_of_line, years_of_lines
from briefgen.extract.dates.parts import Anchor, Resolved, Rule, Tense, names_month, within
from briefgen.extract.dates.period_rules import period_rules
from briefgen.extract.dates.tenses import tense_of
from briefgen.extract.dates.told import Told, told_by
from briefgen.extract.lexicon import words
from briefgen.extract.nlp import Parsed, Passage
from briefgen.model.annotations import DateMention, Precision
from briefgen.model.spans import Span
from briefgen.model.text import Genre

_RULES = (*period_rules(), *day_rules())
_WITHOUT_MONTH = tuple(rule for rule in _RULES if not rule.of_month)
_SOME_YEAR = 2000
"""A leap year: every day of the calendar is in it."""


@dataclass(frozen=True, slots=True)
class _Match:
    """An expression in a passage, and the rule that it was found by."""

    rule: Rule
    match: re.Match[str]
    here: Span

    @property
    def yearless(self) -> bool:
        """Whether it names a month, and no year."""
        parts = self.match.groupdict()
        given = parts.get("year") or parts.get("year2") or parts.get("which")
        return bool(parts.get("month")) and not given


def find_dates(parsed: Parsed) -> tuple[DateMention, ...]:
    """Find the dates of events in all passages, in text order, never overlapping."""
    source_day = parsed.document.source.metadata.anchor
    years = years_of_lines(parsed.document)
    told = told_by(parsed.document)
    found: list[DateMention] = []
    for passage in parsed.passages:
        published = passage.block.day or source_day
        day = date.fromisoformat(published) if published else None
        listed = passage.block.genre is Genre.CHRONOLOGY
        before = len(found)
        for one in _matches(passage.doc.text):
            there = one.here.shifted(passage.start)
            if listed and one.here.start == 0:
                anchor = Anchor(day, tense_of_line(passage)) if day else None
                when = resolve_listed(one.rule, one.match, years.get(there.start), anchor)
                found.append(_mention(there, when, published))
                continue
            own = one.rule.bounded or is_of_event(passage.doc.text, one.here)
            ends = is_end(passage.doc.text, one.here)
            if not own and not ends and not is_limit(passage.doc.text, one.here):
                continue
            tokens = passage.tokens(there, "expand")
            if tokens is None or not (is_compared(tokens) or is_part_of_name(tokens)):
                mention = _dated(passage, one, day, told)
                over = ends and mention.start <= published
                if own or (mention.precision is Precision.DAY and not over):
                    found.append(replace(mention, limit=not own))
        found += find_carried(passage, found[before:])
    return tuple(sorted(found, key=lambda one: one.span))


def _matches(text: str) -> Iterator[_Match]:
    """Yield the expressions of a text, the longer before what they hold."""
    taken: list[Span] = []
    folded = text.casefold()
    for rule in _RULES if names_month(text) else _WITHOUT_MONTH:
        if rule.holding and not any(letters in folded for letters in rule.holding):
            continue
        for match in rule.pattern.finditer(text):
            start, end = match.span("date") if "date" in match.groupdict() else match.span()
            here = Span(start, end)
            if any(here.overlaps(other) for other in taken):
                continue
            if rule.bounded and is_moved(text[max(0, start - BOUND_LENGTH) : start]):
                continue
            taken.append(here)
            yield _Match(rule, match, here)


def _dated(passage: Passage, one: _Match, day: date | None, told: Told) -> DateMention:
    """Resolve an expression that is no line's own day."""
    there = one.here.shifted(passage.start)
    tense = tense_at(passage, there)
    anchor = Anchor(day, tense) if day else told.anchor(one.match, tense)
    if one.yearless:
        guess = one.rule.resolve(one.match, anchor or within(_SOME_YEAR))
        year = told.year_of(guess, anchor) if guess else None
        if year is not None:
            when = one.rule.resolve(one.match, within(year))
            return _mention(there, replace(when, anchored=False) if when else None, "")
    counted = day or told.day
    when = one.rule.resolve(one.match, anchor)
    return _mention(there, when, counted.isoformat() if counted else "")


def tense_at(passage: Passage, span: Span) -> Tense:
    """Return whether the deed that a date stands with is past or to come."""
    at = span.start - passage.start
    before = passage.doc.text[max(0, at - BOUND_LENGTH) : at]
    tokens = passage.tokens(span, "expand")
    return tense_of(tokens, before) if tokens is not None else Tense.OPEN


def find_later_days(parsed: Parsed, dates: tuple[DateMention, ...]) -> tuple[str, ...]:
    """Find full dates after the source's own day on which, it says, something was done.

    The next day is none: it may be that day already where the source was written.
    """
    published = parsed.document.source.metadata.anchor
    if not published:
        return ()
    latest = (date.fromisoformat(published) + timedelta(1)).isoformat()
    later = [
        one
        for one in dates
        if one.precision is Precision.DAY and not one.anchor and one.start > latest
    ]
    passages = [(one, passage) for one in later for passage in parsed.passages]
    days = {one.start for one, passage in passages if _is_told_as_past(passage, one.span)}
    return tuple(sorted(days))


def _is_told_as_past(passage: Passage, span: Span) -> bool:
    """Tell a day on which something was done from one that a past deed was about."""
    tokens = passage.tokens(span, "expand") if _holds(passage, span) else None
    if tokens is None or tense_at(passage, span) is not Tense.PAST:
        return False
    top = tokens.root.head if tokens.root.dep_ == "pobj" else tokens.root
    planned = any(one.lemma_.casefold() in words("facts", "plans") for one in top.ancestors)
    return top.head.pos_ == "VERB" and not planned


def _holds(passage: Passage, span: Span) -> bool:
    return passage.at(0, len(passage.doc.text)).contains(span)


def _mention(span: Span, when: Resolved | None, counted: str) -> DateMention:
    if when is None:
        return DateMention(span, "", "", Precision.UNKNOWN, "")
    anchor = counted if when.anchored else ""
    return DateMention(span, when.start.isoformat(), when.end.isoformat(), when.precision, anchor)
