"""The day that a field states: as programs write days, else as people do."""

from briefgen.formats.dating.iso import day_of_text
from briefgen.formats.dating.written import find_written, order_of


def stated_day(text: str, language: str = "") -> str:
    """Return the first day that can be read, ISO 8601, "" for none; zones leave it as it stands."""
    day = day_of_text(text)
    if day:
        return day
    order = order_of(text, language)
    return next(filter(None, (written.on(order=order) for written in find_written(text))), "")
