"""Days as formats write them, as ISO 8601 days; "" for what is no day."""

import re
import tomllib
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from importlib.resources import files

_NO_DAYS = frozenset(
    tomllib.loads(files(__package__).joinpath("data/days.toml").read_text("utf-8"))["no_days"]
)
_PDF = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
_EARLIEST, _LATEST = 1900, 2100
_LEAST_EPOCH, _MOST_EPOCH = 86_400 * 365, 4_102_444_800
_MILLISECONDS = 1000


def day_of(year: int, month: int, day: int) -> str:
    """Return a day between 1900 and 2100."""
    try:
        found = date(year, month, day)
    except ValueError:
        return ""
    return found.isoformat() if _EARLIEST <= found.year < _LATEST else ""


def day_of_program(day: str) -> str:
    """Return a day that a program wrote into a file, "" for one it writes where it knows none."""
    return "" if day in _NO_DAYS else day


def day_of_pdf(text: str) -> str:
    """Read a PDF date, "D:20240924101500+02'00'" (ISO 32000-1, section 7.9.4)."""
    found = _PDF.match(text)
    if not found or not (found[2] and found[3]):
        return ""
    return day_of(int(found[1]), int(found[2]), int(found[3]))


def day_of_mail(text: str) -> str:
    """Read the date of a mail or of RSS, as it stands there, in its own time zone (RFC 5322)."""
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    return day_of(found.year, found.month, found.day)


def day_of_text(text: str) -> str:
    """Read an ISO 8601 date or time, a mail's date, or seconds since 1970."""
    found = _ISO.match(text.strip())
    if found:
        return day_of(int(found[1]), int(found[2]), int(found[3]))
    return day_of_number(int(text)) if text.isascii() and text.isdigit() else day_of_mail(text)


def day_of_number(number: float) -> str:
    """Read seconds or milliseconds since 1970, or a day written as 20240924."""
    whole = int(number)
    written = day_of_pdf(str(whole)) if len(str(whole)) == len("YYYYMMDD") else ""
    if written:
        return written
    seconds = whole // _MILLISECONDS if whole > _MOST_EPOCH else whole
    if not _LEAST_EPOCH <= seconds < _MOST_EPOCH:
        return ""
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
