"""Repairs of damage and of left-over marks, each a function from text to the edits that mend it."""

import re
import unicodedata

import ftfy

from briefgen.formats.raised import written
from briefgen.model.spans import Edit, Span

_REPAIR = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    normalization=None,
)
"""Only the encoding is mended: straightened quotation marks would be rewriting."""

_UNUSUAL = re.compile("[^\x00-\x7f‘’“”–—…\xa0]")
"""Signs one of which damage needs: quotation marks and dashes by themselves are none."""


def mojibake(text: str) -> tuple[Edit, ...]:
    """Find text that was decoded with the wrong code page ("Ã©" for "é")."""
    edits = []
    for line in re.finditer(r"[^\n]+", text):
        if not _UNUSUAL.search(line[0]) or ftfy.fix_encoding(line[0], config=_REPAIR) == line[0]:
            continue
        for run in re.finditer(r"[^ \t]+", line[0]):
            mended = run[0] if run[0].isascii() else ftfy.fix_encoding(run[0], config=_REPAIR)
            if mended and len(mended) < len(run[0]):
                at = line.start() + run.start()
                edits.append(Edit(Span(at, at + len(run[0])), mended))
    return tuple(edits)


def invisibles(text: str) -> tuple[Edit, ...]:
    """Find characters that show nothing, such as soft hyphens and controls."""
    if _UNSHOWN.isdisjoint(text):
        return ()
    runs = re.finditer(f"[{_INVISIBLE}]+", text)
    return tuple(
        Edit(Span(run.start(), run.end()), "\n" if _BREAK.search(run[0]) else "") for run in runs
    )


def note_marks(text: str) -> tuple[Edit, ...]:
    """Find marks of notes after a word: "[7]", "¹⁵", "*", also between a full stop and a blank."""
    if _MARKS.isdisjoint(text):
        return ()
    found = []
    for mark in _NOTE_MARK.finditer(text):
        figures = unicodedata.normalize("NFKC", mark[1]) if mark[1] else ""
        before = text[max(0, mark.start() - _LOOK_BACK) : mark.start()]
        if not figures or not written(before, figures):
            found.append(Edit(Span(*mark.span())))
    return tuple(found)


_LOOK_BACK = 20
_MARKS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹[*†‡")
_NOTE_MARK = re.compile(
    r"(?<=[\w.!?,;:”’\")])(?:([⁰¹²³⁴-⁹]{1,3})(?!\w|[⁰¹²³⁴-⁹/⁄])"
    r"|(?:\[[1-9]\d{0,2}\])+(?=[\s.,;:!?”’)]|\Z)"
    r"|(?<=[^\W_]{3})[*†‡](?=[\s.,;:]|\Z))"
)

_BREAK = re.compile("[\v\f\x1c-\x1f\x85\u2028\u2029]")
"""Page and line separators other than the line feed: they part words."""

_KEPT = "\n\t\u200c\u200d"
"""Besides line feed and tab, joiners that shape words in Persian, Indic scripts and emoji."""

_RANGES = (
    (0x00, 0xAE), (0x34F, 0x350), (0x61C, 0x61D), (0x180E, 0x180F), (0x2000, 0x2070),
    (0xFE00, 0xFE10), (0xFEFF, 0xFF00), (0xFFF9, 0xFFFC), (0xE0000, 0xE0080),
)  # fmt: skip
_SHOWS_NOTHING = ("Cc", "Cf", "Cn", "Mn", "Zl", "Zp")
_UNSHOWN = frozenset(
    chr(code)
    for start, end in _RANGES
    for code in range(start, end)
    if unicodedata.category(chr(code)) in _SHOWS_NOTHING and chr(code) not in _KEPT
)
_INVISIBLE = "".join(map(re.escape, sorted(_UNSHOWN)))
