"""Notes at the foot of pages: small lines under the running text, each note apart."""

import re
from collections.abc import Sequence

from briefgen.formats.paper.pages import Line

_SMALL = 0.95
_RISE = 0.3
"""Parts of the font size from which a letter stands higher than those with a tail stand lower."""

_MARK = re.compile(
    r"\(?([0-9]{1,3}|[*†‡§]{1,3}|[a-z](?=\s?[A-Z“]))(?:[.)]\s+|\s+|(?=[A-Z“]))(?=\S)"
)


def mark_of(line: Line) -> str:
    """Return the mark that a line begins with, "" for none."""
    found = _MARK.match(line.text)
    if found is None:
        return ""
    spaced = found[0][-1].isspace() and not found[1].isalpha()
    return found[1] if spaced or _is_raised(line) else ""


def _is_raised(line: Line) -> bool:
    """Tell whether the first letter of a line stands higher than what comes after it."""
    first, second = line.words[0], line.words[1] if len(line.words) > 1 else None
    if first.raised or not (second and first.place and second.place):
        return bool(first.raised)
    return first.place[1] - second.place[1] > _RISE * line.size


def length_of_mark(line: Line) -> int:
    """Return how many letters the mark and what parts it from the note take."""
    found = _MARK.match(line.text)
    return found.end() if found else 0


def part_notes(page: Sequence[Line], body: float) -> tuple[list[Line], list[list[Line]]]:
    """Return the lines of a page's running text, and its notes.

    Notes are what stands lowest in its column in smaller letters than most of the text, if the
    first line there begins with a mark. `body` is the size of the running text.
    """
    small = [line for line in page if line.size < _SMALL * body and line.cell is None]
    if not small:
        return list(page), []
    large = [line for line in page if line.size >= _SMALL * body or line.cell is not None]
    foot: list[Line] = []
    for line in small:
        beside = [one for one in large if one.left < line.right and line.left < one.right]
        if beside and all(one.bottom > line.bottom for one in beside):
            foot.append(line)
    notes: list[list[Line]] = []
    for line in foot:
        if mark_of(line):
            notes.append([line])
        elif notes and line.bottom < notes[-1][-1].bottom:
            notes[-1].append(line)
    taken = {line for note in notes for line in note}
    return [line for line in page if line not in taken], notes
