"""How raised and lowered figures are written: marks of notes, exponents, indices, ordinals."""

import re
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from itertools import groupby

_DATA = tomllib.loads(files("briefgen.formats").joinpath("data/raised.toml").read_text("utf-8"))


def _any(name: str) -> str:
    return "|".join(map(re.escape, _DATA[name]))


_MINUS = str.maketrans("\N{MINUS SIGN}\N{EN DASH}", "--")
_RAISED = str.maketrans(_DATA["raised"])
_LOWERED = str.maketrans(_DATA["lowered"])
_INDICES = frozenset(_DATA["lowered"])
_SIGNS: dict[str, str] = _DATA["signs"]
_EXPONENTS = frozenset(_DATA["exponents"])
_ORDINALS = frozenset(_DATA["ordinals"])
_AFTER_NUMBERS = frozenset(_DATA["ordinals_after_numbers"])

_BASE = re.compile(
    rf"(?:(?<![^\W\d_])(?:{_any('units')}|{_any('quantities')})"
    rf"|\d\s?(?:{_any('units_after_numbers')}))\Z"
)
_MILLIONS = re.compile(r"[$£€¥₦₹]\s?[\d.,]+\s?m\Z")
_TEN = re.compile(r"(?<![\d.,])10\Z")
_INTEGER = re.compile(r"-?\d{1,3}")
_CHARGE = re.compile(r"\d?[+-]")
_FORMULA = re.compile(r"(?:[A-Z][a-z]?[₀-₉\d]*)+[)\]]?\Z")
_NUMBER = re.compile(r"(?:\d|\b[IVXLC]+)\Z")
_INITIAL = re.compile(r"(?<![^\W_])[^\W\d_]\Z")
_MARK = r"(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶#∗]{1,4})"
_PIECES, _NEAR = 8, 200
"""How many runs, and characters of them, are looked at before raised figures."""

_NOTE = re.compile(
    rf"(?:\[[^\]]{{1,60}}\]\s?)+|\([^)]{{1,9}}\)|{_MARK}(?:\s?[,;–-]\s?{_MARK})*[,;.)]?|[,;–]"
)
"""The mark of a note, or of several: "7", "[7]", "[citation needed]", "(1)", "a, b", "*"."""


def written(before: str, figures: str, *, lowered: bool = False, after: str = "") -> str:
    """Return how raised (or lowered) figures are written in running text.

    "" for the mark of a note, superscript letters for an exponent ("m" + "2" -> "²"), the
    letters themselves for an ordinal ("st") and for whatever else is no mark. `before` and
    `after` are the words around, as much of them as is known.
    """
    figures = " ".join(figures.split())
    plain = figures.translate(_MINUS)
    if lowered:
        is_index = _INDICES.issuperset(plain) and bool(before[-1:].strip())
        return plain.translate(_LOWERED) if is_index else figures
    if _is_exponent(before, plain) or (plain.isdigit() and _is_before(plain, before, after)):
        return plain.translate(_RAISED)
    if figures.casefold() in _SIGNS:
        return _SIGNS[figures.casefold()]
    return figures if _is_ending(before, figures) or not _NOTE.fullmatch(figures) else ""


def running(words: Sequence[tuple[str, str]]) -> str:
    """Return runs of words as running text, each with its height.

    That is "superscript", "subscript", or "" for words that stand on the line.
    """
    runs = [
        (height, "".join(text for text, _ in group))
        for height, group in groupby(words, key=lambda one: one[1])
    ]
    pieces: list[str] = []
    for n, (height, text) in enumerate(runs):
        after = runs[n + 1][1] if n + 1 < len(runs) else ""
        lowered = height == "subscript"
        if not (height and text.strip()):
            pieces.append(text)
            continue
        before = "".join(pieces[-_PIECES:])[-_NEAR:]
        now = written(before, text, lowered=lowered, after=after)
        pieces.append(now or (" " if text[-1].isspace() else ""))
    return "".join(pieces).strip()


def _is_exponent(before: str, figures: str) -> bool:
    if _TEN.search(before):
        return bool(_INTEGER.fullmatch(figures))
    if _CHARGE.fullmatch(figures):
        return bool(_FORMULA.search(before))
    if figures == "n":
        return before[-1:].isdigit()
    return figures in _EXPONENTS and bool(_BASE.search(before)) and not _MILLIONS.search(before)


def _is_before(figures: str, before: str, after: str) -> bool:
    """Tell figures that belong to what follows: of a fraction, of an isotope (137 and Cs)."""
    if after.lstrip()[:1] in ("/", "\N{FRACTION SLASH}"):
        return len(figures) == 1
    return not before[-1:].strip() and after[:1].isalpha()


def _is_ending(before: str, figures: str) -> bool:
    """Tell letters that end a word or a number from the letter of a note."""
    small = figures.casefold()
    if small in _ORDINALS or (small in _AFTER_NUMBERS and _NUMBER.search(before)):
        return True
    return figures.isalpha() and bool(_INITIAL.search(before))
