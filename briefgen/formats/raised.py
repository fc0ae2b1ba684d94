"""Raised and lowered figures in running text: marks of notes, exponents, ordinals."""

import re

_UP = str.maketrans("0123456789+-−–()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾")
_DOWN = str.maketrans("0123456789+-−–()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₍₎")
_ORDINAL = re.compile(r"\d$")
_UNIT = re.compile(r"(?:^|[\d\s/(·])[kcmdµ]?m$|(?:^|\D)10$|(?:^|\s)[a-zA-Z]$")


def written(before: str, figures: str, *, lowered: bool = False) -> str:
    """Return how raised (or lowered) figures are written in running text.

    "" for the mark of a note, superscript letters for an exponent ("m" + "2" -> "²"), the
    letters themselves for an ordinal ("st").
    """
    if figures.isalpha():
        return figures if _ORDINAL.search(before) or lowered else ""
    if lowered:
        return figures.translate(_DOWN)
    return figures.translate(_UP) if _UNIT.search(before) else ""
