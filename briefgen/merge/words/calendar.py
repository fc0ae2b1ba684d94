"""The names of days and months, which are no names of anybody."""

from briefgen.merge.tables import read_words

DAYS_AND_MONTHS = read_words(__package__, "calendar")["names"]
