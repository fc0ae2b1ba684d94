"""The day of publication that the head of a text prints: under a label, alone, or in a dateline."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from functools import cached_property

from briefgen.formats.dating.address import day_of_address
from briefgen.formats.dating.written import WORDS, Order, Written, find_written, order_of

_LONGEST_LINE = 160
_RUNNING = 100
"""Characters from which a line that ends as a sentence is running text."""

_LONGEST_LEAD = 400
"""Characters of the one sentence of running text that may stand above the day: a standfirst."""

_HEAD_LINES = 16
_MOST_WORDS = 6
"""Words of a place or a byline beside a day."""

_NEAR = 60
"""Days that another full date may lie away to tell the year of one that has none."""


class _Kind(IntEnum):
    """How a day stands in its line, the surest first."""

    LABELLED = 0
    SIGNED = 1
    ALONE = 2
    DATELINE = 3


def _any(name: str) -> str:
    return "|".join(sorted(map(re.escape, WORDS[name]), key=len, reverse=True))


_CUT = re.compile(r"\s*[|·•;\t\n]\s*|\s+[–—-]+\s+|\s{3,}")
_SMALL = r"(?:\s(?:on|at|am|le|el|il|em|op|den|om|by\s[^.]{2,60}))*"
_PUBLISHED = re.compile(
    rf"\W*(?:(?:article|story|report|statement|document)\s)?(?:{_any('published')}){_SMALL}\W*",
    re.IGNORECASE,
)
_DATED = re.compile(rf"\W*(?:{_any('dated')})\W*", re.IGNORECASE)
_OTHER = re.compile(rf"(?<!\w)(?:{_any('other')}){_SMALL}\W*", re.IGNORECASE)
_TRAILING_OTHER = re.compile(rf"{_OTHER.pattern}$", re.IGNORECASE)
_TRAILING_LABEL = re.compile(
    rf"(?<!\w)(?:{_any('published')}|{_any('other')}){_SMALL}\W*$", re.IGNORECASE
)
_BYLINE = re.compile(r"\W*(?:by|von|par|por|di|af|av|door|de)\s\w[^.!?]{1,80}", re.IGNORECASE)
_EVENT = re.compile(rf"\W*(?:{_any('event')})\s*(?::.*)?", re.IGNORECASE | re.DOTALL)
_SERIAL = re.compile(rf"(?<!\w)(?:{_any('serial')})(?!\w)", re.IGNORECASE)
_CLOCK = r"\d{1,2}(?:[:.h]\d{2}){1,2}|\d{1,2}(?=\s?[aApP]\.?[mM])"
_TIME = re.compile(
    rf"(?:[\s,(]*| [-–—] )(?:T|at|um|à|às|kl\.?|ore|om|@)?\s*(?:{_CLOCK})(?:[.,]\d+)?"
    r"(?:\s*(?:[aApP]\.?\s?[mM]\b\.?|Uhr|hrs?|h\b|Z))?"
    r"(?:\s*\(?(?:[A-Z]{2,5}|(?:UTC|GMT)?[+-]\d{1,2}:?\d{0,2})\)?(?![\w]))*\)?",
)
_UNTIL = re.compile(rf"\s*(?:-|–|—|to|until|bis)\s*(?:{_CLOCK}|noon)", re.IGNORECASE)
_TIME_BEFORE = re.compile(
    rf"(?:{_CLOCK})\s*(?:[aApP]\.?\s?[mM]\.?)?\s*(?:[A-Z]{{2,5}})?[\s,]*(?:on\s*)?$"
)
_NAME = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4}")
_YEAR_SIGN = re.compile(r"\s*(?:г\.?|р\.?|года|року)(?!\w)")
_DASHED = re.compile(
    r"[\s,]*(?:[A-Z][A-Z. ’'-]{2,40})?\s*(?:[(\[/][^()\n]{2,60}[)\]/])?\s*(?:--?|–|—)\s*\S"
)
_FUNCTION = re.compile(
    r"(?:^|\s)(?:of|on|in|since|until|till|from|to|by|before|after|for|between|and|the|a|an|was|is"
    r"|were|are|will|during|dated|du|vom|bis|seit|am|depuis|jusqu)\W*$",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright\b)[^\d\n]{0,60}(?:(?:19|20)\d\d\s?[-–]\s?)?((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Head:
    """The lines of a text in order, and what else can tell a year or an order of numbers.

    `title` is its headline, "" if unknown; `language` as far as it is known ("en-GB"). `text` is
    called at most a few times: all words, with those below the text.
    """

    lines: Sequence[str]
    title: str = ""
    language: str = ""
    address: str = ""
    near: str = ""
    text: Callable[[], str] = field(default=str)

    @cached_property
    def whole(self) -> str:
        """All words of the text."""
        return self.text()

    @cached_property
    def order(self) -> Order:
        """The order of numbers in dates."""
        return order_of(self.whole, self.language)

    def year_of(self, one: Written) -> int | None:
        """Return the year of a day that has none, by the address, a full date near it, or ©."""
        told = day_of_address(self.address)
        if told:
            return int(told[:4])
        full = [other.on(order=self.order) for other in find_written(self.whole) if other.year]
        days = [date.fromisoformat(day) for day in (*full, self.near) if day]
        years = {
            year
            for day in days
            for year in (day.year - 1, day.year, day.year + 1)
            if (there := one.on(year)) and abs((date.fromisoformat(there) - day).days) <= _NEAR
        }
        owned = _COPYRIGHT.findall(self.whole)
        years = years or {int(year) for year in owned}
        return years.pop() if len(years) == 1 else None


def printed_day(head: Head) -> str:
    """Return the ISO 8601 day that a text gives as that of its publication, "" if it gives none.

    A day under a label counts before one beside a byline, one alone, and one in a dateline. Two
    days of one kind are none, as are those of which other lines have the like: posts. What
    stands above the first running text counts before what stands below a standfirst.
    """
    is_event = any(len(line) < _RUNNING and _EVENT.fullmatch(line) for line in head.lines)
    for standfirsts in (0, 1):
        count = _length(head.lines, standfirsts)
        found = list(_found(head, count))
        if found:
            kind = min(one for one, _ in found)
            days = {day for one, day in found if one is kind}
            doubtful = len(days) > 1 or (is_event and kind is not _Kind.LABELLED)
            day = days.pop()
            return "" if doubtful or _is_of_posts(head, count, kind, day) else day
    return ""


def _found(head: Head, count: int) -> Iterator[tuple[_Kind, str]]:
    """Yield the days of publication in so many lines, and how they stand there."""
    for n, line in enumerate(head.lines[:count]):
        for kind, one in _days(line, _above(head.lines, n), head.title):
            if day := _resolved(one, head):
                yield kind, day


def _resolved(one: Written, head: Head) -> str:
    day = one.on()
    if day or (one.year and not one.numbers):
        return day
    return one.on(one.year or head.year_of(one), head.order if one.numbers else Order.OPEN)


def _above(lines: Sequence[str], n: int) -> str:
    """Return the line above if it is but a label, "Last updated:"."""
    above = lines[n - 1].strip() if n else ""
    return above if _PUBLISHED.fullmatch(above) or _OTHER.fullmatch(above) else ""


def _length(lines: Sequence[str], standfirsts: int) -> int:
    """Return how many lines are the head, the first running text and so many above it included."""
    passed = 0
    for n, line in enumerate(lines[:_HEAD_LINES]):
        if len(line) >= _RUNNING and line.rstrip(" ”\"'»").endswith((".", "!", "?", "…")):
            if passed >= standfirsts or len(line) > _LONGEST_LEAD:
                return n + 1
            passed += 1
    return min(len(lines), _HEAD_LINES)


def _is_of_posts(head: Head, count: int, kind: _Kind, day: str) -> bool:
    """Tell whether further down there are days that stand like this one: those of other posts.

    A later day beside a name is a reader's comment, and tells nothing.
    """
    for n, line in enumerate(head.lines[count:], count):
        for other, one in _days(line, _above(head.lines, n), head.title):
            there = _resolved(one, head)
            bare = other is _Kind.ALONE and one.end - one.start > len(line.strip()) - _MOST_WORDS
            if there and there != day and other is kind and (there < day or bare):
                return True
    return False


def _days(line: str, above: str, title: str) -> Iterator[tuple[_Kind, Written]]:
    """Yield the days of a line that may be those of publication, and how they stand in it."""
    begin = line[:_LONGEST_LINE]
    found = find_written(begin) if any(c.isdigit() for c in begin) else ()
    for n, one in enumerate(found):
        before = begin[found[n - 1].end if n else 0 : one.start]
        after = begin[one.end : found[n + 1].start if n + 1 < len(found) else None]
        ranged = re.fullmatch(r"\s*(?:-|–|—|to|until|bis|au|al)\s*", before if n else after) or (
            n + 1 < len(found) and re.fullmatch(r"\s*(?:-|–|—|to|until|bis|au|al)\s*", after)
        )
        if ranged:
            continue
        followed = n + 1 < len(found)
        after = _TRAILING_LABEL.sub("", after) if followed else after
        label = above if not n and not before.strip() else ""
        kind = _kind(f"{label} {before}" if label else before, after, whole=len(line) <= len(begin))
        if kind is not None and _is_no_headline(line, title, kind):
            yield kind, one


def _is_no_headline(line: str, title: str, kind: _Kind) -> bool:
    """Tell a line that dates the text from a headline with a day in it, which tells of that day."""
    if kind is _Kind.LABELLED or line.split() != title.split():
        return True
    return bool(_SERIAL.search(line)) or not re.sub(r"[\W\d]", "", _without_days(line))


def _without_days(line: str) -> str:
    for one in reversed(find_written(line)):
        line = line[: one.start] + line[one.end :]
    return line


def _kind(before: str, after: str, *, whole: bool) -> _Kind | None:
    """Return how a day stands between the words before and after it, None for in a sentence."""
    pieces = _CUT.split(before)
    prefix = _TIME_BEFORE.sub("", pieces[-1]).strip()
    rest = _YEAR_SIGN.sub("", after, count=1)
    time = _TIME.match(rest)
    rest = rest[time.end() :] if time else rest
    if _is_other(pieces, prefix) or (time and _UNTIL.match(rest)):
        return None
    ends = _ends(rest, whole=whole)
    bare = not prefix.strip(" :,([–—-") or bool(_DATED.fullmatch(prefix))
    if ends and _PUBLISHED.fullmatch(prefix):
        return _Kind.LABELLED
    if not (bare and ends) and _DASHED.match(rest) and (bare or _is_place(prefix)):
        return _Kind.DATELINE
    signed = bare and any(_BYLINE.fullmatch(piece) for piece in pieces)
    if ends and (signed or _BYLINE.fullmatch(prefix) or _BYLINE.fullmatch(rest)):
        return _Kind.SIGNED
    named = time is not None and bool(_NAME.fullmatch(prefix))
    return _Kind.ALONE if ends and (bare or named or _is_place(prefix)) else None


def _is_other(pieces: Sequence[str], prefix: str) -> bool:
    """Tell a day under the label of another one: a change, an event, a deadline."""
    above = not prefix.strip(" :,([") and len(pieces) > 1 and _TRAILING_OTHER.search(pieces[-2])
    return bool(above or (_TRAILING_OTHER.search(prefix) and not _PUBLISHED.fullmatch(prefix)))


def _ends(rest: str, *, whole: bool) -> bool:
    """Tell whether nothing of a sentence comes after a day: its line or part of it ends."""
    piece = _CUT.split(rest, maxsplit=1)[0].strip(" ,.:)]")
    cut = bool(_CUT.match(rest)) or not piece
    if cut:
        return whole or not piece
    short = len(piece.split()) <= _MOST_WORDS and whole
    beside = bool(re.match(r"\s*[,(\[/]|\.\s|\s+(?:by|in|von|par|por|di|af|min)\s", rest))
    first_sentence = rest.startswith(". ")
    return first_sentence or (short and beside and not re.search(r"[.!?]$", rest.strip()))


def _is_place(prefix: str) -> bool:
    """Tell a place, a desk or a series before a day: a few words and a comma, or all capitals."""
    words = prefix.strip(" (")
    if not words or not words[0].isupper() or len(words.split()) > _MOST_WORDS:
        return False
    if _FUNCTION.search(words) or re.search(r"[.!?:]$", words):
        return False
    capitals = words.upper() == words
    return capitals or words.endswith((",", ")")) or bool(_SERIAL.search(words))
