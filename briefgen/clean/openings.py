"""What stands before the first sentence of a text without a stop: stamps, datelines, headlines.

"Mayor in tears at the site Tue 18 Nov 2026 9:20 am GMT LARNHAM (NPA) - The council voted ..."
is a headline, a stamp, a dateline and a sentence. Cut is only where something beyond doubt
ends: a time, an agency in brackets, a dash after a place, a credit, or a small word with a
capital where no sentence ended.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.clean.phrases import LETTERED, OPENERS, OPENING_NOUNS, PICTURE_AGENCIES
from briefgen.model.text import BlockKind

_DAY = r"(?:Mon|Tue|Tues|Wed|Weds|Thu|Thur|Thurs|Fri|Sat|Sun)(?:day|sday|nesday|rsday|urday)?"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = (
    rf"(?:{_DAY}\.?,?\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH},?\s\d{{4}}"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})"
)
_TIME = r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?"
_ZONE = r"\(?(?:GMT|UTC|BST|CES?T|EE?S?T|[ECMP][DS]?T|WAT|EAT|IST|JST|AEDT|AEST)\)?(?:[+-]\d{1,2})?"
_LABEL = (
    r"\(?(?:(?:Page\s)?[Ll]ast\s(?:[Uu]pdated|modified|edited)|(?:First\s)?[Pp]ublished|[Uu]pdated?"
    r"|UPDATED?|[Pp]osted|[Mm]odified|[Cc]reated)(?:\s(?:at|on))?:?"
)
_ATOM = rf"(?:{_LABEL}|{_DATE}|{_TIME}|{_ZONE}|UK|Help|at\b|[|,•·–—)-]+)"
_STAMP = re.compile(rf"(?:{_ATOM}\s*)+")
_HAS_LABEL, _HAS_DATE = re.compile(_LABEL), re.compile(_DATE)
_HAS_TIME = re.compile(rf"(?<![\d.,]){_TIME}(?![\d%])")
_LEANS = re.compile(
    r"(?:\b(?:on|at|of|by|until|till|since|from|to|before|after|dated|and|between|the|for|in|last|"
    r"this|next|every|ended|ending|through)|[,(])\s*$",
    re.IGNORECASE,
)
"""What goes on into a date, so that the date is part of a sentence."""

_PLACE = r"[A-Z][A-Z.’'-]{2,}(?:[\s/][A-Z][A-Z.’'-]+){0,4}"
_REGION = r"(?:,\s?[A-Z][\w.’' -]{1,30}?){0,2}"
_FILED = rf"(?:,?\s{_MONTH}\s\d{{1,2}}(?:,\s\d{{4}})?|,?\s\d{{1,2}}\s{_MONTH}(?:\s\d{{4}})?)?"
_AGENCY = r"(?:\([A-Z][\w .,&/’'-]{1,40}\)|/[A-Z][\w .]{1,30}/)"
_NAME = r"[A-Z][\w’'.-]+(?:[\s-](?:[A-Z][\w’'.-]+|de|la|el|al|of)){0,3}"
_DASH = r"\s?[-–—]{1,2}\s"
_GOES_ON = r"(?=[A-Z\d\"“‘'`(«])"
_SURE = re.compile(rf"{_PLACE}{_REGION}{_FILED}\s?{_AGENCY}{_DASH}{_GOES_ON}")
"""A dateline with its agency in brackets, which nothing else looks like."""

_AT_FIRST = re.compile(
    rf"(?![Bb]y\b)(?:{_PLACE}{_REGION}{_FILED}|{_NAME}{_REGION}{_FILED}\s?{_AGENCY}|{_AGENCY})"
    rf"\s?{_DASH}{_GOES_ON}"
)
"""One without an agency or a place, or with one in small letters: at the very beginning only."""

_BYLINE = re.compile(
    r"(?:[Bb]y|BY)\s(?:[A-Z][\w’'.-]+\s?){2,4}(?:(?:,|\band)\s?(?:[A-Z][\w’'.-]+\s?){1,5}){0,3}$"
)
_CREDIT = re.compile(
    r"(?:Photo(?:graph)?s?|Pictures?|Images?|Credits?)\s?(?:by\s|courtesy of\s|:\s?)"
    r"[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+){0,3}"
    rf"(?:\s?/\s?(?:{'|'.join(PICTURE_AGENCIES)}|[A-Z]{{2,5}})\b)+\s?"
)
_OPENERS = re.compile(
    rf"(?<=[a-z0-9%)’'”])\s(?=(?:{'|'.join((*OPENERS, *OPENING_NOUNS))})\s[a-z])"
    r"|(?<=[a-z])\s(?=A\s[a-z]{3,})"
)
_LETTERED = re.compile(rf"\b(?:{'|'.join(LETTERED)})$", re.IGNORECASE)
"""What has a letter for a name: "vitamin A"."""

_KICKER = re.compile(r"[A-Z][A-Z0-9&.’' -]{1,38}[A-Z]\s?\|\s(?=[\"“‘]?[A-Z][a-z’' ])")
"""The name of a series, or of a desk, over a text: "THE LONG READ | "."""

_NAME_GOES_ON = re.compile(rf"\b[A-Z][\w’'-]*\s(?:{'|'.join(OPENING_NOUNS)})\b")
"""A noun that may be the end of a name: "the Larnham Police"."""

CREDIT = "caption or credit"
DATELINE = "dateline"
"""The reason of one, which says that the report begins after it."""

STAMP = "date and time"
"""The reason of one, which may tell when the text was published."""

_STOP = re.compile(r"[.!?…][\"”’)]*\s")
_DIGIT, _DASHED = re.compile(r"\d[\d:.h -]"), re.compile(r"[-–—]\s")
"""Without which nothing is a stamp, or a dateline."""

_MOST_BEFORE = 400
"""Characters that may stand before what ends an opening."""

_FEWEST_BEFORE = 3


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of a paragraph, from its beginning, that is no part of the sentence after it."""

    start: int
    end: int
    kind: BlockKind
    reason: str


def cut_opening(words: str) -> tuple[Cut, ...]:
    """Return what stands before the first sentence, in order and without gaps but for blanks."""
    cuts: list[Cut] = []
    at = 0
    missed = set[tuple[object, int]]()
    for find in (_credit, _stamp, _dateline, _stamp, _kicker, _headline):
        if (find, at) in missed:
            continue
        found = find(words, at)
        if found:
            cuts += _with_head(words, at, found)
            at = found.end
        else:
            missed.add((find, at))
    return tuple(cuts)


def _with_head(words: str, at: int, found: Cut) -> Iterator[Cut]:
    """Yield what stands before a find as a headline, then the find."""
    head = words[at : found.start]
    if head.strip():
        reason = "byline" if _BYLINE.match(head.strip()) else "headline run into the text"
        yield Cut(at, found.start, BlockKind.HEADING, reason)
    yield found


def _stamp(words: str, at: int) -> Cut | None:
    """Find a day with its time, or either with "updated" before it, that no sentence holds."""
    if not _DIGIT.search(words, at, at + _MOST_BEFORE):
        return None
    for found in _STAMP.finditer(words, at, at + _MOST_BEFORE):
        text = found[0]
        date, time, label = (bool(one.search(text)) for one in (_HAS_DATE, _HAS_TIME, _HAS_LABEL))
        first = found.start() == at or not words[at : found.start()].strip()
        sure = date + time + label > 1 or (date and first)
        goes_on = words[found.end() : found.end() + 1]
        free = not goes_on or goes_on.isupper() or goes_on in '"“‘(`'
        if sure and free and (first or not _LEANS.search(words[at : found.start()])):
            return Cut(found.start(), found.end(), BlockKind.BOILERPLATE, STAMP)
    return None


def _dateline(words: str, at: int) -> Cut | None:
    """Find where and by whom a report was filed."""
    if not _DASHED.search(words, at, at + _MOST_BEFORE):
        return None
    sure = _SURE.search(words, at, at + _MOST_BEFORE)
    first = _AT_FIRST.match(words, at)
    found = sure if sure and (not first or sure.end() > first.end()) else first
    if not found:
        return None
    return Cut(found.start(), found.end(), BlockKind.BOILERPLATE, DATELINE)


def _credit(words: str, at: int) -> Cut | None:
    """Find whose picture stands before the text."""
    found = _CREDIT.match(words, at)
    if not found or not words[found.end() :].strip():
        return None
    return Cut(found.start(), found.end(), BlockKind.CAPTION, CREDIT)


def _kicker(words: str, at: int) -> Cut | None:
    """Find the name of a series in capitals before a bar."""
    found = _KICKER.match(words, at)
    return Cut(found.start(), found.end(), BlockKind.HEADING, "kicker") if found else None


def _headline(words: str, at: int) -> Cut | None:
    """Find a small word with a capital before which no sentence has ended."""
    stop = _STOP.search(words, at)
    end = stop.start() if stop else len(words)
    seams = [
        found
        for found in _OPENERS.finditer(words, at, min(end, at + _MOST_BEFORE))
        if not _LETTERED.search(words, at, found.start()) and not _is_in_name(words, found.start())
    ]
    if not seams or len(words[at : seams[-1].start()].split()) < _FEWEST_BEFORE:
        return None
    return Cut(at, seams[-1].end(), BlockKind.HEADING, "headline run into the text")


def _is_in_name(words: str, blank: int) -> bool:
    """Tell whether a word with a capital stands before a blank, and one that goes with it after."""
    return bool(_NAME_GOES_ON.match(words, words.rfind(" ", 0, blank) + 1))
