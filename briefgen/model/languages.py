"""Languages: which ones are analysed, and what they are called."""

from babel import Locale

ANALYSED = frozenset(["en"])
"""Languages there are rules, lexicons and pipelines for."""


def language_name(code: str) -> str:
    """Return the English name of an ISO 639 code, or the code where there is none."""
    return str(Locale("en").languages.get(code, code))


def is_analysed(code: str) -> bool:
    """Tell whether texts in a language are analysed; an unknown one is tried."""
    return not code or code.split("-", maxsplit=1)[0] in ANALYSED
