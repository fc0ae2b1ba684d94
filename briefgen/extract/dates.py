"""Date expressions: found by rule, resolved against the source's publication date only.

A weekday, "yesterday" or a day without a year is counted from the publication date, its
anchor. Without an anchor it stays as written, with no date: never against today.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import dateparser

from briefgen.extract.nlp import Parsed
from briefgen.model.annotations import DateMention, Precision
from briefgen.model.spans import Span

_MONTHS = "January February March April May June July August September October November December"
_NUMBER_OF = {name[:3].casefold(): n for n, name in enumerate(_MONTHS.split(), 1)}
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November"
    r"|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_AMOUNT = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})"
_NOT_THE_DATE = re.compile(
    r"\b(?:since|until|till|by|before|after|from|as of|dating(?: back)? to|beyond)"
    r"\s+(?:the\s+)?(?:(?:early|mid|late|end of|beginning of)[\s-]+)?$",
    re.IGNORECASE,
)
"""A date after these words bounds the event, it is not the event's own date."""

_LAST_DAY_OF_WEEK = 6


@dataclass(frozen=True, slots=True)
class _When:
    """Resolved first and last day, how exact, and whether the anchor was needed."""

    start: date
    end: date
    precision: Precision
    anchored: bool = False


_Resolve = Callable[[re.Match[str], date | None], _When | None]


def find_dates(parsed: Parsed) -> tuple[DateMention, ...]:
    """Find the dates of events in all passages, in text order, never overlapping."""
    published = parsed.document.source.metadata.anchor
    anchor = date.fromisoformat(published) if published else None
    found: list[DateMention] = []
    for passage in parsed.passages:
        text = passage.doc.text
        taken: list[Span] = []
        for pattern, resolve in _RULES:
            for match in pattern.finditer(text):
                start, end = match.span("date") if "date" in match.groupdict() else match.span()
                here = Span(start, end)
                if any(here.overlaps(other) for other in taken):
                    continue
                taken.append(here)
                bound = _NOT_THE_DATE.search(text[max(0, start - 40) : start])
                if not bound or resolve is _day_range:
                    when = resolve(match, anchor)
                    found.append(_mention(here.shifted(passage.start), when, published))
    return tuple(sorted(found, key=lambda one: one.span))


def _mention(span: Span, when: _When | None, published: str) -> DateMention:
    if when is None:
        return DateMention(span, "", "", Precision.UNKNOWN, "")
    anchor = published if when.anchored else ""
    return DateMention(span, when.start.isoformat(), when.end.isoformat(), when.precision, anchor)


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(day: date | None, *, anchored: bool = False) -> _When | None:
    return _When(day, day, Precision.DAY, anchored) if day else None


def _month(year: int, month: int, *, anchored: bool = False) -> _When:
    after = date(year + month // 12, month % 12 + 1, 1)
    return _When(date(year, month, 1), after - timedelta(1), Precision.MONTH, anchored)


def _year(year: int, *, anchored: bool = False) -> _When:
    return _When(date(year, 1, 1), date(year, 12, 31), Precision.YEAR, anchored)


def _number(match: re.Match[str]) -> int:
    return _NUMBER_OF[match["month"][:3].casefold()]


def _full(match: re.Match[str], _: date | None) -> _When | None:
    return _day(_on(int(match["year"]), _number(match), int(match["day"])))


def _iso(match: re.Match[str], _: date | None) -> _When | None:
    return _day(_on(*(int(part) for part in match[0].split("-"))))


def _day_range(match: re.Match[str], anchor: date | None) -> _When | None:
    """Resolve "12-14 September (2024)"."""
    year = int(match["year"]) if match["year"] else _nearest_year(match, anchor)
    if year is None:
        return None
    start = _on(year, _number(match), int(match["day"]))
    end = _on(year, _number(match), int(match["last"]))
    if start is None or end is None or start > end:
        return None
    return _When(start, end, Precision.RANGE, anchored=not match["year"])


def _no_year(match: re.Match[str], anchor: date | None) -> _When | None:
    """Resolve "3 October": the one nearest to the anchor."""
    year = _nearest_year(match, anchor)
    return _day(_on(year, _number(match), int(match["day"])), anchored=True) if year else None


def _nearest_year(match: re.Match[str], anchor: date | None) -> int | None:
    if anchor is None:
        return None
    days = (_on(anchor.year + n, _number(match), int(match["day"])) for n in (0, -1, 1))
    real = [day for day in days if day]
    return min(real, key=lambda day: abs((day - anchor).days)).year if real else None


def _month_year(match: re.Match[str], _: date | None) -> _When | None:
    return _month(int(match["year"]), _number(match))


def _month_alone(match: re.Match[str], anchor: date | None) -> _When | None:
    """Resolve "in August": the latest one that has begun at the anchor."""
    if anchor is None:
        return None
    month = _number(match)
    return _month(anchor.year - (month > anchor.month), month, anchored=True)


def _year_alone(match: re.Match[str], _: date | None) -> _When | None:
    return _year(int(match["year"]))


def _spoken(match: re.Match[str], anchor: date | None) -> _When | None:
    """Resolve weekdays, "yesterday" and "three days ago" with dateparser."""
    if anchor is None:
        return None
    said = match["date"].casefold()
    words = re.sub(r"\b(?:last|past|this|on|morning|afternoon|evening|night)\b", "", said).strip()
    future = "FUTURE" if words.startswith(("next", "tomorrow")) else "PAST"
    found = dateparser.parse(
        words.replace("next ", "").replace("tonight", "today") or "today",
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime.combine(anchor, time(12)),
            "PREFER_DATES_FROM": future.casefold(),
            "TIMEZONE": "UTC",
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    if found is None:
        return None
    return _unit(found.date(), said)


def _unit(day: date, words: str) -> _When | None:
    """Widen a counted day to the unit it was counted in."""
    if "week" in words:
        return _week(day)
    if "month" in words:
        return _month(day.year, day.month, anchored=True)
    if "year" in words or "decade" in words:
        return _year(day.year, anchored=True)
    return _day(day, anchored=True)


def _week(day: date) -> _When:
    start = day - timedelta(day.weekday())
    return _When(start, start + timedelta(_LAST_DAY_OF_WEEK), Precision.RANGE, anchored=True)


def _calendar(match: re.Match[str], anchor: date | None) -> _When | None:
    """Resolve "last week", "earlier this month", "next year"."""
    if anchor is None:
        return None
    step = {"last": -1, "past": -1, "this": 0, "next": 1}[match["which"].casefold()]
    if match["unit"].casefold() == "week":
        return _week(anchor + timedelta(7 * step))
    if match["unit"].casefold() == "month":
        months = anchor.year * 12 + anchor.month - 1 + step
        return _month(months // 12, months % 12 + 1, anchored=True)
    return _year(anchor.year + step, anchored=True)


def _rules() -> Iterator[tuple[re.Pattern[str], _Resolve]]:
    dash = r"\s?(?:-|–|—|to|and)\s?"
    part = r"(?:\s(?:morning|afternoon|evening|night))?"
    yield re.compile(rf"\b{_DAY}{dash}(?P<last>[0-3]?\d)\s{_MONTH}(?:,?\s{_YEAR})?\b"), _day_range
    yield re.compile(rf"\b{_MONTH}\s{_DAY}{dash}(?P<last>[0-3]?\d)(?:,\s{_YEAR})?\b"), _day_range
    yield re.compile(rf"\b{_DAY}\s(?:of\s)?{_MONTH},?\s{_YEAR}\b"), _full
    yield re.compile(rf"\b{_MONTH}\s{_DAY},?\s{_YEAR}\b"), _full
    yield re.compile(r"\b(?:19|20)\d\d-[01]\d-[0-3]\d\b"), _iso
    yield re.compile(rf"\b{_MONTH},?\s(?:of\s)?{_YEAR}\b"), _month_year
    yield re.compile(rf"\b{_DAY}\s(?:of\s)?{_MONTH}(?!\w)"), _no_year
    yield re.compile(rf"\b{_MONTH}\s{_DAY}\b(?!\s?(?:%|per\scent))"), _no_year
    yield (
        re.compile(
            rf"\b(?:in|during|of|last|this|since|until|by|early|late|mid)[\s-](?P<date>{_MONTH})(?!\w)"
        ),
        _month_alone,
    )
    yield (
        re.compile(
            r"\b(?P<date>(?:(?:earlier|later|just)\s)?(?P<which>last|past|this|next)"
            r"\s(?P<unit>week|month|year))\b",
            re.IGNORECASE,
        ),
        _calendar,
    )
    yield (
        re.compile(
            rf"\b(?P<date>(?:(?:last|next|this|past)\s)?{_WEEKDAY}{part}"
            rf"|yesterday{part}|today|tomorrow|tonight|this\s(?:morning|afternoon|evening)"
            rf"|{_AMOUNT}\s(?:day|week|month|year|decade)s?\sago)\b",
            re.IGNORECASE,
        ),
        _spoken,
    )
    yield (
        re.compile(
            rf"\b(?:in|during|of|since|until|by|before|after|from|early|late|mid|to)[\s-]"
            rf"(?P<date>{_YEAR})\b(?![-,]?\d)"
        ),
        _year_alone,
    )


_RULES = tuple(_rules())
