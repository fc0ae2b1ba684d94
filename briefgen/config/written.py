"""Words that a person wrote, which know the file and the place they stand at, for messages."""

import re
from dataclasses import dataclass

from briefgen.errors import Problem


@dataclass(frozen=True, slots=True)
class Origin:
    """A file, its text, and where in that the words begin."""

    file: str
    source: str
    start: int


class Placed(str):
    """Words from a file. To everybody who asks for no place they are a plain text."""

    __slots__ = ("origin",)
    origin: Origin

    @classmethod
    def at(cls, words: str, origin: Origin) -> "Placed":
        """Return the words as written at a place."""
        made = cls(words)
        made.origin = origin
        return made


def offset_of(text: str, line: int, column: int) -> int:
    """Return the offset of a line and column, both counted from 1."""
    ends = [found.end() for found in re.finditer("\n", text)]
    return (0, *ends)[line - 1] + column - 1


def problem_in(words: str, found: str, nth: int, message: str) -> Problem:
    """Return the problem with something that stands in words: its nth place there, from 0.

    Words are found however their lines are broken. What can't be found, because it is written
    with escapes, is where the words begin.
    """
    if not isinstance(words, Placed):
        return Problem("briefgen.yaml", 1, 1, message)
    origin = words.origin
    places = list(pattern_of(found).finditer(origin.source, origin.start))
    at = places[nth].start() if nth < len(places) else origin.start
    line = origin.source.count("\n", 0, at) + 1
    return Problem(origin.file, line, at - origin.source.rfind("\n", 0, at), message)


def pattern_of(found: str) -> re.Pattern[str]:
    """Return a pattern for whole words, whatever blanks stand between them."""
    inside = r"\s+".join(map(re.escape, found.split()))
    before = r"(?<!\w)" if found[:1].isalnum() else ""
    behind = r"(?!\w)" if found[-1:].isalnum() else ""
    return re.compile(f"{before}{inside}{behind}")
