"""The day in the address of a page, as publishing systems put it there, or in a file's name."""

import re
from urllib.parse import urlsplit

from briefgen.formats.dating.iso import day_of
from briefgen.formats.dating.written import WORDS

_PATH = re.compile(
    r"(?<![\d])(?P<year>(?:19|20)\d\d)(?P<by>[/_-])(?P<month>\d{1,2}|[a-z]{3})(?P=by)(?P<day>\d{1,2})(?!\d)"
    r"|/(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?=[/_.-]|$)",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = re.compile(r"(?:^|/)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)[-_ ][^/]+$")
_CALENDARS = frozenset(WORDS["page"]["calendars"])


def day_of_address(address: str) -> str:
    """Return the ISO 8601 day in an address's path, "" for none, two, or one of a calendar."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    if _CALENDARS.intersection(path.casefold().split("/")):
        return ""
    days = {day for match in _PATH.finditer(path) if (day := _day(match))}
    return days.pop() if len(days) == 1 else ""


def day_of_name(path: str) -> str:
    """Return the ISO 8601 day that a file's name begins with: "2026-07-03-weir.txt"."""
    named = _NAMED.search(path)
    return day_of(*(int(named[part]) for part in ("year", "month", "day"))) if named else ""


def _day(match: re.Match[str]) -> str:
    if match["y"]:
        return day_of(int(match["y"]), int(match["m"]), int(match["d"]))
    named = match["month"].casefold()
    month = int(named) if named.isdigit() else _MONTHS.index(named) + 1 if named in _MONTHS else 0
    return day_of(int(match["year"]), month, int(match["day"]))
