"""Days that count from one told just before: "the same evening", "a day later"."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from briefgen.extract.dates.parts import number
from briefgen.extract.nlp import Passage
from briefgen.model.annotations import DateMention, Precision
from briefgen.model.spans import Span

_TIME = r"(?:day|morning|afternoon|evening|night)"
_AMOUNT = r"(?P<amount>an?|one|two|three|four|five|six)"
_ENDS = r"(?!\s(?:of|since|than|that|when|which|who)\b)"
_RULES = tuple(
    (re.compile(rf"\b{pattern}", re.IGNORECASE), step)
    for pattern, step in (
        (rf"(?:the\s(?:very\s)?same|that\s(?:very\s|same\s)?)\s?{_TIME}\b{_ENDS}", 0),
        (rf"the\s(?:next|following)\s{_TIME}\b{_ENDS}", 1),
        (rf"the\sprevious\s{_TIME}\b{_ENDS}", -1),
        (rf"{_AMOUNT}\sdays?\slater{_ENDS}", 1),
        (rf"{_AMOUNT}\sdays?\searlier{_ENDS}", -1),
    )
)
"""What expressions look like, and how many days away they lie, times the amount given."""


def find_carried(passage: Passage, dates: Sequence[DateMention]) -> Iterator[DateMention]:
    """Find the days that count from one told before, in the same sentence or the one before.

    That must be the only day told there; `dates` are those of the passage.
    """
    told = list(dates)
    for here, step in _expressions(passage, told) if told else ():
        if start := _told_before(passage, here, told):
            day = (date.fromisoformat(start) + timedelta(step)).isoformat()
            found = DateMention(here, day, day, Precision.DAY, start)
            told.append(found)
            yield found


def _expressions(passage: Passage, told: Sequence[DateMention]) -> list[tuple[Span, int]]:
    found = [
        (passage.at(*match.span()), step * number(match.groupdict().get("amount") or "one"))
        for pattern, step in _RULES
        for match in pattern.finditer(passage.doc.text)
    ]
    return sorted(one for one in found if not any(one[0].overlaps(date.span) for date in told))


def _told_before(passage: Passage, here: Span, told: Sequence[DateMention]) -> str:
    """Return the day that an expression counts from, "" where nobody can tell."""
    tokens = passage.tokens(here, "expand")
    if tokens is None:
        return ""
    own = passage.span(tokens.sent)
    before = tokens.sent[0].nbor(-1).sent if tokens.sent.start else None
    inside = [one for one in told if own.start <= one.span.start < here.start]
    behind = [one for one in told if before is not None and passage.span(before).contains(one.span)]
    days = {one.start for one in inside[-1:] or behind}
    exact = all(one.precision is Precision.DAY for one in inside[-1:] or behind)
    return days.pop() if len(days) == 1 and exact else ""
