"""Date expressions: found by rule, resolved against the source's publication date only.

A weekday, "yesterday" or a day without a year is counted from the publication date, its
anchor. Without an anchor it stays as written, with no date: never against today.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from spacy.tokens import Token

from briefgen.extract.date_rules import RULES, Anchor, Resolved, Rule, Tense
from briefgen.extract.lexicon import words
from briefgen.extract.nlp import Parsed, Passage
from briefgen.model.annotations import DateMention, Precision
from briefgen.model.spans import Span
from briefgen.model.text import BlockKind, Document, Genre

_NOT_THE_DATE = re.compile(
    r"\b(?:since|until|till|by|before|after|from|as of|dating(?: back)? to|beyond)"
    r"\s+(?:the\s+)?(?:(?:early|mid|late|end of|beginning of|middle of|start of)[\s-]+)?$",
    re.IGNORECASE,
)
"""A date after these words bounds the event, it is not the event's own date."""

_PUT_OFF = re.compile(
    r"\b(?:adjourn|brought forward|defer|delay|move|postpone|pushed back|put off|reschedule|shift)"
    r"[^.;:]*\s(?:to|until|till)\s+$",
    re.IGNORECASE,
)
"""After these words a date is the event's own, a new one."""

_SET_FOR = re.compile(r"\bfor\s+(?:\w+\s+(?:in|on)\s+)?$")
"""A strike called for a day, goods sold for delivery on it: that is still to come."""

_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_TO = re.compile(r"\s*,?\s*(?:to|until|till|through|and|-|–)\b")
"""A day after "from" is when something begins, unless it is only one end of a range or change."""

_RANGE_END = re.compile(r"\bfrom\s[^.,;:]{3,25}\s(?:to|until|till|through)\s+$", re.IGNORECASE)

_DATELINE = re.compile(r"[^.!?\n]{0,60}$")
_DASH = re.compile(r"\s*(?:\([^()\n]{2,40}\)\s*)?[-–—]{1,2}\s")
"""The day of filing stands between a place and a dash, at the beginning of a text."""

_BOUND_LENGTH = 80

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b(?!\s*[-–—])")
_MIDYEAR = (7, 1)

_DAY_LENGTH = 30
"""Characters of the longest day, with weekday and year, that a line begins with."""


def find_dates(parsed: Parsed) -> tuple[DateMention, ...]:
    """Find the dates of events in all passages, in text order, never overlapping."""
    source_day = parsed.document.source.metadata.anchor
    years = _years(parsed.document)
    found: list[DateMention] = []
    for passage in parsed.passages:
        published = passage.block.day or source_day
        day = date.fromisoformat(published) if published else None
        listed = passage.block.genre is Genre.CHRONOLOGY
        text = passage.doc.text
        taken: list[Span] = []
        for rule in RULES:
            for match in rule.pattern.finditer(text):
                start, end = match.span("date") if "date" in match.groupdict() else match.span()
                here = Span(start, end)
                if any(here.overlaps(other) for other in taken):
                    continue
                taken.append(here)
                there = here.shifted(passage.start)
                own = listed and start == 0
                if not (own or rule.bounded or _is_of_event(text, here)):
                    continue
                anchor = Anchor(day, _tense(passage, there)) if day else None
                if own:
                    anchor = Anchor(day, _tense_of_line(passage)) if day else None
                    found.append(_listed(there, rule, match, years.get(there.start), anchor))
                else:
                    found.append(_mention(there, rule.resolve(match, anchor), published))
    return tuple(sorted(found, key=lambda one: one.span))


def _listed(
    span: Span, rule: Rule, match: re.Match[str], year: int | None, anchor: Anchor | None
) -> DateMention:
    """Resolve the day that a line of a chronology begins with: the one of what it tells.

    Without a `year` it is the last such day before the source was published, or the next one
    where the line tells what is to come.
    """
    if year is not None:
        when = rule.resolve(match, _within(year))
        return _mention(span, replace(when, anchored=False) if when else None, "")
    if anchor is not None:
        ahead = anchor.tense is Tense.AHEAD
        for one in (anchor.day.year, anchor.day.year + (1 if ahead else -1)):
            when = rule.resolve(match, _within(one))
            if when and (when.start >= anchor.day if ahead else when.start <= anchor.day):
                return _mention(span, when, anchor.day.isoformat())
    return _mention(span, rule.resolve(match, None), "")


def _tense_of_line(passage: Passage) -> Tense:
    """Return whether a line of a chronology tells of the past, in whatever tense, or of plans."""
    planned = any(token.lower_ in ("will", "shall") for token in passage.doc)
    return Tense.AHEAD if planned else Tense.PAST


def _within(year: int) -> Anchor:
    """Return the anchor from which each day without a year is nearest in this one."""
    return Anchor(date(year, *_MIDYEAR), Tense.OPEN)


def _years(document: Document) -> Mapping[int, int]:
    """Return the year of each line of a chronology that gives none, by its place.

    That is the year of the last heading that names one, or of the last line that does, where
    most lines do not: where most do, one without means the source's own year.
    """
    text = document.text
    lines = [block for block in document.blocks if block.genre is Genre.CHRONOLOGY]
    given = [_YEAR.search(block.span.of(text)[:_DAY_LENGTH]) for block in lines]
    carried = 2 * sum(year is not None for year in given) < len(given)
    found: dict[int, int] = {}
    year: int | None = None
    for block in document.blocks if lines else ():
        listed = block.genre is Genre.CHRONOLOGY
        if block.kind is BlockKind.HEADING or (listed and carried):
            words = block.span.of(text)[: _DAY_LENGTH if listed else None]
            told = _YEAR.search(words)
            year = int(told[0]) if told else year
        if listed and year is not None:
            found[block.span.start] = year
    return found


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
    if tokens is None or _tense(passage, span) is not Tense.PAST:
        return False
    top = tokens.root.head if tokens.root.dep_ == "pobj" else tokens.root
    planned = any(one.lemma_.casefold() in words("facts", "plans") for one in top.ancestors)
    return top.head.pos_ == "VERB" and not planned


def _holds(passage: Passage, span: Span) -> bool:
    return passage.at(0, len(passage.doc.text)).contains(span)


def _is_of_event(text: str, date: Span) -> bool:
    """Tell whether a date is the event's own: no bound, and not the day of filing."""
    before, after = text[max(0, date.start - _BOUND_LENGTH) : date.start], text[date.end :]
    if _PUT_OFF.search(before):
        return True
    if _DASH.match(after) and _DATELINE.fullmatch(text[: date.start]):
        return False
    if _RANGE_END.search(before):
        return False
    if _FROM.search(before):
        return not _TO.match(after)
    return not _NOT_THE_DATE.search(before)


def _tense(passage: Passage, span: Span) -> Tense:
    """Return whether the verb that a date stands with tells of the past or of what is to come."""
    tokens = passage.tokens(span, "expand")
    if tokens is None:
        return Tense.OPEN
    before = passage.doc.text[max(0, span.start - passage.start - _BOUND_LENGTH) :]
    before = before[: min(span.start - passage.start, _BOUND_LENGTH)]
    if _SET_FOR.search(before) or _PUT_OFF.search(before):
        return Tense.AHEAD
    verb = next((t for t in tokens.root.ancestors if t.pos_ in ("VERB", "AUX")), tokens.root)
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(helper.tag_ in ("VBD", "VBN") or helper.lower_ in _PERFECT for helper in helpers):
        return Tense.PAST
    if any(helper.tag_ == "MD" for helper in helpers) or _is_planned(verb, helpers):
        return Tense.AHEAD
    return Tense.PAST if _is_past(verb, helpers) else Tense.OPEN


def _is_past(verb: Token, helpers: list[Token]) -> bool:
    """Tell a past form, also of the verb that "to" hangs on: "began to meet"."""
    under = any(helper.lower_ == "to" for helper in helpers)
    return (verb.head if under else verb).tag_ in ("VBD", "VBN")


_PERFECT = frozenset(["have", "has", "'ve"])


def _is_planned(verb: Token, helpers: list[Token]) -> bool:
    """Tell "plans to meet", "due to end", "agreed to meet", but not "began to meet"."""
    infinitive = any(helper.lower_ == "to" for helper in helpers)
    if infinitive and verb.head.lemma_.casefold() in words("facts", "begun"):
        return verb.head.tag_ not in ("VBD", "VBN")
    planned = verb.lemma_.casefold() in words("facts", "plans")
    return infinitive or planned or any(child.lower_ == "due" for child in verb.children)


def _mention(span: Span, when: Resolved | None, published: str) -> DateMention:
    if when is None:
        return DateMention(span, "", "", Precision.UNKNOWN, "")
    anchor = published if when.anchored else ""
    return DateMention(span, when.start.isoformat(), when.end.isoformat(), when.precision, anchor)
