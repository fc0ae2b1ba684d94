"""When things happen: date expressions, the days they mean, and the deeds they hang on."""

from briefgen.extract.dates.find import find_dates, find_later_days
from briefgen.extract.dates.hanging import day_of

__all__ = ["day_of", "find_dates", "find_later_days"]
