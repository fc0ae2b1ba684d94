"""What expressions for a day, a month or a year look like, and which they mean.

A rule is a pattern, with the named parts of the date, and a function that resolves a match
against the day that is counted from.
"""

import re
from collections.abc import Iterator
from datetime import date

from briefgen.extract.dates.parts import (
    DASH,
    ORDINAL,
    WEEKDAY,
    WEEKDAYS,
    Anchor,
    Resolved,
    Rule,
    Tense,
    after,
    day_number,
    from_to,
    month_name,
    month_of,
    nearest,
    nearest_year,
    number,
    on,
    one_day,
    units_away,
    whole_month,
    whole_year,
    year_number,
    year_of_month,
)
from briefgen.extract.lexicon import table

_AMOUNT = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})"
_SPOKEN = {"the day before": -2, "yesterday": -1, "last": -1, "the day after": 2, "tomorrow": 1}
_SPOKEN_WORDS = (
    r"the\sday\s(?:before\syesterday|after\stomorrow)"
    r"|(?:yesterday|tomorrow)(?:\s(?:morning|afternoon|evening|night))?"
    r"|(?<!the\s)last\s(?:night|evening)|today|tonight|this\s(?:morning|afternoon|evening)"
)
_STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1}


def _full(match: re.Match[str], _: Anchor | None) -> Resolved | None:
    return one_day(on(int(match["year"]), month_of(match), number(match["day"])))


def _iso(match: re.Match[str], _: Anchor | None) -> Resolved | None:
    return one_day(on(*(int(part) for part in match[0].split("-"))))


def _days_of_month(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "12-14 September (2024)"."""
    month, first = month_of(match), number(match["day"])
    year = int(match["year"]) if match["year"] else nearest_year(anchor, month, first)
    if year is None:
        return None
    start, end = on(year, month, first), on(year, month, number(match["last"]))
    return from_to(start, end, anchored=not match["year"])


def _no_year(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "3 October" without its year."""
    month, day = month_of(match), number(match["day"])
    year = nearest_year(anchor, month, day)
    return one_day(on(year, month, day), anchored=True) if year else None


def _beside_year(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "3 March last year", "March this year"."""
    if anchor is None:
        return None
    year = anchor.day.year + _STEPS[match["which"].casefold()]
    if day := match.groupdict().get("day"):
        return one_day(on(year, month_of(match), number(day)), anchored=True)
    return whole_month(year, month_of(match), anchored=True)


def _day_alone(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "the 12th": the nearest one."""
    if anchor is None:
        return None
    months = [anchor.day.year * 12 + anchor.day.month - 1 + n for n in (0, -1, 1)]
    days = [on(month // 12, month % 12 + 1, number(match["day"])) for month in months]
    fitting = [d for d in days if d and (d - anchor.day).days * anchor.tense.value >= 0]
    return one_day(nearest(anchor, fitting), anchored=True)


def _month_year(match: re.Match[str], _: Anchor | None) -> Resolved | None:
    return whole_month(int(match["year"]), month_of(match))


def _month_alone(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "in August": the latest one that has begun at the anchor, or else the next one."""
    if anchor is None:
        return None
    return whole_month(year_of_month(anchor, month_of(match)), month_of(match), anchored=True)


def _last_month(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "last March", "next March": neither is the month of the anchor itself."""
    if anchor is None:
        return None
    month, this = month_of(match), anchor.day.month
    which = match["which"].casefold()
    step = {"last": -(month >= this), "past": -(month >= this), "next": month <= this}
    return whole_month(anchor.day.year + step.get(which, 0), month, anchored=True)


def _year_alone(match: re.Match[str], _: Anchor | None) -> Resolved | None:
    return whole_year(int(match["year"]))


def _weekday(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "Monday": the latest one, or the next one with a verb of what is to come.

    On its own weekday a source means the day itself, unless it says last or next.
    """
    if anchor is None:
        return None
    days = WEEKDAYS.index(match["weekday"].casefold()) - anchor.day.weekday()
    which = (match["which"] or "").casefold()
    if which == "next" or (which != "last" and anchor.tense is Tense.AHEAD):
        return after(anchor, days % 7 or 7 * (which == "next"))
    return after(anchor, -(-days % 7 or 7 * (which == "last")))


def _week_on(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "a week on Monday", "Monday week"."""
    if anchor is None:
        return None
    weekday = match["weekday"] or match["before"]
    days = WEEKDAYS.index(weekday.casefold()) - anchor.day.weekday()
    return after(anchor, days % 7 + 7)


def _spoken(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "yesterday", "last night", "this morning"."""
    if anchor is None:
        return None
    said = " ".join(match["date"].casefold().split())
    return after(anchor, next((n for words, n in _SPOKEN.items() if said.startswith(words)), 0))


def _ago(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "three days ago"; a longer time ago is as exact as its unit."""
    if anchor is None:
        return None
    count, unit = number(match["amount"]), match["unit"].casefold()
    return after(anchor, -count) if unit == "day" else units_away(anchor, unit, -count)


def _calendar(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "last week", "earlier this month", "next year"."""
    if anchor is None:
        return None
    return units_away(anchor, match["unit"].casefold(), _STEPS[match["which"].casefold()])


def _holiday(match: re.Match[str], anchor: Anchor | None) -> Resolved | None:
    """Resolve "Christmas Day", with or without its year."""
    month, day = _HOLIDAYS[" ".join(match["holiday"].casefold().replace("’", "'").split())]
    year = int(match["year"]) if match["year"] else nearest_year(anchor, month, day)
    return one_day(on(year, month, day), anchored=not match["year"]) if year else None


def _fixed() -> dict[str, tuple[int, int]]:
    days = (date.fromisoformat(f"2000-{day}") for day in table("dates")["holidays"].values())
    return {
        name: (day.month, day.day)
        for name, day in zip(table("dates")["holidays"], days, strict=True)
    }


_HOLIDAYS = _fixed()


_MONTH, _DAY, _YEAR = month_name(), day_number(), year_number()
_WEEK = rf"\b(?:{WEEKDAY},?\s)?"
_WHICH = r"(?P<which>last|past|this|next)"
_ORDINAL_DAY = rf"\b(?P<day>{ORDINAL})\sof\s{_MONTH}"
_DATED = (rf"{_WEEK}{_DAY}\s(?:of\s)?{_MONTH}", rf"{_WEEK}{_MONTH}\s{_DAY}", _ORDINAL_DAY)
_PART = r"(?:\s(?:morning|afternoon|evening|night))?"


def day_rules() -> Iterator[Rule]:
    """Yield the rules, the longer expressions before what they hold."""
    yield from _with_year()
    yield from _without_year()
    yield from _beside_today()
    years = r"\b(?:in|during|of|since|until|by|before|after|from|early|late|mid|to)[\s-]"
    year = re.compile(rf"{years}(?P<date>{_YEAR})\b(?![-,]?\d)", re.IGNORECASE)
    yield Rule(year, _year_alone, holding=("18", "19", "20"))


def _with_year() -> Iterator[Rule]:
    last = day_number("last")
    for pattern in (
        rf"{_WEEK}{_DAY}{DASH}{last}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?\b",
        rf"{_WEEK}{_MONTH}\s{_DAY}{DASH}{last}\b(?:,\s{_YEAR})?",
    ):
        yield Rule(re.compile(pattern), _days_of_month, bounded=True)
    for pattern in _DATED:
        yield Rule(re.compile(rf"{pattern},?\s{_YEAR}\b"), _full)
    yield Rule(re.compile(r"\b(?:19|20)\d\d-[01]\d-[0-3]\d\b"), _iso)
    for pattern in _DATED:
        yield Rule(re.compile(rf"{pattern},?\s(?:of\s)?{_WHICH}\syear\b"), _beside_year)
    yield Rule(re.compile(rf"\b{_MONTH},?\s(?:of\s)?{_YEAR}\b"), _month_year)
    yield Rule(re.compile(rf"\b{_MONTH},?\s(?:of\s)?{_WHICH}\syear\b"), _beside_year)


def _without_year() -> Iterator[Rule]:
    yield Rule(re.compile(rf"{_WEEK}{_DAY}\s(?:of\s)?{_MONTH}(?!\w)"), _no_year)
    yield Rule(re.compile(rf"{_ORDINAL_DAY}(?!\w)"), _no_year)
    yield Rule(re.compile(rf"{_WEEK}{_MONTH}\s{_DAY}\b(?!\s?(?:%|per\scent))"), _no_year)
    which = r"(?P<which>[Ll]ast|[Pp]ast|[Tt]his|[Nn]ext)"
    yield Rule(re.compile(rf"\b(?P<date>{which}\s{_MONTH})(?!\w)"), _last_month)
    months = r"\b(?:[Ii]n|[Dd]uring|of|[Ss]ince|[Uu]ntil|[Bb]y|[Ee]arly|[Ll]ate|[Mm]id)"
    yield Rule(re.compile(rf"{months}[\s-](?P<date>{_MONTH})(?!\w)"), _month_alone)
    follows = r"(?=[.,;:!?)]|\s(?:and|or|of\s(?:this|the|last|next)\smonth|at|in|to|when)\b|\s*$)"
    alone = rf"\b(?:on|for|by|until)\s(?P<date>the\s(?P<day>[0-3]?\d(?:st|nd|rd|th))){follows}"
    yield Rule(re.compile(alone), _day_alone)
    names = (re.escape(name).replace("'", "['’]").replace(r"\ ", r"\s") for name in _HOLIDAYS)
    holidays = rf"\b(?P<holiday>{'|'.join(names)})\b(?:,?\s{_YEAR}\b)?"
    yield Rule(re.compile(holidays, re.IGNORECASE), _holiday)


def _beside_today() -> Iterator[Rule]:
    unit = r"(?P<unit>week|month|year)"
    weekday, before = rf"(?P<weekday>{WEEKDAY})", rf"(?P<before>{WEEKDAY})"
    for pattern, resolve, holding in (
        (rf"(?:(?:earlier|later|just)\s)?{_WHICH}\s{unit}", _calendar, ("week", "month", "year")),
        (rf"a\sweek\son\s{weekday}|{before}\sweek", _week_on, ("week",)),
        (rf"(?:{_WHICH}\s)?{weekday}{_PART}", _weekday, ("day",)),
        (_SPOKEN_WORDS, _spoken, ("day", "morrow", "ning", "night", "noon")),
        (rf"(?P<amount>{_AMOUNT})\s(?P<unit>day|week|month|year|decade)s?\sago", _ago, ("ago",)),
    ):
        date_ = re.compile(rf"\b(?P<date>{pattern})\b", re.IGNORECASE)
        yield Rule(date_, resolve, holding=holding)
