"""Words as Markdown that any reader of it shows as these words, and as nothing else.

Escaped is what CommonMark, tables, struck-through words and formulas make of signs; a backslash
before ASCII punctuation always stands for that sign (CommonMark 0.31.2, 2.4).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from string import punctuation

from briefgen.render.inline import Note, Words

_ALWAYS = re.compile(r"[\\`*\[\]<&~$#]|(?<![^\W_])_|_(?![^\W_])")
"""Signs that begin or end something wherever they stand; "_" is none between two letters."""

_ADDRESS = re.compile(r"(?i)(?<=https)(?=:)|(?<=http)(?=:)|(?<=ftp)(?=:)|(?<=www)(?=\.)")
"""Where readers that make a link of every address see one begin."""

_FIRST = re.compile(r"[>+=:-]|\d{1,9}(?=[.)])")
"""What begins a quote, a list, an underlined heading or a term, where it is first in a line."""

_BAR = "&#124;"
"""A bar, which a backslash does not keep in the cell of a table everywhere."""


def escaped(text: str) -> str:
    """Return words on one line so that they are shown as they are, inside a line."""
    line = " ".join(text.split())
    return _ADDRESS.sub(r"\\", _ALWAYS.sub(r"\\\g<0>", line)).replace("|", _BAR)


def line_of(words: Iterable[Words | Note]) -> str:
    """Return words and marks as a line: emphasis where Markdown can tell it, marks as footnotes."""
    told = ""
    runs = list(_runs(words))
    for n, run in enumerate(runs):
        if run.note:
            told += f"[^{run.note}]"
            continue
        text = escaped(run.text)
        if not text:
            continue
        if n and runs[n - 1].note and not run.begins:
            text = re.sub(r"^[(:]", r"\\\g<0>", text)
        blank = " " if run.begins and told else ""
        after = runs[n + 1] if n + 1 < len(runs) else None
        if after and after.note:
            text = re.sub(r"!$", r"\\!", text)
        told += blank + _set(text, run.signs, f"{told}{blank}"[-1:], _follows(after))
    return _FIRST.sub(_first, told, count=1) if _FIRST.match(told) else told


@dataclass(frozen=True, slots=True)
class _Run:
    """Words set in one way, with a blank before them or none; or a mark, and no words."""

    text: str = ""
    signs: str = ""
    begins: bool = False
    note: int = 0


def _runs(words: Iterable[Words | Note]) -> Iterator[_Run]:
    """Yield neighbours that are set alike as one; no blank stands before a mark."""
    blank = False
    for kind, group in groupby(words, key=_kind):
        if not isinstance(kind, str):
            yield from (_Run(note=one.number) for one in group if isinstance(one, Note))
            blank = False
            continue
        text = "".join(one.text for one in group if isinstance(one, Words))
        if text.strip():
            yield _Run(text.strip(), kind, blank or text[:1].isspace())
        blank = text[-1:].isspace() if text.strip() else blank or bool(text)


def _kind(one: Words | Note) -> str | int:
    """Return the number of a mark, or the signs of how words are set; remarks are in italics."""
    if isinstance(one, Note):
        return one.number
    return "*" * ((one.italic or one.aside) + 2 * one.bold) if one.text.strip() else ""


def _follows(after: _Run | None) -> str:
    """Return what stands behind a run: the next sign, a blank, or nothing."""
    if after is None:
        return ""
    if after.note:
        return "["
    return " " if after.begins else (after.signs + escaped(after.text))[:1]


def _set(text: str, signs: str, before: str, behind: str) -> str:
    """Put signs of emphasis round words, unless they would be shown there instead of read."""
    readable = _parted(before, text[0]) and _parted(behind, text[-1])
    return f"{signs}{text}{signs}" if signs and readable else text


def _parted(outside: str, inside: str) -> bool:
    """Tell whether signs between two characters belong to the words inside (CommonMark, 6.2).

    Versions differ in whether symbols such as "€" are punctuation: it holds in all of them.
    """
    if outside == "*":
        return False
    if not outside or outside.isspace() or outside in punctuation:
        return True
    return unicodedata.category(outside)[0] == "P" or unicodedata.category(inside)[0] not in "PS"


def _first(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"
