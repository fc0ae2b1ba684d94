"""Dates that are not those of what is told: bounds, comparisons, days of filing, names."""

import re

from briefgen.extract.dates.parts import WEEKDAYS
from briefgen.extract.dates.tenses import climb, is_put_off, is_verb, top
from briefgen.extract.lexicon import words
from briefgen.extract.tokens import Token, Tokens
from briefgen.model.spans import Span

_NOT_THE_DATE = re.compile(
    r"\b(?:since|until|till|by|before|after|from|as of|dating(?: back)? to|beyond|than)"
    r"\s+(?:the\s+)?(?:(?:early|mid|late|end of|beginning of|middle of|start of)[\s-]+)?$",
    re.IGNORECASE,
)
"""A date after these words bounds the event, it is not the event's own date."""

_LIMIT = re.compile(r"\b(?:by|since)\s+$", re.IGNORECASE)
"""After these a day is not that of what is told, but the last or first that it may be of."""

_UNTIL = re.compile(r"\b(?:till|until)\s+$", re.IGNORECASE)
"""What lasts until a day, or is put off, has that day as its end where it is still to come."""

_NOT_UNTIL = re.compile(
    r"(?:\b(?:not|never)\b|n't\b)[^.;:]*\s(?:until|till|before)\s+$", re.IGNORECASE
)
"""What is not done until a day is done on it."""

_THAT = re.compile(r"\bthat\s+$", re.IGNORECASE)
"""A day that was told of before: "that Saturday" is not the latest one."""

_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_TO = re.compile(r"\s*,?\s*(?:to|until|till|through|and|-|–)\b")
"""A day after "from" is when something begins, unless it is only one end of a range or change."""

_MOVED = re.compile(
    r"\b(?:bring|brought|chang|defer|delay|mov|postpon|push|put|reschedul|shift)\w*\s[^.;:]*\sfrom\s+$",
    re.IGNORECASE,
)
"""What is moved from one day to another has the second; it does not last from one to the other."""

_RANGE_END = re.compile(r"\bfrom\s[^.,;:]{3,25}\s(?:to|until|till|through)\s+$", re.IGNORECASE)

_UP_FROM = re.compile(
    r"\b(?:up|down)\s+from\s+(?:(?!(?:day|week|month|quarter|year)s?\b)[^\s.;:,]+\s+){1,3}?"
    r"(?:(?:back|in|last|late|on)\s+)*$",
    re.IGNORECASE,
)
"""The day of the lower or higher number that a new one is measured by: "up from 26 on"."""

_DATELINE = re.compile(r"[^.!?\n]{0,60}$")
_DASH = re.compile(r"\s*(?:\([^()\n]{2,40}\)\s*)?[-–—]{1,2}\s")
"""The day of filing stands between a place and a dash, at the beginning of a text."""

_SPOKEN = ("Today", "Tonight", "Tomorrow", "Yesterday")
"""With a capital inside a sentence these are names of programmes and papers."""

BOUND_LENGTH = 80
"""Characters before a date that are looked at."""


def is_moved(before: str) -> bool:
    """Tell whether a date is the first of two between which something was moved."""
    return bool(_MOVED.search(before))


def is_of_event(text: str, date: Span) -> bool:
    """Tell whether a date is the event's own: no bound, and not the day of filing."""
    before, after = text[max(0, date.start - BOUND_LENGTH) : date.start], text[date.end :]
    if is_put_off(before) or is_awaited(before):
        return True
    if _DASH.match(after) and _DATELINE.fullmatch(text[: date.start]):
        return False
    if _RANGE_END.search(before) or _UP_FROM.search(before):
        return False
    if _FROM.search(before):
        return not _TO.match(after)
    return not (_NOT_THE_DATE.search(before) or _THAT.search(before))


def is_limit(text: str, date: Span) -> bool:
    """Tell the last day by which something is done, or the first since which it is so."""
    return bool(_LIMIT.search(text[max(0, date.start - BOUND_LENGTH) : date.start]))


def is_end(text: str, date: Span) -> bool:
    """Tell the day until which something is so."""
    return bool(_UNTIL.search(text[max(0, date.start - BOUND_LENGTH) : date.start]))


def is_awaited(before: str) -> bool:
    """Tell whether the words before a date say that something is not done until it."""
    return bool(_NOT_UNTIL.search(before))


def is_part_of_name(tokens: Tokens) -> bool:
    """Tell a day in a name or title: "Good Friday", "the Sunday Times", the programme "Today"."""
    first, last = tokens[0], tokens[-1]
    if not first.text[:1].isupper():
        return False
    before = first.nbor(-1) if first.i > first.sent.start else None
    if first.text in _SPOKEN:
        return before is not None and not before.is_punct
    if first.lower_ not in WEEKDAYS:
        return False
    if before is not None and (before.lower_ in words("dates", "feasts") or _names(before, last)):
        return True
    titled = last.head.pos_ == "PROPN" and last.dep_ == "compound" and last.head.i == last.i + 1
    titled = titled and before is not None and before.lower_ == "the"
    return titled or last.text in ("Night", "Morning") or _is_mail(first)


def _names(before: Token, day: Token) -> bool:
    """Tell a capital word that is one name with the day ("Bloody Sunday"), from who acts on it."""
    joined = before.dep_ in ("compound", "amod") and before.head == day
    return joined and before.text[:1].isupper() and before.i > before.sent.start


def _is_mail(day: Token) -> bool:
    return day.i > 1 and day.nbor(-1).lower_ == "on" and day.nbor(-2).text == "Mail"


def is_compared(tokens: Tokens) -> bool:
    """Tell the date of what something is compared with, or recalls."""
    for above in climb(top(tokens)):
        lower, lemma = above.lower_, above.lemma_.casefold()
        if above not in tokens and not is_verb(above) and lower in words("dates", "comparing"):
            return True
        if lemma in words("dates", "recalling"):
            return True
    return False


def is_bounded(token: Token) -> bool:
    """Tell what stands in a phrase or clause that begins with "after", "before" or "since".

    A time of the day bounds nothing: "before dawn on Monday", "after ten in the evening".
    """
    if is_verb(token):
        marks = (child.lower_ for child in token.children if child.dep_ == "mark")
        return any(mark in words("dates", "bounding") for mark in marks)
    timed = (c.like_num or c.lemma_.casefold() in words("dates", "parts") for c in token.children)
    return token.lower_ in words("dates", "bounding") and not any(timed)
